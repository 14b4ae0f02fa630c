import type { Day } from '../../core/base/day.js'
import { formatDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { firstDayOfWeek } from '../../core/calendar/horizon.js'

/** The day a plan is made for, and the version it continues; empty when it continues none. */
export interface Course {
  readonly planDay: Day
  readonly rolledFrom: string
}

/** What a course is told from: the plan in force. */
export interface PlanInForce extends Course {
  readonly id: string
}

/**
 * The day to plan again for: a plan that was rolled forward stays where it was rolled to, until `company.yaml` names a
 * later day. Rule PV5 of docs/specs/plan-versions.md.
 */
export function courseInForce(declared: Day, live: PlanInForce | null): Course {
  if (live === null || live.rolledFrom === '' || declared > live.planDay) return { planDay: declared, rolledFrom: '' }
  return { planDay: live.planDay, rolledFrom: live.rolledFrom }
}

/**
 * The course of a roll to a later day.
 *
 * @throws Refusal `roll.not_later` when the plan in force is for that day, or a later one.
 */
export function courseForward(live: PlanInForce, to: Day): Course {
  if (to <= live.planDay) throw new Refusal('roll.not_later', { to: formatDay(to), planDay: formatDay(live.planDay) })
  return { planDay: to, rolledFrom: live.id }
}

/** Commitments are made by the week: only a roll into another planning week freezes them. */
export const leavesWeek = (from: Day, to: Day, weekStart: number): boolean =>
  firstDayOfWeek(to, weekStart) > firstDayOfWeek(from, weekStart)
