/** Which number stands where in the grid: rows of names × key figures, columns of periods. Pure, so that it can be tried. */
import type { TableShown } from '../../../api/wire/table.js'
import type { Scope } from '../../../core/edit/box.js'
import type { PlanTree, TableMeasure } from '../../../processes/living/living-plan.js'
import { addDays } from '../../words/date-format.js'
import type { KeyFigure } from './key-figures.js'
import type { NamedLevel } from './plan-layout.js'

export type PeriodShown = TableShown['periods'][number]

export interface GridShape {
  readonly figures: readonly KeyFigure[]
  readonly periods: readonly PeriodShown[]
  /** Groups of rows below the total. */
  readonly groupCount: number
}

/** Groups that come with one answer. */
export const PAGE_ROWS = 100

/** The total of everything stands above the groups. */
export const TOTAL = -1

export const rowCountOf = ({ figures, groupCount }: GridShape): number => (groupCount + 1) * figures.length

/** @returns the group (`TOTAL` for the one above) and the key figure of a row. */
export function placeOfRow({ figures }: GridShape, row: number): { group: number; figure: KeyFigure; first: boolean } {
  const at = Math.floor(row / figures.length)
  return { group: at - 1, figure: figures[row % figures.length]!, first: row % figures.length === 0 }
}

export const rowOfPlace = ({ figures }: GridShape, group: number, figure: KeyFigure): number =>
  (group + 1) * figures.length + figures.indexOf(figure)

/** The part of the plan that a row speaks of. A place whose country is not among the names is found by its own name. */
export function scopeOfRow(
  scope: Scope,
  levels: readonly NamedLevel[],
  names: readonly string[] | null,
  wayOfLocation: (name: string) => readonly string[] | undefined,
): Scope {
  if (names === null) return scope
  const below: Record<PlanTree, string[]> = { product: [], location: [], customer: [] }
  levels.forEach(({ tree, dimension }, at) => {
    if (tree === 'location' && dimension === 'location') {
      const way = wayOfLocation(names[at]!)
      if (way !== undefined) below.location = way.slice(scope.location.length)
      else below.location.push(names[at]!)
    } else below[tree].push(names[at]!)
  })
  return {
    product: [...scope.product, ...below.product],
    location: [...scope.location, ...below.location],
    customer: [...scope.customer, ...below.customer],
  }
}

export interface CellPlace {
  readonly measure: TableMeasure
  readonly scope: Scope
  readonly from: string
  readonly until: string
}

export const daysOf = ({ firstDay, days }: PeriodShown): { from: string; until: string } => ({
  from: firstDay,
  until: addDays(firstDay, days),
})

/** Periods in a row are one stretch of days. */
export const stretchOf = (periods: readonly PeriodShown[]): { from: string; until: string } => ({
  from: periods[0]!.firstDay,
  until: daysOf(periods.at(-1)!).until,
})

export const beginsBucket = ({ cut }: PeriodShown): boolean => cut === undefined || cut === 'last'
export const endsBucket = ({ cut }: PeriodShown): boolean => cut === undefined || cut === 'first'

/** The last week before months is as long as it takes to end with its month. */
const LONGEST_WEEK = 13

export type PeriodKind = 'day' | 'week' | 'month'

/** A day, a week or the part of one that lies in a month, or a month. */
export function kindOfPeriod({ days, called }: PeriodShown): PeriodKind {
  if (called !== undefined) return called.week === undefined ? 'month' : 'week'
  return days === 1 ? 'day' : days <= LONGEST_WEEK ? 'week' : 'month'
}

/** The month that heads a column: the one its first day is in. */
export const monthOf = ({ firstDay }: PeriodShown): string => firstDay.slice(0, 7)
