/**
 * How a total over a box becomes cells (docs/specs/editing.md, "Spreading"). Two levels in a fixed order, each by
 * largest remainder: the box's total to its rows, a row's total to its buckets. Locked cells keep what they have.
 */
import { spreadLarge } from '../base/large-spread.js'
import type { Quantity } from '../base/quantity.js'
import { Refusal } from '../base/refusal.js'
import { scaleByShare } from '../base/scaled.js'
import type { PlacedBox } from './box.js'
import { rowsInBox } from './box-rows.js'
import { CellKeeper, type CellsBefore, type EditCells, type EditPlan } from './edit-plan.js'
import type { Profile, QuantityIntent } from './intent.js'
import { hasLock, isLocked } from './lock-set.js'
import { spreadPacks, spreadProductPacks } from './pack-spreading.js'

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

/** The free cells of a box, weighed under a profile. */
class Spreading {
  private readonly bucketCount: number
  private readonly width: number
  private readonly days: Float64Array
  private readonly rowWeights: Float64Array
  private readonly shares: Float64Array
  /** Weights at [row * bucketCount + bucket], or null: the same for every row, in `bucketWeights`. */
  private column: Float64Array | null = null
  private bucketWeights: Float64Array

  constructor(
    private readonly plan: EditPlan,
    private readonly cells: EditCells,
    private readonly box: PlacedBox,
    private readonly rows: Int32Array,
  ) {
    this.bucketCount = plan.horizon.count
    this.width = box.to - box.from
    this.days = new Float64Array(plan.horizon.days)
    this.bucketWeights = this.days
    this.rowWeights = new Float64Array(rows.length)
    this.shares = new Float64Array(rows.length)
  }

  /** What the free and the locked cells hold. Where the profile finds nothing at all, days are the weights. */
  weigh(profile: Profile): { free: Quantity; locked: Quantity } {
    const { baseline } = this.plan
    this.column = profile === 'current' ? this.cells.consensus : profile === 'baseline' ? baseline : null
    this.bucketWeights = profile === 'equal' ? new Float64Array(this.bucketCount).fill(1) : this.days
    const held = this.weighRows()
    if (held.weight === 0 && this.column !== null) {
      this.column = null
      this.bucketWeights = this.days
      held.weight = this.weighRows().weight
    }
    if (held.weight === 0) throw new Refusal('edit.all_locked')
    return held
  }

  private weighRows(): { free: Quantity; locked: Quantity; weight: number } {
    const { rows, column, bucketWeights, bucketCount, rowWeights } = this
    const { consensus, locks } = this.cells
    const { from, to } = this.box
    let free = 0
    let locked = 0
    let total = 0
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!
      const base = row * bucketCount
      const mixed = hasLock(locks, row, from, to)
      let weight = 0
      for (let bucket = from; bucket < to; bucket++) {
        if (mixed && isLocked(locks, row, bucket)) {
          locked += consensus[base + bucket]!
          continue
        }
        free += consensus[base + bucket]!
        weight += column === null ? bucketWeights[bucket]! : column[base + bucket]!
      }
      rowWeights[at] = weight
      total += weight
    }
    return { free, locked, weight: total }
  }

  /** The free cells add up to this. */
  replace(total: Quantity, inPacks: boolean): CellsBefore {
    this.shareOut(total, inPacks)
    return this.write(false, inPacks)
  }

  /** The free cells get this on top of what they have. */
  addOnTop(quantity: Quantity, inPacks: boolean): CellsBefore {
    this.shareOut(quantity, inPacks)
    return this.write(true, inPacks)
  }

  private shareOut(total: Quantity, inPacks: boolean): void {
    if (inPacks) spreadProductPacks(this.plan, this.rows, total, this.rowWeights, this.shares)
    else spreadLarge(total, this.rowWeights, this.rows.length, this.shares)
  }

  private write(onTop: boolean, inPacks: boolean): CellsBefore {
    const { rows, shares, width, bucketCount } = this
    const { consensus, locks } = this.cells
    const { from, to } = this.box
    // Rows whose share is what they have already are left alone, and do not count as changed.
    const same = onTop ? null : !inPacks && this.column === consensus ? this.rowWeights : undefined
    const stays = (at: number): boolean => same !== undefined && shares[at] === (same === null ? 0 : same[at])
    let room = 0
    for (let at = 0; at < rows.length; at++) if (!stays(at)) room++
    const keeper = new CellKeeper(consensus, bucketCount, from, to, room)
    const buckets = new Int32Array(width)
    const weights = new Float64Array(width)
    const parts = new Float64Array(width)
    for (let at = 0; at < rows.length; at++) {
      if (stays(at)) continue
      const row = rows[at]!
      keeper.keep(row)
      const mixed = hasLock(locks, row, from, to)
      let count = 0
      for (let bucket = from; bucket < to; bucket++) {
        if (mixed && isLocked(locks, row, bucket)) continue
        weights[count] = this.column === null ? this.bucketWeights[bucket]! : this.column[row * bucketCount + bucket]!
        buckets[count++] = bucket
      }
      if (count === 0) continue
      const pack = inPacks ? this.plan.packUnits[this.plan.rows.item[row]!]! : 0
      if (pack > 0) spreadPacks(shares[at]!, pack, weights, count, parts)
      else spreadLarge(shares[at]!, weights, count, parts)
      for (let part = 0; part < count; part++) {
        const cell = row * bucketCount + buckets[part]!
        consensus[cell] = onTop ? consensus[cell]! + parts[part]! : parts[part]!
      }
    }
    return keeper.close()
  }
}
