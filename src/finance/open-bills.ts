import { Refusal } from '../core/base/refusal.js'
import type { Company } from '../core/network/company.js'
import type { OpenItem } from '../core/network/facts.js'
import { chainCustomers } from './customer-chain.js'
import type { OpenBill } from './daily-balance.js'
import { entryOf } from './entry.js'
import type { MoneyPlan } from './money-plan.js'
import { planTranslators } from './plan-translation.js'
import { portion } from './portion.js'

/** Open bills of one entity and party (for receivables the payer), in atoms of the entity's currency, tax included. */
export interface OpenBills {
  readonly kind: OpenItem['kind']
  readonly entity: number
  readonly party: string
  readonly bills: readonly OpenBill[]
}

/**
 * What is open already, by entity and party. An item without a legal entity belongs to the customer's own one, else to
 * the first. Amounts in other currencies are taken at the PLAN rate of the plan's first month.
 *
 * @throws Refusal `finance.unknown_entity`
 */
export function groupOpenItems(items: readonly OpenItem[], money: MoneyPlan, company: Company): OpenBills[] {
  const { chain } = chainCustomers(company.customers)
  const customerAt = new Map(company.customers.map((customer, at) => [customer.id, at]))
  const translators = planTranslators(money)
  const groups = new Map<string, OpenBills & { bills: OpenBill[] }>()
  for (const item of items) {
    const customer = item.kind === 'receivable' ? customerAt.get(item.party) : undefined
    const entity = entityOfItem(item, money, customer === undefined ? null : company.customers[customer]!.entity)
    const { code, atomDecimals } = money.currencies[money.entities[entity]!.currency]!
    const payer = customer === undefined ? item.party : company.customers[chain[customer]!.at(-1)!]!.id
    const translated = translators(code)(item.openAmount, item.currency, 0)
    const group = entryOf(groups, `${item.kind} ${entity} ${payer}`, () => ({
      kind: item.kind,
      entity,
      party: payer,
      bills: [] as OpenBill[],
    }))
    group.bills.push({ dueDay: item.dueDay, openAmount: portion(translated, 10 ** atomDecimals, 1_000_000) })
  }
  return [...groups.values()]
}

function entityOfItem(item: OpenItem, money: MoneyPlan, ofCustomer: string | null): number {
  const id = item.entity ?? ofCustomer
  if (id === null) return 0
  const entity = money.entities.findIndex((each) => each.id === id)
  if (entity < 0) throw new Refusal('finance.unknown_entity', { entity: id, location: item.invoice })
  return entity
}
