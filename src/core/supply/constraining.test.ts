import { expect, test } from 'vitest'
import { figureTable, goldenTables } from '../../../tests/support/golden-table.js'
import { buildSupplyWorld, runSteps, type World, type WorldGiven } from '../../../tests/support/supply-world.js'
import { capacityStep, findOverloads } from './capacity.js'
import { constrainStep } from './constraining.js'
import { checkFeasibility } from './feasibility.js'
import { netStep } from './net-step.js'

const GOLDEN = goldenTables('netting')
const DAYS = Array.from({ length: 10 }, (_, at) => `d${at + 1}`)
const WEEKS = ['5–11 Oct', '12–18 Oct', '19–25 Oct', '26–31 Oct']

function constrain(given: WorldGiven): World {
  const world = buildSupplyWorld(given)
  runSteps(world.plan, [netStep, capacityStep, constrainStep])
  expect(checkFeasibility(world.plan)).toEqual([])
  return world
}

/** An oven that bakes one bar an hour, 70 hours a week, in October 2026: three weeks and the rest of the month. */
function oven(units: readonly number[], given: Partial<WorldGiven> = {}): World {
  return constrain({
    planDay: '2026-10-05',
    horizon: { days: 0, weeks: 3, months: 0 },
    locations: { plant: 'plant' },
    resources: [
      { id: 'oven', location: 'plant', hoursPerWeek: 70, overtimeHours: 20, overtimeCost: 0, currency: null },
    ],
    routings: [{ product: 'bar', resource: 'oven', hoursPerUnit: 1_000_000 }],
    demand: [{ at: 'bar@plant', units }],
    ...given,
  })
}

function baked(
  world: World,
  demand: readonly number[],
  extra: Readonly<Record<string, readonly number[]>> = {},
): string {
  const lines = {
    demand,
    ...extra,
    requirement: world.units('requirement', 'bar@plant'),
    receipts: world.units('receipts', 'bar@plant'),
    shipped: world.shipped('bar@plant'),
    closing: world.units('closing', 'bar@plant'),
  }
  return figureTable(lines, WEEKS)
}

test('[CAP1] hours by week, as many as there are open days', () => {
  const { plan } = oven([0, 0, 0, 0], {
    calendars: [6, 7].map((weekday) => ({
      calendar: 'plant',
      day: null,
      weekday,
      open: false,
      orderCutOff: null,
      capacityFactor: 1_000_000,
    })),
  })
  // Five open days of 14 hours; the last week of October has five open days in six.
  expect([...plan.network.capacities[0]!.limit]).toEqual([70, 70, 70, 70].map((hours) => hours * 1_000_000))
  const always = oven([0, 0, 0, 0]).plan
  expect([...always.network.capacities[0]!.limit]).toEqual([70, 70, 70, 60].map((hours) => hours * 1_000_000))
})

test('[CAP2] [CAP3] a supplier has units by month, without a line no limit; overtime is no limit', () => {
  const { plan } = constrain({
    planDay: '2026-10-05',
    horizon: { days: 7, weeks: 3, months: 2 },
    locations: { dc: 'dc' },
    suppliers: ['mill'],
    lanes: [{ from: 'mill', to: 'dc' }],
    supplierCapacity: [
      { supplier: 'mill', product: 'bar', family: null, month: 2026 * 12 + 10, units: 500_000, committed: null },
    ],
    demand: [{ at: 'bar@dc', units: 1 }],
  })
  expect([...plan.network.capacities[0]!.limit]).toEqual([
    Number.MAX_SAFE_INTEGER,
    500_000_000,
    Number.MAX_SAFE_INTEGER,
  ])
})

test('[CAP4] what does not fit is made earlier, where there is room', () => {
  const units = [20, 100, 90, 10]
  const world = oven(units)
  expect(baked(world, units)).toBe(GOLDEN.get('CAP4'))
  expect(findOverloads(world.plan)).toEqual([
    { capacity: 0, pool: 1, firstBucket: 1, load: 100_000_000, limit: 70_000_000 },
    { capacity: 0, pool: 2, firstBucket: 2, load: 90_000_000, limit: 70_000_000 },
  ])
})

test('[CAP5] what fits nowhere earlier is made later, the oldest first', () => {
  const units = [100, 40, 40, 10]
  expect(baked(oven(units), units)).toBe(GOLDEN.get('CAP5'))
})

test('[CAP6] lots are kept whole', () => {
  const units = [24, 96, 0, 0]
  const world = oven(units, { policies: { 'bar@plant': { multiple: 24 } } })
  expect(baked(world, units)).toBe(GOLDEN.get('CAP6'))
})

test('[CAP6] a lot that no week can take is split', () => {
  const world = oven([100, 0, 0, 0], { policies: { 'bar@plant': { multiple: 100 } } })
  expect(world.units('receipts', 'bar@plant')).toEqual([70, 30, 0, 0])
})

test('[CAP7] open orders use the hours first', () => {
  const units = [60, 60, 10, 10]
  const firm = [0, 50]
  const world = oven(units, { firmReceipts: { 'bar@plant': firm } })
  expect(baked(world, units, { 'open orders': firm })).toBe(GOLDEN.get('CAP7'))
})

test('[CAP8] components are asked for when production really fits', () => {
  const units = [20, 100, 90, 10]
  const world = oven(units, { products: ['bar', 'oats'], recipes: [{ at: 'bar@plant', component: 'oats', per: 0.5 }] })
  expect(baked(world, units, { 'oats asked': world.units('requirement', 'oats@plant') })).toBe(GOLDEN.get('CAP8'))
})

test('[CN3] what cannot ship waits with one customer and is lost with the other', () => {
  const world = constrain({
    locations: { plant: 'plant', dc: 'dc' },
    customers: { grocer: { unfilled: 'cancel' }, kiosk: { unfilled: 'backorder' } },
    lanes: [{ from: 'plant', to: 'dc', leadTimeDays: 3 }],
    stock: { 'bar@dc': 15 },
    demand: [
      { at: 'bar@dc', customer: 'grocer', units: 5 },
      { at: 'bar@dc', customer: 'kiosk', units: 5 },
    ],
  })
  const lines = {
    grocer: world.shipped('bar@dc', 'grocer'),
    kiosk: world.shipped('bar@dc', 'kiosk'),
    receipts: world.units('receipts', 'bar@dc'),
    closing: world.units('closing', 'bar@dc'),
  }
  expect(figureTable(lines, DAYS)).toBe(GOLDEN.get('CN3'))
})

test('[CN4] [CN5] [CN6] firm orders, then priorities, then fair shares', () => {
  const world = constrain({
    locations: { plant: 'plant', dc: 'dc', shop: 'store' },
    customers: { grocer: {}, kiosk: {}, club: {} },
    serviceTerms: [{ customer: 'kiosk', priority: 1 }],
    lanes: [
      { from: 'plant', to: 'dc', leadTimeDays: 20 },
      { from: 'dc', to: 'shop', leadTimeDays: 0 },
    ],
    stock: { 'bar@dc': 105 },
    firmIssues: { 'bar@dc': [5] },
    demand: [
      { at: 'bar@dc', customer: 'kiosk', units: [40] },
      { at: 'bar@dc', customer: 'grocer', units: [60] },
      { at: 'bar@dc', customer: 'club', units: [30] },
      { at: 'bar@shop', units: [30] },
    ],
  })
  const lines = {
    'kiosk, first': world.shipped('bar@dc', 'kiosk'),
    'grocer wants 60': world.shipped('bar@dc', 'grocer'),
    'club wants 30': world.shipped('bar@dc', 'club'),
    'shop wants 30': world.units('receipts', 'bar@shop'),
    closing: world.units('closing', 'bar@dc'),
  }
  expect(figureTable(lines, DAYS.slice(0, 3))).toBe(GOLDEN.get('CN6'))
})

test('[CN6] shops that hold stock share by what they order, not by cover', () => {
  const shops = { first: [10, 50], second: [20, 40], third: [30, 0] } as const
  const perShop = (of: (sells: number, holds: number) => number) =>
    Object.fromEntries(Object.entries(shops).map(([shop, [sells, holds]]) => [`bar@${shop}`, of(sells, holds)]))
  const world = constrain({
    locations: { plant: 'plant', dc: 'dc', first: 'store', second: 'store', third: 'store' },
    lanes: [
      { from: 'plant', to: 'dc', leadTimeDays: 20 },
      ...Object.keys(shops).map((to) => ({ from: 'dc', to, leadTimeDays: 0 })),
    ],
    stock: { 'bar@dc': 100, ...perShop((_, holds) => holds) },
    // Six days of safety and the day itself: a target of seven days.
    safety: perShop((sells) => 6 * sells),
    demand: Object.entries(shops).map(([shop, [sells]]) => ({ at: `bar@${shop}`, units: sells })),
  })
  const firstDay = (measure: 'requirement' | 'receipts') =>
    Object.keys(shops).map((shop) => world.units(measure, `bar@${shop}`)[0])
  expect(firstDay('requirement')).toEqual([20, 100, 210])
  expect(firstDay('receipts')).toEqual([6.061, 30.303, 63.636])
})

test('[CN7] safety stock is there to be shipped', () => {
  const world = constrain({
    locations: { plant: 'plant', dc: 'dc' },
    lanes: [{ from: 'plant', to: 'dc', leadTimeDays: 20 }],
    stock: { 'bar@dc': 30 },
    safety: { 'bar@dc': 25 },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(world.shipped('bar@dc').slice(0, 4)).toEqual([10, 10, 10, 0])
})

test('[CN8] what leaves late arrives a lead time after it left', () => {
  const world = constrain({
    locations: { plant: 'plant', dc: 'dc', shop: 'store' },
    lanes: [
      { from: 'plant', to: 'dc', leadTimeDays: 4 },
      { from: 'dc', to: 'shop', leadTimeDays: 2 },
    ],
    stock: { 'bar@dc': 25, 'bar@shop': 20 },
    demand: [{ at: 'bar@shop', units: 10 }],
  })
  const lines = {
    'shop asks': world.units('requirement', 'bar@shop'),
    'DC gets': world.units('receipts', 'bar@dc'),
    'DC closing': world.units('closing', 'bar@dc'),
    'shop gets': world.units('receipts', 'bar@shop'),
    'shop ships': world.shipped('bar@shop'),
    'shop closing': world.units('closing', 'bar@shop'),
  }
  expect(figureTable(lines, DAYS)).toBe(GOLDEN.get('CN8'))
})

test('[CN10] production goes as far as the scarcest component, and leaves the others', () => {
  const world = constrain({
    products: ['bar', 'oats', 'sugar'],
    locations: { plant: 'plant' },
    suppliers: ['mill'],
    lanes: [{ from: 'mill', to: 'plant', leadTimeDays: 3 }],
    recipes: [
      { at: 'bar@plant', component: 'oats', per: 1 },
      { at: 'bar@plant', component: 'sugar', per: 2 },
    ],
    stock: { 'oats@plant': 40, 'sugar@plant': 30 },
    demand: [{ at: 'bar@plant', units: 10 }],
  })
  const lines = {
    'bars made': world.units('receipts', 'bar@plant'),
    'bars shipped': world.shipped('bar@plant'),
    'sugar left': world.units('closing', 'sugar@plant'),
    'oats left': world.units('closing', 'oats@plant'),
  }
  expect(figureTable(lines, DAYS.slice(0, 6))).toBe(GOLDEN.get('CN10'))
})

test('[CN11] late production takes hours that are free, and no others', () => {
  const world = constrain({
    planDay: '2026-10-05',
    horizon: { days: 0, weeks: 3, months: 0 },
    products: ['bar', 'oats', 'tart'],
    locations: { plant: 'plant' },
    suppliers: ['mill'],
    lanes: [{ from: 'mill', to: 'plant', product: 'oats', leadTimeDays: 7 }],
    recipes: [{ at: 'bar@plant', component: 'oats', per: 1 }],
    resources: [
      { id: 'oven', location: 'plant', hoursPerWeek: 70, overtimeHours: null, overtimeCost: 0, currency: null },
    ],
    routings: ['bar', 'tart'].map((product) => ({ product, resource: 'oven', hoursPerUnit: 1_000_000 })),
    demand: [
      { at: 'bar@plant', units: [40, 20, 0, 0] },
      { at: 'tart@plant', units: [0, 25, 0, 0] },
    ],
  })
  const lines = {
    'bars made': world.units('receipts', 'bar@plant'),
    'bars shipped': world.shipped('bar@plant'),
    'tarts made': world.units('receipts', 'tart@plant'),
  }
  expect(figureTable(lines, WEEKS)).toBe(GOLDEN.get('CN11'))
})

test('[CN9] what would arrive past the horizon is under way at its end', () => {
  const world = constrain({
    locations: { plant: 'plant', dc: 'dc', shop: 'store' },
    lanes: [
      { from: 'plant', to: 'dc', leadTimeDays: 6 },
      { from: 'dc', to: 'shop', leadTimeDays: 5 },
    ],
    stock: { 'bar@shop': 50 },
    demand: [{ at: 'bar@shop', units: 10 }],
  })
  // Asked for from the sixth day on; the DC sends nothing before the seventh, which arrives on day twelve.
  expect(world.units('requirement', 'bar@shop')).toEqual([0, 0, 0, 0, 0, 10, 10, 10, 10, 10])
  expect(world.units('receipts', 'bar@shop')).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})

test('[CN12] closing stock is what is there, or what is owed to customers, never to other rows', () => {
  const world = constrain({
    locations: { plant: 'plant', dc: 'dc', shop: 'store' },
    lanes: [
      { from: 'plant', to: 'dc', leadTimeDays: 20 },
      { from: 'dc', to: 'shop', leadTimeDays: 1 },
    ],
    stock: { 'bar@dc': 10 },
    demand: [
      { at: 'bar@dc', units: [4, 4, 4, 4] },
      { at: 'bar@shop', units: [0, 8] },
    ],
  })
  // Day one: four to the customer, six of the eight asked to the shop.
  expect(world.units('closing', 'bar@dc').slice(0, 4)).toEqual([-0.667, -4.667, -8.667, -12.667])
  expect(world.units('closing', 'bar@shop').slice(0, 3)).toEqual([0, -1.333, -1.333])
})

test('[CN13] what was ordered for customers who went elsewhere is not sent after them', () => {
  const world = constrain({
    locations: { plant: 'plant', dc: 'dc', shop: 'store' },
    customers: { shopper: { unfilled: 'cancel' } },
    lanes: [
      { from: 'plant', to: 'dc', leadTimeDays: 4 },
      { from: 'dc', to: 'shop', leadTimeDays: 1 },
    ],
    stock: { 'bar@dc': 10, 'bar@shop': 10 },
    demand: [{ at: 'bar@shop', customer: 'shopper', units: 10 }],
  })
  const lines = {
    'shop asks': world.units('requirement', 'bar@shop'),
    'DC gets': world.units('receipts', 'bar@dc'),
    'shop gets': world.units('receipts', 'bar@shop'),
    'shop ships': world.shipped('bar@shop', 'shopper'),
    'shop closing': world.units('closing', 'bar@shop'),
  }
  expect(figureTable(lines, DAYS)).toBe(GOLDEN.get('CN13'))
})

test('[CN13] a line that is short for months does not bake for customers who are gone', () => {
  const units = [100, 100, 40, 40]
  const world = oven(units, {
    customers: { shopper: { unfilled: 'cancel' } },
    demand: [{ at: 'bar@plant', customer: 'shopper', units }],
  })
  expect(world.units('requirement', 'bar@plant')).toEqual([100, 100, 40, 40])
  expect(world.units('receipts', 'bar@plant')).toEqual([70, 70, 40, 40])
  expect(world.shipped('bar@plant', 'shopper')).toEqual([70, 70, 40, 40])
  expect(findOverloads(world.plan).map(({ pool }) => pool)).toEqual([0, 1])
})
