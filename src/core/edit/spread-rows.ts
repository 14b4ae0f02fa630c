/**
 * The two long loops of spreading, over rows cut into pieces that do not depend on each other: what the free cells of a
 * piece hold and weigh, and what they hold afterwards. Data only, so that several threads can share it.
 */

import { spreadLarge } from '../base/large-spread.js'
import { bringNear, NEAR_ROWS } from '../base/near-rows.js'
import type { Step } from '../plan/step.js'
import { hasLock, isLocked, type LockSet } from './lock-set.js'
import { spreadPacks } from './pack-spreading.js'

export const ROWS_PER_PIECE = 85 * NEAR_ROWS

/** The largest cell that is kept in half the room. */
export const INT32_MAX = 2 ** 31 - 1

/** Free cells of a box, weighed under a profile. Numbers by row are in the order of `rows`. */
export interface SpreadRows {
  readonly rows: Int32Array
  /** Buckets [from, to). */
  readonly from: number
  readonly to: number
  readonly bucketCount: number
  /** At [row * bucketCount + bucket]; written. */
  readonly consensus: Float64Array
  /** Weights at [row * bucketCount + bucket], or null: the same for every row, in `bucketWeights`. */
  readonly column: Float64Array | null
  readonly bucketWeights: Float64Array
  /** Null where no cell is locked. */
  readonly locks: LockSet | null
  readonly rowWeights: Float64Array
  readonly shares: Float64Array
  /** Per row: whole thousandths of the pack that it is written in, 0 for none; null where nothing is. */
  readonly packs: Float64Array | null
  /** Per piece: what its free cells hold, what its locked cells hold, what its free cells weigh, how many of its cells pass 2^31. */
  readonly held: Float64Array
  /** Whether shares come on top of what is there. */
  readonly onTop: boolean
  /** Per row: where its cells are kept as they were; −1 where the row is left alone. */
  readonly keptAt: Int32Array
  /** Row by row, to − from cells. */
  readonly kept: Int32Array | Float64Array
}

export const HELD = { free: 0, locked: 1, weight: 2, wide: 3 } as const
/** Numbers per piece. */
export const HELD_WIDTH = 4

export function piecesOf(rowCount: number): Int32Array {
  return Int32Array.from({ length: Math.ceil(rowCount / ROWS_PER_PIECE) }, (_, piece) => piece)
}

/** A row of the box gets its weight; a piece gets what it holds. */
export function weighPieces(of: SpreadRows, pieces: Int32Array): void {
  for (const piece of pieces) {
    const end = Math.min((piece + 1) * ROWS_PER_PIECE, of.rows.length)
    for (let at = piece * ROWS_PER_PIECE; at < end; at++) {
      if (at % NEAR_ROWS === 0) bringBlockNear(of, at)
      weighRow(of, at, piece * HELD_WIDTH)
    }
  }
}

function weighRow(of: SpreadRows, at: number, into: number): void {
  const { rows, column, bucketWeights, bucketCount, consensus, locks, held, from, to } = of
  const row = rows[at]!
  const base = row * bucketCount
  const mixed = locks !== null && hasLock(locks, row, from, to)
  let free = 0
  let weight = 0
  let wide = 0
  for (let bucket = from; bucket < to; bucket++) {
    const quantity = consensus[base + bucket]!
    // A branch that is never taken: one that cannot be foretold would wait for each row's memory in turn.
    if (quantity > INT32_MAX) wide++
    if (mixed && isLocked(locks, row, bucket)) {
      held[into + HELD.locked]! += quantity
      continue
    }
    free += quantity
    weight += column === null ? bucketWeights[bucket]! : column[base + bucket]!
  }
  of.rowWeights[at] = weight
  held[into + HELD.free]! += free
  held[into + HELD.weight]! += weight
  held[into + HELD.wide]! += wide
}

function bringBlockNear({ rows, column, consensus, bucketCount, from, to }: SpreadRows, start: number): void {
  const end = Math.min(start + NEAR_ROWS, rows.length)
  bringNear(consensus, rows, start, end, bucketCount, from, to)
  if (column !== null && column !== consensus) bringNear(column, rows, start, end, bucketCount, from, to)
}

/** Keeps what the cells of each row that changes were, and writes its share. */
export function writePieces(of: SpreadRows, pieces: Int32Array): void {
  const room = new RowRoom(of.to - of.from)
  for (const piece of pieces) {
    const end = Math.min((piece + 1) * ROWS_PER_PIECE, of.rows.length)
    for (let at = piece * ROWS_PER_PIECE; at < end; at++) {
      if (at % NEAR_ROWS === 0) bringBlockNear(of, at)
      if (of.keptAt[at]! >= 0) writeRow(of, at, room)
    }
  }
}

/** Room for the free cells of a row. */
class RowRoom {
  readonly cells: Int32Array
  readonly weights: Float64Array
  readonly parts: Float64Array

  constructor(width: number) {
    this.cells = new Int32Array(width)
    this.weights = new Float64Array(width)
    this.parts = new Float64Array(width)
  }
}

function writeRow(of: SpreadRows, at: number, { cells, weights, parts }: RowRoom): void {
  const { rows, column, bucketWeights, bucketCount, consensus, locks, from, to, kept, onTop } = of
  const row = rows[at]!
  const base = row * bucketCount
  const mixed = locks !== null && hasLock(locks, row, from, to)
  let keep = of.keptAt[at]! * (to - from)
  let count = 0
  for (let bucket = from; bucket < to; bucket++) {
    kept[keep++] = consensus[base + bucket]!
    if (mixed && isLocked(locks, row, bucket)) continue
    weights[count] = column === null ? bucketWeights[bucket]! : column[base + bucket]!
    cells[count++] = base + bucket
  }
  if (count === 0) return
  const pack = of.packs === null ? 0 : of.packs[at]!
  if (pack > 0) spreadPacks(of.shares[at]!, pack, weights, count, parts)
  else spreadLarge(of.shares[at]!, weights, count, parts)
  for (let part = 0; part < count; part++) {
    const cell = cells[part]!
    consensus[cell] = onTop ? consensus[cell]! + parts[part]! : parts[part]!
  }
}

/** Both loops as steps, so that the threads of a plan can share them at once (`Threads`); units are pieces. */
export const weighStep: Step<SpreadRows> = {
  name: 'weigh',
  reads: ['consensus', 'baseline'],
  writes: [],
  *phases({ rows }, dirty) {
    yield { units: piecesOf(rows.length) }
    return dirty
  },
  run: (of, pieces) => weighPieces(of, pieces),
}

export const writeStep: Step<SpreadRows> = {
  ...weighStep,
  name: 'write',
  writes: ['consensus'],
  run: (of, pieces) => writePieces(of, pieces),
}
