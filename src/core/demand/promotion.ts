/**
 * Promotions and events as layers: what they add to a plain week, and what they take from others.
 *
 * A promotion is agreed in sell-out days; what we ship for it moves in the buy-in window when there is one. The same
 * uplifts are divided out of the history (`deriveLifts`), so that a promotion repeated every year is not counted twice.
 */
import type { Day } from '../base/day.js'
import { SHARE_WHOLE } from '../base/quantity.js'
import { bucketOfDay, endOfHorizon, type Horizon } from '../calendar/horizon.js'
import type { CommercialEvent, Promotion } from '../network/company.js'
import type { Rows, SparseColumn } from '../plan/plan.js'
import { type DemandScope, openScopes, parseScope, type ScopeCompany, type ScopeFinder } from './demand-scope.js'
import { DAYS_PER_WEEK, type DemandHistory } from './history.js'
import type { Layer } from './layer.js'
import { openCells, type SparseCells } from './sparse-cells.js'

/** Of a promotion's extra units, the share that the items it cannibalises lose, when nobody knows better. */
export const CANNIBALISED_SHARE = 0.25
/** A cannibalised row loses no more than this share of its baseline. */
const LOSS_MAX = 0.5
/** A promotion with one of these states will not happen. */
const CALLED_OFF: ReadonlySet<string> = new Set(['cancelled', 'canceled', 'rejected', 'draft'])

export interface LiftSources {
  readonly company: ScopeCompany
  readonly promotions: readonly Promotion[]
  readonly events: readonly CommercialEvent[]
  readonly rows: Rows
}

interface Lift {
  readonly id: string
  readonly scope: DemandScope
  readonly uplift: number
  readonly cannibalises: string | null
  /** First and last day, for what is shipped and for what own stores sell. */
  readonly sellIn: readonly [Day, Day]
  readonly sellOut: readonly [Day, Day]
}

/**
 * One layer for promotions and one for events, each cell whole thousandths; and the ids of those that touch no row, to be
 * shown. Reads `baseline` at [row * horizon.count + bucket].
 */
export function deriveLiftLayers(
  sources: LiftSources,
  horizon: Horizon,
  baseline: Float64Array,
): { layers: Layer[]; unplaced: string[] } {
  const scopes = openScopes(sources.company, sources.rows)
  const unplaced: string[] = []
  const layerOf = (id: string, lifts: readonly Lift[]): Layer => {
    const cells = openCells(sources.rows.count, horizon.count)
    for (const lift of lifts) {
      const touched = scopes.rowsIn(lift.scope)
      if (touched.length === 0) unplaced.push(lift.id)
      const extra = addLift(sources, lift, touched, horizon, baseline, cells)
      if (lift.cannibalises !== null) takeFromOthers(sources, scopes, lift, extra, horizon.count, baseline, cells)
    }
    return { id, kind: 'event', source: id, owner: 'marketing', cells: cells.close() }
  }
  const layers = [
    layerOf('promotions', promotionLifts(sources.promotions)),
    layerOf('events', eventLifts(sources, unplaced)),
  ]
  return { layers: layers.filter((layer) => layer.cells.value.length > 0), unplaced }
}

function promotionLifts(promotions: readonly Promotion[]): Lift[] {
  return promotions
    .filter(({ uplift, status }) => uplift !== null && uplift !== 0 && !CALLED_OFF.has(status?.toLowerCase() ?? ''))
    .map((promotion) => ({
      id: promotion.id,
      scope: promotion,
      uplift: promotion.uplift! / SHARE_WHOLE,
      cannibalises: promotion.cannibalises,
      sellIn: [promotion.buyInStart ?? promotion.sellOutStart, promotion.buyInEnd ?? promotion.sellOutEnd],
      sellOut: [promotion.sellOutStart, promotion.sellOutEnd],
    }))
}

function eventLifts({ company, events }: LiftSources, unplaced: string[] = []): Lift[] {
  const lifts: Lift[] = []
  for (const { id, uplift, scope: text, start, end } of events) {
    if (uplift === null || uplift === 0) continue
    const scope = parseScope(text, company)
    if (scope === null) unplaced.push(id)
    else
      lifts.push({
        id,
        scope,
        uplift: uplift / SHARE_WHOLE,
        cannibalises: null,
        sellIn: [start, end],
        sellOut: [start, end],
      })
  }
  return lifts
}

/** Own stores sell when the shopper buys; everybody else is shipped to before. */
function windowOf({ company, rows }: LiftSources, lift: Lift, row: number): readonly [Day, Day] {
  return company.locations[rows.location[row]!]!.kind === 'store' ? lift.sellOut : lift.sellIn
}

/** Extra units by place (location × customer): an array of buckets each. */
type ExtraByPlace = Map<number, Float64Array>

const placeOf = (rows: Rows, row: number): number => rows.location[row]! * 0x1000000 + rows.customer[row]! + 1

function addLift(
  sources: LiftSources,
  lift: Lift,
  touched: Int32Array,
  horizon: Horizon,
  baseline: Float64Array,
  cells: SparseCells,
): ExtraByPlace {
  const extraByPlace: ExtraByPlace = new Map()
  for (const row of touched) {
    const [first, last] = windowOf(sources, lift, row)
    const from = Math.max(0, bucketOfDay(horizon, first))
    const to = last >= endOfHorizon(horizon) ? horizon.count - 1 : bucketOfDay(horizon, last)
    for (let bucket = from; bucket <= to; bucket++) {
      const share = overlapOf(horizon.firstDay[bucket]!, horizon.days[bucket]!, first, last)
      const extra = Math.round(baseline[row * horizon.count + bucket]! * lift.uplift * share)
      cells.add(row, bucket, extra)
      if (lift.cannibalises === null || extra === 0) continue
      const place = placeOf(sources.rows, row)
      const sums = extraByPlace.get(place) ?? new Float64Array(horizon.count)
      extraByPlace.set(place, sums)
      sums[bucket]! += extra
    }
  }
  return extraByPlace
}

/** Share of the days [start, start + days) that lie in [first, last]. */
function overlapOf(start: Day, days: number, first: Day, last: Day): number {
  return Math.max(0, Math.min(start + days - 1, last) - Math.max(start, first) + 1) / days
}

/** The cannibalised item, or every other item of the cannibalised family, at the same place, by its baseline. */
function takeFromOthers(
  sources: LiftSources,
  scopes: ScopeFinder,
  lift: Lift,
  extraByPlace: ExtraByPlace,
  bucketCount: number,
  baseline: Float64Array,
  cells: SparseCells,
): void {
  const { rows, company } = sources
  const isProduct = company.products.some(({ id }) => id === lift.cannibalises)
  const byPlace = new Map<number, number[]>()
  for (const row of scopes.rowsIn(isProduct ? { product: lift.cannibalises } : { family: lift.cannibalises })) {
    const place = placeOf(rows, row)
    if (!extraByPlace.has(place) || company.products[rows.item[row]!]!.id === lift.scope.product) continue
    const others = byPlace.get(place)
    if (others === undefined) byPlace.set(place, [row])
    else others.push(row)
  }
  for (const [place, extra] of extraByPlace) {
    const others = byPlace.get(place) ?? []
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      if (extra[bucket] === 0) continue
      const total = others.reduce((sum, row) => sum + baseline[row * bucketCount + bucket]!, 0)
      const share = total === 0 ? 0 : Math.min(LOSS_MAX, (extra[bucket]! * CANNIBALISED_SHARE) / total)
      for (const row of others) cells.add(row, bucket, -Math.round(baseline[row * bucketCount + bucket]! * share))
    }
  }
}

/** What cleaning divides out: by row and week, how many times a plain week's demand the known lifts made it. */
export function deriveLifts(
  sources: LiftSources,
  history: Pick<DemandHistory, 'rowCount' | 'weekCount' | 'firstDay' | 'endDay'>,
): { start: Int32Array; week: Int32Array; factor: Float64Array } {
  const scopes = openScopes(sources.company, sources.rows)
  const cells = openCells(history.rowCount, history.weekCount)
  for (const lift of [...promotionLifts(sources.promotions), ...eventLifts(sources)])
    for (const row of scopes.rowsIn(lift.scope)) {
      const [first, last] = windowOf(sources, lift, row)
      if (last < history.firstDay || first >= history.endDay) continue
      const from = Math.max(0, Math.floor((first - history.firstDay) / DAYS_PER_WEEK))
      const to = Math.min(history.weekCount - 1, Math.floor((last - history.firstDay) / DAYS_PER_WEEK))
      for (let week = from; week <= to; week++) {
        const share = overlapOf(history.firstDay + week * DAYS_PER_WEEK, DAYS_PER_WEEK, first, last)
        // Whole millionths, so that overlapping lifts add up the same in any order.
        cells.add(row, week, Math.round(lift.uplift * share * SHARE_WHOLE))
      }
    }
  const { start, bucket, value }: SparseColumn = cells.close()
  return {
    start,
    week: Int32Array.from(bucket),
    factor: value.map((uplift) => Math.max(0.1, 1 + uplift / SHARE_WHOLE)),
  }
}
