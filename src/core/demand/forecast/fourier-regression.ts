/**
 * Regression on what is known ahead: seasons as sines and cosines (dynamic harmonic regression, Young, Pedregal & Tych
 * 1999; Hyndman & Athanasopoulos 2021, §10.5), and the drivers, price, promotion, holiday, payday. What they leave
 * unexplained moves as a level that is smoothed, so both are estimated together: values and columns are passed through
 * the same filter, which leaves independent errors (generalised least squares under local-level errors):
 *
 *     y_t = x_t'c + u_t,    û_{t+1|t} = û_{t|t−1} + α (u_t − û_{t|t−1}),    c = argmin Σ (ỹ_t − x̃_t'c)²,   ỹ_t = y_t − ŷ_{t|t−1}
 *
 * On logarithms of one plus the value in units of the mean where nothing is negative, so that effects multiply.
 */
import { clipDemand, type ForecastMethod, meanOf, type Series } from './method.js'
import { NormalEquations } from './normal-equations.js'

const ALPHAS = [0.03, 0.12, 0.35] as const
const RIDGE = 0.02
/** Pairs of sine and cosine for each season. */
const PAIRS_MAX = 6
/** Observations that one coefficient asks for. */
const ROWS_PER_COLUMN = 2

/** A forecast beyond so many times the largest value seen is a line drawn too far. */
const REACH = 2

/** Parameters: α, mean of the series, highest value to be said, coefficients. */
export const fourierRegression: ForecastMethod = {
  name: 'fourierRegression',
  minimumLength: () => 12,
  fit(series) {
    const { values, from, to } = series
    const size = meanOf(values, from, to) || 1
    let highest = 0
    for (let at = from; at < to; at++) highest = Math.max(highest, REACH * values[at]!)
    let best: { parameters: Float64Array; squares: number } | null = null
    for (const alpha of ALPHAS) {
      const coefficients = estimate(series, size, alpha)
      const { squares } = levelOf(series, size, alpha, coefficients)
      if (best === null || squares < best.squares)
        best = { parameters: Float64Array.of(alpha, size, highest, ...coefficients), squares }
    }
    return best!.parameters
  },
  forecast(series, parameters, out) {
    const [alpha, size, highest] = parameters as unknown as [number, number, number]
    const coefficients = parameters.subarray(3)
    const { level, variance } = levelOf(series, size, alpha, coefficients)
    const row = new Float64Array(coefficients.length)
    for (let step = 0; step < out.length; step++) {
      fillRow(series, series.to + step, row)
      // Half the variance turns the median of a lognormal into its mean.
      const grown = Math.exp(Math.min(50, level + dot(row, coefficients) + variance / 2)) - 1
      out[step] = Math.min(highest, grown * size)
    }
    clipDemand(out)
  },
}

/** None for a season that was not seen twice. */
const pairsOf = (period: number, length: number): number =>
  period > 1 && length >= 2 * period ? Math.min(PAIRS_MAX, Math.floor(period / 2)) : 0

/** As many columns as the history can bear, the drivers first. */
function columnsOf({ from, to, period, longPeriod = 0, drivers = [] }: Series): number {
  const wanted = drivers.length + 2 * (pairsOf(period, to - from) + pairsOf(longPeriod, to - from))
  return Math.min(wanted, Math.floor((to - from) / ROWS_PER_COLUMN))
}

function fillRow({ from, to, period, longPeriod = 0, drivers = [] }: Series, at: number, row: Float64Array): void {
  let column = 0
  for (const driver of drivers) if (column < row.length) row[column++] = driver[at]!
  for (const season of [period, longPeriod]) {
    const pairs = pairsOf(season, to - from)
    if (pairs === 0) continue
    const waves = wavesOf(season)
    const base = ((at - from) % season) * 2 * PAIRS_MAX
    for (let wave = 0; wave < 2 * pairs && column < row.length; wave++) row[column++] = waves[base + wave]!
  }
}

const wavesBySeason = new Map<number, Float64Array>()

/** Sines and cosines of every step of a season, at [step * 2 * PAIRS_MAX + 2 * pair]: the same for every series. */
function wavesOf(season: number): Float64Array {
  const known = wavesBySeason.get(season)
  if (known !== undefined) return known
  const waves = new Float64Array(season * 2 * PAIRS_MAX)
  for (let step = 0; step < season; step++)
    for (let pair = 0; pair < PAIRS_MAX; pair++) {
      const angle = (2 * Math.PI * (pair + 1) * step) / season
      waves[(step * PAIRS_MAX + pair) * 2] = Math.sin(angle)
      waves[(step * PAIRS_MAX + pair) * 2 + 1] = Math.cos(angle)
    }
  wavesBySeason.set(season, waves)
  return waves
}

const scaled = (value: number, size: number): number => Math.log(1 + Math.max(0, value) / size)

function estimate(series: Series, size: number, alpha: number): Float64Array {
  const columns = columnsOf(series)
  const equations = new NormalEquations(columns, 1)
  const row = new Float64Array(columns)
  const levels = new Float64Array(columns)
  const filtered = new Float64Array(columns)
  const target = new Float64Array(1)
  fillRow(series, series.from, levels)
  let level = scaled(series.values[series.from]!, size)
  for (let at = series.from + 1; at < series.to; at++) {
    fillRow(series, at, row)
    for (let column = 0; column < columns; column++) {
      filtered[column] = row[column]! - levels[column]!
      levels[column]! += alpha * filtered[column]!
    }
    target[0] = scaled(series.values[at]!, size) - level
    level += alpha * target[0]
    equations.add(filtered, target)
  }
  return equations.solve(RIDGE)
}

/** The smoothed level of what the columns leave over, and the squares and variance of its one-step errors. */
function levelOf(series: Series, size: number, alpha: number, coefficients: Float64Array) {
  const row = new Float64Array(coefficients.length)
  let level = 0
  let squares = 0
  let count = 0
  for (let at = series.from; at < series.to; at++) {
    fillRow(series, at, row)
    const left = scaled(series.values[at]!, size) - dot(row, coefficients)
    // The first steps find the level, as a mean; after that it is smoothed.
    const error = left - level
    level += Math.max(alpha, 1 / (at - series.from + 1)) * error
    if (at === series.from) continue
    squares += error * error
    count += 1
  }
  return { level, squares, variance: count > 0 ? Math.min(0.5, squares / count) : 0 }
}

function dot(row: Float64Array, coefficients: Float64Array): number {
  let sum = 0
  for (let at = 0; at < row.length; at++) sum += row[at]! * coefficients[at]!
  return sum
}
