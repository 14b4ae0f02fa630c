import { Refusal } from '../core/base/refusal.js'
import { ATOM_DECIMALS_MAX } from './exact-product.js'
import type { MoneyCurrency } from './money-plan.js'

/** Currencies by the decimals of their legal minor unit, ISO 4217 (DOMAIN §7.1); the others have two. */
const CURRENCIES_OF_DECIMALS: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]
const MINOR_DECIMALS: ReadonlyMap<string, number> = new Map(
  CURRENCIES_OF_DECIMALS.flatMap(([decimals, codes]) => codes.split(' ').map((code) => [code, decimals] as const)),
)

/** Decimals an atom has beyond the legal minor unit when the money is small enough. */
const EXTRA_DECIMALS = 4

/** A sum may grow this many times beyond what was largest when the version was made. */
const HEADROOM = 100

/** 0 for CLP, 2 for USD. */
export function minorDecimals(currency: string): number {
  return MINOR_DECIMALS.get(currency) ?? 2
}

/**
 * Decimals of the atom of a currency: four more than the legal minor unit (at most six in all), less as many as it
 * takes to keep 100 × the largest Σ|x| below 2^53; a currency of very large figures may go down to its major unit.
 * `largestSum` is in whole major units.
 *
 * @throws Refusal `finance.sum_too_large` when not even the major unit fits.
 */
export function atomDecimals(currency: string, largestSum: number): number {
  let decimals = Math.min(ATOM_DECIMALS_MAX, minorDecimals(currency) + EXTRA_DECIMALS)
  while (decimals > 0 && !fits(largestSum, decimals)) decimals--
  if (!fits(largestSum, decimals)) throw new Refusal('finance.sum_too_large', { currency, sum: Math.round(largestSum) })
  return decimals
}

const fits = (largestSum: number, decimals: number): boolean =>
  HEADROOM * (largestSum + 1) * 10 ** decimals < Number.MAX_SAFE_INTEGER

/** A currency of a plan whose largest sum of sizes is `largestSum` whole major units. */
export function moneyCurrency(code: string, largestSum: number): MoneyCurrency {
  return { code, minorDecimals: minorDecimals(code), atomDecimals: atomDecimals(code, largestSum) }
}
