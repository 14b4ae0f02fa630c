/**
 * What one moving holiday does to the weeks around it, learnt from one series of weekly totals.
 *
 * A week near the holiday is held against the same slots of years in which the holiday was elsewhere. So the season needs
 * not be known: it is whatever a slot has in common over the years, and takes itself out (a regression within slots). A
 * holiday that stays in its slots every year says nothing here, and is in the season. Drift is taken out by comparing
 * every week with the median of its neighbours first. All in logarithms: effects are factors.
 */
import { insert } from '../../base/sorted-insert.js'

/** Weeks from the one that holds the holiday's last day: before, of. The week after was tried, and made forecasts worse. */
export const OFFSETS = [-1, 0] as const
export type Effect = readonly number[]
export const NO_EFFECT: Effect = OFFSETS.map(() => 0)

/** Neighbours at these distances say what is normal: near, but not in the holiday's own weeks. */
const NEAR = 3
const FAR = 8
const NEIGHBOURS_MIN = 6
const WEEKS_A_YEAR = 52
const NORMAL_LAW = [
  { below: 0.5, deviations: 0.6745 },
  { below: 0.8, deviations: 1.2816 },
]
/** A logarithm this small is rounding: no series is steadier. */
const NOISE_MIN = 0.005
/** Of the squared errors without the effect, this share may be left. */
const ERROR_LEFT_MAX = 0.5
/** Squared noises that the errors must fall by: invented holidays seldom do. */
const GAIN_MIN = 16
/** How far an effect usually is from none, for those who have not looked; and how far one year's is from another's. */
const PRIOR_SD = 0.2
const YEAR_SD = 0.1
/** Year-on-year differences that a noise needs to be measured from. */
const NOISE_WEEKS_MIN = 20
/** A history of fewer weeks says nothing about holidays. */
export const COMPARABLE_WEEKS_MIN = WEEKS_A_YEAR + NOISE_WEEKS_MIN

/** Weekly totals, compared: each week over its neighbours, logarithms. NaN where it cannot be said. */
export interface ComparedWeeks {
  readonly ratio: Float64Array
  readonly slots: Uint8Array
  /** Of a week's ratio in another year; NaN when the history is too short to say. */
  readonly noise: number
}

export function compareWeeks(total: Float64Array, slots: Uint8Array): ComparedWeeks {
  const level = total.map((units) => (units > 0 ? Math.log(units) : Number.NaN))
  const sorted = new Float64Array(2 * (FAR - NEAR + 1))
  const ratio = level.map((own, week) => {
    let count = 0
    for (let apart = NEAR; apart <= FAR; apart++)
      for (const near of [week - apart, week + apart]) {
        const value = level[near]
        if (value !== undefined && !Number.isNaN(value)) insert(sorted, count++, value)
      }
    return count < NEIGHBOURS_MIN ? Number.NaN : own - middleOf(sorted, count)
  })
  return { ratio, slots, noise: noiseOf(ratio) }
}

const middleOf = (sorted: Float64Array, count: number): number => (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2

/**
 * From the differences between a week and the one a year later: half of them are below 0.67 deviations of a normal law and
 * eight in ten below 1.28; the larger answer holds. The rest may be holidays.
 */
function noiseOf(ratio: Float64Array): number {
  const apart = ratio
    .subarray(0, Math.max(0, ratio.length - WEEKS_A_YEAR))
    .map((own, week) => Math.abs(ratio[week + WEEKS_A_YEAR]! - own))
    .filter((value) => !Number.isNaN(value))
    .sort()
  if (apart.length < NOISE_WEEKS_MIN) return Number.NaN
  const deviation = NORMAL_LAW.map(({ below, deviations }) => apart[Math.floor(below * apart.length)]! / deviations)
  return Math.max(...deviation) / Math.SQRT2
}

/** By year: the week that holds the holiday's last day, counted as the history's weeks are; outside of them where it is near. */
export type HolidayWeeks = readonly number[]

/**
 * What each holiday does, the clearest first: what it explains, no other may. The ratios are left without what was found.
 * Zero for a holiday that is not believed.
 */
export function learnEffects(weeks: ComparedWeeks, holidays: readonly HolidayWeeks[]): Effect[] {
  const effects = holidays.map(() => NO_EFFECT)
  if (Number.isNaN(weeks.noise)) return effects
  const open = new Set(holidays.keys())
  for (;;) {
    const found = [...open].flatMap((at) => {
      const learnt = learnEffect(weeks, holidays[at]!)
      return learnt === null ? [] : [{ at, ...learnt }]
    })
    if (found.length === 0) return effects
    const clearest = found.reduce((best, next) => (next.gain > best.gain ? next : best))
    open.delete(clearest.at)
    effects[clearest.at] = clearest.effect
    takeOut(weeks, holidays[clearest.at]!, clearest.effect)
  }
}

/** Takes a known effect out of the weeks around a holiday. */
export function takeOut({ ratio }: ComparedWeeks, holiday: HolidayWeeks, effect: Effect): void {
  for (const own of holiday)
    OFFSETS.forEach((apart, offset) => {
      if (own + apart >= 0 && own + apart < ratio.length) ratio[own + apart]! -= effect[offset]!
    })
}

interface Learnt {
  readonly effect: Effect
  /** By how much squared errors fall, in squared noises: how clear the effect is. */
  readonly gain: number
}

/**
 * One holiday, week by week from the clearest on. Each week must prove itself: foretold from the other years, it must come
 * closer by half, and by more than chance does. Null when none does.
 */
function learnEffect(weeks: ComparedWeeks, holiday: HolidayWeeks): Learnt | null {
  const noise = Math.max(weeks.noise, NOISE_MIN)
  const cells = cellsOf(weeks, holiday)
  const active: number[] = []
  let total = 0
  for (;;) {
    let best = -1
    let most = 0
    for (let offset = 0; offset < OFFSETS.length; offset++) {
      const gain = active.includes(offset) ? 0 : gainOf(cells, offset, { noise, active })
      if (gain > most) {
        best = offset
        most = gain
      }
    }
    if (best < 0) break
    active.push(best)
    total += most
  }
  return active.length === 0 ? null : { effect: solve(cells, { noise, active }), gain: total }
}

interface Model {
  readonly noise: number
  /** Positions in `OFFSETS` that have an effect. */
  readonly active: readonly number[]
}

interface Cell {
  readonly slot: number
  readonly value: number
  /** Position in `OFFSETS`, and which year's holiday; −1 away from it. */
  readonly offset: number
  readonly year: number
}

/** The weeks of all slots that the holiday touches in any year. */
function cellsOf({ ratio, slots }: ComparedWeeks, holiday: HolidayWeeks): Cell[] {
  const touched = new Set<number>()
  const near = new Map<number, { offset: number; year: number }>()
  holiday.forEach((own, year) => {
    OFFSETS.forEach((apart, offset) => {
      const slot = slots[own + apart]
      if (slot === undefined) return
      touched.add(slot)
      near.set(own + apart, { offset, year })
    })
  })
  const cells: Cell[] = []
  for (let week = 0; week < ratio.length; week++)
    if (touched.has(slots[week]!) && !Number.isNaN(ratio[week]!))
      cells.push({ slot: slots[week]!, value: ratio[week]!, ...(near.get(week) ?? { offset: -1, year: -1 }) })
  return cells
}

/** How much closer the weeks at one more offset are foretold from the other years, in squared noises; 0 when not believed. */
function gainOf(cells: readonly Cell[], offset: number, { noise, active }: Model): number {
  const known = { noise, active }
  const more = { noise, active: [...active, offset] }
  const judged = cells.flatMap((cell) => {
    if (cell.offset !== offset) return []
    const others = cells.filter(({ year, offset: at }) => year !== cell.year || !more.active.includes(at))
    const same = others.filter(({ slot }) => slot === cell.slot)
    return same.length === 0 ? [] : [{ cell, others, same }]
  })
  const errorOf = (model: Model): number =>
    judged.reduce(
      (sum, { cell, others, same }) => sum + (cell.value - foretell(same, solve(others, model), cell)) ** 2,
      0,
    )
  const before = errorOf(known)
  if (before < GAIN_MIN * noise ** 2) return 0
  const after = errorOf(more)
  const gain = (before - after) / noise ** 2
  return after <= ERROR_LEFT_MAX * before && gain >= GAIN_MIN ? gain : 0
}

const effectOn = (effect: Effect, { offset }: Cell): number => (offset < 0 ? 0 : effect[offset]!)

/** A week by the other years of its slot. */
function foretell(same: readonly Cell[], effect: Effect, cell: Cell): number {
  let sum = 0
  for (const other of same) sum += other.value - effectOn(effect, other)
  return sum / same.length + effectOn(effect, cell)
}

/** Least squares within slots, drawn to zero: (X'X + penalty) effect = X'y. */
function solve(cells: readonly Cell[], { noise, active }: Model): Effect {
  const effect = [...NO_EFFECT]
  const size = active.length
  if (size === 0) return effect
  const matrix = active.map((_, at) => {
    const line = new Float64Array(size + 1)
    line[at] = (noise ** 2 + YEAR_SD ** 2) / PRIOR_SD ** 2
    return line
  })
  for (const slot of new Set(cells.map((cell) => cell.slot))) {
    const same = cells.filter((cell) => cell.slot === slot)
    const share = active.map((offset) => same.filter((cell) => cell.offset === offset).length / same.length)
    const mean = same.reduce((sum, cell) => sum + cell.value, 0) / same.length
    for (const cell of same) {
      const away = share.map((part, at) => (cell.offset === active[at] ? 1 : 0) - part)
      away.forEach((x, row) => {
        away.forEach((z, column) => {
          matrix[row]![column]! += x * z
        })
        matrix[row]![size]! += x * (cell.value - mean)
      })
    }
  }
  eliminate(matrix).forEach((value, at) => {
    effect[active[at]!] = value
  })
  return effect
}

/** Gauss without pivots: the penalty keeps the diagonal positive. */
function eliminate(matrix: Float64Array[]): number[] {
  const size = matrix.length
  for (let at = 0; at < size; at++)
    for (let row = 0; row < size; row++) {
      if (row === at) continue
      const times = matrix[row]![at]! / matrix[at]![at]!
      for (let column = at; column <= size; column++) matrix[row]![column]! -= times * matrix[at]![column]!
    }
  return matrix.map((line, at) => line[size]! / line[at]!)
}
