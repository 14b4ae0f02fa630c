import fs from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { copyOfExample, rumbo, rumboJson } from './rumbo-command.js'

type Months = Record<string, string[]>

export interface Report {
  currency: string
  months: string[]
  lines: Months
  balances: Months
  cashToCash: { month: Record<string, number | null>[] }
  groups?: { key: string; lines: Months }[]
}

export interface Exception {
  rank: number
  kind: string
  product: string
  location: string
  customer: string
  firstDay: string
  lastUsefulDay: string | null
  units: string
  value: string
  currency: string
  why: string
}

/** What `rumbo prove --json` says. */
export interface Proof {
  ok: boolean
  cells: number
  checks: { name: string; compared: number; mismatches: number }[]
  truth: { lines: number; unexplained: unknown[] }
}

/** Figures of one month by line, of which a README gives the answers. */
export interface Figures {
  readonly months: readonly string[]
  at(line: string, month: string): number
}

export const profitOf = (report: Report): Figures => monthly(report.months, report.lines)
export const balancesOf = (report: Report): Figures => monthly(report.months, report.balances)
export const daysOf = ({ months, cashToCash }: Report): Figures => ({
  months,
  at: (line, month) => cashToCash.month[months.indexOf(month)]?.[line] ?? Number.NaN,
})
export const netSalesByGroup = ({ months, groups = [] }: Report): Figures =>
  monthly(months, Object.fromEntries(groups.map(({ key, lines }) => [key, lines.netSales ?? []])))

const monthly = (months: readonly string[], lines: Months): Figures => ({
  months,
  at: (line, month) => Number(lines[line]?.[months.indexOf(month)] ?? Number.NaN),
})

/** One example, copied and planned; questions are asked of the command and of the exported Parquet. */
export interface PlannedExample {
  readonly folder: string
  report(...args: string[]): Report
  exceptions(): Exception[]
  prove(): { code: number | null; proof: Proof }
  /** Closing units of `product@location` at the end of a month, from `closing_stock` of the version's Parquet. */
  closingUnits(product: string, location: string, month: string): Promise<number>
  remove(): void
}

export function planExample(company: string): PlannedExample {
  const folder = copyOfExample(company)
  const ran = rumbo('plan', folder)
  if (ran.code !== 0 && ran.code !== 1) throw new Error(`rumbo plan exited ${ran.code}:\n${ran.out}\n${ran.error}`)
  let exceptions: Exception[] | null = null
  return {
    folder,
    report: (...args) => rumboJson<Report>('report', folder, ...args),
    exceptions() {
      exceptions ??= rumboJson<Exception[]>('exceptions', folder)
      return exceptions
    },
    prove() {
      const { code, out } = rumbo('prove', folder, '--json')
      return { code, proof: JSON.parse(out) as Proof }
    },
    closingUnits: (product, location, month) => closingUnits(folder, product, location, month),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}

async function closingUnits(folder: string, product: string, location: string, month: string): Promise<number> {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'closing_stock.parquet')
  if (files.length !== 1) throw new Error(`${files.length} exports of closing_stock in ${folder}`)
  const connection = await (await DuckDBInstance.create()).connect()
  const reader = await connection.runAndReadAll(
    `SELECT sum(units) AS units FROM read_parquet($file)
     WHERE product_id = $product AND location_id = $location
       AND first_day + CAST(days AS INTEGER) = CAST($month || '-01' AS DATE) + INTERVAL 1 MONTH`,
    { file: path.join(folder, files[0]!), product, location, month },
  )
  return Number(reader.getRowObjects()[0]!.units ?? 0)
}
