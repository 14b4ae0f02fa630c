/** What whoever shows a plan has to know before its first number. */
import type { Day } from '../../core/base/day.js'
import { fiscalYearOf } from '../../core/calendar/fiscal-calendar.js'
import type { Hierarchy } from '../../core/plan/hierarchy.js'
import { minorDecimals } from '../../finance/currency.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'

export interface CompanyOutline {
  readonly name: string
  readonly baseCurrency: string
  /** The base currency, then those of the books; decimals of the legal minor unit, in which money is told. */
  readonly currencies: readonly { readonly code: string; readonly decimals: number }[]
  readonly countries: readonly string[]
  readonly planDay: Day
  /** First and last day that is planned. */
  readonly horizon: { readonly firstDay: Day; readonly lastDay: Day }
  readonly calendar: {
    /** ISO weekday. */
    readonly weekStart: number
    readonly fiscal: string
    /** The fiscal year of the plan day, and its first day. */
    readonly fiscalYear: number
    readonly fiscalYearStart: Day
  }
  /** Names of the levels of each tree, from the root down, without the root. */
  readonly levels: Readonly<Record<'product' | 'location' | 'customer', readonly string[]>>
}

export function companyOutline({
  company,
  plan,
  money,
}: Pick<PlanSnapshot, 'company' | 'plan' | 'money'>): CompanyOutline {
  const { name, baseCurrency, countries, planDay, weekStart } = company.settings
  const { firstDay, days, count } = plan.horizon
  return {
    name,
    baseCurrency,
    currencies: [...new Set([baseCurrency, ...money.currencies.map(({ code }) => code)])].map((code) => ({
      code,
      decimals: minorDecimals(code),
    })),
    countries,
    planDay,
    horizon: { firstDay: firstDay[0]!, lastDay: firstDay[count - 1]! + days[count - 1]! - 1 },
    calendar: { weekStart, ...fiscalYearOf(company.settings.fiscalCalendar, planDay) },
    levels: { product: below(plan.product), location: below(plan.location), customer: below(plan.customer) },
  }
}

const below = ({ levels }: Hierarchy): readonly string[] => levels.slice(1)
