import { expect, test } from 'vitest'
import { amount, companyOf, day, month } from '../../../tests/support/money-world.js'
import type { Company } from '../../core/network/company.js'
import type { Facts, SalesFacts } from '../../core/network/facts.js'
import { comparePlan } from '../../finance/budget.js'
import { amountsOfBudget, amountsOfLastYear } from '../../finance/comparatives.js'
import { readExchangeRates } from '../../finance/exchange-rates.js'
import { readPastYear } from '../planning/past-year.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import { comparisonLines } from './comparison-lines.js'
import { pastReport } from './past-report.js'

const company: Company = {
  ...companyOf({
    planDay: '2026-04-10',
    baseCurrency: 'CLP',
    products: { jam: 'jams', honey: 'honey' },
    locations: { bodega: { country: 'CL' } },
    customers: { super: { country: 'CL' } },
    prices: [{ product: 'jam', amount: amount('1000'), currency: 'CLP' }],
    sales: [],
  }),
  budget: ['2026-02', '2026-04'].map((iso) => ({
    month: month(iso),
    country: 'CL',
    family: 'jams',
    product: null,
    customer: null,
    units: 7_000,
    netSales: 6_000_000_000,
    margin: 1_000_000_000,
    currency: 'CLP',
  })),
}

function soldOn(days: readonly string[]): Facts {
  const fill = (value: number): Float64Array => new Float64Array(days.length).fill(value)
  const sales: SalesFacts = {
    count: days.length,
    product: new Int32Array(days.length),
    location: new Int32Array(days.length),
    customer: new Int32Array(days.length).fill(company.customers.findIndex(({ id }) => id === 'super')),
    day: Int32Array.from(days, day),
    flow: new Uint8Array(days.length),
    units: fill(2_000),
    returnedUnits: fill(0),
    grossAmount: fill(2_000_000_000),
    netAmount: fill(1_900_000_000),
    estimated: new Uint8Array(days.length),
  }
  return { sales, ledger: [] } as unknown as Facts
}

const reading = { kind: 'plan', currency: 'CLP' } as const
const money = {
  baseCurrency: 'CLP',
  exchange: readExchangeRates('CLP', []),
} as unknown as PlanSnapshot['money']
const DAYS = [
  '2025-01-09',
  '2025-02-03',
  '2025-02-04',
  '2025-11-02',
  '2026-01-04',
  '2026-03-30',
  '2026-04-03',
  '2026-04-10',
]

test('[PM9] budget and last year of past months are those that would stand beside a plan of them', async () => {
  const facts = soldOn(DAYS)
  const report = pastReport({ past: await readPastYear(company, facts), company, money }, { reading })!
  expect(report.months).toEqual(['2026-01', '2026-02', '2026-03'])
  expect(report.lines.netSales).toEqual(['1900', '0', '1900'])
  expect(report.toDate).toMatchObject({ units: '2', lines: { netSales: '1900', opex: null } })
  const months = report.months.map(month)
  const known = months.map((of) => ({ country: '', family: '', month: of, line: 'units' as const, amount: 0 }))
  const beside = comparePlan(known, amountsOfBudget(company, money), amountsOfLastYear(company, facts.sales, money))
  expect(report.comparisons).toEqual(
    comparisonLines(beside, months, 0).map(({ line, budget, lastYear }) => ({ line, budget, lastYear })),
  )
  const sales = report.comparisons.find(({ line }) => line === 'netSales')!
  expect(sales).toEqual({ line: 'netSales', budget: [null, '6000', null], lastYear: ['1900', '3800', null] })
})

test('[PM10] what is over is of the fiscal year that the open month counts in, whatever day the plan begins on', async () => {
  const monthsOver = async (fiscalCalendar: string, planDay: string): Promise<readonly string[]> => {
    const of = { ...company, settings: { ...company.settings, fiscalCalendar, planDay: day(planDay) } }
    return pastReport({ past: await readPastYear(of, soldOn([])), company: of, money }, { reading })!.months
  }
  const endsOf = async (name: string, on: string) => {
    const months = await monthsOver(name, on)
    return [months.length, months[0] ?? null]
  }
  // Walmart's year begins on 31 January 2026, ISO's year 2027 on 4 January: the month is of the year that its middle is in.
  expect(await endsOf('walmart', '2026-01-31')).toEqual([11, '2025-02'])
  expect(await endsOf('walmart', '2026-02-01')).toEqual([0, null])
  expect(await endsOf('walmart', '2026-11-23')).toEqual([9, '2026-02'])
  expect(await endsOf('iso', '2027-01-01')).toEqual([0, null])
  expect(await endsOf('iso', '2025-12-29')).toEqual([11, '2025-01'])
  expect(await endsOf('nrf', '2024-02-02')).toEqual([0, null])
  expect(await endsOf('calendar', '2026-12-31')).toEqual([11, '2026-01'])
})

test('[PM6] where prices of that time contradict each other past months are not known', async () => {
  const tied = { ...company, prices: [...company.prices, ...company.prices] }
  expect(await readPastYear(tied, soldOn(DAYS))).toBeNull()
  expect(pastReport({ past: null, company, money }, { reading })).toBeNull()
  const wrong = async (): Promise<never> => {
    throw new Error('not a refusal')
  }
  await expect(readPastYear(company, soldOn(DAYS), wrong)).rejects.toThrow('not a refusal')
})
