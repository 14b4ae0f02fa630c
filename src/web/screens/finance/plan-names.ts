/** How plans are called where versions are: frozen ones by their names, those that live by what they are. */
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { MAIN } from '../../../core/edit/intent.js'

export type VersionShown = AnswerOf<Routes['versions']>['versions'][number]

/** How the plan in force is called where versions are. */
export const LIVE = 'live'
export const planName = (scenario: string): string => (scenario === MAIN ? LIVE : scenario)

/** The plan that lives under a name; null for one that is frozen. */
export const livingPlan = (plan: string): string | null =>
  plan === LIVE ? MAIN : plan.startsWith('scenario-') ? plan : null

/** The version before the one in force: what was thought last time. */
export function lastCycle(versions: readonly VersionShown[], live: string | null): VersionShown | null {
  const now = versions.find(({ id }) => id === live)
  if (now === undefined) return null
  const before = versions.filter(({ id, frozenAt }) => id !== now.id && frozenAt < now.frozenAt)
  return before.sort((a, b) => (a.frozenAt < b.frozenAt ? 1 : -1))[0] ?? null
}
