/**
 * How a new row goes on, and how one that is not launched yet will begin, by the launches before it.
 *
 * `deriveLaunchCurves` reads all rows once; `launchForecast` then needs one row and its view of what was learned.
 */
import { MEASURED_WEEKS } from '../forecast-note.js'
import { deriveCurves, deriveErrorShares, type LaunchCurves, levelAgainst } from './launch-curve.js'
import { CURVE_WEEKS, findLaunches, type LaunchGiven } from './launch-history.js'
import { type Analogy, type ComingLaunches, deriveComing } from './launch-level.js'

/** What the launches of a company teach. Data only, so that it crosses to a worker. */
export interface LaunchLesson extends LaunchCurves {
  /** By own weeks and weeks ahead, as `deriveErrorShares` has it. */
  readonly errorShare: Float64Array
  readonly coming: ComingLaunches
}

/** Null where nothing was launched inside the history. */
export function deriveLaunchCurves(
  given: LaunchGiven & { readonly groupCount: number; readonly horizonEnd: number },
  analogy: Analogy,
): LaunchLesson | null {
  const launches = findLaunches(given, analogy.rowItem)
  if (launches.count === 0) return null
  const curves = deriveCurves(launches, given.groupCount)
  return {
    ...curves,
    errorShare: deriveErrorShares(launches, curves),
    coming: deriveComing(given, analogy, launches, curves),
  }
}

/** What one row is told. */
export interface RowLaunch {
  /** Of its group, by week of age; the last stands for all ages after. */
  readonly curve: Float64Array
  readonly errorShare: Float64Array
  /** Launches of its group, or those a launch to come was likened to. */
  readonly analogues: number
  readonly coming: { readonly week: number; readonly level: number; readonly errorShare: number } | null
}

/** The views of rows on a lesson; rows are looked up in any order. */
export function openLaunches(lesson: LaunchLesson | null, rowGroup: Int32Array): (row: number) => RowLaunch | null {
  if (lesson === null) return () => null
  const { curve, groupLaunches, launches, errorShare, coming } = lesson
  const comingAt = new Map<number, number>()
  coming.row.forEach((row, at) => {
    comingAt.set(row, at)
  })
  return (row) => {
    const group = rowGroup[row]!
    const at = comingAt.get(row)
    const own = curve.subarray(group * (CURVE_WEEKS + 1), (group + 1) * (CURVE_WEEKS + 1))
    if (at === undefined) return { curve: own, errorShare, analogues: groupLaunches[group]! || launches, coming: null }
    const { week, level, errorShare: spread, analogues } = coming
    return {
      curve: own,
      errorShare,
      analogues: analogues[at]!,
      coming: { week: week[at]!, level: level[at]!, errorShare: spread[at]! },
    }
  }
}

interface LaunchForecast {
  readonly mean: Float64Array
  readonly cumulativeErrorSd: Float64Array
}

/** `own` are the weeks since the first demand, season taken out as in what is filled; none for a launch to come. */
export function launchForecast(launch: RowLaunch, own: Float64Array, out: LaunchForecast): void {
  if (launch.coming === null) continueLaunch(launch, own, out)
  else beginLaunch(launch, launch.coming, out)
}

/** The level of its own weeks along the curve. Its error is that of other launches at this age, or its own unrest. */
function continueLaunch({ curve, errorShare }: RowLaunch, own: Float64Array, out: LaunchForecast): void {
  const { mean } = out
  const count = own.length
  const level = levelAgainst(curve, own, 0, count)
  for (let week = 0; week < mean.length; week++) mean[week] = level * curve[Math.min(count + week, CURVE_WEEKS)]!
  let squares = 0
  for (let age = 0; age < count; age++) squares += (own[age]! - level * curve[age]!) ** 2
  const unrest = count > 1 ? squares / (count - 1) : 0
  fillErrors(out, (weeks, sum) => {
    const share = errorShare[(count - 1) * MEASURED_WEEKS + weeks - 1]!
    return Math.max(share * sum, Math.sqrt(unrest * weeks))
  })
}

function beginLaunch({ curve }: RowLaunch, coming: NonNullable<RowLaunch['coming']>, out: LaunchForecast): void {
  for (let week = 0; week < out.mean.length; week++) {
    const age = week - coming.week
    out.mean[week] = age < 0 ? 0 : coming.level * curve[Math.min(age, CURVE_WEEKS)]!
  }
  fillErrors(out, (_, sum) => coming.errorShare * sum)
}

/** `errorOf` the first weeks together, given their forecast; more weeks are never surer than fewer. */
function fillErrors(
  { mean, cumulativeErrorSd }: LaunchForecast,
  errorOf: (weeks: number, sum: number) => number,
): void {
  let sum = 0
  let last = 0
  for (let weeks = 1; weeks <= MEASURED_WEEKS; weeks++) {
    sum += mean[weeks - 1] ?? 0
    last = Math.max(last, errorOf(weeks, sum))
    cumulativeErrorSd[weeks - 1] = last
  }
}
