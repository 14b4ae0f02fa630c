/**
 * Safety stock is there to be used. While what is on hand and under way differs from what the old plan expected by less
 * than a third of it, the target moves with the stock and the orders stay as they were; past that, the target is the
 * policy's again and the difference is made up. Rule PV15 of docs/specs/plan-versions.md.
 */
import type { Company } from '../../core/network/company.js'
import type { Plan } from '../../core/plan/plan.js'
import { firstArrivalOf } from '../../core/supply/netting.js'
import { addCustomerRequests, addFirmIssues, addFirmReceipts } from '../../core/supply/requests.js'
import { addExpiring } from '../../core/supply/write-offs.js'
import { type PlanBefore, stockRowsBefore } from './plan-before.js'

/** Of the policy's safety stock: the first of the three zones of a buffer. */
const ZONE = 1 / 3

/** Moves the targets of the plan's network, before it is netted; gives the number of rows that absorb a difference. */
export function steadyBuffers(company: Company, plan: Plan, before: PlanBefore): number {
  const earlier = stockRowsBefore(company, plan.rows.stock, before)
  const { safetyStock } = plan.network
  const flows = new Float64Array(plan.horizon.count)
  let count = 0
  for (let row = 0; row < plan.rows.stock.count; row++) {
    if (earlier[row]! < 0 || safetyStock[row] === 0) continue
    const missing = missingStock(plan, row, before.plan, earlier[row]!, flows)
    const target = before.plan.network.safetyStock[earlier[row]!]! - missing
    if (target < 0 || Math.abs(safetyStock[row]! - target) > ZONE * safetyStock[row]!) continue
    if (target !== safetyStock[row]) count++
    safetyStock[row] = target
  }
  return count
}

/**
 * How much less there is than the old plan expected, on the last day on which nothing ordered from now on can have
 * arrived. Rows that others draw on are compared this morning: what is drawn later has yet to be planned.
 */
function missingStock(plan: Plan, row: number, old: Plan, oldRow: number, flows: Float64Array): number {
  const { network, horizon } = plan
  const drawnOn = network.consumerStart[row + 1]! > network.consumerStart[row]!
  const arrival = firstArrivalOf(plan, row)
  for (let bucket = drawnOn ? -1 : arrival - 1; bucket >= -1; bucket--) {
    const end = bucket < 0 ? horizon.planDay : horizon.firstDay[bucket]! + horizon.days[bucket]!
    const expected = closingBefore(old, oldRow, end)
    if (expected !== null) return expected - stockAt(plan, row, bucket, flows)
  }
  return 0
}

/** Closing stock of the old plan on the evening before `day`; null where that is inside one of its buckets. */
function closingBefore({ horizon, columns }: Plan, row: number, day: number): number | null {
  for (let bucket = 0; bucket < horizon.count; bucket++)
    if (horizon.firstDay[bucket]! + horizon.days[bucket]! === day) return columns.closing[row * horizon.count + bucket]!
  return null
}

/** Stock at the end of a bucket with nothing but what is under way; −1 = this morning. What is too old is not there. */
function stockAt(plan: Plan, row: number, last: number, flows: Float64Array): number {
  let stock = plan.network.openingStock[row]!
  if (last < 0) return stock - spoiledAlready(plan, row)
  const requests = new Float64Array(flows.length)
  const lapsing = new Float64Array(flows.length)
  flows.fill(0)
  addFirmReceipts(plan, row, flows)
  addCustomerRequests(plan, row, requests, lapsing)
  addFirmIssues(plan, row, requests)
  addExpiring(plan, row, requests)
  for (let bucket = 0; bucket <= last; bucket++) {
    stock += flows[bucket]! - requests[bucket]!
    if (stock < 0) stock += Math.min(lapsing[bucket]!, -stock)
  }
  return stock
}

/** Lots whose last day has passed: the old plan wrote them off. */
function spoiledAlready({ network }: Plan, row: number): number {
  const { lotStart, lotDays, lotQuantity } = network
  let spoiled = 0
  for (let lot = lotStart[row]!; lot < lotStart[row + 1]!; lot++) if (lotDays[lot] === 0) spoiled += lotQuantity[lot]!
  return spoiled
}
