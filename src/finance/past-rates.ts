import type { Month } from '../core/base/day.js'
import type { FxRate } from '../core/network/company.js'

/**
 * The rates that money of a past month is taken at, as PLAN rates of that month: of each pair the average of the month
 * where it is known, else the nearest average or plan rate there is.
 */
export function pastRates(rates: readonly FxRate[], month: Month): FxRate[] {
  const nearest = new Map<string, FxRate>()
  for (const rate of rates) {
    if (rate.rateSet !== 'PLAN' && rate.rateSet !== 'AVG') continue
    const pair = `${rate.from} ${rate.to}`
    const best = nearest.get(pair)
    if (best === undefined || distance(rate, month) < distance(best, month)) nearest.set(pair, rate)
  }
  return [...nearest.values()].map((rate) => ({ ...rate, rateSet: 'PLAN' as const, month, day: null }))
}

const distance = (rate: FxRate, month: Month): number =>
  Math.abs(rate.month - month) * 2 + (rate.rateSet === 'AVG' ? 0 : 1)
