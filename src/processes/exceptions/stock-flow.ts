import type { Plan } from '../../core/plan/plan.js'
import {
  addConsumerRequests,
  addCustomerRequests,
  addFirmIssues,
  addFirmReceipts,
  type RequestBuffers,
  requestBuffers,
} from '../../core/supply/requests.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { addExpiring, addWrittenOff } from '../../core/supply/write-offs.js'

/** Quantities of one stock row by bucket. What the arrays hold lasts until the next row is read. */
export interface StockFlow {
  readonly firm: Float64Array
  readonly issues: Float64Array
}

/**
 * Reads what comes in by orders already placed and what leaves as planned: opening stock and receipts less the closing
 * stock and what is written off say it exactly, whoever drew on the row.
 */
export function openStockFlow(plan: SupplyPlan): (row: number) => StockFlow {
  const count = plan.horizon.count
  const firm = new Float64Array(count)
  const expired = new Float64Array(count)
  const issues = new Float64Array(count)
  const { closing, receipts } = plan.columns
  return (row) => {
    firm.fill(0)
    expired.fill(0)
    addFirmReceipts(plan, row, firm)
    addWrittenOff(plan, row, expired)
    let before = plan.network.openingStock[row]!
    for (let bucket = 0; bucket < count; bucket++) {
      const after = closing[row * count + bucket]!
      const left = before + firm[bucket]! + receipts[row * count + bucket]! - expired[bucket]! - after
      issues[bucket] = Math.max(0, left)
      before = after
    }
    return { firm, issues }
  }
}

/**
 * Everything that has to leave a row, whether it can or not: what customers, placed orders and the rows it replenishes
 * ask, and what expires beside it.
 */
export function openRequests(plan: SupplyPlan): (row: number, out: Float64Array) => void {
  const buffers: RequestBuffers = requestBuffers(plan.horizon.count)
  const lapsing = new Float64Array(plan.horizon.count)
  return (row, out) => {
    out.fill(0)
    addCustomerRequests(plan, row, out, lapsing)
    addFirmIssues(plan, row, out)
    addConsumerRequests(plan, row, out, buffers)
    addExpiring(plan, row, out)
  }
}

/** Days between ordering and receiving by the slowest of the row's sources. */
export function leadTimeDays({ network }: Plan, row: number): number {
  let longest = 0
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
    longest = Math.max(longest, network.leadTimes[network.sourceLeadTime[source]!]!.days)
  return longest
}

/** The first bucket in which planned receipts are behind what netting asks for, up to a bucket; −1 = they never are. */
export function fallsBehindIn({ columns, horizon }: Plan, row: number, lastBucket: number): number {
  let lag = 0
  for (let bucket = 0; bucket <= lastBucket; bucket++) {
    const at = row * horizon.count + bucket
    lag += columns.requirement[at]! - columns.receipts[at]!
    if (lag > 0) return bucket
  }
  return -1
}

/** By how much planned receipts have ever fallen behind what netting asks for, up to a bucket. */
export function supplyLag({ columns, horizon }: Plan, row: number, lastBucket: number): number {
  let lag = 0
  let worst = 0
  for (let at = row * horizon.count; at <= row * horizon.count + lastBucket; at++) {
    lag += columns.requirement[at]! - columns.receipts[at]!
    if (lag > worst) worst = lag
  }
  return worst
}
