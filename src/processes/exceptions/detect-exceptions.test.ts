import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import type { Problem } from '../../core/why/problem.js'
import { CATALOGUE, say } from '../../language/catalogue.js'
import { detectExceptions, totalAtRisk } from './detect-exceptions.js'
import { deriveUnitValues } from './unit-values.js'

const WORLD: TroubleGiven = {
  planDay: '2026-09-21',
  locations: { PLANT: 'plant', DC: 'dc' },
  suppliers: ['mill'],
  lanes: [
    { from: 'mill', to: 'PLANT', product: 'flour', leadTimeDays: 4 },
    { from: 'PLANT', to: 'DC', product: 'bar', leadTimeDays: 1 },
  ],
  products: ['bar', 'flour'],
  recipes: [{ at: 'bar@PLANT', component: 'flour', per: 0.5 }],
  customers: { anyone: { unfilled: 'cancel' } },
  stock: { 'flour@PLANT': 10, 'bar@DC': 40 },
  demand: [{ at: 'bar@DC', units: 10 }],
  prices: { bar: 100 },
  costs: { bar: 60, flour: 5 },
}

const problem = (id: string, kind: Problem['kind'], value: number, rootCause = id): Problem => ({
  id,
  kind,
  place: { product: '', location: '', customer: '', reference: '' },
  firstDay: 0,
  durationDays: 1,
  size: 0,
  value,
  currency: 'USD',
  why: { code: '', values: {} },
  rootCause,
  evidence: [],
})

describe('the queue of trouble', () => {
  it('[EX2] names a trouble by kind and place, so that it is the same one tomorrow', () => {
    const ids = (planDay: string) => detectExceptions(buildTroubleWorld({ ...WORLD, planDay })).map(({ id }) => id)
    expect(ids('2026-09-21')).toContain('shortage:bar@DC')
    expect(ids('2026-09-22')).toEqual(ids('2026-09-21'))
  })

  it('[EX3] leaves out what is worth less than a two-thousandth of a week’s sales, but never bad data', () => {
    const values = deriveUnitValues(buildTroubleWorld(WORLD))
    expect(values.weeklySales).toBeCloseTo(7 * 10 * 100, 6)
    expect(values.floor).toBeCloseTo(3.5, 6)
    const row = { table: 'orders', files: 1, rows: 50, badRows: 1, badValueShare: 0, repeatedRows: 0 }
    const found = detectExceptions(buildTroubleWorld({ ...WORLD, coverage: [row] }))
    expect(found.filter(({ kind }) => kind === 'data')).toMatchObject([{ value: 0, place: { reference: 'orders' } }])
    expect(found.every(({ kind, value }) => kind === 'data' || value >= 3)).toBe(true)
  })

  it('[EX4] is ranked by money, and the same input gives the same list', () => {
    const world = buildTroubleWorld(WORLD)
    const found = detectExceptions(world)
    const values = found.map(({ value }) => value)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect(detectExceptions(world)).toEqual(found)
  })

  it('[EX5] what hangs on one root cause is counted once', () => {
    const late = problem('late_supply:a', 'late_supply', 100)
    const short = (id: string, value: number) => problem(id, 'shortage', value, 'late_supply:a')
    expect(totalAtRisk([late, short('s1', 30), short('s2', 40)])).toBe(100)
    expect(totalAtRisk([late, short('s1', 80), short('s2', 40)])).toBe(120)
    expect(totalAtRisk([late, problem('other', 'excess', 7)])).toBe(107)
    expect(totalAtRisk([])).toBe(0)
  })

  it('[EX1] a component is worth the margin of what cannot be made without it', () => {
    const world = buildTroubleWorld(WORLD)
    const values = deriveUnitValues(world)
    // Half a kilo for a bar that earns 40.
    expect(values.servedMargin[world.row('flour@PLANT')]).toBeCloseTo(80, 6)
    expect(values.servedMargin[world.row('bar@DC')]).toBeCloseTo(40, 6)
    expect(values.cost(world.row('flour@PLANT'))).toBe(5)
  })

  it('[EX1] money of other currencies is told in the base currency at the PLAN rate', () => {
    const inDollars: TroubleGiven = {
      ...WORLD,
      company: (company) => ({
        settings: { ...company.settings, baseCurrency: 'USD' },
        fx: [{ rateSet: 'PLAN', month: 2026 * 12 + 8, day: null, from: 'USD', to: 'CLP', rate: '950' }],
      }),
    }
    const pesos = detectExceptions(buildTroubleWorld(WORLD)).find(({ kind }) => kind === 'shortage')!
    const dollars = detectExceptions(buildTroubleWorld(inDollars)).find(({ kind }) => kind === 'shortage')!
    expect(dollars).toMatchObject({ currency: 'USD', value: Math.round((pesos.value / 950) * 100) })
  })

  it('[EX24] without prices the largest of each kind by quantity are shown', () => {
    const items = Array.from({ length: 30 }, (_, at) => `item${10 + at}`)
    const world = buildTroubleWorld({
      planDay: '2026-09-21',
      suppliers: ['mill'],
      lanes: [{ from: 'mill', to: 'DC', leadTimeDays: 5 }],
      demand: items.map((item, at) => ({ at: `${item}@DC`, units: 1 + at })),
    })
    const found = detectExceptions(world).filter(({ kind }) => kind === 'shortage')
    expect(found).toHaveLength(20)
    expect(found[0]!.place.product).toBe('item39')
  })

  it('[EX1] values are whole, never below zero, and every sentence is in the catalogue and complete', () => {
    const quantity = fc.integer({ min: 0, max: 60 })
    const drawn = fc.record({
      stock: quantity,
      shelf: quantity,
      units: fc.array(quantity, { minLength: 10, maxLength: 10 }),
      backlog: quantity,
      due: fc.integer({ min: -9, max: 9 }),
      slip: fc.integer({ min: 0, max: 9 }),
      expiresIn: fc.integer({ min: -2, max: 12 }),
      price: fc.integer({ min: 0, max: 90 }),
    })
    let kinds = new Set<string>()
    fc.assert(
      fc.property(drawn, (each) => {
        const found = detectExceptions(
          buildTroubleWorld({
            ...WORLD,
            stock: { 'flour@PLANT': each.stock, 'bar@DC': each.shelf },
            demand: [{ at: 'bar@DC', units: each.units, backlog: each.backlog }],
            prices: { bar: each.price },
            lots: [{ at: 'bar@DC', units: each.shelf, expiresIn: each.expiresIn }],
            orders: [{ at: 'bar@DC', units: 1 + each.backlog, requestedIn: each.due }],
            supplyOrders: [
              {
                product: 'flour',
                to: 'PLANT',
                from: 'mill',
                units: 9,
                dueIn: each.due,
                promisedIn: each.due + each.slip,
              },
            ],
          }),
        )
        for (const { value, size, durationDays, why, kind } of found) {
          kinds = kinds.add(kind)
          expect(Number.isSafeInteger(value) && value >= 0 && Number.isSafeInteger(size) && size >= 0).toBe(true)
          expect(durationDays).toBeGreaterThanOrEqual(1)
          expect(CATALOGUE).toHaveProperty([why.code])
          for (const language of ['es', 'pt', 'en'] as const)
            expect(say(why.code, why.values, language).text).not.toMatch(/[{}]|NaN|undefined|Infinity/)
        }
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
      }),
      { seed: 7, numRuns: 100 },
    )
    expect([...kinds].sort()).toEqual(['excess', 'expiry', 'late_order', 'late_supply', 'shortage'])
  })
})
