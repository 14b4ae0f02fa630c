/**
 * What is kept of each row's forecast beside the numbers: how the row was classed, which methods spoke and why, and how
 * wrong they have been. Columns, so that workers fill their rows and a million rows stay small.
 */

/** DOMAIN §6.1 with its added classes. The order is the code stored in the column. */
export const DEMAND_CLASSES = [
  'smooth',
  'erratic',
  'intermittent',
  'lumpy',
  'seasonal',
  'new',
  'endOfLife',
  'dead',
] as const
export type DemandClass = (typeof DEMAND_CLASSES)[number]

export const METHOD_NAMES = [
  'seasonalNaive',
  'exponentialSmoothing',
  'theta',
  'croston',
  'sba',
  'tsb',
  'mean',
  'zero',
  'fourierRegression',
  'pooledRegression',
  'launchCurve',
] as const
export type MethodName = (typeof METHOD_NAMES)[number]

/** Why these methods spoke. */
export const CHOICE_REASONS = [
  'combination',
  'too_short',
  'intermittent',
  'declining',
  'no_demand',
  'analogue',
] as const
export type ChoiceReason = (typeof CHOICE_REASONS)[number]

/** Cumulative errors are measured up to this many weeks and extrapolated beyond. */
export const MEASURED_WEEKS = 13

/** By position in `METHOD_NAMES`; adds up to one. */
export type ForecastMethodWeights = Float32Array

export interface ForecastNotes {
  readonly class: Uint8Array
  readonly reason: Uint8Array
  /** At [row * METHOD_NAMES.length + method]; the weights of a row add up to one. */
  readonly methodWeight: Float32Array
  /** Origins of the past at which the methods were compared. */
  readonly origins: Uint8Array
  /** Share of the seasonal naive's error there that the choice was better by; NaN without an origin. */
  readonly gain: Float32Array
  /** Launches that a row was likened to; 0 where none was asked. */
  readonly analogues: Uint16Array
  /** Thousandths: root mean square error of the demand of L weeks together, at [row * MEASURED_WEEKS + L − 1]. */
  readonly cumulativeErrorSd: Float64Array
}

/** Shared with workers by default: each fills its own rows. */
export function allocateNotes(
  rowCount: number,
  bytes: (length: number) => ArrayBufferLike = (length) => new SharedArrayBuffer(length),
): ForecastNotes {
  return {
    class: new Uint8Array(bytes(rowCount)),
    reason: new Uint8Array(bytes(rowCount)),
    methodWeight: new Float32Array(bytes(rowCount * METHOD_NAMES.length * 4)),
    origins: new Uint8Array(bytes(rowCount)),
    gain: new Float32Array(bytes(rowCount * 4)),
    analogues: new Uint16Array(bytes(rowCount * 2)),
    cumulativeErrorSd: new Float64Array(bytes(rowCount * MEASURED_WEEKS * 8)),
  }
}

/** One row's note, for a person or for safety stock. */
export interface ForecastNote {
  class: DemandClass
  reason: ChoiceReason
  /** The loudest first. */
  weights: { method: MethodName; weight: number }[]
  /** Origins of the past at which the methods were compared. */
  origins: number
  /** Share of the seasonal naive's error there that the choice was better by; null where none was measured. */
  gain: number | null
  /** Launches that the row was likened to; 0 where none was asked. */
  analogues: number
  /** Thousandths: error of one week's demand. */
  weeklyErrorSd: number
}

export function noteOf(notes: ForecastNotes, row: number): ForecastNote {
  const weights = METHOD_NAMES.map((method, at) => ({
    method,
    weight: notes.methodWeight[row * METHOD_NAMES.length + at]!,
  }))
  return {
    class: DEMAND_CLASSES[notes.class[row]!]!,
    reason: CHOICE_REASONS[notes.reason[row]!]!,
    weights: weights.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight),
    origins: notes.origins[row]!,
    gain: Number.isFinite(notes.gain[row]!) ? notes.gain[row]! : null,
    analogues: notes.analogues[row]!,
    weeklyErrorSd: notes.cumulativeErrorSd[row * MEASURED_WEEKS]!,
  }
}

/**
 * What safety stock needs: the error (thousandths, one standard deviation) of the demand of a whole protection interval
 * of `days`. Errors of neighbouring weeks are correlated, so this is measured on cumulative demand and not scaled by the
 * square root (DOMAIN §6.4); only the ends are: below one week by the square root of the days, beyond what was measured by
 * the growth seen in its second half.
 */
export function protectionErrorSd(notes: Pick<ForecastNotes, 'cumulativeErrorSd'>, row: number, days: number): number {
  const base = row * MEASURED_WEEKS
  const sdOf = (weeks: number): number => notes.cumulativeErrorSd[base + weeks - 1]!
  const weeks = days / 7
  if (weeks <= 0) return 0
  if (weeks <= 1) return sdOf(1) * Math.sqrt(weeks)
  if (weeks < MEASURED_WEEKS) {
    const whole = Math.floor(weeks)
    return sdOf(whole) + (sdOf(whole + 1) - sdOf(whole)) * (weeks - whole)
  }
  const last = sdOf(MEASURED_WEEKS)
  const half = Math.ceil(MEASURED_WEEKS / 2)
  if (last === 0 || sdOf(half) === 0) return last
  const growth = Math.log(last / sdOf(half)) / Math.log(MEASURED_WEEKS / half)
  return last * (weeks / MEASURED_WEEKS) ** Math.min(1, Math.max(0.5, growth))
}
