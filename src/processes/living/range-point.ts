/** How far demand may lie from the forecast, as it is told. */
import type { Day } from '../../core/base/day.js'

export interface RangeEnds {
  readonly low: number
  readonly high: number
}

/** What is asked for from the plan day up to a day, and how far it may lie from the baseline: 80 of 100 times inside. */
export interface RangePoint {
  /** The day after the last one. */
  readonly until: Day
  readonly days: number
  readonly baseline: number
  readonly consensus: number
  /** Errors of the rows know nothing of each other. */
  readonly apart: RangeEnds
  /** Errors of the rows all go the same way. */
  readonly together: RangeEnds
}

export interface DemandRange {
  readonly rows: number
  /** Errors were measured over so many days; beyond them they are drawn out. */
  readonly measuredDays: number
  readonly points: readonly RangePoint[]
}
