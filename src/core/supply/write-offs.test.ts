import { expect, test } from 'vitest'
import { figureTable, goldenTables } from '../../../tests/support/golden-table.js'
import { buildSupplyWorld, runSteps, type World, type WorldGiven } from '../../../tests/support/supply-world.js'
import { capacityStep } from './capacity.js'
import { constrainStep } from './constraining.js'
import { checkFeasibility } from './feasibility.js'
import { netStep } from './net-step.js'
import { pastDueOf } from './netting.js'

const GOLDEN = goldenTables('netting')

const lane = { from: 'mill', to: 'dc', leadTimeDays: 2 }

/** Bars in a DC whose supplier has no limit: ten single days from Monday 21 September 2026, unless told otherwise. */
function plan(given: Partial<WorldGiven> & Pick<WorldGiven, 'demand'>): World {
  const world = buildSupplyWorld({ locations: { dc: 'dc' }, suppliers: ['mill'], lanes: [lane], ...given })
  runSteps(world.plan, [netStep, capacityStep, constrainStep])
  expect(checkFeasibility(world.plan)).toEqual([])
  return world
}

const DAYS = Array.from({ length: 10 }, (_, at) => `d${at + 1}`)
const ten = new Array<number>(10).fill(10)

const figures = (world: World, lines: Readonly<Record<string, readonly number[]>>, buckets = DAYS): string =>
  figureTable(
    { ...lines, 'written off': world.writtenOff('bar@dc'), closing: world.units('closing', 'bar@dc') },
    buckets,
  )

test('[WO1] what is left of a lot after its last day is written off; the first to expire leaves first', () => {
  const world = plan({
    stock: { 'bar@dc': 100 },
    lots: [
      { at: 'bar@dc', units: 40, expiresIn: 6 },
      { at: 'bar@dc', units: 50, expiresIn: 2 },
    ],
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  const receipts = world.units('receipts', 'bar@dc')
  expect(figures(world, { demand: ten, receipts })).toBe(GOLDEN.get('WO1'))
})

test('[WO1] a lot that was over before the plan day is no stock', () => {
  const world = plan({
    stock: { 'bar@dc': 100 },
    lots: [{ at: 'bar@dc', units: 70, expiresIn: -1 }],
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(world.writtenOff('bar@dc')).toEqual([70, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(world.units('closing', 'bar@dc').slice(0, 4)).toEqual([20, 10, 0, 0])
})

test('[WO1] a lot that lives longer than the horizon stays', () => {
  const world = plan({
    stock: { 'bar@dc': 300 },
    lots: [{ at: 'bar@dc', units: 300, expiresIn: 10 }],
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(world.plan.network.lotQuantity.length).toBe(0)
  expect(world.units('closing', 'bar@dc')[9]).toBe(200)
})

const ASKED_LIFE = {
  stock: { 'bar@dc': 100 },
  lots: [{ at: 'bar@dc', units: 60, expiresIn: 5 }],
  customers: { grocer: {}, kiosk: {} },
  serviceTerms: [
    { customer: 'grocer', minRemainingLifeDays: 4 },
    { customer: 'kiosk', minRemainingLifeDays: 2 },
  ],
  demand: [
    { at: 'bar@dc', customer: 'grocer', units: 5 },
    { at: 'bar@dc', customer: 'kiosk', units: 5 },
  ],
}

test('[WO2] where every customer asks for remaining life, the last day is as much earlier as the least of them asks', () => {
  const world = plan(ASKED_LIFE)
  expect(figures(world, { demand: ten })).toBe(GOLDEN.get('WO2'))
})

test('[WO2] a row that replenishes others keeps a lot to its expiry: they ask for no remaining life', () => {
  const drawn = plan({
    ...ASKED_LIFE,
    locations: { dc: 'dc', shop: 'store' },
    lanes: [lane, { from: 'dc', to: 'shop', leadTimeDays: 1 }],
    demand: [...ASKED_LIFE.demand, { at: 'bar@shop', units: 0 }],
  })
  expect(drawn.writtenOff('bar@dc')).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})

test('[WO3] what expires is replaced like what is sold, on both projections', () => {
  const world = plan({
    stock: { 'bar@dc': 60 },
    safety: { 'bar@dc': 35 },
    lots: [{ at: 'bar@dc', units: 50, expiresIn: 3 }],
    policies: { 'bar@dc': { reviewDays: 4 } },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  const table = {
    demand: ten,
    requirement: world.units('requirement', 'bar@dc'),
    'as is': world.units('asIs', 'bar@dc'),
  }
  expect(figures(world, table)).toBe(GOLDEN.get('WO3'))
})

test('[WO3] [NT3] what expires before anything can arrive should have been ordered for before', () => {
  const given = {
    lanes: [{ ...lane, leadTimeDays: 4 }],
    stock: { 'bar@dc': 60 },
    demand: [{ at: 'bar@dc', units: 10 }],
  }
  const pastDue = ({ plan, row }: World) => pastDueOf(plan, row('bar@dc'))
  expect(pastDue(plan(given))).toEqual({ bucket: 4, quantity: 0 })
  // Ten are sold, 35 are too old tonight: 15 last half of the days until the first arrival.
  expect(pastDue(plan({ ...given, lots: [{ at: 'bar@dc', units: 45, expiresIn: 0 }] }))).toEqual({
    bucket: 4,
    quantity: 15_000,
  })
})

const WEEKS = { planDay: '2026-09-21', horizon: { days: 0, weeks: 4, months: 0 } }
const WEEK_NAMES = ['21–27 Sep', '28–30 Sep', '1–4 Oct', '5–11 Oct', '12–18 Oct']

test('[WO4] in a bucket of several days what is asked is even over its days', () => {
  const world = plan({
    ...WEEKS,
    stock: { 'bar@dc': 130 },
    lots: [{ at: 'bar@dc', units: 130, expiresIn: 2 }],
    demand: [{ at: 'bar@dc', units: [70, 30, 40, 70, 70] }],
  })
  const lines = { demand: [70, 30, 40, 70, 70], receipts: world.units('receipts', 'bar@dc') }
  expect(figures(world, lines, WEEK_NAMES)).toBe(GOLDEN.get('WO4'))
})

test('[WO5] who asks after the last day waits; nothing else is written off than what first expired first out leaves', () => {
  const world = plan({
    ...WEEKS,
    lanes: [{ ...lane, leadTimeDays: 9 }],
    stock: { 'bar@dc': 50 },
    lots: [{ at: 'bar@dc', units: 50, expiresIn: 2 }],
    demand: [{ at: 'bar@dc', units: [70, 30, 40, 70, 70] }],
  })
  const lines = { demand: [70, 30, 40, 70, 70], shipped: world.shipped('bar@dc') }
  expect(figures(world, lines, WEEK_NAMES)).toBe(GOLDEN.get('WO5'))
})

test('[WO5] where several wait for the same goods, nobody is given what was too old by then', () => {
  const world = plan({
    ...WEEKS,
    lanes: [{ ...lane, leadTimeDays: 9 }],
    customers: { grocer: {}, kiosk: {} },
    stock: { 'bar@dc': 50 },
    lots: [{ at: 'bar@dc', units: 50, expiresIn: 2 }],
    demand: [
      { at: 'bar@dc', customer: 'grocer', units: [28, 0, 40, 70, 70] },
      { at: 'bar@dc', customer: 'kiosk', units: [42, 30, 0, 0, 0] },
    ],
  })
  // As one customer of 70: thirty are asked by Wednesday, two to three.
  expect(world.shipped('bar@dc', 'grocer')[0]).toBe(12)
  expect(world.shipped('bar@dc', 'kiosk')[0]).toBe(18)
  expect(world.writtenOff('bar@dc')[0]).toBe(20)
})

test('[WO5] [CN13] a component that production cannot draw for want of another spoils, and is ordered again', () => {
  const bakery = plan({
    products: ['bar', 'oats', 'sugar'],
    locations: { plant: 'plant' },
    suppliers: ['mill'],
    lanes: [{ from: 'mill', to: 'plant', leadTimeDays: 3 }],
    recipes: [
      { at: 'bar@plant', component: 'oats', per: 1 },
      { at: 'bar@plant', component: 'sugar', per: 1 },
    ],
    stock: { 'oats@plant': 40, 'sugar@plant': 15 },
    lots: [{ at: 'oats@plant', units: 40, expiresIn: 2 }],
    demand: [{ at: 'bar@plant', units: 10 }],
  })
  expect(bakery.shipped('bar@plant').slice(0, 4)).toEqual([10, 5, 0, 25])
  expect(bakery.writtenOff('oats@plant').slice(0, 4)).toEqual([0, 0, 25, 0])
})

test('[WO6] what is received is fresh, also what another row sent out of an old lot', () => {
  const world = plan({
    locations: { dc: 'dc', shop: 'store' },
    lanes: [lane, { from: 'dc', to: 'shop', leadTimeDays: 1 }],
    stock: { 'bar@dc': 50 },
    lots: [{ at: 'bar@dc', units: 50, expiresIn: 1 }],
    firmReceipts: { 'bar@dc': [0, 0, 40] },
    demand: [{ at: 'bar@shop', units: [0, 20, 0, 10, 10, 10, 10, 0, 0, 0] }],
  })
  expect(world.writtenOff('bar@dc')).toEqual([0, 30, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(world.writtenOff('bar@shop')).toEqual(new Array(10).fill(0))
  expect(world.shipped('bar@shop')).toEqual([0, 20, 0, 10, 10, 10, 10, 0, 0, 0])
})
