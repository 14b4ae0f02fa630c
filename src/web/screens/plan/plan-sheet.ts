/** The grid as numbers: what stands in each cell, which part of the plan it speaks of, and whether it can be written in. */
import type { Scope } from '../../../core/edit/box.js'
import { decimalsOf } from '../../drawer/measure-text.js'
import { cellKey } from './cell-keys.js'
import { type CellPlace, daysOf, type GridShape, PAGE_ROWS, type PeriodShown, scopeOfRow, TOTAL } from './grid-shape.js'
import type { KeyFigure } from './key-figures.js'
import type { PaintedCells } from './painted-cells.js'
import type { NamedLevel, Period, Time } from './plan-layout.js'
import type { PlanPages, TableRow } from './plan-pages.js'
import { type SheetAxes, type SheetPlace, sheetAxes } from './sheet-axes.js'

export interface SheetCell {
  readonly place: CellPlace
  readonly key: string
  readonly figure: KeyFigure
  readonly decimals: number
  /** Unknown while its page is on its way, and where the plan does not say. */
  readonly value: number | undefined
  readonly editable: boolean
  /** Shown before the server has said so. */
  readonly pending: boolean
  /** Before the plan day: what was, not what is planned. */
  readonly isPast: boolean
  /** Its period begins or ends inside a bucket of the plan. */
  readonly isCut: boolean
  readonly marks: CellMarks
}

export interface PlanSheet extends SheetAxes {
  /** By what the plan is asked for in time. */
  readonly period: Period
  readonly shape: GridShape
  readonly planDay: string
  /** First day of the first period that is planned, where the past stands before it. */
  readonly today: string | undefined
  readonly levels: readonly NamedLevel[]
  readonly names: (group: number) => readonly string[] | null | undefined
  /** What was sold of a group up to the plan day, oldest first: what of it the page has, at most a year. */
  readonly soldOf: (group: number) => readonly number[]
  /** The part of a row, or (where time runs in rows) of a column. */
  readonly scopeOf: (row: number, column?: number) => Scope | undefined
  /** Null outside the numbers; undefined while the row is on its way. */
  readonly cellAt: (column: number, row: number) => SheetCell | null | undefined
}

export interface SheetAsked {
  readonly scenario: string
  readonly scope: Scope
  readonly levels: readonly NamedLevel[]
  readonly figures: readonly KeyFigure[]
  readonly pages: PlanPages
  readonly painted: PaintedCells
  readonly mayEdit: boolean
  readonly wayOfLocation: (name: string) => readonly string[] | undefined
  readonly planDay: string
  readonly time: Time
  readonly period: Period
}

/** None, some or all of it locked; changed by people; open threads of comments. */
export interface CellMarks {
  readonly locked: number
  readonly edited: boolean
  readonly comments: number
}

const UNMARKED: CellMarks = { locked: 0, edited: false, comments: 0 }

const NO_PERIODS: readonly PeriodShown[] = []

export function planSheet(asked: SheetAsked): PlanSheet {
  const { scope, levels, figures, pages, wayOfLocation, planDay, time, period } = asked
  const { head } = pages
  const shape: GridShape = {
    figures,
    periods: head?.periods ?? NO_PERIODS,
    groupCount: levels.length === 0 ? 0 : (head?.rowCount ?? 0),
  }
  const names = (group: number): readonly string[] | null | undefined =>
    group === TOTAL ? null : pages.rowAt(group)?.names
  const axes = sheetAxes(shape, time, PAGE_ROWS)
  const scopeOf = (group: number | null): Scope | undefined => {
    const own = group === null ? undefined : names(group)
    return own === undefined ? undefined : scopeOfRow(scope, levels, own, wayOfLocation)
  }
  return {
    ...axes,
    period,
    shape,
    planDay,
    levels,
    today: todayIn(shape.periods, planDay),
    names,
    scopeOf: (row, column = -1) => scopeOf(axes.groupAt(column, row)),
    // A spark runs along its row: where time runs in rows there is no row of a group.
    soldOf: (group) => (time === 'rows' ? NOTHING_SOLD : soldBefore(asked, group)),
    cellAt(column, row) {
      const place = axes.placeAt(column, row)
      return place === null ? null : cellIn(asked, { ...place, scope: scopeOf(place.group) })
    },
  }
}

function todayIn(periods: readonly PeriodShown[], planDay: string): string | undefined {
  const first = periods.findIndex(({ firstDay }) => firstDay >= planDay)
  return first > 0 ? periods[first]!.firstDay : undefined
}

const NOTHING_SOLD: readonly number[] = []

interface CellAsked extends SheetPlace {
  readonly scope: Scope | undefined
}

function cellIn(asked: SheetAsked, { at, group, figure, scope }: CellAsked): SheetCell | null | undefined {
  const { scenario, pages, painted, mayEdit, planDay } = asked
  const { head } = pages
  if (scope === undefined || head === undefined) return undefined
  const period = head.periods[at]!
  const isPast = period.firstDay < planDay
  const measure = isPast ? figure.past : figure.measure
  if (measure === undefined) return null
  const place = { measure, scope, ...daysOf(period) }
  const key = cellKey(scenario, place)
  const line = group === TOTAL ? null : pages.rowAt(group)!
  const known = painted.get(key)
  const pending = known !== undefined && (known.position === null || known.position > pages.asOf(group))
  return {
    place,
    key,
    figure,
    decimals: decimalsOf(measure, head.currency),
    value: pending ? known.value : ((line?.values ?? head.totals)[measure]?.[at] ?? undefined),
    // An intent is about whole buckets: what would cut one is read only.
    editable: figure.editable && mayEdit && !isPast && period.cut === undefined,
    pending,
    isPast,
    isCut: period.cut !== undefined,
    marks: line === null || !figure.editable || isPast ? UNMARKED : marksOf(line, at),
  }
}

const marksOf = ({ locked, edited, comments }: TableRow, at: number): CellMarks => ({
  locked: locked?.[at] ?? 0,
  edited: edited?.[at] === 1,
  comments: comments?.[at] ?? 0,
})

const YEAR = { weeks: 52, months: 12 }
/** A week is at most as long. */
const WEEK = 7

/** A day of each period, so that a month that is not over yet stands beside whole ones. */
function soldBefore({ pages, figures, planDay }: SheetAsked, group: number): readonly number[] {
  const { head } = pages
  const sold = figures.find(({ past }) => past === 'actual' || past === 'actualNetSales')?.past
  const line = group === TOTAL ? head?.totals : pages.rowAt(group)?.values
  const values = sold === undefined ? undefined : line?.[sold]
  const past = head?.periods.filter(({ firstDay }) => firstDay < planDay) ?? []
  if (values === undefined) return []
  const most = past.some(({ days }) => days > WEEK) ? YEAR.months : YEAR.weeks
  const first = Math.max(0, past.length - most)
  return past.slice(first).map(({ days }, at) => (values[first + at] ?? 0) / days)
}
