/** The months of the fiscal year before the plan in a report: docs/specs/past-months.md. */
import { formatMonth, type Month } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import { formatQuantity } from '../../core/base/quantity.js'
import { comparePlan } from '../../finance/budget.js'
import { amountsOfBudget } from '../../finance/comparatives.js'
import { minorDecimals } from '../../finance/currency.js'
import { type PastLines, type PastQuery, readPast } from '../../finance/past-reading.js'
import { PROFIT_LINES, type ProfitLine } from '../../finance/profit-chart.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import { type ComparisonLine, comparisonLines } from './comparison-lines.js'

/** Amounts by month, null where they are not known. */
export interface PastAmounts {
  readonly units: readonly (string | null)[]
  readonly lines: Readonly<Record<ProfitLine, readonly (string | null)[]>>
  /** Of the open month, the days that are over. */
  readonly toDate: {
    readonly units: string | null
    readonly lines: Readonly<Record<ProfitLine, string | null>>
  }
}

export interface PastReport extends PastAmounts {
  /** Of the fiscal year, before the open one. */
  readonly months: readonly string[]
  /** Whether a month's books are closed; else its amounts are those of what was sold. */
  readonly closed: readonly boolean[]
  readonly groups?: readonly (PastAmounts & { readonly key: string })[]
  /** Budget and last year of those months, in the base currency. */
  readonly comparisons: readonly Omit<ComparisonLine, 'plan'>[]
}

export function pastReport(
  { past, company, money }: Pick<PlanSnapshot, 'past' | 'company' | 'money'>,
  query: PastQuery,
): PastReport | null {
  if (past === null) return null
  const read = readPast(past, company, query)
  const months = monthsOf(past)
  const decimals = minorDecimals(query.reading.currency)
  return {
    months: months.map(formatMonth),
    closed: read.isClosed,
    ...printed(read.total, past.count, decimals),
    ...(query.by === undefined
      ? {}
      : { groups: [...read.groups].map(([key, lines]) => ({ key, ...printed(lines, past.count, decimals) })) }),
    comparisons: comparedMonths({ past, company, money }, months),
  }
}

export const monthsOf = ({ firstMonth, count }: NonNullable<PlanSnapshot['past']>): Month[] =>
  Array.from({ length: count }, (_, at) => firstMonth + at)

function printed({ units, ...lines }: PastLines, count: number, decimals: number): PastAmounts {
  const print = (amount: number | null): string | null => (amount === null ? null : formatScaled(amount, decimals))
  const printUnits = (amount: number | null): string | null => (amount === null ? null : formatQuantity(amount))
  const each = <Of>(of: (line: ProfitLine) => Of): Record<ProfitLine, Of> =>
    Object.fromEntries(PROFIT_LINES.map((line) => [line, of(line)])) as Record<ProfitLine, Of>
  return {
    units: units.slice(0, count).map(printUnits),
    lines: each((line) => lines[line].slice(0, count).map(print)),
    toDate: { units: printUnits(units[count]!), lines: each((line) => print(lines[line][count]!)) },
  }
}

/** By the same rules as beside the plan (BU1–BU3). */
function comparedMonths(
  { past, company, money }: { past: NonNullable<PlanSnapshot['past']> } & Pick<PlanSnapshot, 'company' | 'money'>,
  months: readonly Month[],
): Omit<ComparisonLine, 'plan'>[] {
  const unit = { baseCurrency: money.baseCurrency, exchange: money.exchange }
  const known = months.map((month) => ({ country: '', family: '', month, line: 'units' as const, amount: 0 }))
  const { keys, cells } = past.lastYear.groups.country
  const width = past.lastYear.count * 2
  const lastYear = keys.flatMap((country, key) =>
    months.flatMap((month) => {
      const at = key * width + (month - 12 - past.lastYear.firstMonth) * 2
      const place = { country, family: '', month: month - 12 }
      return cells[at] === 0 && cells[at + 1] === 0
        ? []
        : [
            { ...place, line: 'units' as const, amount: cells[at]! },
            { ...place, line: 'netSales' as const, amount: cells[at + 1]! },
          ]
    }),
  )
  const compared = comparePlan(known, amountsOfBudget(company, unit), lastYear)
  return comparisonLines(compared, months, minorDecimals(money.baseCurrency)).map(
    ({ line, budget, lastYear: before }) => ({
      line,
      budget,
      lastYear: before,
    }),
  )
}
