import { NO_RETURN_DAYS } from '../../../core/inventory/balancing/transfer-rules.js'
import type { Company } from '../../../core/network/company.js'
import { positions } from '../../../core/network/source-book.js'
import type { SupplyProposal } from '../../../core/plan/proposal.js'
import type { BalancingInput } from './balancing-input.js'

/** Transfers that somebody has agreed to and that no order shows yet, within four weeks of the plan day. Rule BA9. */
export function agreedTransfers(company: Company, agreed: readonly SupplyProposal[]): BalancingInput['transfers'] {
  const [products, places] = [positions(company.products), positions(company.locations)]
  const isNear = (day: number): boolean => Math.abs(day - company.settings.planDay) <= NO_RETURN_DAYS
  return agreed.flatMap(({ kind, product, from, to, releaseDay, dueDay }) => {
    const moved = { product: products.get(product) ?? -1, from: places.get(from) ?? -1, to: places.get(to) ?? -1 }
    const isKnown = kind === 'transfer' && Math.min(moved.product, moved.from, moved.to) >= 0
    return isKnown && (isNear(releaseDay) || isNear(dueDay)) ? [moved] : []
  })
}
