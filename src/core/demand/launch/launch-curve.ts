/**
 * What launches before it say about an item that is new, or not launched yet: the curve of demand by week of age.
 *
 * A mean of three weeks does not know that launches grow, or that they fade when the shelves are full. Rows that began
 * inside the history do. Their demand by age, season taken out, is chained as actuaries chain claims: of all launches that
 * were watched so long, how much the sum of weeks 0 … k + 1 exceeds the sum of weeks 0 … k (chain ladder; Mack 1993).
 * Launches are counted by item: one item in eighty places is one launch. Few of them move the curve of a group little away
 * from that of all groups, and that one little away from no curve at all.
 */
import { NEW_WEEKS } from '../classification.js'
import { MEASURED_WEEKS } from '../forecast-note.js'
import { CURVE_WEEKS, type Launches } from './launch-history.js'

/** Launches that the curve of all groups is worth against a group's own, and no curve against that of all groups. */
const GROUP_PRIOR = 10
const COMPANY_PRIOR = 3
/** A week of the curve is the mean of a quarter of its age on either side: late weeks are many and alike. */
const SMOOTHED_SHARE = 0.25
/** What is after the last week is as these last ones. */
const TAIL_WEEKS = 13

export interface LaunchCurves {
  /** Demand by week of age against the mean of the first quarter, at [group * (CURVE_WEEKS + 1) + age]; the last stands for all ages after. */
  readonly curve: Float64Array
  /** Items launched, by group, and in all groups. */
  readonly groupLaunches: Int32Array
  readonly launches: number
}

export function deriveCurves(launches: Launches, groupCount: number): LaunchCurves {
  const flat = Float64Array.from({ length: CURVE_WEEKS }, (_, age) => age + 1)
  const company = chainOf(launches, new Int32Array(launches.count), 1)
  const all = curveOf(company, 0, flat, COMPANY_PRIOR)
  const groups = chainOf(launches, launches.group, groupCount)
  const curve = new Float64Array(groupCount * (CURVE_WEEKS + 1))
  const sums = runningSums(all)
  for (let group = 0; group < groupCount; group++)
    curve.set(curveOf(groups, group, sums, GROUP_PRIOR), group * (CURVE_WEEKS + 1))
  return {
    curve,
    groupLaunches: Int32Array.from({ length: groupCount }, (_, group) => groups.items[group * CURVE_WEEKS]!),
    launches: company.items[0]!,
  }
}

/** At [group * CURVE_WEEKS + age]: of launches watched longer than that, their sums up to this age and the next. */
interface Chain {
  readonly before: Float64Array
  readonly after: Float64Array
  /** Distinct items among them. */
  readonly items: Int32Array
}

function chainOf({ count, item, weeks, units }: Launches, group: Int32Array, groupCount: number): Chain {
  const before = new Float64Array(groupCount * CURVE_WEEKS)
  const after = new Float64Array(groupCount * CURVE_WEEKS)
  const longest = new Map<number, number>()
  for (let launch = 0; launch < count; launch++) {
    const base = group[launch]! * CURVE_WEEKS
    const key = item[launch]! * groupCount + group[launch]!
    longest.set(key, Math.max(longest.get(key) ?? 0, weeks[launch]!))
    let sum = 0
    for (let age = 0; age + 1 < weeks[launch]!; age++) {
      sum += units[launch * CURVE_WEEKS + age]!
      before[base + age]! += sum
      after[base + age]! += sum + units[launch * CURVE_WEEKS + age + 1]!
    }
  }
  const items = new Int32Array(groupCount * CURVE_WEEKS)
  for (const [key, weeks] of longest)
    for (let age = 0; age + 1 < weeks; age++) items[(key % groupCount) * CURVE_WEEKS + age]! += 1
  return { before, after, items }
}

/** `expected` are the sums up to each age of the curve that is believed without launches. */
function curveOf({ before, after, items }: Chain, group: number, expected: Float64Array, prior: number): Float64Array {
  const weekly = new Float64Array(CURVE_WEEKS)
  weekly[0] = 1
  let sum = 1
  for (let age = 0; age + 1 < CURVE_WEEKS; age++) {
    const at = group * CURVE_WEEKS + age
    const believed = expected[age + 1]! / expected[age]!
    const seen = before[at]! > 0 ? after[at]! / before[at]! : believed
    const link = (items[at]! * seen + prior * believed) / (items[at]! + prior)
    weekly[age + 1] = sum * (link - 1)
    sum *= link
  }
  const curve = smooth(weekly)
  const quarter = meanBetween(curve, 0, NEW_WEEKS)
  return curve.map((share) => share / quarter)
}

function smooth(weekly: Float64Array): Float64Array {
  const curve = new Float64Array(CURVE_WEEKS + 1)
  for (let age = 0; age < CURVE_WEEKS; age++) {
    const reach = Math.min(Math.floor(age * SMOOTHED_SHARE), CURVE_WEEKS - 1 - age)
    curve[age] = meanBetween(weekly, age - reach, age + reach + 1)
  }
  curve[CURVE_WEEKS] = meanBetween(weekly, CURVE_WEEKS - TAIL_WEEKS, CURVE_WEEKS)
  return curve
}

function meanBetween(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += values[at]!
  return sum / (to - from)
}

function runningSums(curve: Float64Array): Float64Array {
  const sums = curve.slice(0, CURVE_WEEKS)
  for (let age = 1; age < CURVE_WEEKS; age++) sums[age]! += sums[age - 1]!
  return sums
}

/** Of the curve of one group over the weeks of age [from, to). */
export function curveBetween(curve: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let age = from; age < to; age++) sum += curve[Math.min(age, CURVE_WEEKS)]!
  return sum
}

/**
 * The level of units[from, to), a launch's first weeks, against its curve. The week of the first demand is seldom whole and
 * often a first filling of shelves: it speaks only where nothing came after it.
 */
export function levelAgainst(curve: Float64Array, units: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let at = from + 1; at < to; at++) sum += units[at]!
  return sum > 0 ? sum / curveBetween(curve, 1, to - from) : units[from]! / curveBetween(curve, 0, to - from)
}

/** What is believed before a launch was watched: this share of the forecast, worth so many launches. */
const ERROR_BELIEVED = 0.5
const ERROR_PRIOR = 2

/**
 * How wrong the curve was for the launches themselves: root mean square error of the sum of the L weeks after n own ones,
 * as a share of its forecast, at [(n − 1) * MEASURED_WEEKS + L − 1]. Each launch has helped to draw the curve it is
 * judged by; N / (N − 1) takes that back.
 */
export function deriveErrorShares(launches: Launches, { curve, launches: items }: LaunchCurves): Float64Array {
  const length = (NEW_WEEKS - 1) * MEASURED_WEEKS
  const squares = new Float64Array(length)
  const sizes = new Float64Array(length)
  for (let launch = 0; launch < launches.count; launch++)
    addErrors(launches, launch, curve.subarray(launches.group[launch]! * (CURVE_WEEKS + 1)), squares, sizes)
  const outside = items > 1 ? (items / (items - 1)) ** 2 : 1
  return squares.map((sum, at) => {
    const seen = sizes[at]! > 0 ? (sum / sizes[at]!) * outside : ERROR_BELIEVED ** 2
    return Math.sqrt((items * seen + ERROR_PRIOR * ERROR_BELIEVED ** 2) / (items + ERROR_PRIOR))
  })
}

function addErrors(
  { units, weeks }: Launches,
  launch: number,
  curve: Float64Array,
  squares: Float64Array,
  sizes: Float64Array,
): void {
  const base = launch * CURVE_WEEKS
  for (let count = 1; count < NEW_WEEKS; count++) {
    const level = levelAgainst(curve, units, base, base + count)
    let actual = 0
    let forecast = 0
    for (let ahead = 1; ahead <= MEASURED_WEEKS && count + ahead <= weeks[launch]!; ahead++) {
      actual += units[base + count + ahead - 1]!
      forecast += level * curve[count + ahead - 1]!
      const at = (count - 1) * MEASURED_WEEKS + ahead - 1
      squares[at]! += (actual - forecast) ** 2
      sizes[at]! += forecast ** 2
    }
  }
}
