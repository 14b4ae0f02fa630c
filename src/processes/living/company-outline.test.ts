import { expect, test } from 'vitest'
import { dayOf, formatDay } from '../../core/base/day.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import { companyOutline } from './company-outline.js'

const outlineOf = (settings: object, currencies: readonly string[], planDay: number) => {
  const levels = { levels: ['all', 'x'] }
  const horizon = { firstDay: Int32Array.of(planDay), days: Uint8Array.of(7), count: 1 }
  return companyOutline({
    company: { settings: { planDay, baseCurrency: 'USD', countries: [], ...settings } },
    plan: { horizon, product: levels, location: levels, customer: levels },
    money: { currencies: currencies.map((code) => ({ code })) },
  } as unknown as PlanSnapshot)
}

const fiscalYear = (fiscalCalendar: string, planDay: number) => {
  const { calendar } = outlineOf({ fiscalCalendar }, [], planDay)
  return [calendar.fiscal, calendar.fiscalYear, formatDay(calendar.fiscalYearStart)]
}

test('[AP43] the fiscal year is that of the plan day, by the company’s calendar', () => {
  expect(fiscalYear('month', dayOf(2026, 12, 1))).toEqual(['calendar', 2026, '2026-01-01'])
  expect(fiscalYear('iso', dayOf(2027, 1, 3))).toEqual(['iso', 2026, '2025-12-29'])
  expect(fiscalYear('iso', dayOf(2027, 1, 4))).toEqual(['iso', 2027, '2027-01-04'])
  expect(fiscalYear('walmart', dayOf(2027, 1, 15))).toEqual(['walmart', 2027, '2026-01-31'])
  expect(fiscalYear('walmart', dayOf(2027, 1, 30))).toEqual(['walmart', 2028, '2027-01-30'])
})

test('[AP43] the base currency is told with its decimals, whatever the books are in', () => {
  const told = (...books: string[]) =>
    outlineOf({ fiscalCalendar: 'month' }, books, 0).currencies.map(({ code, decimals }) => `${code} ${decimals}`)
  expect(told('CLP', 'MXN')).toEqual(['USD 2', 'CLP 0', 'MXN 2'])
  expect(told('MXN', 'USD')).toEqual(['USD 2', 'MXN 2'])
})
