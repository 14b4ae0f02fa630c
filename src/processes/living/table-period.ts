/** The columns of a table, as they are told. */
import type { Day } from '../../core/base/day.js'

export interface TablePeriod {
  readonly firstDay: Day
  readonly days: number
  /** What another calendar than the plan's own calls it. */
  readonly called?: PeriodCalled
  /** Which of its ends lies inside a bucket of the plan: then it can be read, and not be written in. */
  readonly cut?: PeriodCut
}

export const PERIOD_CUTS = ['first', 'last', 'both'] as const
export type PeriodCut = (typeof PERIOD_CUTS)[number]

export interface PeriodCalled {
  /** `FY27 P08`, `202634`, `2026-W34`. */
  readonly label: string
  readonly year: number
  readonly period: number
  readonly week?: number
}

/** By period; null where the plan does not say. */
export type PeriodValues = readonly (number | null)[]
