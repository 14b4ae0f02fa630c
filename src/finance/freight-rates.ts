import type { Company } from '../core/network/company.js'
import { entryOf } from './entry.js'
import type { MoneyPlan } from './money-plan.js'
import { planTranslators } from './plan-translation.js'

/**
 * Freight between our own locations costs the lane's cost per unit, paid by the company that owns the receiving location
 * in the month of the receipt. It belongs to stock, not to a customer, so it is kept by company, country and family
 * (docs/specs/valuation.md, VA10).
 */
export function openFreight(company: Company, money: MoneyPlan) {
  const translatorTo = planTranslators(money)
  const rows = new Map<string, number>()
  const rates: number[] = []
  return {
    /** Row of the rates of a lane as an entity pays them, −1 when it costs nothing. */
    rowOf(lane: number, entity: number): number {
      const record = company.lanes[lane]
      if (record === undefined || record.costPerUnit === 0) return -1
      return entryOf(rows, `${lane} ${entity}`, () => {
        const { code } = money.currencies[money.entities[entity]!.currency]!
        const translate = translatorTo(code)
        for (let month = 0; month < money.monthCount; month++)
          rates.push(translate(record.costPerUnit, record.currency, month))
        return rows.size
      })
    },
    /** At [row * monthCount + month], in millionths of the payer's currency. */
    rates: (): Float64Array => Float64Array.from(rates),
  }
}
