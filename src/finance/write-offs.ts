/**
 * What expires before it can leave, at the standard cost of the bucket in which it is written off: a loss of the company
 * that owns it, by country and family (docs/specs/valuation.md, VA11).
 */
import type { Company } from '../core/network/company.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { addWrittenOff } from '../core/supply/write-offs.js'
import { listFamilies } from './cube-rows.js'
import { entryOf } from './entry.js'
import { exactProduct, productDivisor } from './exact-product.js'
import { type FixedMoney, type MoneyPlan, rateIn } from './money-plan.js'

export function writeOffsOf(plan: SupplyPlan, company: Company, money: MoneyPlan): FixedMoney[] {
  const { network, horizon } = plan
  const rows = plan.rows.stock
  if (money.stockCost === null || network.lotQuantity.length === 0) return []
  const { familyOf } = listFamilies(company)
  const sums = new Map<string, { entity: number; country: string; family: number; months: Float64Array }>()
  const expired = new Float64Array(horizon.count)
  for (let row = 0; row < rows.count; row++) {
    const location = rows.location[row]!
    const entity = money.entityOfLocation[location]!
    if (network.lotStart[row] === network.lotStart[row + 1] || entity < 0) continue
    const { country } = company.locations[location]!
    const family = familyOf[rows.item[row]!]!
    const sum = entryOf(sums, `${entity} ${country} ${family}`, () => ({
      entity,
      country,
      family,
      months: new Float64Array(money.monthCount),
    }))
    const divisor = productDivisor(money.currencies[money.entities[entity]!.currency]!.atomDecimals)
    expired.fill(0)
    addWrittenOff(plan, row, expired)
    for (let bucket = 0; bucket < horizon.count; bucket++)
      if (expired[bucket] !== 0)
        sum.months[money.monthOfBucket[bucket]!]! += exactProduct(
          expired[bucket]!,
          rateIn(money.stockCost, row, bucket),
          divisor,
        )
  }
  return [...sums.values()].flatMap(({ entity, country, family, months }) =>
    Array.from(months, (amount, month) => ({
      line: 'writeOffs' as const,
      entity,
      country,
      account: -1,
      family,
      month,
      amount,
    })).filter(({ amount }) => amount !== 0),
  )
}
