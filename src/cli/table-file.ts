import fs from 'node:fs/promises'
import writeXlsxFile from 'write-excel-file/node'
import { Refusal } from '../core/base/refusal.js'

/** A row of a table to be written: named cells, all rows with the same names. */
export type TableRow = Readonly<Record<string, string | number | null | readonly (string | null)[]>>

/** Writes rows as CSV or XLSX, by the file's ending. Lists become one column an entry. */
export async function writeTableFile(
  file: string,
  rows: readonly object[],
  listTitles: readonly string[] = [],
): Promise<void> {
  const table = flatten(rows as readonly TableRow[], listTitles)
  if (file.endsWith('.csv')) return fs.writeFile(file, csvOf(table))
  if (!file.endsWith('.xlsx'))
    throw new Refusal('cli.not_an_option', { option: 'output', value: file, allowed: '.csv, .xlsx' })
  const sheet = table.map((row, at) =>
    row.map((cell) =>
      cell === null ? null : at === 0 ? { value: String(cell), fontWeight: 'bold' as const } : { value: cell },
    ),
  )
  await writeXlsxFile(sheet).toFile(file)
}

/** The same rows as the text of a CSV file. */
export const csvText = (rows: readonly object[]): string => csvOf(flatten(rows as readonly TableRow[], []))

const csvOf = (table: readonly (readonly Cell[])[]): string =>
  `${table.map((row) => row.map(csvCell).join(',')).join('\n')}\n`

type Cell = string | number | null

function flatten(rows: readonly TableRow[], listTitles: readonly string[]): Cell[][] {
  const names = Object.keys(rows[0] ?? {})
  const header = names.flatMap((name): Cell[] => {
    const sample = rows[0]![name]
    return Array.isArray(sample) ? sample.map((_, at) => listTitles[at] ?? `${name} ${at + 1}`) : [name]
  })
  const body = rows.map((row) => names.flatMap((name): Cell[] => cellsOf(row[name]!)))
  return [header, ...body]
}

const cellsOf = (value: TableRow[string]): Cell[] => (Array.isArray(value) ? value.map(numeric) : [value as Cell])

/** Decimal strings are numbers in a spreadsheet as long as nothing is lost. */
const numeric = (text: string | null): Cell => (text !== null && String(Number(text)) === text ? Number(text) : text)

/** A text that a spreadsheet would run as a formula is written so that it does not. */
function csvCell(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'string' && /^[=+@\t\r]/.test(cell) ? `'${cell}` : String(cell)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
