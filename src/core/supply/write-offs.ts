/**
 * What expires before it can leave: opening lots go first expired first out, and what is left of a lot after its last
 * day is written off. Receipts are fresh. Rules WO1–WO6 of docs/specs/netting.md.
 */
import type { Plan } from '../plan/plan.js'
import type { SupplyPlan } from './supply-state.js'

/** The lots of a stock row while its buckets pass. */
export interface LotQueue {
  /** The first lot that has not been over yet. */
  next: number
  readonly end: number
  /** In the lots before `next`, as they lay there on the plan day. */
  held: number
  /** Has left the row or been written off. */
  gone: number
}

/** The lots of a row on the plan day; null where nothing expires inside the horizon. */
export function openLots({ network: { lotStart } }: Plan, row: number): LotQueue | null {
  if (lotStart[row] === lotStart[row + 1]) return null
  return { next: lotStart[row]!, end: lotStart[row + 1]!, held: 0, gone: 0 }
}

/** What will be left of the lots that are over in the bucket when `leaving` is asked of the row in it. */
export function expiringIn({ network, horizon }: Plan, lots: LotQueue, bucket: number, leaving: number): number {
  const { lotBucket, lotDays, lotQuantity } = network
  let held = lots.held
  let left = 0
  for (let lot = lots.next; lot < lots.end && lotBucket[lot] === bucket; lot++) {
    held += lotQuantity[lot]!
    left = Math.max(left, held - lots.gone - partOf(leaving, lotDays[lot]!, horizon.days[bucket]!))
  }
  return left
}

/**
 * Ends a bucket in which `leaving` left the row and `there` would be left of everything; returns what is written off.
 * Into `writtenOff`, where one is given, go the quantities by lot.
 */
export function endBucket(
  { network, horizon }: Plan,
  lots: LotQueue,
  bucket: number,
  leaving: number,
  there: number,
  writtenOff: Float64Array | null,
): number {
  const { lotBucket, lotDays, lotQuantity } = network
  let total = 0
  for (; lots.next < lots.end && lotBucket[lots.next] === bucket; lots.next++) {
    lots.held += lotQuantity[lots.next]!
    const left = lots.held - lots.gone - partOf(leaving, lotDays[lots.next]!, horizon.days[bucket]!)
    const more = Math.max(0, Math.min(left, there) - total)
    if (writtenOff !== null) writtenOff[lots.next] = more
    total += more
  }
  lots.gone += leaving + total
  return total
}

/**
 * Adds to what leaves a row, by bucket, what expires beside it: to netting it is one more thing to be replaced. What is
 * short has left no lot behind, so it may be counted as if it had left.
 */
export function addExpiring(
  plan: Plan,
  row: number,
  leaving: Float64Array,
  writtenOff: Float64Array | null = null,
): void {
  const lots = openLots(plan, row)
  if (lots === null) return
  for (let bucket = 0; lots.next < lots.end; bucket++)
    leaving[bucket]! += endBucket(plan, lots, bucket, leaving[bucket]!, Number.POSITIVE_INFINITY, writtenOff)
}

/** Adds what a finished plan writes off, by bucket. */
export function addWrittenOff({ network, supply }: SupplyPlan, row: number, out: Float64Array): void {
  const { lotStart, lotBucket } = network
  for (let lot = lotStart[row]!; lot < lotStart[row + 1]!; lot++) out[lotBucket[lot]!]! += supply.writtenOff[lot]!
}

/** The part of an even bucket that falls on its first `days` of `of` days, rounded down. */
function partOf(quantity: number, days: number, of: number): number {
  const daily = Math.floor(quantity / of)
  return daily * days + Math.floor(((quantity - daily * of) * days) / of)
}
