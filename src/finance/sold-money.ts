/**
 * What was invoiced for what was sold, less what came back, in a currency at the rates of the reported view. It is rounded
 * once at currency of the books × account × family × month and spread over the places, so that places add up to whatever
 * holds them.
 */
import { firstDayOfMonth, type Month, monthOf } from '../core/base/day.js'
import { NOT_OURS, SOLD_MONTHS, type SoldHistory } from '../core/demand/sold-history.js'
import type { Company } from '../core/network/company.js'
import { customerPath } from '../core/network/company-order.js'
import type { SalesFacts } from '../core/network/facts.js'
import { minorDecimals } from './currency.js'
import { entryOf } from './entry.js'
import type { ExchangeRates } from './exchange-rates.js'
import { type ReadingRate, readAtoms, readingRate, spreadReading } from './reading.js'
import { currencyOfSales } from './sales-books.js'

export interface SoldMoney {
  readonly firstMonth: Month
  readonly months: number
  /** Whole legal units at [row of the history * months + month]. */
  readonly amounts: Float64Array
  /** By month, of what was sold at no place that could be named. */
  readonly nowhere: Float64Array
  /** Whether the facts carry money at all. */
  readonly isTold: boolean
}

export interface SoldMoneyInput {
  readonly company: Company
  readonly sales: SalesFacts
  readonly sold: SoldHistory
  readonly exchange: ExchangeRates
  readonly currency: string
}

/** Money of facts, in decimals of the major unit. */
const FACT_DECIMALS = 6

/** @throws Refusal `finance.missing_rate` */
export function readSoldMoney(input: SoldMoneyInput): SoldMoney {
  const firstMonth = monthOf(input.company.settings.planDay) - SOLD_MONTHS
  const months = SOLD_MONTHS + 1
  const amounts = new Float64Array(input.sold.rows.count * months)
  const nowhere = new Float64Array(months)
  const groupOf = groupsOf(input)
  let isTold = false
  for (const [books, runs] of runsByCurrency(input)) {
    const atoms = atomsOf(input, runs, firstMonth, months)
    const groups = rowsByGroup(atoms.rows, groupOf)
    const from = { code: books, minorDecimals: minorDecimals(books), atomDecimals: FACT_DECIMALS }
    for (let month = 0; month < months; month++) {
      // Rates of months in which nothing was sold need not be there.
      if (!atoms.isSold(month)) continue
      isTold = true
      const rate = readingRate({ kind: 'reported', currency: input.currency }, from, input.exchange, firstMonth + month)
      nowhere[month]! += readAtoms(atoms.nowhere[month]!, rate)
      for (const rows of groups) {
        const read = readTogether(rows, (row) => atoms.all[row * months + month]!, rate)
        rows.forEach((row, at) => {
          amounts[row * months + month]! += read[at]!
        })
      }
    }
  }
  return { firstMonth, months, amounts, nowhere, isTold }
}

/** Account and family of each row of the history. */
function groupsOf({ company, sold }: SoldMoneyInput): Int32Array {
  const pathOf = customerPath(company.customers)
  const accounts = company.customers.map((customer) => pathOf(customer).slice(0, -1).join('\u0001'))
  const groups = new Map<string, number>()
  const { count, item, customer } = sold.rows
  return Int32Array.from({ length: count }, (_, row) =>
    entryOf(groups, `${accounts[customer[row]!]}\u0001${company.products[item[row]!]!.family}`, () => groups.size),
  )
}

function runsByCurrency({ company, sales, sold }: SoldMoneyInput): Map<string, number[]> {
  const currencyOf = currencyOfSales(company)
  const found = new Map<string, number[]>()
  sold.rowOfRun.forEach((row, run) => {
    if (row === NOT_OURS) return
    const fact = sold.runStart[run]!
    entryOf(found, currencyOf(sales.location[fact]!, sales.customer[fact]!), () => [] as number[]).push(run)
  })
  return found
}

/** Exact amounts by row and month, and the rows that have any, ascending. */
function atomsOf({ sales, sold, company }: SoldMoneyInput, runs: readonly number[], firstMonth: Month, months: number) {
  const all = new Float64Array(sold.rows.count * months)
  const nowhere = new Float64Array(months)
  const first = firstDayOfMonth(firstMonth)
  const { planDay } = company.settings
  const monthOfDay = Uint8Array.from({ length: planDay - first }, (_, day) => monthOf(first + day) - firstMonth)
  const rows = new Set<number>()
  for (const run of runs) {
    const row = sold.rowOfRun[run]!
    if (row >= 0) rows.add(row)
    for (let fact = sold.runStart[run]!; fact < sold.runStart[run + 1]!; fact++) {
      const day = sales.day[fact]!
      if (day < first || day >= planDay || !Number.isFinite(sales.netAmount[fact]!)) continue
      const month = monthOfDay[day - first]!
      if (row >= 0) all[row * months + month]! += sales.netAmount[fact]!
      else nowhere[month]! += sales.netAmount[fact]!
    }
  }
  const soldRows = [...rows].sort((a, b) => a - b)
  const isSold = (month: number): boolean =>
    nowhere[month] !== 0 || soldRows.some((row) => all[row * months + month] !== 0)
  return { all, nowhere, rows: soldRows, isSold }
}

function rowsByGroup(rows: readonly number[], groupOf: Int32Array): number[][] {
  const groups = new Map<number, number[]>()
  for (const row of rows) entryOf(groups, groupOf[row]!, () => [] as number[]).push(row)
  return [...groups.values()]
}

/** Rounded together; each by itself where the sum of them is too long to be exact. */
function readTogether(
  rows: readonly number[],
  atomsOfRow: (row: number) => number,
  rate: ReadingRate,
): ArrayLike<number> {
  const atoms = Float64Array.from(rows, atomsOfRow)
  const sum = atoms.reduce((total, amount) => total + amount, 0)
  if (!atoms.every(Number.isSafeInteger) || !Number.isSafeInteger(sum))
    return atoms.map((amount) => readAtoms(Math.round(amount), rate))
  return spreadReading(readAtoms(sum, rate), atoms, rate)
}
