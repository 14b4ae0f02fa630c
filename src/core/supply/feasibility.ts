/**
 * A checker that knows nothing of the planner: it reads a finished plan and asks whether the world could do it. Slow,
 * obvious and apart on purpose; it shares no code with netting, capacity or constraining.
 * Rules FE1–FE9 of docs/specs/netting.md.
 */
import { receiptsFrom, type SupplyPlan } from './supply-state.js'

export type FeasibilityRule =
  | 'whole' //       a figure is not a whole number, or a flow is below zero
  | 'demand' //      more was shipped than was asked
  | 'stock' //       stock was used that is not there
  | 'withheld' //    a customer waits or goes without beside stock
  | 'expired' //     something else was written off than first expired first out leaves
  | 'too_early' //   something arrives before anything ordered today could
  | 'components' //  production used components that were not issued
  | 'link' //        something arrives that did not leave a lead time before
  | 'capacity' //    a limit was passed

export interface Infeasibility {
  rule: FeasibilityRule
  /** Stock row, demand row for `demand`, capacity for `capacity`. */
  at: number
  bucket: number
  /** By how much, in thousandths (millionths of the unit for a capacity). */
  amount: number
}

/** Everything in the constrained plan that could not happen; empty when it is feasible. */
export function checkFeasibility(plan: SupplyPlan): Infeasibility[] {
  const found: Infeasibility[] = []
  const buckets = Array.from({ length: plan.horizon.count }, (_, bucket) => bucket)
  for (let demand = 0; demand < plan.rows.demand.count; demand++) checkDemandRow(plan, demand, found)
  for (let row = 0; row < plan.rows.stock.count; row++) {
    const issues = checkStockRow(plan, row, found)
    const used = componentUse(plan, row)
    const left = buckets.map((bucket) => issues[bucket]! - used[bucket]!)
    for (const bucket of buckets)
      if (left[bucket]! < 0) found.push({ rule: 'components', at: row, bucket, amount: -left[bucket]! })
    checkLinks(plan, row, left, found)
    checkArrivals(plan, row, found)
  }
  plan.network.capacities.forEach((_, capacity) => {
    checkCapacity(plan, capacity, found)
  })
  return found
}

const cell = (plan: SupplyPlan, values: Float64Array, row: number, bucket: number): number =>
  values[row * plan.horizon.count + bucket]!

function sparseRow(plan: SupplyPlan, column: SupplyPlan['firmReceipts'], row: number): number[] {
  const values = new Array<number>(plan.horizon.count).fill(0)
  for (let at = column.start[row]!; at < column.start[row + 1]!; at++) values[column.bucket[at]!]! += column.value[at]!
  return values
}

function asked(plan: SupplyPlan, demand: number): number[] {
  return sparseRow(plan, plan.orderAdjustments, demand).map(
    (adjustment, bucket) =>
      Math.max(0, cell(plan, plan.columns.consensus, demand, bucket) + adjustment) +
      (bucket === 0 ? plan.openingBacklog[demand]! : 0),
  )
}

/** FE1, FE2. */
function checkDemandRow(plan: SupplyPlan, demand: number, found: Infeasibility[]): void {
  const waits = plan.network.backorder[demand] === 1
  let open = 0
  asked(plan, demand).forEach((wanted, bucket) => {
    const shipped = cell(plan, plan.columns.constrained, demand, bucket)
    if (!Number.isSafeInteger(shipped) || shipped < 0)
      found.push({ rule: 'whole', at: demand, bucket, amount: shipped })
    open = (waits ? open : 0) + wanted - shipped
    if (open < 0) found.push({ rule: 'demand', at: demand, bucket, amount: -open })
  })
}

/** FE1, FE3, FE4, FE9. Returns what left the row for other rows and productions, by bucket. */
function checkStockRow(plan: SupplyPlan, row: number, found: Infeasibility[]): number[] {
  const { network, columns } = plan
  const demands = Array.from(network.demandRow.subarray(network.demandStart[row]!, network.demandStart[row + 1]!))
  const wanted = demands.map((demand) => asked(plan, demand))
  const open = demands.map(() => 0)
  const firmReceipts = sparseRow(plan, plan.firmReceipts, row)
  const firmNeeds = sparseRow(plan, plan.firmNeeds, row)
  const firmIssues = sparseRow(plan, plan.firmIssues, row).map((placed, bucket) => placed + firmNeeds[bucket]!)
  const writtenOff = writtenOffOf(plan, row)
  const lots = lotsOf(plan, row)
  const drawnOn = network.consumerStart[row + 1]! > network.consumerStart[row]!
  const issues: number[] = []
  let stock = network.openingStock[row]!
  let firmOpen = 0
  for (let bucket = 0; bucket < plan.horizon.count; bucket++) {
    const receipts = cell(plan, columns.receipts, row, bucket)
    if (!Number.isSafeInteger(receipts) || receipts < 0)
      found.push({ rule: 'whole', at: row, bucket, amount: receipts })
    stock += firmReceipts[bucket]! + receipts
    const there = stock
    firmOpen += firmIssues[bucket]!
    const firm = Math.min(firmOpen, there - writtenOff[bucket]!)
    firmOpen -= firm
    stock -= firm
    let owed = 0
    let unserved = 0
    demands.forEach((demand, at) => {
      const shipped = cell(plan, columns.constrained, demand, bucket)
      stock -= shipped
      const unmet = open[at]! + wanted[at]![bucket]! - shipped
      unserved += unmet
      open[at] = network.backorder[demand] === 1 ? unmet : 0
      owed += open[at]!
    })
    // The stored closing stock says what must have left for elsewhere.
    const closing = cell(plan, columns.closing, row, bucket) + owed
    issues[bucket] = stock - closing - writtenOff[bucket]!
    if (closing < 0) found.push({ rule: 'stock', at: row, bucket, amount: -closing })
    if (issues[bucket]! < 0) found.push({ rule: 'stock', at: row, bucket, amount: -issues[bucket]! })
    if (closing > 0 && unserved > 0)
      found.push({ rule: 'withheld', at: row, bucket, amount: Math.min(closing, unserved) })
    stock = closing
    const left = there - closing - writtenOff[bucket]!
    const outcome = { left, unserved: unserved + firmOpen, runsOut: closing <= 0, drawnOn }
    const wrong = wronglyWrittenOff(plan, lots, bucket, writtenOff[bucket]!, outcome)
    if (wrong !== 0) found.push({ rule: 'expired', at: row, bucket, amount: wrong })
  }
  return issues
}

interface LotOnHand {
  bucket: number
  /** The last of the bucket's days on which it can leave; 0 when that was before the plan day. */
  day: number
  left: number
}

function lotsOf({ network }: SupplyPlan, row: number): LotOnHand[] {
  const lots: LotOnHand[] = []
  for (let lot = network.lotStart[row]!; lot < network.lotStart[row + 1]!; lot++)
    lots.push({ bucket: network.lotBucket[lot]!, day: network.lotDays[lot]!, left: network.lotQuantity[lot]! })
  return lots
}

function writtenOffOf({ network, horizon, supply }: SupplyPlan, row: number): number[] {
  const values = new Array<number>(horizon.count).fill(0)
  for (let lot = network.lotStart[row]!; lot < network.lotStart[row + 1]!; lot++)
    values[network.lotBucket[lot]!]! += supply.writtenOff[lot]!
  return values
}

/**
 * FE9. What first expired first out leaves of the lots that are over, if everybody is served who is known to have asked;
 * where a row runs out and others draw on it, they may have asked for more. Takes from the lots what is gone.
 */
function wronglyWrittenOff(
  plan: SupplyPlan,
  lots: LotOnHand[],
  bucket: number,
  writtenOff: number,
  { left, unserved, runsOut, drawnOn }: { left: number; unserved: number; runsOut: boolean; drawnOn: boolean },
): number {
  const spoils = spoiledBy(plan, lots, bucket, runsOut ? left + unserved : left)
  takeFrom(lots, left + writtenOff)
  if (runsOut && drawnOn && writtenOff >= 0 && writtenOff < spoils) return 0
  return writtenOff - spoils
}

/** Day by day: what leaves takes the oldest lot first, and in the evening a lot that is over is thrown away. */
function spoiledBy({ horizon }: SupplyPlan, lots: readonly LotOnHand[], bucket: number, leaving: number): number {
  const days = horizon.days[bucket]!
  const upTo = (day: number): number => Number((BigInt(leaving) * BigInt(day)) / BigInt(days))
  const shelf = lots.map((lot) => ({ ...lot }))
  let spoiled = 0
  for (let day = 0; day <= days; day++) {
    takeFrom(shelf, day === 0 ? 0 : upTo(day) - upTo(day - 1))
    for (const lot of shelf) {
      if (lot.bucket !== bucket || lot.day !== day) continue
      spoiled += lot.left
      lot.left = 0
    }
  }
  return spoiled
}

function takeFrom(lots: readonly LotOnHand[], quantity: number): void {
  let open = quantity
  for (const lot of lots) {
    const taken = Math.min(open, lot.left)
    lot.left -= taken
    open -= taken
  }
}

/** FE5: what the productions that use this row need of it, rounded once at the total of each bucket. */
function componentUse(plan: SupplyPlan, row: number): number[] {
  const { network } = plan
  const use = new Array<bigint>(plan.horizon.count).fill(0n)
  for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++) {
    const component = network.consumerComponent[at]!
    if (component < 0) continue
    receiptsFrom(plan, network.consumerRow[at]!, network.consumerSource[at]!).forEach((made, bucket) => {
      use[bucket]! += BigInt(made) * BigInt(network.componentPer[component]!)
    })
  }
  return use.map((millionths) => Number((millionths + 500_000n) / 1_000_000n))
}

/** FE6: by every bucket, what must have left to arrive in time has left. */
function checkLinks(plan: SupplyPlan, row: number, left: readonly number[], found: Infeasibility[]): void {
  const { network } = plan
  const due = new Array<number>(plan.horizon.count).fill(0)
  for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++) {
    if (network.consumerComponent[at]! >= 0) continue
    const source = network.consumerSource[at]!
    const leadTime = network.leadTimes[network.sourceLeadTime[source]!]!
    receiptsFrom(plan, network.consumerRow[at]!, source).forEach((arrived, bucket) => {
      const lastRelease = leadTime.releaseBucket[leadTime.start[bucket + 1]! - 1]!
      due[lastRelease]! += arrived
    })
  }
  let balance = 0
  for (let bucket = 0; bucket < plan.horizon.count; bucket++) {
    balance += left[bucket]! - due[bucket]!
    if (balance < 0) found.push({ rule: 'link', at: row, bucket, amount: -balance })
  }
}

/** FE7. */
function checkArrivals(plan: SupplyPlan, row: number, found: Infeasibility[]): void {
  const { sourceStart, sourceLeadTime, leadTimes } = plan.network
  let total = 0
  for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
    const first = leadTimes[sourceLeadTime[source]!]!.firstArrivalBucket
    receiptsFrom(plan, row, source).forEach((arrived, bucket) => {
      total += arrived
      if (arrived !== 0 && bucket < first) found.push({ rule: 'too_early', at: row, bucket, amount: arrived })
    })
  }
  for (let bucket = 0; bucket < plan.horizon.count; bucket++) total -= cell(plan, plan.columns.receipts, row, bucket)
  if (total !== 0) found.push({ rule: 'whole', at: row, bucket: 0, amount: total })
}

/** FE8: in exact whole numbers. A pool that open orders alone overfill takes nothing more. */
function checkCapacity(plan: SupplyPlan, capacity: number, found: Infeasibility[]): void {
  const { network, horizon } = plan
  const { pool, limit } = network.capacities[capacity]!
  const planned = new Array<bigint>(limit.length).fill(0n)
  const firm = new Array<bigint>(limit.length).fill(0n)
  for (let row = 0; row < plan.rows.stock.count; row++)
    for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
      for (let use = network.usageStart[source]!; use < network.usageStart[source + 1]!; use++) {
        if (network.usageCapacity[use] !== capacity) continue
        const per = BigInt(network.usagePer[use]!)
        const single = network.sourceStart[row + 1]! - network.sourceStart[row]! === 1
        const receipts = receiptsFrom(plan, row, source)
        const open = sparseRow(plan, plan.firmReceipts, row)
        for (let bucket = 0; bucket < horizon.count; bucket++) {
          planned[pool[bucket]!]! += BigInt(receipts[bucket]!) * per
          if (single) firm[pool[bucket]!]! += BigInt(open[bucket]!) * per
        }
      }
  limit.forEach((most, at) => {
    const over = planned[at]! + firm[at]! - BigInt(most) * 1000n
    if (planned[at]! > 0n && over > 0n) found.push({ rule: 'capacity', at: capacity, bucket: at, amount: Number(over) })
  })
}
