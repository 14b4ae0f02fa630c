/**
 * IAS 29 for a hyperinflationary currency (DOMAIN §7.3): X_restated = X × I_close / I_transaction. Nominal and real
 * amounts are different things and never meet in one sum; here they differ by type.
 */
import { formatMonth, type Month } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { InflationIndex } from '../core/network/company.js'
import { applyRate, type Rate } from './exchange-rates.js'

/** Amounts by month in the money of their own month. */
export interface NominalSeries {
  readonly basis: 'nominal'
  readonly firstMonth: Month
  readonly amounts: Float64Array
}

/** The same amounts in the purchasing power of one month. */
export interface RealSeries {
  readonly basis: 'real'
  readonly firstMonth: Month
  /** The month whose money this is. */
  readonly powerOf: Month
  readonly amounts: Float64Array
}

/** A country's price index by month, in whole millionths. */
export interface PriceIndex {
  readonly country: string
  readonly byMonth: Readonly<Record<Month, number>>
}

const INDEX_SCALE = 1_000_000

export function readPriceIndex(country: string, given: readonly InflationIndex[]): PriceIndex {
  const byMonth: Record<Month, number> = {}
  for (const row of given) if (row.country === country) byMonth[row.month] = Math.round(row.index * INDEX_SCALE)
  return { country, byMonth }
}

/**
 * I_close / I_transaction, exactly.
 *
 * @throws Refusal `finance.missing_index`
 */
export function restatement(index: PriceIndex, transaction: Month, close: Month): Rate {
  return { numerator: BigInt(indexOf(index, close)), denominator: BigInt(indexOf(index, transaction)) }
}

function indexOf({ country, byMonth }: PriceIndex, month: Month): number {
  const index = byMonth[month]
  if (index === undefined || index <= 0)
    throw new Refusal('finance.missing_index', { country, month: formatMonth(month) })
  return index
}

/** Flows (the P&L) in the money of the month `close`; each month rounds once, half away from zero. */
export function restateFlows(index: PriceIndex, flows: NominalSeries, close: Month): RealSeries {
  const amounts = flows.amounts.map((amount, month) =>
    amount === 0 ? 0 : Number(applyRate(BigInt(amount), restatement(index, flows.firstMonth + month, close))),
  )
  return { basis: 'real', firstMonth: flows.firstMonth, powerOf: close, amounts }
}

/**
 * Gain (above zero) or loss on the net monetary position from the end of the month `opening` to the end of `close`:
 * what was held, and what came in and went out, would have had to grow with the index and did not.
 */
export function monetaryResult(
  index: PriceIndex,
  position: {
    readonly opening: Month
    readonly netMonetary: number
    readonly flows: NominalSeries
    readonly close: Month
  },
): number {
  const restated = (amount: number, month: Month): number =>
    Number(applyRate(BigInt(amount), restatement(index, month, position.close)))
  let result = position.netMonetary - restated(position.netMonetary, position.opening)
  position.flows.amounts.forEach((amount, at) => {
    result += amount - restated(amount, position.flows.firstMonth + at)
  })
  return result === 0 ? 0 : result
}
