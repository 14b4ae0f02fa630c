/**
 * What stands in which row and column: groups in blocks of key figures beside columns of periods, or the other way round,
 * periods in blocks of key figures beside columns of groups. Pure, so that it can be tried.
 */
import { type GridShape, type PeriodShown, rowCountOf, TOTAL } from './grid-shape.js'
import type { KeyFigure } from './key-figures.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { Time } from './plan-layout.js'

/** Which number a cell of the grid is: of a group, a key figure and the period at a place. */
export interface SheetPlace {
  readonly group: number
  readonly figure: KeyFigure
  readonly at: number
}

/** Cells in one block, as the grid selects them. */
export interface CellRange {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface SheetAxes {
  readonly time: Time
  readonly rowCount: number
  /** Columns of numbers, behind those of names. */
  readonly columnCount: number
  /** Null outside the numbers. */
  readonly placeAt: (column: number, row: number) => SheetPlace | null
  /** The group of a row, or (where time runs in rows) of a column; null where there is none. */
  readonly groupAt: (column: number, row: number) => number | null
  /** The period of a column, or of a row; null where there is none. */
  readonly periodAt: (column: number, row: number) => PeriodShown | null
  readonly periodsIn: (range: CellRange) => readonly PeriodShown[]
}

/** @param columnsMost groups that can stand beside each other, the total aside */
export const sheetAxes = (shape: GridShape, time: Time, columnsMost: number): SheetAxes =>
  time === 'rows' ? timeInRows(shape, columnsMost) : timeInColumns(shape)

function timeInColumns(shape: GridShape): SheetAxes {
  const { figures, periods } = shape
  const groupOf = (row: number): number => Math.floor(row / figures.length) - 1
  return {
    time: 'columns',
    rowCount: rowCountOf(shape),
    columnCount: periods.length,
    placeAt(column, row) {
      const at = column - NAME_COLUMNS
      return periods[at] === undefined ? null : { at, group: groupOf(row), figure: figures[row % figures.length]! }
    },
    groupAt: (_, row) => groupOf(row),
    periodAt: (column) => periods[column - NAME_COLUMNS] ?? null,
    periodsIn({ x, width }) {
      const first = Math.max(x, NAME_COLUMNS) - NAME_COLUMNS
      return periods.slice(first, x + width - NAME_COLUMNS)
    },
  }
}

function timeInRows({ figures, periods, groupCount }: GridShape, columnsMost: number): SheetAxes {
  const columnCount = 1 + Math.min(groupCount, columnsMost)
  const groupOf = (column: number): number => column - NAME_COLUMNS + TOTAL
  const isGroup = (column: number): boolean => column >= NAME_COLUMNS && column < NAME_COLUMNS + columnCount
  const periodOf = (row: number): number => Math.floor(row / figures.length)
  return {
    time: 'rows',
    rowCount: periods.length * figures.length,
    columnCount,
    placeAt(column, row) {
      const at = periodOf(row)
      if (!isGroup(column) || periods[at] === undefined) return null
      return { at, group: groupOf(column), figure: figures[row % figures.length]! }
    },
    groupAt: (column) => (isGroup(column) ? groupOf(column) : null),
    periodAt: (_, row) => periods[periodOf(row)] ?? null,
    periodsIn: ({ y, height }) => periods.slice(periodOf(y), periodOf(y + height - 1) + 1),
  }
}
