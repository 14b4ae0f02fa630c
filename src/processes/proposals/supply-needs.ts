import type { Day } from '../../core/base/day.js'
import type { Company } from '../../core/network/company.js'
import { PRODUCTION, TRANSFER } from '../../core/network/supply-network.js'
import type { SupplyNeed } from '../../core/plan/proposal.js'
import { receiptsFrom, type SupplyPlan } from '../../core/supply/supply-state.js'

/** A fortnight: what has to be placed before the next two weekly meetings. */
export const PROPOSAL_WINDOW_DAYS = 14

/** Of the safety stock: the first of the three zones of a buffer, which is there to be used. */
const TOLERATED_PART = 3

/**
 * Every order of the constrained plan that has to be placed in the window, in the order of rows, sources and dates. A
 * receipt of a week or a month is due on its first day: whoever has to wait for it should not. Rules PP1–PP3 of
 * docs/specs/proposals.md.
 */
export function supplyNeeds(company: Company, plan: SupplyPlan, windowDays = PROPOSAL_WINDOW_DAYS): SupplyNeed[] {
  const { network, horizon } = plan
  const needs: SupplyNeed[] = []
  for (let row = 0; row < plan.rows.stock.count; row++)
    for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++) {
      const place = placeOf(company, plan, row, source)
      const receipts = receiptsFrom(plan, row, source)
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        if (receipts[bucket]! <= 0) continue
        const days = datesOf(plan, source, bucket)
        if (days.releaseDay >= horizon.planDay + windowDays) break
        needs.push({ ...place, units: receipts[bucket]!, ...days })
      }
    }
  return needs
}

/** When a receipt has to be ordered: the first day on which any of it has to leave. */
export function datesOf(plan: SupplyPlan, source: number, bucket: number): { releaseDay: Day; dueDay: Day } {
  const { horizon, network } = plan
  const leadTime = network.leadTimes[network.sourceLeadTime[source]!]!
  const releaseDay = horizon.firstDay[leadTime.releaseBucket[leadTime.start[bucket]!]!]!
  return { releaseDay, dueDay: Math.max(horizon.firstDay[bucket]!, releaseDay + leadTime.days) }
}

function placeOf(
  company: Company,
  { network, rows }: SupplyPlan,
  row: number,
  source: number,
): Omit<SupplyNeed, 'units' | 'releaseDay' | 'dueDay'> {
  const kind = network.sourceKind[source]!
  const to = company.locations[rows.stock.location[row]!]!.id
  const product = company.products[rows.stock.item[row]!]!.id
  const about = {
    product,
    to,
    tolerance: Math.floor(network.safetyStock[row]! / TOLERATED_PART),
    minimum: network.minimum[row]!,
    multiple: network.multiple[row]!,
  }
  if (kind === PRODUCTION) return { ...about, kind: 'production', from: '' }
  if (kind === TRANSFER) {
    const from = company.locations[rows.stock.location[network.sourceRow[source]!]!]!.id
    return { ...about, kind: 'transfer', from }
  }
  const from = company.suppliers[network.sourceSupplier[source]!]?.id ?? ''
  return { ...about, kind: 'purchase', from }
}
