import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amount, buildMoneyWorld, share } from '../../tests/support/money-world.js'
import { normalAt, seededRandom } from '../core/base/random.js'
import { RANGE_Z } from '../core/demand/accuracy-sums.js'
import { MEASURED_WEEKS, protectionErrorSd } from '../core/demand/forecast-note.js'
import { EVERYTHING, runStep } from '../core/plan/step.js'
import { type CycleErrors, errorDependence } from './error-dependence.js'
import { addErrors, hasErrors, type RangedLine, type RangeGiven, sdOf } from './money-range.js'
import { readProfitAndLoss } from './profit-and-loss.js'
import { valueStep } from './value-step.js'

const ITEMS = Array.from({ length: 30 }, (_, at) => `item-${at}`)
const { plan, money } = buildMoneyWorld({
  planDay: '2026-11-01',
  baseCurrency: 'CLP',
  horizon: { days: 0, weeks: 0, months: 3 },
  entities: [
    { id: 'maule', country: 'CL', currency: 'CLP' },
    { id: 'rimac', country: 'PE', currency: 'PEN' },
  ],
  products: Object.fromEntries(ITEMS.map((item) => [item, 'all'])),
  locations: { bodega: { country: 'CL', entity: 'maule' }, almacen: { country: 'PE', entity: 'rimac' } },
  customers: { super: { country: 'CL' }, lima: { country: 'PE' } },
  prices: ITEMS.map((product, at) => ({ product, amount: amount(String(1000 + 200 * at)), currency: 'CLP' })),
  costs: ITEMS.map((product) => ({ product, amount: amount('700'), currency: 'CLP' })),
  tradeTerms: [{ customer: 'super', kind: 'rebate', value: share('0.10') }],
  fx: [{ rateSet: 'PLAN', month: 0, from: 'PEN', to: 'CLP', rate: '250' }],
  sales: ITEMS.flatMap((item) => [
    { item, location: 'bodega', customer: 'super', units: '1000' },
    { item, location: 'almacen', customer: 'lima', units: '400' },
  ]),
})
const rows = plan.rows.demand.count
/** Units in a week; sums of weeks grow with their root. */
const errorOf = (row: number): number => 20 + (row % 7) * 5
const cumulativeErrorSd = Float64Array.from(
  { length: rows * MEASURED_WEEKS },
  (_, at) => errorOf(Math.floor(at / MEASURED_WEEKS)) * 1000 * Math.sqrt((at % MEASURED_WEEKS) + 1),
)
const given: RangeGiven = {
  horizon: plan.horizon,
  money,
  cumulativeErrorSd,
  rateOf: (currency) => (money.currencies[currency]!.code === 'PEN' ? 250 : 1),
}
const MONTH = { from: 0, to: 1 }
const itemOf = (row: number): string => plan.product.id[plan.product.leafNode[plan.rows.demand.item[row]!]!]!
const unitOf = (row: number): number => 1000 + 200 * ITEMS.indexOf(itemOf(row))

test('[FR1] the error of a span is that of as many days, at what a unit brings in it', () => {
  const [added] = addErrors(given, [MONTH])
  const { net, gross } = { net: added!.netSales, gross: added!.grossMargin }
  const sds = Array.from(
    { length: rows },
    (_, row) => protectionErrorSd({ cumulativeErrorSd }, row, plan.horizon.days[0]!) / 1000,
  )
  const netOf = (row: number): number =>
    plan.rows.demand.customer[row] === customerOf('super') ? unitOf(row) * 0.9 : unitOf(row)
  expect(net.sum / sds.reduce((sum, sd, row) => sum + sd * netOf(row), 0)).toBeCloseTo(1, 9)
  expect(gross.sum / sds.reduce((sum, sd, row) => sum + sd * (netOf(row) - 700), 0)).toBeCloseTo(1, 9)
  expect(net.squares / sds.reduce((sum, sd, row) => sum + (sd * netOf(row)) ** 2, 0)).toBeCloseTo(1, 9)
  expect(added!.ebit).toEqual(added!.grossMargin)
})

const customerOf = (id: string): number =>
  Array.from(plan.customer.leafNode, (node) => plan.customer.id[node]).indexOf(id)

test('[FR2] the ends are errors by their squares, and as they are with their sign', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (errors) => {
      const added = {
        squares: errors.reduce((sum, error) => sum + error * error, 0),
        sum: errors.reduce((sum, error) => sum + error, 0),
      }
      const ends = sdOf(added, null)
      expect([ends.apart ** 2, ends.together, ends.likely]).toEqual([
        expect.closeTo(added.squares, 6),
        Math.abs(added.sum),
        null,
      ])
      expect(sdOf(added, 0).likely).toBeCloseTo(ends.apart, 6)
      expect(sdOf(added, 1).likely).toBeCloseTo(ends.together, 6)
    }),
  )
})

test('[FR4] errors are of every row, or of none', () => {
  expect([hasErrors(rows, cumulativeErrorSd), hasErrors(rows + 1, cumulativeErrorSd)]).toEqual([true, false])
})

const random = seededRandom(20261101)
const COMMON = 999
/** Errors of all rows in one future, in units: each normal, each two with the correlation asked for. */
function errorsIn(future: number, correlation: number, days: number): Float64Array {
  const common = normalAt(random, 1, COMMON, future)
  return Float64Array.from({ length: rows }, (_, row) => {
    const own = normalAt(random, 2, row, future)
    const sd = errorOf(row) * Math.sqrt(days / 7)
    return sd * (Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * own)
  })
}

/** Money of a line in the first month, priced as any plan, with the errors in what is shipped. */
function moneyWith(errors: Float64Array, line: RangedLine): number {
  const { count } = plan.horizon
  const planned = plan.columns.consensus
  errors.forEach((error, row) => {
    plan.columns.constrained[row * count] = Math.round(planned[row * count]! + error * 1000)
  })
  runStep(valueStep, { plan, money }, EVERYTHING)
  const [read] = readProfitAndLoss({ plan, money }, { by: [], reading: { kind: 'plan', currency: 'CLP' } }).rows
  return read!.lines[line][0]!
}

const FUTURES = 500

test.each([
  ['know nothing of each other', 0, 'apart'],
  ['all go the same way', 1, 'together'],
  ['go together somewhat', 0.3, 'likely'],
] as const)('[FR1] [FR2] [FR3] the range holds about four of five futures whose errors %s', (_, correlation, end) => {
  const days = plan.horizon.days[0]!
  const cycles = Array.from({ length: 60 }, (__, at) => cycleOf(errorsIn(10_000 + at, correlation, 7)))
  const [added] = addErrors(given, [MONTH])
  for (const line of ['netSales', 'grossMargin', 'ebit'] as const) {
    const planned = moneyWith(new Float64Array(rows), line)
    const reach = RANGE_Z * sdOf(added![line], errorDependence(cycles)!.correlation)[end]!
    let inside = 0
    for (let future = 0; future < FUTURES; future++)
      if (Math.abs(moneyWith(errorsIn(future, correlation, days), line) - planned) <= reach) inside += 1
    expect(inside / FUTURES).toBeGreaterThan(0.73)
    expect(inside / FUTURES).toBeLessThan(0.87)
  }
})

/** What a past cycle tells: its errors in units of one week, announced as they were made. */
function cycleOf(errors: Float64Array): CycleErrors {
  const sds = Array.from(errors, (_, row) => errorOf(row))
  return {
    error: errors.reduce((sum, error) => sum + error, 0),
    squares: sds.reduce((sum, sd) => sum + sd * sd, 0),
    sum: sds.reduce((sum, sd) => sum + sd, 0),
  }
}

test('[FR3] dependence lies from zero to one, and is told of eight cycles or more', () => {
  const cycle = { squares: 100, sum: 30 }
  const told = (error: number, cycles = 8) =>
    errorDependence(Array.from({ length: cycles }, () => ({ ...cycle, error })))
  expect(told(10, 7)).toBeNull()
  expect([told(0), told(10), told(Math.sqrt(500)), told(30), told(-99)]).toEqual(
    [0, 0, 0.5, 1, 1].map((correlation) => ({ correlation: expect.closeTo(correlation, 9), cycles: 8 })),
  )
  // One row alone says nothing of two.
  expect(errorDependence(Array.from({ length: 20 }, () => ({ error: 5, squares: 100, sum: 10 })))).toBeNull()
})
