import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { findStockRow } from '../../core/plan/rows.js'
import type { Causing } from './cause-book.js'
import { commonBias, discoveries, judge, restlessness, standardised } from './deviation-test.js'
import type { ExceptionContext } from './exception-input.js'
import { FoundProblem, type ProblemSource } from './found-problem.js'
import { type MovedRows, WORTH } from './moved-rows.js'
import { type PastForecast, readPastForecast } from './past-forecast.js'
import { asShare, inUnits, onDay, type ProblemDraft } from './problem-draft.js'
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
 * deviate from. All of it is facts; only what the units are worth follows the plan.
 */
export class DemandDeviations implements ProblemSource {
  private readonly deviations: readonly Deviation[]
  private readonly troubles: FoundProblem[] = []

  constructor(context: ExceptionContext) {
    this.deviations = context.facts.pastPlans.length === 0 ? [] : [...findDeviations(context)]
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    this.deviations.forEach((deviation, at) => {
      if (moved.has(deviation.row, WORTH)) this.troubles[at] = new FoundProblem(draftDeviation(context, deviation))
    })
  }

  found(): readonly FoundProblem[] {
    return this.troubles
  }

  *causing(_: ExceptionContext, floor: number): Generator<Causing> {
    for (let at = 0; at < this.deviations.length; at++) {
      const found = this.troubles[at]!
      if (found.isNotable(floor)) yield { row: this.deviations[at]!.row, capacity: '', found }
    }
  }
}

interface Deviation {
  readonly product: number
  readonly location: number
  /** Stock row, −1 where the plan has none. */
  readonly row: number
  readonly side: 1 | -1
  /** Sold and planned in the last `weeks` weeks, in thousandths. */
  readonly weeks: number
  readonly sold: number
  readonly planned: number
}

/** Series that the test calls loud, with the chance of that, before false alarms are held down. */
interface Loud extends Deviation {
  readonly chance: number
}

function* findDeviations(context: ExceptionContext): Generator<Deviation> {
  const { facts, company, plan } = context
  const own = (location: number): boolean => location < 0 || company.locations[location]!.entity !== null
  const firstTested = plan.horizon.planDay - DEVIATION_WEEKS * DAYS_PER_WEEK
  const past = readPastForecast(
    facts.pastPlans,
    firstTested,
    DEVIATION_WEEKS,
    ({ flow, location }) => flow !== 'SELL_OUT' || (location >= 0 && own(location)),
  )
  const loud = testAll(context, past, firstTested)
  const found = discoveries(
    loud.map(({ chance }) => chance),
    FALSE_DISCOVERY_SHARE,
    past.count,
  )
  for (const [at, each] of loud.entries()) if (found[at]! && Math.abs(shareOff(each)) >= DEVIATION_SHARE_MIN) yield each
}

const shareOff = ({ sold, planned }: Deviation): number => (planned === 0 ? 1 : (sold - planned) / planned)

function draftDeviation({ company, plan, values }: ExceptionContext, deviation: Deviation): ProblemDraft {
  const { product, location, row, side, weeks, sold, planned } = deviation
  const size = (Math.abs(sold - planned) / weeks) * DEVIATION_LASTS_WEEKS
  const firstDay = plan.horizon.planDay - weeks * DAYS_PER_WEEK
  return {
    kind: 'demand_deviation',
    place: { product: company.products[product]!.id, location: company.locations[location]?.id ?? '' },
    firstDay,
    durationDays: (weeks + DEVIATION_LASTS_WEEKS) * DAYS_PER_WEEK,
    size,
    worth: (size / QUANTITY_PER_UNIT) * (row < 0 ? 0 : values.servedMargin[row]!),
    code: side > 0 ? 'problem.demand_above' : 'problem.demand_below',
    values: {
      share: asShare(Math.abs(shareOff(deviation))),
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

function testAll(context: ExceptionContext, past: PastForecast, firstTested: number): Loud[] {
  const { planned } = past
  const sold = soldByWeek(context, past)
  const bias = commonBias(ratiosOf(past, sold))
  const weeksPlanned = Math.max(
    1,
    planned.reduce((sum, flag) => sum + flag, 0),
  )
  const isEmpty = emptyWeeks(context, past, firstTested)
  const expectations = past.units.map((units) => units * bias)
  const errors: (number | null)[] = new Array(DEVIATION_WEEKS).fill(null)
  const loud: Loud[] = []
  for (let series = 0; series < past.count; series++) {
    const history = sold.subarray(series * DEVIATION_HISTORY_WEEKS, (series + 1) * DEVIATION_HISTORY_WEEKS)
    const actual = history.subarray(DEVIATION_HISTORY_WEEKS - DEVIATION_WEEKS)
    const expected = expectations.subarray(series * DEVIATION_WEEKS, (series + 1) * DEVIATION_WEEKS)
    const usual = sumFrom(expected, 0) / weeksPlanned
    const spread = restlessness(history)
    for (let week = 0; week < DEVIATION_WEEKS; week++) {
      const error = actual[week]! - expected[week]!
      const saysNothing =
        planned[week] === 0 || usual <= 0 || (error < 0 && isEmpty[series * DEVIATION_WEEKS + week] === 1)
      errors[week] = saysNothing ? null : standardised(error, expected[week]!, usual, spread)
    }
    const { side, since, chance } = judge(errors)
    if (side === 0) continue
    const product = past.product[series]!
    const location = past.location[series]!
    loud.push({
      product,
      location,
      row: location < 0 ? -1 : findStockRow(context.plan.rows.stock, product, location),
      side,
      weeks: DEVIATION_WEEKS - since,
      sold: sumFrom(actual, since),
      planned: sumFrom(expected, since),
      chance,
    })
  }
  return loud
}

function sumFrom(weeks: Float64Array, since: number): number {
  let sum = 0
  for (let week = since; week < weeks.length; week++) sum += weeks[week]!
  return sum
}

/**
 * Our own sales of the last weeks, for the series that were planned, at [series × weeks + week]; a plan without a place is
 * met by all places.
 */
function soldByWeek({ facts, company, plan }: ExceptionContext, past: PastForecast): Float64Array {
  const { sales } = facts
  const from = plan.horizon.planDay - DEVIATION_HISTORY_WEEKS * DAYS_PER_WEEK
  const sold = new Float64Array(past.count * DEVIATION_HISTORY_WEEKS)
  const anywhere = past.location.includes(-1)
  const add = (series: number, week: number, units: number): void => {
    if (series >= 0) sold[series * DEVIATION_HISTORY_WEEKS + week]! += units
  }
  for (let fact = 0; fact < sales.count; fact++) {
    const day = sales.day[fact]!
    if (day < from || day >= plan.horizon.planDay) continue
    const location = sales.location[fact]!
    if (sales.flow[fact] === SELL_OUT && (location < 0 || company.locations[location]!.entity === null)) continue
    const week = Math.floor((day - from) / DAYS_PER_WEEK)
    const product = sales.product[fact]!
    add(past.find(product, location), week, sales.units[fact]!)
    if (location >= 0 && anywhere) add(past.find(product, -1), week, sales.units[fact]!)
  }
  return sold
}

/** Sold over planned of each series. */
function ratiosOf({ count, units, planned }: PastForecast, sold: Float64Array): number[] {
  const ratios: number[] = []
  for (let series = 0; series < count; series++) {
    let was = 0
    let wanted = 0
    for (let week = 0; week < DEVIATION_WEEKS; week++) {
      if (planned[week] === 0) continue
      was += sold[(series + 1) * DEVIATION_HISTORY_WEEKS - DEVIATION_WEEKS + week]!
      wanted += units[series * DEVIATION_WEEKS + week]!
    }
    if (wanted > 0) ratios.push(was / wanted)
  }
  return ratios
}

/** 1 for a week with a day without stock, at [series × weeks + week]. */
function emptyWeeks({ facts, plan }: ExceptionContext, past: PastForecast, firstTested: number): Uint8Array {
  const { product, location, day } = facts.stock.zeroDays
  const found = new Uint8Array(past.count * DEVIATION_WEEKS)
  for (let at = 0; at < day.length; at++) {
    if (day[at]! < firstTested || day[at]! >= plan.horizon.planDay) continue
    const series = past.find(product[at]!, location[at]!)
    if (series >= 0) found[series * DEVIATION_WEEKS + Math.floor((day[at]! - firstTested) / DAYS_PER_WEEK)] = 1
  }
  return found
}
