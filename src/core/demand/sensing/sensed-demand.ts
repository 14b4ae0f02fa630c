/** Sensed demand: levels from the top down, each explaining what those above it left; then the guard rails. */
import { believeLevel, type LevelBelief, type LevelSettings, noBelief } from './sensing-level.js'
import type { SensingWeeks } from './sensing-weeks.js'

/** Levels from the top down (family in a region, item in a region, row): by level, the node of each row. */
export type SensingTree = readonly Int32Array[]

/** By level; null where a level is not listened to. */
export type SensingSettings = readonly (LevelSettings | null)[]

/** Without somebody's approval sensing moves no plain demand further than this. */
export const MOVE_MAX = 0.3
/** What was sold last week says nothing of what is sold later than this. */
export const WEEKS_AHEAD_MAX = 6

/** Rows are the last level, and only they are counted one by one. */
export function sense(weeks: SensingWeeks, tree: SensingTree, settings: SensingSettings): LevelBelief {
  let belief = noBelief(weeks)
  tree.forEach((nodeOf, level) => {
    const of = settings[level]
    if (of != null) belief = believeLevel(weeks, nodeOf, of, belief, level === tree.length - 1)
  })
  return belief
}

/** Share of the plain demand that a belief adds; as far as it may without approval. */
export const moveOf = (log: number): number => Math.max(-MOVE_MAX, Math.min(MOVE_MAX, Math.exp(log) - 1))

export const needsApproval = (log: number): boolean => Math.abs(Math.exp(log) - 1) > MOVE_MAX

/** What the plan of a past week would have been, in thousandths: an event's own units are moved by nobody. */
export const sensedUnits = (planned: number, plain: number, log: number): number => planned + plain * moveOf(log)
