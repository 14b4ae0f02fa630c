import type { VersionDesk } from '../../api/ports.js'
import type { LivingPlan } from '../../processes/living/living-plan.js'
import type { JournalPlace } from '../living/company-journal.js'

/** What of the configuration concerns the plan itself. */
export interface OpeningPlan {
  readonly journal: JournalPlace
  /** Follows whoever writes, and takes over from them, instead of being refused. */
  readonly standby?: boolean
  /** As many as the machine has for it, when absent. */
  readonly workers?: number
  /** What scenarios that somebody has changed may hold beside the plan. */
  readonly memoryMegabytes?: number
  /** Of what a change moves, in major units of the base currency: above this it needs a reason. Null: always. */
  readonly reasonRequiredAbove: number | null
}

/** The plan of a company, and its versions. */
export interface OpenedPlan {
  readonly plan: LivingPlan
  readonly versions: VersionDesk
  /** Whether it was opened beside another process that writes: then it is read until it has taken over. */
  readonly isStandby: boolean
  /** Resolves when it can be changed here. Rejects only where `alive` does. */
  readonly writing: Promise<void>
  /** Rejects with the cause when the plan ends by itself, and never resolves. */
  readonly alive: Promise<never>
}

/**
 * Opens the plan of a folder to be changed. Takes the writer's lease before anything else; only a standby goes on without.
 * @throws Refusal `journal.in_use` at once when somebody else writes, `plan.no_plan`
 */
export type OpenPlan = (folder: string, opening: OpeningPlan) => Promise<OpenedPlan>
