/** The grid as numbers: what stands in each cell, which part of the plan it speaks of, and whether it can be written in. */
import type { Scope } from '../../../core/edit/box.js'
import { decimalsOf } from '../../drawer/measure-text.js'
import { cellKey } from './cell-keys.js'
import {
  type CellPlace,
  daysOf,
  type GridShape,
  type PeriodShown,
  placeOfRow,
  scopeOfRow,
  TOTAL,
} from './grid-shape.js'
import type { KeyFigure } from './key-figures.js'
import type { PaintedCells } from './painted-cells.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { NamedLevel } from './plan-layout.js'
import type { PlanPages, TableRow } from './plan-pages.js'

export interface SheetCell {
  readonly place: CellPlace
  readonly key: string
  readonly figure: KeyFigure
  readonly decimals: number
  /** Unknown while its page is on its way. */
  readonly value: number | undefined
  readonly editable: boolean
  /** Shown before the server has said so. */
  readonly pending: boolean
  /** Before the plan day: what was, not what is planned. */
  readonly isPast: boolean
  readonly marks: CellMarks
}

export interface PlanSheet {
  readonly shape: GridShape
  readonly planDay: string
  /** First day of the first period that is planned, where the past stands before it. */
  readonly today: string | undefined
  readonly levels: readonly NamedLevel[]
  readonly names: (group: number) => readonly string[] | null | undefined
  /** A group over time: what was sold, then what is planned. */
  readonly courseOf: (group: number) => readonly number[]
  readonly scopeOf: (row: number) => Scope | undefined
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
  /** What of a part of the plan is the reader's (WB98). */
  readonly ownPart: (scope: Scope) => Scope
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
  const { scope, levels, figures, pages, wayOfLocation, planDay } = asked
  const { head } = pages
  const shape: GridShape = {
    figures,
    periods: head?.periods ?? NO_PERIODS,
    groupCount: levels.length === 0 ? 0 : (head?.rowCount ?? 0),
  }
  const names = (group: number): readonly string[] | null | undefined =>
    group === TOTAL ? null : pages.rowAt(group)?.names
  const scopeOf = (row: number): Scope | undefined => {
    const own = names(placeOfRow(shape, row).group)
    return own === undefined ? undefined : scopeOfRow(scope, levels, own, wayOfLocation)
  }
  return {
    shape,
    planDay,
    levels,
    today: shape.periods.find(
      ({ firstDay }, at) => at > 0 && shape.periods[at - 1]!.firstDay < planDay && firstDay >= planDay,
    )?.firstDay,
    names,
    scopeOf,
    courseOf: (group) => courseIn(asked, group),
    cellAt(column, row) {
      const at = column - NAME_COLUMNS
      const { group, figure } = placeOfRow(shape, row)
      return shape.periods[at] === undefined ? null : cellIn(asked, { at, group, figure, scope: scopeOf(row) })
    },
  }
}

interface CellAsked {
  readonly at: number
  readonly group: number
  readonly figure: KeyFigure
  readonly scope: Scope | undefined
}

function cellIn(asked: SheetAsked, { at, group, figure, scope }: CellAsked): SheetCell | null | undefined {
  const { scenario, pages, painted, mayEdit, planDay, ownPart } = asked
  const { head } = pages
  if (scope === undefined || head === undefined) return undefined
  const period = head.periods[at]!
  const isPast = period.firstDay < planDay
  const measure = isPast ? figure.past : figure.measure
  if (measure === undefined) return null
  const place = { measure, scope: ownPart(scope), ...daysOf(period) }
  const key = cellKey(scenario, place)
  const line = group === TOTAL ? null : pages.rowAt(group)!
  const known = painted.get(key)
  const pending = known !== undefined && (known.position === null || known.position > pages.asOf(group))
  return {
    place,
    key,
    figure,
    decimals: decimalsOf(measure, head.currency),
    value: pending ? known.value : (line?.values ?? head.totals)[measure]?.[at],
    editable: figure.editable && mayEdit && !isPast,
    pending,
    isPast,
    marks: line === null || !figure.editable || isPast ? UNMARKED : marksOf(line, at),
  }
}

const marksOf = ({ locked, edited, comments }: TableRow, at: number): CellMarks => ({
  locked: locked?.[at] ?? 0,
  edited: edited?.[at] === 1,
  comments: comments?.[at] ?? 0,
})

/** A day of each period, so that weeks and months stand beside each other. */
function courseIn({ pages, planDay }: SheetAsked, group: number): readonly number[] {
  const { head } = pages
  const values = group === TOTAL ? head?.totals : pages.rowAt(group)?.values
  return (values?.consensus ?? []).map((planned, at) => {
    const { firstDay, days } = head!.periods[at]!
    return (firstDay < planDay ? (values?.actual?.[at] ?? 0) : planned) / days
  })
}
