import { monthOf } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { fiscalYearOfMonth } from '../../core/calendar/fiscal-calendar.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { type PastMonths, pastMonths } from '../../finance/past-months.js'
import type { PlanningPorts } from './ports.js'

/**
 * What is known of the open month's fiscal year before the plan day. Null where prices or rates of that time are not there or
 * contradict each other: nothing is planned from it, so a plan does not depend on it (docs/specs/past-months.md PM6).
 */
export async function readPastYear(
  company: Company,
  { sales, ledger }: Facts,
  read: NonNullable<PlanningPorts['past']> = async (given) => pastMonths(given),
): Promise<PastMonths | null> {
  const { fiscalCalendar, planDay } = company.settings
  const { firstMonth } = fiscalYearOfMonth(fiscalCalendar, monthOf(planDay))
  try {
    return await read({ company, sales, ledger, firstMonth })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
