/**
 * Each method against numbers that others have printed: series, parameters and results are typed from the source that
 * stands beside them. Where estimates depend on how one searches, the recursion is held to the printed digits with the
 * printed parameters, and what is estimated here must fit at least as well. The methods of which no printed number can be
 * had, because nobody else has just these, are held against a computation of their own in their own tests: two seasons,
 * pooled regression, trees, and the regression on logarithms.
 */
import { describe, expect, test } from 'vitest'
import { imapa } from './aggregation.js'
import { aiccOf } from './ets.js'
import { ADDITIVE, DAMPED, MULTIPLICATIVE, NONE, runStates } from './ets-states.js'
import { dampedTrend, etsAicc, holt, simpleSmoothing } from './exponential-smoothing.js'
import { croston, sba, tsb, tsbMethod } from './intermittent.js'
import type { ForecastMethod, Series } from './method.js'
import { naive, naive2, seasonalNaive } from './naive.js'
import { NormalEquations } from './normal-equations.js'
import { optimisedTheta } from './optimised-theta.js'
import { seasonalFactors } from './seasonal-factors.js'
import { theta } from './theta.js'

const seriesOf = (values: readonly number[], period = 1): Series => ({
  values: Float64Array.from(values),
  from: 0,
  to: values.length,
  period,
})

const continued = (
  method: ForecastMethod,
  series: Series,
  steps: number,
  parameters = method.fit(series),
): number[] => {
  const out = new Float64Array(steps)
  method.forecast(series, parameters, out)
  return [...out]
}

const expectAll = (found: readonly number[], printed: readonly number[], digits: number): void => {
  expect(found.length).toBe(printed.length)
  printed.forEach((value, at) => expect(found[at]).toBeCloseTo(value, digits))
}

interface Model {
  readonly shape: readonly [trend: number, season: number]
  readonly relative?: boolean
  readonly alpha: number
  readonly beta?: number
  readonly phi?: number
  readonly gamma?: number
  readonly level: number
  readonly slope?: number
  readonly season?: readonly number[]
}

/** In the order of `etsMethod`. */
const parametersOf = ({
  shape,
  relative = false,
  alpha,
  beta = 0,
  phi = 1,
  gamma = 0,
  level,
  slope = 0,
  season = [],
}: Model) => Float64Array.of(...shape, relative ? 1 : 0, alpha, beta, phi, gamma, level, slope, ...season)

/** Sum of squared one-step errors. */
function squaresOf(series: Series, parameters: Float64Array): number {
  const [trend, season, , alpha, beta, phi, gamma, level, slope] = parameters as unknown as number[]
  const states = { level: level!, slope: slope!, season: parameters.slice(9), at: 0 }
  return runStates(series, states, { trend: trend!, season: season!, relative: false }, alpha!, beta!, phi!, gamma!)
}

/** Box & Jenkins 1976, series G: international airline passengers, thousands a month, 1949–1960. */
const AIR_PASSENGERS = seriesOf(
  [
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
    140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191,
    172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259,
    229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405,
    355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491,
    505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535,
    622, 606, 508, 461, 390, 432,
  ],
  12,
)

/** Cobb 1978: flow of the Nile at Aswan, 10⁸ m³ a year, 1871–1970. */
const NILE = seriesOf([
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100,
  1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456,
  824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897,
  822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975,
  815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
])

/** Hyndman & Athanasopoulos 2014, §7.1: oil production of Saudi Arabia, million tonnes, 1996–2007. */
const OIL = seriesOf([
  446.6565229, 454.4733065, 455.662974, 423.6322388, 456.2713279, 440.5880501, 425.3325201, 485.1494479, 506.0481621,
  526.7919833, 514.268889, 494.2110193,
])

/** The same, §7.2: air passengers of Australia, millions, 1990–2004. */
const AUSTRALIAN_AIR = seriesOf([
  17.5534, 21.8601, 23.8866, 26.9293, 26.8885, 28.8314, 30.0751, 30.9535, 30.1857, 31.5797, 32.577569, 33.477398,
  39.021581, 41.386432, 41.596552,
])

/** The same, §7.4: sheep in Asia, million head, 1970–2000. */
const LIVESTOCK = seriesOf([
  263.917747, 268.307222, 260.662556, 266.639419, 277.515778, 283.834045, 290.309028, 292.474198, 300.830694,
  309.286657, 318.331081, 329.37239, 338.883998, 339.244126, 328.600632, 314.255385, 314.459695, 321.413779, 329.789292,
  346.385165, 352.297882, 348.370515, 417.562922, 417.12357, 417.749459, 412.233904, 411.946817, 394.697075, 401.49927,
  408.270468, 414.2428,
])

/** The same, §7.5: visitor nights in Australia, millions a quarter, 2005–2010. */
const TOURISTS = seriesOf(
  [
    41.727458, 24.04185, 32.328103, 37.328708, 46.213153, 29.346326, 36.48291, 42.977719, 48.901525, 31.180221,
    37.717881, 40.420211, 51.206863, 31.887228, 40.978263, 43.772491, 55.558567, 33.850915, 42.076383, 45.642292,
    59.76678, 35.191877, 44.319737, 47.913736,
  ],
  4,
)

/** Hyndman & Athanasopoulos 2018, §12.2: sales of a lubricant, units a month. */
const LUBRICANT = seriesOf([
  0, 2, 0, 1, 0, 11, 0, 0, 0, 0, 2, 0, 6, 3, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 1, 0, 1, 0, 0,
])

/** Means of R's `decompose(AirPassengers, "multiplicative")`, as printed. */
const AIR_SEASON = [
  0.9102304, 0.8836253, 1.0073663, 0.975906, 0.981378, 1.1127758, 1.2265555, 1.219911, 1.0604919, 0.9217572, 0.8011781,
  0.8988244,
]

describe('naive methods', () => {
  test('[FM1, DF1] naive and seasonal naive of statsforecast 2.1.1 on the airline passengers', () => {
    expect(continued(naive, AIR_PASSENGERS, 2)).toEqual([432, 432])
    expect(continued(seasonalNaive, AIR_PASSENGERS, 12)).toEqual([
      417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
    ])
  })

  test('[FM1] the season is that of classical decomposition (R), and Naive2 continues the last value with it', () => {
    expectAll([...seasonalFactors(AIR_PASSENGERS)], AIR_SEASON, 7)
    const last = 432 / AIR_SEASON[11]!
    expectAll(
      continued(naive2, AIR_PASSENGERS, 12),
      AIR_SEASON.map((factor) => last * factor),
      3,
    )
  })
})

/** What R's packages `fpp` and `forecast` answer, as statsmodels 0.15.0 keeps it (statespace/tests/results/exponential_smoothing_*.csv). */
describe('exponential smoothing by itself', () => {
  test('[FM2] simple: α .2 and .6 on oil', () => {
    for (const [alpha, squares, mean] of [
      [0.2, 12391.7471752299, 484.802467968974],
      [0.6, 8098.55488019406, 501.837461126505],
    ] as const) {
      const parameters = parametersOf({ shape: [NONE, NONE], alpha, level: OIL.values[0]! })
      expect(squaresOf(OIL, parameters)).toBeCloseTo(squares, 8)
      expectAll(continued(simpleSmoothing, OIL, 2, parameters), [mean, mean], 10)
    }
  })

  test('[FM9] simple, estimated: R finds α .892 and a first level of 447.48 on oil, with a mean square of 631.1184', () => {
    const parameters = simpleSmoothing.fit(OIL)
    expect(squaresOf(OIL, parameters) / 12).toBeLessThan(631.1184)
    expect(parameters[3]).toBeCloseTo(0.892, 2)
    expect(parameters[7]).toBeCloseTo(447.48, 0)
    expect(continued(simpleSmoothing, OIL, 1)[0]).toBeCloseTo(496.49, 1)
  })

  test('[FM2] Holt: α .8, β* .2 on Australian air passengers', () => {
    const parameters = parametersOf({ shape: [ADDITIVE, NONE], alpha: 0.8, beta: 0.16, level: 17.5534, slope: 4.3067 })
    expect(squaresOf(AUSTRALIAN_AIR, parameters)).toBeCloseTo(72.7894551374757, 9)
    expectAll(
      continued(holt, AUSTRALIAN_AIR, 5, parameters),
      [43.756968490681, 45.5935233090074, 47.4300781273338, 49.2666329456602, 51.1031877639866],
      10,
    )
  })

  test('[FM9] Holt, estimated: statsmodels 0.15.0 finds α .9743, β 0, 258.88 and 5.01 on livestock: squares of 6004.14', () => {
    const printed = parametersOf({
      shape: [ADDITIVE, NONE],
      alpha: 0.9743057483084141,
      level: 258.88268143600277,
      slope: 5.010803350066882,
    })
    expect(squaresOf(LIVESTOCK, printed)).toBeCloseTo(6004.142391917828, 6)
    expectAll(continued(holt, LIVESTOCK, 3, printed), [419.22771476, 424.23851812, 429.24932147], 7)
    expect(squaresOf(LIVESTOCK, holt.fit(LIVESTOCK))).toBeLessThan(6004.142391917828 * 1.002)
  })

  test('[FM2] damped: α .8, β .2, φ .8502 on Australian air passengers', () => {
    const parameters = parametersOf({
      shape: [DAMPED, NONE],
      alpha: 0.8,
      beta: 0.2,
      phi: 0.850219271948577,
      level: 13.9648223911759,
      slope: 4.50545211897653,
    })
    expect(squaresOf(AUSTRALIAN_AIR, parameters) / 15).toBeCloseTo(2.73549543039663, 12)
    expectAll(
      continued(dampedTrend, AUSTRALIAN_AIR, 5, parameters),
      [42.875514259192, 43.8182460735025, 44.6197748303083, 45.3012500263655, 45.8806533714084],
      10,
    )
  })

  test('[FM9] damped, estimated: R finds a mean square of 2.57691 on Australian air passengers', () => {
    const printed = parametersOf({
      shape: [DAMPED, NONE],
      alpha: 0.99591248359386,
      beta: 0.000100000177749125,
      phi: 0.975837884841967,
      level: 16.6430315594723,
      slope: 2.29728622390832,
    })
    expect(squaresOf(AUSTRALIAN_AIR, printed) / 15).toBeCloseTo(2.57690608962874, 12)
    expectAll(
      continued(dampedTrend, AUSTRALIAN_AIR, 3, printed),
      [43.1552159304263, 44.6707210001557, 46.1496082618676],
      10,
    )
    expect(squaresOf(AUSTRALIAN_AIR, dampedTrend.fit(AUSTRALIAN_AIR)) / 15).toBeLessThan(2.57691)
  })

  test('[FM2] damped with an additive season: visitor nights', () => {
    const parameters = parametersOf({
      shape: [DAMPED, ADDITIVE],
      alpha: 0.280488397086475,
      beta: 0.000107909350046852,
      phi: 0.934556132735162,
      gamma: 0.70817204866374,
      level: 30.8411433051289,
      slope: 1.42536708194344,
      season: [10.1408399399754, -9.63885827145074, -1.87117054599654, 1.36918887747184],
    })
    expect(squaresOf(TOURISTS, parameters) / 24).toBeCloseTo(2.16866690046988, 10)
    expectAll(
      continued(etsAicc, TOURISTS, 5, parameters),
      [60.8009544962054, 36.4195487014795, 45.4239843768919, 48.8618776400004, 61.6903568520975],
      8,
    )
  })
})

/** R 4, forecast 9.0.2: `ets(AirPassengers)`, its AICc and the AICc of the models that it did not choose. */
describe('ETS chosen by AICc on the airline passengers', () => {
  const chosen = parametersOf({
    shape: [DAMPED, MULTIPLICATIVE],
    relative: true,
    alpha: 0.7095519,
    beta: 0.02040892,
    phi: 0.9799999,
    gamma: 0.0001004683,
    level: 120.9939,
    slope: 1.77054,
    season: [
      0.9059, 0.8869, 1.011, 0.9804, 0.9786128, 1.1105, 1.231799, 1.220301, 1.059202, 0.9216596, 0.799322, 0.8944475,
    ],
  })

  test('[FM2] ETS(M,Ad,M) with the printed parameters: AICc 1400.638, and the printed year', () => {
    expect(aiccOf(AIR_PASSENGERS, chosen)).toBeCloseTo(1400.638, 1)
    const printed = [
      441.8018, 434.1186, 496.63, 483.2375, 483.9914, 551.0244, 613.1797, 609.3648, 530.5408, 463.0332, 402.7478,
      451.9694,
    ]
    // The states are printed to four digits, of which the slope is continued for a year.
    continued(etsAicc, AIR_PASSENGERS, 12, chosen).forEach((mean, at) =>
      expect(Math.abs(mean / printed[at]! - 1)).toBeLessThan(8e-4),
    )
  })

  test('[FM2] the same model is chosen here', () => {
    expect([...etsAicc.fit(AIR_PASSENGERS).subarray(0, 3)]).toEqual([DAMPED, MULTIPLICATIVE, 1])
  })

  test('[FM9] simple, Holt and damped are estimated to an AICc no worse than 1733.96, 1737.73 and 1740.21', () => {
    for (const [method, trend, aicc] of [
      [simpleSmoothing, NONE, 1733.95818377],
      [holt, ADDITIVE, 1737.7293876],
      [dampedTrend, DAMPED, 1740.20527482],
    ] as const) {
      const parameters = method.fit(AIR_PASSENGERS)
      expect([...parameters.subarray(0, 3)]).toEqual([trend, NONE, 0])
      expect(aiccOf(AIR_PASSENGERS, parameters)).toBeLessThan(aicc + 0.01)
    }
  })
})

/** statsforecast 2.1.1 (`Theta`: the standard model; `OptimizedTheta`), which follows Fiorucci et al. 2016. */
describe('Theta', () => {
  test('[DF3] the airline passengers with their season', () => {
    const parameters = Float64Array.of(0.7539672852, ...seasonalFactors(AIR_PASSENGERS))
    expectAll(
      continued(theta, AIR_PASSENGERS, 12, parameters),
      [
        440.9691954466, 429.2492418305, 490.6931872375, 476.6599204619, 480.6310379042, 546.4555437874, 603.952649902,
        602.2949069452, 524.9895842449, 457.5294326787, 398.7379901619, 448.524748049,
      ],
      5,
    )
  })

  test('[DF3, FM3] the Nile, which has none: classical, and optimised with θ 2', () => {
    const printed = [800.8849918894, 799.5278391742, 798.1706864589, 796.8135337436, 795.4563810283]
    expectAll(continued(theta, NILE, 5, Float64Array.of(0.24224258661269982)), printed, 6)
    const parameters = Float64Array.of(0.24224258661269982, 2, 707.8201923370361)
    expectAll(continued(optimisedTheta, NILE, 5, parameters), printed, 6)
  })

  test('[DF3] the α that is found forecasts the Nile within 1 %', () => {
    expect(Math.abs(continued(theta, NILE, 1)[0]! / 800.8849918894 - 1)).toBeLessThan(0.01)
  })

  test('[FM3] optimised: α .7157, θ 22.7 on the airline passengers', () => {
    const factors = seasonalFactors(AIR_PASSENGERS)
    const parameters = Float64Array.of(0.7156664372398441, 22.70488382725331, -215.29400465748392, ...factors)
    expectAll(
      continued(optimisedTheta, AIR_PASSENGERS, 12, parameters),
      [
        442.9425320174, 432.2310156806, 495.3079345081, 482.30800284, 487.4948465399, 555.5809469315, 615.4909818464,
        615.2425854216, 537.5247584296, 469.5368648002, 410.1413179033, 462.4023490182,
      ],
      5,
    )
  })
})

describe('rare demand', () => {
  test('[DF4] Croston on the lubricant: 2.750 units every 2.793 months (Hyndman & Athanasopoulos 2018, §12.2), α .1', () => {
    expect(continued(croston, LUBRICANT, 1)[0]).toBeCloseTo(2.75 / 2.793, 3)
    expect(continued(croston, LUBRICANT, 1)[0]).toBeCloseTo(0.9845965214, 10)
  })

  test('[DF4] SBA and TSB on the lubricant, statsforecast 2.1.1', () => {
    expect(continued(sba, LUBRICANT, 1)[0]).toBeCloseTo(0.9353666953, 10)
    // From its first sale on: what came before is counted otherwise there.
    const sold = { ...LUBRICANT, from: 1 }
    expect(continued(tsb, sold, 1)[0]).toBeCloseTo(0.8729082327, 10)
    expect(continued(tsbMethod({ size: 0.3, interval: 0.2 }), sold, 1)[0]).toBeCloseTo(0.6324485305, 10)
  })

  test('[FM4] IMAPA on the lubricant with α .1: blocks of 1, 2 and 3; the last alone is ADIDA (statsforecast 2.1.1)', () => {
    const tenth = Float64Array.of(0.1, 0.1, 0.1)
    expect(imapa.fit(LUBRICANT).length).toBe(3)
    expect(continued(imapa, LUBRICANT, 1, tenth)[0]).toBeCloseTo(0.7552464836, 10)
    const threes = seriesOf(
      Array.from({ length: 12 }, (_, at) =>
        LUBRICANT.values.subarray(3 * at, 3 * at + 3).reduce((sum, value) => sum + value),
      ),
    )
    expect(continued(imapa, threes, 1, Float64Array.of(0.1))[0]! / 3).toBeCloseTo(0.8299796574, 10)
  })
})

test('[FM6] sines and cosines: beer in Australia (Hyndman & Athanasopoulos 2018, §5.4: trend and two pairs)', () => {
  // Megalitres a quarter, 1992–2010.
  const beer = [
    443, 410, 420, 532, 433, 421, 410, 512, 449, 381, 423, 531, 426, 408, 416, 520, 409, 398, 398, 507, 432, 398, 406,
    526, 428, 397, 403, 517, 435, 383, 424, 521, 421, 402, 414, 500, 451, 380, 416, 492, 428, 408, 406, 506, 435, 380,
    421, 490, 435, 390, 412, 454, 416, 403, 408, 482, 438, 386, 405, 491, 427, 383, 394, 473, 420, 390, 410, 488, 415,
    398, 419, 488, 414, 374,
  ]
  const equations = new NormalEquations(5, 1)
  beer.forEach((megalitres, at) => {
    const angle = (Math.PI * (at + 1)) / 2
    const row = Float64Array.of(1, at + 1, Math.sin(angle), Math.cos(angle), Math.cos(2 * angle))
    equations.add(row, Float64Array.of(megalitres))
  })
  const found = equations.solve(0)
  expectAll([...found], [446.8792, -0.34027, 8.91082, 53.72807, 13.98958], 4)
})
