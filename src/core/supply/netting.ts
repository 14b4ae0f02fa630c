/**
 * How much has to arrive, and when? The time-phased record of one stock row: DOMAIN §6.8 (Martin, DRP; Vollmann et
 * al.). Rules NT1–NT11 of docs/specs/netting.md.
 */
import { assertExact } from '../base/assert.js'
import type { Quantity } from '../base/quantity.js'
import type { Plan } from '../plan/plan.js'
import { isMixed, lostUntil } from './lapsing.js'
import {
  addConsumerRequests,
  addCustomerRequests,
  addExpectedRequests,
  addFirmIssues,
  addFirmReceipts,
  type Orders,
  ordersAsAsked,
  type RequestBuffers,
  requestBuffers,
  windowEnds,
} from './requests.js'
import type { SupplyPlan } from './supply-state.js'
import { addExpiring, addWrittenOff } from './write-offs.js'

/** Working arrays of one thread; what they hold between rows means nothing. */
export interface NettingBuffers extends RequestBuffers {
  /** All that leaves: what is asked of the row, and what expires. */
  readonly gross: Float64Array
  /** The part of `gross` that is lost when it cannot ship. */
  readonly lapsing: Float64Array
  readonly firm: Float64Array
  readonly windows: Map<number, Uint16Array>
  /** First bucket in which the row netted last closes otherwise than before; the number of buckets when none does. */
  closingMoved: number
  /** The same of what it orders. */
  ordersMoved: number
  /** Whether something that is asked cannot leave in time, in any bucket that was netted. */
  runsShort: boolean
}

export function nettingBuffers(bucketCount: number): NettingBuffers {
  const buffer = (): Float64Array => new Float64Array(bucketCount)
  return {
    ...requestBuffers(bucketCount),
    gross: buffer(),
    lapsing: buffer(),
    firm: buffer(),
    windows: new Map(),
    closingMoved: bucketCount,
    ordersMoved: bucketCount,
    runsShort: false,
  }
}

/**
 * Nets one stock row: reads what is asked of it, writes `requirement`, `closing` and `asIs` of that row only. The rows
 * that draw on it must have been netted before; `orders` are theirs. `buffers` tell from where on it is otherwise than
 * before. Where nothing before bucket `movedFrom` is asked otherwise than when the row, without lots, was netted last,
 * and its columns are what netting wrote, netting goes on from there.
 */
export function netRow(
  plan: Plan,
  row: number,
  buffers: NettingBuffers,
  orders = ordersAsAsked(plan),
  movedFrom = 0,
): void {
  const { gross, lapsing, firm } = buffers
  const from = movedFrom === 0 ? 0 : firstToReach(plan, row, movedFrom, buffers)
  gross.fill(0)
  lapsing.fill(0)
  firm.fill(0)
  addCustomerRequests(plan, row, gross, lapsing, from)
  addFirmIssues(plan, row, gross)
  addFirmReceipts(plan, row, firm)
  projectAsIs(plan, row, buffers, from)
  addConsumerRequests(plan, row, gross, buffers, orders, from)
  addExpiring(plan, row, gross)
  const { requirement, closing } = plan.columns
  projectAsPlanned(plan, row, buffers, lossBefore(plan, row, buffers, orders), requirement, closing, from)
}

/** The first bucket whose order looks as far as this one: it covers the need of a review period. */
function firstToReach(plan: Plan, row: number, bucket: number, buffers: NettingBuffers): number {
  const { reviewDays, maxCoverDays } = plan.network
  let first = Math.min(bucket, plan.horizon.count)
  for (const days of [reviewDays[row]!, maxCoverDays[row]!]) {
    if (days <= 1) continue
    const ends = windowOf(plan, days, buffers)
    while (first > 0 && ends[first - 1]! > bucket) first--
  }
  return first
}

/**
 * Nets one stock row again, from what will really be shipped to customers who do not wait (`constrained`) and what will
 * really expire: what is lost need not be replenished. Writes the row's orders into `orders.values`, and nothing else.
 */
export function renetRow(plan: SupplyPlan, row: number, buffers: NettingBuffers, orders: Orders): void {
  const { gross, firm } = buffers
  gross.fill(0)
  firm.fill(0)
  addExpectedRequests(plan, row, gross)
  addFirmIssues(plan, row, gross)
  addFirmReceipts(plan, row, firm)
  addConsumerRequests(plan, row, gross, buffers, orders)
  addWrittenOff(plan, row, gross)
  projectAsPlanned(plan, row, buffers, NOTHING_LOST, orders.values, null, 0)
}

const NOTHING_LOST = (): number => 0

function projectAsIs(
  plan: Plan,
  row: number,
  { gross, lapsing, firm, orders: leaving }: NettingBuffers,
  from: number,
): void {
  const { asIs } = plan.columns
  const count = plan.horizon.count
  const base = row * count
  leaving.set(gross)
  addExpiring(plan, row, leaving)
  let stock = from === 0 ? plan.network.openingStock[row]! : asIs[base + from - 1]!
  for (let bucket = from; bucket < count; bucket++) {
    stock += firm[bucket]! - leaving[bucket]!
    if (stock < 0) stock += Math.min(lapsing[bucket]!, -stock)
    asIs[base + bucket] = stock
  }
  assertExact(stock, 'projected stock')
}

/** How much of what is short in a bucket is lost, not owed. */
type LossOf = (bucket: number, short: number) => number

function projectAsPlanned(
  plan: Plan,
  row: number,
  buffers: NettingBuffers,
  lossOf: LossOf,
  requirement: Float64Array,
  closing: Float64Array | null,
  from: number,
): void {
  const { network } = plan
  const { gross, firm } = buffers
  const count = plan.horizon.count
  const base = row * count
  const safety = network.safetyStock[row]!
  const minimum = network.minimum[row]!
  const multiple = network.multiple[row]!
  const review = network.reviewDays[row]!
  const cover = network.maxCoverDays[row]!
  const reviewEnds = review > 1 ? windowOf(plan, review, buffers) : null
  const coverEnds = cover > 0 ? windowOf(plan, cover, buffers) : null
  const firstArrival = firstArrivalOf(plan, row)
  let stock = from === 0 ? network.openingStock[row]! : closing![base + from - 1]!
  let ordersMoved = count
  let closingMoved = count
  let runsShort = false
  for (let bucket = from; bucket < count; bucket++) {
    let projected = stock + firm[bucket]! - gross[bucket]!
    let order = 0
    if (projected < safety && bucket >= firstArrival) {
      const need =
        reviewEnds === null ? safety - projected : needWithin(bucket, reviewEnds[bucket]!, projected, safety, buffers)
      order = lotOf(need, minimum, multiple)
      if (coverEnds !== null) {
        const most = needWithin(bucket, coverEnds[bucket]!, projected, safety, buffers)
        if (order > most) order = Math.max(wholeLots(most, multiple), lotOf(safety - projected, 0, multiple))
      }
    }
    projected += order
    if (projected < 0) {
      runsShort = true
      projected += lossOf(bucket, -projected)
    }
    if (requirement[base + bucket] !== order && ordersMoved === count) ordersMoved = bucket
    requirement[base + bucket] = order
    if (closing !== null) {
      if (closing[base + bucket] !== projected && closingMoved === count) closingMoved = bucket
      closing[base + bucket] = projected
    }
    stock = projected
  }
  assertExact(stock, 'projected stock')
  buffers.closingMoved = closingMoved
  buffers.ordersMoved = ordersMoved
  buffers.runsShort = runsShort
}

/** Losses are asked for bucket by bucket while nothing can arrive yet; where others wait, they must be worked out. */
function lossBefore(plan: Plan, row: number, buffers: NettingBuffers, orders: Orders): LossOf {
  const { lapsing, firm: firmReceipts } = buffers
  if (!isMixed(plan, row)) return (bucket, short) => Math.min(lapsing[bucket]!, short)
  let lost: Float64Array | null = null
  return (bucket) => {
    if (lost === null) {
      const firmIssues = new Float64Array(plan.horizon.count)
      addFirmIssues(plan, row, firmIssues)
      lost = lostUntil({ plan, row, end: firstArrivalOf(plan, row), firmReceipts, firmIssues, orders, buffers })
    }
    return lost[bucket]!
  }
}

/** The earliest bucket in which any source of the row can deliver something ordered on the plan day. */
export function firstArrivalOf(plan: Plan, row: number): number {
  const { sourceStart, sourceLeadTime, leadTimes } = plan.network
  let first = plan.horizon.count
  for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
    const arrival = leadTimes[sourceLeadTime[source]!]!.firstArrivalBucket
    if (arrival < first) first = arrival
  }
  return first
}

/**
 * What should have been ordered before the plan day: the part of the first possible receipt that was needed in an
 * earlier bucket. A reading, for action messages ("expedite"): it nets the row again and writes nothing.
 */
export function pastDueOf(
  plan: Plan,
  row: number,
  orders: Orders = ordersAsAsked(plan),
): { bucket: number; quantity: Quantity } {
  const buffers = nettingBuffers(plan.horizon.count)
  const { gross, lapsing, firm } = buffers
  const bucket = firstArrivalOf(plan, row)
  const lossOf = lossBefore(plan, row, buffers, orders)
  if (bucket === plan.horizon.count) return { bucket, quantity: 0 }
  addCustomerRequests(plan, row, gross, lapsing)
  addFirmIssues(plan, row, gross)
  addFirmReceipts(plan, row, firm)
  addConsumerRequests(plan, row, gross, buffers, orders)
  addExpiring(plan, row, gross)
  let stock = plan.network.openingStock[row]!
  for (let at = 0; at < bucket; at++) {
    stock += firm[at]! - gross[at]!
    if (stock < 0) stock += lossOf(at, -stock)
  }
  const missing = bucket === 0 ? 0 : Math.max(0, plan.network.safetyStock[row]! - stock)
  return { bucket, quantity: Math.min(missing, plan.columns.requirement[row * plan.horizon.count + bucket]!) }
}

/** The largest amount by which stock would lie under the safety stock in the buckets of the window. */
function needWithin(
  from: number,
  end: number,
  projected: number,
  safety: number,
  { firm, gross }: NettingBuffers,
): number {
  let stock = projected
  let need = safety - projected
  for (let bucket = from + 1; bucket < end; bucket++) {
    stock += firm[bucket]! - gross[bucket]!
    if (safety - stock > need) need = safety - stock
  }
  return need
}

/** ⌈max(need, minimum) ÷ multiple⌉ × multiple. */
export function lotOf(need: number, minimum: number, multiple: number): number {
  const order = need > minimum ? need : minimum
  return multiple > 0 ? Math.ceil(order / multiple) * multiple : order
}

const wholeLots = (quantity: number, multiple: number): number =>
  multiple > 0 ? Math.floor(quantity / multiple) * multiple : quantity

function windowOf(plan: Plan, days: number, { windows }: NettingBuffers): Uint16Array {
  const known = windows.get(days)
  if (known !== undefined) return known
  const ends = windowEnds(plan, days)
  windows.set(days, ends)
  return ends
}
