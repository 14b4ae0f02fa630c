import { formatMonth } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { minorDecimals } from '../../finance/currency.js'
import { tieCompany } from '../../finance/past-pricing.js'
import type { Truth } from '../proof/proof.js'
import type { PlanningPorts } from './ports.js'

type Tie = NonNullable<PlanningPorts['tie']>
const tieHere: Tie = async (given) => tieCompany(given)

/**
 * *Truth*: the ledger's closed months against the priced volume of the facts. Null without a ledger. A difference below
 * the legal minor unit is a rounding of the ledger, not something unexplained.
 */
export async function proveTruth(
  company: Company,
  { sales, ledger }: Facts,
  tie: Tie = tieHere,
): Promise<Truth | null> {
  if (ledger.length === 0) return null
  const tied = await tie({ company, sales, ledger })
  const currencyOf = new Map(company.entities.map((entity) => [entity.id, entity.currency]))
  const unexplained = tied.lines
    .map((line) => ({ ...line, currency: currencyOf.get(line.entity)! }))
    .filter((line) => Math.abs(line.unexplained) >= 10 ** (tied.decimals - minorDecimals(line.currency)))
    .sort(
      (a, b) => Math.abs(b.unexplained) - Math.abs(a.unexplained) || a.month - b.month || (a.line < b.line ? -1 : 1),
    )
  return {
    lines: tied.lines.length,
    unexplained: unexplained.map((line) => ({
      company: line.entity,
      month: formatMonth(line.month),
      line: line.line,
      amount: formatScaled(line.unexplained, tied.decimals),
      ledger: formatScaled(line.ledger, tied.decimals),
      priced: formatScaled(line.priced, tied.decimals),
      currency: line.currency,
    })),
  }
}
