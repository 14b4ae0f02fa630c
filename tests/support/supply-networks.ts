/**
 * Random supply worlds: stores behind DCs behind a plant with two levels of recipe, suppliers, limits, lots, stock on
 * hand and under way, in quantities with thousandths. Small enough for slow oracles, wild enough to meet every rule.
 */
import * as fc from 'fast-check'
import { monthOf, parseDay } from '../../src/core/base/day.js'
import type { Lane } from '../../src/core/network/company.js'
import type { DemandGiven, WorldGiven } from './supply-world.js'

const PLACES: Readonly<Record<string, readonly string[]>> = {
  bar: ['plant', 'north', 'south', 'shop1', 'shop2', 'shop3'],
  box: ['plant', 'north', 'shop1'],
  dough: ['plant'],
  oats: ['plant', 'north'],
  sugar: ['plant'],
  tea: ['plant', 'north', 'shop1', 'shop3'],
}

const somePlaces = Object.entries(PLACES).flatMap(([product, places]) => places.map((place) => `${product}@${place}`))

const quantity = (most: number) => fc.integer({ min: 0, max: most * 4 }).map((quarters) => quarters / 4)
const fine = (most: number) => fc.integer({ min: 0, max: most * 1000 }).map((thousandths) => thousandths / 1000)
/** A value in `percent` of the cases, else undefined. */
const sometimes = <Of>(arbitrary: fc.Arbitrary<Of>, percent: number): fc.Arbitrary<Of | undefined> =>
  fc.oneof({ weight: 100 - percent, arbitrary: fc.constant(undefined) }, { weight: percent, arbitrary })
const rare = <Of>(arbitrary: fc.Arbitrary<Of>) => fc.option(arbitrary, { nil: null, freq: 2 })

const table = <Of>(of: fc.Arbitrary<Of>, percent: number) =>
  fc.tuple(...somePlaces.map(() => sometimes(of, percent))).map((values) => {
    const given: Record<string, Of> = {}
    values.forEach((value, at) => {
      if (value !== undefined) given[somePlaces[at]!] = value
    })
    return given
  })

const sparse = (most: number) => fc.array(quantity(most), { minLength: 0, maxLength: 6 })

type LaneGiven = Partial<Lane> & { from: string; to: string }

const lane = (from: string, to: string, longest: number): fc.Arbitrary<LaneGiven> =>
  fc.record({
    from: fc.constant(from),
    to: fc.constant(to),
    leadTimeDays: fc.integer({ min: 0, max: longest }),
    minimum: rare(quantity(30)),
    multiple: rare(fc.constantFrom(0.5, 6, 24)),
  })

const lanes: fc.Arbitrary<LaneGiven[]> = fc
  .tuple(
    lane('plant', 'north', 9),
    fc.oneof(lane('plant', 'south', 12), lane('north', 'south', 3)),
    lane('north', 'shop1', 2),
    lane('north', 'shop2', 5),
    lane('south', 'shop3', 2),
    lane('mill', 'plant', 20),
    sometimes(lane('refinery', 'plant', 4), 60),
    sometimes(lane('south', 'shop1', 4), 60),
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
    fc.boolean(),
  )
  .map(([north, south, shop1, shop2, shop3, mill, refinery, cross, shares, shared]) => {
    const own: LaneGiven[] = [north, south, shop2, shop3, { ...mill, product: 'oats' }, { ...mill, product: 'sugar' }]
    if (refinery !== undefined) own.push({ ...refinery, product: 'sugar', share: 400_000 })
    if (refinery !== undefined) own[5]!.share = 600_000
    if (cross === undefined) own.push(shop1)
    else if (shared)
      own.push(
        { ...shop1, share: shares[0] * 100_000, product: 'bar' },
        { ...cross, share: shares[1] * 100_000, product: 'bar' },
        shop1,
      )
    else own.push({ ...shop1, priority: shares[0] }, { ...cross, priority: shares[1] })
    return own
  })

const demandLine = (at: string, customer: string): fc.Arbitrary<DemandGiven | undefined> =>
  sometimes(
    fc.record({
      at: fc.constant(at),
      customer: fc.constant(customer),
      units: fc.oneof<fc.Arbitrary<number | number[]>[]>(
        fine(10),
        fc.array(fine(30), { minLength: 16, maxLength: 16 }),
      ),
      orders: fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 4 }),
      backlog: fc.oneof(fc.constant(0), quantity(10)),
    }),
    at.startsWith('dough') || at.startsWith('sugar') ? 5 : 40,
  )

const demand: fc.Arbitrary<DemandGiven[]> = fc
  .tuple(...somePlaces.flatMap((at) => ['anyone', 'grocer', 'kiosk'].map((customer) => demandLine(at, customer))))
  .map((lines) => lines.filter((line) => line !== undefined))
  .filter((lines) => lines.length > 0)

/** Lots lie there beside what never expires. */
function withLots(
  stock: Readonly<Record<string, number>>,
  lots: readonly { at: string; units: number }[],
): Record<string, number> {
  const whole = { ...stock }
  for (const { at, units } of lots) whole[at] = Math.round(((whole[at] ?? 0) + units) * 1000) / 1000
  return whole
}

const planDay = '2026-09-21'
const month = monthOf(parseDay(planDay)!)

/** A world in which everything may be short. */
export const randomWorld: fc.Arbitrary<WorldGiven> = fc
  .record({
    lanes,
    demand,
    stock: table(quantity(60), 70),
    safety: table(quantity(10), 50),
    firmReceipts: table(sparse(20), 30),
    firmIssues: table(sparse(6), 20),
    firmNeeds: table(sparse(4), 10),
    lots: fc.array(
      fc.record({
        at: fc.constantFrom(...somePlaces),
        units: fine(40),
        expiresIn: fc.integer({ min: -3, max: 90 }),
      }),
      { maxLength: 12 },
    ),
    life: rare(fc.integer({ min: 0, max: 20 })),
    policies: table(
      fc.record({
        reviewDays: rare(fc.integer({ min: 1, max: 12 })),
        maxCoverDays: rare(fc.integer({ min: 2, max: 20 })),
      }),
      30,
    ),
    per: fc.tuple(fc.constantFrom(1, 0.333333, 2.5), fc.constantFrom(0.000123, 0.7, 3), fc.constantFrom(0.05, 1.1)),
    hours: rare(fc.integer({ min: 0, max: 60 })),
    mill: fc.array(quantity(200), { maxLength: 3 }),
  })
  .map(({ per, hours, mill, lots, life, stock, ...given }) => ({
    planDay,
    horizon: { days: 7, weeks: 4, months: 3 },
    products: Object.keys(PLACES),
    locations: { plant: 'plant', north: 'dc', south: 'dc', shop1: 'store', shop2: 'store', shop3: 'store' },
    customers: { grocer: { unfilled: 'cancel' }, kiosk: {} },
    serviceTerms: [
      { customer: 'kiosk', priority: 1 },
      ...(life === null
        ? []
        : ['anyone', 'grocer', 'kiosk'].map((customer) => ({ customer, minRemainingLifeDays: life }))),
    ],
    suppliers: ['mill', 'refinery'],
    recipes: [
      { at: 'bar@plant', component: 'dough', per: per[0], yield: 0.97 },
      { at: 'bar@plant', component: 'sugar', per: per[2] },
      { at: 'box@plant', component: 'bar', per: 12 },
      { at: 'dough@plant', component: 'oats', per: per[1] },
      { at: 'dough@plant', component: 'sugar', per: per[2] },
    ],
    resources:
      hours === null
        ? []
        : [
            {
              id: 'oven',
              location: 'plant',
              hoursPerWeek: hours,
              overtimeHours: null,
              overtimeCost: 0,
              currency: null,
            },
          ],
    routings:
      hours === null
        ? []
        : [
            { product: 'bar', resource: 'oven', hoursPerUnit: 123_457 },
            { product: 'dough', resource: 'oven', hoursPerUnit: 50_000 },
            { product: 'tea', resource: 'oven', hoursPerUnit: 80_000 },
            { product: 'box', resource: 'oven', hoursPerUnit: 20_001 },
          ],
    supplierCapacity: mill.map((units, at) => ({
      supplier: 'mill',
      product: at === 0 ? 'oats' : null,
      family: at === 0 ? null : 'family',
      month: month + Math.max(0, at - 1),
      units: units * 1000,
      committed: null,
    })),
    lots,
    stock: withLots(stock, lots),
    ...given,
  }))
