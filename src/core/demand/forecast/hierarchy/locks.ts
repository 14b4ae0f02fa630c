/** Numbers that people have agreed on: reconciliation must hit them, and those that contradict each other are named. */
import type { SummingHierarchy } from './summing-hierarchy.js'

export interface Lock {
  readonly node: number
  readonly step: number
  readonly value: number
}

export interface LockRefusal {
  readonly step: number
  /** The nodes whose locks cannot all hold: the one above first, then those it is made of. */
  readonly nodes: readonly number[]
  readonly reason: LockFault
}

/**
 * `parts_differ`: a node and all it is made of are locked, to something else. `parts_exceed`: some of it is locked to more
 * than all of it. `locked_twice`: to two values. `cannot_meet`: groups that overlap ask for what no series can give. `not_settled` is no fault of
 * a lock: weights too far apart to be reckoned with.
 */
export type LockFault =
  | 'not_a_number'
  | 'negative'
  | 'locked_twice'
  | 'parts_differ'
  | 'parts_exceed'
  | 'cannot_meet'
  | 'not_settled'

/** Sums of agreed numbers that agree to this share are the same. */
export const SAME_SHARE = 1e-9

/** Faults that can be seen without solving anything; locks are those of one step. */
export function checkLocks(hierarchy: SummingHierarchy, locks: readonly Lock[], nonNegative: boolean): LockRefusal[] {
  const refusals: LockRefusal[] = []
  const valueByNode = new Map<number, number>()
  for (const { node, step, value } of locks) {
    const refuse = (reason: LockFault): void => void refusals.push({ step, nodes: [node], reason })
    const before = valueByNode.get(node)
    if (!Number.isFinite(value)) refuse('not_a_number')
    else if (nonNegative && value < 0) refuse('negative')
    else if (before !== undefined && before !== value) refuse('locked_twice')
    else valueByNode.set(node, value)
  }
  return refusals.length > 0 || locks.length === 0
    ? refusals
    : checkSums(hierarchy, valueByNode, locks[0]!.step, nonNegative)
}

/** Every locked aggregate against the largest locked groups inside it that share no series. */
function checkSums(
  hierarchy: SummingHierarchy,
  valueByNode: ReadonlyMap<number, number>,
  step: number,
  nonNegative: boolean,
): LockRefusal[] {
  const refusals: LockRefusal[] = []
  const locked = [...valueByNode.keys()].sort(
    (a, b) => seriesOf(hierarchy, b).length - seriesOf(hierarchy, a).length || a - b,
  )
  const open = new Uint8Array(hierarchy.bottomCount)
  locked.forEach((node, at) => {
    const series = seriesOf(hierarchy, node)
    const total = valueByNode.get(node)!
    if (series.length === 1) return
    open.fill(0)
    for (const bottom of series) open[bottom] = 1
    const parts: number[] = []
    let sum = 0
    let size = Math.abs(total)
    let left = series.length
    for (const part of locked.slice(at + 1)) {
      const inside = seriesOf(hierarchy, part)
      if (inside.length > left || !inside.every((bottom) => open[bottom] === 1)) continue
      for (const bottom of inside) open[bottom] = 0
      left -= inside.length
      parts.push(part)
      sum += valueByNode.get(part)!
      size += Math.abs(valueByNode.get(part)!)
    }
    const over = sum - total
    if (left === 0 && Math.abs(over) > SAME_SHARE * size)
      refusals.push({ step, nodes: [node, ...parts], reason: 'parts_differ' })
    else if (nonNegative && over > SAME_SHARE * size)
      refusals.push({ step, nodes: [node, ...parts], reason: 'parts_exceed' })
  })
  return refusals
}

function seriesOf({ aggregateCount, start, members }: SummingHierarchy, node: number): Int32Array {
  return node < aggregateCount ? members.subarray(start[node]!, start[node + 1]!) : Int32Array.of(node - aggregateCount)
}
