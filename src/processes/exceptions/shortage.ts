import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { requestsOfDemandRow } from '../../core/supply/requests.js'
import type { Problem } from '../../core/why/problem.js'
import type { ExceptionContext } from './exception-input.js'
import { collect, inUnits, onDay, type ProblemDraft, stockKey, stockPlace } from './problem-draft.js'
import { type CauseBook, type Missing, traceShortage } from './shortage-cause.js'
import { leadTimeDays } from './stock-flow.js'
import { SHORTAGE_DAYS } from './thresholds.js'

/**
 * Customers' demand that the constrained plan does not ship on time, by the stock row that serves them. Orders already
 * late on the plan day are not counted again: they are late orders.
 */
export function detectShortages(context: ExceptionContext, causes: CauseBook): Problem[] {
  return collect(context, draftShortages(context, causes))
}

interface Lack extends Missing {
  worth: number
  firstBucket: number
  customers: Set<number>
}

function* draftShortages(context: ExceptionContext, causes: CauseBook): Generator<ProblemDraft> {
  const { plan, company } = context
  const { horizon, network } = plan
  const measure = openLackMeter(context)
  const byBucket = new Float64Array(horizon.count)
  for (let row = 0; row < plan.rows.stock.count; row++) {
    const lack: Lack = { units: 0, worth: 0, firstBucket: -1, lastBucket: -1, byBucket, customers: new Set() }
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++)
      measure(network.demandRow[at]!, lack)
    if (lack.firstBucket < 0) continue
    if (lack.worth < context.values.floor) {
      byBucket.fill(0)
      continue
    }
    const place = stockPlace(context, row)
    const cause = traceShortage(context, causes, row, lack)
    byBucket.fill(0)
    const firstDay = horizon.firstDay[lack.firstBucket]!
    const customer = lack.customers.size === 1 ? company.customers[[...lack.customers][0]!]!.id : ''
    yield {
      kind: 'shortage',
      place: { ...place, customer },
      sameAs: stockKey(place),
      firstDay,
      durationDays: horizon.firstDay[lack.lastBucket]! + horizon.days[lack.lastBucket]! - firstDay,
      size: lack.units,
      worth: lack.worth,
      lastUsefulDay: firstDay - leadTimeDays(plan, row),
      code: cause.code,
      values: { units: inUnits(lack.units), day: onDay(firstDay), cause: cause.reference },
      rootCause: cause.rootCause,
      evidence: [{ kind: 'row', id: stockKey(place) }, ...cause.evidence],
    }
  }
}

/** Adds what one demand row lacks to `lack`. */
function openLackMeter({ plan, values, terms, bucketsWithin }: ExceptionContext): (row: number, lack: Lack) => void {
  const { horizon, network, columns, openingBacklog, rows } = plan
  const count = horizon.count
  const buckets = bucketsWithin(SHORTAGE_DAYS)
  const asked = new Float64Array(count)
  return (row, lack) => {
    requestsOfDemandRow(plan, row, asked)
    asked[0]! -= openingBacklog[row]!
    const term = terms.of(rows.demand.customer[row]!, rows.demand.item[row]!)
    const waits = network.backorder[row] === 1
    const grace = waits ? (term?.onTimeAfterDays ?? 0) : 0
    const fine = (term?.fine ?? 0) / SHARE_WHOLE
    let due = openingBacklog[row]!
    let shipped = 0
    let until = 0
    for (let bucket = 0; bucket < buckets; bucket++) {
      due += asked[bucket]!
      // Customers who wait are in time while the shipment falls inside the days they allow.
      while (until < count && horizon.firstDay[until]! <= horizon.firstDay[bucket]! + grace)
        shipped += columns.constrained[row * count + until++]!
      const late = Math.min(asked[bucket]!, Math.max(0, due - shipped))
      // What a customer who does not wait was not given is not owed on the next day.
      if (!waits) due = Math.min(due, shipped)
      if (late <= 0) continue
      if (lack.firstBucket < 0 || bucket < lack.firstBucket) lack.firstBucket = bucket
      if (bucket > lack.lastBucket) lack.lastBucket = bucket
      lack.units += late
      lack.byBucket[bucket]! += late
      lack.worth += (late / QUANTITY_PER_UNIT) * (values.margin(row, bucket) + fine * values.netPrice(row, bucket))
      lack.customers.add(rows.demand.customer[row]!)
    }
  }
}

const SHARE_WHOLE = 1_000_000
