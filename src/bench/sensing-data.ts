/** Public series as weeks to be sensed: forecasts of the product every so many weeks, held against what came. */
import { QUANTITY_PER_UNIT } from '../core/base/quantity.js'
import { forecastCollection } from '../core/demand/forecast/collection-forecast.js'
import { allocateWeeks, type SensingWeeks } from '../core/demand/sensing/sensing-weeks.js'
import type { SensingLevel } from '../processes/soe/sensing/sensing-backtest.js'
import { type NamedSeries, readM5Daily, readOrangeJuice, type SeriesSet } from './forecast-data.js'

export interface SensingSet {
  readonly set: SeriesSet
  /** Steps of the series in a week. */
  readonly steps: number
  /** Weeks that are learnt from, and after them weeks that are judged; the newest of the set. */
  readonly learningWeeks: number
  readonly judgedWeeks: number
  /** Names of the family in its region, and of the item in its region, of a series. */
  readonly placeOf: (id: string) => { readonly family: string; readonly item: string }
}

export const readSensingSets = (): SensingSet[] => [
  ...readM5Daily().map((set) => ({ set, steps: 7, learningWeeks: 52, judgedWeeks: 52, placeOf: placeInM5 })),
  ...readOrangeJuice().map((set) => ({ set, steps: 1, learningWeeks: 26, judgedWeeks: 26, placeOf: placeInChicago })),
]

/** `FOODS_1 CA_1`: a department in a store; its family in the state, and itself in the state. */
function placeInM5(id: string): { family: string; item: string } {
  const [department, store] = id.split(' ') as [string, string]
  const state = store.split('_')[0]!
  return { family: `${department.split('_')[0]} ${state}`, item: `${department} ${state}` }
}

/** `SKU store`; its stores are one region, and its juices one family. */
const placeInChicago = (id: string): { family: string; item: string } => ({
  family: 'orange juice',
  item: id.slice(0, id.lastIndexOf(' ')),
})

/** Forecasts made at a step from what was known then, by series and step ahead. */
export type ForecastAt = (set: SeriesSet, origin: number, horizon: number) => ReadonlyMap<string, ArrayLike<number>>

/** The automatic choice, with what was announced for the steps ahead. */
export const forecastAt: ForecastAt = (set, origin, horizon) => {
  const inputs = set.series.map(({ id, values, drivers }) => ({
    id,
    values: values.subarray(0, origin),
    drivers: drivers.map((driver) => driver.subarray(0, origin + horizon)),
  }))
  const settings = { horizon, seasons: set.seasons, byVolume: true, levels: [0.5] }
  return new Map(forecastCollection(inputs, settings).forecasts.map(({ id, mean }) => [id, mean]))
}

/** A plan is made every `cycleWeeks` weeks. */
export function sensingWeeksOf(given: SensingSet, cycleWeeks: number, at: ForecastAt = forecastAt): SensingWeeks {
  const { set, steps, learningWeeks, judgedWeeks } = given
  const { length } = set.series[0]!.values
  const weekCount = learningWeeks + judgedWeeks
  const first = length - weekCount * steps
  const weeks = allocateWeeks(set.series.length, weekCount)
  for (let from = 0; from < weekCount; from += cycleWeeks) {
    const origin = first + from * steps
    const held = Math.min(cycleWeeks, weekCount - from)
    const said = at(set, origin, held * steps)
    weeks.anew.fill(1, from * weeks.rowCount, (from + 1) * weeks.rowCount)
    for (let week = 0; week < held; week++)
      set.series.forEach((series, row) => {
        const mean = said.get(series.id)
        const cell = (from + week) * weeks.rowCount + row
        const sold = unitsOf(series.values, origin + week * steps, steps)
        if (mean === undefined || Number.isNaN(sold)) return
        const planned = unitsOf(mean, week * steps, steps)
        weeks.sold[cell] = Math.round(sold * QUANTITY_PER_UNIT)
        weeks.planned[cell] = Math.round(planned * QUANTITY_PER_UNIT)
        weeks.plain[cell] = weeks.planned[cell]!
        weeks.told[cell] = 1
      })
  }
  if (weekCount % cycleWeeks === 0) weeks.anew.fill(1, weekCount * weeks.rowCount)
  return weeks
}

function unitsOf(values: ArrayLike<number>, from: number, steps: number): number {
  let sum = 0
  for (let step = 0; step < steps; step++) sum += values[from + step]!
  return sum
}

export function levelsOf({ set, placeOf }: SensingSet): SensingLevel[] {
  const places = set.series.map(({ id }: NamedSeries) => placeOf(id))
  return [
    { name: 'family', nodeOf: numbered(places.map(({ family }) => family)) },
    { name: 'item', nodeOf: numbered(places.map(({ item }) => item)) },
    { name: 'row', nodeOf: Int32Array.from(places, (_, row) => row) },
  ]
}

function numbered(names: readonly string[]): Int32Array {
  const numbers = new Map<string, number>()
  for (const name of names) if (!numbers.has(name)) numbers.set(name, numbers.size)
  return Int32Array.from(names, (name) => numbers.get(name)!)
}
