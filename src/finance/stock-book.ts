import type { Company } from '../core/network/company.js'
import type { SupplyOrder } from '../core/network/facts.js'
import { PRODUCTION, TRANSFER } from '../core/network/supply-network.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { entryOf } from './entry.js'
import { exactProduct, productDivisor } from './exact-product.js'
import { addLineMoney, divisorOfCubeRow, leafMoney } from './leaf-money.js'
import { type MoneyPlan, type RateTable, rateIn } from './money-plan.js'
import { planTranslators } from './plan-translation.js'
import { portion } from './portion.js'
import { readPurchasePrices } from './purchase-prices.js'
import { type Origin, type RowMovements, readMovements } from './stock-movements.js'
import { valueStock } from './stock-value.js'

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
  /** Position in the plan's families, for the tax. */
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
  /** Quantity that left or came without a flow that says why, as a sum of sizes: 0 in a consistent plan. */
  readonly unexplainedUnits: number
}

export interface StockBookGiven {
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
  readonly company: Company
  readonly supplyOrders: readonly SupplyOrder[]
}

/** The stock of every entity and everything that moves it, valued. Goes through the stock rows item by item. */
export function bookStock(given: StockBookGiven): StockBook {
  const desk = openDesk(given)
  const { plan } = given
  const { item, count } = plan.rows.stock
  for (let first = 0; first < count; ) {
    let end = first + 1
    while (end < count && item[end] === item[first]) end++
    bookItem(desk, first, end)
    first = end
  }
  bookSales(desk)
  return closeBook(desk)
}

type Desk = ReturnType<typeof openDesk>

function openDesk({ plan, money, company, supplyOrders }: StockBookGiven) {
  const bucketCount = plan.horizon.count
  const entityCount = money.entities.length
  const perEntity = (): Float64Array => new Float64Array(entityCount * bucketCount)
  const codeOf = money.entities.map((entity) => money.currencies[entity.currency]!.code)
  const translators = planTranslators(money)
  return {
    plan,
    money,
    company,
    bucketCount,
    buckets: (): Float64Array => new Float64Array(bucketCount),
    entityCount,
    entityOf: money.entityOfLocation,
    cost: money.stockCost ?? noCost(plan.rows.stock.count),
    divisor: Float64Array.from(money.entities, (entity) =>
      productDivisor(money.currencies[entity.currency]!.atomDecimals),
    ),
    translateTo: codeOf.map((code) => translators(code)),
    prices: readPurchasePrices(company, plan.horizon),
    movements: readMovements(plan, company, supplyOrders),
    flows: Object.fromEntries(STOCK_FLOWS.map((flow) => [flow, perEntity()])) as Record<StockFlow, Float64Array>,
    openingOnTheWay: new Float64Array(entityCount),
    onTheWay: perEntity(),
    purchases: new Map<string, Purchases>(),
    transfers: [] as EntityTransfer[],
    tradedItems: [] as TradedItem[],
    tally: { unexplained: 0 },
  }
}

const noCost = (rows: number): RateTable => ({
  rowOf: new Int32Array(rows),
  start: Int32Array.of(0),
  varies: Uint8Array.of(0),
  values: new Float64Array(1),
})

/** What leaves for other places, and what arrives from them: quantities of an item by bucket that share a cost. */
interface Leaving {
  readonly entity: number
  /** A stock row with the cost that they share. */
  readonly row: number
  readonly quantity: Float64Array
}
interface Arriving extends Leaving {
  readonly seller: number
}

function bookItem(desk: Desk, first: number, end: number): void {
  const { plan, entityOf, movements, cost } = desk
  const leaving = new Map<number, Leaving>()
  const arriving = new Map<number, Arriving>()
  const trades = desk.entityCount > 1 ? new Map<number, Trade>() : null
  for (let row = first; row < end; row++) {
    const entity = entityOf[plan.rows.stock.location[row]!]!
    const moves = movements.read(row)
    for (const origin of moves.origins) {
      if (isTransfer(desk, origin)) {
        const seller = entityOf[origin.location]!
        const key = (cost.rowOf[row]! * desk.entityCount + seller) * (desk.entityCount + 1) + entity + 1
        addTo(
          entryOf(arriving, key, () => ({ entity, seller, row, quantity: desk.buckets() })).quantity,
          origin.quantity,
        )
      } else if (entity >= 0) bookReceipts(desk, row, entity, origin)
    }
    if (entity < 0) continue
    if (moves.feeds.production) addValue(desk, row, entity, moves.toProduction, desk.flows.componentsAtStandard)
    if (moves.feeds.transfers) {
      const key = cost.rowOf[row]! * desk.entityCount + entity
      addTo(entryOf(leaving, key, () => ({ entity, row, quantity: desk.buckets() })).quantity, moves.toOtherRows)
    }
    if (moves.expired !== null) addValue(desk, row, entity, moves.expired, desk.flows.expiredAtStandard)
    for (const quantity of moves.unexplained) desk.tally.unexplained += Math.abs(quantity)
    if (trades !== null) addTrade(desk, trades, row, entity, moves)
  }
  if (arriving.size > 0 || leaving.size > 0) moveItem(desk, first, end, [...leaving.values()], [...arriving.values()])
  if (trades !== null && [...arriving.values()].some(({ entity, seller }) => entity >= 0 && entity !== seller))
    desk.tradedItems.push(...trades.values())
}

function addTo(sum: Float64Array, quantities: Float64Array): void {
  for (let bucket = 0; bucket < sum.length; bucket++) sum[bucket]! += quantities[bucket]!
}

/** Purchases and production come into stock at standard; what a purchase costs is kept for its supplier. */
function bookReceipts(desk: Desk, row: number, entity: number, origin: Origin): void {
  if (origin.kind === PRODUCTION) {
    addValue(desk, row, entity, origin.quantity, desk.flows.producedAtStandard)
    return
  }
  addValue(desk, row, entity, origin.quantity, desk.flows.purchasesAtStandard)
  const { plan, company, money, prices, translateTo } = desk
  const product = company.products[plan.rows.stock.item[row]!]!
  const purchases = entryOf(
    desk.purchases,
    `${entity} ${origin.supplier} ${product.category}\u0001${product.family}`,
    () => ({
      entity,
      supplier: origin.supplier,
      family: product.family,
      category: product.category,
      amounts: desk.buckets(),
    }),
  )
  const supplier = origin.supplier < 0 ? null : company.suppliers[origin.supplier]!.id
  const location = company.locations[plan.rows.stock.location[row]!]!.id
  const price = supplier === null ? null : prices.priceOf(supplier, product.id, location, translateTo[entity]!)
  const divisor = desk.divisor[entity]!
  for (let bucket = 0; bucket < money.bucketCount; bucket++) {
    const quantity = origin.quantity[bucket]!
    if (quantity === 0) continue
    purchases.amounts[bucket]! += exactProduct(quantity, price?.[bucket] ?? rateIn(desk.cost, row, bucket), divisor)
  }
}

/** Goods that come from a place of our own. What comes from somebody else's counts as bought. */
const isTransfer = ({ entityOf }: Desk, { kind, location }: Origin): boolean =>
  kind === TRANSFER && location >= 0 && entityOf[location]! >= 0

function addValue(desk: Desk, row: number, entity: number, quantities: Float64Array, into: Float64Array): void {
  const at = entity * desk.bucketCount
  const divisor = desk.divisor[entity]!
  for (let bucket = 0; bucket < desk.bucketCount; bucket++)
    if (quantities[bucket] !== 0)
      into[at + bucket]! += exactProduct(quantities[bucket]!, rateIn(desk.cost, row, bucket), divisor)
}

/** Goods of one item that have left one place of an entity and not arrived at another: quantity and value together. */
interface Pipeline {
  quantity: number
  value: number
}

/**
 * Moves an item between places. What leaves goes on the way at the sender's cost; what arrives comes off it in
 * proportion, and into the receiver's stock at the receiver's cost. Title passes on arrival. Places that share a cost
 * move as one, so that a value is rounded once for all of them.
 */
function moveItem(
  desk: Desk,
  first: number,
  end: number,
  leaving: readonly Leaving[],
  arriving: readonly Arriving[],
): void {
  const pipelines = openPipelines(desk, first, end)
  for (let bucket = 0; bucket < desk.bucketCount; bucket++) {
    for (const { row, entity, quantity } of leaving) {
      if (quantity[bucket] === 0) continue
      const pipeline = pipelines[entity]!
      pipeline.quantity += quantity[bucket]!
      pipeline.value += exactProduct(quantity[bucket]!, rateIn(desk.cost, row, bucket), desk.divisor[entity]!)
    }
    for (const to of arriving) if (to.quantity[bucket] !== 0) arrive(desk, to, bucket, pipelines[to.seller]!)
    pipelines.forEach((pipeline, entity) => {
      desk.onTheWay[entity * desk.bucketCount + bucket]! += pipeline.value
    })
  }
}

function arrive(
  desk: Desk,
  { entity, seller, row, quantity: arrived }: Arriving,
  bucket: number,
  from: Pipeline,
): void {
  const quantity = arrived[bucket]!
  const released = quantity >= from.quantity ? from.value : portion(from.value, quantity, from.quantity)
  if (quantity > from.quantity) desk.tally.unexplained += quantity - from.quantity
  from.quantity = Math.max(0, from.quantity - quantity)
  from.value -= released
  const { flows, bucketCount } = desk
  const costAtBuyer = entity < 0 ? 0 : exactProduct(quantity, rateIn(desk.cost, row, bucket), desk.divisor[entity]!)
  if (entity === seller || entity < 0) {
    flows.transferVariance[seller * bucketCount + bucket]! += costAtBuyer - released
    return
  }
  flows.intercompanySoldCost[seller * bucketCount + bucket]! += released
  flows.intercompanyBoughtAtStandard[entity * bucketCount + bucket]! += costAtBuyer
  const item = desk.plan.rows.stock.item[row]!
  desk.transfers.push({ bucket, seller, buyer: entity, item, quantity, costAtSeller: released, costAtBuyer })
}

/** Transfers that had left before the plan day, at the cost of the place they left. */
function openPipelines(desk: Desk, first: number, end: number): Pipeline[] {
  const { item, location } = desk.plan.rows.stock
  const pipelines: Pipeline[] = Array.from({ length: desk.entityCount }, () => ({ quantity: 0, value: 0 }))
  for (const { from, row, quantity } of desk.movements.onTheWay.get(item[first]!) ?? []) {
    const entity = desk.entityOf[from]!
    if (entity < 0) continue
    let sender = first
    while (sender < end && location[sender] !== from) sender++
    const value = exactProduct(quantity, rateIn(desk.cost, sender < end ? sender : row, 0), desk.divisor[entity]!)
    pipelines[entity]!.quantity += quantity
    pipelines[entity]!.value += value
    desk.openingOnTheWay[entity]! += value
  }
  return pipelines
}

type Trade = { -readonly [Field in keyof TradedItem]: TradedItem[Field] }

/** Quantities of an item by entity, for the profit the group makes with itself. */
function addTrade(desk: Desk, trades: Map<number, Trade>, row: number, entity: number, moves: RowMovements): void {
  const item = desk.plan.rows.stock.item[row]!
  const trade = entryOf(trades, entity, () => ({
    entity,
    item,
    opening: 0,
    received: desk.buckets(),
    issued: desk.buckets(),
  }))
  trade.opening += Math.max(0, desk.plan.network.openingStock[row]!)
  for (const issue of [moves.toCustomers, moves.toProduction, moves.unexplained]) addTo(trade.issued, issue)
  if (moves.expired !== null) addTo(trade.issued, moves.expired)
  for (const origin of moves.origins) if (!isTransfer(desk, origin)) addTo(trade.received, origin.quantity)
}

/**
 * Cost of sales is the P&L's own, so the two cannot differ. Goods of customers who take control on delivery are ours
 * until then: shipped at standard cost, less what has been recognised, is on the way to them.
 */
function bookSales(desk: Desk): void {
  const { money, plan, bucketCount, flows, onTheWay } = desk
  const cost = money.cubeMoney.standardCost
  for (let cubeRow = 0; cubeRow < money.cube.count; cubeRow++) {
    const at = money.cube.entity[cubeRow]! * bucketCount
    for (let bucket = 0; bucket < bucketCount; bucket++)
      flows.soldAtStandard[at + bucket]! += cost === null ? 0 : cost[cubeRow * bucketCount + bucket]!
  }
  if (money.shifts.length === 0) return
  const shipped = new Float64Array(bucketCount)
  for (let row = 0; row < plan.rows.demand.count; row++) {
    const cubeRow = money.cubeRowOf[row]!
    if (money.shiftOf[row]! < 0 || cubeRow < 0) continue
    shipped.fill(0)
    const units = plan.columns.constrained.subarray(row * bucketCount, (row + 1) * bucketCount)
    addLineMoney(money, 'standardCost', row, units, divisorOfCubeRow(money, cubeRow), shipped, 0)
    const recognised = leafMoney(money, plan.columns, 'standardCost', row)
    const at = money.cube.entity[cubeRow]! * bucketCount
    let under = 0
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      under += shipped[bucket]! - recognised[bucket]!
      onTheWay[at + bucket]! += under
    }
  }
}

function closeBook(desk: Desk): StockBook {
  const { plan, cost, divisor, entityCount, bucketCount, entityOf, onTheWay } = desk
  const onHand = valueStock(
    {
      count: plan.rows.stock.count,
      bucketCount,
      closing: plan.columns.closing,
      opening: plan.network.openingStock,
      cost,
      owner: Int32Array.from(plan.rows.stock.location, (location) => entityOf[location]!),
      divisor,
    },
    entityCount,
  )
  desk.flows.revaluation.set(onHand.revaluation)
  return {
    entityCount,
    bucketCount,
    opening: onHand.opening.map((value, entity) => value + desk.openingOnTheWay[entity]!),
    closing: onHand.closing.map((value, at) => value + onTheWay[at]!),
    onTheWay,
    flows: desk.flows,
    purchases: [...desk.purchases.values()],
    transfers: desk.transfers,
    tradedItems: desk.tradedItems,
    unexplainedUnits: desk.tally.unexplained,
  }
}
