/**
 * How a total over a box becomes cells (docs/specs/editing.md, "Spreading"). Two levels in a fixed order, each by
 * largest remainder: the box's total to its rows, a row's total to its buckets. Locked cells keep what they have.
 */
import { spreadLarge } from '../base/large-spread.js'
import type { Quantity } from '../base/quantity.js'
import { Refusal } from '../base/refusal.js'
import { scaleByShare } from '../base/scaled.js'
import type { Threads } from '../plan/runner.js'
import type { PlacedBox } from './box.js'
import { rowsInBox } from './box-rows.js'
import { type CellsBefore, type EditCells, type EditPlan, NO_CELLS } from './edit-plan.js'
import type { Profile, QuantityIntent } from './intent.js'
import { locksAmong } from './lock-set.js'
import { spreadProductPacks } from './pack-spreading.js'
import { HELD, HELD_WIDTH, piecesOf, type SpreadRows, weighPieces, writePieces } from './spread-rows.js'

export type TotalIntent = Extract<QuantityIntent, { op: 'set' | 'add' | 'scale' }>

/** The rows of a box; there is always one. @throws Refusal `edit.nothing_there` */
export function rowsToEdit(plan: EditPlan, box: PlacedBox): Int32Array {
  const rows = rowsInBox(plan.rows, box)
  if (rows.length === 0) throw new Refusal('edit.nothing_there')
  return rows
}

/**
 * Sets, adds to or scales the total of a box, in place; gives what the changed cells were. A refusal leaves no trace.
 *
 * @throws Refusal `edit.nothing_there`, `edit.all_locked`, `edit.below_locked`, `edit.negative`, `edit.too_large`
 */
export function changeTotal(plan: EditPlan, cells: EditCells, box: PlacedBox, intent: TotalIntent): CellsBefore {
  const rows = rowsToEdit(plan, box)
  const spreading = new Spreading(plan, cells, box, rows)
  const { free, locked } = spreading.weigh(intent.profile)
  const total = totalAfter(intent, free + locked)
  if (!Number.isSafeInteger(total)) throw new Refusal('edit.too_large')
  if (total < 0) throw new Refusal('edit.negative', { units: total / 1000 })
  if (total < locked) throw new Refusal('edit.below_locked', { units: total / 1000, locked: locked / 1000 })
  if (intent.op === 'add' && intent.quantity >= 0) return spreading.addOnTop(intent.quantity, intent.inPacks)
  // Taken away in proportion to what is there: nothing else never takes more than there is.
  if (intent.op === 'add') spreading.weigh('current')
  return spreading.replace(total - locked, intent.inPacks)
}

function totalAfter(intent: TotalIntent, now: Quantity): Quantity {
  if (intent.op === 'set') return intent.quantity
  return intent.op === 'add' ? now + intent.quantity : scaleByShare(now, intent.factor)
}

const isShared = ({ buffer }: Float64Array): boolean => buffer instanceof SharedArrayBuffer

/** Cells that are worth waking other threads for. */
const CELLS_TO_SHARE = 100_000

/** The free cells of a box, weighed under a profile. */
class Spreading {
  private readonly pieces: Int32Array
  private readonly width: number
  /** Where there are others to share the work with. */
  private readonly threads: Threads<SpreadRows> | null
  private of: SpreadRows

  constructor(
    private readonly plan: EditPlan,
    cells: EditCells,
    box: PlacedBox,
    rows: Int32Array,
  ) {
    const { from, to } = box
    this.width = to - from
    this.pieces = piecesOf(rows.length)
    const locks = locksAmong(cells.locks, rows) ? cells.locks : null
    const isLong = rows.length * this.width >= CELLS_TO_SHARE && locks === null
    this.threads = isLong && isShared(cells.consensus) && isShared(plan.baseline) ? (plan.threads ?? null) : null
    this.of = {
      rows: this.threads === null ? rows : this.numbers(rows),
      from,
      to,
      bucketCount: plan.horizon.count,
      consensus: cells.consensus,
      column: null,
      bucketWeights: this.numbers(new Float64Array(plan.horizon.days)),
      locks,
      rowWeights: this.room(rows.length),
      shares: this.room(rows.length),
      packs: null,
      held: this.room(this.pieces.length * HELD_WIDTH),
      onTop: false,
      keptAt: new Int32Array(0),
      kept: new Int32Array(0),
    }
  }

  /** What the free and the locked cells hold. Where the profile finds nothing at all, days are the weights. */
  weigh(profile: Profile): { free: Quantity; locked: Quantity } {
    const { baseline, horizon } = this.plan
    const { consensus } = this.of
    const column = profile === 'current' ? consensus : profile === 'baseline' ? baseline : null
    const days = new Float64Array(horizon.days)
    this.weighBy(column, profile === 'equal' ? days.map(() => 1) : days)
    const held = { free: this.sumOf('free'), locked: this.sumOf('locked') }
    if (this.sumOf('weight') === 0 && column !== null) this.weighBy(null, days)
    if (this.sumOf('weight') === 0) throw new Refusal('edit.all_locked')
    return held
  }

  private weighBy(column: Float64Array | null, bucketWeights: Float64Array): void {
    this.of.held.fill(0)
    this.of = { ...this.of, column, bucketWeights: this.numbers(bucketWeights) }
    if (this.threads === null) weighPieces(this.of, this.pieces)
    else this.threads.run('weigh', this.of, this.pieces)
  }

  /** The free cells add up to this. */
  replace(total: Quantity, inPacks: boolean): CellsBefore {
    return this.write(total, false, inPacks)
  }

  /** The free cells get this on top of what they have. */
  addOnTop(quantity: Quantity, inPacks: boolean): CellsBefore {
    return this.write(quantity, true, inPacks)
  }

  private write(total: Quantity, onTop: boolean, inPacks: boolean): CellsBefore {
    const { rows, rowWeights, shares, from, to } = this.of
    if (inPacks) spreadProductPacks(this.plan, rows, total, rowWeights, shares)
    else spreadLarge(total, rowWeights, rows.length, shares)
    const { keptAt, changed } = this.placeKept(onTop, inPacks)
    if (changed.length === 0) return NO_CELLS
    const { packUnits } = this.plan
    const { item } = this.plan.rows
    const cells = changed.length * this.width
    const kept = this.sumOf('wide') === 0 ? this.whole(cells) : this.room(cells)
    const packs = inPacks ? this.numbers(Float64Array.from(rows, (row) => packUnits[item[row]!]!)) : null
    this.of = { ...this.of, onTop, packs, keptAt, kept }
    if (this.threads === null) writePieces(this.of, this.pieces)
    else this.threads.run('write', this.of, this.pieces)
    return { rows: changed, from, to, values: kept }
  }

  /** Rows whose share is what they have already are left alone, and do not count as changed. */
  private placeKept(onTop: boolean, inPacks: boolean): { keptAt: Int32Array; changed: Int32Array } {
    const { rows, shares, rowWeights, column, consensus } = this.of
    const isSame = !inPacks && column === consensus
    const keptAt = this.whole(rows.length)
    const changed = new Int32Array(rows.length)
    let count = 0
    for (let at = 0; at < rows.length; at++) {
      const stays = onTop ? shares[at] === 0 : isSame && shares[at] === rowWeights[at]
      keptAt[at] = stays ? -1 : count
      if (!stays) changed[count++] = rows[at]!
    }
    return { keptAt, changed: count === rows.length ? changed : changed.slice(0, count) }
  }

  private sumOf(what: keyof typeof HELD): number {
    const { held } = this.of
    let sum = 0
    for (const piece of this.pieces) sum += held[piece * HELD_WIDTH + HELD[what]]!
    return sum
  }

  private room(length: number): Float64Array {
    return this.threads === null ? new Float64Array(length) : this.threads.float64(length)
  }

  private whole(length: number): Int32Array {
    return this.threads === null ? new Int32Array(length) : this.threads.int32(length)
  }

  /** Numbers where the threads that share the work can read them. */
  private numbers<Of extends Float64Array | Int32Array>(values: Of): Of {
    if (this.threads === null) return values
    const room = values instanceof Int32Array ? this.whole(values.length) : this.room(values.length)
    room.set(values)
    return room as Of
  }
}
