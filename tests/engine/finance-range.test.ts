import { beforeAll, expect, test } from 'vitest'
import { dayOf, formatMonth, monthOf } from '../../src/core/base/day.js'
import { normalShare } from '../../src/core/base/normal.js'
import { RANGE_Z } from '../../src/core/demand/accuracy-sums.js'
import { MEASURED_WEEKS } from '../../src/core/demand/forecast-note.js'
import { pathOf } from '../../src/core/edit/box.js'
import { minorDecimals } from '../../src/finance/currency.js'
import { CYCLES_LEAST } from '../../src/finance/error-dependence.js'
import type { Measurement } from '../../src/processes/accuracy/measurement.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import { readPastYear } from '../../src/processes/planning/past-year.js'
import { cycleErrors, firstWeekOf } from '../../src/processes/report/cycle-errors.js'
import type { KnownErrors, LineRange, RangeReport } from '../../src/processes/report/range-report.js'
import { buildReport, type Report } from '../../src/processes/report/report.js'
import { smallInput } from '../support/living-world.js'

let input: LivingInput
beforeAll(async () => {
  input = await smallInput(7, 12)
}, 120_000)

const errors = (of = (row: number) => 10_000 + 1_000 * (row % 3)): Float64Array =>
  Float64Array.from(
    { length: input.plan.rows.demand.count * MEASURED_WEEKS },
    (_, at) => of(Math.floor(at / MEASURED_WEEKS)) * Math.sqrt((at % MEASURED_WEEKS) + 1),
  )
const known = (more: Partial<KnownErrors> = {}): KnownErrors => ({ cumulativeErrorSd: errors(), cycles: [], ...more })
const told = (of: KnownErrors | null, currency?: string): Report & { readonly range: RangeReport } =>
  buildReport(input, { id: '0001', planDay: '2026-11-23' }, { currency }, of) as never

const NAMED = { id: '0001', planDay: '2026-11-23' }
const sdIn = ({ low, high }: LineRange['apart']): number => (Number(high) - Number(low)) / (2 * RANGE_Z)

test('[FR4] a month is told that begins within a year, a fiscal year to its end; nothing without errors of every row', () => {
  const { range, months } = told(known())
  expect(range.months).toHaveLength(months.length)
  range.months.forEach((month, at) => {
    const days = (Date.parse(`${months[at]}-01`) - Date.parse(told(known()).planDay)) / 86_400_000
    expect([months[at], month !== null]).toEqual([months[at], days <= 366])
  })
  for (const { year } of range.years) expect(months).toContain(`${year}-12`)
  expect(range.years.length).toBeGreaterThan(0)
  expect(told(null).range).toBeNull()
  expect(told(known({ cumulativeErrorSd: errors().subarray(1) })).range).toBeNull()
})

test('[FR2] [FR5] a month lies around the plan, the open one around where it lands', () => {
  const report = told(known())
  const [open, next] = report.range.months
  expect(Number(next!.netSales!.value)).toBe(Number(report.lines.netSales[1]))
  expect(Number(open!.netSales!.value)).toBeCloseTo(Number(report.landing.landing.netSales), 2)
  for (const line of ['netSales', 'ebit'] as const) {
    const { value, apart, together } = next![line]!
    expect((Number(apart.low) + Number(apart.high)) / 2).toBeCloseTo(Number(value), 1)
    expect(sdIn(together)).toBeGreaterThan(sdIn(apart))
  }
})

test('[FR2] net sales do not lie below nought, whatever the errors; a result may', () => {
  const { netSales, ebit } = told(known({ cumulativeErrorSd: errors(() => 1e7) })).range.months[1]!
  expect([Number(netSales!.together.low), Number(ebit!.together.low) < 0]).toEqual([0, true])
  expect(Number(netSales!.together.high)).toBeGreaterThan(2 * Number(netSales!.value))
})

test('[FR5] the running year is what is over and what is to come; what is not known of it has no range', () => {
  const { range, past, lines, landing } = told(known())
  const running = range.years.find(({ year }) => year === 2026)!
  const december = Number(lines.netSales[1])
  const over = past!.lines.netSales.map(Number)
  expect(past!.lines.netSales).not.toContain(null)
  const year = over.reduce((sum, amount) => sum + amount, Number(landing.landing.netSales) + december)
  expect(Number(running.lines.netSales!.value)).toBeCloseTo(year, 1)
  expect(past!.lines.ebit).toContain(null)
  expect(running.lines.ebit).toBeNull()
})

test('[FR4] [FR5] a year is told of its own twelve months, by the company’s calendar', async () => {
  const walmart = { ...input.company, settings: { ...input.company.settings, fiscalCalendar: 'walmart' } }
  const of = (past: LivingInput['past']): Report => {
    const snapshot = { ...input, company: walmart, past }
    return buildReport(snapshot, { id: '0001', planDay: '2026-11-23' }, {}, known())
  }
  const { range, past, lines, landing } = of(await readPastYear(walmart, input.facts))
  expect(past!.months).toEqual(Array.from({ length: 9 }, (_, at) => formatMonth(monthOf(dayOf(2026, 2, 1)) + at)))
  // Its fiscal year 2027 ends with January.
  expect(range!.years.map(({ year }) => year)[0]).toBe(2027)
  const amounts = [...past!.lines.netSales, landing.landing.netSales, ...lines.netSales.slice(1, 3)].map(Number)
  const year = amounts.reduce((sum, amount) => sum + amount, 0)
  expect(Number(range!.years[0]!.lines.netSales!.value)).toBeCloseTo(year, 1)
  // A version that keeps other months than those of the year tells no range of it.
  const ofCalendar = of(input.past).range!.years[0]!
  expect([ofCalendar.year, ofCalendar.lines.netSales]).toEqual([2027, null])
})

test('[FR6] a budget is reached by the chance of a normal law, in the base currency', () => {
  const month = input.money.firstMonth + 1
  const planned = Number(told(known()).lines.netSales[1])
  const of = (share: number, size = errors()): LineRange => {
    const budget = [
      {
        month,
        country: input.company.settings.countries[0]!,
        family: null,
        product: null,
        customer: null,
        units: null,
        netSales: Math.round(planned * share) * 1e6,
        margin: null,
        currency: input.money.baseCurrency,
      },
    ]
    const place = { country: budget[0]!.country, family: '', month, line: 'netSales' as const }
    const decimals = input.money.baseCurrency === 'CLP' ? 0 : 2
    const compared = { ...place, plan: 0, lastYear: null, budget: Math.round(planned * share) * 10 ** decimals }
    const with_ = { ...input, company: { ...input.company, budget }, comparisons: [compared] }
    const report = buildReport(with_, { id: '', planDay: '2026-11-23' }, {}, known({ cumulativeErrorSd: size }))
    return report.range!.months[1]!.netSales!
  }
  const likely = of(0.9)
  for (const end of ['apart', 'together'] as const)
    expect(likely.reached![end]).toBeCloseTo(
      normalShare((Number(likely.value) - Number(likely.budget)) / sdIn(likely[end])),
      2,
    )
  expect(of(1.1).reached!.apart).toBeLessThan(0.5)
  const certain = (share: number): unknown =>
    of(
      share,
      errors(() => 0),
    ).reached
  expect([certain(0.5), certain(2)]).toEqual(
    [1, 0].map((chance) => ({ apart: chance, together: chance, likely: null })),
  )
})

test('[FR6] a year has a budget where all twelve of its months have one, those that are over too', () => {
  const { firstMonth } = input.money
  const country = input.company.settings.countries[0]!
  const scale = 10 ** minorDecimals(input.money.baseCurrency)
  const yearOf = (without: number | null) => {
    const months = Array.from({ length: 12 }, (_, at) => monthOf(dayOf(2026, 1, 1)) + at).filter((of) => of !== without)
    const line = { country, family: null, product: null, customer: null, units: null, margin: null }
    const budget = months.map((month) => ({ ...line, month, netSales: 1_000_000_000, currency: null }))
    const comparisons = months
      .filter((month) => month >= firstMonth)
      .map((month) => ({ country, family: '', month, line: 'netSales' as const, plan: 0, lastYear: null }))
      .map((of) => ({ ...of, budget: 1_000 * scale }))
    const company = { ...input.company, budget }
    const report = buildReport({ ...input, company, comparisons } as never, NAMED, {}, known())
    return report.range!.years[0]!.lines.netSales!
  }
  const { value, budget, apart, reached } = yearOf(null)
  expect(Number(budget)).toBe(12_000)
  expect(reached!.apart).toBeCloseTo(normalShare((Number(value) - 12_000) / sdIn(apart)), 3)
  for (const without of [firstMonth - 3, firstMonth, firstMonth + 1])
    expect(yearOf(without)).toMatchObject({ budget: null, reached: null })
})

/** A cycle whose first week came so far off, in errors announced, for every row. */
function cycle(version: string, off: number): Measurement {
  const { rows, product, location, customer } = input.plan
  const places = Array.from(rows.demand.item, (item, row) => ({
    product: pathOf(product, product.leafNode[item]!),
    location: pathOf(location, location.leafNode[rows.demand.location[row]!]!),
    customer: pathOf(customer, customer.leafNode[rows.demand.customer[row]!]!),
  }))
  const count = places.length
  const column = (value: number): Float64Array => new Float64Array(count).fill(value)
  return {
    version,
    planDay: 1000,
    rows: { places, classes: [] },
    cells: {
      count,
      row: Int32Array.from({ length: count }, (_, row) => row),
      firstDay: new Int32Array(count).fill(1000),
      errorSd: column(5_000),
      actual: column(50_000 + off * 5_000),
      forecast: { statistical: column(50_000) },
    },
  } as never
}

test('[FR3] cycles of the past say how far errors go together, weighed by net prices of now', () => {
  const measured = (off: (at: number) => number) =>
    cycleErrors(
      Array.from({ length: CYCLES_LEAST }, (_, at) => firstWeekOf(cycle(`${at}`, off(at)))),
      input,
    )
  const [one] = measured(() => 1)
  expect([one!.error > 0, one!.error]).toEqual([true, expect.closeTo(one!.sum, 6)])
  const together = told(known({ cycles: measured((at) => (at % 2 === 0 ? 1 : -1)) })).range
  expect(together.dependence).toEqual({ correlation: expect.closeTo(1, 9), cycles: CYCLES_LEAST })
  const { likely, together: widest } = together.months[1]!.netSales!
  expect(likely).toEqual(widest)
  const apart = told(known({ cycles: measured(() => 0) })).range
  expect(apart.months[1]!.netSales!.likely).toEqual(apart.months[1]!.netSales!.apart)
  const places = Array.from(input.plan.rows.demand.item, () => ({ product: ['gone'], location: [], customer: [] }))
  const gone = cycleErrors([firstWeekOf({ ...cycle('0', 1), rows: { places, classes: [] } })], input)
  expect(gone).toEqual([{ error: 0, squares: 0, sum: 0 }])
})
