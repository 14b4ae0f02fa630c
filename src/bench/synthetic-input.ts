import type { Facts, OpenOrder } from '../core/network/facts.js'
import { allocateShared } from '../core/plan/plan.js'
import type { Runner } from '../core/plan/runner.js'
import { EVERYTHING, type StepName } from '../core/plan/step.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import type { PlanState } from '../engine/plan-state.js'
import { pricePlan } from '../finance/priced-plan.js'
import type { LivingInput } from '../processes/living/living-input.js'
import { openConsumption } from '../processes/living/order-consumption.js'
import { compareWithOthers } from '../processes/planning/comparisons.js'
import { deriveStatements } from '../processes/planning/statements.js'
import { pricedCompany } from './priced-company.js'
import type { SyntheticSize } from './synthetic-company.js'
import { buildSyntheticPlan } from './synthetic-plan.js'

const STEPS: readonly StepName[] = ['net', 'capacity', 'constrain']
const MONEY_STEPS: readonly StepName[] = ['value', 'roll up']
const UNITS_ORDERED = 40_000

/** A synthetic plan with its money, as a frozen version would give it to a living plan. Exceptions are not looked for. */
export async function syntheticInput(size: SyntheticSize, runner: Runner<PlanState>): Promise<LivingInput> {
  const company = pricedCompany(size)
  const bare = buildSyntheticPlan(size, allocateShared)
  const facts = emptyFacts(wholesaleOrders(bare))
  const { adjustments, openingBacklog } = openConsumption(
    { company, orders: facts.orders, rows: bare.rows.demand, horizon: bare.horizon },
    bare.columns.consensus,
    allocateShared,
  )
  const plan: SupplyPlan = { ...bare, orderAdjustments: adjustments, openingBacklog }
  await runner.give({ plan })
  for (const step of STEPS) await runner.run(step, EVERYTHING)
  const priced = pricePlan(plan, company)
  await runner.give({ money: priced })
  for (const step of MONEY_STEPS) await runner.run(step, EVERYTHING)
  const statements = deriveStatements(company, facts, plan, priced)
  return {
    company,
    facts,
    coverage: [],
    plan,
    money: statements.money,
    statements,
    problems: [],
    finance: { snapshot: '', cells: [] },
    truth: null,
    comparisons: compareWithOthers(company, facts, plan, statements.money),
    past: null,
    soldToDate: [],
    layers: [],
    overrides: [],
    returnShares: new Float64Array(plan.rows.demand.count),
    pricedFixed: priced.fixed.length,
  }
}

/** One open order on every row of a customer who waits. */
function wholesaleOrders({ rows, network, horizon }: SupplyPlan): OpenOrder[] {
  const { item, location, customer, count } = rows.demand
  const orders: OpenOrder[] = []
  for (let row = 0; row < count; row++) {
    if (network.backorder[row] === 0) continue
    const requestedDay = horizon.planDay + (row % 20)
    orders.push({
      order: `order-${row}`,
      line: '1',
      product: item[row]!,
      customer: customer[row]!,
      location: location[row]!,
      orderDay: horizon.planDay - 3,
      requestedDay,
      promisedDay: requestedDay,
      orderedUnits: UNITS_ORDERED,
      shippedUnits: 0,
    })
  }
  return orders
}

const emptyFacts = (orders: OpenOrder[]): Facts => ({
  id: 'synthetic',
  sales: {
    count: 0,
    product: new Int32Array(0),
    location: new Int32Array(0),
    customer: new Int32Array(0),
    day: new Int32Array(0),
    flow: new Uint8Array(0),
    units: new Float64Array(0),
    returnedUnits: new Float64Array(0),
    grossAmount: new Float64Array(0),
    netAmount: new Float64Array(0),
    estimated: new Uint8Array(0),
  },
  stock: {
    count: 0,
    product: new Int32Array(0),
    location: new Int32Array(0),
    day: new Int32Array(0),
    onHandUnits: new Float64Array(0),
    status: new Uint8Array(0),
    expiryDay: new Int32Array(0),
    zeroDays: { product: new Int32Array(0), location: new Int32Array(0), day: new Int32Array(0) },
  },
  orders,
  supplyOrders: [],
  ledger: [],
  openItems: [],
  pastPlans: [],
})
