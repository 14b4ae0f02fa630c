/** Events become files of the company folder, which a load reads like any other: EV10 to EV12. */
import fs from 'node:fs/promises'
import path from 'node:path'
import type { ContractTable } from '../../contract/column.js'
import { EVENT_TABLES, rowKeyOf, sumsOf } from '../../contract/event-check.js'
import { findTable } from '../../contract/tables.js'
import type { KeptEvent } from '../../core/event/fact-event.js'
import { type ToldRow, tellRow } from '../../core/event/told-row.js'
import type { Inbox } from '../../events/inbox.js'
import { replaceFile } from '../../store/durable-file.js'
import { inboxFile, openInbox } from './inbox-place.js'

const READ_AT_ONCE = 10_000

/** Writes what events say beside the other files of their tables. A company that was never told anything is left alone. */
export function takeInEvents(folder: string): Promise<void> {
  return eachTable(folder, async (table, byRow) => {
    for (const [month, rows] of byMonth(byRow)) {
      await fs.mkdir(path.join(folder, table.name), { recursive: true })
      await keepFile(path.join(folder, table.name, `told-${month}.csv`), csvOf(table, rows))
    }
  })
}

/** A row that is in no file yet, because columns are missing that it cannot be without. */
export interface WaitingRow {
  readonly table: string
  /** Of its natural key, those that are filled. */
  readonly key: Readonly<Record<string, string>>
  readonly lacks: readonly string[]
}

/** Rows that wait for the rest of what there is to say of them. */
export async function waitingRows(folder: string): Promise<WaitingRow[]> {
  const waiting: WaitingRow[] = []
  await eachTable(folder, async (table, byRow) => {
    const sums = sumsOf(table)
    for (const key of [...byRow.keys()].sort()) {
      const row = tellRow(byRow.get(key)!, sums)
      const lacks = row === null ? [] : lackingIn(table, row.values)
      if (lacks.length > 0) waiting.push({ table: table.name, key: keyShown(table, row!.values), lacks })
    }
  })
  return waiting
}

const keyShown = ({ key }: ContractTable, values: ToldRow['values']): Record<string, string> =>
  Object.fromEntries(key.flatMap((name) => (values[name] ? [[name, values[name]]] : [])))

/** Columns that a row cannot be without, and groups of which one has to be filled, as `a|b`. */
const lackingIn = ({ columns, oneOf }: ContractTable, values: ToldRow['values']): string[] => [
  ...columns.filter(({ name, required }) => required && !values[name]).map(({ name }) => name),
  ...oneOf.filter((group) => !group.some((name) => values[name])).map((group) => group.join('|')),
]

async function eachTable(
  folder: string,
  work: (table: ContractTable, byRow: ReadonlyMap<string, readonly KeptEvent[]>) => Promise<void>,
): Promise<void> {
  if (!(await exists(inboxFile(folder)))) return
  const inbox = openInbox(folder)
  try {
    for (const name of EVENT_TABLES) {
      const table = findTable(name)!
      await work(table, await readRows(inbox, table))
    }
  } finally {
    await inbox.close()
  }
}

/** Events of a table by the natural keys of their rows, in the order in which they came. */
async function readRows(inbox: Inbox, table: ContractTable): Promise<Map<string, KeptEvent[]>> {
  const byRow = new Map<string, KeptEvent[]>()
  for (let after = 0; ; ) {
    const events = await inbox.read(after, READ_AT_ONCE, table.name)
    for (const event of events) {
      const key = rowKeyOf(table, event.row)
      const known = byRow.get(key)
      if (known === undefined) byRow.set(key, [event])
      else known.push(event)
    }
    if (events.length < READ_AT_ONCE) return byRow
    after = events.at(-1)!.position
  }
}

/** Rows by the month in which they were first told, in the order of their keys: a month that nobody tells more of stays. */
function byMonth(byRow: ReadonlyMap<string, readonly KeptEvent[]>): Map<string, (readonly KeptEvent[])[]> {
  const months = new Map<string, (readonly KeptEvent[])[]>()
  for (const key of [...byRow.keys()].sort()) {
    const events = byRow.get(key)!
    const month = new Date(events[0]!.knownAt).toISOString().slice(0, 7)
    const rows = months.get(month)
    if (rows === undefined) months.set(month, [events])
    else rows.push(events)
  }
  return months
}

const CLOCK = 'recorded_at'

function csvOf(table: ContractTable, rows: readonly (readonly KeptEvent[])[]): string {
  const sums = sumsOf(table)
  const columns = table.columns.map(({ name }) => name)
  const lines = rows.flatMap((events) => {
    const row = tellRow(events, sums)
    if (row === null || lackingIn(table, row.values).length > 0) return []
    const clock = new Date(row.recordedAt).toISOString()
    return [columns.map((name) => quoted(name === CLOCK ? clock : (row.values[name] ?? ''))).join(',')]
  })
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Left as it is when it says the same: whoever looks at the folder sees what changed. */
async function keepFile(file: string, text: string): Promise<void> {
  const before = await fs.readFile(file, 'utf8').catch(() => null)
  if (before !== text) await replaceFile(file, text)
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  )
