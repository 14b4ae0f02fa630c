import { Refusal } from '../core/base/refusal.js'
import { ATOM_DECIMALS_MAX } from './exact-product.js'
import type { MoneyCurrency } from './money-plan.js'

/**
 * Decimals of the legal minor unit by ISO 4217 (DOMAIN §7.1), where they are not 2. CLF and UYW are index units.
 */
const MINOR_DECIMALS: Readonly<Record<string, number>> = {
  BHD: 3, BIF: 0, CLF: 4, CLP: 0, DJF: 0, GNF: 0, IQD: 3, ISK: 0, JOD: 3, JPY: 0, KMF: 0, KRW: 0, KWD: 3, LYD: 3,
  OMR: 3, PYG: 0, RWF: 0, TND: 3, UGX: 0, UYI: 0, UYW: 4, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
} // biome-ignore format: a table

/** Decimals an atom has beyond the legal minor unit when the money is small enough. */
const EXTRA_DECIMALS = 4

/** A sum may grow this many times beyond what was largest when the version was made. */
const HEADROOM = 100

/** 0 for CLP, 2 for USD. */
export function minorDecimals(currency: string): number {
  return MINOR_DECIMALS[currency] ?? 2
}

/**
 * Decimals of the atom of a currency: four more than the legal minor unit (at most six in all), less as many as it
 * takes to keep 100 × the largest Σ|x| below 2^53. `largestSum` is in whole major units.
 *
 * @throws Refusal `finance.sum_too_large` when not even the legal minor unit fits.
 */
export function atomDecimals(currency: string, largestSum: number): number {
  const least = minorDecimals(currency)
  let decimals = Math.min(ATOM_DECIMALS_MAX, least + EXTRA_DECIMALS)
  while (decimals > least && !fits(largestSum, decimals)) decimals--
  if (!fits(largestSum, decimals)) throw new Refusal('finance.sum_too_large', { currency, sum: Math.round(largestSum) })
  return decimals
}

const fits = (largestSum: number, decimals: number): boolean =>
  HEADROOM * (largestSum + 1) * 10 ** decimals < Number.MAX_SAFE_INTEGER

/** A currency of a plan whose largest sum of sizes is `largestSum` whole major units. */
export function moneyCurrency(code: string, largestSum: number): MoneyCurrency {
  return { code, minorDecimals: minorDecimals(code), atomDecimals: atomDecimals(code, largestSum) }
}
