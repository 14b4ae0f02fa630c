/**
 * Small priced worlds for tests: a company in a few lines, its demand rows and their constrained shipments. Units are
 * base units, prices major units as text; everything else is as in the company folder.
 */
import { firstDayOfMonth, monthOf, parseDay } from '../../src/core/base/day.js'
import { parseScaled } from '../../src/core/base/decimal.js'
import { parseQuantity, UNIT_PRICE_DECIMALS } from '../../src/core/base/quantity.js'
import { buildHorizon, type HorizonShape } from '../../src/core/calendar/horizon.js'
import type * as Master from '../../src/core/network/company.js'
import { completeCompany } from '../../src/core/network/company-order.js'
import {
  emptyCompany,
  plainCustomer,
  plainLane,
  plainLocation,
  plainProduct,
  plainSupplier,
} from '../../src/core/network/plain-records.js'
import { allocateColumns, allocatePlain, type Plan } from '../../src/core/plan/plan.js'
import { companyHierarchies } from '../../src/core/plan/rows.js'
import { EVERYTHING, runStep } from '../../src/core/plan/step.js'
import type { MoneyPlan } from '../../src/finance/money-plan.js'
import { type PricePlanOptions, pricePlan } from '../../src/finance/priced-plan.js'
import { rollUpStep } from '../../src/finance/roll-up-step.js'
import { valueStep } from '../../src/finance/value-step.js'

export const amount = (text: string): number => parseScaled(text, UNIT_PRICE_DECIMALS)!
export const share = amount
export const day = (iso: string): number => parseDay(iso)!
export const month = (iso: string): number => monthOf(day(`${iso}-01`))

export interface SalesRow {
  item: string
  location: string
  /** Absent: the walk-in customer of the location's country. */
  customer?: string
  /** Units per bucket; a single text means the same every bucket. */
  units: string | readonly string[]
}

export interface MoneyWorldGiven {
  planDay?: string
  horizon?: Omit<HorizonShape, 'planDay'>
  baseCurrency?: string
  countries?: readonly string[]
  entities?: readonly { id: string; country: string; currency: string }[]
  /** `item: 'family'` or `item: 'category/family'`. */
  products: Readonly<Record<string, string>>
  locations: Readonly<Record<string, Partial<Master.Location> & { country: string }>>
  customers?: Readonly<Record<string, Partial<Master.Customer> & { country: string }>>
  suppliers?: readonly string[]
  prices?: readonly (Partial<Master.Price> & { product: string; amount: number; currency: string })[]
  costs?: readonly (Partial<Master.StandardCost> & { product: string; amount: number; currency: string })[]
  tradeTerms?: readonly (Partial<Master.TradeTerm> & Pick<Master.TradeTerm, 'customer' | 'kind' | 'value'>)[]
  promotions?: readonly (Partial<Master.Promotion> & Pick<Master.Promotion, 'sellOutStart' | 'sellOutEnd'>)[]
  lanes?: readonly (Partial<Master.Lane> & { from: string; to: string })[]
  fx?: readonly Omit<Master.FxRate, 'day'>[] | undefined
  inflation?: Master.Company['inflation']
  opex?: Master.Company['opex']
  sales: readonly SalesRow[]
}

export interface MoneyWorld {
  company: Master.Company
  plan: Plan
  money: MoneyPlan
  /** Demand row of an item, location and customer. */
  row(item: string, location: string, customer?: string): number
}

const ALWAYS = 0
const TERMS_DAYS = 30

export function companyOf(given: MoneyWorldGiven): Master.Company {
  const countries = given.countries ?? [...new Set(Object.values(given.locations).map(({ country }) => country))]
  return completeCompany({
    ...emptyCompany({
      name: 'test',
      baseCurrency: given.baseCurrency ?? 'USD',
      countries,
      planDay: day(given.planDay ?? '2026-11-23'),
    }),
    entities: (given.entities ?? []).map((entity) => ({ ...entity, name: entity.id, taxId: null })),
    products: Object.entries(given.products).map(([id, path]) => {
      const [category, family] = path.includes('/') ? path.split('/') : ['all', path]
      return { ...plainProduct(id, family!), category: category! }
    }),
    locations: Object.entries(given.locations).map(([id, location]) => ({
      ...plainLocation(id, 'dc', location.country),
      ...location,
    })),
    customers: Object.entries(given.customers ?? {}).map(([id, customer]) => ({
      ...plainCustomer(id, customer.country),
      paymentTermsDays: TERMS_DAYS,
      ...customer,
    })),
    suppliers: (given.suppliers ?? []).map((id) => ({ ...plainSupplier(id), paymentTermsDays: TERMS_DAYS })),
    lanes: (given.lanes ?? []).map((lane) => ({ ...plainLane(lane.from, lane.to), use: 'customer' as const, ...lane })),
    prices: (given.prices ?? []).map((price) => ({ ...PRICE, ...price })),
    costs: (given.costs ?? []).map((cost) => ({ location: null, validFrom: ALWAYS, ...cost })),
    tradeTerms: (given.tradeTerms ?? []).map((term) => ({ ...TERM, ...term })),
    promotions: (given.promotions ?? []).map((promotion, at) => ({ ...PROMOTION, id: `promo-${at}`, ...promotion })),
    fx: (given.fx ?? []).map((rate) => ({ ...rate, day: null })),
    inflation: given.inflation ?? [],
    opex: given.opex ?? [],
  })
}

/** Builds, prices, values and rolls up. */
export function buildMoneyWorld(given: MoneyWorldGiven, options: PricePlanOptions = {}): MoneyWorld {
  const company = companyOf(given)
  const horizon = buildHorizon({ planDay: company.settings.planDay, days: 10, weeks: 0, months: 0, ...given.horizon })
  const at = (records: readonly { id: string }[], id: string): number => {
    const found = records.findIndex((record) => record.id === id)
    if (found < 0) throw new Error(`the world has no ${id}`)
    return found
  }
  const keyOf = (item: string, location: string, customer?: string): [number, number, number] => {
    const place = at(company.locations, location)
    const buyer = customer ?? `consumers-${company.locations[place]!.country}`
    return [at(company.products, item), place, at(company.customers, buyer)]
  }
  const rows = given.sales
    .map((sale) => ({ sale, key: keyOf(sale.item, sale.location, sale.customer) }))
    .sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || a.key[2] - b.key[2])
  const columns = allocateColumns(rows.length, 0, horizon.count, allocatePlain)
  rows.forEach(({ sale }, row) => {
    for (let bucket = 0; bucket < horizon.count; bucket++)
      columns.constrained[row * horizon.count + bucket] = parseQuantity(
        typeof sale.units === 'string' ? sale.units : (sale.units[bucket] ?? '0'),
      )!
  })
  columns.consensus.set(columns.constrained)
  const part = (of: 0 | 1 | 2): Int32Array => Int32Array.from(rows, ({ key }) => key[of])
  const nothing = new Int32Array(0)
  const plan = {
    horizon,
    ...companyHierarchies(company),
    rows: {
      demand: {
        grain: 'demand',
        count: rows.length,
        item: part(0),
        location: part(1),
        customer: part(2),
        stockRow: new Int32Array(rows.length),
      },
      stock: { grain: 'stock', count: 0, item: nothing, location: nothing, customer: nothing, stockRow: nothing },
    },
    columns,
  } as unknown as Plan
  const money = pricePlan(plan, company, options)
  const priced = { plan, money }
  for (const step of [valueStep, rollUpStep]) runStep(step, priced, EVERYTHING)
  return {
    company,
    plan,
    money,
    row: (item, location, customer) => {
      const key = keyOf(item, location, customer)
      return rows.findIndex((row) => row.key.every((value, position) => value === key[position]))
    },
  }
}

export const lastDayOf = (iso: string): number => firstDayOfMonth(month(iso) + 1) - 1

const PRICE = { validFrom: ALWAYS, validTo: null, customer: null, channel: null, country: null }
const TERM = {
  basis: 'sell_in' as const,
  currency: null,
  validFrom: ALWAYS,
  validTo: null,
  product: null,
  family: null,
}
const PROMOTION = {
  mechanic: null,
  product: null,
  family: null,
  customer: null,
  location: null,
  country: null,
  buyInStart: null,
  buyInEnd: null,
  price: null,
  uplift: null,
  cannibalises: null,
  fundingPerUnit: null,
  fundedBy: null,
  status: null,
}
