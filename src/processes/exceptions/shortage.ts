import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { requestsOfDemandRow } from '../../core/supply/requests.js'
import type { ExceptionContext } from './exception-input.js'
import { inUnits, onDay, type ProblemDraft, stockKey, stockPlace } from './problem-draft.js'
import { fallsBehindIn, leadTimeDays } from './stock-flow.js'
import { SHORTAGE_DAYS } from './thresholds.js'

/** A shortage whose cause is still open. */
export interface ShortageDraft extends ProblemDraft {
  readonly row: number
  /** The last bucket in which something lacks. */
  readonly lastBucket: number
  /** At least half of what lacks does so after the row's receipts fell behind what netting asks. */
  readonly isBehind: boolean
}

interface Lack {
  units: number
  worth: number
  firstBucket: number
  lastBucket: number
  readonly byBucket: Float64Array
  /** Who lacks; −1 = nobody yet. */
  customer: number
  isOneCustomer: boolean
}

/**
 * Customers' demand that the constrained plan does not ship on time, by the stock row that serves them. Orders already
 * late on the plan day are not counted again: they are late orders. Null when it is worth less than `least`.
 */
export function openShortages(context: ExceptionContext): (row: number, least: number) => ShortageDraft | null {
  const { horizon, network, supply } = context.plan
  const measure = openLackMeter(context)
  const lack: Lack = { ...NOTHING, byBucket: new Float64Array(horizon.count) }
  return (row, least) => {
    if (supply.served[row] === 1) return null
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++)
      measure(network.demandRow[at]!, lack)
    if (lack.firstBucket < 0) return null
    const draft = lack.worth < least ? null : draftShortage(context, row, lack)
    Object.assign(lack, NOTHING)
    lack.byBucket.fill(0)
    return draft
  }
}

const NOTHING = { units: 0, worth: 0, firstBucket: -1, lastBucket: -1, customer: -1, isOneCustomer: true }

function draftShortage(context: ExceptionContext, row: number, lack: Lack): ShortageDraft {
  const { plan, company } = context
  const { horizon } = plan
  const { lastBucket, units, worth } = lack
  const place = stockPlace(context, row)
  const firstDay = horizon.firstDay[lack.firstBucket]!
  const behindFrom = fallsBehindIn(plan, row, lastBucket)
  return {
    row,
    lastBucket,
    isBehind: behindFrom >= 0 && missingFrom(lack, behindFrom) * 2 >= units,
    kind: 'shortage',
    place: { ...place, customer: lack.isOneCustomer ? company.customers[lack.customer]!.id : '' },
    sameAs: stockKey(place),
    firstDay,
    durationDays: horizon.firstDay[lastBucket]! + horizon.days[lastBucket]! - firstDay,
    size: units,
    worth,
    lastUsefulDay: firstDay - leadTimeDays(plan, row),
    code: '',
    values: { units: inUnits(units), day: onDay(firstDay) },
    evidence: [{ kind: 'row', id: stockKey(place) }],
  }
}

const missingFrom = ({ byBucket }: Lack, first: number): number =>
  byBucket.subarray(first).reduce((sum, units) => sum + units, 0)

/** Adds what one demand row lacks to `lack`. */
function openLackMeter(context: ExceptionContext): (row: number, lack: Lack) => void {
  const { plan, terms, bucketsWithin } = context
  const { horizon, network, openingBacklog, rows } = plan
  const { count, firstDay } = horizon
  const { constrained, consensus } = plan.columns
  const { start } = plan.orderAdjustments
  const buckets = bucketsWithin(SHORTAGE_DAYS)
  const adjusted = new Float64Array(count)
  return (row, lack) => {
    const base = row * count
    // Most rows have no orders: what they ask is read where it is.
    const hasOrders = start[row] !== start[row + 1]
    const asked = hasOrders ? adjusted : consensus
    const from = hasOrders ? 0 : base
    if (hasOrders) {
      requestsOfDemandRow(plan, row, adjusted)
      adjusted[0]! -= openingBacklog[row]!
    }
    const term = terms.of(rows.demand.customer[row]!, rows.demand.item[row]!)
    const waits = network.backorder[row] === 1
    const grace = waits ? (term?.onTimeAfterDays ?? 0) : 0
    let due = openingBacklog[row]!
    let shipped = 0
    let until = 0
    for (let bucket = 0; bucket < buckets; bucket++) {
      due += asked[from + bucket]!
      // Customers who wait are in time while the shipment falls inside the days they allow.
      const lastDay = firstDay[bucket]! + grace
      while (until < count && firstDay[until]! <= lastDay) shipped += constrained[base + until++]!
      const owed = due - shipped
      if (owed <= 0) continue
      // What a customer who does not wait was not given is not owed on the next day.
      if (!waits) due = shipped
      const late = Math.min(asked[from + bucket]!, owed)
      if (late > 0) addLate(lack, context, row, bucket, late, (term?.fine ?? 0) / SHARE_WHOLE)
    }
  }
}

function addLate(
  lack: Lack,
  { plan, values }: ExceptionContext,
  row: number,
  bucket: number,
  late: number,
  fine: number,
): void {
  if (lack.firstBucket < 0 || bucket < lack.firstBucket) lack.firstBucket = bucket
  if (bucket > lack.lastBucket) lack.lastBucket = bucket
  lack.units += late
  lack.byBucket[bucket]! += late
  lack.worth += (late / QUANTITY_PER_UNIT) * (values.margin(row, bucket) + fine * values.netPrice(row, bucket))
  addCustomer(lack, plan.rows.demand.customer[row]!)
}

function addCustomer(lack: Lack, customer: number): void {
  if (lack.customer < 0) lack.customer = customer
  else if (lack.customer !== customer) lack.isOneCustomer = false
}

const SHARE_WHOLE = 1_000_000
