/**
 * Where adherence is lost (DOMAIN §1.3): the same index at finer and finer levels. Values v·P and v·A⁺ are summed before
 * they are compared, so what balances out inside a group is no loss at that level; since Σ min ≤ min Σ and
 * Σ max ≥ max Σ, each finer level loses at least as much, and the differences add up to the whole loss.
 */
import { assert } from '../../core/base/assert.js'
import { type Fraction, fraction, minus, NOTHING, times, WHOLE } from './fraction.js'

export interface ChainLevel<Of> {
  /** What is lost on the way from the level before to this one. */
  readonly cause: string
  /** Groups of this level inside a group of the level before. */
  partOf(cell: Of): string | number
}

export interface ChainTerm {
  readonly cause: string
  readonly loss: Fraction
}

interface ChainCell {
  readonly planned: number
  readonly actual: number
  readonly weight: number
}

/**
 * The terms of 1 − PAI: one per level, none below zero, and what was executed below zero apart. The finest level must
 * tell every cell apart. Null when nothing was planned and nothing done.
 */
export function explainLoss<Of extends ChainCell>(
  cells: readonly Of[],
  levels: readonly ChainLevel<Of>[],
): ChainTerm[] | null {
  let negative = 0n
  for (const { actual, weight } of cells) if (actual < 0) negative += BigInt(weight) * BigInt(0 - actual)
  const indexes: Fraction[] = []
  let groupOf = cells.map(() => 0)
  let finest = { kept: 0n, larger: 0n }
  for (const level of levels) {
    groupOf = refine(cells, groupOf, level)
    finest = compareGroups(cells, groupOf)
    indexes.push(finest.larger === 0n ? WHOLE : fraction(finest.kept, finest.larger))
  }
  const whole = finest.larger + negative
  if (whole === 0n) return null
  const executedShare = fraction(finest.larger, whole)
  const terms = levels.map(({ cause }, at): ChainTerm => {
    const loss = minus(at === 0 ? WHOLE : indexes[at - 1]!, indexes[at]!)
    assert(loss.numerator >= 0n, 'a finer level loses less than a coarser one', { cause })
    return { cause, loss: times(executedShare, loss) }
  })
  return [...terms, { cause: 'negative', loss: negative === 0n ? NOTHING : fraction(negative, whole) }]
}

function refine<Of>(cells: readonly Of[], groupOf: readonly number[], level: ChainLevel<Of>): number[] {
  const known = new Map<string, number>()
  return cells.map((cell, at) => {
    const key = `${groupOf[at]} ${level.partOf(cell)}`
    const group = known.get(key) ?? known.size
    known.set(key, group)
    return group
  })
}

function compareGroups(cells: readonly ChainCell[], groupOf: readonly number[]): { kept: bigint; larger: bigint } {
  const planned: bigint[] = []
  const done: bigint[] = []
  cells.forEach(({ planned: units, actual, weight }, at) => {
    const group = groupOf[at]!
    const by = BigInt(weight)
    planned[group] = (planned[group] ?? 0n) + by * BigInt(units)
    done[group] = (done[group] ?? 0n) + by * BigInt(Math.max(0, actual))
  })
  let kept = 0n
  let larger = 0n
  planned.forEach((value, group) => {
    const other = done[group]!
    kept += value < other ? value : other
    larger += value < other ? other : value
  })
  return { kept, larger }
}
