/**
 * Figures of a benchmark of forecasts, as the M competitions define them: sMAPE and MASE are means over series, OWA their
 * mean ratio to Naive2 on the same hold-out (Makridakis, Spiliotis & Assimakopoulos 2020); WMAPE, bias and WQL are sums
 * over all cells, WQL being twice the pinball loss over the actuals, on average over the levels.
 */

/** What was asked of a forecaster and what came true; NaN where nothing was recorded. */
export interface HeldOut {
  readonly history: Float64Array
  readonly actual: Float64Array
}

export interface Forecasts {
  readonly mean: Float64Array
  /** By level, the lowest first; the range lies between the first and the last. */
  readonly quantiles?: readonly Float64Array[]
  /** Of the sum of the first L steps, at [L − 1]. */
  readonly sumQuantiles?: readonly Float64Array[]
}

export interface Figures {
  smape: number
  mase: number
  wmape: number
  bias: number
  /** Share of actuals inside the range; NaN without ranges. */
  coverage: number
  /** NaN without ranges. */
  wql: number
  /** Share of the sums of all steps up to the end of the window inside theirs; NaN without. */
  sumCoverage: number
  series: number
}

/** Over the steps [from, end) ahead. */
export function figuresOf(
  held: readonly HeldOut[],
  forecasts: readonly Forecasts[],
  period: number,
  window: { from: number; end: number },
  levels: readonly number[] = [],
): Figures {
  let smape = 0
  let smapeCount = 0
  let mase = 0
  let maseCount = 0
  let off = 0
  let over = 0
  let size = 0
  let inside = 0
  let ranged = 0
  let pinball = 0
  held.forEach(({ history, actual }, at) => {
    const { mean, quantiles } = forecasts[at]!
    let share = 0
    let error = 0
    let count = 0
    for (let step = window.from; step < Math.min(window.end, actual.length); step++) {
      const truth = actual[step]!
      if (Number.isNaN(truth)) continue
      const miss = Math.abs(truth - mean[step]!)
      share += truth + mean[step]! === 0 ? 0 : (200 * miss) / (Math.abs(truth) + Math.abs(mean[step]!))
      error += miss
      over += mean[step]! - truth
      size += Math.abs(truth)
      count += 1
      if (quantiles === undefined) continue
      ranged += 1
      if (truth >= quantiles[0]![step]! - 1e-9 && truth <= quantiles.at(-1)![step]! + 1e-9) inside += 1
      pinball += pinballOf(quantiles, levels, step, truth)
    }
    if (count === 0) return
    off += error
    smape += share / count
    smapeCount += 1
    const scale = naiveScale(history, period)
    if (!(scale > 0)) return
    mase += error / count / scale
    maseCount += 1
  })
  return {
    smape: smape / smapeCount,
    mase: mase / maseCount,
    wmape: off / size,
    bias: over / size,
    coverage: inside / ranged,
    wql: ranged > 0 ? (2 * pinball) / size : Number.NaN,
    sumCoverage: sumCoverageOf(held, forecasts, window.end),
    series: smapeCount,
  }
}

/** Mean over the levels. */
function pinballOf(quantiles: readonly Float64Array[], levels: readonly number[], step: number, truth: number): number {
  let sum = 0
  levels.forEach((level, at) => {
    const over = truth - quantiles[at]![step]!
    sum += over > 0 ? level * over : (level - 1) * over
  })
  return sum / levels.length
}

/** Sums with an unknown step, or longer than what came true, are left out. */
function sumCoverageOf(held: readonly HeldOut[], forecasts: readonly Forecasts[], steps: number): number {
  let inside = 0
  let ranged = 0
  held.forEach(({ actual }, at) => {
    const { sumQuantiles } = forecasts[at]!
    if (sumQuantiles === undefined || actual.length < steps) return
    const truth = actual.subarray(0, steps).reduce((sum, value) => sum + value, 0)
    if (Number.isNaN(truth)) return
    ranged += 1
    if (truth >= sumQuantiles[0]![steps - 1]! - 1e-9 && truth <= sumQuantiles.at(-1)![steps - 1]! + 1e-9) inside += 1
  })
  return inside / ranged
}

function naiveScale(history: Float64Array, period: number): number {
  let sum = 0
  let count = 0
  for (let at = period; at < history.length; at++) {
    const step = Math.abs(history[at]! - history[at - period]!)
    if (Number.isNaN(step)) continue
    sum += step
    count += 1
  }
  return sum / count
}

export const owaOf = (figures: Figures, naive2: Figures): number =>
  (figures.smape / naive2.smape + figures.mase / naive2.mase) / 2
