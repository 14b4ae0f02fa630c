/**
 * Freight between our own locations: planned transfer receipts × the lane's cost per unit, paid by the company that owns
 * the receiving location in the month of the receipt. It belongs to stock, not to a customer, so it is kept by company,
 * country and family (docs/specs/valuation.md, VA10).
 */
import type { Company } from '../core/network/company.js'
import { TRANSFER } from '../core/network/supply-network.js'
import { receiptsFrom, type SupplyPlan } from '../core/supply/supply-state.js'
import { listFamilies } from './cube-rows.js'
import { entryOf } from './entry.js'
import { exactProduct, productDivisor } from './exact-product.js'
import type { FixedMoney, MoneyPlan } from './money-plan.js'
import { planTranslators } from './plan-translation.js'

export function transferLogistics(plan: SupplyPlan, company: Company, money: MoneyPlan): FixedMoney[] {
  const { network } = plan
  const rows = plan.rows.stock
  const { familyOf } = listFamilies(company)
  const rateOf = freightRates(company, money)
  const sums = new Map<string, { entity: number; country: string; family: number; months: Float64Array }>()
  for (let row = 0; row < rows.count; row++) {
    const location = rows.location[row]!
    const entity = money.entityOfLocation[location]!
    if (entity < 0 || !paysFreight(plan, company, row)) continue
    const { country } = company.locations[location]!
    const family = familyOf[rows.item[row]!]!
    const sum = entryOf(sums, `${entity} ${country} ${family}`, () => ({
      entity,
      country,
      family,
      months: new Float64Array(money.monthCount),
    }))
    const divisor = productDivisor(money.currencies[money.entities[entity]!.currency]!.atomDecimals)
    for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++) {
      if (network.sourceKind[source] !== TRANSFER) continue
      const receipts = receiptsFrom(plan, row, source)
      for (let bucket = 0; bucket < money.bucketCount; bucket++) {
        if (receipts[bucket] === 0) continue
        const month = money.monthOfBucket[bucket]!
        sum.months[month]! += exactProduct(
          receipts[bucket]!,
          rateOf(network.sourceLane[source]!, entity, month),
          divisor,
        )
      }
    }
  }
  return [...sums.values()].flatMap(({ entity, country, family, months }) =>
    Array.from(months, (amount, month) => ({
      line: 'transferLogistics' as const,
      entity,
      country,
      account: -1,
      family,
      month,
      amount,
    })).filter(({ amount }) => amount !== 0),
  )
}

function paysFreight({ network }: SupplyPlan, company: Company, row: number): boolean {
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
    if (network.sourceKind[source] === TRANSFER && (company.lanes[network.sourceLane[source]!]?.costPerUnit ?? 0) !== 0)
      return true
  return false
}

/** Cost per unit of a lane in the currency of an entity, at the PLAN rate of a month. */
function freightRates(company: Company, money: MoneyPlan): (lane: number, entity: number, month: number) => number {
  const translatorTo = planTranslators(money)
  return (lane, entity, month) => {
    const record = company.lanes[lane]
    if (record === undefined) return 0
    const { code } = money.currencies[money.entities[entity]!.currency]!
    return translatorTo(code)(record.costPerUnit, record.currency, month)
  }
}
