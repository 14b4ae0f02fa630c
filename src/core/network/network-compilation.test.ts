import { expect, test } from 'vitest'
import { buildSupplyWorld, companyOf, type WorldGiven } from '../../../tests/support/supply-world.js'
import { Refusal } from '../base/refusal.js'
import { openSourceBook } from './source-book.js'
import { PRODUCTION, PURCHASE, TRANSFER } from './supply-network.js'

const PLACES: Partial<WorldGiven> = {
  products: ['bar', 'oats'],
  locations: { plant: 'plant', north: 'dc', south: 'dc', shop: 'store' },
  suppliers: ['mill', 'refinery'],
  demand: [{ at: 'bar@shop', units: 1 }],
}

const DAY = {
  calendar: 'plant',
  day: null,
  weekday: null,
  open: true,
  orderCutOff: null,
  capacityFactor: 1_000_000,
}

/** Sources of product@place in words: `plant 700000`, `make`, `mill 1000000`. */
function sourcesOf(place: string, given: Partial<WorldGiven>): string[] {
  const company = companyOf({ demand: [], ...PLACES, ...given })
  const [product, location] = place.split('@')
  const book = openSourceBook(company)
  const at = (records: readonly { id: string }[], id: string): number => records.findIndex((record) => record.id === id)
  return book.sourcesOf(at(company.products, product!), at(company.locations, location!)).map((source) => {
    if (source.kind === PRODUCTION) return `make of ${source.components.map(({ per }) => per / 1e6).join(' and ')}`
    const from = source.kind === TRANSFER ? company.locations[source.location] : company.suppliers[source.supplier]
    return `${from?.id ?? 'anywhere'} ${source.share}`
  })
}

test('[SO1] a product with a recipe or a routing is made, whatever lanes lead there', () => {
  const lanes = [{ from: 'mill', to: 'plant' }]
  const recipes = [{ at: 'bar@plant', component: 'oats', per: 0.5, yield: 0.8 }]
  expect(sourcesOf('bar@plant', { lanes, recipes })).toEqual(['make of 0.625'])
  const resources = [
    { id: 'oven', location: 'plant', hoursPerWeek: 1, overtimeHours: null, overtimeCost: 0, currency: null },
  ]
  const routings = [{ product: 'bar', resource: 'oven', hoursPerUnit: 1 }]
  expect(sourcesOf('bar@plant', { lanes, resources, routings })).toEqual(['make of '])
  expect(sourcesOf('oats@plant', { lanes, recipes })).toEqual(['mill 1000000'])
})

test('[SO2] a lane that names the product wins over one for every product', () => {
  const lanes = [
    { from: 'plant', to: 'north' },
    { from: 'mill', to: 'north', product: 'oats' },
  ]
  expect(sourcesOf('bar@north', { lanes })).toEqual(['plant 1000000'])
  expect(sourcesOf('oats@north', { lanes })).toEqual(['mill 1000000'])
})

test('[SO3] transfer lanes replenish only what has no source, and never in a circle', () => {
  const across = { from: 'north', to: 'south', use: 'transfer' as const }
  const back = { from: 'south', to: 'north', use: 'transfer' as const }
  expect(sourcesOf('bar@south', { lanes: [across] })).toEqual(['north 1000000'])
  expect(sourcesOf('bar@south', { lanes: [across, { from: 'plant', to: 'south' }] })).toEqual(['plant 1000000'])
  expect(sourcesOf('bar@south', { lanes: [across, back] })).toEqual(['anywhere 1000000'])
  expect(sourcesOf('bar@south', { lanes: [across, back, { from: 'plant', to: 'north' }] })).toEqual(['north 1000000'])
})

test('[SO4] shares divide, priorities choose', () => {
  const to = 'north'
  const shared = [
    { from: 'mill', to, share: 200_000 },
    { from: 'plant', to, share: 100_000 },
    { from: 'refinery', to },
  ]
  expect(sourcesOf('bar@north', { lanes: shared })).toEqual(['mill 666667', 'plant 333333'])
  const ranked = [
    { from: 'mill', to, priority: 2 },
    { from: 'plant', to, priority: 1 },
    { from: 'refinery', to },
  ]
  expect(sourcesOf('bar@north', { lanes: ranked })).toEqual(['plant 1000000'])
  const quick = [
    { from: 'mill', to, leadTimeDays: 3 },
    { from: 'refinery', to, leadTimeDays: 2 },
    { from: 'plant', to, leadTimeDays: 2 },
  ]
  expect(sourcesOf('bar@north', { lanes: quick })).toEqual(['plant 1000000'])
})

test('[SO5] lanes count on the days they are valid', () => {
  const planDay = companyOf({ ...PLACES, demand: [] }).settings.planDay
  const lanes = [
    { from: 'mill', to: 'north', validTo: planDay - 1 },
    { from: 'plant', to: 'north', validFrom: planDay, validTo: planDay, priority: 5 },
    { from: 'refinery', to: 'north', validFrom: planDay + 1 },
  ]
  expect(sourcesOf('bar@north', { lanes })).toEqual(['plant 1000000'])
})

test('[SO6] what nothing is known about is unlimited at once', () => {
  expect(sourcesOf('bar@plant', {})).toEqual(['make of '])
  expect(sourcesOf('bar@shop', {})).toEqual(['anywhere 1000000'])
})

test('[SO7] stock of a customer is never planned', () => {
  const world = buildSupplyWorld({
    ...PLACES,
    owners: { shop: 'grocer', south: 'grocer' },
    customers: { grocer: {} },
    lanes: [
      { from: 'north', to: 'shop' },
      { from: 'south', to: 'north' },
    ],
    stock: { 'bar@shop': 5 },
    demand: [{ at: 'bar@north', units: 1 }],
  })
  expect(world.plan.rows.stock.count).toBe(1)
  expect([...world.plan.network.sourceKind]).toEqual([PURCHASE])
})

test('[SO8] a circle of sources is refused by name', () => {
  const build = (given: Partial<WorldGiven>) => () => buildSupplyWorld({ ...PLACES, demand: [], ...given })
  const lanes = [
    { from: 'north', to: 'south' },
    { from: 'south', to: 'north' },
    { from: 'south', to: 'shop' },
  ]
  const circle = build({ lanes, demand: [{ at: 'bar@shop', units: 1 }] })
  expect(circle).toThrow(Refusal)
  expect(circle).toThrow(/plan\.source_loop .*bar @ north → bar @ south → bar @ north/)
  const recipes = [
    { at: 'bar@plant', component: 'oats', per: 1 },
    { at: 'oats@plant', component: 'bar', per: 1 },
  ]
  expect(build({ recipes, demand: [{ at: 'bar@plant', units: 1 }] })).toThrow(
    /bar @ plant → oats @ plant → bar @ plant/,
  )
})

test('[SO9] a policy wins over the lane, number by number', () => {
  const { plan } = buildSupplyWorld({
    ...PLACES,
    lanes: [{ from: 'plant', to: 'shop', minimum: 30, multiple: 6 }],
    policies: { 'bar@shop': { multiple: 24, reviewDays: 7, maxCoverDays: 28 } },
    demand: [{ at: 'bar@shop', units: 1 }],
  })
  const { minimum, multiple, reviewDays, maxCoverDays } = plan.network
  // Row 0 is the plant, row 1 the shop.
  expect([minimum[1], multiple[1], reviewDays[1], maxCoverDays[1]]).toEqual([30_000, 24_000, 7, 28])
  expect([minimum[0], multiple[0], reviewDays[0], maxCoverDays[0]]).toEqual([0, 0, 1, 0])
})

test('[NT10] a source is on a higher level than all that draw on it', () => {
  const { plan, row } = buildSupplyWorld({
    ...PLACES,
    lanes: [
      { from: 'plant', to: 'north' },
      { from: 'north', to: 'south' },
      { from: 'south', to: 'shop' },
      { from: 'mill', to: 'plant', product: 'oats' },
    ],
    recipes: [{ at: 'bar@plant', component: 'oats', per: 0.5 }],
    demand: [
      { at: 'bar@shop', units: 1 },
      { at: 'bar@north', units: 1 },
    ],
  })
  const { level, rowsByLevel, levelStart } = plan.network
  const places = ['bar@shop', 'bar@south', 'bar@north', 'bar@plant', 'oats@plant']
  expect(places.map((place) => level[row(place)])).toEqual([0, 1, 2, 3, 4])
  expect([...rowsByLevel]).toEqual(places.map(row))
  expect([...levelStart]).toEqual([0, 1, 2, 3, 4, 5])
})

test('[CN5] priorities come from the nearest parent that has one; the product before its family', () => {
  const { plan } = buildSupplyWorld({
    ...PLACES,
    customers: { chain: {}, banner: { parent: 'chain' }, outlet: { parent: 'banner', unfilled: 'cancel' } },
    serviceTerms: [{ customer: 'chain', priority: 3 }],
    demand: ['chain', 'outlet', 'anyone'].map((customer) => ({ at: 'bar@shop', customer, units: 1 })),
  })
  // Demand rows by customer: anyone, chain, outlet.
  expect([...plan.network.priority]).toEqual([100, 3, 3])
  expect([...plan.network.backorder]).toEqual([1, 1, 0])
})

test('[OD2] a lane whose calendar names only Monday to Friday releases nothing at weekends', () => {
  const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ ...DAY, calendar: 'week', weekday }))
  const { plan, row } = buildSupplyWorld({
    ...PLACES,
    demand: [{ at: 'bar@shop', units: 1 }],
    calendars: weekdays,
    lanes: [{ from: 'plant', to: 'shop', leadTimeDays: 1, calendar: 'week' }],
  })
  // The plan day is a Monday; bucket 6 is a Sunday, bucket 7 the Monday after it.
  const lane = plan.network.leadTimes[plan.network.sourceLeadTime[plan.network.sourceStart[row('bar@shop')]!]!]!
  const releaseOf = (bucket: number): number => lane.releaseBucket[lane.start[bucket]!]!
  expect([4, 5, 6, 7, 8].map(releaseOf)).toEqual([3, 4, 4, 4, 7])
})

test('[OD3] of two rules for the same weekday the smaller capacity holds, for lanes and for ovens', () => {
  const calendars = [
    { ...DAY, weekday: 1 },
    { ...DAY, weekday: 1, open: false },
    { ...DAY, weekday: 2, capacityFactor: 250_000 },
    { ...DAY, weekday: 2, capacityFactor: 500_000 },
  ]
  const oven = {
    id: 'oven',
    location: 'plant',
    hoursPerWeek: 52.5,
    overtimeHours: null,
    overtimeCost: 0,
    currency: null,
  }
  for (const records of [calendars, calendars.toReversed()]) {
    const { plan } = buildSupplyWorld({
      ...PLACES,
      demand: [{ at: 'bar@shop', units: 1 }],
      calendars: records,
      resources: [oven],
      routings: [{ product: 'bar', resource: 'oven', hoursPerUnit: 1 }],
      lanes: [{ from: 'plant', to: 'shop' }],
    })
    // A normal week is 5.25 days of 10 hours; the second one has its last two days, Tuesday (a quarter) and Wednesday.
    expect([...plan.network.capacities[0]!.limit]).toEqual([52_500_000, 12_500_000])
  }
})
