import { assertExact } from '../core/base/assert.js'
import { EVERYTHING, runStep } from '../core/plan/step.js'
import { bookStep } from './book-step.js'
import { type EntityTotal, entityTotal, type FamilyName, type LedgerIndex, type NamedTotal } from './ledger-index.js'
import { copyFloat64, type Memory, plainMemory } from './memory.js'
import type { FixedLine, FixedMoney, MoneyPlan } from './money-plan.js'
import { addUpByMonth } from './month-sums.js'
import { layOutLedger, type StockBookGiven } from './stock-layout.js'
import type { StockLedger } from './stock-ledger.js'

/** Flows of stock at standard cost, per entity × bucket: [entity × bucketCount + bucket]. */
export const STOCK_FLOWS = [
  'purchasesAtStandard',
  'producedAtStandard',
  'componentsAtStandard',
  'soldAtStandard',
  'expiredAtStandard',
  'transferVariance',
  'intercompanySoldCost',
  'intercompanyBoughtAtStandard',
  'revaluation',
] as const
export type StockFlow = (typeof STOCK_FLOWS)[number]

/** What an entity buys of a supplier, by bucket, without tax, in atoms of the entity's currency. */
export interface Purchases {
  readonly entity: number
  /** Position of the supplier, −1 when nobody knows whom it is bought from. */
  readonly supplier: number
  /** Of the plan's families, for the tax. */
  readonly family: string
  readonly category: string
  readonly amounts: Float64Array
}

/** Goods that change legal entity, by bucket of arrival. */
export interface EntityTransfer {
  readonly bucket: number
  readonly seller: number
  readonly buyer: number
  /** Leaf of the product tree. */
  readonly item: number
  readonly quantity: number
  /** In atoms of the seller's, and of the buyer's currency. */
  readonly costAtSeller: number
  readonly costAtBuyer: number
}

/** An entity's dealings in an item that also moves between entities: quantities by bucket. */
export interface TradedItem {
  readonly entity: number
  readonly item: number
  readonly opening: number
  readonly received: Float64Array
  readonly issued: Float64Array
}

export interface StockBook {
  readonly entityCount: number
  readonly bucketCount: number
  /** All stock an entity owns: on hand, on the way between its places, and on the way to customers who pay on delivery. */
  readonly opening: Float64Array
  readonly closing: Float64Array
  /** The part of `closing` that is on the way. */
  readonly onTheWay: Float64Array
  readonly flows: Readonly<Record<StockFlow, Float64Array>>
  readonly purchases: readonly Purchases[]
  readonly transfers: readonly EntityTransfer[]
  readonly tradedItems: readonly TradedItem[]
  /** Freight between our places, and what has expired (docs/specs/valuation.md, VA10 and VA11). */
  readonly fixed: readonly FixedMoney[]
  /** Quantity that left or came without a flow that says why, as a sum of sizes: 0 in a consistent plan. */
  readonly unexplainedUnits: number
}

/** A ledger with what its parts add up to. Its values are filled by `bookStep`. */
export interface OpenStockBook {
  readonly given: StockBookGiven
  readonly ledger: StockLedger
  readonly index: LedgerIndex
  /** Money of the totals that have not moved since it was read, by total. */
  readonly fixedOf: (readonly FixedMoney[])[]
}

/** Nothing is booked in it yet. */
export function openStockBook(given: StockBookGiven, memory: Memory): OpenStockBook {
  return { given, ...layOutLedger(given, memory), fixedOf: [] }
}

/** The same book over a copy of its plan and money. */
export function copyStockBook(
  { given, ledger, index, fixedOf }: OpenStockBook,
  plan: StockBookGiven['plan'],
  money: MoneyPlan,
  memory: Memory,
): OpenStockBook {
  return {
    given: { ...given, plan, money },
    ledger: {
      ...ledger,
      values: copyFloat64(memory, ledger.values),
      unexplained: copyFloat64(memory, ledger.unexplained),
      totals: copyFloat64(memory, ledger.totals),
      openSlots: memory.float64(ledger.openSlots.length),
      totalMoved: ledger.totalMoved.slice(),
    },
    index,
    fixedOf: [...fixedOf],
  }
}

/** The stock of every entity and everything that moves it, valued. The cubes must have been filled. */
export function bookStock(given: StockBookGiven): StockBook {
  const open = openStockBook(given, plainMemory)
  runStep(bookStep, { plan: given.plan, money: given.money, ledger: open.ledger }, EVERYTHING)
  return closeStockBook(open)
}

/** What has been booked, by its names. */
export function closeStockBook(open: OpenStockBook): StockBook {
  const { ledger, index, given } = open
  const { money } = given
  const { bucketCount } = money
  const entityCount = money.entities.length
  const total = (row: number): Float64Array => ledger.totals.slice(row * bucketCount, (row + 1) * bucketCount)
  const flow = (of: EntityTotal): Float64Array => byEntity(money, (entity) => total(entityTotal(entity, of)))
  const onTheWay = flow('onTheWay')
  const transfers = transfersOf(ledger, index, bucketCount)
  addDeliveries(flow('delivered'), bucketCount, onTheWay)
  return {
    entityCount,
    bucketCount,
    opening: openingOf(open),
    closing: flow('closing').map((value, at) => assertExact(value + onTheWay[at]!, 'stock value')),
    onTheWay,
    flows: {
      purchasesAtStandard: flow('bought'),
      producedAtStandard: flow('made'),
      componentsAtStandard: flow('components'),
      soldAtStandard: soldAtStandard(money),
      expiredAtStandard: expiredAtStandard(open),
      transferVariance: flow('variance'),
      ...soldBetweenEntities(transfers, entityCount, bucketCount),
      revaluation: flow('revaluation'),
    },
    purchases: index.purchases.map(({ name, total: row }) => ({ ...name, amounts: total(row) })),
    transfers,
    tradedItems: index.received.map(({ name, total: row }, at) => ({
      ...name,
      received: total(row),
      issued: total(index.issued[at]!.total),
    })),
    fixed: [...monthly(open, 'transferLogistics', index.freight), ...monthly(open, 'writeOffs', index.writeOffs)],
    unexplainedUnits: [...flow('unexplained'), ...ledger.unexplained].reduce((sum, units) => sum + units, 0),
  }
}

function byEntity({ entities, bucketCount }: MoneyPlan, bucketsOf: (entity: number) => Float64Array): Float64Array {
  const all = new Float64Array(entities.length * bucketCount)
  for (let entity = 0; entity < entities.length; entity++) all.set(bucketsOf(entity), entity * bucketCount)
  return all
}

function openingOf({ ledger: { items }, index }: OpenStockBook): Float64Array {
  const opening = index.openingOnHand.slice()
  items.pipelineEntity.forEach((entity, at) => {
    opening[entity]! += items.openingValue[at]!
  })
  return opening
}

function addCells(from: Float64Array, at: number, into: Float64Array, to: number, count: number): void {
  for (let cell = 0; cell < count; cell++) into[to + cell]! += from[at + cell]!
}

/** What is under way to customers at the end of a bucket is all that has been added up to it. */
function addDeliveries(delivered: Float64Array, bucketCount: number, onTheWay: Float64Array): void {
  for (let first = 0; first < delivered.length; first += bucketCount)
    for (let at = first, under = 0; at < first + bucketCount; at++) {
      under += delivered[at]!
      onTheWay[at]! += under
    }
}

function expiredAtStandard({ ledger, index, given: { money } }: OpenStockBook): Float64Array {
  const { bucketCount } = money
  const expired = new Float64Array(money.entities.length * bucketCount)
  for (const { name, total } of index.writeOffs)
    addCells(ledger.totals, total * bucketCount, expired, name.entity * bucketCount, bucketCount)
  return expired
}

/** Cost of sales is the P&L's own, so the two cannot differ. */
function soldAtStandard({ segments, segmentMoney, entities, bucketCount }: MoneyPlan): Float64Array {
  const sold = new Float64Array(entities.length * bucketCount)
  const cost = segmentMoney.standardCost
  if (cost !== null)
    segments.entity.forEach((entity, segment) => {
      addCells(cost, segment * bucketCount, sold, entity * bucketCount, bucketCount)
    })
  return sold
}

function transfersOf({ items, values }: StockLedger, { itemLeaf }: LedgerIndex, bucketCount: number): EntityTransfer[] {
  const { traded, seller, entity } = items.arriving
  const transfers: EntityTransfer[] = []
  for (let item = 0; item < items.count; item++)
    for (let bucket = 0; bucket < bucketCount; bucket++)
      for (let group = items.arrivingStart[item]!; group < items.arrivingStart[item + 1]!; group++) {
        if (traded[group]! < 0) continue
        const at = traded[group]! * bucketCount + bucket
        if (values[at] === 0) continue
        transfers.push({
          bucket,
          seller: seller[group]!,
          buyer: entity[group]!,
          item: itemLeaf[item]!,
          quantity: values[at]!,
          costAtSeller: values[at + bucketCount]!,
          costAtBuyer: values[at + 2 * bucketCount]!,
        })
      }
  return transfers
}

function soldBetweenEntities(transfers: readonly EntityTransfer[], entityCount: number, bucketCount: number) {
  const intercompanySoldCost = new Float64Array(entityCount * bucketCount)
  const intercompanyBoughtAtStandard = new Float64Array(entityCount * bucketCount)
  for (const { bucket, seller, buyer, costAtSeller, costAtBuyer } of transfers) {
    intercompanySoldCost[seller * bucketCount + bucket]! += costAtSeller
    intercompanyBoughtAtStandard[buyer * bucketCount + bucket]! += costAtBuyer
  }
  return { intercompanySoldCost, intercompanyBoughtAtStandard }
}

function monthly(open: OpenStockBook, line: FixedLine, groups: readonly NamedTotal<FamilyName>[]): FixedMoney[] {
  const { ledger, fixedOf } = open
  return groups.flatMap(({ name, total }) => {
    if (ledger.totalMoved[total] === 1) fixedOf[total] = monthsOf(open, line, name, total)
    ledger.totalMoved[total] = 0
    return fixedOf[total]!
  })
}

function monthsOf(
  { ledger, given: { money } }: OpenStockBook,
  line: FixedLine,
  { entity, country, family }: FamilyName,
  total: number,
): FixedMoney[] {
  const { bucketCount } = money
  const months = addUpByMonth(money, ledger.totals.subarray(total * bucketCount, (total + 1) * bucketCount))
  const fixed: FixedMoney[] = []
  months.forEach((amount, month) => {
    if (amount !== 0) fixed.push({ line, entity, country, account: -1, family, month, amount })
  })
  return fixed
}
