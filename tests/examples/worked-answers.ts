import fs from 'node:fs'
import path from 'node:path'

/** A table of a README that a test asserts: rows by their first cells, columns by their titles. */
export interface Answers {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

export const examplesFolder = path.resolve(import.meta.dirname, '../../examples')

/**
 * The tables of `examples/<company>/README.md` that follow a line `Answers: <title>`, by title. What a reader sees is
 * what is asserted: numbers lose their thousands commas and the typographic minus, names their backticks.
 */
export function workedAnswers(company: string): Map<string, Answers> {
  const lines = fs.readFileSync(path.join(examplesFolder, company, 'README.md'), 'utf8').split('\n')
  const tables = new Map<string, Answers>()
  lines.forEach((line, at) => {
    const title = /^Answers: (.+)$/.exec(line)?.[1]
    if (title === undefined) return
    const table = lines.slice(at + 1).filter((_, after, rest) => rest.slice(0, after + 1).every(isTableOrBlank))
    const cells = table.filter((row) => row.startsWith('|')).map(cellsOf)
    const [columns, , ...rows] = cells
    if (columns === undefined || rows.length === 0) throw new Error(`no table after "Answers: ${title}"`)
    tables.set(title, {
      columns,
      rows: rows.map((row) => Object.fromEntries(columns.map((column, position) => [column, row[position] ?? '']))),
    })
  })
  return tables
}

const isTableOrBlank = (line: string): boolean => line === '' || line.startsWith('|')

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) =>
      cell
        .trim()
        .replaceAll('`', '')
        .replace('−', '-')
        .replace(/(?<=\d),(?=\d{3})/g, ''),
    )

/** `{ netSales: ['666500', …] }` from a table whose first column is the key and whose other columns are months. */
export function byMonth(answers: Answers): { months: string[]; lines: Record<string, string[]> } {
  const [key, ...months] = answers.columns
  return {
    months,
    lines: Object.fromEntries(answers.rows.map((row) => [row[key!]!, months.map((month) => row[month]!)])),
  }
}

/** The answers as rows a test can print, beside what `figure` says of each, rounded to the decimals the README gives. */
export function compareMonths(
  answers: Answers,
  figure: (line: string, month: string) => number,
): { worked: string[]; planned: string[] } {
  const { months, lines } = byMonth(answers)
  const worked: string[] = []
  const planned: string[] = []
  for (const [line, values] of Object.entries(lines))
    months.forEach((month, at) => {
      const decimals = values[at]!.split('.')[1]?.length ?? 0
      worked.push(`${line} ${month} ${values[at]}`)
      planned.push(`${line} ${month} ${figure(line, month).toFixed(decimals)}`)
    })
  return { worked, planned }
}
