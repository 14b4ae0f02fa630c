/**
 * What the trees are told of a step to be forecast, in shares of the series' own recent level, so that small and large
 * series teach each other. Everything about the past is seen from the origin; of the step itself only its place in the
 * seasons and its drivers are known.
 */

/** values[0, origin) is the past; drivers reach to the step itself. */
export interface FeatureSeries {
  readonly values: Float64Array
  readonly drivers: readonly Float64Array[]
}

export interface FeatureLayout {
  readonly seasons: readonly number[]
  readonly drivers: number
  /** Drivers with more than two values are also compared with their recent mean. */
  readonly measured: readonly boolean[]
}

const WINDOWS = [1, 3, 8, 26, 104] as const
/** Newest steps that make the level. */
const LEVEL_STEPS = 13
const OWN = 4
const PER_SEASON = 5

export const featureCount = ({ seasons, drivers, measured }: FeatureLayout): number =>
  OWN + WINDOWS.length + PER_SEASON * seasons.length + drivers + 2 * measured.filter(Boolean).length

/** Mean of the newest steps, leant a little on all there is so that a quiet quarter is not a level of zero. */
export function levelOf(values: Float64Array, origin: number): number {
  return 0.9 * meanBefore(values, origin, LEVEL_STEPS) + 0.1 * meanBefore(values, origin, 104)
}

function meanBefore(values: Float64Array, end: number, count: number): number {
  const from = Math.max(0, end - count)
  let sum = 0
  for (let at = from; at < end; at++) sum += values[at]!
  return end > from ? sum / (end - from) : 0
}

/** Fills `row` for the step `ahead` (0 = the first) after `origin`. */
export function fillFeatures(
  { values, drivers }: FeatureSeries,
  layout: FeatureLayout,
  { origin, ahead, level }: { origin: number; ahead: number; level: number },
  row: Float32Array,
): void {
  const target = origin + ahead
  let at = 0
  row[at++] = ahead
  row[at++] = Math.log(level)
  row[at++] = Math.min(origin, 500)
  row[at++] = zeroShare(values, origin)
  for (const window of WINDOWS) row[at++] = meanBefore(values, origin, window) / level
  for (const season of layout.seasons) {
    const back = target - season * Math.ceil((ahead + 1) / season)
    row[at++] = target % season
    row[at++] = back >= 0 ? values[back]! / level : -1
    row[at++] = back >= season ? (values[back]! + values[back - season]!) / (2 * level) : -1
    row[at++] = back >= 2 ? around(values, back, origin) / level : -1
    // How the season stood to its own level then, whatever has grown since.
    row[at++] =
      back >= LEVEL_STEPS
        ? around(values, back, origin) / (meanBefore(values, Math.max(1, back - ahead), LEVEL_STEPS) + 0.05 * level)
        : -1
  }
  for (let driver = 0; driver < layout.drivers; driver++) {
    const known = drivers[driver]!
    row[at++] = known[target]!
    if (!layout.measured[driver]) continue
    const recent = meanBefore(known, origin, LEVEL_STEPS)
    row[at++] = known[target]! - recent
    row[at++] = known[target]! - known[origin - 1]!
  }
}

function around(values: Float64Array, at: number, end: number): number {
  let sum = 0
  let count = 0
  for (let near = Math.max(0, at - 1); near <= Math.min(end - 1, at + 1); near++) {
    sum += values[near]!
    count += 1
  }
  return count === 0 ? 0 : sum / count
}

function zeroShare(values: Float64Array, origin: number): number {
  const from = Math.max(0, origin - 2 * LEVEL_STEPS)
  let zeros = 0
  for (let at = from; at < origin; at++) if (values[at]! <= 0) zeros += 1
  return zeros / Math.max(1, origin - from)
}
