/**
 * How much demand is lost before anything can arrive? Netting must know it where some of what is short is lost and some
 * waits: what is lost need not be replenished. It follows the same rules of service as the constrained plan, which then
 * comes to the same answer. Rule NT6 of docs/specs/netting.md.
 */
import { DEFAULT_PRIORITY } from '../network/demand-service.js'
import type { Plan } from '../plan/plan.js'
import {
  addReleases,
  hasCells,
  needOf,
  type Orders,
  plannedFrom,
  producible,
  type RequestBuffers,
  requestsOfDemandRow,
} from './requests.js'
import { byTier, type Claim, CUSTOMER, LINK, NEED, serveByTier } from './service.js'
import { endBucket, openLots } from './write-offs.js'

/** Whether demand of this row may be lost while other demand on it waits. */
export function isMixed({ network, firmIssues, firmNeeds }: Plan, row: number): boolean {
  const { demandStart, demandRow, backorder, consumerStart } = network
  let lapses = false
  let waits = consumerStart[row + 1]! > consumerStart[row]! || hasCells(firmIssues, row) || hasCells(firmNeeds, row)
  for (let at = demandStart[row]!; at < demandStart[row + 1]!; at++)
    if (backorder[demandRow[at]!] === 1) waits = true
    else lapses = true
  return lapses && waits
}

interface TimedClaim extends Claim {
  readonly asked: Float64Array
  /** Millionths per unit for a production's need, whose `asked` and `owed` are production; 0 otherwise. */
  readonly per: number
}

export interface LapseGiven {
  readonly plan: Plan
  readonly row: number
  /** First bucket in which planned receipts can arrive. */
  readonly end: number
  readonly firmReceipts: Float64Array
  readonly firmIssues: Float64Array
  readonly orders: Orders
  readonly buffers: RequestBuffers
}

/** Demand lost in each bucket before `end`, when nothing but open orders arrives. */
export function lostUntil(given: LapseGiven): Float64Array {
  const { plan, row, end, firmReceipts, firmIssues } = given
  const claims = claimsOn(given)
  const lots = openLots(plan, row)
  const lost = new Float64Array(plan.horizon.count)
  let stock = plan.network.openingStock[row]!
  let firmOwed = 0
  for (let bucket = 0; bucket < end; bucket++) {
    stock += firmReceipts[bucket]!
    firmOwed += firmIssues[bucket]!
    let leaving = firmOwed
    for (const claim of claims) {
      claim.wanted = claim.owed + claim.asked[bucket]!
      if (claim.per > 0) claim.wanted = needOf(claim.wanted, claim.per)
      claim.given = 0
      leaving += claim.wanted
    }
    if (lots !== null) stock -= endBucket(plan, lots, bucket, leaving, stock, null)
    const firm = Math.min(firmOwed, stock)
    firmOwed -= firm
    stock = serveByTier(claims, stock - firm)
    for (const claim of claims) {
      if (claim.per > 0) {
        const production = claim.owed + claim.asked[bucket]!
        claim.owed = production - Math.min(production, producible(claim.given, claim.per))
      } else if (claim.waits) claim.owed = claim.wanted - claim.given
      else lost[bucket]! += claim.wanted - claim.given
    }
  }
  return lost
}

function claimsOn({ plan, row, orders, buffers }: LapseGiven): TimedClaim[] {
  const { network } = plan
  const claims: TimedClaim[] = []
  const ask = (kind: Claim['kind'], id: number, tier: number, waits: boolean, per: number): Float64Array => {
    const asked = new Float64Array(plan.horizon.count)
    claims.push({ kind, id, tier, waits, per, asked, owed: 0, wanted: 0, given: 0 })
    return asked
  }
  for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++) {
    const demand = network.demandRow[at]!
    const waits = network.backorder[demand] === 1
    requestsOfDemandRow(plan, demand, ask(CUSTOMER, demand, network.priority[demand]!, waits, 0))
  }
  for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++) {
    const source = network.consumerSource[at]!
    const component = network.consumerComponent[at]!
    plannedFrom(plan, network.consumerRow[at]!, source, orders, buffers.orders, buffers.planned)
    const asked =
      component < 0
        ? ask(LINK, source, DEFAULT_PRIORITY, true, 0)
        : ask(NEED, component, DEFAULT_PRIORITY, true, network.componentPer[component]!)
    addReleases(plan, source, buffers.planned, asked)
  }
  return claims.sort(byTier)
}
