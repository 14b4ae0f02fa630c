/**
 * What is asked of a stock row, bucket by bucket: by its customers, by orders already placed on it, and by the rows it
 * replenishes. Rules GR1–GR6 of docs/specs/netting.md. A row pulls what others ask of it and writes only its own
 * buckets, so any number of workers gives the same bytes (SPINE 5).
 */
import type { Plan, SparseColumn } from '../plan/plan.js'

const MILLIONTHS = 1_000_000

/**
 * Adds what customers ask: consensus with order adjustments, never below zero, and in bucket 0 the backlog. `lapsing`
 * gets the part that is lost when it cannot ship. Buckets before `from` mean nothing afterwards, here and below.
 */
export function addCustomerRequests(plan: Plan, row: number, all: Float64Array, lapsing: Float64Array, from = 0): void {
  const { demandStart, demandRow, backorder } = plan.network
  const { consensus } = plan.columns
  const count = plan.horizon.count
  for (let at = demandStart[row]!; at < demandStart[row + 1]!; at++) {
    const demand = demandRow[at]!
    const base = demand * count
    const waits = backorder[demand] === 1
    if (waits) for (let bucket = from; bucket < count; bucket++) all[bucket]! += consensus[base + bucket]!
    else
      for (let bucket = from; bucket < count; bucket++) {
        const asked = consensus[base + bucket]!
        all[bucket]! += asked
        lapsing[bucket]! += asked
      }
    addAdjustments(plan, demand, all)
    if (!waits) addAdjustments(plan, demand, lapsing)
  }
}

/** Adds what customers will be shipped or will wait for: who does not wait counts with what `constrained` gives. */
export function addExpectedRequests(plan: Plan, row: number, out: Float64Array): void {
  const { demandStart, demandRow, backorder } = plan.network
  const { consensus, constrained } = plan.columns
  for (let at = demandStart[row]!; at < demandStart[row + 1]!; at++) {
    const demand = demandRow[at]!
    const waits = backorder[demand] === 1
    const figures = waits ? consensus : constrained
    const base = demand * out.length
    for (let bucket = 0; bucket < out.length; bucket++) out[bucket]! += figures[base + bucket]!
    if (waits) addAdjustments(plan, demand, out)
  }
}

/** What one demand row asks, in every bucket. */
export function requestsOfDemandRow(plan: Plan, demand: number, out: Float64Array): void {
  const { consensus } = plan.columns
  const count = plan.horizon.count
  for (let bucket = 0; bucket < count; bucket++) out[bucket] = consensus[demand * count + bucket]!
  addAdjustments(plan, demand, out)
}

function addAdjustments(plan: Plan, demand: number, out: Float64Array): void {
  const { start, bucket, value } = plan.orderAdjustments
  const base = demand * plan.horizon.count
  for (let cell = start[demand]!; cell < start[demand + 1]!; cell++) {
    const planned = plan.columns.consensus[base + bucket[cell]!]!
    out[bucket[cell]!]! += Math.max(0, planned + value[cell]!) - planned
  }
  out[0]! += plan.openingBacklog[demand]!
}

/** Adds orders already placed on the row by others, and what open production orders have still to draw from it. */
export function addFirmIssues(plan: Plan, row: number, out: Float64Array): void {
  addCells(plan.firmIssues, row, out)
  addCells(plan.firmNeeds, row, out)
}

/** Adds open supply orders by the bucket they are due in. */
export function addFirmReceipts(plan: Plan, row: number, out: Float64Array): void {
  addCells(plan.firmReceipts, row, out)
}

/** Adds what a sparse column holds of a row, by bucket. */
export function addCells({ start, bucket, value }: SparseColumn, row: number, out: Float64Array): void {
  for (let cell = start[row]!; cell < start[row + 1]!; cell++) out[bucket[cell]!]! += value[cell]!
}

/** Whether a sparse column holds anything of a row. */
export const hasCells = ({ start }: SparseColumn, row: number): boolean => start[row] !== start[row + 1]

/**
 * The orders of a row that go to one of its sources: each order goes whole to the source furthest behind its share,
 * among those that can still deliver in that bucket. Order and result are read at [base + bucket].
 */
export function ordersFromSource(
  plan: Plan,
  row: number,
  source: number,
  orders: Float64Array,
  base: number,
  out: Float64Array,
): void {
  const { sourceStart, sourceShare, sourceLeadTime, leadTimes } = plan.network
  const first = sourceStart[row]!
  const sources = sourceStart[row + 1]! - first
  const given = new Float64Array(sources)
  let total = 0
  for (let bucket = 0; bucket < plan.horizon.count; bucket++) {
    out[bucket] = 0
    const order = orders[base + bucket]!
    if (order === 0) continue
    total += order
    let chosen = -1
    let behind = -Infinity
    for (let at = 0; at < sources; at++) {
      if (leadTimes[sourceLeadTime[first + at]!]!.firstArrivalBucket > bucket) continue
      const lag = sourceShare[first + at]! * total - given[at]! * MILLIONTHS
      if (lag > behind) {
        behind = lag
        chosen = at
      }
    }
    given[chosen]! += order
    if (first + chosen === source) out[bucket] = order
  }
}

/** Arrays of one bucket each, made once per run and used for every row. */
export interface RequestBuffers {
  readonly orders: Float64Array
  readonly releases: Float64Array
  readonly whole: Float64Array
  readonly millionths: Float64Array
  readonly planned: Planned
}

export function requestBuffers(bucketCount: number): RequestBuffers {
  const buffer = (): Float64Array => new Float64Array(bucketCount)
  return {
    orders: buffer(),
    releases: buffer(),
    whole: buffer(),
    millionths: buffer(),
    planned: { values: new Float64Array(0), base: 0 },
  }
}

/** What a consumer plans to receive from one source, at [base + bucket]. */
export interface Planned {
  values: Float64Array
  base: number
}

/** Receipts by limited source, where capacity has been looked at: see `capacityStep`. */
export interface Feasible {
  readonly limited: { readonly slot: Int32Array }
  readonly feasible: Float64Array
}

/** What rows order, at [row * buckets + bucket], and what fits of it where a capacity limits the source. */
export interface Orders {
  readonly values: Float64Array
  readonly feasible: Feasible | null
}

/** Orders as netting asks for them, as if every source were unlimited. */
export const ordersAsAsked = (plan: Plan): Orders => ({ values: plan.columns.requirement, feasible: null })

/** What `row` plans to receive from `source`: what fits in its capacities, else its share of the row's orders. */
export function plannedFrom(
  plan: Plan,
  row: number,
  source: number,
  orders: Orders,
  buffer: Float64Array,
  out: Planned,
): void {
  const count = plan.horizon.count
  const { sourceStart } = plan.network
  const { feasible } = orders
  const slot = feasible === null ? -1 : feasible.limited.slot[source]!
  if (slot >= 0) {
    out.values = feasible!.feasible
    out.base = slot * count
  } else if (sourceStart[row + 1]! - sourceStart[row]! === 1) {
    out.values = orders.values
    out.base = row * count
  } else {
    ordersFromSource(plan, row, source, orders.values, row * count, buffer)
    out.values = buffer
    out.base = 0
  }
}

/**
 * Adds what the rows that draw on `row` ask of it: their orders spread back by the lead time, and for recipes the
 * component's need, rounded once at its total per bucket (SPINE 7), half away from zero.
 */
export function addConsumerRequests(
  plan: Plan,
  row: number,
  out: Float64Array,
  buffers: RequestBuffers,
  orders: Orders = ordersAsAsked(plan),
  from = 0,
): void {
  const { consumerStart, consumerRow, consumerSource, consumerComponent, componentPer } = plan.network
  const { planned, whole, millionths, releases } = buffers
  const end = consumerStart[row + 1]!
  let fractional = false
  for (let at = consumerStart[row]!; at < end; at++) {
    const source = consumerSource[at]!
    plannedFrom(plan, consumerRow[at]!, source, orders, buffers.orders, planned)
    const component = consumerComponent[at]!
    // What has to leave from a bucket on is due in it or later.
    if (component < 0) addReleases(plan, source, planned, out, from)
    else {
      if (!fractional) {
        whole.fill(0)
        millionths.fill(0)
        fractional = true
      }
      releases.fill(0)
      addReleases(plan, source, planned, releases, from)
      addComponentNeed(releases, componentPer[component]!, buffers)
    }
  }
  if (fractional)
    for (let bucket = 0; bucket < plan.horizon.count; bucket++)
      out[bucket]! += roundNeed(whole[bucket]!, millionths[bucket]!)
}

/**
 * Spreads orders by receipt bucket back to the buckets they must be released in: `spreadRelease` in line, because this
 * is the innermost loop of the planning run.
 */
export function addReleases(plan: Plan, source: number, { values, base }: Planned, out: Float64Array, from = 0): void {
  const leadTime = plan.network.leadTimes[plan.network.sourceLeadTime[source]!]!
  const { start, releaseBucket, releaseDays } = leadTime
  const { count, days } = plan.horizon
  let entry = start[from]!
  for (let bucket = from; bucket < count; bucket++) {
    const quantity = values[base + bucket]!
    const last = start[bucket + 1]! - 1
    let left = quantity
    if (entry < last && quantity !== 0) {
      const length = days[bucket]!
      const whole = Math.floor(quantity / length)
      const rest = quantity - whole * length
      let passed = 0
      let given = 0
      for (; entry < last; entry++) {
        passed += releaseDays[entry]!
        const due = whole * passed + Math.floor((rest * passed) / length)
        out[releaseBucket[entry]!]! += due - given
        given = due
      }
      left -= given
    }
    out[releaseBucket[last]!]! += left
    entry = last + 1
  }
}

/** Adds `per` millionths of every release, whole thousandths and millionths of one apart, so that nothing is lost. */
function addComponentNeed(releases: Float64Array, per: number, { whole, millionths }: RequestBuffers): void {
  for (let bucket = 0; bucket < releases.length; bucket++)
    if (releases[bucket] !== 0) addNeed(releases[bucket]!, per, bucket, whole, millionths)
}

/** The exact product of one release, added at `at`. Both factors are cut, so that no part of it passes 2^53. */
export function addNeed(release: number, per: number, at: number, whole: Float64Array, millionths: Float64Array): void {
  const millions = Math.floor(release / MILLIONTHS)
  const rest = release - millions * MILLIONTHS
  const perUnit = Math.floor(per / MILLIONTHS)
  const need = rest * (per - perUnit * MILLIONTHS)
  const units = Math.floor(need / MILLIONTHS)
  whole[at]! += millions * per + rest * perUnit + units
  millionths[at]! += need - units * MILLIONTHS
}

/** Half away from zero; needs are never negative. */
export const roundNeed = (whole: number, millionths: number): number =>
  whole + Math.floor((millionths + MILLIONTHS / 2) / MILLIONTHS)

/** What one production needs of a component, rounded up: a share of it must be enough to make something. */
export function needOf(quantity: number, per: number): number {
  const millions = Math.floor(quantity / MILLIONTHS)
  const rest = quantity - millions * MILLIONTHS
  const perUnit = Math.floor(per / MILLIONTHS)
  return millions * per + rest * perUnit + Math.ceil((rest * (per - perUnit * MILLIONTHS)) / MILLIONTHS)
}

/** The largest production that needs no more than `given` of a component. */
export function producible(given: number, per: number): number {
  const millions = Math.floor(given / per)
  const rest = (given - millions * per) * MILLIONTHS
  if (rest <= Number.MAX_SAFE_INTEGER) return millions * MILLIONTHS + Math.floor(rest / per)
  return Number((BigInt(given) * BigInt(MILLIONTHS)) / BigInt(per))
}

/**
 * For every bucket, the first bucket that no longer ends within `days` days from its start: what a review or cover
 * window reaches. A bucket always reaches itself.
 */
export function windowEnds(plan: Pick<Plan, 'horizon'>, days: number): Uint16Array {
  const { count, firstDay, days: length } = plan.horizon
  const ends = new Uint16Array(count)
  let end = 0
  for (let bucket = 0; bucket < count; bucket++) {
    if (end <= bucket) end = bucket + 1
    while (end < count && firstDay[end]! + length[end]! <= firstDay[bucket]! + days) end++
    ends[bucket] = end
  }
  return ends
}
