import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven, type TroubleWorld } from '../../../tests/support/trouble-world.js'
import { parseDay, parseMonth } from '../../core/base/day.js'
import { buildHorizon } from '../../core/calendar/horizon.js'
import type { OwnedChange } from '../../core/plan/version.js'
import { CATALOGUE } from '../../language/catalogue.js'
import { compareWithRecord } from '../proof/agreement.js'
import type { ComparedPlans } from '../proof/plan-of-record.js'
import { salesCells, salesDecimals } from '../proof/signed-sales.js'
import { withRecordGaps } from './current-exceptions.js'
import { detectExceptions, totalAtRisk } from './detect-exceptions.js'

const LONG = { days: 28, weeks: 26, months: 6 }
const PLAN_DAY = parseDay('2026-09-21')!
const HORIZON = buildHorizon({ planDay: PLAN_DAY, ...LONG })

/** October to December have 92 days; bars earn 40 of 100, chips 25 of 50. Everybody is in Chile. */
const DAYS = 92
const PRICES = { bar: 100, chip: 50 }
const COSTS = { bar: 60, chip: 25 }

/** `{ 'bar anyone': 10 }` sells ten a day to everybody. */
function selling(
  perDay: Readonly<Record<string, number>>,
  { company: also, ...more }: Partial<TroubleGiven> = {},
): TroubleWorld {
  return buildTroubleWorld({
    planDay: '2026-09-21',
    horizon: LONG,
    products: ['bar', 'chip'],
    company: (company) => ({
      products: company.products.map((product) => ({ ...product, family: product.id === 'bar' ? 'sweet' : 'salty' })),
      ...also?.(company),
    }),
    customers: { anyone: {}, chain: {} },
    stock: { 'bar@DC': 90_000, 'chip@DC': 90_000 },
    demand: Object.entries(perDay).map(([key, units]) => {
      const [product, customer] = key.split(' ')
      return { at: `${product}@DC`, customer: customer!, units: Array.from(HORIZON.days, (days) => units * days) }
    }),
    prices: PRICES,
    costs: COSTS,
    ...more,
  })
}

const MONTHS = ['2026-10', '2026-11', '2026-12', '2027-01'].map((month) => parseMonth(month)!)
function compare(signed: TroubleWorld, live: TroubleWorld): ComparedPlans {
  const months = new Set(MONTHS)
  const cells = (world: TroubleWorld) => salesCells(world).filter(({ month }) => months.has(month))
  return { record: '0001-cycle', signed: cells(signed), live: cells(live), months }
}

const gaps = (signed: TroubleWorld, live: TroubleWorld, changes: readonly OwnedChange[] = []) =>
  withRecordGaps({ ...live, problems: detectExceptions(live) }, compare(signed, live), changes).filter(
    ({ kind }) => kind === 'plan_gap',
  )

const owned = (more: Partial<OwnedChange>): OwnedChange => ({
  id: 'change-1',
  owner: 'sales',
  reason: 'a shop closed',
  expires: PLAN_DAY + 30,
  ...more,
})

const SIGNED = { 'bar anyone': 10, 'bar chain': 10, 'chip chain': 10 }

describe('gap to the plan of record', () => {
  it('[EX25] is what the live plan sells less than was signed, in units, net sales and margin', () => {
    const [company, ...places] = gaps(selling(SIGNED), selling({ ...SIGNED, 'bar chain': 5 }))
    // 5 bars a day fewer: 46,000 of the 230,000 signed, 20%.
    expect(company).toMatchObject({ id: 'plan_gap:company', size: 5 * DAYS * 1000 })
    expect(company!.why).toMatchObject({
      code: 'problem.plan_gap_record',
      values: { share: '20%', netSales: 5 * DAYS * 100, from: '2026-10', to: '2026-12' },
    })
    expect(places.map(({ id, place, size, value }) => ({ id, place, size, value }))).toEqual([
      {
        id: 'plan_gap:sweet/CL · chain',
        place: { product: '', location: '', customer: 'chain', reference: 'sweet/CL' },
        size: 5 * DAYS * 1000,
        value: 5 * DAYS * 40,
      },
    ])
    expect(totalAtRisk([company!, ...places])).toBe(Math.max(company!.value, places[0]!.value))
  })

  it('[EX25] is nothing while live is what was signed, and the budget is silent', () => {
    const budget = [
      { month: MONTHS[0]!, country: 'CL', family: 'sweet', product: null, customer: null, units: null },
    ].map((line) => ({ ...line, netSales: 1e12, margin: null, currency: 'CLP' }))
    const live = selling(SIGNED, { company: () => ({ budget }) })
    expect(detectExceptions(live).filter(({ kind }) => kind === 'plan_gap')).not.toEqual([])
    expect(gaps(selling(SIGNED), live)).toEqual([])
  })

  it('[EX25] what somebody answers for is taken off, by customer, family and month, until it expires', () => {
    const signed = selling(SIGNED)
    const live = selling({ ...SIGNED, 'bar chain': 5, 'chip chain': 5 })
    const places = (changes: readonly OwnedChange[]) =>
      gaps(signed, live, changes).flatMap(({ place, size }) => (place.customer === '' ? [] : [[place.reference, size]]))
    const all = [
      ['sweet/CL', 5 * DAYS * 1000],
      ['salty/CL', 5 * DAYS * 1000],
    ]
    expect(places([])).toEqual(all)
    expect(places([owned({ family: 'sweet' })])).toEqual([all[1]])
    expect(places([owned({ family: 'sweet', account: 'anyone' })])).toEqual(all)
    expect(places([owned({ family: 'sweet', expires: PLAN_DAY - 1 })])).toEqual(all)
    expect(gaps(signed, live, [owned({})])).toEqual([])
    // October is somebody's; of November and December 5 of 10 bars a day are nobody's.
    const [company] = gaps(signed, selling({ ...SIGNED, 'bar chain': 5 }), [owned({ toMonth: MONTHS[0]! })])
    expect(company).toMatchObject({ size: 5 * 61 * 1000, why: { values: { netSales: 5 * 61 * 100 } } })
  })

  it('[EX25] selling more than was signed is worth what the goods beyond it cost', () => {
    const [company, place] = gaps(selling(SIGNED), selling({ ...SIGNED, 'chip chain': 20 }))
    expect(company).toMatchObject({ id: 'plan_gap:company', size: 10 * DAYS * 1000 })
    expect(place).toMatchObject({
      place: { customer: 'chain', reference: 'salty/CL' },
      value: 10 * DAYS * 25,
      why: { code: 'problem.plan_gap_record_over', values: { share: '100%', netSales: 10 * DAYS * 50 } },
    })
    expect(CATALOGUE).toHaveProperty([place!.why.code])
    // What was promised nothing of is all too much.
    const [, unsigned] = gaps(selling({ 'bar anyone': 100 }), selling({ 'bar anyone': 100, 'chip chain': 20 }))
    expect(unsigned).toMatchObject({ place: { reference: 'salty/CL' }, value: 20 * DAYS * 25 })
  })

  it('[EX25] more here and less there is nothing for the company, but both places are named', () => {
    const found = gaps(selling(SIGNED), selling({ ...SIGNED, 'bar anyone': 15, 'bar chain': 5 }))
    expect(found.map(({ place, why }) => [place.customer, why.code])).toEqual([
      ['anyone', 'problem.plan_gap_record_over'],
      ['chain', 'problem.plan_gap_record'],
    ])
    expect(found.every(({ id, rootCause }) => rootCause === id)).toBe(true)
  })

  it('[EX25] is the money that `rumbo prove` calls nobody’s, over the months looked at', () => {
    const [signed, live] = [selling(SIGNED), selling({ ...SIGNED, 'bar anyone': 3, 'chip chain': 9 })]
    const compared = compare(signed, live)
    const changes = [owned({ family: 'salty' })]
    const inQuarter = new Set(MONTHS.slice(0, 3))
    const cut = (cells: ComparedPlans['signed']) => cells.filter(({ month }) => inQuarter.has(month))
    const { amount } = compareWithRecord({
      compared: { record: compared.record, signed: cut(compared.signed), live: cut(compared.live) },
      changes,
      planDay: PLAN_DAY,
      currency: 'CLP',
      decimals: salesDecimals(live.money),
    })
    expect(gaps(signed, live, changes)[0]!.why.values.netSales).toBe(Number(amount))
  })

  it('[EX25] [EX24] without prices plans are compared in units', () => {
    const unpriced = { prices: {}, costs: {} }
    const found = gaps(selling(SIGNED, unpriced), selling({ ...SIGNED, 'bar chain': 5 }, unpriced))
    expect(found.map(({ id, size }) => [id, size])).toEqual([
      ['plan_gap:company', 5 * DAYS * 1000],
      ['plan_gap:sweet/CL · chain', 5 * DAYS * 1000],
    ])
  })
})
