import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { findStockRow } from '../../core/plan/rows.js'
import type { Problem } from '../../core/why/problem.js'
import { discoveries, type Judged, judge, medianOf, restlessness } from './deviation-test.js'
import type { ExceptionContext } from './exception-input.js'
import { type PastSeries, readPastForecast, seriesKey } from './past-forecast.js'
import { asShare, collect, inUnits, onDay, type ProblemDraft } from './problem-draft.js'
import {
  DEVIATION_HISTORY_WEEKS,
  DEVIATION_LASTS_WEEKS,
  DEVIATION_SHARE_MIN,
  DEVIATION_WEEKS,
  FALSE_DISCOVERY_SHARE,
} from './thresholds.js'

const DAYS_PER_WEEK = 7
const SELL_OUT = 1

/**
 * Items at locations whose last weeks were another demand than the plan frozen before them said, tested against how
 * restless the series is and against the bias that all share: a plan that is too high everywhere is one gap, not a
 * thousand deviations. Weeks in which stock ran out say nothing about low sales. Without past plans there is nothing to
 * deviate from.
 */
export function detectDemandDeviations(context: ExceptionContext): Problem[] {
  return context.facts.pastPlans.length === 0 ? [] : collect(context, draftDeviations(context))
}

interface Tested {
  series: PastSeries
  /** The last `DEVIATION_WEEKS` weeks, oldest first, in thousandths; what was planned is freed from the common bias. */
  actual: Float64Array
  expected: Float64Array
  judged: Judged
}

function* draftDeviations(context: ExceptionContext): Generator<ProblemDraft> {
  const tested = testAll(context)
  const loud = tested.filter(({ judged }) => judged.side !== 0)
  const found = discoveries(
    loud.map(({ judged }) => judged.chance),
    FALSE_DISCOVERY_SHARE,
    tested.length,
  )
  for (const [at, each] of loud.entries()) {
    const draft = found[at]! ? draftDeviation(context, each) : null
    if (draft !== null) yield draft
  }
}

function draftDeviation(context: ExceptionContext, { series, actual, expected, judged }: Tested): ProblemDraft | null {
  const { company, plan, values } = context
  let sold = 0
  let planned = 0
  for (let week = judged.since; week < DEVIATION_WEEKS; week++) {
    sold += actual[week]!
    planned += expected[week]!
  }
  const share = planned === 0 ? 1 : (sold - planned) / planned
  if (Math.abs(share) < DEVIATION_SHARE_MIN) return null
  const weeks = DEVIATION_WEEKS - judged.since
  const size = (Math.abs(sold - planned) / weeks) * DEVIATION_LASTS_WEEKS
  const row = series.location < 0 ? -1 : findStockRow(plan.rows.stock, series.product, series.location)
  const firstDay = plan.horizon.planDay - weeks * DAYS_PER_WEEK
  return {
    kind: 'demand_deviation',
    place: {
      product: company.products[series.product]!.id,
      location: company.locations[series.location]?.id ?? '',
    },
    firstDay,
    durationDays: (weeks + DEVIATION_LASTS_WEEKS) * DAYS_PER_WEEK,
    size,
    worth: (size / QUANTITY_PER_UNIT) * (row < 0 ? 0 : values.servedMargin[row]!),
    code: judged.side > 0 ? 'problem.demand_above' : 'problem.demand_below',
    values: {
      share: asShare(Math.abs(share)),
      sold: inUnits(sold),
      planned: inUnits(planned),
      weeks,
      day: onDay(firstDay),
      units: inUnits(size),
    },
    evidence: [
      { kind: 'source', id: 'sales' },
      { kind: 'source', id: 'plans' },
    ],
  }
}

function testAll(context: ExceptionContext): Tested[] {
  const { facts, company, plan } = context
  const { planDay } = plan.horizon
  const own = (location: number): boolean => location < 0 || company.locations[location]!.entity !== null
  const firstTested = planDay - DEVIATION_WEEKS * DAYS_PER_WEEK
  const { series, planned } = readPastForecast(
    facts.pastPlans,
    firstTested,
    DEVIATION_WEEKS,
    (past) => past.flow !== 'SELL_OUT' || (past.location >= 0 && own(past.location)),
  )
  const sold = soldByWeek(context, series)
  const bias = commonBias([...series.values()], sold, planned)
  const weeksPlanned = Math.max(
    1,
    planned.reduce((sum, flag) => sum + flag, 0),
  )
  const empty = emptyWeeks(context, series, firstTested)
  return [...series.values()].map((past) => {
    const key = seriesKey(past.product, past.location)
    const history = sold.get(key)!
    const actual = history.subarray(DEVIATION_HISTORY_WEEKS - DEVIATION_WEEKS)
    const expected = past.units.map((units) => units * bias)
    const usual = expected.reduce((sum, units) => sum + units, 0) / weeksPlanned
    const spread = restlessness(history)
    const errors = Array.from(actual, (units, week) => {
      const error = units - expected[week]!
      if (planned[week] === 0 || usual <= 0 || (error < 0 && empty.has(key * DEVIATION_WEEKS + week))) return null
      const level = Math.max(expected[week]!, usual)
      // DOMAIN §6.6: the row's own restlessness, and the noise of counting single units.
      return error / Math.sqrt((spread * level) ** 2 + level * QUANTITY_PER_UNIT)
    })
    return { series: past, actual, expected, judged: judge(errors) }
  })
}

/** Our own sales of the last weeks, for the series that were planned; a plan without a place is met by all places. */
function soldByWeek(
  { facts, company, plan }: ExceptionContext,
  series: ReadonlyMap<number, PastSeries>,
): Map<number, Float64Array> {
  const { sales } = facts
  const from = plan.horizon.planDay - DEVIATION_HISTORY_WEEKS * DAYS_PER_WEEK
  const sold = new Map([...series.keys()].map((key) => [key, new Float64Array(DEVIATION_HISTORY_WEEKS)]))
  for (let fact = 0; fact < sales.count; fact++) {
    const day = sales.day[fact]!
    if (day < from || day >= plan.horizon.planDay) continue
    const location = sales.location[fact]!
    if (sales.flow[fact] === SELL_OUT && (location < 0 || company.locations[location]!.entity === null)) continue
    const week = Math.floor((day - from) / DAYS_PER_WEEK)
    const product = sales.product[fact]!
    const placed = sold.get(seriesKey(product, location))
    if (placed !== undefined) placed[week]! += sales.units[fact]!
    const anywhere = location < 0 ? undefined : sold.get(seriesKey(product, -1))
    if (anywhere !== undefined) anywhere[week]! += sales.units[fact]!
  }
  return sold
}

/** A handful of series cannot say what they share. */
const BIAS_SERIES_MIN = 8

/** Median of sold over planned: what the plan is off by everywhere. */
function commonBias(
  series: readonly PastSeries[],
  sold: ReadonlyMap<number, Float64Array>,
  planned: Uint8Array,
): number {
  const ratios: number[] = []
  for (const { product, location, units } of series) {
    const history = sold.get(seriesKey(product, location))!
    let was = 0
    let wanted = 0
    for (let week = 0; week < DEVIATION_WEEKS; week++) {
      if (planned[week] === 0) continue
      was += history[DEVIATION_HISTORY_WEEKS - DEVIATION_WEEKS + week]!
      wanted += units[week]!
    }
    if (wanted > 0) ratios.push(was / wanted)
  }
  const median = medianOf(ratios)
  return ratios.length < BIAS_SERIES_MIN || median <= 0 ? 1 : median
}

/** Weeks with a day without stock, as series key × weeks + week. */
function emptyWeeks(
  { facts, plan }: ExceptionContext,
  series: ReadonlyMap<number, PastSeries>,
  firstTested: number,
): Set<number> {
  const { product, location, day } = facts.stock.zeroDays
  const found = new Set<number>()
  for (let at = 0; at < day.length; at++) {
    if (day[at]! < firstTested || day[at]! >= plan.horizon.planDay) continue
    const key = seriesKey(product[at]!, location[at]!)
    if (series.has(key)) found.add(key * DEVIATION_WEEKS + Math.floor((day[at]! - firstTested) / DAYS_PER_WEEK))
  }
  return found
}
