import { clipDemand, type ForecastMethod, meanOf } from './method.js'
import { seasonalFactors, withoutSeason } from './seasonal-factors.js'

/** What happened last happens again. */
export const naive: ForecastMethod = {
  name: 'naive',
  minimumLength: () => 1,
  fit: () => new Float64Array(0),
  forecast({ values, to }, _, out) {
    out.fill(values[to - 1]!)
    clipDemand(out)
  },
}

/** The yardstick of the M competitions: the last value without its season, continued with it. */
export const naive2: ForecastMethod = {
  name: 'naive2',
  minimumLength: () => 1,
  fit: (series) => seasonalFactors(series),
  forecast(series, factors, out) {
    const values = withoutSeason(series, factors)
    const last = values[values.length - 1]!
    for (let step = 0; step < out.length; step++)
      out[step] = factors.length > 0 ? last * factors[(values.length + step) % factors.length]! : last
    clipDemand(out)
  },
}

/** The benchmark, always kept (DOMAIN §6.3): what happened one season ago happens again. */
export const seasonalNaive: ForecastMethod = {
  name: 'seasonalNaive',
  minimumLength: (period) => period,
  fit: () => new Float64Array(0),
  forecast({ values, to, period }, _, out) {
    for (let step = 0; step < out.length; step++) out[step] = values[to - period + (step % period)]!
    clipDemand(out)
  },
}

/** The plain mean: all that a few observations can bear. */
export const mean: ForecastMethod = {
  name: 'mean',
  minimumLength: () => 1,
  fit: () => new Float64Array(0),
  forecast({ values, from, to }, _, out) {
    out.fill(meanOf(values, from, to))
    clipDemand(out)
  },
}

export const zero: ForecastMethod = {
  name: 'zero',
  minimumLength: () => 0,
  fit: () => new Float64Array(0),
  forecast(_, __, out) {
    out.fill(0)
  },
}
