import { expect, test } from 'vitest'
import { figureTable, goldenTables } from '../../../tests/support/golden-table.js'
import { buildSupplyWorld, runSteps, type World, type WorldGiven } from '../../../tests/support/supply-world.js'
import { netStep } from './net-step.js'
import { pastDueOf } from './netting.js'

const GOLDEN = goldenTables('netting')

/** One product, a plant that can always deliver, a DC: ten single days from Monday 21 September 2026. */
function net(given: Partial<WorldGiven> & Pick<WorldGiven, 'demand'>): World {
  const world = buildSupplyWorld({ locations: { plant: 'plant', dc: 'dc' }, ...given })
  runSteps(world.plan, [netStep])
  return world
}

const lane = (given: object = {}) => [{ from: 'plant', to: 'dc', leadTimeDays: 2, ...given }]
const DAYS = Array.from({ length: 10 }, (_, at) => `d${at + 1}`)

/** Demand, receipts asked for, closing stock. */
function record(
  world: World,
  demand: readonly number[],
  extra: Readonly<Record<string, readonly number[]>> = {},
): string {
  return figureTable(
    {
      demand,
      ...extra,
      requirement: world.units('requirement', 'bar@dc'),
      closing: world.units('closing', 'bar@dc'),
    },
    DAYS,
  )
}

const ten = new Array<number>(10).fill(10)

test('[GR1] orders replace forecast, and never ask for less than nothing', () => {
  const orders = [5, -15, 0, -4]
  const world = net({ stock: { 'bar@dc': 100 }, demand: [{ at: 'bar@dc', units: 10, orders }] })
  expect(record(world, ten, { orders })).toBe(GOLDEN.get('GR1'))
})

test('[GR2] what is late already is asked for on the first day', () => {
  const world = net({ stock: { 'bar@dc': 100 }, demand: [{ at: 'bar@dc', units: 10, backlog: 7 }] })
  expect(record(world, ten)).toBe(GOLDEN.get('GR2'))
})

test('[GR3] orders placed on the row by others leave it', () => {
  const firmIssues = [0, 0, 30]
  const world = net({
    stock: { 'bar@dc': 100 },
    firmIssues: { 'bar@dc': firmIssues },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(record(world, ten, { 'placed by others': firmIssues })).toBe(GOLDEN.get('GR3'))
})

test('[GR4] a source is asked two days before its goods are due', () => {
  const world = net({ lanes: lane(), stock: { 'bar@dc': 45 }, demand: [{ at: 'bar@dc', units: 10 }] })
  expect(record(world, ten, { 'asked of plant': world.units('requirement', 'bar@plant') })).toBe(GOLDEN.get('GR4'))
})

test('[GR4] ten a day stays ten a day through days, weeks and months, three echelons up', () => {
  const world = net({
    locations: { plant: 'plant', dc: 'dc', shop: 'store' },
    horizon: { days: 28, weeks: 26, months: 24 },
    lanes: [
      { from: 'plant', to: 'dc', leadTimeDays: 17 },
      { from: 'dc', to: 'shop', leadTimeDays: 9 },
    ],
    stock: { 'bar@shop': 90, 'bar@dc': 170 },
    demand: [{ at: 'bar@shop', units: 0 }],
  })
  const { plan } = world
  for (let bucket = 0; bucket < plan.horizon.count; bucket++)
    plan.columns.consensus[bucket] = 10_000 * plan.horizon.days[bucket]!
  runSteps(plan, [netStep])
  const perDay = (place: string): number[] =>
    world.units('requirement', place).map((units, bucket) => units / plan.horizon.days[bucket]!)
  const { firstDay, days, count, planDay } = plan.horizon
  const endOf = (bucket: number): number => firstDay[bucket]! + days[bucket]!
  const end = endOf(count - 1)
  perDay('bar@shop').forEach((rate, bucket) => {
    expect(rate).toBe(bucket < 9 ? 0 : 10)
  })
  // Upstream the rate holds until the horizon's end, whose later needs nobody knows, comes into sight.
  perDay('bar@dc').forEach((rate, bucket) => {
    if (firstDay[bucket]! >= planDay + 17 && endOf(bucket) <= end - 9) expect(rate).toBe(10)
  })
  perDay('bar@plant').forEach((rate, bucket) => {
    if (endOf(bucket) <= firstDay[count - 1]! - 17) expect(rate).toBe(10)
  })
})

test('[GR5] each order goes whole to the source furthest behind its share', () => {
  const world = net({
    locations: { plant: 'plant', other: 'plant', dc: 'dc' },
    lanes: [
      { from: 'plant', to: 'dc', share: 700_000 },
      { from: 'other', to: 'dc', share: 300_000 },
    ],
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  const shared = {
    'from plant': world.units('requirement', 'bar@plant'),
    'from other': world.units('requirement', 'bar@other'),
  }
  expect(record(world, ten, shared)).toBe(GOLDEN.get('GR5'))
})

test('[GR6] components are rounded once, at their total per bucket', () => {
  const world = buildSupplyWorld({
    products: ['bar', 'box', 'salt'],
    locations: { plant: 'plant' },
    recipes: [
      { at: 'bar@plant', component: 'salt', per: 0.0004 },
      { at: 'box@plant', component: 'salt', per: 0.0004 },
    ],
    demand: [
      { at: 'bar@plant', units: [1, 1, 2, 3] },
      { at: 'box@plant', units: [0, 1, 2, 0.75] },
    ],
  })
  runSteps(world.plan, [netStep])
  const lines = {
    bar: world.units('requirement', 'bar@plant'),
    box: world.units('requirement', 'box@plant'),
    salt: world.units('requirement', 'salt@plant'),
  }
  expect(figureTable(lines, DAYS.slice(0, 4))).toBe(GOLDEN.get('GR6'))
})

test('[NT1] DOMAIN §6.8: need 10, minimum 50, multiple 24 gives 72', () => {
  const world = net({
    lanes: lane({ leadTimeDays: 0, minimum: 50, multiple: 24 }),
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(record(world, ten)).toBe(GOLDEN.get('NT1'))
})

test('[NT2] without lot rules exactly what is needed to hold the safety stock', () => {
  const world = net({
    lanes: lane({ leadTimeDays: 0 }),
    stock: { 'bar@dc': 33 },
    safety: { 'bar@dc': 5 },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(record(world, ten)).toBe(GOLDEN.get('NT2'))
})

test('[NT3] what is past due stays visible and comes as soon as it can', () => {
  const world = net({
    lanes: lane({ leadTimeDays: 4 }),
    stock: { 'bar@dc': 25 },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(record(world, ten)).toBe(GOLDEN.get('NT3'))
  expect(pastDueOf(world.plan, world.row('bar@dc'))).toEqual({ bucket: 4, quantity: 15_000 })
})

test('[NT3] nothing is past due where stock lasts until the first arrival', () => {
  const world = net({
    lanes: lane({ leadTimeDays: 4 }),
    stock: { 'bar@dc': 45 },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(pastDueOf(world.plan, world.row('bar@dc'))).toEqual({ bucket: 4, quantity: 0 })
})

test('[NT4] as is: open orders and customers only, nothing new', () => {
  const firm = [0, 0, 0, 20]
  const world = net({
    locations: { plant: 'plant', dc: 'dc', shop: 'store' },
    lanes: [...lane(), { from: 'dc', to: 'shop', leadTimeDays: 1 }],
    stock: { 'bar@dc': 50, 'bar@shop': 5 },
    firmReceipts: { 'bar@dc': firm },
    demand: [
      { at: 'bar@dc', units: 10 },
      { at: 'bar@shop', units: 3 },
    ],
  })
  expect(record(world, ten, { 'open orders': firm, 'as is': world.units('asIs', 'bar@dc') })).toBe(GOLDEN.get('NT4'))
})

test('[NT5] [NT6] what cannot ship waits, or is lost, as the customer wants it', () => {
  const of = (unfilled: 'cancel' | 'backorder') =>
    net({
      lanes: lane({ leadTimeDays: 4 }),
      customers: { grocer: { unfilled } },
      stock: { 'bar@dc': 25 },
      demand: [{ at: 'bar@dc', customer: 'grocer', units: 10 }],
    })
  expect(record(of('backorder'), ten)).toBe(GOLDEN.get('NT5'))
  expect(record(of('cancel'), ten)).toBe(GOLDEN.get('NT6'))
})

test('[NT7] an order covers the need of its review period', () => {
  const world = net({
    lanes: lane({ leadTimeDays: 0 }),
    policies: { 'bar@dc': { reviewDays: 4 } },
    stock: { 'bar@dc': 15 },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(record(world, ten)).toBe(GOLDEN.get('NT7'))
})

test('[NT8] no order covers more than its maximum, but for one multiple and the day itself', () => {
  const world = net({
    lanes: lane({ leadTimeDays: 0, minimum: 100, multiple: 6 }),
    policies: { 'bar@dc': { maxCoverDays: 3 } },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(record(world, ten)).toBe(GOLDEN.get('NT8'))
})

test('[NT9] open orders come first', () => {
  const firm = [0, 35, 0, 0, 12]
  const world = net({
    lanes: lane({ leadTimeDays: 1 }),
    stock: { 'bar@dc': 10 },
    firmReceipts: { 'bar@dc': firm },
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  expect(record(world, ten, { 'open orders': firm })).toBe(GOLDEN.get('NT9'))
})
