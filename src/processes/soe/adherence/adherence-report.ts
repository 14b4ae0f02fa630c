/** Adherence of the weeks measured, for one viewer: rules AD5, AD9, AD10, AD13 and AD23. */
import { type Day, formatDay } from '../../../core/base/day.js'
import { SHARE_WHOLE, type Share } from '../../../core/base/quantity.js'
import { Refusal } from '../../../core/base/refusal.js'
import { isWhole } from '../../../core/edit/scope-cover.js'
import { ADHERENCE_LEVELS } from '../../../core/network/company.js'
import { headlineOf } from '../../../finance/adherence/adherence.js'
import { inParts } from '../../../finance/adherence/fraction.js'
import { minorDecimals } from '../../../finance/currency.js'
import { type AdherenceFigures, CORNERS, type Corner, CornerSums, figuresOf } from './adherence-figures.js'
import type { AdherenceMeasurement, ExecutedCash } from './adherence-measurement.js'
import { type CauseShare, chainOf } from './cause-chain.js'
import { WEEK_DAYS } from './committed-weeks.js'
import { ADHERENCE_FLOWS, type AdherenceFlow, EXECUTED_FLOWS } from './flow-rows.js'
import { MarginByMonth, type MonthMargin } from './month-margin.js'
import {
  type AdherenceDimension,
  type AdherenceQuery,
  inOrder,
  nameOf,
  type SeenCell,
  type Viewer,
  visibleCells,
} from './seen-cells.js'

export interface AdherenceRow {
  readonly flow: AdherenceFlow
  readonly names: readonly string[]
  readonly corners: Readonly<Record<Corner, AdherenceFigures>>
}

export interface AdherenceReport {
  readonly currency: string
  readonly by: readonly AdherenceDimension[]
  readonly lag: number
  /** First days of the weeks it is about. */
  readonly weeks: readonly string[]
  readonly measuredAt: { readonly first: string; readonly last: string } | null
  readonly headline: Readonly<Record<Corner, Share | null>>
  readonly flows: readonly AdherenceRow[]
  readonly rows: readonly AdherenceRow[]
  /** What the loss of each flow is made of, level by level; with the index it adds up to one million. */
  readonly chains: readonly { readonly flow: AdherenceFlow; readonly causes: readonly CauseShare[] }[]
  /** Null where no week was committed to more than once. */
  readonly planningAgain: {
    readonly original: Share
    readonly latest: Share
    readonly gain: Share
    readonly weeks: number
  } | null
  readonly margin: readonly MonthMargin[] | null
  readonly cash: (ExecutedCash & { readonly version: string }) | null
}

/** Measurements of the same week of a version: the first one stands. @throws Refusal `access.measure` */
export function buildAdherence(
  measurements: readonly AdherenceMeasurement[],
  query: AdherenceQuery,
  viewer: Viewer,
): AdherenceReport {
  if (!viewer.measures.has('volume')) throw new Refusal('access.measure', { measure: 'adherence' })
  const seen = visibleCells(measurements, query, viewer)
  const currency = measurements[0]?.currency ?? ''
  const money = viewer.measures.has('margin') ? { decimals: minorDecimals(currency) } : null
  const lag = query.lag ?? 0
  const here = seen.filter((cell) => cell.lag === lag)
  const rows = query.by.includes('lag') ? seen : here
  const flows = groupCells(here, [])
  const margin = new MarginByMonth()
  for (const { measurement, at, lag: own } of seen) if (own === 0) margin.add(measurement.cells, at)
  const order = inOrder(measurements).at(-1)?.order ?? ADHERENCE_LEVELS
  const moments = [...new Set(here.map(({ measurement }) => measurement.measuredAt))].sort()
  return {
    currency,
    by: query.by,
    lag,
    weeks: [...new Set(here.map(({ firstDay }) => firstDay))].sort((a, b) => a - b).map(formatDay),
    measuredAt: moments.length === 0 ? null : { first: moments[0]!, last: moments.at(-1)! },
    headline: Object.fromEntries(
      CORNERS.map((corner) => [corner, headline(flows, corner)]),
    ) as AdherenceReport['headline'],
    flows: flows.map((group) => shown(group, money)),
    rows: query.by.length === 0 ? [] : groupCells(rows, query.by).map((group) => shown(group, money)),
    chains: ADHERENCE_FLOWS.flatMap((flow) => {
      const causes = chainOf(
        here.filter((cell) => cell.flow === flow),
        order,
      )
      return causes === null ? [] : [{ flow, causes }]
    }),
    planningAgain: planningAgain(seen),
    margin: money === null ? null : margin.list(money.decimals),
    cash: viewer.measures.has('cash') && isWhole(viewer.scopes) ? latestCash(measurements, query) : null,
  }
}

interface Group {
  readonly flow: AdherenceFlow
  readonly names: readonly string[]
  readonly corners: Readonly<Record<Corner, CornerSums>>
}

function groupCells(cells: readonly SeenCell[], by: readonly AdherenceDimension[]): Group[] {
  const groups = new Map<string, Group>()
  for (const cell of cells) {
    const names = by.map((dimension) => nameOf(cell, dimension))
    const key = JSON.stringify([cell.flow, names])
    let group = groups.get(key)
    if (group === undefined) {
      const corners = { translation: new CornerSums(), execution: new CornerSums(), total: new CornerSums() }
      group = { flow: cell.flow, names, corners }
      groups.set(key, group)
    }
    for (const corner of CORNERS) group.corners[corner].add(cell.measurement.cells, cell.at, corner)
  }
  const order = (group: Group): string =>
    `${ADHERENCE_FLOWS.indexOf(group.flow)} ${group.names.map((name) => name.padStart(40)).join('\u0001')}`
  return [...groups.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

const shown = ({ flow, names, corners }: Group, money: { decimals: number } | null): AdherenceRow => ({
  flow,
  names,
  corners: Object.fromEntries(CORNERS.map((corner) => [corner, figuresOf(corners[corner], money)])) as Record<
    Corner,
    AdherenceFigures
  >,
})

function headline(flows: readonly Group[], corner: Corner): Share | null {
  const executed = flows.filter(({ flow }) => EXECUTED_FLOWS.includes(flow))
  const figure = headlineOf(executed.map(({ corners }) => corners[corner].sums))
  return figure === null ? null : inParts(figure, SHARE_WHOLE)
}

/** The first commitment of a week against the one of the week itself, over the weeks that have both. */
function planningAgain(cells: readonly SeenCell[]): AdherenceReport['planningAgain'] {
  const first = new Map<Day, number>()
  const latest = new Set<Day>()
  for (const { firstDay, lag } of cells) {
    first.set(firstDay, Math.max(lag, first.get(firstDay) ?? 0))
    if (lag === 0) latest.add(firstDay)
  }
  const both = [...first].filter(([day, lag]) => lag > 0 && latest.has(day)).map(([day]) => day)
  const at = (lagOf: (day: Day) => number): Share | null => {
    const own = cells.filter(({ firstDay, lag }) => both.includes(firstDay) && lag === lagOf(firstDay))
    return headline(groupCells(own, []), 'execution')
  }
  const original = at((day) => first.get(day)!)
  const now = at(() => 0)
  if (original === null || now === null) return null
  return { original, latest: now, gain: now - original, weeks: both.length }
}

/** Of the newest commitments that are over, else of those that have run longest; of a week, those made for it. */
function latestCash(measurements: readonly AdherenceMeasurement[], { week }: AdherenceQuery): AdherenceReport['cash'] {
  const withCash = inOrder(measurements).flatMap(({ cash, version, complete, planDay }) =>
    cash === null ? [] : [{ ...cash, version, complete, planDay }],
  )
  const asked = withCash.filter(({ planDay }) => week === undefined || (planDay <= week && week < planDay + WEEK_DAYS))
  const best = asked.reduce<(typeof withCash)[number] | null>(
    (found, one) =>
      found === null ||
      Number(one.complete) > Number(found.complete) ||
      (one.complete === found.complete && one.days >= found.days)
        ? one
        : found,
    null,
  )
  if (best === null) return null
  const { complete: _, planDay: __, ...cash } = best
  return cash
}
