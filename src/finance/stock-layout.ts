/** Lays out the ledger of stock: what each stock row, source and open order is to its owner, and where it is booked. */
import type { Company } from '../core/network/company.js'
import type { SupplyOrder } from '../core/network/facts.js'
import { PRODUCTION, TRANSFER } from '../core/network/supply-network.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { noCost } from './block-booking.js'
import { listFamilies } from './cube-rows.js'
import { entryOf } from './entry.js'
import { exactProduct, productDivisor } from './exact-product.js'
import { openFreight } from './freight-rates.js'
import { layOutDeliveries } from './goods-in-delivery.js'
import { ItemLayout } from './item-layout.js'
import {
  ENTITY_TOTALS,
  entityTotal,
  type FamilyName,
  type LedgerIndex,
  type NamedTotal,
  type SupplierName,
  type TradeName,
} from './ledger-index.js'
import type { Memory } from './memory.js'
import { type MoneyPlan, type RateTable, rateIn } from './money-plan.js'
import { NumberList } from './number-list.js'
import { planTranslators } from './plan-translation.js'
import { readPurchasePrices } from './purchase-prices.js'
import { ARRIVES, BLOCK_LINES, type BlockLine, BUYS, MAKES, NOTHING, type StockLedger } from './stock-ledger.js'
import { readFeeds } from './stock-movements.js'
import { type FirmOrigin, type Origin, openFirmOrigins, plannedOrigin, transfersUnderWay } from './stock-origins.js'

export interface StockBookGiven {
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
  readonly company: Company
  readonly supplyOrders: readonly SupplyOrder[]
}

/** Small blocks follow an edit closely, large ones cost less to add up. */
const BLOCK_ROWS_MOST = 32

export function layOutLedger(given: StockBookGiven, memory: Memory): { ledger: StockLedger; index: LedgerIndex } {
  const layout = new Layout(given, memory)
  const { item, count } = given.plan.rows.stock
  for (let first = 0; first < count; ) {
    let end = first + 1
    while (end < count && item[end] === item[first]) end++
    layout.addItem(first, end)
    first = end
  }
  return layout.close()
}

class Layout {
  private readonly cost: RateTable
  private readonly firmOf: (row: number) => FirmOrigin[]
  private readonly familyOf: Int32Array
  private readonly items: ItemLayout
  private readonly prices: PriceRows
  private readonly freight
  private readonly blocks = { start: new NumberList(), entity: new NumberList(), lineSlot: new NumberList() }
  private readonly slotStart = new NumberList()
  private readonly slotEnd = new NumberList()
  private readonly blockOfRow: Int32Array
  private readonly planned
  private readonly firm = { use: new NumberList(), slot: new NumberList(), price: new NumberList() }
  private readonly firmStart: Int32Array
  private readonly firmQuantity: Float64Array[] = []
  private readonly leavingSlot: Int32Array
  private readonly purchases = new Map<string, NamedTotal<SupplierName>>()
  private readonly freightOf = new Map<string, NamedTotal<FamilyName>>()
  private readonly writeOffsOf = new Map<string, NamedTotal<FamilyName>>()
  private readonly received: NamedTotal<TradeName>[] = []
  private readonly issued: NamedTotal<TradeName>[] = []
  private trades = new Map<number, { opening: number; received: number; issued: number }>()
  private readonly purchaseSlots = new Map<number, number>()
  private readonly openingOnHand: Float64Array
  private readonly feeds = { transfers: false, production: false }
  private readonly totalOf = new NumberList()
  private totals: number

  constructor(
    private readonly given: StockBookGiven,
    private readonly memory: Memory,
  ) {
    const { plan, money, company, supplyOrders } = given
    const rows = plan.rows.stock.count
    const sources = plan.network.sourceKind.length
    const locations = company.locations.length
    this.cost = money.stockCost ?? noCost(rows)
    this.firmOf = openFirmOrigins(plan, supplyOrders, locations)
    this.familyOf = listFamilies(company).familyOf
    this.items = new ItemLayout(plan, money, this.cost, transfersUnderWay(plan, locations, this.firmOf), this.takeSlot)
    this.totals = money.entities.length * ENTITY_TOTALS.length
    this.prices = new PriceRows(given)
    this.freight = openFreight(company, money)
    this.blockOfRow = memory.int32(rows)
    this.planned = {
      use: new Uint8Array(sources),
      slot: new Int32Array(sources).fill(-1),
      price: new Int32Array(sources).fill(-1),
      freight: new Int32Array(sources).fill(-1),
    }
    this.firmStart = new Int32Array(rows + 1)
    this.leavingSlot = new Int32Array(rows).fill(-1)
    this.openingOnHand = new Float64Array(money.entities.length)
  }

  addItem(first: number, end: number): void {
    const { plan, money, company } = this.given
    const { location } = plan.rows.stock
    const isTraded = money.entities.length > 1 && this.isTraded(first, end)
    this.items.open(first, end, this.blocks.start.count)
    this.trades = new Map()
    let before = -1
    for (let row = first; row < end; row++) {
      const entity = money.entityOfLocation[location[row]!]!
      const same =
        before >= 0 &&
        row - this.blocks.start.last < BLOCK_ROWS_MOST &&
        entity === this.blocks.entity.last &&
        plan.network.level[before] === plan.network.level[row] &&
        company.locations[location[before]!]!.country === company.locations[location[row]!]!.country
      if (!same) this.openBlock(row, entity)
      before = row
      this.blockOfRow[row] = this.blocks.start.count - 1
      this.addRow(row, entity, isTraded)
    }
    this.slotEnd.add(this.totalOf.count)
    this.items.close(this.totalOf.count)
    for (const [entity, { opening, received, issued }] of this.trades) {
      const name = { entity, item: plan.rows.stock.item[first]!, opening }
      this.received.push({ name, total: received })
      this.issued.push({ name, total: issued })
    }
  }

  close(): { ledger: StockLedger; index: LedgerIndex } {
    const { plan, money } = this.given
    const { memory } = this
    const count = this.blocks.start.count
    this.blocks.start.add(plan.rows.stock.count)
    const deliveries = layOutDeliveries(money, this.takeSlot)
    const { items, itemLeaf } = this.items.result(count)
    const ledger: StockLedger = {
      blocks: {
        count,
        start: this.blocks.start.toInt32(),
        entity: this.blocks.entity.toInt32(),
        lineSlot: this.blocks.lineSlot.toInt32(),
        slotStart: this.slotStart.toInt32(),
        slotEnd: this.slotEnd.toInt32(),
        ofRow: this.blockOfRow,
      },
      planned: this.planned,
      firm: {
        use: Uint8Array.from(this.firm.use.toInt32()),
        slot: this.firm.slot.toInt32(),
        price: this.firm.price.toInt32(),
        freight: new Int32Array(this.firm.use.count).fill(-1),
      },
      firmStart: this.firmStart,
      firmQuantity: joined(this.firmQuantity, money.bucketCount),
      leavingSlot: this.leavingSlot,
      prices: this.prices.rates(),
      freightRates: this.freight.rates(),
      items,
      ...deliveries,
      values: memory.float64(this.totalOf.count * money.bucketCount),
      unexplained: memory.float64(items.count),
      totalOf: this.totalOf.toInt32(),
      totals: memory.float64(this.totals * money.bucketCount),
      openSlots: memory.float64(this.totalOf.count + 1),
      totalMoved: new Uint8Array(this.totals).fill(1),
    }
    const index = {
      purchases: [...this.purchases.values()],
      freight: [...this.freightOf.values()],
      writeOffs: [...this.writeOffsOf.values()],
      received: this.received,
      issued: this.issued,
      itemLeaf,
      openingOnHand: this.openingOnHand,
    }
    return { ledger, index }
  }

  private openBlock(row: number, entity: number): void {
    if (this.slotStart.count > this.slotEnd.count) this.slotEnd.add(this.totalOf.count)
    this.blocks.start.add(row)
    this.blocks.entity.add(entity)
    for (const _ of BLOCK_LINES) this.blocks.lineSlot.add(-1)
    this.slotStart.add(this.totalOf.count)
    this.purchaseSlots.clear()
    this.items.openBlock()
  }

  private addRow(row: number, entity: number, isTraded: boolean): void {
    const { plan } = this.given
    const { network } = plan
    const freight = entity >= 0 && this.paysFreight(row)
    for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++) {
      const { use, slot, price } = this.receipt(row, entity, plannedOrigin(plan, source))
      this.planned.use[source] = use
      this.planned.slot[source] = slot
      this.planned.price[source] = price
      if (freight && network.sourceKind[source] === TRANSFER)
        this.planned.freight[source] = this.freight.rowOf(network.sourceLane[source]!, entity)
    }
    for (const origin of this.firmOf(row)) {
      const { use, slot, price } = this.receipt(row, entity, origin)
      this.firm.use.add(use)
      this.firm.slot.add(slot)
      this.firm.price.add(price)
      this.firmQuantity.push(origin.quantity)
    }
    this.firmStart[row + 1] = this.firm.use.count
    if (entity >= 0) this.addOwned(row, entity, isTraded, freight)
  }

  private addOwned(row: number, entity: number, isTraded: boolean, freight: boolean): void {
    const { plan, money, company } = this.given
    const { item, location } = plan.rows.stock
    const name = (): FamilyName => ({
      entity,
      country: company.locations[location[row]!]!.country,
      family: this.familyOf[item[row]!]!,
    })
    if (freight) this.line('freight', () => this.totalFor(this.freightOf, name()))
    readFeeds(plan, row, this.feeds)
    if (this.feeds.production) this.line('components')
    if (this.feeds.transfers) this.leavingSlot[row] = this.items.leave(row, entity)
    if (plan.network.lotStart[row] !== plan.network.lotStart[row + 1]) {
      if (money.stockCost === null) this.line('expired')
      else this.line('expired', () => this.totalFor(this.writeOffsOf, name()))
    }
    this.line('closing')
    this.line('unexplained')
    if (this.cost.varies[this.cost.rowOf[row]!] === 1) this.line('revaluation')
    const opening = Math.max(0, plan.network.openingStock[row]!)
    const divisor = productDivisor(money.currencies[money.entities[entity]!.currency]!.atomDecimals)
    this.openingOnHand[entity]! += exactProduct(opening, rateIn(this.cost, row, 0), divisor)
    if (isTraded) this.trade(entity, opening)
  }

  /** What goods of an origin are to a row. What comes from a place of somebody else's counts as bought. */
  private receipt(row: number, entity: number, origin: Origin): { use: number; slot: number; price: number } {
    const { money } = this.given
    if (isTransfer(money, origin)) {
      const seller = money.entityOfLocation[origin.location]!
      return { use: ARRIVES, slot: this.items.arrive(row, entity, seller), price: -1 }
    }
    if (entity < 0) return { use: NOTHING, slot: -1, price: -1 }
    if (origin.kind === PRODUCTION) return { use: MAKES, slot: this.line('made'), price: -1 }
    this.line('bought')
    return {
      use: BUYS,
      slot: this.purchaseSlot(row, entity, origin.supplier),
      price: this.prices.rowOf(row, entity, origin.supplier),
    }
  }

  private purchaseSlot(row: number, entity: number, supplier: number): number {
    return entryOf(this.purchaseSlots, supplier, () => {
      const { plan, company } = this.given
      const { family, category } = company.products[plan.rows.stock.item[row]!]!
      const purchases = entryOf(this.purchases, `${entity} ${supplier} ${category}\u0001${family}`, () => ({
        name: { entity, supplier, family, category },
        total: this.totals++,
      }))
      return this.takeSlot(purchases.total)
    })
  }

  private readonly takeSlot = (total: number): number => {
    this.totalOf.add(total)
    return this.totalOf.count - 1
  }

  /** The slot of a line of the block that is open; part of its owner's total unless another is said. */
  private line(line: BlockLine, totalFor = () => entityTotal(this.blocks.entity.last, line)): number {
    const at = (this.blocks.start.count - 1) * BLOCK_LINES.length + BLOCK_LINES.indexOf(line)
    if (this.blocks.lineSlot.at(at) < 0) this.blocks.lineSlot.set(at, this.takeSlot(totalFor()))
    return this.blocks.lineSlot.at(at)
  }

  private totalFor(of: Map<string, NamedTotal<FamilyName>>, name: FamilyName): number {
    const key = `${name.entity} ${name.country} ${name.family}`
    return entryOf(of, key, () => ({ name, total: this.totals++ })).total
  }

  private trade(entity: number, opening: number): void {
    const trade = entryOf(this.trades, entity, () => ({
      opening: 0,
      received: this.totals++,
      issued: this.totals++,
    }))
    trade.opening += opening
    this.line('tradeReceived', () => trade.received)
    this.line('tradeIssued', () => trade.issued)
  }

  private paysFreight(row: number): boolean {
    const { plan, company } = this.given
    const { sourceStart, sourceKind, sourceLane } = plan.network
    for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++)
      if (sourceKind[source] === TRANSFER && (company.lanes[sourceLane[source]!]?.costPerUnit ?? 0) !== 0) return true
    return false
  }

  /** Whether an item changes entity at all. */
  private isTraded(first: number, end: number): boolean {
    const { plan, money } = this.given
    const { sourceStart } = plan.network
    const changes = (row: number, origin: Origin): boolean => {
      const buyer = money.entityOfLocation[plan.rows.stock.location[row]!]!
      return buyer >= 0 && isTransfer(money, origin) && money.entityOfLocation[origin.location] !== buyer
    }
    for (let row = first; row < end; row++) {
      for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++)
        if (changes(row, plannedOrigin(plan, source))) return true
      if (this.firmOf(row).some((origin) => changes(row, origin))) return true
    }
    return false
  }
}

/** Goods that come from a place of our own. */
const isTransfer = ({ entityOfLocation }: MoneyPlan, { kind, location }: Origin): boolean =>
  kind === TRANSFER && location >= 0 && entityOfLocation[location]! >= 0

/** Purchase prices that were asked for, each once. */
class PriceRows {
  private readonly book
  private readonly translateTo
  private readonly rows = new Map<Float64Array, number>()

  constructor(private readonly given: StockBookGiven) {
    const { company, plan, money } = given
    const translators = planTranslators(money)
    this.book = readPurchasePrices(company, plan.horizon)
    this.translateTo = money.entities.map(({ currency }) => translators(money.currencies[currency]!.code))
  }

  rowOf(stockRow: number, entity: number, supplier: number): number {
    if (supplier < 0) return -1
    const { company, plan } = this.given
    const { item, location } = plan.rows.stock
    const price = this.book.priceOf(
      company.suppliers[supplier]!.id,
      company.products[item[stockRow]!]!.id,
      company.locations[location[stockRow]!]!.id,
      this.translateTo[entity]!,
    )
    return price === null ? -1 : entryOf(this.rows, price, () => this.rows.size)
  }

  rates(): Float64Array {
    return joined([...this.rows.keys()], this.given.money.bucketCount)
  }
}

function joined(rows: readonly Float64Array[], length: number): Float64Array {
  const all = new Float64Array(rows.length * length)
  rows.forEach((row, at) => {
    all.set(row, at * length)
  })
  return all
}
