import type { Day } from '../../core/base/day.js'
import { digestText } from '../../core/base/digest.js'
import type { Company } from '../../core/network/company.js'
import type { Facts, SupplyOrder } from '../../core/network/facts.js'
import { positions } from '../../core/network/source-book.js'
import type { ProposalAnswer, SupplyProposal } from '../../core/plan/proposal.js'
import { answerProposals, stands } from './standing-proposals.js'

/** What was released or confirmed and is not among the supply orders of the facts yet. */
export function agreedProposals(given: {
  earlier: readonly SupplyProposal[]
  answers: readonly ProposalAnswer[]
  arrived: ReadonlySet<string>
  planDay: Day
}): SupplyProposal[] {
  return answerProposals(given.earlier, given.answers).filter(
    (proposal) =>
      (proposal.status === 'released' || proposal.status === 'confirmed') &&
      stands(proposal, given.arrived, given.planDay),
  )
}

/**
 * Facts with the agreed proposals as supply orders: between a yes and the next extract the plan counts on what was
 * agreed, so nothing is asked for twice [PP7]. Gives the facts themselves when there is nothing.
 */
export function withAgreedOrders(company: Company, facts: Facts, agreed: readonly SupplyProposal[]): Facts {
  const productAt = positions(company.products)
  const locationAt = positions(company.locations)
  const supplierAt = positions(company.suppliers)
  const orders = agreed.flatMap((proposal): SupplyOrder[] => {
    const product = productAt.get(proposal.product)
    const to = locationAt.get(proposal.to)
    if (product === undefined || to === undefined) return []
    return [
      {
        order: proposal.order === '' ? proposal.id : proposal.order,
        kind: proposal.kind,
        product,
        to,
        from: proposal.kind === 'transfer' ? (locationAt.get(proposal.from) ?? -1) : -1,
        supplier: proposal.kind === 'purchase' ? (supplierAt.get(proposal.from) ?? -1) : -1,
        orderedUnits: proposal.units,
        receivedUnits: 0,
        dueDay: proposal.dueDay,
        promisedDay: -1,
        shipDay: proposal.kind === 'transfer' ? proposal.releaseDay : -1,
      },
    ]
  })
  if (orders.length === 0) return facts
  const named = orders.map(({ order, orderedUnits, dueDay }) => `${order}:${orderedUnits}:${dueDay}`).sort()
  return { ...facts, id: `${facts.id}+${digestText(named.join())}`, supplyOrders: [...facts.supplyOrders, ...orders] }
}
