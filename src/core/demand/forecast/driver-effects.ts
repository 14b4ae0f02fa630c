/**
 * What a measured driver does to demand, for all series of a collection alike: a price has a slope, and trees, which
 * answer in steps and no farther than they have seen, draw it too flat. One Poisson regression,
 *
 *     E y_t = b · g_t,    log g_t = Σ β (x_t − x̄),    b = level(y) / level(g) before the origin,
 *
 * by Fisher's scoring (McCullagh & Nelder 1989, §2.5). The level of g stands below because a level out of weeks of deals is
 * none for a week without. Drivers of two values are left to the trees, which need one step for them.
 */
import { NormalEquations } from './normal-equations.js'
import { type FeatureSeries, levelOf } from './tree-features.js'
import { chance } from './tree-growth.js'

export interface DriverEffects {
  /** β; 0 for what is not measured. */
  readonly slopes: Float64Array
  /** Mean, least and greatest value of each driver that has been seen. */
  readonly mean: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/** Cells that may teach, and the first of them: before it a series has no level. */
export interface EffectTeaching {
  readonly measured: readonly boolean[]
  readonly isTold: (series: number, at: number) => boolean
  readonly first: number
}

const CELLS_MAX = 20_000
const ROUNDS = 8
/** A share of each column's own sum of squares. */
const RIDGE = 0.01
const TARGET_MAX = 40
const LOG_MAX = 6

export const noEffects = (drivers: number): DriverEffects => ({
  slopes: new Float64Array(drivers),
  mean: new Float64Array(drivers),
  low: new Float64Array(drivers).fill(Number.NEGATIVE_INFINITY),
  high: new Float64Array(drivers).fill(Number.POSITIVE_INFINITY),
})

/** g of the steps [0, count). Values of a driver that nobody has seen count as the nearest that was. */
export function effectsOf(effects: DriverEffects, drivers: readonly Float64Array[], count: number): Float64Array {
  const { slopes, mean, low, high } = effects
  const logs = new Float64Array(count)
  slopes.forEach((slope, driver) => {
    if (slope === 0) return
    const known = drivers[driver]!
    for (let at = 0; at < count; at++)
      logs[at]! += slope * (Math.min(high[driver]!, Math.max(low[driver]!, known[at]!)) - mean[driver]!)
  })
  return logs.map((log) => Math.exp(Math.max(-LOG_MAX, Math.min(LOG_MAX, log))))
}

/** The round that explains most speaks; nothing where none explains more than no effect at all. */
export function learnEffects(collection: readonly FeatureSeries[], teaching: EffectTeaching): DriverEffects {
  const drivers = teaching.measured.length
  if (!teaching.measured.includes(true)) return noEffects(drivers)
  const cells = cellsOf(collection, teaching)
  let best: DriverEffects = { ...seenOf(collection, drivers), slopes: new Float64Array(drivers) }
  let next = best
  let least = Number.MAX_VALUE
  for (let round = 0; round <= ROUNDS; round++) {
    const { deviance, slopes } = score(collection, teaching, cells, next)
    // Nothing is gained by a slope that is no number.
    if (!(deviance < least)) break
    least = deviance
    best = next
    next = { ...next, slopes }
  }
  return best
}

interface Cell {
  readonly series: number
  readonly at: number
  readonly level: number
}

/** Drawn by counting, the same from every series. */
function cellsOf(collection: readonly FeatureSeries[], { isTold, first }: EffectTeaching): Cell[] {
  const steps = collection.reduce((sum, { values }) => sum + Math.max(0, values.length - first), 0)
  const cells: Cell[] = []
  collection.forEach(({ values }, series) => {
    for (let at = first; at < values.length; at++) {
      if (!isTold(series, at) || chance(3, series * 4001 + at) >= CELLS_MAX / steps) continue
      const level = levelOf(values, at)
      if (level > 0) cells.push({ series, at, level })
    }
  })
  return cells
}

function seenOf(collection: readonly FeatureSeries[], drivers: number) {
  const mean = new Float64Array(drivers)
  const low = new Float64Array(drivers).fill(Number.MAX_VALUE)
  const high = new Float64Array(drivers).fill(-Number.MAX_VALUE)
  const count = collection.reduce((sum, { values }) => sum + values.length, 0)
  for (const { values, drivers: known } of collection)
    for (let driver = 0; driver < drivers; driver++)
      for (let at = 0; at < values.length; at++) {
        const value = known[driver]![at]!
        mean[driver]! += value / count
        low[driver] = Math.min(low[driver]!, value)
        high[driver] = Math.max(high[driver]!, value)
      }
  return { mean, low, high }
}

/** Poisson deviance (less its constant) with these effects, and the slopes that one step of scoring makes of them. */
function score(
  collection: readonly FeatureSeries[],
  { measured }: EffectTeaching,
  cells: readonly Cell[],
  effects: DriverEffects,
): { deviance: number; slopes: Float64Array } {
  const columns = measured.flatMap((is, driver) => (is ? [driver] : []))
  const equations = new NormalEquations(columns.length + 1, 1)
  const row = new Float64Array(columns.length + 1).fill(1)
  const off = new Float64Array(1)
  const scene = sceneOf(collection, effects, columns)
  let deviance = 0
  for (const { series, at, level } of cells) {
    const { factors, weighted } = scene(series)
    const usual = levelOf(factors, at)
    const mean = factors[at]! / usual
    const sold = Math.min(TARGET_MAX, Math.max(0, collection[series]!.values[at]!) / level)
    columns.forEach((driver, column) => {
      row[column] = collection[series]!.drivers[driver]![at]! - levelOf(weighted[column]!, at) / usual
    })
    off[0] = (sold - mean) / mean
    equations.add(row, off, level * mean)
    deviance += level * (mean - sold * Math.log(mean))
  }
  const moved = equations.solve(RIDGE)
  const slopes = effects.slopes.slice()
  columns.forEach((driver, column) => {
    slopes[driver]! += moved[column]!
  })
  return { deviance, slopes }
}

/** g of one series, and x · g of each column: their levels give the derivative of log level(g). Kept while it is asked for. */
function sceneOf(collection: readonly FeatureSeries[], effects: DriverEffects, columns: readonly number[]) {
  let last = -1
  let scene: { factors: Float64Array; weighted: Float64Array[] } = { factors: new Float64Array(0), weighted: [] }
  return (series: number) => {
    if (series === last) return scene
    last = series
    const { values, drivers } = collection[series]!
    const factors = effectsOf(effects, drivers, values.length)
    scene = { factors, weighted: columns.map((driver) => factors.map((factor, at) => factor * drivers[driver]![at]!)) }
    return scene
  }
}
