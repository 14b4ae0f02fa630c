import type { SupplyNeed } from '../../../core/plan/proposal.js'
import type { CompanyBalance } from './balance-company.js'
import type { BalancingInput } from './balancing-input.js'

/**
 * Moves that are ours to order, as the needs that transfer proposals are made of: whoever accepts one releases it like any
 * other. What is only recommended is not among them. Rule BA19 of docs/specs/balancing.md.
 */
export function transferNeeds({ company }: Pick<BalancingInput, 'company'>, { moves }: CompanyBalance): SupplyNeed[] {
  return moves
    .filter(({ verdict }) => verdict === 'propose')
    .map(({ item, way, units }) => ({
      kind: 'transfer',
      product: company.products[item]!.id,
      from: company.locations[way.from]!.id,
      to: company.locations[way.to]!.id,
      units,
      releaseDay: way.shipDay,
      dueDay: way.arrivalDay,
      tolerance: 0,
      minimum: way.minimum,
      multiple: way.pack,
    }))
}
