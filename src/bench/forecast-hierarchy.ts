/** M5 by month, forecast level by level and made to add up: what each way of it does to every level. */

import { biasOf, wmapeOf } from '../core/demand/accuracy.js'
import type { CollectionSettings } from '../core/demand/forecast/collection.js'
import { forecastCollection, type SeriesForecast } from '../core/demand/forecast/collection-forecast.js'
import { reconcile } from '../core/demand/forecast/hierarchy/hierarchy-reconciliation.js'
import { equalWeights, type NodeWeights, structuralWeights } from '../core/demand/forecast/hierarchy/node-weights.js'
import {
  groupKey,
  nodesOf,
  type SummingHierarchy,
  summingHierarchy,
} from '../core/demand/forecast/hierarchy/summing-hierarchy.js'
import { readM5Monthly, type SeriesSet } from './forecast-data.js'
import { type Purpose, trialsOf } from './forecast-holdout.js'

export interface HierarchyLine {
  readonly set: string
  /** How it was made to add up. */
  readonly forecaster: string
  readonly wmape: number | null
  readonly bias: number | null
}

/** Standard deviations between the 5 % and the 95 % quantile of a normal law. */
const RANGE_SDS = 3.29

interface LevelForecast {
  readonly name: string
  readonly forecasts: readonly SeriesForecast[]
  readonly actual: ReadonlyMap<string, Float64Array>
}

export function benchmarkHierarchy(purpose: Purpose, settings: CollectionSettings): HierarchyLine[] {
  const levels = readM5Monthly().map((set) => forecastLevel(set, purpose, settings))
  if (levels.length === 0) return []
  const ids = levels[0]!.forecasts.map(({ id }) => id)
  const hierarchy = summingHierarchy(ids, [
    [
      { name: 'store', groupOf: ids.map(storeOf) },
      { name: 'department-store', groupOf: ids.map((id) => `${departmentOf(id)} ${storeOf(id)}`) },
    ],
  ])
  const nodeOf = nodesById(hierarchy, ids)
  const { horizon } = settings
  const base = new Float64Array(hierarchy.nodeCount * horizon).fill(Number.NaN)
  const spread = new Float64Array(hierarchy.nodeCount)
  for (const { name, forecasts } of levels)
    for (const forecast of forecasts) {
      const node = nodeOf(name, forecast.id)
      base.set(forecast.mean, node * horizon)
      spread[node] = varianceOf(forecast)
    }
  const weighted = (weights: NodeWeights): Float64Array => {
    const result = reconcile(hierarchy, { horizon, values: base }, weights)
    if (result.kind === 'refused') throw new Error(JSON.stringify(result.refusals))
    return result.values
  }
  const ways: Record<string, Float64Array> = {
    'each by itself': base,
    'from the bottom up': bottomUp(hierarchy, base, horizon),
    'by number of series': weighted(structuralWeights(hierarchy)),
    'by width of range': weighted({ ...equalWeights(hierarchy), kind: 'variance', own: raised(hierarchy, spread) }),
  }
  return levels.flatMap((level) =>
    Object.entries(ways).map(([way, values]) =>
      judge(level, way, (id) => values.subarray(nodeOf(level.name, id) * horizon), horizon),
    ),
  )
}

function forecastLevel(set: SeriesSet, purpose: Purpose, settings: CollectionSettings): LevelForecast {
  const [trial] = trialsOf(set, purpose)
  const { ids, held, drivers } = trial!
  const series = held.map(({ history }, at) => ({ id: ids[at]!, values: history, drivers: drivers[at]! }))
  return {
    name: set.name.replace('M5 monthly ', ''),
    forecasts: forecastCollection(series, settings).forecasts,
    actual: new Map(ids.map((id, at) => [id, held[at]!.actual])),
  }
}

/** `FOODS_1_001 CA_1`: the item with its department, and the store. */
const storeOf = (id: string): string => id.split(' ')[1]!
const departmentOf = (id: string): string => id.split('_').slice(0, 2).join('_')

function nodesById(hierarchy: SummingHierarchy, ids: readonly string[]): (level: string, id: string) => number {
  const bottom = new Map(ids.map((id, at) => [id, hierarchy.aggregateCount + at]))
  return (level, id) =>
    level === 'item-store'
      ? bottom.get(id)!
      : hierarchy.nodeByGroup.get(groupKey(level === 'total' ? {} : { [level]: id }))!
}

const varianceOf = ({ quantiles }: SeriesForecast): number =>
  quantiles.at(-1)!.reduce((sum, upper, step) => sum + ((upper - quantiles[0]![step]!) / RANGE_SDS) ** 2, 0) /
  quantiles[0]!.length

/** Nobody is certain: at least a thousandth of the mean variance of the series that are in a node. */
function raised({ aggregateCount, bottomCount, start }: SummingHierarchy, spread: Float64Array): Float64Array {
  const mean = spread.subarray(aggregateCount).reduce((sum, variance) => sum + variance, 0) / bottomCount
  return spread.map((variance, node) =>
    Math.max(variance, (mean / 1000) * (node < aggregateCount ? start[node + 1]! - start[node]! : 1)),
  )
}

function bottomUp(hierarchy: SummingHierarchy, base: Float64Array, horizon: number): Float64Array {
  const values = new Float64Array(base.length)
  for (let step = 0; step < horizon; step++) {
    const { aggregateCount, bottomCount } = hierarchy
    const bottom = Float64Array.from({ length: bottomCount }, (_, at) => base[(aggregateCount + at) * horizon + step]!)
    nodesOf(hierarchy, bottom).forEach((value, node) => {
      values[node * horizon + step] = value
    })
  }
  return values
}

function judge(
  { name, forecasts, actual }: LevelForecast,
  forecaster: string,
  saidOf: (id: string) => Float64Array,
  horizon: number,
): HierarchyLine {
  const truth = Float64Array.from(forecasts.flatMap(({ id }) => [...actual.get(id)!]))
  const said = Float64Array.from(forecasts.flatMap(({ id }) => [...saidOf(id).subarray(0, horizon)]))
  const { wmape } = wmapeOf(truth, said)
  return { set: `M5 monthly, adding up: ${name}`, forecaster, wmape, bias: biasOf(truth, said) }
}
