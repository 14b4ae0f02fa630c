/** What is selected, as numbers of the plan: for the line at the foot, the drawer and the bulk bar. */
import type { GridSelection } from '@glideapps/glide-data-grid'
import { QUERY_MEASURES, type QueryMeasure, type TableMeasure } from '../../../processes/living/living-plan.js'
import type { Chosen } from '../../frame/panels.js'
import { stretchOf } from './grid-shape.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'
import { cellsOf, rangesOf } from './selected-ranges.js'

/** Beyond this a sum over what is selected would take longer than a frame. */
const SUMMED_MOST = 20_000

export function selectedCells(sheet: PlanSheet, selection: GridSelection, most = SUMMED_MOST): readonly SheetCell[] {
  const cells: SheetCell[] = []
  for (const [column, row] of cellsOf(rangesOf(selection))) {
    if (cells.length >= most) break
    const cell = column < NAME_COLUMNS ? null : sheet.cellAt(column, row)
    if (cell) cells.push(cell)
  }
  return cells
}

/** Some of what is selected has not been read yet. */
export const isPartlyUnread = (sheet: PlanSheet, selection: GridSelection): boolean =>
  rangesOf(selection).some(({ x, y, width, height }) => {
    const [from, size] = sheet.time === 'columns' ? [y, height] : [x, width]
    return Array.from({ length: size }, (_, at) => from + at).some((line) => {
      const group = sheet.groupAt(line, line)
      return group !== null && sheet.names(group) === undefined
    })
  })

/** The number that the drawer explains: the row one stands in, over all periods that are selected in its range. */
export function chosenNumber(sheet: PlanSheet, selection: GridSelection): Chosen | null {
  const { current } = selection
  if (current === undefined) return null
  const [column, row] = current.cell
  const cell = sheet.cellAt(column, row)
  if (!cell || !isPlanned(cell.place.measure)) return null
  const planned = sheet.periodsIn(current.range).filter(({ firstDay }) => firstDay >= sheet.planDay)
  return { measure: cell.place.measure, scope: cell.place.scope, ...stretchOf(planned) }
}

export interface Summary {
  readonly count: number
  readonly sum: number
  readonly mean: number
}

/** Null where different things are selected, more than is added up, or nothing that is known. */
export function summaryOf(cells: readonly SheetCell[]): Summary | null {
  const known = cells.filter(({ value }) => value !== undefined)
  const [first] = known
  if (first === undefined || cells.length >= SUMMED_MOST || known.some(({ decimals }) => decimals !== first.decimals))
    return null
  const sum = known.reduce((total, { value }) => total + value!, 0)
  return { count: known.length, sum, mean: sum / known.length }
}

/** What was sold is a fact: nobody asks the plan why. */
export const isPlanned = (measure: TableMeasure): measure is QueryMeasure =>
  (QUERY_MEASURES as readonly string[]).includes(measure)
