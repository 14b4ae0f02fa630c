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
}

export interface PlanSheet {
  readonly shape: GridShape
  readonly names: (group: number) => readonly string[] | null | undefined
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
}

const NO_PERIODS: readonly PeriodShown[] = []

export function planSheet({ scope, levels, figures, pages, painted, mayEdit, wayOfLocation }: SheetAsked): PlanSheet {
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
    names,
    scopeOf,
    cellAt(column, row) {
      const period = shape.periods[column - NAME_COLUMNS]
      if (period === undefined) return null
      const { group, figure } = placeOfRow(shape, row)
      const part = scopeOf(row)
      if (part === undefined || head === undefined) return undefined
      const place = { measure: figure.measure, scope: part, ...daysOf(period) }
      const key = cellKey(place)
      const values = group === TOTAL ? head.totals : pages.rowAt(group)!.values
      const known = painted.get(key)
      const isOld = known !== undefined && (known.position === null || known.position > pages.asOf(group))
      return {
        place,
        key,
        figure,
        decimals: decimalsOf(figure.measure, head.currency),
        value: isOld ? known.value : values[figure.measure]?.[column - NAME_COLUMNS],
        editable: figure.editable && mayEdit,
        pending: isOld,
      }
    },
  }
}
