/** Events become files of the company folder, which a load reads like any other: EV10 to EV12. */
import fs from 'node:fs/promises'
import path from 'node:path'
import type { ContractTable } from '../../contract/column.js'
import { toldFile } from '../../contract/event-check.js'
import { findTable } from '../../contract/tables.js'
import type { ToldRow } from '../../core/event/told-row.js'
import { replaceFile } from '../../store/durable-file.js'
import { isRunning } from '../../store/running-process.js'
import { inboxFile, openInbox } from './inbox-place.js'
import { type RowsTold, rowsTold } from './told-rows.js'

/** Writes what events say beside the other files of their tables. A company that was never told anything is left alone. */
export async function takeInEvents(folder: string): Promise<void> {
  await clearUnfinished(folder)
  for (const [table, rows] of await toldIn(folder))
    for (const [month, lines] of linesByMonth(table, rows)) {
      await fs.mkdir(path.join(folder, table.name), { recursive: true })
      await keepFile(folder, toldFile(table.name, month), [headOf(table), ...lines])
    }
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
  for (const [table, rows] of await toldIn(folder))
    for (const { row } of inOrder(rows)) {
      const lacks = row === null ? [] : lackingIn(table, row.values)
      if (lacks.length > 0) waiting.push({ table: table.name, key: keyShown(table, row!.values), lacks })
    }
  return waiting
}

const keyShown = ({ key }: ContractTable, values: ToldRow['values']): Record<string, string> =>
  Object.fromEntries(key.flatMap((name) => (values[name] ? [[name, values[name]]] : [])))

/** Columns that a row cannot be without, and groups of which one has to be filled, as `a|b`. */
const lackingIn = ({ columns, oneOf }: ContractTable, values: ToldRow['values']): string[] => [
  ...columns.filter(({ name, required }) => required && !values[name]).map(({ name }) => name),
  ...oneOf.filter((group) => !group.some((name) => values[name])).map((group) => group.join('|')),
]

async function toldIn(folder: string): Promise<(readonly [ContractTable, RowsTold])[]> {
  if (!(await exists(inboxFile(folder)))) return []
  const inbox = openInbox(folder)
  try {
    return [...(await rowsTold(inbox))].map(([name, rows]) => [findTable(name)!, rows] as const)
  } finally {
    await inbox.close()
  }
}

const inOrder = (rows: RowsTold) => [...rows.keys()].sort().map((key) => rows.get(key)!)

/** By the month in which a row was first told, in the order of the keys: a month that nobody tells more of stays as it is. */
function linesByMonth(table: ContractTable, rows: RowsTold): Map<string, string[]> {
  const months = new Map<string, string[]>()
  for (const { row, firstKnownAt } of inOrder(rows)) {
    const month = new Date(firstKnownAt).toISOString().slice(0, 7)
    const lines = months.get(month) ?? []
    months.set(month, lines)
    if (row !== null && lackingIn(table, row.values).length === 0) lines.push(lineOf(table, row))
  }
  return months
}

const CLOCK = 'recorded_at'
const headOf = ({ columns }: ContractTable): string => columns.map(({ name }) => name).join(',')

function lineOf({ columns }: ContractTable, { values, recordedAt }: ToldRow): string {
  const clock = new Date(recordedAt).toISOString()
  return columns.map(({ name }) => quoted(name === CLOCK ? clock : (values[name] ?? ''))).join(',')
}

const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Left as it is when it says the same: whoever looks at the folder sees what changed. */
async function keepFile(folder: string, file: string, lines: readonly string[]): Promise<void> {
  const place = path.join(folder, file)
  const text = `${lines.join('\n')}\n`
  const before = await fs.readFile(place, 'utf8').catch(() => null)
  // A head alone takes back what the file said before; where it said nothing there is no need of one.
  if (before === null && lines.length === 1) return
  if (before !== text) await replaceFile(place, text, path.join(folder, OWN, `told-${process.pid}.new`))
}

const OWN = '.rumbo'

/** What a killed process was writing. */
async function clearUnfinished(folder: string): Promise<void> {
  for (const name of await fs.readdir(path.join(folder, OWN)).catch(() => [])) {
    const by = /^told-(\d+)\.new$/.exec(name)
    if (by !== null && !isRunning(Number(by[1]))) await fs.rm(path.join(folder, OWN, name), { force: true })
  }
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  )
