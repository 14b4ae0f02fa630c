/**
 * What a stock row may face until its own supply can help: rules BA2 and BA6 of docs/specs/balancing.md, read off the
 * constrained plan.
 */
import type { Day } from '../../../core/base/day.js'
import type { Quantity } from '../../../core/base/quantity.js'
import { MEASURED_WEEKS, protectionErrorSd } from '../../../core/demand/forecast-note.js'
import type { BalancingNode, Lot } from '../../../core/inventory/balancing/item-outlook.js'
import { demandBelow } from '../../../core/inventory/safety-stock-policy.js'
import { openServiceTerms } from '../../../core/network/service-terms.js'
import {
  addConsumerRequests,
  addCustomerRequests,
  addFirmIssues,
  addFirmReceipts,
  requestBuffers,
} from '../../../core/supply/requests.js'
import type { SupplyPlan } from '../../../core/supply/supply-state.js'
import { openingLots } from '../../planning/supply-inputs.js'
import { BALANCING_DAYS, type BalancingInput } from './balancing-input.js'

/** Everything that is asked of a row. What expires is not asked for: it is the first that should go elsewhere. */
function openAsked(plan: SupplyPlan): (row: number, out: Float64Array) => void {
  const buffers = requestBuffers(plan.horizon.count)
  const lapsing = new Float64Array(plan.horizon.count)
  return (row, out) => {
    out.fill(0)
    addCustomerRequests(plan, row, out, lapsing)
    addFirmIssues(plan, row, out)
    addConsumerRequests(plan, row, out, buffers)
  }
}

/** The window of each row in steps of time, which are buckets of the plan. */
export function openRowOutlooks(
  input: BalancingInput,
  worthOf: (row: number) => number,
): (row: number) => BalancingNode {
  const { plan } = input
  const { horizon } = plan
  const askedOf = openAsked(plan)
  const [asked, firm] = [new Float64Array(horizon.count), new Float64Array(horizon.count)]
  const lifeOf = openLifeAsked(input)
  const lotsOf = openLots(input)
  return (row) => {
    const steps = windowOf(plan, row)
    askedOf(row, asked)
    firm.fill(0)
    addFirmReceipts(plan, row, firm)
    const need = new Float64Array(steps)
    const supply = new Float64Array(steps)
    let [out, coming] = [0, 0]
    for (let step = 0; step < steps; step++) {
      out += asked[step]!
      coming += firm[step]! + plan.columns.receipts[row * horizon.count + step]!
      need[step] = out
      supply[step] = coming
    }
    const lastDay = endOf(plan, steps - 1) - 1
    const lifeAsked = lifeOf(row)
    const over = overOn(plan, row)
    const stock = plan.network.openingStock[row]! - over
    const lots = lotsOf(row)
    const young = lots.filter(({ expiryDay }) => expiryDay >= lastDay + lifeAsked)
    return {
      outlook: { stock, need, error: errorsOf(input, row, steps), supply },
      worth: worthOf(row),
      lastDay,
      lifeAsked,
      aging: quantityOf(lots) - quantityOf(young) - over,
      lots: young,
    }
  }
}

const quantityOf = (lots: readonly Lot[]): number => lots.reduce((sum, { quantity }) => sum + quantity, 0)

/** What nobody can use even on the plan day: it has expired, or lives for less than anybody asks. Rule WO1 of docs/specs/netting.md. */
function overOn({ network }: SupplyPlan, row: number): Quantity {
  let over = 0
  for (let lot = network.lotStart[row]!; lot < network.lotStart[row + 1]!; lot++)
    if (network.lotBucket[lot] === 0 && network.lotDays[lot] === 0) over += network.lotQuantity[lot]!
  return over
}

const endOf = ({ horizon }: SupplyPlan, bucket: number): Day => horizon.firstDay[bucket]! + horizon.days[bucket]!

/**
 * Buckets until own supply can help: those in which something ordered today can arrive and is reviewed again, and those
 * in which what sources can give is behind what is asked of them; eight weeks at the most.
 */
export function windowOf(plan: SupplyPlan, row: number): number {
  const { horizon, network, columns } = plan
  let first = horizon.count
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
    first = Math.min(first, network.leadTimes[network.sourceLeadTime[source]!]!.firstArrivalBucket)
  const capped = bucketsBefore(plan, horizon.planDay + BALANCING_DAYS)
  const reviewed = first >= capped ? capped : bucketsBefore(plan, horizon.firstDay[first]! + network.reviewDays[row]!)
  let behind = 0
  let lag = 0
  for (let bucket = 0; bucket < capped; bucket++) {
    lag += columns.requirement[row * horizon.count + bucket]! - columns.receipts[row * horizon.count + bucket]!
    if (lag > 0) behind = bucket + 1
  }
  return Math.max(1, Math.min(capped, Math.max(reviewed, behind)))
}

/** Buckets that begin before a day. */
function bucketsBefore({ horizon }: SupplyPlan, day: Day): number {
  let count = 0
  while (count < horizon.count && horizon.firstDay[count]! < day) count++
  return count
}

/** Errors of the rows that hang on this one know nothing of each other (SS rules of docs/specs/netting.md). */
function errorsOf({ plan, errors }: BalancingInput, row: number, steps: number): Float64Array {
  const out = new Float64Array(steps)
  if (errors === null) return out
  for (const [demand, per] of demandBelow(plan.network, row)) {
    if ((demand + 1) * MEASURED_WEEKS > errors.length) continue
    for (let step = 0; step < steps; step++) {
      const days = endOf(plan, step) - plan.horizon.planDay
      out[step]! += (per * protectionErrorSd({ cumulativeErrorSd: errors }, demand, days)) ** 2
    }
  }
  for (let step = 0; step < steps; step++) out[step] = Math.sqrt(out[step]!)
  return out
}

/** The most life that any customer of a row asks for: what everybody takes is good for everybody. */
function openLifeAsked({ company, plan }: BalancingInput): (row: number) => number {
  const terms = openServiceTerms(company)
  const { network, rows } = plan
  return (row) => {
    let most = 0
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++) {
      const demand = network.demandRow[at]!
      const term = terms.of(rows.demand.customer[demand]!, rows.demand.item[demand]!)
      most = Math.max(most, term?.minRemainingLifeDays ?? 0)
    }
    return most
  }
}

function openLots({ stock, plan }: BalancingInput): (row: number) => Lot[] {
  const byRow = new Map<number, Lot[]>()
  for (const { row, expiryDay, quantity } of openingLots({ stock }, plan.rows.stock)) {
    const lots = byRow.get(row)
    if (lots === undefined) byRow.set(row, [{ expiryDay, quantity }])
    else lots.push({ expiryDay, quantity })
  }
  for (const lots of byRow.values()) lots.sort((a, b) => a.expiryDay - b.expiryDay || a.quantity - b.quantity)
  return (row) => byRow.get(row) ?? []
}
