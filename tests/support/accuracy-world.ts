import { parseDay } from '../../src/core/base/day.js'
import { type AccuracyCells, STAGES, type Stage } from '../../src/core/demand/accuracy-cells.js'

import type { Scope } from '../../src/core/edit/box.js'
import type { Measurement } from '../../src/processes/accuracy/measurement.js'

/** One cell, in thousandths; what is not said is unknown, and costs nothing. */
export interface CellGiven {
  readonly row?: number
  readonly firstDay?: number
  readonly lag?: number
  readonly actual: number
  readonly naive?: number
  readonly statistical: number
  readonly events?: number
  readonly consensus?: number
  readonly errorSd?: number
  readonly naiveScale?: number
  readonly stepScale?: number
  readonly shortCost?: number
  readonly excessCost?: number
}

/** Later layers say what the one before says, unless told otherwise. */
export function cellsOf(given: readonly CellGiven[]): AccuracyCells {
  const whole = (read: (cell: CellGiven) => number | undefined): Int32Array =>
    Int32Array.from(given, (cell) => read(cell) ?? 0)
  const column = (read: (cell: CellGiven) => number | undefined, missing = -1): Float64Array =>
    Float64Array.from(given, (cell) => read(cell) ?? missing)
  return {
    count: given.length,
    row: whole(({ row }) => row),
    firstDay: whole(({ firstDay }) => firstDay),
    lag: whole(({ lag }) => lag),
    actual: column(({ actual }) => actual),
    forecast: {
      naive: column(({ naive }) => naive),
      statistical: column(({ statistical }) => statistical),
      events: column(({ events, statistical }) => events ?? statistical),
      consensus: column(({ consensus, events, statistical }) => consensus ?? events ?? statistical),
    },
    errorSd: column(({ errorSd }) => errorSd),
    naiveScale: column(({ naiveScale }) => naiveScale),
    stepScale: column(({ stepScale }) => stepScale),
    shortCost: column(({ shortCost }) => shortCost, 0),
    excessCost: column(({ excessCost }) => excessCost, 0),
  }
}

/** The cells again as objects, for the slow and obvious road. */
export const cellObjects = (cells: AccuracyCells) =>
  Array.from({ length: cells.count }, (_, at) => ({
    row: cells.row[at]!,
    firstDay: cells.firstDay[at]!,
    lag: cells.lag[at]!,
    actual: cells.actual[at]!,
    forecast: Object.fromEntries(STAGES.map((stage) => [stage, cells.forecast[stage][at]!])) as Record<Stage, number>,
    errorSd: cells.errorSd[at]!,
    naiveScale: cells.naiveScale[at]!,
    stepScale: cells.stepScale[at]!,
    shortCost: cells.shortCost[at]!,
    excessCost: cells.excessCost[at]!,
  }))

export const MEASURED_DAY = parseDay('2026-09-28')!
const place = (item: string, location: string[], country: string, customer: string): Scope => ({
  product: ['food', 'bars', item],
  location,
  customer: [country, 'retail', customer === 'mega' ? 'mega' : `${customer} group`, customer],
})
const SANTIAGO = ['CL', 'santiago']
/** Rows 0 and 1 are served to Chile, row 2 to Peru, each from its own country; a unit too few costs 10.00, one too many 1.00. */
const ROWS = {
  places: [
    place('oat', SANTIAGO, 'CL', 'mega'),
    place('nut', SANTIAGO, 'CL', 'mini'),
    place('oat', ['PE', 'lima'], 'PE', 'lima'),
  ],
  classes: ['smooth', 'lumpy', 'smooth'],
}
const COST = { shortCost: 1_000_000, excessCost: 100_000 }

/** Of the first week of a plan, in USD. */
export const measurement = (cells: readonly CellGiven[], more: Partial<Measurement> = {}): Measurement => ({
  version: '0001-cycle',
  hash: 'a1',
  planDay: MEASURED_DAY,
  frozenAt: '2026-09-28T06:00:00.000Z',
  grain: 'week',
  measuredAt: '2026-10-05T06:00:00.000Z',
  periods: [MEASURED_DAY],
  until: MEASURED_DAY + 7,
  complete: false,
  currency: 'USD',
  rows: ROWS,
  cells: cellsOf(cells.map((cell) => ({ firstDay: MEASURED_DAY, ...COST, ...cell }))),
  unknown: 3,
  ...more,
})
