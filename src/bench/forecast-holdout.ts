/**
 * Hold-outs: what is tuned on and what is reported never meet. M3, whose series are short, is cut in two by a hash of the
 * series' names; the other sets are long enough to be tuned one horizon (or one year) earlier than they are reported.
 */
import type { NamedSeries, SeriesSet } from './forecast-data.js'
import type { HeldOut } from './forecast-figures.js'

export type Purpose = 'development' | 'reported'

/** One origin: everything before it is known, and drivers also after it. */
export interface Trial {
  readonly held: readonly HeldOut[]
  readonly ids: readonly string[]
  readonly drivers: readonly (readonly Float64Array[])[]
}

/** Steps between origins and their number, for sets that are judged by lag; the others have one origin, the last. */
const ROLLING: Record<string, { stride: number; origins: number; window: number }> = {
  'M5 daily store-department': { stride: 59, origins: 6, window: 365 },
  'Orange juice store-item': { stride: 3, origins: 8, window: 26 },
}

/** Steps ahead that are reported apart, of all series or of slow movers. */
export interface Window {
  readonly name: string
  readonly from: number
  readonly end: number
  readonly slow?: boolean
}

/** Mean gap between demands beyond which a series moves slowly (Syntetos, Boylan & Croston 2005). */
const SLOW_GAP = 1.32

/** Sold at least once, and with gaps. */
export function isSlow(history: Float64Array): boolean {
  const known = history.filter((value) => !Number.isNaN(value))
  const sold = known.filter((value) => value > 0).length
  return sold > 0 && known.length / sold > SLOW_GAP
}

export function windowsOf(set: SeriesSet): Window[] {
  const lag = (weeks: number, steps: number) => ({
    name: `lag ${weeks}`,
    from: (weeks - 1) * steps,
    end: weeks * steps,
  })
  if (set.name in ROLLING) return [1, 2, 4].map((weeks) => lag(weeks, set.horizon / 4))
  const whole = { name: '', from: 0, end: set.horizon }
  return set.name.endsWith('monthly item-store') ? [whole, { ...whole, name: 'slow movers', slow: true }] : [whole]
}

export function trialsOf(set: SeriesSet, purpose: Purpose): Trial[] {
  const rolling = ROLLING[set.name]
  if (rolling === undefined) {
    if (set.name.startsWith('M3')) {
      const half = set.series.filter(({ id }) => isEven(id) === (purpose === 'development'))
      return [cut(half, set.horizon, (values) => values.length - set.horizon)]
    }
    const back = purpose === 'reported' ? set.horizon : 2 * set.horizon
    return [cut(set.series, set.horizon, (values) => values.length - back)]
  }
  return rollingTrials(set, purpose, rolling)
}

/** Origins `stride` steps apart, the oldest first; the newest one horizon before the end, or `window` steps earlier. */
export function rollingTrials(
  set: SeriesSet,
  purpose: Purpose,
  { stride, origins, window }: { stride: number; origins: number; window: number },
): Trial[] {
  const end = (purpose === 'reported' ? 0 : window) + set.horizon
  return Array.from({ length: origins }, (_, at) =>
    cut(set.series, set.horizon, (values) => values.length - end - (origins - 1 - at) * stride),
  )
}

function cut(series: readonly NamedSeries[], horizon: number, originOf: (values: Float64Array) => number): Trial {
  const kept = series.filter(({ values }) => originOf(values) >= 3)
  return {
    ids: kept.map(({ id }) => id),
    drivers: kept.map(({ drivers, values }) => drivers.map((driver) => driver.subarray(0, originOf(values) + horizon))),
    held: kept.map(({ values }) => {
      const origin = originOf(values)
      return { history: values.subarray(0, origin), actual: values.slice(origin, origin + horizon) }
    }),
  }
}

/** FNV-1a: the same half on every machine. */
function isEven(id: string): boolean {
  let hash = 2166136261
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 16777619)
  return ((hash >>> 8) & 1) === 0
}
