import type { Day } from '../../core/base/day.js'
import type { AccuracyCells, AccuracyGrain } from '../../core/demand/accuracy-cells.js'
import type { Scope } from '../../core/edit/box.js'
import type { Version } from '../../core/plan/version.js'

/**
 * Cells of one cycle as they were measured on one day, with everything that is needed to ask again: neither the version
 * nor the facts have to be there any more, nor to say the same.
 */
export interface Measurement {
  readonly version: string
  /** Of the version: its number is given again where a folder was restored without it. */
  readonly hash: string
  readonly planDay: Day
  readonly frozenAt: string
  readonly grain: AccuracyGrain
  /** ISO moment. */
  readonly measuredAt: string
  /** First days of the periods measured; the last one ends at `until`. */
  readonly periods: readonly Day[]
  readonly until: Day
  /** No further period of this plan can be measured. */
  readonly complete: boolean
  /** Minor units of it are what the costs are in. */
  readonly currency: string
  readonly rows: MeasuredRows
  readonly cells: AccuracyCells
  /** Cells left out because the shelf was empty for most of the period. */
  readonly unknown: number
}

/** Who the rows of the cells are, by position. */
export interface MeasuredRows {
  /** The ways to item, location and customer. */
  readonly places: readonly Scope[]
  /** Class of the demand as known when the plan was made; empty where the version did not keep it. */
  readonly classes: readonly string[]
}

/**
 * The cycles among versions in the order in which they were frozen: what was frozen last of a plan day is what was
 * agreed, but a day planned again after a later one was planned knows too much.
 */
export function lastOfEachDay<Of extends Pick<Version, 'planDay'>>(versions: readonly Of[]): Of[] {
  const cycles: Of[] = []
  for (const version of versions) {
    const last = cycles.at(-1)
    if (last !== undefined && version.planDay < last.planDay) continue
    if (last?.planDay === version.planDay) cycles.pop()
    cycles.push(version)
  }
  return cycles
}
