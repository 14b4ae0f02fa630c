/** What is selected, as numbers of the plan: for the line at the foot, the drawer and the bulk bar. */
import type { GridSelection } from '@glideapps/glide-data-grid'
import { QUERY_MEASURES, type QueryMeasure, type TableMeasure } from '../../../processes/living/living-plan.js'
import type { Chosen } from '../../frame/panels.js'
import { stretchOf } from './grid-shape.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'

/** Beyond this a sum over what is selected would take longer than a frame. */
const SUMMED_MOST = 20_000

export function selectedCells(sheet: PlanSheet, { current }: GridSelection, most = SUMMED_MOST): readonly SheetCell[] {
  if (current === undefined) return []
  const { x, y, width, height } = current.range
  const cells: SheetCell[] = []
  for (let row = y; row < y + height; row++)
    for (let column = Math.max(x, NAME_COLUMNS); column < x + width; column++) {
      if (cells.length >= most) return cells
      const cell = sheet.cellAt(column, row)
      if (cell) cells.push(cell)
    }
  return cells
}

/** The number that the drawer explains: the row one stands in, over all periods that are selected. */
export function chosenNumber(sheet: PlanSheet, { current }: GridSelection): Chosen | null {
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

/** Null where different things are selected, or nothing is known. */
export function summaryOf(cells: readonly SheetCell[]): Summary | null {
  const known = cells.filter(({ value }) => value !== undefined)
  const [first] = known
  if (first === undefined || known.some(({ decimals }) => decimals !== first.decimals)) return null
  const sum = known.reduce((total, { value }) => total + value!, 0)
  return { count: known.length, sum, mean: sum / known.length }
}

/** What was sold is a fact: nobody asks the plan why. */
const isPlanned = (measure: TableMeasure): measure is QueryMeasure =>
  (QUERY_MEASURES as readonly string[]).includes(measure)
