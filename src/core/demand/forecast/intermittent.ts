/**
 * Demand with many empty periods: how much when there is some, and how often (DOMAIN §6.2).
 *
 * Croston 1972 smooths sizes and intervals and divides one by the other, which is biased up; Syntetos & Boylan 2005
 * (SBA) correct the bias; Teunter, Syntetos & Babai 2011 (TSB) smooth the chance of demand every period instead, so that
 * a dying item fades to zero. All start at the first demand: its size, and the periods up to and including it.
 */
import { clipDemand, type ForecastMethod, type Series } from './method.js'

export interface Smoothing {
  readonly size: number
  readonly interval: number
}

const PLAIN: Smoothing = { size: 0.1, interval: 0.1 }

export function crostonMethod({ size, interval }: Smoothing = PLAIN): ForecastMethod {
  return flat('croston', (series) => crostonRate(series, size, interval))
}

export function sbaMethod({ size, interval }: Smoothing = PLAIN): ForecastMethod {
  return flat('sba', (series) => crostonRate(series, size, interval) * (1 - interval / 2))
}

export function tsbMethod({ size, interval }: Smoothing = PLAIN): ForecastMethod {
  return flat('tsb', (series) => tsbRate(series, size, interval))
}

export const croston = crostonMethod()
export const sba = sbaMethod()
export const tsb = tsbMethod()

function flat(name: ForecastMethod['name'], rate: (series: Series) => number): ForecastMethod {
  return {
    name,
    minimumLength: () => 1,
    fit: () => new Float64Array(0),
    forecast(series, _, out) {
      out.fill(rate(series))
      clipDemand(out)
    },
  }
}

function firstDemand({ values, from, to }: Series): number {
  let at = from
  while (at < to && values[at]! <= 0) at++
  return at
}

function crostonRate(series: Series, sizeShare: number, intervalShare: number): number {
  const first = firstDemand(series)
  if (first === series.to) return 0
  let size = series.values[first]!
  let interval = first - series.from + 1
  let waited = 0
  for (let at = first + 1; at < series.to; at++) {
    waited += 1
    const value = series.values[at]!
    if (value <= 0) continue
    size += sizeShare * (value - size)
    interval += intervalShare * (waited - interval)
    waited = 0
  }
  return size / interval
}

function tsbRate(series: Series, sizeShare: number, chanceShare: number): number {
  const first = firstDemand(series)
  if (first === series.to) return 0
  let size = series.values[first]!
  let chance = 1 / (first - series.from + 1)
  for (let at = first + 1; at < series.to; at++) {
    const value = series.values[at]!
    chance += chanceShare * ((value > 0 ? 1 : 0) - chance)
    if (value > 0) size += sizeShare * (value - size)
  }
  return chance * size
}
