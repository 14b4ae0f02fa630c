import type { Holiday, HolidayYears } from '../../core/calendar/moving-holidays.js'
import type { Allocate } from '../../core/plan/plan.js'
import type { Runner } from '../../core/plan/runner.js'
import type { PlanState } from '../../engine/plan-state.js'
import type { PastMonths, PastMonthsGiven } from '../../finance/past-months.js'
import type { ClosedMonthsGiven, TiedCompany } from '../../finance/past-pricing.js'

/** Work in named steps; `jobs/job.ts` is the real one. */
export interface StepJob {
  step<T>(name: string, work: () => Promise<T> | T): Promise<T>
}

/** What a planning run needs from outside. */
export interface PlanningPorts {
  readonly job: StepJob
  readonly runner: Runner<PlanState>
  /** Shared memory when the runner has workers. */
  readonly allocate: Allocate
  /** Ties the closed months, perhaps on another thread; on this one when absent. */
  readonly tie?: (given: ClosedMonthsGiven) => Promise<TiedCompany>
  /** Looks the months that are over up, perhaps on another thread; on this one when absent. */
  readonly past?: (given: PastMonthsGiven) => Promise<PastMonths>
  /** Holidays of whole years, both included, of the countries that somebody knows; without it only the company's own. */
  readonly holidays?: (asked: HolidayYears) => Promise<readonly Holiday[]>
}
