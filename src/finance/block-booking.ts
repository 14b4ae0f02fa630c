/** Books the stock rows of a block: what they hold, receive and let go of, at standard cost. */
import { type SupplyPlan, splitOf } from '../core/supply/supply-state.js'
import { exactProduct, productDivisor } from './exact-product.js'
import { type MoneyPlan, type RateTable, rateIn } from './money-plan.js'
import {
  ARRIVES,
  BLOCK_LINES,
  type BlockLine,
  BUYS,
  type LedgerReceipts,
  MAKES,
  type StockLedger,
} from './stock-ledger.js'
import { type RowMovements, readMovements, roomForMovements } from './stock-movements.js'
import { addStockValue } from './stock-value.js'

/** What one thread books with. */
export interface BookingDesk {
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
  readonly ledger: StockLedger
  readonly cost: RateTable
  /** Per entity. */
  readonly divisor: Float64Array
  readonly moves: RowMovements
  /** First cell of each line of the block that is booked; below zero where the block does not have it. */
  readonly cellOf: Record<BlockLine, number>
}

export function openDesk(plan: SupplyPlan, money: MoneyPlan, ledger: StockLedger): BookingDesk {
  return {
    plan,
    money,
    ledger,
    cost: money.stockCost ?? noCost(plan.rows.stock.count),
    divisor: Float64Array.from(money.entities, ({ currency }) =>
      productDivisor(money.currencies[currency]!.atomDecimals),
    ),
    moves: roomForMovements(money.bucketCount),
    cellOf: Object.fromEntries(BLOCK_LINES.map((line) => [line, -1])) as Record<BlockLine, number>,
  }
}

/** The table of a company that gives no cost at all. */
export const noCost = (rows: number): RateTable => ({
  rowOf: new Int32Array(rows),
  start: Int32Array.of(0),
  varies: Uint8Array.of(0),
  values: new Float64Array(1),
})

/** Books a block from a bucket on; what it did before is booked. */
export function bookBlock(desk: BookingDesk, block: number, from: number): void {
  const { ledger, cellOf, money } = desk
  const { blocks, values } = ledger
  const count = money.bucketCount
  for (let slot = blocks.slotStart[block]!; slot < blocks.slotEnd[block]!; slot++)
    values.fill(0, slot * count + from, (slot + 1) * count)
  BLOCK_LINES.forEach((line, at) => {
    cellOf[line] = blocks.lineSlot[block * BLOCK_LINES.length + at]! * count
  })
  const entity = blocks.entity[block]!
  for (let row = blocks.start[block]!; row < blocks.start[block + 1]!; row++) bookRow(desk, row, entity, from)
}

function bookRow(desk: BookingDesk, row: number, entity: number, from: number): void {
  const { plan, ledger, money, moves, cellOf } = desk
  const count = money.bucketCount
  const { sourceStart } = plan.network
  for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
    const split = splitOf(plan, source)
    if (split !== null) bookReceipt(desk, row, entity, ledger.planned, source, split, 0, from)
    else bookReceipt(desk, row, entity, ledger.planned, source, plan.columns.receipts, row * count, from)
  }
  for (let firm = ledger.firmStart[row]!; firm < ledger.firmStart[row + 1]!; firm++)
    bookReceipt(desk, row, entity, ledger.firm, firm, ledger.firmQuantity, firm * count, from)
  if (entity < 0) return
  readMovements(plan, row, moves, from)
  if (moves.feeds.production) addValue(desk, row, entity, moves.toProduction, 0, cellOf.components, from)
  if (moves.feeds.transfers) addQuantity(desk, moves.toOtherRows, 0, ledger.leavingSlot[row]! * count, from)
  if (cellOf.expired >= 0) addValue(desk, row, entity, moves.expired, 0, cellOf.expired, from)
  for (let bucket = from; bucket < count; bucket++)
    ledger.values[cellOf.unexplained + bucket]! += Math.abs(moves.unexplained[bucket]!)
  if (cellOf.tradeIssued >= 0)
    for (const issue of [moves.toCustomers, moves.toProduction, moves.unexplained, moves.expired])
      addQuantity(desk, issue, 0, cellOf.tradeIssued, from)
  bookHolding(desk, row, entity, from)
}

function bookHolding(
  { plan, money, ledger, cost, divisor, cellOf }: BookingDesk,
  row: number,
  entity: number,
  from: number,
): void {
  const holding = {
    row,
    bucketCount: money.bucketCount,
    opening: plan.network.openingStock[row]!,
    closing: plan.columns.closing,
    cost,
    divisor: divisor[entity]!,
  }
  addStockValue(holding, ledger.values, cellOf.closing, cellOf.revaluation, from)
}

/** Purchases and production come into stock at standard; what a purchase costs is kept for its supplier. */
function bookReceipt(
  desk: BookingDesk,
  row: number,
  entity: number,
  receipts: LedgerReceipts,
  at: number,
  quantities: Float64Array,
  base: number,
  from: number,
): void {
  const { money, cellOf } = desk
  const count = money.bucketCount
  const use = receipts.use[at]!
  const slot = receipts.slot[at]! * count
  if (use === ARRIVES) addQuantity(desk, quantities, base, slot, from)
  else if (use === MAKES) addValue(desk, row, entity, quantities, base, cellOf.made, from)
  else if (use === BUYS) {
    addValue(desk, row, entity, quantities, base, cellOf.bought, from)
    payFor(desk, row, entity, receipts.price[at]!, quantities, base, slot, from)
  }
  if (use !== ARRIVES && cellOf.tradeReceived >= 0) addQuantity(desk, quantities, base, cellOf.tradeReceived, from)
  if (receipts.freight[at]! >= 0) payFreight(desk, entity, receipts.freight[at]!, quantities, base, from)
}

function payFor(
  { ledger, money, cost, divisor }: BookingDesk,
  row: number,
  entity: number,
  price: number,
  quantities: Float64Array,
  base: number,
  into: number,
  from: number,
): void {
  for (let bucket = from; bucket < money.bucketCount; bucket++) {
    const quantity = quantities[base + bucket]!
    if (quantity === 0) continue
    const rate = price < 0 ? rateIn(cost, row, bucket) : ledger.prices[price * money.bucketCount + bucket]!
    ledger.values[into + bucket]! += exactProduct(quantity, rate, divisor[entity]!)
  }
}

function payFreight(
  { ledger, money, divisor, cellOf }: BookingDesk,
  entity: number,
  freight: number,
  quantities: Float64Array,
  base: number,
  from: number,
): void {
  for (let bucket = from; bucket < money.bucketCount; bucket++) {
    const quantity = quantities[base + bucket]!
    if (quantity === 0) continue
    const rate = ledger.freightRates[freight * money.monthCount + money.monthOfBucket[bucket]!]!
    ledger.values[cellOf.freight + bucket]! += exactProduct(quantity, rate, divisor[entity]!)
  }
}

function addQuantity(
  { ledger: { values }, money }: BookingDesk,
  quantities: Float64Array,
  base: number,
  into: number,
  from: number,
): void {
  for (let bucket = from; bucket < money.bucketCount; bucket++) values[into + bucket]! += quantities[base + bucket]!
}

function addValue(
  { ledger, money, cost, divisor }: BookingDesk,
  row: number,
  entity: number,
  quantities: Float64Array,
  base: number,
  into: number,
  from: number,
): void {
  const { values } = ledger
  const rateRow = cost.rowOf[row]!
  const start = cost.start[rateRow]!
  const step = cost.varies[rateRow]!
  for (let bucket = from; bucket < money.bucketCount; bucket++) {
    const quantity = quantities[base + bucket]!
    if (quantity !== 0)
      values[into + bucket]! += exactProduct(quantity, cost.values[start + step * bucket]!, divisor[entity]!)
  }
}
