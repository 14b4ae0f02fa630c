import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { parseDay } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { buildHorizon } from '../../core/calendar/horizon.js'
import type { Company } from '../../core/network/company.js'
import { detectExceptions } from './detect-exceptions.js'

/** A year in days and weeks, so that half a year can be looked at. */
const LONG = { days: 28, weeks: 26, months: 6 }
const HORIZON = buildHorizon({ planDay: parseDay('2026-09-21')!, ...LONG })
const perDay = (units: number): number[] => Array.from(HORIZON.days, (days) => units * days)

const CALM: TroubleGiven = {
  planDay: '2026-09-21',
  horizon: LONG,
  suppliers: ['mill'],
  lanes: [{ from: 'mill', to: 'DC', leadTimeDays: 5 }],
  stock: { 'bar@DC': 100 },
  demand: [{ at: 'bar@DC', units: perDay(10) }],
  prices: { bar: 100 },
  costs: { bar: 60 },
}
const found = (given: TroubleGiven, kind: string) =>
  detectExceptions(buildTroubleWorld(given)).filter((problem) => problem.kind === kind)
const endingOn =
  (days: number) =>
  (company: Company): Partial<Company> => ({
    products: company.products.map((product) => ({ ...product, endDay: company.settings.planDay + days })),
  })

describe('excess', () => {
  it('[EX11] is stock beyond sixty days and the lead time, at standard cost', () => {
    const [excess] = found({ ...CALM, stock: { 'bar@DC': 1000 } }, 'excess')
    // Day 65 falls in the week to day 70, which counts whole: 700 leave.
    expect(excess).toMatchObject({ size: 300 * QUANTITY_PER_UNIT, value: 300 * 60 })
    expect(excess!.why.values).toMatchObject({ stock: 1000, days: 65 })
  })

  it('[EX11] what will expire has not left: it is part of what is too much', () => {
    const lots = [{ at: 'bar@DC', units: 1000, expiresIn: 40 }]
    const [excess] = found({ ...CALM, stock: { 'bar@DC': 1000 }, lots }, 'excess')
    expect(excess).toMatchObject({ size: 300 * QUANTITY_PER_UNIT })
  })

  it('[EX11] keeps safety stock and one lot', () => {
    const base = found({ ...CALM, stock: { 'bar@DC': 1000 } }, 'excess')[0]!.size
    const kept = found(
      { ...CALM, stock: { 'bar@DC': 1000 }, safety: { 'bar@DC': 50 }, policies: { 'bar@DC': { minimum: 100 } } },
      'excess',
    )[0]!.size
    expect(base - kept).toBe(150 * QUANTITY_PER_UNIT)
  })

  it('[EX12] a source that stands still while its places live on their own stock has no excess for that alone', () => {
    const fed = (atShop: number): TroubleGiven => ({
      ...CALM,
      locations: { DC: 'dc', SHOP: 'store' },
      lanes: [
        { from: 'mill', to: 'DC', leadTimeDays: 5 },
        { from: 'DC', to: 'SHOP', leadTimeDays: 2 },
      ],
      stock: { 'bar@DC': 400, 'bar@SHOP': atShop },
      demand: [{ at: 'bar@SHOP', units: perDay(10) }],
    })
    expect(found(fed(500), 'excess')).toEqual([])
  })

  it('[EX11] enough for two months is not too much', () => {
    expect(found({ ...CALM, stock: { 'bar@DC': 500 } }, 'excess')).toEqual([])
  })
})

describe('obsolete stock', () => {
  it('[EX13] is what an item that ends will leave behind, and is not called excess as well', () => {
    const demand = [{ at: 'bar@DC', units: [...perDay(10).slice(0, 28), 0] }]
    const given = { ...CALM, stock: { 'bar@DC': 1000 }, demand, company: endingOn(27) }
    expect(found(given, 'excess')).toEqual([])
    const [obsolete] = found(given, 'obsolete')
    // Four weeks take 280.
    expect(obsolete).toMatchObject({ size: 720 * QUANTITY_PER_UNIT, value: 720 * 60 })
    expect(obsolete!.lastUsefulDay).toBe(buildTroubleWorld(given).plan.horizon.planDay + 27)
  })

  it('[EX13] is everything that nobody will ask for in half a year', () => {
    const given = {
      ...CALM,
      products: ['bar', 'old'],
      stock: { 'bar@DC': 100, 'old@DC': 7 },
      costs: { bar: 60, old: 500 },
    }
    expect(found(given, 'obsolete')).toMatchObject([{ place: { product: 'old' }, value: 3500 }])
  })
})

describe('expiry', () => {
  it('[EX14] is what no customer takes any more before it is too old, first expired first out', () => {
    const lots = [
      { at: 'bar@DC', units: 100, expiresIn: 4 },
      { at: 'bar@DC', units: 30, expiresIn: 60 },
    ]
    const [expiry] = found({ ...CALM, stock: { 'bar@DC': 130 }, lots }, 'expiry')
    // Days 0 to 4 take 50 of the first lot; the second one sells.
    expect(expiry).toMatchObject({ size: 50 * QUANTITY_PER_UNIT, value: 50 * 60 })
    expect(expiry!.firstDay).toBe(buildTroubleWorld(CALM).plan.horizon.planDay + 4)
  })

  it('[EX14] a customer takes no lot with less life than the contract asks for', () => {
    const lots = [{ at: 'bar@DC', units: 100, expiresIn: 12 }]
    const given = { ...CALM, stock: { 'bar@DC': 100 }, lots }
    expect(found(given, 'expiry')).toEqual([])
    const strict = { ...given, terms: [{ customer: 'anyone', minRemainingLifeDays: 10 }] }
    const [expiry] = found(strict, 'expiry')
    // Sold on days 0, 1 and 2 only.
    expect(expiry).toMatchObject({ size: 70 * QUANTITY_PER_UNIT })
    expect(expiry!.lastUsefulDay).toBe(expiry!.firstDay - 10)
  })

  it('[EX14] who accepts less life is served from the oldest lot', () => {
    const given: TroubleGiven = {
      ...CALM,
      customers: { strict: {}, easy: {} },
      terms: [{ customer: 'strict', minRemainingLifeDays: 20 }],
      demand: [
        { at: 'bar@DC', customer: 'strict', units: perDay(5) },
        { at: 'bar@DC', customer: 'easy', units: perDay(5) },
      ],
      stock: { 'bar@DC': 200 },
      lots: [
        { at: 'bar@DC', units: 50, expiresIn: 9 },
        { at: 'bar@DC', units: 150, expiresIn: 90 },
      ],
    }
    expect(found(given, 'expiry')).toEqual([])
  })

  it('[EX14] agrees with the closed form of first expired, first out', () => {
    const lot = fc.record({ units: fc.integer({ min: 1, max: 90 }), expiresIn: fc.integer({ min: 0, max: 25 }) })
    fc.assert(
      fc.property(fc.array(lot, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 6 }), (drawn, life) => {
        const total = drawn.reduce((sum, { units }) => sum + units, 0)
        const world = buildTroubleWorld({
          ...CALM,
          terms: [{ customer: 'anyone', minRemainingLifeDays: life }],
          stock: { 'bar@DC': total + 400 },
          lots: drawn.map((each) => ({ ...each, at: 'bar@DC' })),
        })
        const sorted = [...drawn].sort((a, b) => a.expiresIn - b.expiresIn)
        // Spoiled in all = the largest excess of the lots up to some age over what sells before that age.
        let held = 0
        let spoiled = 0
        for (const { units, expiresIn } of sorted) {
          held += units
          spoiled = Math.max(spoiled, held - 10 * Math.max(0, expiresIn - life + 1))
        }
        const expiry = detectExceptions(world).find(({ kind }) => kind === 'expiry')
        expect((expiry?.size ?? 0) / QUANTITY_PER_UNIT).toBe(spoiled)
        // The plan writes off the same, unless customers ask for different lives.
        const writtenOff = world.plan.supply.writtenOff.reduce((sum, quantity) => sum + quantity, 0)
        expect(writtenOff / QUANTITY_PER_UNIT).toBe(spoiled)
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})
