import { assertExact } from '../core/base/assert.js'
import type { Month } from '../core/base/day.js'

/** Lines of the P&L that a budget speaks of. Units are thousandths of the base unit, the others money atoms. */
export const BUDGET_LINES = ['units', 'netSales', 'grossMargin'] as const
export type BudgetedLine = (typeof BUDGET_LINES)[number]

/** An amount of a line, all money in one currency. `family` '' = the country as a whole. */
export interface ComparedAmount {
  readonly country: string
  readonly family: string
  readonly month: Month
  readonly line: BudgetedLine
  readonly amount: number
}

/** The plan beside what it is measured against; null where the other side says nothing, which is not zero. */
export interface Comparison {
  readonly country: string
  readonly family: string
  readonly month: Month
  readonly line: BudgetedLine
  readonly plan: number | null
  readonly budget: number | null
  readonly lastYear: number | null
}

/**
 * Plan, budget and last year side by side by country × family × month × line. Last year's months are moved on by
 * twelve. A budget that names a family (or a product of it, added up by the caller) stands beside the family; one that
 * names a country only stands beside the country's total. The plan and last year are all of a country: families, and
 * what has none.
 */
export function comparePlan(
  plan: readonly ComparedAmount[],
  budget: readonly ComparedAmount[],
  lastYear: readonly ComparedAmount[],
): Comparison[] {
  const rows = new Map<string, { -readonly [Field in keyof Comparison]: Comparison[Field] }>()
  const sides = [
    { side: 'plan' as const, amounts: withCountrySums(plan), shift: 0 },
    { side: 'budget' as const, amounts: withCountryTotals(budget), shift: 0 },
    { side: 'lastYear' as const, amounts: withCountrySums(lastYear), shift: 12 },
  ]
  const known = monthsOf(plan)
  for (const { side, amounts, shift } of sides)
    for (const each of amounts) {
      const month = each.month + shift
      if (!known.has(month)) continue
      const key = `${each.country}\n${each.family}\n${month}\n${each.line}`
      let row = rows.get(key)
      if (row === undefined) {
        row = { ...each, month, plan: null, budget: null, lastYear: null }
        delete (row as { amount?: number }).amount
        rows.set(key, row)
      }
      row[side] = assertExact((row[side] ?? 0) + each.amount, 'a compared amount')
    }
  return [...rows.values()].sort(compareRows)
}

/** What has no family is a part of its country, as families are: the country is all of it. */
const withCountrySums = (amounts: readonly ComparedAmount[]): ComparedAmount[] => [
  ...amounts,
  ...amounts.filter((each) => each.family !== '').map((each) => ({ ...each, family: '' })),
]

/** Families of a country added up to its total, unless the source gave the total itself. */
function withCountryTotals(amounts: readonly ComparedAmount[]): ComparedAmount[] {
  const given = new Set(amounts.filter((each) => each.family === '').map(totalKey))
  const totals = amounts.filter((each) => each.family !== '' && !given.has(totalKey(each)))
  return [...amounts, ...totals.map((each) => ({ ...each, family: '' }))]
}

const totalKey = (each: ComparedAmount): string => `${each.country}\n${each.month}\n${each.line}`

/** A comparison covers the months of the plan; a budget of other months has nothing to stand beside. */
const monthsOf = (amounts: readonly ComparedAmount[]): Set<Month> => new Set(amounts.map((each) => each.month))

function compareRows(a: Comparison, b: Comparison): number {
  return (
    compareText(a.country, b.country) ||
    compareText(a.family, b.family) ||
    a.month - b.month ||
    BUDGET_LINES.indexOf(a.line) - BUDGET_LINES.indexOf(b.line)
  )
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
