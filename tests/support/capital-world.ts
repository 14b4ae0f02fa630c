/**
 * Small worlds with both sides of the balance sheet: a supply world that has been netted and constrained, priced and
 * valued, and the working capital and books derived from it. Prices are in major units as text.
 */
import type { Company, Customer, Supplier } from '../../src/core/network/company.js'
import type { OpenItem, SupplyOrder } from '../../src/core/network/facts.js'
import { EVERYTHING, runStep } from '../../src/core/plan/step.js'
import { capacityStep } from '../../src/core/supply/capacity.js'
import { constrainStep } from '../../src/core/supply/constraining.js'
import { netStep } from '../../src/core/supply/net-step.js'
import { billStep } from '../../src/finance/bill-step.js'
import { closeBillings, openBillingBook } from '../../src/finance/billings.js'
import type { MoneyPlan } from '../../src/finance/money-plan.js'
import { type BooksOptions, bookPlan, type EntityBooks } from '../../src/finance/plan-books.js'
import { pricePlan } from '../../src/finance/priced-plan.js'
import { rollUpStep } from '../../src/finance/roll-up-step.js'
import { bookStock } from '../../src/finance/stock-book.js'
import { valueStep } from '../../src/finance/value-step.js'
import { deriveWorkingCapital, type WorkingCapital } from '../../src/finance/working-capital.js'
import { amount, share } from './money-world.js'
import { buildSupplyWorld, runSteps, type World, type WorldGiven } from './supply-world.js'

export interface CapitalWorldGiven extends WorldGiven {
  baseCurrency?: string
  entities?: readonly { id: string; country: string; currency: string }[]
  /** Entity of each location; the first entity when absent. */
  owner?: Readonly<Record<string, string>>
  country?: Readonly<Record<string, string>>
  /** Amounts by product, or by `product@location` (costs), `product<customer` (prices), `product<supplier`. */
  prices?: Readonly<Record<string, string>>
  costs?: Readonly<Record<string, string>>
  purchasePrices?: Readonly<Record<string, string>>
  suppliersGiven?: Readonly<Record<string, Partial<Supplier>>>
  customersGiven?: Readonly<Record<string, Partial<Customer>>>
  tradeTerms?: readonly { customer: string; kind: 'on_invoice' | 'rebate'; value: string }[]
  transferPrices?: readonly {
    from: string
    to: string
    product: string
    amount: string
    currency: string
    duty?: string
  }[]
  outboundCost?: Readonly<Record<string, string>>
  taxes?: Readonly<Record<string, string>>
  fx?: Company['fx']
  openItems?: readonly OpenItem[]
  supplyOrders?: readonly SupplyOrder[]
  books?: BooksOptions
}

export interface CapitalWorld extends World {
  money: MoneyPlan
  capital: WorkingCapital
  books: EntityBooks[]
}

export function buildCapitalWorld(given: CapitalWorldGiven): CapitalWorld {
  const world = buildSupplyWorld(given)
  runSteps(world.plan, [netStep, capacityStep, constrainStep])
  const company = pricedCompany(world.company, given)
  const valued = pricePlan(world.plan, company)
  const priced = { plan: world.plan, money: valued }
  runStep(valueStep, priced, EVERYTHING)
  runStep(rollUpStep, priced, EVERYTHING)
  const stock = bookStock({ plan: world.plan, money: valued, company, supplyOrders: given.supplyOrders ?? [] })
  const writeOffs = stock.fixed.filter(({ line }) => line === 'writeOffs')
  const money = { ...valued, fixed: [...valued.fixed, ...writeOffs] }
  const book = openBillingBook(world.plan, money, company)
  runStep(billStep, { plan: world.plan, money, billings: book }, EVERYTHING)
  const billings = closeBillings(book, money.bucketCount)
  const openItems = given.openItems ?? []
  const capital = deriveWorkingCapital({ plan: world.plan, money, company, openItems, stock, billings })
  return { ...world, company, money, capital, books: bookPlan(world.plan.horizon, money, capital, given.books) }
}

function pricedCompany(company: Company, given: CapitalWorldGiven): Company {
  const entities = given.entities ?? [{ id: 'main', country: 'CL', currency: 'CLP' }]
  const first = entities[0]!
  const currencyOf = (location: string): string =>
    entities.find((entity) => entity.id === (given.owner?.[location] ?? first.id))!.currency
  const amounts = (table: Readonly<Record<string, string>> = {}, by = '@') =>
    Object.entries(table).map(([key, text]) => {
      const [product, other] = key.split(by)
      return { product: product!, other: other ?? null, amount: amount(text) }
    })
  return {
    ...company,
    settings: { ...company.settings, baseCurrency: given.baseCurrency ?? first.currency },
    entities: entities.map((entity) => ({ ...entity, name: entity.id, taxId: null })),
    locations: company.locations.map((location) => ({
      ...location,
      country: given.country?.[location.id] ?? location.country,
      entity: given.owner?.[location.id] ?? first.id,
    })),
    customers: company.customers.map((customer) => ({ ...customer, ...given.customersGiven?.[customer.id] })),
    suppliers: company.suppliers.map((supplier) => ({ ...supplier, ...given.suppliersGiven?.[supplier.id] })),
    lanes: [
      ...company.lanes,
      ...Object.entries(given.outboundCost ?? {}).map(([customer, text]) => ({
        ...company.lanes[0]!,
        from: company.locations[0]!.id,
        to: customer,
        use: 'customer' as const,
        product: null,
        leadTimeDays: 0,
        costPerUnit: amount(text),
        currency: first.currency,
      })),
    ],
    prices: amounts(given.prices, '<').map(({ product, other, amount: value }) => ({
      product,
      customer: other,
      amount: value,
      currency: first.currency,
      validFrom: 0,
      validTo: null,
      channel: null,
      country: null,
    })),
    costs: amounts(given.costs).map(({ product, other, amount: value }) => ({
      product,
      location: other,
      amount: value,
      currency: other === null ? first.currency : currencyOf(other),
      validFrom: 0,
    })),
    purchasePrices: amounts(given.purchasePrices, '<').map(({ product, other, amount: value }) => ({
      product,
      supplier: other!,
      location: null,
      amount: value,
      currency: first.currency,
      validFrom: 0,
      minimumOrder: null,
      minimumOrderIn: null,
    })),
    transferPrices: (given.transferPrices ?? []).map(({ from, to, product, amount: text, currency, duty }) => ({
      fromEntity: from,
      toEntity: to,
      product,
      validFrom: 0,
      amount: amount(text),
      currency,
      duty: share(duty ?? '0'),
    })),
    tradeTerms: (given.tradeTerms ?? []).map(({ customer, kind, value }) => ({
      customer,
      kind,
      value: share(value),
      basis: 'sell_in' as const,
      currency: null,
      validFrom: 0,
      validTo: null,
      product: null,
      family: null,
    })),
    taxes: Object.entries(given.taxes ?? {}).map(([country, rate]) => ({
      country,
      kind: 'VAT',
      rate: share(rate),
      validFrom: 0,
      productClass: null,
    })),
    fx: given.fx ?? [],
  }
}
