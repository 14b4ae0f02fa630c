/**
 * The stock of every entity in parts that can be booked again alone, by any thread: blocks of stock rows, and the items
 * whose goods move between places. What a part books lies in *slots* of one value per bucket; where they are is settled
 * once, when the ledger is laid out, so that booking needs no names and no lists. Data only, big arrays shared.
 */

/** What the rows of a block book at standard cost, in atoms of their owner; the last three are quantities. */
export const BLOCK_LINES = [
  'closing',
  'revaluation',
  'bought',
  'made',
  'components',
  'expired',
  'freight',
  'tradeReceived',
  'tradeIssued',
  'unexplained',
] as const
export type BlockLine = (typeof BLOCK_LINES)[number]

/** What a receipt is to its row. */
export const NOTHING = 0
export const ARRIVES = 1
export const BUYS = 2
export const MAKES = 3

/** Neighbouring stock rows of one item, country and owner: block b has the rows [start[b], start[b + 1]). */
export interface LedgerBlocks {
  readonly count: number
  readonly start: Int32Array
  /** Position of the owner, −1 where it is somebody else's. */
  readonly entity: Int32Array
  /** Slot of each line at [block * BLOCK_LINES.length + line], −1 where the block never has it. */
  readonly lineSlot: Int32Array
  /** Its slots are [slotStart[b], slotEnd[b]). */
  readonly slotStart: Int32Array
  readonly slotEnd: Int32Array
  readonly ofRow: Int32Array
}

/** What sources of the network, or open supply orders, bring: what it is, where it is booked, at which price. */
export interface LedgerReceipts {
  readonly use: Uint8Array
  /** Quantity that arrives, or money that is paid for it. */
  readonly slot: Int32Array
  /** Row of `prices`, −1 = standard cost. */
  readonly price: Int32Array
  /** Row of `freightRates`, −1 = none. */
  readonly freight: Int32Array
}

/** What moves between places of one item. Places that share a cost move as one, so that a value is rounded once. */
export interface LedgerItems {
  readonly count: number
  readonly blockStart: Int32Array
  readonly ofBlock: Int32Array
  /** Leaving groups [leavingStart[i], leavingStart[i + 1]): owner, a row with the cost, slots by block. */
  readonly leavingStart: Int32Array
  readonly arrivingStart: Int32Array
  readonly leaving: LedgerGroups
  readonly arriving: LedgerGroups & {
    readonly seller: Int32Array
    /** First of three slots of goods that change entity: quantity, cost at the seller, cost at the buyer; else −1. */
    readonly traded: Int32Array
  }
  /** Slots of the item itself are [slotStart[i], slotEnd[i]). */
  readonly slotStart: Int32Array
  readonly slotEnd: Int32Array
  /** Owners with goods on the way [pipelineStart[i], pipelineStart[i + 1]); two slots each: on the way, variance. */
  readonly pipelineStart: Int32Array
  readonly pipelineEntity: Int32Array
  readonly pipelineSlot: Int32Array
  /** On the way on the plan day. */
  readonly openingQuantity: Float64Array
  readonly openingValue: Float64Array
}

/** Group g adds up the slots slots[slotStart[g] … slotStart[g + 1]). */
export interface LedgerGroups {
  readonly entity: Int32Array
  readonly row: Int32Array
  readonly slotStart: Int32Array
  readonly slots: Int32Array
}

export interface StockLedger {
  readonly blocks: LedgerBlocks
  readonly planned: LedgerReceipts
  /** Open supply orders: row r has the receipts [firmStart[r], firmStart[r + 1]), quantities by bucket. */
  readonly firm: LedgerReceipts
  readonly firmStart: Int32Array
  readonly firmQuantity: Float64Array
  /** Slot that takes what leaves a row for other places, −1 where nothing does. */
  readonly leavingSlot: Int32Array
  readonly prices: Float64Array
  /** Per kind of freight and month, millionths of the payer's currency. */
  readonly freightRates: Float64Array
  readonly items: LedgerItems
  /** Cube rows of customers who take control on delivery, and the slot of what is on the way to them. */
  readonly deliveryRow: Int32Array
  readonly deliverySlot: Int32Array
  readonly values: Float64Array
  /** Per item: quantities that arrived and had never left. */
  readonly unexplained: Float64Array
  /** Row of `totals` that each slot is part of, −1 where it is part of none. */
  readonly totalOf: Int32Array
  /** What has been booked, added up, at [total * bucketCount + bucket]; for whoever closes the book. */
  readonly totals: Float64Array
  /** Slots that are being booked, −1 after the last: the step tells its threads. Nothing of it outlives the step. */
  readonly openSlots: Float64Array
  /** Per total: 1 when something of it has been booked since it was read. */
  readonly totalMoved: Uint8Array
}
