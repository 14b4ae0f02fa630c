/**
 * Edits that write cells one by one instead of sharing out a total: fill, copy, shift (docs/specs/editing.md). Time is
 * cut by days: a bucket of D days holds ⌊q × k ÷ D⌋ in its first k days, so whatever is cut stays whole and adds up.
 */
import type { Day } from '../base/day.js'
import { formatDay } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'
import { Refusal } from '../base/refusal.js'
import { scaleByShare } from '../base/scaled.js'
import { bucketOfDay, endOfHorizon, type Horizon } from '../calendar/horizon.js'
import type { PlacedBox } from './box.js'
import { findDemandRow } from './box-rows.js'
import { CellKeeper, type CellsBefore, type EditCells, type EditPlan } from './edit-plan.js'
import { hasLock, isLocked } from './lock-set.js'
import { rowsToEdit } from './spreading.js'

/** What the first `days` of a bucket of `of` days hold. */
export const firstPart = (quantity: Quantity, days: number, of: number): Quantity =>
  Math.floor(quantity / of) * days + Math.floor(((quantity % of) * days) / of)

/**
 * Every free cell of the box gets this.
 *
 * @throws Refusal `edit.nothing_there`, `edit.all_locked`, `edit.negative`, `edit.too_large`
 */
export function fillBox(plan: EditPlan, cells: EditCells, box: PlacedBox, quantity: Quantity): CellsBefore {
  if (quantity < 0) throw new Refusal('edit.negative', { units: quantity / 1000 })
  const rows = rowsToEdit(plan, box)
  if (!Number.isSafeInteger(quantity * rows.length * (box.to - box.from))) throw new Refusal('edit.too_large')
  return writeFree(plan, cells, box, rows, (_, out) => out.fill(quantity))
}

/** Where a copy reads: for each border of the target's buckets, the source's bucket and how many of its days lie before. */
export interface CopySource {
  readonly bucket: Int32Array
  readonly days: Int32Array
  /** Leaf of the product that is copied; −1: each row's own. */
  readonly product: number
  readonly from: number
  readonly to: number
}

/**
 * Which days a copy into this box reads, and of which product.
 *
 * @param shift days from a target day to the source day
 * @throws Refusal `edit.outside_horizon`
 */
export function placeCopy(horizon: Horizon, box: PlacedBox, shift: number, product: number): CopySource {
  const borderDay = (bucket: number): Day =>
    (bucket < horizon.count ? horizon.firstDay[bucket]! : endOfHorizon(horizon)) + shift
  const first = borderDay(box.from)
  const end = borderDay(box.to)
  if (first < horizon.planDay || end > endOfHorizon(horizon))
    throw new Refusal('edit.outside_horizon', { from: formatDay(first), until: formatDay(end) })
  const borders = Array.from({ length: box.to - box.from + 1 }, (_, at) => borderDay(box.from + at))
  const bucket = Int32Array.from(borders, (day) => bucketOfDay(horizon, day))
  const days = Int32Array.from(borders, (day, at) =>
    bucket[at]! < horizon.count ? day - horizon.firstDay[bucket[at]!]! : 0,
  )
  const last = borders.length - 1
  return { bucket, days, product, from: bucket[0]!, to: bucket[last]! + (days[last]! > 0 ? 1 : 0) }
}

/**
 * Each row's free cells get what is planned in the source's days times a factor (millionths); nothing, where the product
 * that is copied is not planned at a row's place. Rounded cumulatively: a row's total is the source's total, rounded once.
 *
 * @throws Refusal `edit.nothing_there` (also when nothing of the source is planned in any of the rows' places),
 *   `edit.all_locked`, `edit.negative`, `edit.too_large`
 */
export function copyInto(
  plan: EditPlan,
  cells: EditCells,
  box: PlacedBox,
  source: CopySource,
  factor: number,
): CellsBefore {
  if (factor < 0) throw new Refusal('edit.negative', { units: factor / 1_000_000 })
  const rows = rowsToEdit(plan, box)
  const count = plan.horizon.count
  const sourceRows = source.product < 0 ? rows : rows.map((row) => rowOf(plan, source.product, row))
  if (sourceRows.every((row) => row < 0)) throw new Refusal('edit.nothing_there')
  const width = source.to - source.from
  // Read before anything is written: the source may lie in the box.
  const read = new Map<number, Float64Array>()
  if (source.product >= 0)
    for (const row of sourceRows)
      if (row >= 0) read.set(row, cells.consensus.slice(row * count + source.from, row * count + source.from + width))
  const own = new Float64Array(width)
  const values = (at: number, out: Float64Array): void => {
    const row = sourceRows[at]!
    if (row < 0) out.fill(0)
    else if (source.product >= 0) cutCopy(plan.horizon, source, read.get(row)!, factor, out)
    else {
      for (let cell = 0; cell < width; cell++) own[cell] = cells.consensus[row * count + source.from + cell]!
      cutCopy(plan.horizon, source, own, factor, out)
    }
  }
  assertCopyFits(plan, cells, sourceRows, source, factor)
  return writeFree(plan, cells, box, rows, values)
}

const rowOf = (plan: EditPlan, product: number, row: number): number =>
  findDemandRow(plan.rows, product, plan.rows.location[row]!, plan.rows.customer[row]!)

function assertCopyFits(
  plan: EditPlan,
  { consensus }: EditCells,
  sourceRows: Int32Array,
  source: CopySource,
  factor: number,
): void {
  let total = 0
  for (const row of sourceRows)
    if (row >= 0)
      for (let bucket = source.from; bucket < source.to; bucket++)
        total += consensus[row * plan.horizon.count + bucket]!
  if (!Number.isSafeInteger(total) || !Number.isSafeInteger(scaleByShare(total, factor)))
    throw new Refusal('edit.too_large')
}

/** The source's cells, cut at the borders of the target's buckets. */
function cutCopy(horizon: Horizon, source: CopySource, cells: Float64Array, factor: number, out: Float64Array): void {
  const { bucket, days, from } = source
  let read = 0
  let before = 0
  let start = 0
  let last = 0
  for (let border = 0; border < bucket.length; border++) {
    for (; from + read < bucket[border]!; read++) before += cells[read]!
    const part = days[border]! > 0 ? firstPart(cells[read]!, days[border]!, horizon.days[bucket[border]!]!) : 0
    if (border === 0) start = before + part
    const upTo = scaleByShare(before + part - start, factor)
    if (border > 0) out[border - 1] = upTo - last
    last = upTo
  }
}

/** Where the buckets of a box go when they are moved: bucket b's days [fromDay, toDay) land in `target`. */
export interface ShiftPlaces {
  /** At bucket − box.from: its landings are [start, start of the next). */
  readonly start: Int32Array
  readonly target: Int32Array
  readonly fromDay: Int32Array
  readonly toDay: Int32Array
  /** Every bucket that a shift may change: [from, to). */
  readonly from: number
  readonly to: number
}

/** What would land before the plan day or beyond the horizon lands in the first or the last bucket. */
export function placeShift(horizon: Horizon, box: PlacedBox, shift: number): ShiftPlaces {
  const start = [0]
  const landings: { target: number; fromDay: number; toDay: number }[] = []
  let from = box.from
  let to = box.to
  for (let bucket = box.from; bucket < box.to; bucket++) {
    const first = horizon.firstDay[bucket]! + shift
    for (let day = 0; day < horizon.days[bucket]!; day++) {
      const target = Math.min(Math.max(bucketOfDay(horizon, first + day), 0), horizon.count - 1)
      const last = landings[landings.length - 1]
      if (last !== undefined && last.target === target && landings.length > start[bucket - box.from]!)
        last.toDay = day + 1
      else landings.push({ target, fromDay: day, toDay: day + 1 })
      from = Math.min(from, target)
      to = Math.max(to, target + 1)
    }
    start.push(landings.length)
  }
  return {
    start: Int32Array.from(start),
    target: Int32Array.from(landings, ({ target }) => target),
    fromDay: Int32Array.from(landings, ({ fromDay }) => fromDay),
    toDay: Int32Array.from(landings, ({ toDay }) => toDay),
    from,
    to,
  }
}

/**
 * What the free cells of the box hold happens some days later or earlier, in the same rows.
 *
 * @throws Refusal `edit.nothing_there`, `edit.all_locked`, `edit.lands_on_lock`
 */
export function shiftBox(plan: EditPlan, cells: EditCells, box: PlacedBox, places: ShiftPlaces): CellsBefore {
  const rows = rowsToEdit(plan, box)
  const { from, to } = places
  const count = plan.horizon.count
  const moved = new Float64Array(to - from)
  const keeper = new CellKeeper(cells.consensus, count, from, to, rows.length)
  assertShiftLands(plan, cells, box, rows, places)
  for (const row of rows) {
    if (!liftRow(plan, cells, box, places, row, moved)) continue
    keeper.keep(row)
    for (let bucket = from; bucket < to; bucket++) cells.consensus[row * count + bucket]! += moved[bucket - from]!
  }
  return keeper.close()
}

/** What a shift changes in one row, into `moved` at [bucket − places.from]; false when nothing. */
function liftRow(
  plan: EditPlan,
  { consensus, locks }: EditCells,
  box: PlacedBox,
  places: ShiftPlaces,
  row: number,
  moved: Float64Array,
): boolean {
  const { days, count } = plan.horizon
  const mixed = hasLock(locks, row, box.from, box.to)
  let any = false
  moved.fill(0)
  for (let bucket = box.from; bucket < box.to; bucket++) {
    const quantity = consensus[row * count + bucket]!
    if (quantity === 0 || (mixed && isLocked(locks, row, bucket))) continue
    any = true
    moved[bucket - places.from]! -= quantity
    const at = bucket - box.from
    for (let landing = places.start[at]!; landing < places.start[at + 1]!; landing++)
      moved[places.target[landing]! - places.from]! +=
        firstPart(quantity, places.toDay[landing]!, days[bucket]!) -
        firstPart(quantity, places.fromDay[landing]!, days[bucket]!)
  }
  return any
}

function assertShiftLands(
  plan: EditPlan,
  cells: EditCells,
  box: PlacedBox,
  rows: Int32Array,
  places: ShiftPlaces,
): void {
  const { from, to } = places
  const moved = new Float64Array(to - from)
  if (!hasFreeCell(cells, rows, box)) throw new Refusal('edit.all_locked')
  for (const row of rows) {
    if (!hasLock(cells.locks, row, from, to)) continue
    liftRow(plan, cells, box, places, row, moved)
    for (let bucket = from; bucket < to; bucket++)
      if (moved[bucket - from]! !== 0 && isLocked(cells.locks, row, bucket)) throw new Refusal('edit.lands_on_lock')
  }
}

function hasFreeCell({ locks }: EditCells, rows: Int32Array, { from, to }: PlacedBox): boolean {
  for (const row of rows) {
    if (!hasLock(locks, row, from, to)) return true
    for (let bucket = from; bucket < to; bucket++) if (!isLocked(locks, row, bucket)) return true
  }
  return false
}

/** Writes each row's values of the box into its free cells; `values` fills `out` for the row at a place in `rows`. */
function writeFree(
  plan: EditPlan,
  cells: EditCells,
  box: PlacedBox,
  rows: Int32Array,
  values: (at: number, out: Float64Array) => void,
): CellsBefore {
  const { consensus, locks } = cells
  if (!hasFreeCell(cells, rows, box)) throw new Refusal('edit.all_locked')
  const { from, to } = box
  const count = plan.horizon.count
  const out = new Float64Array(to - from)
  const keeper = new CellKeeper(consensus, count, from, to, rows.length)
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    values(at, out)
    const mixed = hasLock(locks, row, from, to)
    let kept = false
    for (let bucket = from; bucket < to; bucket++) {
      const value = out[bucket - from]!
      const cell = row * count + bucket
      if (consensus[cell] === value || (mixed && isLocked(locks, row, bucket))) continue
      if (!kept) keeper.keep(row)
      kept = true
      consensus[cell] = value
    }
  }
  return keeper.close()
}
