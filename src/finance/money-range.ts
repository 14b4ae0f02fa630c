/**
 * How far money may lie from the plan: the announced errors of each row's demand, at what a unit of it brings. A reading,
 * in floating point (docs/specs/finance-range.md).
 */
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../core/base/quantity.js'
import type { Horizon } from '../core/calendar/horizon.js'
import { MEASURED_WEEKS, protectionErrorSd } from '../core/demand/forecast-note.js'
import { entryOf } from './entry.js'
import { BASE_LINES, type BaseLine, type MoneyPlan, rateIn } from './money-plan.js'
import { signInNetSales } from './profit-chart.js'

export const RANGED_LINES = ['netSales', 'grossMargin', 'ebit'] as const
export type RangedLine = (typeof RANGED_LINES)[number]

/** Buckets [from, to) of the plan. */
export interface RangeSpan {
  readonly from: number
  readonly to: number
}

/** Errors of a line over a span: Σ of squares, and Σ as if all went the same way. */
export interface AddedErrors {
  squares: number
  sum: number
}

export interface RangeGiven {
  readonly horizon: Pick<Horizon, 'days' | 'count'>
  readonly money: MoneyPlan
  readonly cumulativeErrorSd: Float64Array
  /** What one unit of a currency is worth in that of the range, in a month of the plan. */
  readonly rateOf: (currency: number, month: number) => number
}

/** What a unit of a row brings in each of the lines, with the sign of each base line. */
const SIGNS: Readonly<Record<RangedLine, readonly (readonly [BaseLine, number])[]>> = {
  netSales: signed([]),
  grossMargin: signed(['standardCost']),
  ebit: signed(['standardCost', 'outboundLogistics']),
}

function signed(costs: readonly BaseLine[]): (readonly [BaseLine, number])[] {
  const signOf = (line: BaseLine): number => (costs.includes(line) ? -1 : signInNetSales(line))
  return BASE_LINES.map((line) => [line, signOf(line)] as const).filter(([, sign]) => sign !== 0)
}

/** Whether every demand row has errors. */
export const hasErrors = (rowCount: number, errors: Float64Array): boolean => rowCount * MEASURED_WEEKS <= errors.length

/** By span and line, over all rows that are ours, in the order of memory. */
export function addErrors(given: RangeGiven, spans: readonly RangeSpan[]): Record<RangedLine, AddedErrors>[] {
  const { money, horizon, cumulativeErrorSd } = given
  const added = spans.map(nothing)
  const lengths = spans.map(({ from, to }) => sumOf(horizon.days, from, to))
  const worth = RANGED_LINES.map(() => new Float64Array(horizon.count))
  money.cubeRowOf.forEach((cubeRow, row) => {
    if (cubeRow < 0) return
    const sds = new Map<number, number>()
    const sdOf = (days: number): number =>
      entryOf(sds, days, () => protectionErrorSd({ cumulativeErrorSd }, row, days) / QUANTITY_PER_UNIT)
    if (lengths.every((days) => sdOf(days) === 0)) return
    const { currency } = money.entities[money.cube.entity[cubeRow]!]!
    RANGED_LINES.forEach((line, at) => {
      fillWorth(given, row, currency, SIGNS[line], worth[at]!)
    })
    spans.forEach(({ from, to }, span) => {
      RANGED_LINES.forEach((line, at) => {
        const error = sdOf(lengths[span]!) * (sumOf(worth[at]!, from, to) / lengths[span]!)
        added[span]![line].squares += error * error
        added[span]![line].sum += error
      })
    })
  })
  return added
}

const nothing = (): Record<RangedLine, AddedErrors> => ({
  netSales: { squares: 0, sum: 0 },
  grossMargin: { squares: 0, sum: 0 },
  ebit: { squares: 0, sum: 0 },
})

/** What one unit brings in each bucket, times its days. */
function fillWorth(
  { money, horizon, rateOf }: RangeGiven,
  row: number,
  currency: number,
  signs: readonly (readonly [BaseLine, number])[],
  out: Float64Array,
): void {
  out.fill(0)
  for (const [line, sign] of signs) {
    const table = money.rates[line]
    if (table === null) continue
    for (let bucket = 0; bucket < horizon.count; bucket++)
      out[bucket]! += (sign * rateIn(table, row, bucket)) / UNIT_PRICE_PER_MAJOR
  }
  for (let bucket = 0; bucket < horizon.count; bucket++)
    out[bucket]! *= rateOf(currency, money.monthOfBucket[bucket]!) * horizon.days[bucket]!
}

function sumOf(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += values[at]!
  return sum
}

/** One standard deviation, as far apart as errors that know nothing of each other or as errors that all go the same way. */
export interface MoneySd {
  readonly apart: number
  readonly together: number
  /** Between the two, where past cycles tell it. */
  readonly likely: number | null
}

export function sdOf({ squares, sum }: AddedErrors, correlation: number | null): MoneySd {
  const between = correlation === null ? null : Math.max(0, squares + correlation * (sum * sum - squares))
  return { apart: Math.sqrt(squares), together: Math.abs(sum), likely: between === null ? null : Math.sqrt(between) }
}
