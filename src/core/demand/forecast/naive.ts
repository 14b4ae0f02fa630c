import { clipDemand, type ForecastMethod, meanOf } from './method.js'

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
