/** What has been done to the cells of a table and said about them, beside its numbers. */
import type { Access } from '../../../core/edit/access.js'
import { type Box, nodeAt, type PlacedBox } from '../../../core/edit/box.js'
import { rowsInBox } from '../../../core/edit/box-rows.js'
import { editedCells } from '../../../core/edit/edited-cells.js'
import type { EditState } from '../../../core/edit/fold.js'
import { hasLock, isLocked, type LockSet } from '../../../core/edit/lock-set.js'
import type { Grain } from '../../../core/plan/plan.js'
import type { SupplyPlan } from '../../../core/supply/supply-state.js'
import type { RowMarks } from '../living-plan.js'
import type { BucketPart } from './calendar-columns.js'
import type { Members } from './row-groups.js'
import type { Periods } from './table-periods.js'

/** What marks are taken from. */
export interface Marked {
  readonly edits: EditState
  /** What the open threads speak of that the viewer may read. */
  readonly threads: readonly Box[]
}

/** Rows of the plan under each row of a page. */
export interface PageMembers {
  readonly demand: readonly Int32Array[]
  readonly stock: readonly Int32Array[]
}

const LOCKED = { some: 1, all: 2 }

/** By row of the page; what is nowhere in a row is left out. */
export function marksOfPage(
  plan: SupplyPlan,
  { edits, threads }: Marked,
  page: PageMembers,
  periods: Periods,
  { measures }: Access,
): RowMarks[] {
  const seesVolume = measures.has('volume')
  const edited = seesVolume ? editedCells(edits) : null
  const comments = commentsOf(plan, threads, page, periods)
  const cells = cellsByPeriod(periods)
  return page.demand.map((rows, at) => ({
    ...named('locked', seesVolume ? shareOf(edits.locks, rows, periods, cells, LOCKED.all) : null),
    ...named('edited', edited === null ? null : shareOf(edited, rows, periods, cells, LOCKED.some)),
    ...named('comments', comments[at]!),
  }))
}

const named = <Name extends string>(name: Name, marks: readonly number[] | null) =>
  marks?.some((mark) => mark !== 0) ? ({ [name]: marks } as { readonly [_ in Name]: readonly number[] }) : {}

function cellsByPeriod({ ofBucket, parts, count }: Periods): Int32Array {
  const cells = new Int32Array(count)
  for (const period of ofBucket) if (period >= 0) cells[period]! += 1
  for (const { period } of parts) cells[period]! += 1
  return cells
}

/** By period: nothing of the rows' cells is in the set, something (1), or all of it (`whole`). */
function shareOf(set: LockSet, rows: Int32Array, periods: Periods, cells: Int32Array, whole: number) {
  const { ofBucket, parts, count } = periods
  const found = new Array<number>(count).fill(0)
  for (const row of rows) {
    if (!hasLock(set, row, 0, ofBucket.length)) continue
    for (let bucket = 0; bucket < ofBucket.length; bucket++)
      if (ofBucket[bucket]! >= 0 && isLocked(set, row, bucket)) found[ofBucket[bucket]!]! += 1
    for (const { bucket, period } of parts) if (isLocked(set, row, bucket)) found[period]! += 1
  }
  return found.map((many, period) => (many === 0 ? 0 : many === cells[period]! * rows.length ? whole : LOCKED.some))
}

/** How many of the threads speak of a cell of each row of the page in each period. */
function commentsOf(plan: SupplyPlan, threads: readonly Box[], page: PageMembers, periods: Periods): number[][] {
  const found = page.demand.map(() => new Array<number>(periods.count).fill(0))
  if (threads.length === 0) return found
  const placeOf = { demand: placesOnPage(plan, 'demand', page), stock: placesOnPage(plan, 'stock', page) }
  for (const thread of threads) {
    const box = placedLoosely(plan, thread)
    if (box === null) continue
    const rows = [...rowsOnPage(plan, 'demand', box, placeOf.demand)]
    // Stock has no customer: what is said about customers is not said about it.
    const ofStock = { ...box, firstCustomer: -1, endCustomer: thread.customer.length === 0 ? 0 : -1 }
    rows.push(...rowsOnPage(plan, 'stock', ofStock, placeOf.stock))
    const spoken = new Set(periods.ofBucket.subarray(box.from, box.to))
    for (const part of periods.parts) if (isSpokenOf(plan, thread, part)) spoken.add(part.period)
    for (const at of new Set(rows)) for (const period of spoken) if (period >= 0) found[at]![period]! += 1
  }
  return found
}

/** Words about days of a bucket that lies in several periods are about those in which the days lie. */
function isSpokenOf({ horizon }: SupplyPlan, { from, until }: Box, part: BucketPart): boolean {
  const start = horizon.firstDay[part.bucket]!
  return from < start + part.until && until > start + part.before
}

/** Place on the page of each row of the plan; −1 where it is not there. */
function placesOnPage(plan: SupplyPlan, grain: Grain, page: PageMembers): Int32Array {
  const placeOf = new Int32Array(plan.rows[grain].count).fill(-1)
  page[grain].forEach((rows, at) => {
    for (const row of rows) placeOf[row] = at
  })
  return placeOf
}

function* rowsOnPage(plan: SupplyPlan, grain: Grain, box: PlacedBox, placeOf: Int32Array): Generator<number> {
  for (const row of rowsInBox(plan.rows[grain], box)) if (placeOf[row]! >= 0) yield placeOf[row]!
}

/** Words may be about days in the middle of a bucket, and about what is not planned any more. */
function placedLoosely(plan: SupplyPlan, { product, location, customer, from, until }: Box): PlacedBox | null {
  const { horizon } = plan
  const nodes = [nodeAt(plan.product, product), nodeAt(plan.location, location), nodeAt(plan.customer, customer)]
  if (nodes.some((node) => node < 0)) return null
  const [ofProduct, ofLocation, ofCustomer] = nodes as [number, number, number]
  const first = horizon.firstDay.findIndex((day, bucket) => day + horizon.days[bucket]! > from)
  const end = horizon.firstDay.findLastIndex((day) => day < until) + 1
  if (first < 0 || end <= first) return null
  return {
    firstProduct: plan.product.firstLeaf[ofProduct]!,
    endProduct: plan.product.endLeaf[ofProduct]!,
    firstLocation: plan.location.firstLeaf[ofLocation]!,
    endLocation: plan.location.endLeaf[ofLocation]!,
    firstCustomer: plan.customer.firstLeaf[ofCustomer]!,
    endCustomer: plan.customer.endLeaf[ofCustomer]!,
    from: first,
    to: end,
  }
}

export const membersOf = ({ rows, start }: Members, group: number): Int32Array =>
  rows.subarray(start[group]!, start[group + 1]!)
