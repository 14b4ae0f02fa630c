/**
 * Boosted trees trained across all series of a collection: one model for every series and every step ahead, told by
 * `tree-features.ts` where it stands. It learns what a price cut, a holiday or a season does where one series alone has
 * seen too little of it. Rows are drawn by counting, the same from every series, and no more than a fixed number, so that
 * training costs the same for a thousand series and a million.
 */
import {
  type BoostedModel,
  type BoostingSettings,
  DEFAULT_BOOSTING,
  predictBoosted,
  trainBoosted,
} from './boosted-trees.js'
import { type DriverEffects, effectsOf, learnEffects } from './driver-effects.js'
import { clipDemand, type ForecastMethod } from './method.js'
import { type FeatureLayout, type FeatureSeries, featureCount, fillFeatures, levelOf } from './tree-features.js'
import { chance } from './tree-growth.js'

export interface GlobalTreeSettings {
  readonly horizon: number
  readonly seasons: readonly number[]
  readonly rowsMax: number
  /** Series count by their volume, or each the same. */
  readonly byVolume: boolean
  readonly boosting?: BoostingSettings
}

/** Cells that may teach: false where the number was filled in or is doubted. */
export interface TeachingSeries extends FeatureSeries {
  readonly told?: (at: number) => boolean
}

const ORIGIN_MIN = 8
const ROWS_MIN = 400
/** A target beyond so many levels says no more. */
const TARGET_MAX = 40

export function trainGlobalTrees(
  collection: readonly TeachingSeries[],
  settings: GlobalTreeSettings,
): ForecastMethod | null {
  const drivers = collection[0]?.drivers.length ?? 0
  const layout: FeatureLayout = { seasons: settings.seasons, drivers, measured: measuredOf(collection, drivers) }
  const isTold = (series: number, at: number): boolean => collection[series]!.told?.(at) !== false
  const effects = learnEffects(collection, { measured: layout.measured, isTold, first: ORIGIN_MIN })
  const rows = drawRows(collection, layout, effects, settings)
  if (rows === null) return null
  return treeMethod(trainBoosted(rows, settings.boosting ?? DEFAULT_BOOSTING), layout, effects)
}

function treeMethod(model: BoostedModel, layout: FeatureLayout, effects: DriverEffects): ForecastMethod {
  const row = new Float32Array(model.features)
  return {
    name: 'boostedTrees',
    minimumLength: () => ORIGIN_MIN,
    fit: () => new Float64Array(0),
    forecast({ values, from, to, drivers = [] }, _, out) {
      const series = {
        values: values.subarray(from, to),
        drivers: drivers.map((driver) => driver.subarray(from)),
      }
      const origin = to - from
      const level = levelOf(series.values, origin)
      out.fill(0)
      if (!(level > 0)) return
      const factors = effectsOf(effects, series.drivers, origin + out.length)
      const usual = levelOf(factors, origin)
      for (let ahead = 0; ahead < out.length; ahead++) {
        fillFeatures(series, layout, { origin, ahead, level }, row)
        out[ahead] = (predictBoosted(model, row) * level * factors[origin + ahead]!) / usual
      }
      clipDemand(out)
    },
  }
}

function measuredOf(collection: readonly FeatureSeries[], drivers: number): boolean[] {
  return Array.from({ length: drivers }, (_, driver) =>
    collection.some((series) => series.drivers[driver]!.some((value) => value !== 0 && value !== 1)),
  )
}

function drawRows(
  collection: readonly TeachingSeries[],
  layout: FeatureLayout,
  effects: DriverEffects,
  settings: GlobalTreeSettings,
) {
  const { horizon, rowsMax, byVolume } = settings
  const features = featureCount(layout)
  const originsOf = (count: number): number => Math.max(0, count - ORIGIN_MIN)
  const steps = collection.reduce((sum, { values }) => sum + originsOf(values.length), 0)
  // Origins near the end have fewer steps left; drawing all steps of some origins is dearer than some steps of all.
  const share = Math.min(1, rowsMax / (steps * Math.min(horizon, 4)))
  const perOrigin = Math.min(horizon, 4)
  const capacity = Math.ceil(steps * perOrigin * share * 1.1) + 64
  const values = new Float32Array(capacity * features)
  const target = new Float32Array(capacity)
  const weight = new Float32Array(capacity)
  const offset = new Float32Array(capacity)
  let rows = 0
  collection.forEach((series, number) => {
    const { length } = series.values
    const factors = effectsOf(effects, series.drivers, length)
    for (let origin = ORIGIN_MIN; origin < length; origin++) {
      const level = levelOf(series.values, origin)
      if (!(level > 0)) continue
      for (let draw = 0; draw < perOrigin && rows < capacity; draw++) {
        const key = (number * 4001 + origin) * perOrigin + draw
        if (chance(1, key) >= share) continue
        const ahead = Math.floor(((draw + chance(2, key)) * horizon) / perOrigin)
        const at = origin + ahead
        if (at >= length || series.told?.(at) === false) continue
        fillFeatures(series, layout, { origin, ahead, level }, values.subarray(rows * features, (rows + 1) * features))
        target[rows] = Math.min(TARGET_MAX, Math.max(0, series.values[at]!) / level)
        weight[rows] = byVolume ? level : 1
        offset[rows] = Math.log(factors[at]! / levelOf(factors, origin))
        rows += 1
      }
    }
  })
  if (rows < ROWS_MIN) return null
  scaleWeights(weight, rows)
  return { features, rows, values, target, weight, offset }
}

/** To a mean of one, so that the settings of the trees mean the same everywhere. */
function scaleWeights(weight: Float32Array, rows: number): void {
  let sum = 0
  for (let row = 0; row < rows; row++) sum += weight[row]!
  for (let row = 0; row < rows; row++) weight[row]! *= rows / sum
}
