import { expect, test } from 'vitest'
import { figureTable, goldenTables } from '../../../tests/support/golden-table.js'
import { buildSupplyWorld, runSteps, type World, type WorldGiven } from '../../../tests/support/supply-world.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import type { SupplyOrder } from '../../core/network/facts.js'
import { capacityStep } from '../../core/supply/capacity.js'
import { constrainStep } from '../../core/supply/constraining.js'
import { checkFeasibility } from '../../core/supply/feasibility.js'
import { netStep } from '../../core/supply/net-step.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { firmSupply, openingLots, openingStock } from './supply-inputs.js'

const GOLDEN = goldenTables('netting')

// A plant that makes bars of half a unit of oats, which come from a mill two days away; ten single days.
const BAKERY: WorldGiven = {
  products: ['bar', 'oats'],
  locations: { plant: 'plant' },
  suppliers: ['mill'],
  lanes: [{ from: 'mill', to: 'plant', product: 'oats', leadTimeDays: 2 }],
  recipes: [{ at: 'bar@plant', component: 'oats', per: 0.5 }],
  stock: { 'bar@plant': 10, 'oats@plant': 8 },
  demand: [{ at: 'bar@plant', units: 5 }],
}

interface OrderGiven {
  units: number
  received?: number
  dueIn: number
  promisedIn?: number
  startIn?: number
  kind?: SupplyOrder['kind']
}

function bakery(orders: readonly OrderGiven[], given: Partial<WorldGiven> = {}): World & { needs: number[] } {
  const world = buildSupplyWorld({ ...BAKERY, ...given })
  const { horizon, rows, network } = world.plan
  const dayIn = (days: number | undefined): number => (days === undefined ? -1 : horizon.planDay + days)
  const facts = {
    supplyOrders: orders.map(
      (order, at): SupplyOrder => ({
        order: `OP-${at}`,
        kind: order.kind ?? 'production',
        product: world.company.products.findIndex(({ id }) => id === 'bar'),
        to: world.company.locations.findIndex(({ id }) => id === 'plant'),
        from: -1,
        supplier: -1,
        orderedUnits: Math.round(order.units * QUANTITY_PER_UNIT),
        receivedUnits: Math.round((order.received ?? 0) * QUANTITY_PER_UNIT),
        dueDay: dayIn(order.dueIn),
        promisedDay: dayIn(order.promisedIn),
        shipDay: dayIn(order.startIn),
      }),
    ),
  }
  const plan: SupplyPlan = Object.assign(world.plan, firmSupply(facts, rows.stock, horizon, network))
  runSteps(plan, [netStep, capacityStep, constrainStep])
  expect(checkFeasibility(plan)).toEqual([])
  const needs = new Array<number>(horizon.count).fill(0)
  const { start, bucket, value } = plan.firmNeeds
  const oats = world.row('oats@plant')
  for (let cell = start[oats]!; cell < start[oats + 1]!; cell++)
    needs[bucket[cell]!]! += value[cell]! / QUANTITY_PER_UNIT
  return { ...world, needs }
}

const cells = (at: number, units: number): number[] => {
  const all = new Array<number>(10).fill(0)
  all[at] = units
  return all
}

test('[GR7] an open production order asks for its components on the day it is started', () => {
  const world = bakery([{ units: 20, dueIn: 2 }])
  const table = figureTable(
    {
      'bars on order': cells(2, 20),
      'bars made': world.units('receipts', 'bar@plant'),
      'bars closing': world.units('closing', 'bar@plant'),
      'oats drawn for the order': world.needs,
      'oats received': world.units('receipts', 'oats@plant'),
      'oats closing': world.units('closing', 'oats@plant'),
    },
    Array.from({ length: 10 }, (_, at) => `d${at + 1}`),
  )
  expect(table).toBe(GOLDEN.get('GR7'))
})

test('[GR7] only what is still open draws; past due is today, promised wins over due, and the day of the start over both', () => {
  expect(bakery([{ units: 20, received: 14, dueIn: 2 }]).needs).toEqual(cells(2, 3))
  expect(bakery([{ units: 20, dueIn: -4 }]).needs).toEqual(cells(0, 10))
  expect(bakery([{ units: 20, dueIn: 2, promisedIn: 5 }]).needs).toEqual(cells(5, 10))
  expect(bakery([{ units: 20, dueIn: 6, startIn: 3 }]).needs).toEqual(cells(3, 10))
})

test('[GR7] the day of the start is never after the goods are there', () => {
  expect(bakery([{ units: 20, dueIn: 2, startIn: 7 }]).needs).toEqual(cells(2, 10))
})

test('[GR7] the needs of a day are rounded once at their total, half away from zero', () => {
  const third = { recipes: [{ at: 'bar@plant', component: 'oats', per: 0.3333 }] }
  // 0.001 × 0.3333 rounds to nothing, twice 0.0006666 to 0.001.
  expect(bakery([{ units: 0.001, dueIn: 1 }], third).needs).toEqual(cells(1, 0))
  expect(
    bakery(
      [
        { units: 0.001, dueIn: 1 },
        { units: 0.001, dueIn: 1 },
      ],
      third,
    ).needs,
  ).toEqual(cells(1, 0.001))
})

test('[GR8] an order that was started before the plan day has drawn what it needs', () => {
  expect(bakery([{ units: 20, dueIn: 2, startIn: -1 }]).needs).toEqual(cells(0, 0))
  expect(bakery([{ units: 20, dueIn: 2, startIn: 0 }]).needs).toEqual(cells(0, 10))
})

test('[GR8] what is bought or sent draws no components', () => {
  expect(bakery([{ units: 20, dueIn: 2, kind: 'purchase' }]).needs).toEqual(cells(0, 0))
  expect(bakery([{ units: 20, dueIn: 2, kind: 'transfer' }]).needs).toEqual(cells(0, 0))
})

test('[GR7] the order comes as promised; the component that lacks is owed to it before anybody else gets some', () => {
  const world = bakery([{ units: 40, dueIn: 0 }], { demand: [...BAKERY.demand, { at: 'oats@plant', units: 1 }] })
  // 20 wanted, 8 there: 12 are owed to the order until the mill delivers on the third day.
  expect(world.units('closing', 'bar@plant')[0]).toBe(45)
  expect(world.shipped('oats@plant').slice(0, 4)).toEqual([0, 0, 3, 1])
  expect(world.units('receipts', 'oats@plant')[2]).toBe(15)
})

test('only free stock is planned with, and its lots are those that name an expiry day', () => {
  const { plan } = buildSupplyWorld(BAKERY)
  const bar = plan.rows.stock.item[0]!
  const stock = {
    count: 4,
    product: Int32Array.of(bar, bar, bar, bar),
    location: new Int32Array(4).fill(plan.rows.stock.location[0]!),
    day: new Int32Array(4).fill(plan.horizon.planDay - 1),
    onHandUnits: Float64Array.of(4000, 3000, 2000, 1000),
    status: Uint8Array.of(0, 0, 1, 0),
    expiryDay: Int32Array.of(-1, plan.horizon.planDay + 3, plan.horizon.planDay, plan.horizon.planDay + 400),
    zeroDays: { product: new Int32Array(0), location: new Int32Array(0), day: new Int32Array(0) },
  }
  expect(openingStock({ stock }, plan.rows.stock)[0]).toBe(8000)
  expect(openingLots({ stock }, plan.rows.stock)).toEqual([
    { row: 0, expiryDay: plan.horizon.planDay + 3, quantity: 3000 },
    { row: 0, expiryDay: plan.horizon.planDay + 400, quantity: 1000 },
  ])
})
