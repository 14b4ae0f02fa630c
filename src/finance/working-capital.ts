import type { Company } from '../core/network/company.js'
import type { OpenItem } from '../core/network/facts.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { AT_THE_TILL, type Billings } from './billings.js'
import {
  addBalances,
  type DailyBalance,
  horizonDays,
  type OpenBill,
  rollBalance,
  spreadOverDays,
} from './daily-balance.js'
import { entryOf } from './entry.js'
import type { MoneyPlan } from './money-plan.js'
import { groupOpenItems, type OpenBills } from './open-bills.js'
import type { PaymentTerms } from './payment-terms.js'
import { portion } from './portion.js'
import type { StockBook } from './stock-book.js'
import { crossesBorder, invoiceTaxRate } from './taxes.js'
import { type PricedTransfer, priceTransfers } from './transfer-pricing.js'

export interface WorkingCapitalGiven {
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
  readonly company: Company
  readonly openItems: readonly OpenItem[]
  readonly stock: StockBook
  readonly billings: readonly Billings[]
  /** Days a party has been seen to pay late; 0 when absent. */
  readonly delayOf?: (kind: 'receivable' | 'payable', party: string) => number
}

/** A balance with one party, tax included, in atoms of the entity's currency. `party` '' = nobody in particular. */
export interface PartyBalance {
  readonly kind: 'receivable' | 'payable'
  readonly entity: number
  readonly party: string
  readonly terms: PaymentTerms
  readonly balance: DailyBalance
}

/** Tax by day: on our invoices, on our suppliers' invoices, and paid at the border. */
export interface EntityTax {
  readonly output: Float64Array
  readonly input: Float64Array
  readonly atBorder: Float64Array
}

export interface WorkingCapital {
  readonly days: number
  readonly stock: StockBook
  readonly transfers: readonly PricedTransfer[]
  readonly parties: readonly PartyBalance[]
  /** Per entity. */
  readonly receivables: readonly DailyBalance[]
  readonly payables: readonly DailyBalance[]
  readonly tax: readonly EntityTax[]
}

/**
 * Stock by owner, receivables from invoices and payables from receipts, day by day, from the plan's own quantities and
 * the terms of the parties (docs/specs/cash-to-cash.md). The cubes must have been filled.
 */
export function deriveWorkingCapital(given: WorkingCapitalGiven): WorkingCapital {
  const { plan, money, company, stock } = given
  const days = horizonDays(plan.horizon)
  const tax = money.entities.map(() => ({
    output: new Float64Array(days),
    input: new Float64Array(days),
    atBorder: new Float64Array(days),
  }))
  const open = groupOpenItems(given.openItems, money, company)
  const parties = [...receivables(given, days, open, tax), ...payables(given, days, open, stock, tax)]
  const total = (kind: PartyBalance['kind']): DailyBalance[] =>
    money.entities.map((_, entity) => {
      const own = parties.filter((party) => party.kind === kind && party.entity === entity)
      return addBalances(
        own.map((party) => party.balance),
        plan.horizon.planDay,
        days,
      )
    })
  return {
    days,
    stock,
    transfers: priceTransfers(stock.transfers, money, company, plan.horizon),
    parties,
    receivables: total('receivable'),
    payables: total('payable'),
    tax,
  }
}

function receivables(
  given: WorkingCapitalGiven,
  days: number,
  open: readonly OpenBills[],
  tax: readonly EntityTax[],
): PartyBalance[] {
  const { plan, money } = given
  const unclaimed = claimable(open, 'receivable')
  const billed = given.billings.map((billing) => {
    spreadOverDays(plan.horizon, billing.tax, tax[billing.entity]!.output)
    const daily = new Float64Array(days)
    spreadOverDays(plan.horizon, billing.net, daily)
    spreadOverDays(plan.horizon, billing.tax, daily)
    const party = money.accounts[billing.account]!.id
    return rollParty(given, 'receivable', billing.entity, party, billing.terms, daily, unclaimed)
  })
  return [...billed, ...orphans(given, 'receivable', days, unclaimed)]
}

function payables(
  given: WorkingCapitalGiven,
  days: number,
  open: readonly OpenBills[],
  stock: StockBook,
  tax: readonly EntityTax[],
): PartyBalance[] {
  const { plan, company } = given
  const unclaimed = claimable(open, 'payable')
  const bills = new Map<string, { entity: number; supplier: number; daily: Float64Array }>()
  for (const purchase of stock.purchases) {
    const { entity, supplier, amounts } = purchase
    const bill = entryOf(bills, `${entity} ${supplier}`, () => ({ entity, supplier, daily: new Float64Array(days) }))
    spreadOverDays(plan.horizon, amounts, bill.daily)
    const taxed = taxOfPurchase(given, purchase)
    const imported = isImport(given, entity, supplier)
    spreadOverDays(plan.horizon, taxed, imported ? tax[entity]!.atBorder : tax[entity]!.input)
    if (!imported) spreadOverDays(plan.horizon, taxed, bill.daily)
  }
  const billed = [...bills.values()].map(({ entity, supplier, daily }) => {
    const record = supplier < 0 ? null : company.suppliers[supplier]!
    const terms = record === null ? AT_THE_TILL : { ...termsOf(record), payWeekday: null }
    return rollParty(given, 'payable', entity, record?.id ?? '', terms, daily, unclaimed)
  })
  return [...billed, ...orphans(given, 'payable', days, unclaimed)]
}

const termsOf = ({ paymentTermsDays, termsBasis }: Omit<PaymentTerms, 'payWeekday'>) => ({
  paymentTermsDays,
  termsBasis,
})

const isImport = ({ money, company }: WorkingCapitalGiven, entity: number, supplier: number): boolean =>
  supplier >= 0 && crossesBorder(money.entities[entity]!.country, company.suppliers[supplier]!.country)

function taxOfPurchase(
  { plan, money, company }: WorkingCapitalGiven,
  { entity, family, category, amounts }: StockBook['purchases'][number],
): Float64Array {
  const { country } = money.entities[entity]!
  return amounts.map((amount, bucket) =>
    amount === 0
      ? 0
      : portion(
          amount,
          invoiceTaxRate(company.taxes, country, [family, category], plan.horizon.firstDay[bucket]!),
          1_000_000,
        ),
  )
}

type Unclaimed = Map<string, OpenBills>

const claimable = (open: readonly OpenBills[], kind: PartyBalance['kind']): Unclaimed =>
  new Map(open.filter((each) => each.kind === kind).map((each) => [`${each.entity} ${each.party}`, each]))

/** The open bills of a party go with the first terms it is billed on; each bill keeps its own due day. */
function rollParty(
  given: WorkingCapitalGiven,
  kind: PartyBalance['kind'],
  entity: number,
  party: string,
  terms: PaymentTerms,
  daily: Float64Array,
  unclaimed: Unclaimed,
): PartyBalance {
  const bills = unclaimed.get(`${entity} ${party}`)?.bills ?? []
  unclaimed.delete(`${entity} ${party}`)
  return balanceOf(given, kind, entity, party, terms, daily, bills)
}

/** Parties with something open and nothing planned. */
function orphans(
  given: WorkingCapitalGiven,
  kind: PartyBalance['kind'],
  days: number,
  unclaimed: Unclaimed,
): PartyBalance[] {
  return [...unclaimed.values()].map(({ entity, party, bills }) =>
    balanceOf(given, kind, entity, party, AT_THE_TILL, new Float64Array(days), bills),
  )
}

function balanceOf(
  { plan, delayOf }: WorkingCapitalGiven,
  kind: PartyBalance['kind'],
  entity: number,
  party: string,
  terms: PaymentTerms,
  daily: Float64Array,
  bills: readonly OpenBill[],
): PartyBalance {
  const settlement = { terms, transitDays: 0, delayDays: delayOf?.(kind, party) ?? 0 }
  return { kind, entity, party, terms, balance: rollBalance(plan.horizon.planDay, daily, settlement, bills) }
}
