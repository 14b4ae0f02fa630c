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

/** Units are blocks, then deliveries, then items, numbered one after the other. */
export const bookStep: Step<BookedPlan> = {
  name: 'book',
  reads: ['constrained', 'receipts', 'closing'],
  writes: [],
  *phases({ money, ledger }, dirty) {
    const { blocks, items, deliveryRow } = ledger
    const touched = blocksOf(ledger, dirty.stock)
    const whole = dirty.stock === 'all'
    const deliveries = deliveriesOf(money, ledger, dirty.demand)
    const units = new Int32Array(touched.length + deliveries.length)
    units.set(touched)
    units.set(
      deliveries.map((delivery) => blocks.count + delivery),
      touched.length,
    )
    const marks = new RowMarks(items.count)
    for (const block of touched) marks.add(items.ofBlock[block]!)
    const moved = marks.sorted()
    const parts = { blocks: touched, items: moved, deliveries }
    addToTotals(money, ledger, parts, -1)
    yield whole ? { units } : { units, buckets: WHERE_MOVED }
    yield { units: moved.map((item) => blocks.count + deliveryRow.length + item) }
    addToTotals(money, ledger, parts, 1)
    return dirty
  },
  run({ plan, money, ledger }, part, { from }) {
    const desk = openDesk(plan, money, ledger)
    const items = ledger.blocks.count + ledger.deliveryRow.length
    for (const unit of part)
      if (unit >= items) bookItem(desk, unit - items)
      else if (unit >= ledger.blocks.count) bookDelivery(plan, money, ledger, unit - ledger.blocks.count)
      else bookBlock(desk, unit, from < 0 ? takeMovedFrom(plan, ledger, unit) : 0)
  },
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

/** Takes what parts have booked off the totals, or adds it to them. */
function addToTotals(
  { bucketCount }: MoneyPlan,
  ledger: StockLedger,
  parts: { blocks: Int32Array; items: Int32Array; deliveries: Int32Array },
  sign: 1 | -1,
): void {
  const { values, totalOf, totals, totalMoved, blocks, items } = ledger
  const add = (first: number, end: number): void => {
    for (let slot = first; slot < end; slot++) {
      const into = totalOf[slot]! * bucketCount
      if (into < 0) continue
      totalMoved[totalOf[slot]!] = 1
      const from = slot * bucketCount
      for (let bucket = 0; bucket < bucketCount; bucket++) totals[into + bucket]! += sign * values[from + bucket]!
    }
  }
  for (const block of parts.blocks) add(blocks.slotStart[block]!, blocks.slotEnd[block]!)
  for (const item of parts.items) add(items.slotStart[item]!, items.slotEnd[item]!)
  for (const delivery of parts.deliveries) add(ledger.deliverySlot[delivery]!, ledger.deliverySlot[delivery]! + 1)
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
