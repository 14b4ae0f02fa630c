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
import { NAME_COLUMNS } from './plan-columns.js'
import type { Painted } from './plan-edits.js'
import type { NamedLevel } from './plan-layout.js'
import type { PlanPages } from './plan-pages.js'

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
  readonly scope: Scope
  readonly levels: readonly NamedLevel[]
  readonly figures: readonly KeyFigure[]
  readonly pages: PlanPages
  readonly painted: ReadonlyMap<string, Painted>
  readonly mayEdit: boolean
  readonly wayOfLocation: (name: string) => readonly string[] | undefined
  readonly planDay: string
}

/** None, some or all of it locked; changed by people; open threads of comments. */
export interface CellMarks {
  readonly locked: number
  readonly edited: boolean
  readonly comments: number
}

const UNMARKED: CellMarks = { locked: 0, edited: false, comments: 0 }

const NO_PERIODS: readonly PeriodShown[] = []

export function planSheet({
  scope,
  levels,
  figures,
  pages,
  painted,
  mayEdit,
  wayOfLocation,
  planDay,
}: SheetAsked): PlanSheet {
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
    today: shape.periods.find(({ firstDay }, at) => at > 0 && firstDay >= planDay)?.firstDay,
    levels,
    names,
    scopeOf,
    courseOf(group) {
      const values = group === TOTAL ? head?.totals : pages.rowAt(group)?.values
      const planned = values?.consensus
      if (planned === undefined) return []
      // A day of each, so that weeks and months stand beside each other.
      return planned.map((value, at) => {
        const { firstDay, days } = shape.periods[at]!
        return (firstDay < planDay ? (values?.actual?.[at] ?? 0) : value) / days
      })
    },
    cellAt(column, row) {
      const period = shape.periods[column - NAME_COLUMNS]
      if (period === undefined) return null
      const { group, figure } = placeOfRow(shape, row)
      const part = scopeOf(row)
      if (part === undefined || head === undefined) return undefined
      const isPast = period.firstDay < planDay
      const measure = isPast ? figure.past : figure.measure
      if (measure === undefined) return null
      const place = { measure, scope: part, ...daysOf(period) }
      const key = cellKey(place)
      const at = column - NAME_COLUMNS
      const line = group === TOTAL ? null : pages.rowAt(group)!
      const values = line?.values ?? head.totals
      const known = painted.get(key)
      const isOld = known !== undefined && (known.position === null || known.position > pages.asOf(group))
      return {
        place,
        key,
        figure,
        decimals: decimalsOf(measure, head.currency),
        value: isOld ? known.value : values[measure]?.[at],
        editable: figure.editable && mayEdit && !isPast,
        pending: isOld,
        isPast,
        marks:
          line === null || !figure.editable || isPast
            ? UNMARKED
            : {
                locked: line.locked?.[at] ?? 0,
                edited: line.edited?.[at] === 1,
                comments: line.comments?.[at] ?? 0,
              },
      }
    },
  }
}
