import { assert } from '../core/base/assert.js'
import { type Day, firstDayOfMonth, monthOf } from '../core/base/day.js'
import { closeDaily } from './daily-balance.js'

/** Day of the following month on which the tax of a month is paid; a rule of each country, the 20th by default. */
export const TAX_PAY_DAY = 20

/** Tax of the months before the plan that is still to be settled: above zero owed to the state, below it a credit. */
export interface OpenTax {
  readonly previousMonth: number
  /** Of the plan day's own month, from its first day to the day before the plan day. */
  readonly thisMonth: number
}

export interface TaxSettlement {
  /** Owed to the state at the end of each day; below zero it is a credit. */
  readonly opening: number
  readonly closing: Float64Array
  readonly paid: Float64Array
}

/**
 * Output less input tax of each month, paid on `payDay` of the next one. A month with more input than output is not
 * refunded: its credit is carried and used up by the months after it, as is the rule in Latin America.
 * `output` and `input` are money atoms per day of the horizon.
 */
export function settleTax(
  planDay: Day,
  output: Float64Array,
  input: Float64Array,
  open: OpenTax = { previousMonth: 0, thisMonth: 0 },
  payDay = TAX_PAY_DAY,
): TaxSettlement {
  assert(payDay >= 1 && payDay <= 31, 'no such day of the month', { payDay })
  const days = output.length
  const paid = new Float64Array(days)
  const firstMonth = monthOf(planDay)
  let carried = open.previousMonth
  const payUp = (month: number): void => {
    if (carried <= 0) return
    const day = Math.max(0, payDayIn(month, payDay) - planDay)
    if (day < days) paid[day]! += carried
    carried = 0
  }
  payUp(firstMonth)
  for (let month = firstMonth, day = 0; day < days; month++) {
    if (month === firstMonth) carried += open.thisMonth
    const end = Math.min(days, firstDayOfMonth(month + 1) - planDay)
    for (; day < end; day++) carried += output[day]! - input[day]!
    payUp(month + 1)
  }
  const opening = open.previousMonth + open.thisMonth
  const settled = Float64Array.from(input, (amount, day) => amount + paid[day]!)
  return { opening, closing: closeDaily(opening, output, settled), paid }
}

/** The 31st of a month that has 30 days is its 30th. */
const payDayIn = (month: number, payDay: number): Day =>
  Math.min(firstDayOfMonth(month) + payDay, firstDayOfMonth(month + 1)) - 1

/** Where cash comes from and goes to. */
export const CASH_LINES = [
  'collections',
  'supplierPayments',
  'importTaxes',
  'taxSettlement',
  'tradeSettlement',
  'conversion',
  'logistics',
  'opex',
  'intercompany',
  'duties',
] as const
export type CashLine = (typeof CASH_LINES)[number]

/**
 * Cash by day, in money atoms; what comes in is above zero. Without an opening balance there is no closing one: the
 * flow and its running total are what is known.
 */
export interface CashFlow {
  readonly lines: Readonly<Record<CashLine, Float64Array>>
  readonly net: Float64Array
  readonly cumulative: Float64Array
  readonly opening: number | null
  readonly closing: Float64Array | null
}

export function cashFlow(
  days: number,
  given: Partial<Record<CashLine, Float64Array>>,
  opening: number | null = null,
): CashFlow {
  const lines = Object.fromEntries(CASH_LINES.map((line) => [line, given[line] ?? new Float64Array(days)])) as Record<
    CashLine,
    Float64Array
  >
  const net = new Float64Array(days)
  for (const line of CASH_LINES) for (let day = 0; day < days; day++) net[day]! += lines[line][day]!
  const cumulative = closeDaily(0, net, new Float64Array(days))
  const closing = opening === null ? null : cumulative.map((flow) => opening + flow)
  return { lines, net, cumulative, opening, closing }
}

/** The same amounts as money that leaves. */
export function outflow(amounts: Float64Array): Float64Array {
  return amounts.map((amount) => 0 - amount)
}

/** Monthly money (opex, funds) on the days of each month that the plan still covers, evenly, by largest remainder. */
export function spreadMonthsOverDays(planDay: Day, byMonth: ArrayLike<number>, days: number): Float64Array {
  const daily = new Float64Array(days)
  for (let month = 0; month < byMonth.length; month++) {
    const number = monthOf(planDay) + month
    const first = Math.max(0, firstDayOfMonth(number) - planDay)
    const end = Math.min(days, firstDayOfMonth(number + 1) - planDay)
    if (end <= first || byMonth[month] === 0) continue
    const share = Math.trunc(byMonth[month]! / (end - first))
    const odd = byMonth[month]! - share * (end - first)
    for (let day = first; day < end; day++) daily[day] = share + (day - first < Math.abs(odd) ? Math.sign(odd) : 0)
  }
  return daily
}
