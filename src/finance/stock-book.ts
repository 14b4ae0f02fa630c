import type { Company } from '../core/network/company.js'
import type { SupplyOrder } from '../core/network/facts.js'
import { PRODUCTION, TRANSFER } from '../core/network/supply-network.js'
import type { Plan } from '../core/plan/plan.js'
import { entryOf } from './entry.js'
import { exactProduct, productDivisor } from './exact-product.js'
import { addLineMoney, divisorOfCubeRow, leafMoney } from './leaf-money.js'
import type { MoneyPlan, RateTable } from './money-plan.js'
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
  readonly plan: Plan
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

interface BookedRow {
  readonly row: number
  readonly entity: number
  readonly moves: RowMovements
}

function bookItem(desk: Desk, first: number, end: number): void {
  const { plan, entityOf, movements } = desk
  const rows: BookedRow[] = []
  for (let row = first; row < end; row++) {
    const moves = movements.read(row)
    const entity = entityOf[plan.rows.stock.location[row]!]!
    rows.push({ row, entity, moves })
    if (entity < 0) continue
    for (const origin of moves.origins) bookReceipts(desk, row, entity, origin)
    addValue(desk, row, entity, moves.toProduction, desk.flows.componentsAtStandard)
    for (const quantity of moves.unexplained) desk.tally.unexplained += Math.abs(quantity)
  }
  if (rows.some(({ moves }) => moves.origins.some((origin) => isTransfer(desk, origin)))) moveItem(desk, rows)
}

/** Purchases and production come into stock at standard; what a purchase costs is kept for its supplier. */
function bookReceipts(desk: Desk, row: number, entity: number, origin: Origin): void {
  if (isTransfer(desk, origin)) return
  if (origin.kind === PRODUCTION) {
    addValue(desk, row, entity, origin.quantity, desk.flows.producedAtStandard)
    return
  }
  addValue(desk, row, entity, origin.quantity, desk.flows.purchasesAtStandard)
  const { plan, company, money, bucketCount, prices, translateTo } = desk
  const product = company.products[plan.rows.stock.item[row]!]!
  const purchases = entryOf(
    desk.purchases,
    `${entity} ${origin.supplier} ${product.category}\u0001${product.family}`,
    () => ({
      entity,
      supplier: origin.supplier,
      family: product.family,
      category: product.category,
      amounts: new Float64Array(bucketCount),
    }),
  )
  const supplier = origin.supplier < 0 ? null : company.suppliers[origin.supplier]!.id
  const location = company.locations[plan.rows.stock.location[row]!]!.id
  const price = supplier === null ? null : prices.priceOf(supplier, product.id, location, translateTo[entity]!)
  const divisor = desk.divisor[entity]!
  for (let bucket = 0; bucket < money.bucketCount; bucket++) {
    const quantity = origin.quantity[bucket]!
    if (quantity === 0) continue
    purchases.amounts[bucket]! += exactProduct(quantity, price?.[bucket] ?? costIn(desk.cost, row, bucket), divisor)
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
      into[at + bucket]! += exactProduct(quantities[bucket]!, costIn(desk.cost, row, bucket), divisor)
}

function costIn(cost: RateTable, row: number, bucket: number): number {
  const rate = cost.rowOf[row]!
  return cost.values[cost.start[rate]! + cost.varies[rate]! * bucket]!
}

/** Goods of one item that have left one place of an entity and not arrived at another: quantity and value together. */
interface Pipeline {
  quantity: number
  value: number
}

/**
 * Moves an item between places. What leaves goes on the way at the sender's cost; what arrives comes off it in
 * proportion, and into the receiver's stock at the receiver's cost. Title passes on arrival.
 */
function moveItem(desk: Desk, rows: readonly BookedRow[]): void {
  const pipelines = openPipelines(desk, rows)
  const arrivals = rows.flatMap((to) =>
    to.moves.origins
      .filter((origin) => isTransfer(desk, origin))
      .map((origin) => ({ to, seller: desk.entityOf[origin.location]!, quantity: origin.quantity })),
  )
  const traded = arrivals.some(({ to, seller }) => to.entity >= 0 && to.entity !== seller)
  if (traded) desk.tradedItems.push(...tradesOf(desk, rows))
  for (let bucket = 0; bucket < desk.bucketCount; bucket++) {
    for (const { row, entity, moves } of rows) {
      const quantity = entity < 0 ? 0 : moves.toOtherRows[bucket]!
      if (quantity === 0) continue
      const pipeline = pipelines[entity]!
      pipeline.quantity += quantity
      pipeline.value += exactProduct(quantity, costIn(desk.cost, row, bucket), desk.divisor[entity]!)
    }
    for (const { to, seller, quantity } of arrivals)
      if (quantity[bucket] !== 0) arrive(desk, to, seller, quantity[bucket]!, bucket, pipelines[seller]!)
    pipelines.forEach((pipeline, entity) => {
      desk.onTheWay[entity * desk.bucketCount + bucket]! += pipeline.value
    })
  }
}

function arrive(desk: Desk, to: BookedRow, seller: number, quantity: number, bucket: number, from: Pipeline): void {
  const released = quantity >= from.quantity ? from.value : portion(from.value, quantity, from.quantity)
  if (quantity > from.quantity) desk.tally.unexplained += quantity - from.quantity
  from.quantity = Math.max(0, from.quantity - quantity)
  from.value -= released
  const { flows, bucketCount } = desk
  const costAtBuyer =
    to.entity < 0 ? 0 : exactProduct(quantity, costIn(desk.cost, to.row, bucket), desk.divisor[to.entity]!)
  if (to.entity === seller || to.entity < 0) {
    flows.transferVariance[seller * bucketCount + bucket]! += costAtBuyer - released
    return
  }
  flows.intercompanySoldCost[seller * bucketCount + bucket]! += released
  flows.intercompanyBoughtAtStandard[to.entity * bucketCount + bucket]! += costAtBuyer
  const item = desk.plan.rows.stock.item[to.row]!
  desk.transfers.push({ bucket, seller, buyer: to.entity, item, quantity, costAtSeller: released, costAtBuyer })
}

/** Transfers that had left before the plan day, at the cost of the place they left. */
function openPipelines(desk: Desk, rows: readonly BookedRow[]): Pipeline[] {
  const pipelines: Pipeline[] = Array.from({ length: desk.entityCount }, () => ({ quantity: 0, value: 0 }))
  for (const { from, row, quantity } of desk.movements.onTheWay.get(desk.plan.rows.stock.item[rows[0]!.row]!) ?? []) {
    const entity = desk.entityOf[from]!
    if (entity < 0) continue
    const sender = rows.find((each) => desk.plan.rows.stock.location[each.row] === from)?.row ?? row
    const value = exactProduct(quantity, costIn(desk.cost, sender, 0), desk.divisor[entity]!)
    pipelines[entity]!.quantity += quantity
    pipelines[entity]!.value += value
    desk.openingOnTheWay[entity]! += value
  }
  return pipelines
}

/** Quantities of an item by entity, for the profit the group makes with itself. */
function tradesOf(desk: Desk, rows: readonly BookedRow[]): TradedItem[] {
  const byEntity = new Map<number, { -readonly [Field in keyof TradedItem]: TradedItem[Field] }>()
  for (const { row, entity, moves } of rows) {
    if (entity < 0) continue
    const trade = entryOf(byEntity, entity, () => ({
      entity,
      item: desk.plan.rows.stock.item[row]!,
      opening: 0,
      received: new Float64Array(desk.bucketCount),
      issued: new Float64Array(desk.bucketCount),
    }))
    trade.opening += Math.max(0, desk.plan.network.openingStock[row]!)
    for (let bucket = 0; bucket < desk.bucketCount; bucket++) {
      trade.issued[bucket]! += moves.toCustomers[bucket]! + moves.toProduction[bucket]! + moves.unexplained[bucket]!
      for (const origin of moves.origins)
        if (!isTransfer(desk, origin)) trade.received[bucket]! += origin.quantity[bucket]!
    }
  }
  return [...byEntity.values()]
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
