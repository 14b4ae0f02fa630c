import { monthOf } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { fiscalYearOf } from '../../core/calendar/fiscal-calendar.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { type PastMonths, pastMonths } from '../../finance/past-months.js'
import type { PlanningPorts } from './ports.js'

/** Years of weeks begin some days beside a month: the nearest one is theirs. */
const HALF_A_MONTH = 15

/**
 * What is known of the fiscal year before the plan day. Null where prices or rates of that time are not there or
 * contradict each other: nothing is planned from it, so a plan does not depend on it (docs/specs/past-months.md PM6).
 */
export async function readPastYear(
  company: Company,
  { sales, ledger }: Facts,
  read: NonNullable<PlanningPorts['past']> = async (given) => pastMonths(given),
): Promise<PastMonths | null> {
  const { fiscalCalendar, planDay } = company.settings
  const firstMonth = monthOf(fiscalYearOf(fiscalCalendar, planDay).fiscalYearStart + HALF_A_MONTH)
  try {
    return await read({ company, sales, ledger, firstMonth })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
