import { describe, expect, it } from 'vitest'
import { parseMonth } from '../core/base/day.js'
import { type BudgetedLine, comparePlan } from './budget.js'

const month = (text: string): number => parseMonth(text)!
const sold = (country: string, family: string, when: string, amount: number, line: BudgetedLine = 'netSales') => ({
  country,
  family,
  month: month(when),
  line,
  amount,
})
const read = (rows: ReturnType<typeof comparePlan>, country: string, family: string) => {
  const row = rows.find((each) => each.country === country && each.family === family)
  return row === undefined ? undefined : [row.plan, row.budget, row.lastYear]
}

describe('the plan beside budget and last year', () => {
  it('[BU1] stands side by side by country, family, month and line; last year is moved on by twelve months', () => {
    const rows = comparePlan(
      [sold('CL', 'Snacks', '2026-12', 100)],
      [sold('CL', 'Snacks', '2026-12', 120)],
      [sold('CL', 'Snacks', '2025-12', 90)],
    )
    expect(read(rows, 'CL', 'Snacks')).toEqual([100, 120, 90])
  })

  it('[BU1] adds families up to their country, on every side', () => {
    const plan = [sold('CL', 'Snacks', '2026-12', 100), sold('CL', 'Drinks', '2026-12', 50)]
    const rows = comparePlan(plan, [sold('CL', 'Snacks', '2026-12', 120)], [])
    expect(read(rows, 'CL', '')).toEqual([150, 120, null])
  })

  it('[BU1] counts what has no family, such as fixed funds, beside the families of its country, not in their place', () => {
    const plan = [
      sold('CL', '', '2026-12', -30),
      sold('CL', 'Snacks', '2026-12', 100),
      sold('CL', 'Drinks', '2026-12', 50),
    ]
    const lastYear = [sold('CL', '', '2025-12', 5), sold('CL', 'Snacks', '2025-12', 90)]
    const rows = comparePlan(plan, [sold('CL', 'Snacks', '2026-12', 80)], lastYear)
    expect(read(rows, 'CL', '')).toEqual([120, 80, 95])
    expect(read(rows, 'CL', 'Snacks')).toEqual([100, 80, 90])
  })

  it('[BU2] puts a budget by country only beside the country, not beside any family', () => {
    const rows = comparePlan([sold('CL', 'Snacks', '2026-12', 100)], [sold('CL', '', '2026-12', 130)], [])
    expect(read(rows, 'CL', '')).toEqual([100, 130, null])
    expect(read(rows, 'CL', 'Snacks')).toEqual([100, null, null])
  })

  it('[BU2] takes the total a source gives for a country, not a second one on top of it', () => {
    const budget = [sold('CL', '', '2026-12', 130), sold('CL', 'Snacks', '2026-12', 120)]
    expect(read(comparePlan([sold('CL', 'Snacks', '2026-12', 100)], budget, []), 'CL', '')).toEqual([100, 130, null])
  })

  it('[BU3] shows a budgeted family that the plan has dropped, and says nothing where nothing is known', () => {
    const rows = comparePlan([sold('CL', 'Snacks', '2026-12', 100)], [sold('CL', 'Toys', '2026-12', 7)], [])
    expect(read(rows, 'CL', 'Toys')).toEqual([null, 7, null])
    expect(read(rows, 'PE', '')).toBeUndefined()
  })

  it('[BU3] leaves out months the plan does not cover', () => {
    expect(comparePlan([sold('CL', 'Snacks', '2026-12', 1)], [sold('CL', 'Snacks', '2030-01', 1)], [])).toHaveLength(2)
  })
})
