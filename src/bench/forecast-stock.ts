/**
 * What each forecaster costs in stock: the order-up-to policy of `stock-simulation.ts` over the hold-out, every forecaster
 * with a deviation from its own errors over the protection interval, at the reviews before, and with the safety factor
 * that gives all of them the same service.
 */
import { sayAll } from './forecast-answers.js'
import { readM5Daily, readM5Monthly, readOrangeJuice, type SeriesSet } from './forecast-data.js'
import type { Forecasts } from './forecast-figures.js'
import { type Purpose, rollingTrials, type Trial } from './forecast-holdout.js'
import {
  factorFor,
  type StockedSeries,
  type StockFigures,
  type StockPolicy,
  simulateStock,
} from './stock-simulation.js'

export interface StockLine extends StockFigures {
  readonly set: string
  /** The service that all were brought to. */
  readonly window: string
  readonly forecaster: string
  readonly factor: number
  readonly series: number
}

interface StockTrial {
  readonly set: SeriesSet
  readonly policy: StockPolicy
  /** Reviews that are played. */
  readonly reviews: number
  /** Steps that the development hold-out lies before the reported one. */
  readonly window: number
}

/** Reviews before the first that is played; they say how wrong each forecaster is. */
const REVIEWS_BEFORE = 8
/** A series of which fewer errors are known before the first review is left out. */
const ERRORS_MIN = 4
const SERVICES = [
  ['fill', 0.95],
  ['fill', 0.98],
  ['cycleService', 0.95],
] as const
/** Every so many item-stores: twenty origins of all of them are a matter of hours. */
const ITEM_STORE_STRIDE = 10

/** Delivered weekly, a week after the order; months likewise. */
export const stockTrials = (): StockTrial[] => [
  ...readOrangeJuice().map((set) => ({ set, policy: { leadTime: 1, review: 1 }, reviews: 16, window: 26 })),
  ...readM5Daily().map((set) => ({ set, policy: { leadTime: 7, review: 7 }, reviews: 16, window: 365 })),
  ...readM5Monthly()
    .slice(0, 1)
    .map((set) => ({
      set: { ...set, series: set.series.filter((_, at) => at % ITEM_STORE_STRIDE === 0) },
      policy: { leadTime: 1, review: 1 },
      reviews: 10,
      window: 12,
    })),
]

export function benchmarkStock({ set, policy, reviews, window }: StockTrial, purpose: Purpose): StockLine[] {
  const horizon = policy.leadTime + policy.review
  const origins = REVIEWS_BEFORE + reviews
  const trials = rollingTrials({ ...set, horizon }, purpose, { stride: policy.review, origins, window })
  const said = trials.map((trial) => sayAll({ ...set, horizon }, trial, false))
  const names = [...said[0]!.keys()]
  const ranged = names.at(-1)!
  const worlds = new Map(
    names.map((name) => {
      const forecasts = said.map((one) => one.get(name)!.forecasts)
      return [name, stockedSeries(trials, forecasts, policy)]
    }),
  )
  worlds.set(
    `${ranged}, by its ranges`,
    stockedSeries(
      trials,
      said.map((one) => one.get(ranged)!.forecasts),
      policy,
      rangeOf,
    ),
  )
  return SERVICES.flatMap(([service, wanted]) =>
    [...worlds].map(([forecaster, series]) => {
      const factor = factorFor(series, policy, service, wanted)
      const figures = simulateStock(series, policy, factor)
      const goal = `${service === 'fill' ? 'fill rate' : 'cycle service'} ${wanted * 100} %`
      return { set: `${set.name}, stock`, window: goal, forecaster, ...figures, factor, series: series.length }
    }),
  )
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/** How far above the forecast the range of the sum ends. */
const rangeOf = ({ mean, sumQuantiles }: Forecasts): number => sumQuantiles!.at(-1)!.at(-1)! - sumOf(mean)

/** Series that every origin has, by their place in the first trial's; `sdOf` instead of the errors seen, where given. */
function stockedSeries(
  trials: readonly Trial[],
  forecasts: readonly (readonly Forecasts[])[],
  { leadTime, review }: StockPolicy,
  sdOf?: (said: Forecasts) => number,
): StockedSeries[] {
  const behind = Math.ceil((leadTime + review) / review)
  const places = trials.map(({ ids }) => new Map(ids.map((id, at) => [id, at])))
  return trials[0]!.ids.flatMap((id) => {
    const at = places.map((place) => place.get(id))
    if (at.some((place) => place === undefined)) return []
    const said = forecasts.map((of, origin) => of[at[origin]!]!)
    const actual = trials.map(({ held }, origin) => held[at[origin]!]!.actual)
    const errors = said.map(({ mean }, origin) => sumOf(actual[origin]!) - sumOf(mean))
    const known = (origin: number): number[] =>
      errors.slice(0, Math.max(0, origin - behind + 1)).filter((error) => !Number.isNaN(error))
    if (known(REVIEWS_BEFORE).length < ERRORS_MIN) return []
    const played = said.slice(REVIEWS_BEFORE)
    return {
      expected: Float64Array.from(played, ({ mean }) => sumOf(mean)),
      sd: Float64Array.from(played, (one, place) => sdOf?.(one) ?? rootMeanSquare(known(REVIEWS_BEFORE + place))),
      demand: demandOf(actual.slice(REVIEWS_BEFORE), review),
    }
  })
}

const rootMeanSquare = (errors: readonly number[]): number =>
  Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)

/** The first steps of each interval, one after the other, and the whole of the last. */
function demandOf(actual: readonly Float64Array[], review: number): Float64Array {
  const steps = actual.flatMap((interval, at) => [
    ...(at === actual.length - 1 ? interval : interval.subarray(0, review)),
  ])
  return Float64Array.from(steps)
}
