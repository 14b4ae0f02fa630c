import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { formatDay, parseDay, parseMonth } from '../../core/base/day.js'
import { buildHorizon } from '../../core/calendar/horizon.js'
import type { BudgetLine } from '../../core/network/company.js'
import { detectExceptions } from './detect-exceptions.js'

const LONG = { days: 28, weeks: 26, months: 6 }
const HORIZON = buildHorizon({ planDay: parseDay('2026-09-21')!, ...LONG })
const perDay = (units: number): number[] => Array.from(HORIZON.days, (days) => units * days)

/** 10 a day at 100 is 31,000 in October, 30,000 in November, 31,000 in December; 40% is margin. */
const SELLING: TroubleGiven = {
  planDay: '2026-09-21',
  horizon: LONG,
  stock: { 'bar@DC': 9000 },
  demand: [{ at: 'bar@DC', units: perDay(10) }],
  prices: { bar: 100 },
  costs: { bar: 60 },
}
const MILLION = 1_000_000
const budget = (month: string, netSales: number, more: Partial<BudgetLine> = {}): BudgetLine => ({
  month: parseMonth(month)!,
  country: 'CL',
  family: 'family',
  product: null,
  customer: null,
  units: null,
  netSales: netSales * MILLION,
  margin: null,
  currency: 'CLP',
  ...more,
})
const gaps = (lines: readonly BudgetLine[]) =>
  detectExceptions(buildTroubleWorld({ ...SELLING, company: () => ({ budget: lines }) })).filter(
    ({ kind }) => kind === 'plan_gap',
  )

describe('gap to the budget', () => {
  it('[EX22] is the margin of net sales missing against the budget in the next three whole months', () => {
    const lines = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'].map((month) => budget(month, 40_000))
    const [gap] = gaps(lines)
    // 120,000 budgeted, 92,000 planned; September has begun and January is beyond.
    expect(gap).toMatchObject({ value: 28_000 * 0.4, id: 'plan_gap:company' })
    expect(gap!.why.values).toMatchObject({ share: '23%', netSales: 28_000, from: '2026-10', to: '2026-12' })
    expect(formatDay(gap!.firstDay)).toBe('2026-10-01')
  })

  it('[EX22] a plan at or above its budget has none, nor one within a twentieth', () => {
    expect(gaps([budget('2026-10', 31_000)])).toEqual([])
    expect(gaps([budget('2026-10', 32_000), budget('2026-11', 31_000), budget('2026-12', 32_000)])).toEqual([])
  })

  it('[EX22] a country’s target stands against all its families, a product’s against its family', () => {
    expect(gaps([budget('2026-10', 62_000, { family: null })])[0]!.why.values.netSales).toBe(31_000)
    expect(gaps([budget('2026-10', 62_000, { family: null, product: 'bar' })])[0]!.why.values.netSales).toBe(31_000)
  })

  it('[EX22] a budget in units is compared in units', () => {
    const [gap] = gaps([budget('2026-10', 0, { netSales: null, units: 400_000 })])
    expect(gap).toMatchObject({ size: 90_000, value: 90 * 40 })
  })

  it('[EX22] a family well behind the company is named beside it, and counted once', async () => {
    const { totalAtRisk } = await import('./detect-exceptions.js')
    const lines = [budget('2026-10', 31_000), budget('2026-10', 20_000, { family: 'toys' })]
    const found = gaps(lines)
    expect(found.map(({ place }) => place.reference)).toEqual(['', 'toys/CL'])
    expect(totalAtRisk(found)).toBe(found[0]!.value)
  })
})
