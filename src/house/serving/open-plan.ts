import type { VersionDesk } from '../../api/ports.js'
import type { LivingPlan } from '../../processes/living/living-plan.js'
import type { JournalPlace } from '../living/company-journal.js'

/** What of the configuration concerns the plan itself. */
export interface OpeningPlan {
  readonly journal: JournalPlace
  /** As many as the machine has for it, when absent. */
  readonly workers?: number
  /** What scenarios that somebody has changed may hold beside the plan. */
  readonly memoryMegabytes?: number
  /** Of what a change moves, in major units of the base currency: above this it needs a reason. Null: always. */
  readonly reasonRequiredAbove: number | null
}

/** The plan of a company, open to be changed, and its versions. */
export interface OpenedPlan {
  readonly plan: LivingPlan
  readonly versions: VersionDesk
}

/**
 * Opens the plan of a folder to be changed. Takes the writer's lease before anything else, so that whoever waits for it
 * may ask again and again.
 * @throws Refusal `journal.in_use` at once when somebody else writes, `plan.no_plan`
 */
export type OpenPlan = (folder: string, opening: OpeningPlan) => Promise<OpenedPlan>
