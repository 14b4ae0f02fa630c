import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildMoneyWorld, day, type MoneyWorldGiven, month } from '../../tests/support/money-world.js'
import { naiveMoney } from '../../tests/support/naive/money.js'
import { ALL_BUCKETS, EVERYTHING } from '../core/plan/step.js'
import { BASE_LINES, type PricedPlan } from './money-plan.js'
import { pricePlan } from './priced-plan.js'
import { readProfitAndLoss } from './profit-and-loss.js'
import type { ProfitDimension } from './profit-nodes.js'
import { rollUpStep } from './roll-up-step.js'
import { assertCubeExact, valueStep } from './value-step.js'

const ITEMS = ['bar', 'juice', 'wafer']
const PLACES = ['dc-cl', 'dc-pe', 'dc-pe-2']
const BUYERS = ['payer', 'banner', 'shop', 'far']
const FIRST = day('2026-11-16')

const maybe = <Of>(of: fc.Arbitrary<Of>): fc.Arbitrary<Of | null> => fc.option(of, { nil: null })
const money = fc.integer({ min: 0, max: 2_000_000_000 })
const someDay = fc.integer({ min: FIRST, max: FIRST + 80 })
const currency = fc.constantFrom('CLP', 'PEN', 'USD')
const oneOf = (...values: string[]) => fc.constantFrom(...values)
const distinctBy = <Of extends object>(of: fc.Arbitrary<Of>, keys: (keyof Of)[], maxLength: number) =>
  fc.uniqueArray(of, { maxLength, selector: (record) => keys.map((key) => String(record[key])).join() })

const world: fc.Arbitrary<MoneyWorldGiven> = fc
  .record({
    prices: distinctBy(
      fc
        .record({
          product: oneOf(...ITEMS),
          customer: maybe(oneOf(...BUYERS)),
          channel: maybe(oneOf('modern', 'small')),
          country: maybe(oneOf('CL', 'PE')),
          validFrom: someDay,
          validTo: maybe(someDay),
          amount: money,
          currency,
        })
        .map((price) => (price.customer === null ? price : { ...price, channel: null, country: null })),
      ['product', 'customer', 'channel', 'country', 'validFrom'],
      12,
    ),
    costs: distinctBy(
      fc.record({
        product: oneOf(...ITEMS),
        location: maybe(oneOf(...PLACES)),
        validFrom: someDay,
        amount: money,
        currency,
      }),
      ['product', 'location', 'validFrom'],
      6,
    ),
    tradeTerms: fc.array(
      fc.record({
        customer: oneOf(...BUYERS),
        kind: fc.constantFrom('on_invoice' as const, 'rebate', 'tier', 'logistic', 'per_unit'),
        value: fc.integer({ min: 0, max: 200_000 }),
        validFrom: someDay,
        validTo: maybe(someDay),
        product: maybe(oneOf(...ITEMS)),
        family: maybe(oneOf('snacks', 'drinks')),
        currency: maybe(currency),
      }),
      { maxLength: 5 },
    ),
    lanes: distinctBy(
      fc.record({
        from: oneOf(...PLACES),
        to: oneOf(...BUYERS),
        product: maybe(oneOf(...ITEMS)),
        priority: fc.integer({ min: 1, max: 9 }),
        costPerUnit: money,
        currency: maybe(currency),
        validFrom: maybe(someDay),
        validTo: maybe(someDay),
      }),
      ['from', 'to', 'product', 'priority'],
      6,
    ),
    sales: distinctBy(
      fc.record({
        item: oneOf(...ITEMS),
        location: oneOf(...PLACES),
        customer: oneOf(...BUYERS),
        units: fc.array(
          fc.integer({ min: -5_000, max: 5_000_000 }).map((thousandths) => (thousandths / 1000).toFixed(3)),
          { minLength: 12, maxLength: 12 },
        ),
      }),
      ['item', 'location', 'customer'],
      14,
    ),
  })
  .map((given) => ({
    planDay: '2026-11-18',
    horizon: { days: 4, weeks: 4, months: 2 },
    baseCurrency: 'USD',
    entities: [
      { id: 'chile', country: 'CL', currency: 'CLP' },
      { id: 'peru', country: 'PE', currency: 'PEN' },
    ],
    products: { bar: 'food/snacks', wafer: 'food/snacks', juice: 'drink/drinks' },
    locations: {
      'dc-cl': { country: 'CL', entity: 'chile' },
      'dc-pe': { country: 'PE', entity: 'peru' },
      'dc-pe-2': { country: 'PE', entity: 'peru' },
    },
    customers: {
      payer: { country: 'CL', channel: 'modern' },
      banner: { country: 'CL', parent: 'payer' },
      shop: { country: 'CL', parent: 'banner', channel: 'small' },
      far: { country: 'PE', channel: 'small' },
    },
    fx: ['2026-11', '2026-12', '2027-01'].flatMap((at) => [
      { rateSet: 'PLAN' as const, month: month(at), from: 'USD', to: 'CLP', rate: '947.31' },
      { rateSet: 'PLAN' as const, month: month(at), from: 'PEN', to: 'USD', rate: '0.2678134' },
      { rateSet: 'PLAN' as const, month: month(at), from: 'PEN', to: 'CLP', rate: '253.7' },
    ]),
    ...given,
  }))

const SEEDED = { seed: 7, numRuns: 120 }

describe('valuation against the slow and obvious way', () => {
  it('[VA9] the base cube is the sum of its leaves, to the last atom, for any prices, terms, costs and lanes', () => {
    let cells = 0
    fc.assert(
      fc.property(world, (given) => {
        const { company, plan, money: priced } = buildMoneyWorld(given)
        const decimals = new Map(priced.currencies.map(({ code, atomDecimals }) => [code, atomDecimals]))
        const expected = BASE_LINES.map(() => new Float64Array(priced.cubeUnits.length))
        for (let row = 0; row < plan.rows.demand.count; row++)
          for (let bucket = 0; bucket < plan.horizon.count; bucket++) {
            const leaf = naiveMoney({ company, plan, atomDecimals: (code) => decimals.get(code)! }, row, bucket)
            const at = priced.cubeRowOf[row]! * plan.horizon.count + bucket
            BASE_LINES.forEach((line, position) => {
              expected[position]![at]! += Number(leaf[line])
            })
            cells++
          }
        BASE_LINES.forEach((line, position) => {
          const cube = priced.cubeMoney[line] ?? new Float64Array(priced.cubeUnits.length)
          expect([line, ...cube]).toEqual([line, ...expected[position]!])
        })
      }),
      SEEDED,
    )
    expect(cells).toBeGreaterThan(5_000)
  })
})

describe('incremental and from scratch', () => {
  it('[VA9] any dirty set that covers a change gives the bytes of a full run, in any cut of the work', () => {
    fc.assert(
      fc.property(world, fc.integer(), fc.array(fc.nat(), { maxLength: 4 }), (given, change, alsoDirty) => {
        const { company, plan, money: priced } = buildMoneyWorld(given)
        fc.pre(plan.rows.demand.count > 0)
        const changed = Math.abs(change) % plan.rows.demand.count
        const { constrained } = plan.columns
        const from = Math.abs(change) % plan.horizon.count
        const to = Math.min(plan.horizon.count, from + 1 + (Math.abs(change) % 7))
        for (let bucket = from; bucket < to; bucket += 2)
          constrained[changed * plan.horizon.count + bucket]! += Math.abs(change % 1_000_003)
        const others = alsoDirty.map((row) => row % plan.rows.demand.count)
        const demand = Int32Array.from(new Set([changed, ...others])).sort()
        runCut({ plan, money: priced }, { demand, stock: new Int32Array(0), from, to }, 1)
        const fresh = { plan, money: pricePlan(plan, company, { currencies: priced.currencies }) }
        runCut(fresh, EVERYTHING, 3)
        expect(priced.cubeMoney).toEqual(fresh.money.cubeMoney)
        expect(priced.segmentMoney).toEqual(fresh.money.segmentMoney)
        expect(priced.cubeUnits).toEqual(fresh.money.cubeUnits)
        expect(priced.segmentUnits).toEqual(fresh.money.segmentUnits)
        assertCubeExact(priced)
      }),
      SEEDED,
    )
  })
})

/** Runs both steps with the units of a phase cut in pieces, last piece first. */
function runCut(priced: PricedPlan, dirty: typeof EVERYTHING, pieces: number): void {
  for (const step of [valueStep, rollUpStep])
    for (const { units, buckets = ALL_BUCKETS } of step.phases(priced, dirty)) {
      const size = Math.ceil(units.length / pieces)
      for (let piece = pieces - 1; piece >= 0; piece--)
        step.run(priced, units.subarray(piece * size, (piece + 1) * size), buckets)
    }
}

describe('the P&L on every level', () => {
  const levels: ProfitDimension[][] = [
    ['company'],
    ['country'],
    ['channel'],
    ['account'],
    ['category'],
    ['family', 'account'],
    ['location'],
    ['item'],
    ['customer', 'company'],
  ]

  it('[RD3] is the same total whichever dimension it is read by, in atoms and in every reading', () => {
    fc.assert(
      fc.property(world, fc.constantFrom('plan', 'reported', 'atoms', 'local'), (given, kind) => {
        const { plan, money: priced } = buildMoneyWorld(given)
        const reading = kind === 'atoms' || kind === 'local' ? { kind } : { kind, currency: 'USD' as const }
        const source = { plan, money: priced }
        const whole = readProfitAndLoss(source, { by: [], reading } as Parameters<typeof readProfitAndLoss>[1])
        for (const by of levels) {
          const parts = readProfitAndLoss(source, { by, reading } as Parameters<typeof readProfitAndLoss>[1])
          for (const total of whole.rows)
            for (const line of ['grossSales', 'netSales', 'standardCost', 'contribution'] as const) {
              const sum = new Float64Array(total.lines[line].length)
              for (const row of parts.rows)
                if (row.currency === total.currency) row.lines[line].forEach((cell, at) => (sum[at]! += cell))
              expect([by.join(), line, ...sum]).toEqual([by.join(), line, ...total.lines[line]])
            }
        }
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})
