import type { Day } from '../../core/base/day.js'
import { bucketOfDay } from '../../core/calendar/horizon.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { openRequests, openStockFlow } from './stock-flow.js'
import { EATEN_SAFETY_SHARE } from './thresholds.js'

/** A late order: how much is open, when it was due, when the plan counts on it and when it is expected. */
export interface Danger {
  readonly open: number
  readonly due: Day
  readonly counted: Day
  readonly expected: Day
}

/**
 * Units that are asked for before the late orders come and would not be lacking had they come when due. Both ways are
 * projected from what is asked, whether the plan can give it or not.
 */
export function openDangerMeter(plan: SupplyPlan): (row: number, late: readonly Danger[]) => number {
  const { horizon, network, columns } = plan
  const flowOf = openStockFlow(plan)
  const requestsOf = openRequests(plan)
  const asked = new Float64Array(horizon.count)
  const bucketOf = (day: Day): number => Math.max(0, bucketOfDay(horizon, day))
  return (row, late) => {
    const { firm } = flowOf(row)
    requestsOf(row, asked)
    const counted = late.map((each) => bucketOf(each.counted))
    const due = late.map((each) => bucketOf(each.due))
    const comes = late.map(({ expected }) => bucketOf(expected))
    const end = Math.min(horizon.count, Math.max(...comes))
    let stock = network.openingStock[row]!
    let lacking = 0
    let lackingOnTime = 0
    for (let bucket = 0; bucket < end; bucket++) {
      stock += firm[bucket]! + columns.receipts[row * horizon.count + bucket]! - asked[bucket]!
      let really = stock
      let onTime = stock
      late.forEach(({ open }, at) => {
        const inPlan = counted[at]! <= bucket ? open : 0
        really += (comes[at]! <= bucket ? open : 0) - inPlan
        onTime += (due[at]! <= bucket ? open : 0) - inPlan
      })
      lacking = Math.max(lacking, expectedLack(really, network.safetyStock[row]!))
      lackingOnTime = Math.max(lackingOnTime, expectedLack(onTime, network.safetyStock[row]!))
    }
    return Math.round(Math.max(0, lacking - lackingOnTime))
  }
}

/** What is lacking at a projected stock: all below zero, and the share of eaten safety stock that chance will need. */
function expectedLack(stock: number, safety: number): number {
  const eaten = Math.max(0, safety - Math.max(0, stock))
  return Math.max(0, -stock) + eaten * EATEN_SAFETY_SHARE
}
