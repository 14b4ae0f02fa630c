/** One level of the hierarchy: what its nodes deviate by beyond what the levels above them explain. */
import { QUANTITY_PER_UNIT } from '../../base/quantity.js'
import {
  type CountDeviation,
  count,
  fade,
  fadeCount,
  type LogDeviation,
  logRatio,
  multiplierOf,
  noiseOf,
  observe,
} from './log-deviation.js'
import type { SensingWeeks } from './sensing-weeks.js'

export interface LevelSettings {
  /** Share of a deviation that is still there a week later, below 1: every deviation fades to the plan. */
  readonly persistence: number
  /** Standard deviation of what nodes deviate by, before anything was sold. */
  readonly prior: number
  /** Standard deviation of a week's logarithm beyond the noise of counting. */
  readonly restlessness: number
  /** Units that a slow mover's plan weighs. */
  readonly strength: number
}

/** DOMAIN §6.6, until a company's own weeks have said otherwise. */
export const USUAL: LevelSettings = { persistence: 0.85, prior: 0.1, restlessness: 0.15, strength: 20 }

/** Rows of which the plan says fewer units a week are counted, not measured. */
export const SLOW_UNITS = 10

/** Logarithms of multipliers at [week × rows + row], one week longer than the weeks: the last is the week to come. */
export interface LevelBelief {
  /** As believed before the week began. */
  readonly before: Float64Array
  /** As believed when it was over. */
  readonly after: Float64Array
  /** By row: as believed of the weeks to come, the first of which is 1. */
  ahead(row: number, week: number): number
}

/** Nobody believes anything. */
export function noBelief({ rowCount, weekCount }: SensingWeeks): LevelBelief {
  const nothing = new Float64Array(rowCount * (weekCount + 1))
  return { before: nothing, after: nothing, ahead: () => 0 }
}

/**
 * `nodeOf` says which node each row belongs to; `above` is what the levels above believe, added up. `counts` lets slow
 * nodes be counted. A node whose plan was made anew begins anew, by the share of its plan that was.
 */
export function believeLevel(
  weeks: SensingWeeks,
  nodeOf: Int32Array,
  settings: LevelSettings,
  above: LevelBelief,
  counts: boolean,
): LevelBelief {
  const { rowCount, weekCount } = weeks
  const level = new LevelState(nodeOf, settings, counts)
  const before = new Float64Array(rowCount * (weekCount + 1))
  const after = new Float64Array(rowCount * (weekCount + 1))
  for (let week = 0; week <= weekCount; week++) {
    const at = week * rowCount
    level.begin(weeks, week)
    for (let row = 0; row < rowCount; row++) before[at + row] = above.before[at + row]! + level.logOf(row)
    if (week < weekCount) level.learn(weeks, week, above.after)
    for (let row = 0; row < rowCount; row++) after[at + row] = above.after[at + row]! + level.logOf(row)
  }
  return { before, after, ahead: (row, week) => above.ahead(row, week) + level.logOf(row, week - 1) }
}

class LevelState {
  private readonly measured: LogDeviation[]
  private readonly counted: CountDeviation[]
  private readonly slow: Uint8Array
  /** Of the week at hand, in units: what was sold, what was planned with what the levels above believe, and what was kept. */
  private readonly sold: Float64Array
  private readonly planned: Float64Array
  private readonly kept: Float64Array

  constructor(
    private readonly nodeOf: Int32Array,
    private readonly settings: LevelSettings,
    private readonly counts: boolean,
  ) {
    const nodeCount = nodeOf.reduce((most, node) => Math.max(most, node), -1) + 1
    const { prior, strength } = settings
    this.measured = Array.from({ length: nodeCount }, () => ({ mean: 0, variance: prior ** 2 }))
    this.counted = Array.from({ length: counts ? nodeCount : 0 }, () => ({ shape: strength, rate: strength }))
    this.slow = new Uint8Array(nodeCount)
    this.sold = new Float64Array(nodeCount)
    this.planned = new Float64Array(nodeCount)
    this.kept = new Float64Array(nodeCount)
  }

  /** A week begins: what is believed fades, and starts anew where the plan has seen it. */
  begin(weeks: SensingWeeks, week: number): void {
    if (week > 0) this.fadeOnce()
    this.sumPlans(weeks, week)
    for (let node = 0; node < this.measured.length; node++) {
      const share = this.planned[node]! > 0 ? this.kept[node]! / this.planned[node]! : 1
      if (share < 1) this.keep(node, share)
      this.slow[node] = this.counts && this.planned[node]! < SLOW_UNITS ? 1 : 0
    }
  }

  /** The week is over. */
  learn({ rowCount, sold, planned, told }: SensingWeeks, week: number, above: Float64Array): void {
    this.sold.fill(0)
    this.planned.fill(0)
    for (let row = 0; row < rowCount; row++) {
      const cell = week * rowCount + row
      if (told[cell] === 0) continue
      const node = this.nodeOf[row]!
      this.sold[node]! += sold[cell]! / QUANTITY_PER_UNIT
      this.planned[node]! += (planned[cell]! * Math.exp(above[cell]!)) / QUANTITY_PER_UNIT
    }
    for (let node = 0; node < this.measured.length; node++) this.learnNode(node, this.sold[node]!, this.planned[node]!)
  }

  /** Of the node of a row, so many weeks after the one at hand. */
  logOf(row: number, weeksLater = 0): number {
    const node = this.nodeOf[row]!
    const { persistence, strength } = this.settings
    if (this.slow[node] === 0) return this.measured[node]!.mean * persistence ** weeksLater
    return Math.log(multiplierOf(fadeCount(this.counted[node]!, persistence ** weeksLater, strength)))
  }

  private learnNode(node: number, sold: number, planned: number): void {
    if (!(planned > 0)) return
    const { restlessness } = this.settings
    this.measured[node] = observe(this.measured[node]!, logRatio(sold, planned), noiseOf(planned, restlessness))
    if (this.counts) this.counted[node] = count(this.counted[node]!, sold, planned)
  }

  private fadeOnce(): void {
    for (let node = 0; node < this.measured.length; node++) this.keep(node, this.settings.persistence)
  }

  /** A share of what is believed stays; the rest is not known again. */
  private keep(node: number, share: number): void {
    const { prior, strength } = this.settings
    this.measured[node] = fade(this.measured[node]!, share, prior ** 2)
    if (this.counts) this.counted[node] = fadeCount(this.counted[node]!, share, strength)
  }

  /** The week to come is weighed by the plan of the last one. */
  private sumPlans({ rowCount, weekCount, planned, anew }: SensingWeeks, week: number): void {
    this.planned.fill(0)
    this.kept.fill(0)
    const from = Math.min(week, weekCount - 1) * rowCount
    for (let row = 0; row < rowCount; row++) {
      const units = planned[from + row]! / QUANTITY_PER_UNIT
      if (!(units > 0)) continue
      this.planned[this.nodeOf[row]!]! += units
      if (anew[week * rowCount + row] === 0) this.kept[this.nodeOf[row]!]! += units
    }
  }
}
