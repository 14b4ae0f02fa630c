import { formatMonth, type Month, monthOf } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { FxRate } from '../core/network/company.js'

export type RateSet = FxRate['rateSet']

/** An exact rate: one `from` is numerator / denominator of `to`. Both are positive. */
export interface Rate {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** Plain data. Keys are `set month from to`, each pair as it was quoted; nothing is inverted beforehand. */
export interface ExchangeRates {
  readonly base: string
  readonly quotes: Readonly<Record<string, Rate>>
  /** Months that have any quote of a set, ascending. */
  readonly months: Readonly<Record<RateSet, readonly Month[]>>
}

export const ONE: Rate = { numerator: 1n, denominator: 1n }

const SIGNIFICANT_DIGITS = 15
const PLAIN_DECIMAL = /^(\d*)(?:\.(\d*))?$/

/** `'0.00105263'` → 105263 / 10^8. Null unless it is a positive plain decimal of at most 15 significant digits. */
export function parseRate(text: string): Rate | null {
  const match = PLAIN_DECIMAL.exec(text.trim())
  if (match === null) return null
  const fraction = match[2] ?? ''
  const digits = (match[1]! + fraction).replace(/^0+/, '')
  if (digits === '' || digits.replace(/0+$/, '').length > SIGNIFICANT_DIGITS) return null
  return { numerator: BigInt(digits), denominator: 10n ** BigInt(fraction.length) }
}

/**
 * The rates of a company. A quote by month wins over quotes by day of the same month, of which the latest day counts.
 *
 * @throws Refusal `finance.bad_rate` for a rate that is not a positive decimal.
 */
export function readExchangeRates(base: string, rates: readonly FxRate[]): ExchangeRates {
  const quotes: Record<string, Rate> = {}
  const days: Record<string, number> = {}
  const months: Record<RateSet, Month[]> = { BUDGET: [], PLAN: [], SPOT: [], AVG: [], CLOSE: [] }
  for (const rate of rates) {
    const month = rate.day === null ? rate.month : monthOf(rate.day)
    const parsed = parseRate(rate.rate)
    if (parsed === null) throw new Refusal('finance.bad_rate', { rate: rate.rate, from: rate.from, to: rate.to })
    const key = quoteKey(rate.rateSet, month, rate.from, rate.to)
    const day = rate.day ?? Number.MAX_SAFE_INTEGER
    if (days[key] !== undefined && days[key] > day) continue
    days[key] = day
    quotes[key] = parsed
    months[rate.rateSet].push(month)
  }
  for (const set of Object.keys(months) as RateSet[]) months[set] = [...new Set(months[set])].sort((a, b) => a - b)
  return { base, quotes, months }
}

const quoteKey = (set: RateSet, month: Month, from: string, to: string): string => `${set} ${month} ${from} ${to}`

/**
 * What one `from` is worth in `to` in a month by a rate set, exactly: the direct quotation, else the inverse of the
 * opposite one, else across the base currency. Null when the set has none of these for that very month.
 */
export function findRate(rates: ExchangeRates, set: RateSet, month: Month, from: string, to: string): Rate | null {
  const direct = quotation(rates, set, month, from, to)
  if (direct !== null) return direct
  const toBase = quotation(rates, set, month, from, rates.base)
  const fromBase = quotation(rates, set, month, rates.base, to)
  return toBase === null || fromBase === null ? null : multiplyRates(toBase, fromBase)
}

function quotation(rates: ExchangeRates, set: RateSet, month: Month, from: string, to: string): Rate | null {
  if (from === to) return ONE
  const quoted = rates.quotes[quoteKey(set, month, from, to)]
  if (quoted !== undefined) return quoted
  const opposite = rates.quotes[quoteKey(set, month, to, from)]
  return opposite === undefined ? null : { numerator: opposite.denominator, denominator: opposite.numerator }
}

/**
 * The rate a month is planned or measured at. A set that ends before the month carries its last quotation forward, as
 * a plan rate holds until it is replaced; AVG and CLOSE, which measure a month, are never carried.
 *
 * @throws Refusal `finance.missing_rate`
 */
export function rateAt(rates: ExchangeRates, set: RateSet, month: Month, from: string, to: string): Rate {
  if (from === to) return ONE
  const exact = findRate(rates, set, month, from, to)
  if (exact !== null) return exact
  if (set === 'PLAN' || set === 'BUDGET' || set === 'SPOT') {
    for (const earlier of [...rates.months[set]].reverse()) {
      const carried = earlier < month ? findRate(rates, set, earlier, from, to) : null
      if (carried !== null) return carried
    }
  }
  throw new Refusal('finance.missing_rate', { set, month: formatMonth(month), from, to })
}

/** The rate of the reported view: the month's average where it is known, what the plan expects where it is not. */
export function reportedRateAt(rates: ExchangeRates, month: Month, from: string, to: string): Rate {
  return findRate(rates, 'AVG', month, from, to) ?? rateAt(rates, 'PLAN', month, from, to)
}

export function multiplyRates(first: Rate, second: Rate): Rate {
  return { numerator: first.numerator * second.numerator, denominator: first.denominator * second.denominator }
}

/** Whole `amount` × numerator / denominator, rounded half away from zero. */
export function applyRate(amount: bigint, rate: Rate): bigint {
  const product = amount * rate.numerator * 2n
  const by = rate.denominator * 2n
  return product < 0n ? -((-product + rate.denominator) / by) : (product + rate.denominator) / by
}
