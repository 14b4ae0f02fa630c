import { formatMonth, type Month } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../../core/base/quantity.js'
import { BUDGET_LINES, type BudgetedLine } from '../../finance/budget.js'
import { compareGroups, type GroupSide, type NotTold } from '../../finance/compared-groups.js'
import { minorDecimals } from '../../finance/currency.js'
import type { GroupKind } from '../../finance/past-groups.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import { monthsOf } from './past-report.js'

/** One side of the comparison, group by group, in the base currency; null where it says nothing. */
export interface ComparedSide {
  /** Why it can be told of no group: its amounts are of other groups, or there are none. Null where it can. */
  readonly notTold: NotTold | null
  readonly groups: readonly {
    readonly key: string
    readonly lines: Readonly<Record<BudgetedLine, readonly (string | null)[]>>
  }[]
}

export interface ComparedGroupsReport {
  /** Months of the fiscal year that are over, then those of the plan. */
  readonly months: readonly string[]
  readonly budget: ComparedSide
  readonly lastYear: ComparedSide
}

export function comparedGroupsReport(
  { past, company, money }: Pick<PlanSnapshot, 'past' | 'company' | 'money'>,
  by: GroupKind,
  planned: readonly Month[],
): ComparedGroupsReport {
  const months = [...(past === null ? [] : monthsOf(past)), ...planned]
  const unit = { baseCurrency: money.baseCurrency, exchange: money.exchange }
  const { budget, lastYear } = compareGroups(company, past, by, months, unit)
  const decimals = minorDecimals(money.baseCurrency)
  return { months: months.map(formatMonth), budget: printed(budget, decimals), lastYear: printed(lastYear, decimals) }
}

function printed({ notTold, groups }: GroupSide, decimals: number): ComparedSide {
  return {
    notTold,
    groups: [...groups].map(([key, lines]) => ({
      key,
      lines: Object.fromEntries(
        BUDGET_LINES.map((line) => [
          line,
          lines[line].map((amount) =>
            amount === null ? null : formatScaled(amount, line === 'units' ? QUANTITY_DECIMALS : decimals),
          ),
        ]),
      ) as Record<BudgetedLine, (string | null)[]>,
    })),
  }
}
