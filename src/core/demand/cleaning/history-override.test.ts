import fc from 'fast-check'
import { expect, test } from 'vitest'
import { historyOf, PLAN_DAY } from '../../../../tests/support/demand-world.js'
import type { HistoryOverride } from '../../network/company.js'
import { emptyCompany, plainCustomer, plainProduct } from '../../network/plain-records.js'
import type { Rows } from '../../plan/plan.js'
import { noSeasonality } from '../seasonality.js'
import { cleanRows } from './cleaning.js'
import { CORRECTION_REASONS, type Corrections, OVERRIDABLE, revertCorrections } from './corrections.js'
import { deriveOverriddenWeeks, rowsToldAnew } from './history-override.js'

/** Two products bought by one chain's two shops: four demand rows. */
const company = {
  ...emptyCompany({ name: 'Small', baseCurrency: 'CLP', countries: ['CL'], planDay: PLAN_DAY }),
  products: [plainProduct('jam', 'spreads'), plainProduct('tea', 'drinks')],
  locations: [],
  customers: [
    { ...plainCustomer('chain', 'CL'), id: 'chain' },
    { ...plainCustomer('north', 'CL'), parent: 'chain' },
    plainCustomer('kiosk', 'CL'),
  ],
}
const rows: Rows = {
  grain: 'demand',
  count: 4,
  item: Int32Array.of(0, 0, 1, 1),
  location: Int32Array.of(0, 0, 0, 0),
  customer: Int32Array.of(1, 2, 1, 2),
  stockRow: new Int32Array(4),
}
const placed = { company: { ...company, locations: [{ id: 'dc' } as never] }, rows }

const WEEKS = 20
const FIRST = PLAN_DAY - 7 * WEEKS
const override = (more: Partial<HistoryOverride>): HistoryOverride => ({
  product: null,
  family: null,
  customer: null,
  location: null,
  country: null,
  start: FIRST,
  end: PLAN_DAY - 1,
  correction: 'any',
  note: null,
  ...more,
})

const STEADY = Array.from({ length: WEEKS }, (_, week) => 100 + (week % 3))
const wild = (week: number, units: number): number[] => STEADY.map((value, at) => (at === week ? units : value))

function clean(units: readonly (readonly number[])[], overrides: readonly HistoryOverride[]) {
  const history = historyOf(units)
  history.weekdayProfile.fill(1 / 7)
  history.stockoutDays[2 * WEEKS + 9] = 0b0111
  const cleaned = new Float64Array(history.units.length)
  const corrections = cleanRows(
    {
      history,
      rowGroup: new Int32Array(4),
      seasonality: noSeasonality(1),
      lifts: { start: Int32Array.of(0, 0, 0, 0, 1), week: Int32Array.of(4), factor: Float64Array.of(2) },
      overridden: deriveOverriddenWeeks(placed, overrides, history),
    },
    { from: 0, to: 4 },
    cleaned,
  )
  return { history, cleaned, corrections, said: sayAll(corrections) }
}

const sayAll = ({ row, week, before, after, reason, overridden }: Corrections): string[] =>
  [...row.keys()].map(
    (at) =>
      `row ${row[at]} week ${week[at]}: ${before[at]} → ${after[at]} ${CORRECTION_REASONS[reason[at]!]}${overridden[at] === 1 ? ' stands' : ''}`,
  )

/** An outlier in each of the rows of jam, a stockout and a promotion in those of tea. */
const TROUBLED = [wild(7, 900), wild(12, 900), wild(9, 60), wild(4, 200)]
const dayOf = (week: number): number => FIRST + 7 * week

test('[HC7] without an override everything is corrected; with one for all, every week stands as it was sold', () => {
  const all = ['row 0 week 7: 900 → 101 outlier', 'row 1 week 12: 900 → 101 outlier']
  const tea = ['row 2 week 9: 60 → 105 stockout', 'row 3 week 4: 200 → 100 lift']
  expect(clean(TROUBLED, []).said).toEqual([...all, ...tea])
  const { cleaned, history, said } = clean(TROUBLED, [override({})])
  expect(cleaned).toEqual(history.units)
  // The promotion stays in: a row that sold twice as much in one week has an outlier there, which stands as well.
  expect(said).toEqual([...[...all, ...tea].map((line) => `${line} stands`), 'row 3 week 4: 200 → 101 outlier stands'])
})

test('[HC6] it speaks of what it names: a product, a family, a customer with all that buy under it, a country', () => {
  const stands = (more: Partial<HistoryOverride>): number[] => {
    const { corrections } = clean(TROUBLED, [override(more)])
    return [...new Set(corrections.row.filter((_, at) => corrections.overridden[at] === 1))]
  }
  expect(stands({ product: 'jam' })).toEqual([0, 1])
  expect(stands({ family: 'drinks' })).toEqual([2, 3])
  expect(stands({ customer: 'chain' })).toEqual([0, 2])
  expect(stands({ product: 'tea', customer: 'kiosk' })).toEqual([3])
  expect(stands({ country: 'CL' })).toEqual([0, 1, 2, 3])
  expect(stands({ country: 'PE' })).toEqual([])
})

test('[HC7] of the weeks that have a day in it, and of the correction that it names', () => {
  const jam = (more: Partial<HistoryOverride>): string =>
    clean(TROUBLED, [override({ product: 'jam', ...more })]).said[0]!
  const stands = 'row 0 week 7: 900 → 101 outlier stands'
  const corrected = 'row 0 week 7: 900 → 101 outlier'
  expect(jam({ start: dayOf(8) - 1, end: dayOf(8) + 1 })).toBe(stands)
  expect(jam({ start: dayOf(6), end: dayOf(7) })).toBe(stands)
  expect(jam({ start: dayOf(8) })).toBe(corrected)
  expect(jam({ end: dayOf(7) - 1 })).toBe(corrected)
  expect(jam({ correction: 'outlier' })).toBe(stands)
  expect(jam({ correction: 'stockout' })).toBe(corrected)
  expect(jam({ start: FIRST - 400, end: PLAN_DAY + 400 })).toBe(stands)
  expect(jam({ start: PLAN_DAY, end: PLAN_DAY + 400 })).toBe(corrected)
  expect(jam({ start: FIRST - 400, end: FIRST - 1 })).toBe(corrected)
})

test('[HC7] whatever anybody says, what is below zero is no demand', () => {
  const { cleaned, said } = clean([wild(7, -5), STEADY, STEADY, STEADY], [override({})])
  expect([cleaned[7], said[0]]).toEqual([0, 'row 0 week 7: -5 → 0 outlier'])
})

test('[HC7] a week that is overridden whole is its sales to the byte, and every correction can be reverted as before', () => {
  const value = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 80, max: 120 }) }, fc.nat(3_000), fc.constant(0))
  const overrides = fc.array(
    fc.record({
      product: fc.constantFrom(null, 'jam', 'tea'),
      customer: fc.constantFrom(null, 'chain', 'kiosk'),
      start: fc.integer({ min: FIRST, max: PLAN_DAY - 1 }),
      days: fc.nat(40),
      correction: fc.constantFrom(...OVERRIDABLE),
    }),
    { maxLength: 4 },
  )
  let stood = 0
  const weeks = fc.array(value, { minLength: WEEKS, maxLength: WEEKS })
  fc.assert(
    fc.property(fc.tuple(weeks, weeks, weeks, weeks), overrides, (units, given) => {
      const all = given.map(({ days, ...one }) => override({ ...one, end: one.start + days }))
      const { cleaned, history, corrections } = clean(units, all)
      for (let cell = 0; cell < cleaned.length; cell++) {
        const [row, day] = [Math.floor(cell / WEEKS), dayOf(cell % WEEKS)]
        const isLeft = all.some(
          ({ product, customer, start, end, correction }) =>
            correction === 'any' &&
            (product === null || (product === 'jam') === row < 2) &&
            (customer === null || (customer === 'chain') === (row % 2 === 0)) &&
            start < day + 7 &&
            end >= day,
        )
        if (isLeft) expect(cleaned[cell]).toBe(history.units[cell])
      }
      stood += corrections.overridden.reduce((sum, one) => sum + one, 0)
      revertCorrections(cleaned, WEEKS, corrections)
      expect(cleaned).toEqual(history.units)
    }),
    { seed: 11, numRuns: 400 },
  )
  expect(stood).toBeGreaterThan(100)
})

test('[HC10] rows that people say something else of are those that either list alone speaks of', () => {
  const jam = override({ product: 'jam', note: 'tender' })
  const kiosk = override({ product: 'tea', customer: 'kiosk' })
  const told = (now: HistoryOverride[], before: HistoryOverride[]): number[] => [...rowsToldAnew(placed, now, before)]
  expect(told([jam], [])).toEqual([1, 1, 0, 0])
  expect(told([], [jam, kiosk])).toEqual([1, 1, 0, 1])
  expect(told([kiosk, jam], [{ ...jam, note: null }, kiosk])).toEqual([0, 0, 0, 0])
  expect(told([{ ...jam, end: jam.end - 7 }], [jam])).toEqual([1, 1, 0, 0])
})
