/**
 * A synthetic plan with what detectors read beside it: lines with limits, placed orders, lots, a budget, and facts of the
 * last weeks as dense as a large company has them. Planned and priced as always.
 */
import { monthOf } from '../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../core/base/quantity.js'
import { seededRandom } from '../core/base/random.js'
import type { Company } from '../core/network/company.js'
import type { OpenOrder, PastPlan, SupplyOrder } from '../core/network/facts.js'
import { compileNetwork } from '../core/network/network-compilation.js'
import { openSourceBook } from '../core/network/source-book.js'
import { allocateShared, buildSparse } from '../core/plan/plan.js'
import type { Runner } from '../core/plan/runner.js'
import { EVERYTHING, type StepName } from '../core/plan/step.js'
import { buildSupplyState, type SupplyPlan } from '../core/supply/supply-state.js'
import type { PlanState } from '../engine/plan-state.js'
import { pricePlan } from '../finance/priced-plan.js'
import type { ExceptionInput } from '../processes/exceptions/exception-input.js'
import { pricedCompany } from './priced-company.js'
import { buildSyntheticPlan, type SizeName, SYNTHETIC_SIZES } from './synthetic-plan.js'

const STREAM = { late: 11, lots: 12, orders: 13, sales: 14, deviates: 15 }
const ITEMS_PER_LINE = 50
const WEEKS_SOLD = 6
const DAYS_PER_WEEK = 7
const PAST_DAYS = WEEKS_SOLD * DAYS_PER_WEEK
/** One in this many rows: an open supply order, of those a late one, lots, an open order, sales beside the plan. */
const ONE_IN = { supplyOrder: 20, late: 5, lots: 10, order: 50, deviates: 200 }

export async function planTroubled(name: SizeName, runner: Runner<PlanState>): Promise<ExceptionInput> {
  const size = SYNTHETIC_SIZES[name]
  const bare = buildSyntheticPlan(size, allocateShared)
  const company = withLines(pricedCompany(size), bare)
  const supplyOrders = supplyOrdersOf(bare)
  const lots = lotsOf(bare)
  const plan = recompiled(bare, company, supplyOrders, lots)
  await runner.give({ plan })
  const run = async (steps: readonly StepName[]): Promise<void> => {
    for (const step of steps) await runner.run(step, EVERYTHING)
  }
  await run(['net', 'capacity', 'constrain'])
  const money = pricePlan(plan, company)
  await runner.give({ money })
  await run(['value', 'roll up'])
  const { rows, horizon } = plan
  const none = new Int32Array(0)
  const stock = {
    count: lots.length,
    product: Int32Array.from(lots, ({ row }) => rows.stock.item[row]!),
    location: Int32Array.from(lots, ({ row }) => rows.stock.location[row]!),
    day: new Int32Array(lots.length).fill(horizon.planDay - 1),
    onHandUnits: Float64Array.from(lots, ({ quantity }) => quantity),
    status: new Uint8Array(lots.length),
    expiryDay: Int32Array.from(lots, ({ expiryDay }) => expiryDay),
    zeroDays: { product: none, location: none, day: none },
  }
  const facts = { sales: salesOf(plan), stock, orders: ordersOf(plan), supplyOrders, pastPlans: pastPlansOf(plan) }
  return { company, facts, plan, money, coverage: [] }
}

/** Lines of the plant, of which one in twenty is too small, and a budget a little above the plan for every family. */
function withLines(company: Company, { rows, horizon, columns }: SupplyPlan): Company {
  const plant = company.locations.find(({ kind }) => kind === 'plant')!
  const lines = Array.from({ length: Math.ceil(company.products.length / ITEMS_PER_LINE) }, (_, at) => `line-${at}`)
  const perWeek = new Float64Array(lines.length)
  for (let row = 0; row < rows.demand.count; row++) {
    let asked = 0
    for (let day = 0; day < DAYS_PER_WEEK; day++) asked += columns.consensus[row * horizon.count + day]!
    perWeek[Math.floor(rows.demand.item[row]! / ITEMS_PER_LINE)]! += asked / QUANTITY_PER_UNIT / 1000
  }
  const month = monthOf(horizon.planDay)
  const families = [...new Set(company.products.map(({ family }) => family))]
  const countries = [...new Set(company.customers.map(({ country }) => country))]
  return {
    ...company,
    resources: lines.map((id, line) => ({
      id,
      location: plant.id,
      hoursPerWeek: Math.round(perWeek[line]! * (line % 20 === 0 ? 0.9 : 1.3)),
      ...{ overtimeHours: null, overtimeCost: null, currency: null },
    })),
    routings: company.products.map(({ id }, at) => ({
      product: id,
      resource: lines[Math.floor(at / ITEMS_PER_LINE)]!,
      hoursPerUnit: 1000,
    })),
    budget: [1, 2, 3].flatMap((later) =>
      countries.flatMap((country) =>
        families.map((family) => ({
          ...{ month: month + later, country, family, product: null, customer: null, margin: null, units: null },
          netSales: 5e12,
          currency: 'USD',
        })),
      ),
    ),
  }
}

interface OpeningLot {
  readonly row: number
  readonly expiryDay: number
  readonly quantity: number
}

/** The same plan with the limits of its lines, what has been ordered already, and lots that expire. */
function recompiled(
  bare: SupplyPlan,
  company: Company,
  orders: readonly SupplyOrder[],
  lots: readonly OpeningLot[],
): SupplyPlan {
  const { rows, horizon } = bare
  const { openingStock, safetyStock } = bare.network
  const rowOf = new Map<number, number>()
  const places = company.locations.length
  for (let row = 0; row < rows.stock.count; row++)
    rowOf.set(rows.stock.item[row]! * places + rows.stock.location[row]!, row)
  const network = compileNetwork({
    ...{ company, horizon, openingStock, safetyStock, lots },
    stockRows: rows.stock,
    demandRows: rows.demand,
    book: openSourceBook(company),
  })
  const placed = orders.map(({ product, to, orderedUnits, promisedDay }) => ({
    row: rowOf.get(product * places + to)!,
    bucket: Math.max(0, promisedDay - horizon.planDay),
    value: orderedUnits,
  }))
  return {
    ...bare,
    network,
    firmReceipts: buildSparse(rows.stock.count, placed),
    supply: buildSupplyState(network, horizon.count, allocateShared),
  }
}

/** Open orders of rows that draw on another; the late ones were due two days ago and come in four. */
function supplyOrdersOf({ rows, network, horizon, columns }: SupplyPlan): SupplyOrder[] {
  const random = seededRandom(STREAM.late)
  const orders: SupplyOrder[] = []
  for (let row = 0; row < rows.stock.count; row++) {
    const source = network.sourceStart[row]!
    const from = network.sourceRow[source] ?? -1
    const demand = network.demandRow[network.demandStart[row]!]
    if (from < 0 || demand === undefined || random.at(0, row, 0) * ONE_IN.supplyOrder >= 1) continue
    const isLate = random.at(1, row, 0) * ONE_IN.late < 1
    orders.push({
      order: `supply-${row}`,
      kind: 'transfer',
      product: rows.stock.item[row]!,
      to: rows.stock.location[row]!,
      from: rows.stock.location[from]!,
      supplier: -1,
      orderedUnits: columns.consensus[demand * horizon.count]! * 5,
      receivedUnits: 0,
      dueDay: horizon.planDay + (isLate ? -2 : 3),
      promisedDay: horizon.planDay + (isLate ? 4 : 3),
      shipDay: -1,
    })
  }
  return orders
}

/** Half of what a row has, in two lots that expire within two months. */
function lotsOf({ rows, network, horizon }: SupplyPlan): OpeningLot[] {
  const random = seededRandom(STREAM.lots)
  const lots: OpeningLot[] = []
  for (let row = 0; row < rows.stock.count; row++) {
    if (random.at(0, row, 0) * ONE_IN.lots >= 1) continue
    const quantity = Math.floor(network.openingStock[row]! / 4)
    for (const lot of [0, 1])
      if (quantity > 0)
        lots.push({ row, expiryDay: horizon.planDay + 3 + Math.floor(random.at(1 + lot, row, 0) * 60), quantity })
  }
  return lots
}

/** Orders of customers; half of them should have arrived. */
function ordersOf({ rows, horizon, columns }: SupplyPlan): OpenOrder[] {
  const random = seededRandom(STREAM.orders)
  const { item, location, customer, count } = rows.demand
  const orders: OpenOrder[] = []
  for (let row = 0; row < count; row++) {
    if (random.at(0, row, 0) * ONE_IN.order >= 1) continue
    const requestedDay = horizon.planDay - 5 + Math.floor(random.at(1, row, 0) * 10)
    orders.push({
      order: `order-${row}`,
      line: '1',
      product: item[row]!,
      customer: customer[row]!,
      location: location[row]!,
      orderDay: requestedDay - 5,
      requestedDay,
      promisedDay: requestedDay,
      orderedUnits: columns.consensus[row * horizon.count]!,
      shippedUnits: 0,
    })
  }
  return orders
}

/** What the first week asks for, about, in each of the last weeks; some rows sell half as much again. */
function salesOf({ rows, horizon, columns }: SupplyPlan): ExceptionInput['facts']['sales'] {
  const random = seededRandom(STREAM.sales)
  const { item, location, customer, count } = rows.demand
  const facts = count * WEEKS_SOLD
  const of = (values: Int32Array): Int32Array =>
    Int32Array.from({ length: facts }, (_, fact) => values[Math.floor(fact / WEEKS_SOLD)]!)
  const none = new Float64Array(0)
  return {
    count: facts,
    product: of(item),
    location: of(location),
    customer: of(customer),
    day: Int32Array.from(
      { length: facts },
      (_, fact) => horizon.planDay - PAST_DAYS + (fact % WEEKS_SOLD) * DAYS_PER_WEEK,
    ),
    flow: new Uint8Array(facts),
    units: Float64Array.from({ length: facts }, (_, fact) => {
      const row = Math.floor(fact / WEEKS_SOLD)
      const swing = 0.8 + random.at(0, row, fact % WEEKS_SOLD) * 0.4
      const factor = random.at(1, row, 0) * ONE_IN.deviates < 1 ? 1.6 : 1
      return Math.round(columns.consensus[row * horizon.count]! * DAYS_PER_WEEK * swing * factor)
    }),
    ...{ returnedUnits: none, grossAmount: none, netAmount: none, estimated: new Uint8Array(0) },
  }
}

/** The plan that was frozen before those weeks, one line for each item at each place. */
function pastPlansOf({ rows, horizon, columns }: SupplyPlan): PastPlan[] {
  const { item, location, count } = rows.demand
  return Array.from({ length: count }, (_, row) => ({
    snapshot: 'before',
    stream: 'frozen',
    frozenDay: horizon.planDay - PAST_DAYS,
    flow: 'SELL_IN',
    product: item[row]!,
    location: location[row]!,
    customer: -1,
    firstDay: horizon.planDay - PAST_DAYS,
    endDay: horizon.planDay,
    units: columns.consensus[row * horizon.count]! * PAST_DAYS,
    value: null,
  }))
}
