/**
 * Small worlds in which something goes wrong: a supply world that is netted, constrained and priced by the real steps,
 * with the facts a detector reads. Units are base units, money is whole pesos, days are counted from the plan day.
 */
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../src/core/base/quantity.js'
import type { Company, ServiceTerm } from '../../src/core/network/company.js'
import type { Facts, OpenOrder, PastPlan, SupplyOrder } from '../../src/core/network/facts.js'
import { plainServiceTerm } from '../../src/core/network/plain-records.js'
import { capacityStep } from '../../src/core/supply/capacity.js'
import { constrainStep } from '../../src/core/supply/constraining.js'
import { netStep } from '../../src/core/supply/net-step.js'
import { pricePlan } from '../../src/finance/priced-plan.js'
import { valueStep } from '../../src/finance/value-step.js'
import type { ExceptionInput } from '../../src/processes/exceptions/exception-input.js'
import { buildSupplyWorld, runSteps, type WorldGiven } from './supply-world.js'

export interface SaleGiven {
  at: string
  /** Days before the plan day. */
  ago: number
  units: number
}

export interface TroubleGiven extends WorldGiven {
  /** Pesos per unit, by product. */
  prices?: Readonly<Record<string, number>>
  costs?: Readonly<Record<string, number>>
  emptyDays?: readonly { at: string; ago: number }[]
  orders?: readonly { at: string; customer?: string; units: number; requestedIn: number; order?: string }[]
  supplyOrders?: readonly {
    product: string
    to: string
    from: string
    units: number
    dueIn: number
    promisedIn?: number
    order?: string
  }[]
  sold?: readonly SaleGiven[]
  pastPlans?: readonly {
    at: string
    fromAgo: number
    days: number
    units: number
    snapshot?: string
    stream?: string
  }[]
  terms?: readonly (Partial<ServiceTerm> & { customer: string })[]
  company?: (company: Company) => Partial<Company>
  coverage?: ExceptionInput['coverage']
}

export type TroubleWorld = ExceptionInput & { row(place: string): number }

export function buildTroubleWorld(given: TroubleGiven): TroubleWorld {
  const serviceTerms = (given.terms ?? []).map(({ customer, minRemainingLifeDays }) => ({
    customer,
    minRemainingLifeDays: minRemainingLifeDays ?? 0,
  }))
  const world = buildSupplyWorld({ ...given, serviceTerms: [...(given.serviceTerms ?? []), ...serviceTerms] })
  const made = withMoney(world.company, given)
  const company = { ...made, ...given.company?.(made) }
  runSteps(world.plan, [netStep, capacityStep, constrainStep])
  const money = pricePlan(world.plan, company)
  runSteps({ plan: world.plan, money }, [valueStep])
  const facts = factsOf(company, given)
  const coverage = given.coverage === undefined ? {} : { coverage: given.coverage }
  return { company, facts, plan: world.plan, money, ...coverage, row: world.row }
}

function withMoney(company: Company, { prices = {}, costs = {}, terms = [] }: TroubleGiven): Company {
  const amountsOf = (table: Readonly<Record<string, number>>) =>
    Object.entries(table).map(([product, amount]) => ({
      product,
      validFrom: 0,
      validTo: null,
      amount: amount * UNIT_PRICE_PER_MAJOR,
      currency: 'CLP',
      location: null,
    }))
  return {
    ...company,
    prices: amountsOf(prices).map((price) => ({ ...price, customer: null, channel: null, country: null })),
    costs: amountsOf(costs),
    serviceTerms: terms.map((term) => ({ ...plainServiceTerm(term.customer), ...term })),
  }
}

function factsOf(company: Company, given: TroubleGiven): ExceptionInput['facts'] {
  const { planDay } = company.settings
  const at = (records: readonly { id: string }[], id: string): number => records.findIndex((record) => record.id === id)
  const place = (text: string) => {
    const [product, location] = text.split('@') as [string, string]
    return { product: at(company.products, product), location: at(company.locations, location) }
  }
  const lots = given.lots ?? []
  const empty = given.emptyDays ?? []
  return {
    sales: salesOf(
      (given.sold ?? []).map((sale) => ({ ...sale, ...place(sale.at), day: planDay - sale.ago })),
      at(company.customers, 'anyone'),
    ),
    stock: {
      count: lots.length,
      product: Int32Array.from(lots, (lot) => place(lot.at).product),
      location: Int32Array.from(lots, (lot) => place(lot.at).location),
      day: new Int32Array(lots.length).fill(planDay - 1),
      onHandUnits: Float64Array.from(lots, (lot) => lot.units * QUANTITY_PER_UNIT),
      status: new Uint8Array(lots.length),
      expiryDay: Int32Array.from(lots, (lot) => planDay + lot.expiresIn),
      zeroDays: {
        product: Int32Array.from(empty, (day) => place(day.at).product),
        location: Int32Array.from(empty, (day) => place(day.at).location),
        day: Int32Array.from(empty, (day) => planDay - day.ago),
      },
    },
    orders: (given.orders ?? []).map(
      (order, line): OpenOrder => ({
        order: order.order ?? `SO-${line + 1}`,
        line: '1',
        ...place(order.at),
        customer: at(company.customers, order.customer ?? 'anyone'),
        orderDay: planDay + order.requestedIn - 3,
        requestedDay: planDay + order.requestedIn,
        promisedDay: planDay + order.requestedIn,
        orderedUnits: order.units * QUANTITY_PER_UNIT,
        shippedUnits: 0,
      }),
    ),
    supplyOrders: (given.supplyOrders ?? []).map(
      (order, line): SupplyOrder => ({
        order: order.order ?? `PO-${line + 1}`,
        kind: at(company.locations, order.from) < 0 ? 'purchase' : 'transfer',
        product: at(company.products, order.product),
        to: at(company.locations, order.to),
        from: at(company.locations, order.from),
        supplier: at(company.suppliers, order.from),
        orderedUnits: order.units * QUANTITY_PER_UNIT,
        receivedUnits: 0,
        dueDay: planDay + order.dueIn,
        promisedDay: planDay + (order.promisedIn ?? order.dueIn),
        shipDay: -1,
      }),
    ),
    pastPlans: (given.pastPlans ?? []).map(
      (past): PastPlan => ({
        snapshot: past.snapshot ?? `W-${past.fromAgo}`,
        stream: past.stream ?? 'frozen',
        frozenDay: planDay - past.fromAgo,
        flow: 'SELL_IN',
        ...place(past.at),
        customer: -1,
        firstDay: planDay - past.fromAgo,
        endDay: planDay - past.fromAgo + past.days,
        units: past.units * QUANTITY_PER_UNIT,
        value: null,
      }),
    ),
  }
}

function salesOf(
  sold: readonly { product: number; location: number; day: number; units: number }[],
  customer: number,
): Facts['sales'] {
  const count = sold.length
  return {
    count,
    product: Int32Array.from(sold, (sale) => sale.product),
    location: Int32Array.from(sold, (sale) => sale.location),
    customer: new Int32Array(count).fill(customer),
    day: Int32Array.from(sold, (sale) => sale.day),
    flow: new Uint8Array(count),
    units: Float64Array.from(sold, (sale) => sale.units * QUANTITY_PER_UNIT),
    returnedUnits: new Float64Array(count),
    grossAmount: new Float64Array(count),
    netAmount: new Float64Array(count),
    estimated: new Uint8Array(count),
  }
}
