/**
 * How much an item that is not launched yet will sell: what analogous launches came to sell, in sizes of what stood beside
 * them. The size of a shelf (family × location × customer) is the mean weekly demand of its rows that were there before.
 *
 * Analogues are looked for on the same shelf, then in the group (family × country), then in the family, then everywhere;
 * the first of these with enough items speaks, by its median, because one great success is no promise.
 */
import type { Day } from '../../base/day.js'
import { DAYS_PER_WEEK } from '../history.js'
import { type LaunchCurves, levelAgainst } from './launch-curve.js'
import { CURVE_WEEKS, type Launches, type LaunchGiven } from './launch-history.js'

/** Weeks of a launch that make its level. */
const LEVEL_WEEKS = 26
/** Items from which on nobody is asked who is farther away. */
const ANALOGUES_MIN = 3
/** Weeks after its launch day for which an item that never sold is still waited for. */
const LATE_WEEKS = 4
const SIZE_WEEKS = 52
/** What is believed of the spread before an analogue was seen: this share of the level, worth so many analogues. */
const SPREAD_BELIEVED = 1
const SPREAD_PRIOR = 2

/** By demand row: whose launch is like whose. */
export interface Analogy {
  readonly rowItem: Int32Array
  /** Family × location × customer. */
  readonly rowShelf: Int32Array
  readonly rowFamily: Int32Array
}

/** Rows that never sold and whose launch day lies ahead, or just behind. */
export interface ComingLaunches {
  readonly row: Int32Array
  /** Week of the launch, counted from the end of the history. */
  readonly week: Int32Array
  /** Mean weekly demand of the first quarter, season taken out, thousandths. */
  readonly level: Float64Array
  /** Root mean square distance of analogues from their own median, as a share of it. */
  readonly errorShare: Float64Array
  /** Items that spoke. */
  readonly analogues: Int32Array
}

interface Found {
  ratio: number
  errorShare: number
  analogues: number
}

export function deriveComing(
  given: LaunchGiven & { readonly horizonEnd: Day },
  analogy: Analogy,
  launches: Launches,
  curves: LaunchCurves,
): ComingLaunches {
  const { history, life, horizonEnd } = given
  const rows: number[] = []
  for (let row = 0; row < history.rowCount; row++) {
    const launchDay = life.firstDay[row]!
    if (launchDay < history.endDay - LATE_WEEKS * DAYS_PER_WEEK || launchDay >= horizonEnd) continue
    if (firstDemand(given, row) === history.weekCount) rows.push(row)
  }
  const size = rows.length === 0 ? null : rowSizes(given, analogy)
  const find = size === null ? () => null : findAnalogues(given, analogy, launches, curves, size)
  const known = rows.flatMap((row) => {
    const found = find(row)
    return found === null ? [] : [{ row, ...found }]
  })
  return {
    row: Int32Array.from(known, ({ row }) => row),
    week: Int32Array.from(known, ({ row }) => Math.floor((life.firstDay[row]! - history.endDay) / DAYS_PER_WEEK)),
    level: Float64Array.from(known, ({ row, ratio }) => ratio * size!(row)),
    errorShare: Float64Array.from(known, ({ errorShare }) => errorShare),
    analogues: Int32Array.from(known, ({ analogues }) => analogues),
  }
}

function firstDemand({ history: { weekCount }, units }: LaunchGiven, row: number): number {
  let week = 0
  while (week < weekCount && !(units[row * weekCount + week]! > 0)) week++
  return week
}

/** Size of a row's shelf, or of its group's shelves where nothing stands on it; 0 where neither is known. */
function rowSizes(given: LaunchGiven, { rowShelf }: Analogy): (row: number) => number {
  const { history, units, rowGroup } = given
  const { rowCount, weekCount } = history
  const from = weekCount - Math.min(SIZE_WEEKS, weekCount >> 1)
  const shelves = new Map<number, Mean>()
  const groups = new Map<number, Mean>()
  for (let row = 0; row < rowCount; row++) {
    if (firstDemand(given, row) >= from) continue
    let sum = 0
    for (let week = from; week < weekCount; week++) sum += units[row * weekCount + week]!
    addTo(shelves, rowShelf[row]!, sum / (weekCount - from))
    addTo(groups, rowGroup[row]!, sum / (weekCount - from))
  }
  return (row) => {
    const mean = shelves.get(rowShelf[row]!) ?? groups.get(rowGroup[row]!)
    return mean === undefined ? 0 : mean.sum / mean.count
  }
}

interface Mean {
  sum: number
  count: number
}

function addTo(means: Map<number, Mean>, key: number, value: number): void {
  const mean = means.get(key)
  if (mean === undefined) means.set(key, { sum: value, count: 1 })
  else {
    mean.sum += value
    mean.count += 1
  }
}

function findAnalogues(
  { rowGroup }: LaunchGiven,
  { rowShelf, rowFamily }: Analogy,
  launches: Launches,
  curves: LaunchCurves,
  sizeOf: (row: number) => number,
): (row: number) => Found | null {
  const level = levelsOf(launches, curves)
  const size = Float64Array.from(launches.row, sizeOf)
  const everywhere = new Int32Array(rowGroup.length)
  const circles = [rowShelf, rowGroup, rowFamily, everywhere].map((keys) => {
    const members = new Map<number, number[]>()
    launches.row.forEach((row, launch) => {
      if (!(size[launch]! > 0)) return
      const key = keys[row]!
      const found = members.get(key)
      if (found === undefined) members.set(key, [launch])
      else found.push(launch)
    })
    const known = new Map<number, Found | null>()
    return (row: number): Found | null => {
      const key = keys[row]!
      if (!known.has(key)) known.set(key, describeAnalogues(launches, members.get(key) ?? [], level, size))
      return known.get(key)!
    }
  })
  return (row) => {
    if (!(sizeOf(row) > 0)) return null
    for (const circle of circles) {
      const found = circle(row)
      if (found !== null && found.analogues >= ANALOGUES_MIN) return found
    }
    return circles.at(-1)!(row)
  }
}

/** Of each launch: its mean week of the first quarter, by all that was seen of its first half year. */
function levelsOf({ count, group, weeks, units }: Launches, { curve }: LaunchCurves): Float64Array {
  return Float64Array.from({ length: count }, (_, launch) => {
    const seen = Math.min(LEVEL_WEEKS, weeks[launch]!)
    const base = launch * CURVE_WEEKS
    return levelAgainst(curve.subarray(group[launch]! * (CURVE_WEEKS + 1)), units, base, base + seen)
  })
}

/** An item counts once, by all its places among these together. */
function describeAnalogues(
  { item }: Launches,
  members: readonly number[],
  level: Float64Array,
  size: Float64Array,
): Found | null {
  const items = new Map<number, { level: number; size: number }>()
  for (const launch of members) {
    const sums = items.get(item[launch]!) ?? { level: 0, size: 0 }
    items.set(item[launch]!, { level: sums.level + level[launch]!, size: sums.size + size[launch]! })
  }
  if (items.size === 0) return null
  const ratio = medianOf([...items.values()].map((sums) => sums.level / sums.size))
  if (!(ratio > 0)) return null
  let squares = 0
  let sizes = 0
  for (const launch of members) {
    squares += (level[launch]! - ratio * size[launch]!) ** 2
    sizes += (ratio * size[launch]!) ** 2
  }
  const outside = items.size > 1 ? items.size / (items.size - 1) : 1
  const variance =
    (items.size * (squares / sizes) * outside + SPREAD_PRIOR * SPREAD_BELIEVED ** 2) / (items.size + SPREAD_PRIOR)
  return { ratio, errorShare: Math.sqrt(variance), analogues: items.size }
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
