import { SHARE_WHOLE } from '../base/quantity.js'
import { endOfHorizon, type Horizon } from '../calendar/horizon.js'
import { type ForecastNotes, protectionErrorSd } from '../demand/forecast-note.js'
import type { Company } from '../network/company.js'
import { policyBook } from '../network/network-compilation.js'
import type { SupplyNetwork } from '../network/supply-network.js'
import type { Rows } from '../plan/plan.js'
import { stockForCycleService } from './safety-stock.js'

export interface SafetyStockGiven {
  company: Company
  horizon: Horizon
  network: SupplyNetwork
  stockRows: Rows
  demandRows: Rows
  consensus: Float64Array
  notes: ForecastNotes
}

/**
 * Fills the safety stock of every stock row, in whole thousandths: the policy's own figure where it gives one, else
 * from its service level and the forecast errors of all demand downstream over lead time and review, else none.
 * Errors of different rows are taken as independent. Rules SS1–SS5 of docs/specs/netting.md.
 */
export function deriveSafetyStock(given: SafetyStockGiven, out: Float64Array): void {
  const { company, stockRows } = given
  const policyOf = policyBook(company)
  for (let row = 0; row < stockRows.count; row++) {
    const policy = policyOf(stockRows.item[row]!, stockRows.location[row]!)
    if (policy === undefined) out[row] = 0
    else if (policy.safetyStock !== null) out[row] = policy.safetyStock
    else out[row] = policy.serviceLevel === null ? 0 : stockForService(given, row, policy.serviceLevel / SHARE_WHOLE)
  }
}

/** A service level of 100% or more cannot be bought with stock. */
const SERVICE_MAX = 0.9999

function stockForService(given: SafetyStockGiven, row: number, service: number): number {
  if (service <= 0) return 0
  const { company, network, notes, consensus, horizon } = given
  const source = network.sourceStart[row]!
  const lane = company.lanes[network.sourceLane[source]!]
  const leadTimeDays = network.leadTimes[network.sourceLeadTime[source]!]!.days
  const days = leadTimeDays + network.reviewDays[row]!
  let variance = 0
  let total = 0
  for (const [demand, per] of demandBelow(network, row)) {
    variance += (per * protectionErrorSd(notes, demand, days)) ** 2
    for (let bucket = 0; bucket < horizon.count; bucket++) total += per * consensus[demand * horizon.count + bucket]!
  }
  const perDay = total / (endOfHorizon(horizon) - horizon.planDay)
  const sd = Math.sqrt(variance + (perDay * (lane?.leadTimeSdDays ?? 0)) ** 2)
  return Math.round(stockForCycleService(Math.min(service, SERVICE_MAX), sd))
}

/** Every demand row that this stock row serves, directly or through others, with the units needed per unit demanded. */
export function demandBelow(network: SupplyNetwork, row: number): Map<number, number> {
  const found = new Map<number, number>()
  const walk = (at: number, per: number): void => {
    for (let own = network.demandStart[at]!; own < network.demandStart[at + 1]!; own++) {
      const demand = network.demandRow[own]!
      found.set(demand, (found.get(demand) ?? 0) + per)
    }
    for (let draw = network.consumerStart[at]!; draw < network.consumerStart[at + 1]!; draw++) {
      const component = network.consumerComponent[draw]!
      const share = network.sourceShare[network.consumerSource[draw]!]! / SHARE_WHOLE
      const each = component < 0 ? 1 : network.componentPer[component]! / SHARE_WHOLE
      walk(network.consumerRow[draw]!, per * share * each)
    }
  }
  walk(row, 1)
  return found
}
