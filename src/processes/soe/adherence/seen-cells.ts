/** The cells of a question that its asker may see. */
import { type Day, formatDay } from '../../../core/base/day.js'
import type { Access } from '../../../core/edit/access.js'
import type { Scope } from '../../../core/edit/box.js'
import { scopeCovers } from '../../../core/edit/scope-cover.js'
import type { AdherenceMeasurement } from './adherence-measurement.js'
import { WEEK_DAYS } from './committed-weeks.js'
import { ADHERENCE_FLOWS, type AdherenceFlow } from './flow-rows.js'

/** What the rows of a flow are told apart by. */
export const ADHERENCE_DIMENSIONS = [
  'week',
  'lag',
  'owner',
  'category',
  'family',
  'item',
  'country',
  'location',
  'channel',
  'account',
  'customer',
] as const
export type AdherenceDimension = (typeof ADHERENCE_DIMENSIONS)[number]

export interface AdherenceQuery {
  readonly by: readonly AdherenceDimension[]
  readonly flow?: AdherenceFlow | undefined
  /** Any day of the week. */
  readonly week?: Day | undefined
  /** Weeks from the commitments to the week: 0 unless said. All of them where rows are told apart by lag. */
  readonly lag?: number | undefined
}

export type Viewer = Pick<Access, 'scopes' | 'measures'>

/** A cell somebody may see. */
export interface SeenCell {
  readonly measurement: AdherenceMeasurement
  readonly at: number
  readonly flow: AdherenceFlow
  readonly lag: number
  readonly firstDay: Day
}

export function visibleCells(
  measurements: readonly AdherenceMeasurement[],
  { week, flow: only }: AdherenceQuery,
  { scopes }: Viewer,
): SeenCell[] {
  const told = new Set<string>()
  const seen: SeenCell[] = []
  for (const measurement of inOrder(measurements)) {
    const { cells, places, periods, planDay } = measurement
    // One commitment a plan day: a week that was frozen again under another name is not told twice.
    const fresh = new Set(periods.filter((day) => !told.has(`${planDay} ${day}`)))
    for (const day of fresh) told.add(`${planDay} ${day}`)
    const visible = places.map((place) => scopes.some((scope) => scopeCovers(scope, place)))
    for (let at = 0; at < cells.count; at++) {
      const firstDay = cells.firstDay[at]!
      const flow = ADHERENCE_FLOWS[cells.flow[at]!]!
      if (!visible[cells.place[at]!] || !fresh.has(firstDay) || (only !== undefined && flow !== only)) continue
      if (week !== undefined && (week < firstDay || week >= firstDay + WEEK_DAYS)) continue
      seen.push({ measurement, at, flow, lag: cells.lag[at]!, firstDay })
    }
  }
  return seen
}

export const inOrder = (measurements: readonly AdherenceMeasurement[]): AdherenceMeasurement[] =>
  [...measurements].sort(
    (a, b) =>
      a.planDay - b.planDay ||
      (a.version < b.version ? -1 : a.version > b.version ? 1 : 0) ||
      (a.measuredAt < b.measuredAt ? -1 : a.measuredAt > b.measuredAt ? 1 : 0) ||
      a.until - b.until,
  )

/** Where on the way to a place a name stands. */
const PLACE: Readonly<Partial<Record<AdherenceDimension, readonly [keyof Scope, number]>>> = {
  category: ['product', 0],
  family: ['product', 1],
  item: ['product', 2],
  location: ['location', 1],
  channel: ['customer', 1],
  account: ['customer', 2],
  customer: ['customer', 3],
}

export function nameOf({ measurement, at, flow, lag, firstDay }: SeenCell, dimension: AdherenceDimension): string {
  const place = measurement.places[measurement.cells.place[at]!]!
  if (dimension === 'week') return formatDay(firstDay)
  if (dimension === 'lag') return String(lag)
  if (dimension === 'owner') return place.owners[ADHERENCE_FLOWS.indexOf(flow)] ?? ''
  if (dimension === 'country') return place.customer[0] ?? place.location[0] ?? ''
  const [tree, depth] = PLACE[dimension]!
  return place[tree][depth] ?? ''
}
