/** Books the stock of an entity part by part: blocks of stock rows, then the items that move between them. */
import { RowMarks, type RowSet, rowsOf } from '../core/plan/row-set.js'
import type { Buckets, Step } from '../core/plan/step.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { bookBlock, openDesk } from './block-booking.js'
import { bookDelivery } from './goods-in-delivery.js'
import { bookItem } from './item-booking.js'
import type { MoneyPlan } from './money-plan.js'
import type { StockLedger } from './stock-ledger.js'

export interface BookedPlan {
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
  readonly ledger: StockLedger
}

/** Asks for every block from where it has moved. */
const WHERE_MOVED: Buckets = { from: -1, to: -1 }

/** Buckets of the totals that one unit adds up, and slots that are worth sharing that with other threads. */
const BUCKETS_PER_SLICE = 8
const SLOTS_TO_SHARE = 2000

/**
 * Units are blocks, deliveries, items, slices of buckets whose totals lose what the open slots hold, and slices that get
 * what they hold then, numbered one after the other.
 */
export const bookStep: Step<BookedPlan> = {
  name: 'book',
  reads: ['constrained', 'receipts', 'closing'],
  writes: [],
  *phases({ money, ledger }, dirty) {
    const { blocks, items } = ledger
    const touched = blocksOf(ledger, dirty.stock)
    const deliveries = deliveriesOf(money, ledger, dirty.demand)
    const marks = new RowMarks(items.count)
    for (const block of touched) marks.add(items.ofBlock[block]!)
    const moved = marks.sorted()
    const { itemsFrom, takeFrom, addFrom, slices } = unitsOf(money, ledger)
    const open = openSlots(ledger, { blocks: touched, items: moved, deliveries })
    const partLeast = open < SLOTS_TO_SHARE ? slices.length : 1
    yield { units: slices.map((slice) => takeFrom + slice), partLeast }
    const units = new Int32Array(touched.length + deliveries.length)
    units.set(touched)
    units.set(
      deliveries.map((delivery) => blocks.count + delivery),
      touched.length,
    )
    yield dirty.stock === 'all' ? { units } : { units, buckets: WHERE_MOVED }
    yield { units: moved.map((item) => itemsFrom + item) }
    yield { units: slices.map((slice) => addFrom + slice), partLeast }
    return dirty
  },
  run({ plan, money, ledger }, part, { from }) {
    const desk = openDesk(plan, money, ledger)
    const { itemsFrom, takeFrom, addFrom } = unitsOf(money, ledger)
    for (const unit of part)
      if (unit >= addFrom) addToTotals(money, ledger, unit - addFrom, 1)
      else if (unit >= takeFrom) addToTotals(money, ledger, unit - takeFrom, -1)
      else if (unit >= itemsFrom) bookItem(desk, unit - itemsFrom)
      else if (unit >= ledger.blocks.count) bookDelivery(plan, money, ledger, unit - ledger.blocks.count)
      else bookBlock(desk, unit, from < 0 ? takeMovedFrom(plan, ledger, unit) : 0)
  },
}

function unitsOf({ bucketCount }: MoneyPlan, { blocks, deliveryRow, items }: StockLedger) {
  const slices = Int32Array.from({ length: Math.ceil(bucketCount / BUCKETS_PER_SLICE) }, (_, slice) => slice)
  const itemsFrom = blocks.count + deliveryRow.length
  const takeFrom = itemsFrom + items.count
  return { slices, itemsFrom, takeFrom, addFrom: takeFrom + slices.length }
}

/** The first bucket in which a row of the block has moved; from now on nothing of it has. */
function takeMovedFrom({ supply, horizon }: SupplyPlan, { blocks }: StockLedger, block: number): number {
  let from = horizon.count
  for (let row = blocks.start[block]!; row < blocks.start[block + 1]!; row++) {
    from = Math.min(from, supply.movedFrom[row]!)
    supply.movedFrom[row] = horizon.count
  }
  return from
}

/** Lists the slots of these parts that are part of a total; gives how many. */
function openSlots(
  { blocks, items, deliverySlot, totalOf, totalMoved, openSlots: listed }: StockLedger,
  parts: { blocks: Int32Array; items: Int32Array; deliveries: Int32Array },
): number {
  let count = 0
  const list = (first: number, end: number): void => {
    for (let slot = first; slot < end; slot++) {
      if (totalOf[slot]! < 0) continue
      totalMoved[totalOf[slot]!] = 1
      listed[count++] = slot
    }
  }
  for (const block of parts.blocks) list(blocks.slotStart[block]!, blocks.slotEnd[block]!)
  for (const item of parts.items) list(items.slotStart[item]!, items.slotEnd[item]!)
  for (const delivery of parts.deliveries) list(deliverySlot[delivery]!, deliverySlot[delivery]! + 1)
  listed[count] = -1
  return count
}

/** Takes what the open slots hold in a slice of buckets off the totals, or adds it to them. */
function addToTotals(
  { bucketCount }: MoneyPlan,
  { values, totalOf, totals, openSlots: listed }: StockLedger,
  slice: number,
  sign: 1 | -1,
): void {
  const from = slice * BUCKETS_PER_SLICE
  const to = Math.min(from + BUCKETS_PER_SLICE, bucketCount)
  for (let at = 0; listed[at]! >= 0; at++) {
    const source = listed[at]! * bucketCount
    const into = totalOf[listed[at]!]! * bucketCount
    for (let bucket = from; bucket < to; bucket++) totals[into + bucket]! += sign * values[source + bucket]!
  }
}

function blocksOf({ blocks }: StockLedger, rows: RowSet): Int32Array {
  if (rows === 'all') return rowsOf('all', blocks.count)
  const marks = new RowMarks(blocks.count)
  for (const row of rows) marks.add(blocks.ofRow[row]!)
  return marks.sorted()
}

function deliveriesOf(money: MoneyPlan, { deliveryRow }: StockLedger, demand: RowSet): Int32Array {
  const all = rowsOf('all', deliveryRow.length)
  if (demand === 'all' || deliveryRow.length === 0) return all
  const touched = new Uint8Array(money.cube.count)
  for (const row of demand) if (money.cubeRowOf[row]! >= 0) touched[money.cubeRowOf[row]!] = 1
  return all.filter((delivery) => touched[deliveryRow[delivery]!] === 1)
}
