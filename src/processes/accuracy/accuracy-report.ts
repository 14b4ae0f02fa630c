/** Accuracy of the cycles measured, for one viewer: totals are the totals of what they may see. */
import { type Day, formatDay, formatMonth, monthOf } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { type AccuracyGrain, STAGES, type Stage } from '../../core/demand/accuracy-cells.js'
import {
  type AccuracySums,
  figuresOf,
  pointCostOf,
  type RangeFigures,
  rangeFiguresOf,
  type StageFigures,
} from '../../core/demand/accuracy-sums.js'
import { AccuracyTableBuilder } from '../../core/demand/accuracy-table.js'
import type { Access } from '../../core/edit/access.js'
import type { Scope } from '../../core/edit/box.js'
import { isWhole, scopeCovers } from '../../core/edit/scope-cover.js'
import { QUERY_DIMENSIONS } from '../living/living-plan.js'
import type { Measurement } from './measurement.js'

/** What the lines of the table are told apart by, beside the layers. */
export const ACCURACY_DIMENSIONS = ['cycle', 'period', 'lag', 'class', ...QUERY_DIMENSIONS] as const
export type AccuracyDimension = (typeof ACCURACY_DIMENSIONS)[number]

export interface AccuracyQuery {
  readonly grain: AccuracyGrain
  readonly by: readonly AccuracyDimension[]
  /** Only this cycle. */
  readonly version?: string | undefined
}

export interface MeasuredCycleShown {
  readonly version: string
  readonly planDay: string
  readonly frozenAt: string
  /** When its first and its last periods were measured. */
  readonly measuredAt: string
  readonly lastMeasuredAt: string
  readonly periods: number
  /** Day after the last period. */
  readonly until: string
  /** Cells left out: the shelf was empty for most of the period. Null for those who see a part of the company. */
  readonly unknown: number | null
}

/** Costs are null for those who do not see margins. */
export type LayerFigures = { readonly layer: Stage } & Omit<StageFigures, 'overCost' | 'underCost'> & {
    readonly overCost: number | null
    readonly underCost: number | null
  }

export interface AccuracyFigures {
  readonly layers: readonly LayerFigures[]
  readonly range: RangeFigures
  /** What one point of WMAPE costs. */
  readonly pointCost: number | null
}

export interface AccuracyReport {
  readonly grain: AccuracyGrain
  readonly currency: string
  readonly by: readonly AccuracyDimension[]
  readonly cycles: readonly MeasuredCycleShown[]
  readonly rows: readonly (AccuracyFigures & { readonly names: readonly string[] })[]
  readonly total: AccuracyFigures
}

/** Measurements of the same period of a version: the first one stands. @throws Refusal `access.measure` */
export function buildAccuracy(
  measurements: readonly Measurement[],
  query: AccuracyQuery,
  viewer: Pick<Access, 'scopes' | 'measures'>,
): AccuracyReport {
  if (!viewer.measures.has('volume')) throw new Refusal('access.measure', { measure: 'accuracy' })
  const builder = new AccuracyTableBuilder()
  const cycles = new Map<string, MeasuredCycleShown>()
  const told = new Set<string>()
  for (const one of inOrder(measurements)) {
    if (one.grain !== query.grain || (query.version !== undefined && one.version !== query.version)) continue
    const fresh = new Set(one.periods.filter((day) => !told.has(`${one.version} ${day}`)))
    for (const day of fresh) told.add(`${one.version} ${day}`)
    const seen = one.rows.places.map((place) => viewer.scopes.some((scope) => scopeCovers(scope, place)))
    if (fresh.size === 0 || !seen.includes(true)) continue
    cycles.set(one.version, shownCycle(one, fresh.size, cycles.get(one.version), isWhole(viewer.scopes)))
    const namesOf = openNames(one, query.by)
    const { row, firstDay } = one.cells
    builder.add(one.cells, (cell) => (seen[row[cell]!] && fresh.has(firstDay[cell]!) ? namesOf(cell) : null))
  }
  const { groups, total } = builder.finish()
  const seesMoney = viewer.measures.has('margin')
  return {
    grain: query.grain,
    currency: measurements[0]?.currency ?? '',
    by: query.by,
    cycles: [...cycles.values()],
    rows: groups.map(({ names, sums }) => ({ names, ...shownFigures(sums, seesMoney) })),
    total: shownFigures(total, seesMoney),
  }
}

const inOrder = (measurements: readonly Measurement[]): Measurement[] =>
  [...measurements].sort(
    (a, b) =>
      a.planDay - b.planDay ||
      (a.version < b.version ? -1 : a.version > b.version ? 1 : 0) ||
      (a.measuredAt < b.measuredAt ? -1 : a.measuredAt > b.measuredAt ? 1 : 0) ||
      a.until - b.until,
  )

function shownCycle(
  one: Measurement,
  periods: number,
  before: MeasuredCycleShown | undefined,
  whole: boolean,
): MeasuredCycleShown {
  return {
    version: one.version,
    planDay: formatDay(one.planDay),
    frozenAt: one.frozenAt,
    measuredAt: before?.measuredAt ?? one.measuredAt,
    lastMeasuredAt: one.measuredAt,
    periods: (before?.periods ?? 0) + periods,
    until: formatDay(one.until),
    unknown: whole ? (before?.unknown ?? 0) + one.unknown : null,
  }
}

/** Where on the way to a place a name stands. */
const PLACE: Readonly<Partial<Record<AccuracyDimension, readonly [keyof Scope, number]>>> = {
  category: ['product', 0],
  family: ['product', 1],
  item: ['product', 2],
  location: ['location', 1],
  country: ['customer', 0],
  channel: ['customer', 1],
  account: ['customer', 2],
  customer: ['customer', 3],
}

function openNames(one: Measurement, by: readonly AccuracyDimension[]): (cell: number) => string[] {
  const { row, lag, firstDay } = one.cells
  const readers = by.map((dimension): ((cell: number) => string) => {
    if (dimension === 'cycle') return () => one.version
    if (dimension === 'lag') return (cell) => String(lag[cell])
    if (dimension === 'period') return (cell) => periodName(one.grain, firstDay[cell]!)
    if (dimension === 'class') return (cell) => one.rows.classes[row[cell]!]!
    const [tree, depth] = PLACE[dimension]!
    return (cell) => one.rows.places[row[cell]!]![tree][depth] ?? ''
  })
  return (cell) => readers.map((read) => read(cell))
}

const periodName = (grain: AccuracyGrain, firstDay: Day): string =>
  grain === 'week' ? formatDay(firstDay) : formatMonth(monthOf(firstDay))

function shownFigures(sums: AccuracySums, seesMoney: boolean): AccuracyFigures {
  const layers = STAGES.map((layer): LayerFigures => {
    const { overCost, underCost, ...figures } = figuresOf(sums, layer)
    const costs = seesMoney ? { overCost, underCost } : { overCost: null, underCost: null }
    return { layer, ...figures, ...costs }
  })
  return { layers, range: rangeFiguresOf(sums), pointCost: seesMoney ? pointCostOf(sums) : null }
}
