import { formatMonth, type Month } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../../core/base/quantity.js'
import { BUDGET_LINES, type BudgetedLine, type Comparison } from '../../finance/budget.js'

/** A line of the plan beside its budget and last year, all countries together; null where the other side says nothing. */
export interface ComparisonLine {
  readonly line: BudgetedLine
  readonly plan: readonly (string | null)[]
  readonly budget: readonly (string | null)[]
  readonly lastYear: readonly (string | null)[]
}

/** Totals of the comparisons by month, in the base currency. `decimals` are those of its minor unit. */
export function comparisonLines(
  comparisons: readonly Comparison[],
  months: readonly Month[],
  decimals: number,
): ComparisonLine[] {
  return BUDGET_LINES.map((line) => {
    const side = (of: 'plan' | 'budget' | 'lastYear'): (string | null)[] =>
      months.map((month) => {
        const cells = comparisons.filter(
          (row) => row.line === line && row.month === month && row.family === '' && row[of] !== null,
        )
        if (cells.length === 0) return null
        const sum = cells.reduce((total, row) => total + row[of]!, 0)
        return formatScaled(sum, line === 'units' ? QUANTITY_DECIMALS : decimals)
      })
    return { line, plan: side('plan'), budget: side('budget'), lastYear: side('lastYear') }
  })
}

/** The cells themselves, for files and screens: one per country, family (or '' for the country) and month. */
export interface ComparisonCell extends Omit<Comparison, 'month' | 'plan' | 'budget' | 'lastYear'> {
  readonly month: string
  readonly plan: string | null
  readonly budget: string | null
  readonly lastYear: string | null
}

export function comparisonCells(comparisons: readonly Comparison[], decimals: number): ComparisonCell[] {
  return comparisons.map(({ country, family, month, line, plan, budget, lastYear }) => {
    const print = (amount: number | null): string | null =>
      amount === null ? null : formatScaled(amount, line === 'units' ? QUANTITY_DECIMALS : decimals)
    return {
      country,
      family,
      month: formatMonth(month),
      line,
      plan: print(plan),
      budget: print(budget),
      lastYear: print(lastYear),
    }
  })
}
