/**
 * The methods that `ets.ts` makes. Two choose by AICc: `exponentialSmoothing`, quick enough for every row of a plan, with
 * additive errors only because demand has zeros (DOMAIN §6.3), and `etsAicc`, which takes its time. Three are the classical
 * ones by themselves, estimated as freely as the literature does: simple smoothing (Brown 1959), Holt (1957), and the
 * damped trend of Gardner & McKenzie (1985).
 */
import { type EtsSettings, etsMethod } from './ets.js'
import { ADDITIVE, DAMPED, MULTIPLICATIVE, NONE, type Shape } from './ets-states.js'
import type { ForecastName } from './method.js'

const shapeOf = (trend: number, season = NONE, relative = false): Shape => ({ trend, season, relative })
const LEVEL = shapeOf(NONE)

const QUICK: EtsSettings = {
  name: 'exponentialSmoothing',
  shapes: [LEVEL, shapeOf(DAMPED), shapeOf(DAMPED, ADDITIVE)],
  searchStatesMax: 0,
  alpha: { low: 0.01, start: 0.2, high: 0.99 },
  slopeShare: { low: 0.001, high: 0.5 },
  dampingStart: 0.9,
  evaluations: (axes) => (axes < 4 ? 60 : 120),
}

export const exponentialSmoothing = etsMethod(QUICK)

const THOROUGH: EtsSettings = {
  name: 'etsAicc',
  // A trend that never ends is not among them: on months it costs more than it brings.
  shapes: [NONE, DAMPED].flatMap((trend) => [
    shapeOf(trend),
    shapeOf(trend, NONE, true),
    shapeOf(trend, ADDITIVE),
    shapeOf(trend, MULTIPLICATIVE, true),
  ]),
  searchStatesMax: 200,
  alpha: { low: 0.001, start: 0.3, high: 0.999 },
  slopeShare: { low: 0.001, high: 0.999 },
  dampingStart: 0.95,
  evaluations: (axes) => 40 + 30 * axes,
}

export const etsAicc = etsMethod(THOROUGH)

const classical = (name: ForecastName, trend: number) =>
  etsMethod({
    ...THOROUGH,
    name,
    shapes: [shapeOf(trend)],
    alpha: { low: 0.0001, start: 0.3, high: 0.9999 },
    slopeShare: { low: 0.0001, high: 0.9999 },
    evaluations: (axes) => 150 * axes,
  })

export const simpleSmoothing = classical('simpleSmoothing', NONE)
export const holt = classical('holt', ADDITIVE)
export const dampedTrend = classical('dampedTrend', DAMPED)
