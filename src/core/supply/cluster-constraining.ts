/**
 * What can really be shipped, and when? Runs from the sources down to the customers. Where everything is there, the
 * constrained plan is the requested one; the rest is simulated. Rules CN1–CN12 of docs/specs/netting.md.
 */
import { Arena } from './arena.js'
import { emptyPools, type FreePools } from './capacity-load.js'
import { openInflow, receive } from './inflow.js'
import { firstArrivalOf, type NettingBuffers, nettingBuffers } from './netting.js'
import {
  addConsumerRequests,
  addCustomerRequests,
  addFirmIssues,
  addFirmReceipts,
  type Orders,
  plannedFrom,
  requestsOfDemandRow,
} from './requests.js'
import { shipmentsOn, simulateCluster } from './simulation.js'
import { lowerMovedFrom, raiseShippedMovedTo, type SupplyPlan, splitOf } from './supply-state.js'
import { addExpiring, endBucket, expiringIn, openLots } from './write-offs.js'

export interface ConstrainBuffers extends NettingBuffers {
  readonly pools: FreePools
  readonly arena: Arena
  readonly open: Float64Array
  readonly left: Float64Array
  readonly arrivals: Float64Array
  /** What rows order in this pass. */
  readonly given: Orders
}

/** Working arrays of one thread, for rows that order `values`. */
export function constrainBuffers(plan: SupplyPlan, values: Float64Array): ConstrainBuffers {
  const count = plan.horizon.count
  return {
    ...nettingBuffers(count),
    pools: emptyPools(plan.network),
    arena: new Arena(),
    open: new Float64Array(count),
    left: new Float64Array(count),
    arrivals: new Float64Array(count),
    given: { values, feasible: plan.supply },
  }
}

/** Constrains the rows of one cluster; those that it draws on must have been constrained before. */
export function constrainCluster(plan: SupplyPlan, leader: number, buffers: ConstrainBuffers): void {
  const { memberStart, members } = plan.supply.clusters
  const rows = members.subarray(memberStart[leader]!, memberStart[leader + 1]!)
  const { disturbs, short, movedFrom, ample, served } = plan.supply
  for (const row of rows) if (isBookedWhole(plan, row)) movedFrom[row] = 0
  if (comesTrue(plan, leader, buffers)) {
    disturbs[leader] = short[leader]!
    writeRequested(plan, leader, plan.columns.requirement, leader * plan.horizon.count, buffers.left)
    return
  }
  for (const row of rows) {
    ample[row] = 0
    served[row] = 0
  }
  if (rows.every((row) => servesAll(plan, row, buffers))) {
    for (const row of rows) {
      disturbs[row] = short[row]!
      if (rows.length > 1) fillArrivals(plan, row, buffers, buffers.arrivals, true)
      writeRequested(plan, row, buffers.arrivals, 0, buffers.left)
    }
  } else if (rows.length === 1 && isPlainEnd(plan, leader)) serveOneCustomer(plan, leader, buffers)
  else {
    // Where it is short or not, what leaves on a link was written where its consumer will write what arrives.
    for (const row of rows) disturbs[row] = 1
    simulateCluster(plan, rows, buffers, (row, out) => fillArrivals(plan, row, buffers, out, false))
  }
}

/** Whether netting projected everything that happens: what it ordered arrives, and all that is asked can leave. */
function comesTrue({ columns, network, supply }: SupplyPlan, row: number, { given }: ConstrainBuffers): boolean {
  if (supply.ample[row] === 0 || given.values !== columns.requirement) return false
  const source = network.sourceStart[row]!
  if (source === network.sourceStart[row + 1]) return true
  const above = network.sourceRow[source]!
  return above < 0 || supply.short[above] === 0
}

/** Whether more than closings, receipts and shipments of a row says what it did: its lots, its sources, its products. */
function isBookedWhole({ network }: SupplyPlan, row: number): boolean {
  if (network.lotStart[row] !== network.lotStart[row + 1]) return true
  if (network.sourceStart[row + 1]! - network.sourceStart[row]! > 1) return true
  for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++)
    if (network.consumerComponent[at]! >= 0) return true
  return false
}

/** Writes what arrives, at [first + bucket], and tells from where on it is not what arrived before. */
function writeReceipts(plan: SupplyPlan, row: number, arrivals: Float64Array, first: number): void {
  const { receipts } = plan.columns
  const { count } = plan.horizon
  const base = row * count
  for (let bucket = 0; bucket < count; bucket++) {
    const arriving = arrivals[first + bucket]!
    if (receipts[base + bucket] === arriving) continue
    lowerMovedFrom(plan.supply, row, bucket)
    receipts[base + bucket] = arriving
  }
}

/** One demand row and nobody else: most rows of a large company, so they are worth a loop of their own. */
function isPlainEnd({ network }: SupplyPlan, row: number): boolean {
  const { demandStart, consumerStart } = network
  return demandStart[row + 1]! - demandStart[row]! === 1 && consumerStart[row + 1] === consumerStart[row]
}

/** What `simulateCluster` does, where there is nobody to share with. */
function serveOneCustomer(plan: SupplyPlan, row: number, buffers: ConstrainBuffers): void {
  const { left: asked, gross: firmIssues, firm, arrivals } = buffers
  const { network, columns } = plan
  const demand = network.demandRow[network.demandStart[row]!]!
  const waits = network.backorder[demand] === 1
  fillArrivals(plan, row, buffers, arrivals, true)
  requestsOfDemandRow(plan, demand, asked)
  firmIssues.fill(0)
  addFirmIssues(plan, row, firmIssues)
  const base = row * asked.length
  const shippedBase = demand * asked.length
  let stock = network.openingStock[row]!
  let firmOwed = 0
  let owed = 0
  const firstArrival = firstArrivalOf(plan, row)
  const lots = openLots(plan, row)
  let surprised = 0
  for (let bucket = 0; bucket < asked.length; bucket++) {
    stock += firm[bucket]! + arrivals[bucket]!
    firmOwed += firmIssues[bucket]!
    const wanted = owed + asked[bucket]!
    const free = lots === null ? stock : stock - expiringIn(plan, lots, bucket, firmOwed + wanted)
    const issued = Math.min(firmOwed, free)
    firmOwed -= issued
    const shipped = Math.min(wanted, free - issued)
    stock -= issued + shipped
    if (lots !== null) stock -= endBucket(plan, lots, bucket, issued + shipped, stock, plan.supply.writtenOff)
    owed = waits ? wanted - shipped : 0
    if (!waits && shipped < wanted && bucket >= firstArrival) surprised = 1
    if (columns.constrained[shippedBase + bucket] !== shipped) {
      raiseShippedMovedTo(plan.supply, demand, bucket)
      lowerMovedFrom(plan.supply, row, bucket)
    }
    if (columns.closing[base + bucket] !== stock - owed) lowerMovedFrom(plan.supply, row, bucket)
    columns.constrained[shippedBase + bucket] = shipped
    columns.closing[base + bucket] = stock - owed
  }
  writeReceipts(plan, row, arrivals, 0)
  plan.supply.short[row] = 0
  plan.supply.disturbs[row] = 0
  plan.supply.surprised[row] = surprised
}

/**
 * Adds what arrives from each source: what it was asked for, or what a short source really sent. `within` includes
 * what the row's own cluster makes or sends, as if it gave all.
 */
function fillArrivals(
  plan: SupplyPlan,
  row: number,
  buffers: ConstrainBuffers,
  out: Float64Array,
  within: boolean,
): void {
  const { network, supply } = plan
  const { planned } = buffers
  out.fill(0)
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++) {
    const above = network.sourceRow[source]!
    const inside =
      above >= 0
        ? supply.clusters.leader[above] === supply.clusters.leader[row]
        : network.componentStart[source] !== network.componentStart[source + 1]
    if (inside && !within) continue
    plannedFrom(plan, row, source, buffers.given, buffers.orders, planned)
    const split = splitOf(plan, source)
    if (split !== null) split.fill(0)
    if (above >= 0 && !inside && supply.short[above] === 1) addShipped(plan, row, source, buffers, out, split)
    else
      for (let bucket = 0; bucket < out.length; bucket++) {
        out[bucket]! += planned.values[planned.base + bucket]!
        if (split !== null) split[bucket] = planned.values[planned.base + bucket]!
      }
  }
}

function addShipped(
  plan: SupplyPlan,
  row: number,
  source: number,
  buffers: ConstrainBuffers,
  out: Float64Array,
  split: Float64Array | null,
): void {
  const { open, left, planned } = buffers
  left.fill(0)
  const inflow = openInflow(plan, source, planned, open, left)
  const { values, base } = shipmentsOn(plan, source, row)
  for (let bucket = 0; bucket < out.length; bucket++) receive(inflow, bucket, values[base + bucket]!, out, split)
}

/** Can the row give all that is asked, with the arrivals in `buffers`? Writes its closing stock and write-offs too. */
function servesAll(plan: SupplyPlan, row: number, buffers: ConstrainBuffers): boolean {
  const { gross, lapsing, firm, arrivals } = buffers
  const { closing } = plan.columns
  fillArrivals(plan, row, buffers, arrivals, true)
  gross.fill(0)
  firm.fill(0)
  addCustomerRequests(plan, row, gross, lapsing)
  addFirmIssues(plan, row, gross)
  addFirmReceipts(plan, row, firm)
  addConsumerRequests(plan, row, gross, buffers, buffers.given)
  addExpiring(plan, row, gross, plan.supply.writtenOff)
  const base = row * gross.length
  let stock = plan.network.openingStock[row]!
  for (let bucket = 0; bucket < gross.length; bucket++) {
    stock += firm[bucket]! + arrivals[bucket]! - gross[bucket]!
    if (stock < 0) return false
    if (closing[base + bucket] !== stock) lowerMovedFrom(plan.supply, row, bucket)
    closing[base + bucket] = stock
  }
  return true
}

/** Everybody is given what they ask for; `left` is room for a row. */
function writeRequested(
  plan: SupplyPlan,
  row: number,
  arrivals: Float64Array,
  first: number,
  left: Float64Array,
): void {
  const { columns, network, supply } = plan
  writeReceipts(plan, row, arrivals, first)
  for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++) {
    const demand = network.demandRow[at]!
    requestsOfDemandRow(plan, demand, left)
    const base = demand * left.length
    for (let bucket = 0; bucket < left.length; bucket++) {
      if (columns.constrained[base + bucket] === left[bucket]) continue
      raiseShippedMovedTo(supply, demand, bucket)
      lowerMovedFrom(supply, row, bucket)
      columns.constrained[base + bucket] = left[bucket]!
    }
  }
  supply.served[row] = 1
  supply.short[row] = 0
  supply.surprised[row] = 0
}
