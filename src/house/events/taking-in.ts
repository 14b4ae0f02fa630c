/** Events become files of the company folder, which a load reads like any other: EV10 to EV12. */
import fs from 'node:fs/promises'
import path from 'node:path'
import type { ContractTable } from '../../contract/column.js'
import { EVENT_TABLES, rowKeyOf, sumsOf } from '../../contract/event-check.js'
import { findTable } from '../../contract/tables.js'
import type { KeptEvent } from '../../core/event/fact-event.js'
import { tellRow } from '../../core/event/told-row.js'
import type { Inbox } from '../../events/inbox.js'
import { replaceFile } from '../../store/durable-file.js'
import { inboxFile, openInbox } from './inbox-place.js'

const READ_AT_ONCE = 10_000

/** Writes what events say beside the other files of their tables. A company that was never told anything is left alone. */
export async function takeInEvents(folder: string): Promise<void> {
  if (!(await exists(inboxFile(folder)))) return
  const inbox = openInbox(folder)
  try {
    for (const name of EVENT_TABLES) await takeInTable(folder, findTable(name)!, inbox)
  } finally {
    await inbox.close()
  }
}

async function takeInTable(folder: string, table: ContractTable, inbox: Inbox): Promise<void> {
  const byRow = new Map<string, KeptEvent[]>()
  for (let after = 0; ; ) {
    const events = await inbox.read(after, READ_AT_ONCE, table.name)
    for (const event of events) {
      const key = rowKeyOf(table, event.row)
      const known = byRow.get(key)
      if (known === undefined) byRow.set(key, [event])
      else known.push(event)
    }
    if (events.length < READ_AT_ONCE) break
    after = events.at(-1)!.position
  }
  for (const [month, rows] of byMonth(byRow)) {
    await fs.mkdir(path.join(folder, table.name), { recursive: true })
    await keepFile(path.join(folder, table.name, `told-${month}.csv`), csvOf(table, rows))
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
    if (row === null) return []
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
