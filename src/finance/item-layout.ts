import type { SupplyPlan } from '../core/supply/supply-state.js'
import { entryOf } from './entry.js'
import { exactProduct, productDivisor } from './exact-product.js'
import type { NamedSlots, TradeName } from './ledger-index.js'
import { type MoneyPlan, type RateTable, rateIn } from './money-plan.js'
import { NumberList } from './number-list.js'
import type { LedgerItems } from './stock-ledger.js'
import type { UnderWay } from './stock-origins.js'

interface Group {
  readonly entity: number
  readonly seller: number
  /** A stock row with the cost that its places share. */
  readonly row: number
  readonly slots: number[]
}

interface Trade {
  opening: number
  readonly received: number[]
  readonly issued: number[]
}

/** Lays out, item by item, what leaves places, what arrives at them and what is on the way in between. */
export class ItemLayout {
  private readonly leaving = new GroupList()
  private readonly arriving = new GroupList()
  private readonly traded = new NumberList()
  private readonly blockStart = new NumberList()
  private readonly itemLeaf = new NumberList()
  private readonly pipelineStart = new NumberList()
  private readonly pipelines: { entity: number; slot: number; quantity: number; value: number }[] = []
  private readonly received: NamedSlots<TradeName>[] = []
  private readonly issued: NamedSlots<TradeName>[] = []
  private trades = new Map<number, Trade>()
  private first = 0
  private end = 0

  constructor(
    private readonly plan: SupplyPlan,
    private readonly money: MoneyPlan,
    private readonly cost: RateTable,
    private readonly underWay: ReadonlyMap<number, readonly UnderWay[]>,
  ) {}

  open(first: number, end: number, firstBlock: number): void {
    this.first = first
    this.end = end
    this.blockStart.add(firstBlock)
    this.itemLeaf.add(this.plan.rows.stock.item[first]!)
    this.leaving.openItem()
    this.arriving.openItem()
    this.trades = new Map()
  }

  openBlock(): void {
    this.leaving.openBlock()
    this.arriving.openBlock()
  }

  /** The slot of the block for what leaves a row. */
  leave(row: number, entity: number, takeSlot: () => number): number {
    const key = this.cost.rowOf[row]! * this.money.entities.length + entity
    return this.leaving.slot(key, () => ({ entity, seller: -1, row, slots: [] }), takeSlot)
  }

  /** The slot of the block for what arrives at a row. */
  arrive(row: number, entity: number, seller: number, takeSlot: () => number): number {
    const { length } = this.money.entities
    const key = (this.cost.rowOf[row]! * length + seller) * (length + 1) + entity + 1
    return this.arriving.slot(key, () => ({ entity, seller, row, slots: [] }), takeSlot)
  }

  trade(entity: number, opening: number, received: number, issued: number): void {
    const trade = entryOf(this.trades, entity, () => ({ opening: 0, received: [], issued: [] }))
    trade.opening += opening
    if (trade.received.at(-1) !== received) trade.received.push(received)
    if (trade.issued.at(-1) !== issued) trade.issued.push(issued)
  }

  /** Takes the slots of the item itself from `firstSlot` on; gives the next free one. */
  close(firstSlot: number): number {
    let slots = firstSlot
    const leaf = this.plan.rows.stock.item[this.first]!
    for (const { entity, seller } of this.arriving.ofItem()) {
      const changes = entity >= 0 && entity !== seller
      this.traded.add(changes ? slots : -1)
      if (changes) slots += 3
    }
    this.pipelineStart.add(this.pipelines.length)
    const opening = this.openingPipelines(leaf)
    const senders = [
      ...this.leaving.ofItem().map(({ entity }) => entity),
      ...this.arriving.ofItem().map(({ seller }) => seller),
      ...opening.keys(),
    ]
    for (const entity of [...new Set(senders)].sort((a, b) => a - b)) {
      this.pipelines.push({ entity, slot: slots, ...(opening.get(entity) ?? { quantity: 0, value: 0 }) })
      slots += 2
    }
    for (const [entity, { opening: units, received, issued }] of this.trades) {
      const name = { entity, item: leaf, opening: units }
      this.received.push({ name, slots: received })
      this.issued.push({ name, slots: issued })
    }
    return slots
  }

  result(blockCount: number) {
    const count = this.blockStart.count
    this.blockStart.add(blockCount)
    this.pipelineStart.add(this.pipelines.length)
    const blockStart = this.blockStart.toInt32()
    const ofBlock = new Int32Array(blockCount)
    for (let item = 0; item < count; item++) ofBlock.fill(item, blockStart[item], blockStart[item + 1])
    const items: LedgerItems = {
      count,
      blockStart,
      ofBlock,
      leavingStart: this.leaving.itemStart(),
      arrivingStart: this.arriving.itemStart(),
      leaving: this.leaving.groups(),
      arriving: { ...this.arriving.groups(), seller: this.arriving.sellers(), traded: this.traded.toInt32() },
      pipelineStart: this.pipelineStart.toInt32(),
      pipelineEntity: Int32Array.from(this.pipelines, ({ entity }) => entity),
      pipelineSlot: Int32Array.from(this.pipelines, ({ slot }) => slot),
      openingQuantity: Float64Array.from(this.pipelines, ({ quantity }) => quantity),
      openingValue: Float64Array.from(this.pipelines, ({ value }) => value),
    }
    return { items, received: this.received, issued: this.issued, itemLeaf: this.itemLeaf.toInt32() }
  }

  /** Transfers that had left before the plan day, at the cost of the place they left. */
  private openingPipelines(leaf: number): Map<number, { quantity: number; value: number }> {
    const { plan, money, first, end } = this
    const { location } = plan.rows.stock
    const pipelines = new Map<number, { quantity: number; value: number }>()
    for (const { from, row, quantity } of this.underWay.get(leaf) ?? []) {
      const entity = money.entityOfLocation[from]!
      if (entity < 0) continue
      let sender = first
      while (sender < end && location[sender] !== from) sender++
      const divisor = productDivisor(money.currencies[money.entities[entity]!.currency]!.atomDecimals)
      const pipeline = entryOf(pipelines, entity, () => ({ quantity: 0, value: 0 }))
      pipeline.quantity += quantity
      pipeline.value += exactProduct(quantity, rateIn(this.cost, sender < end ? sender : row, 0), divisor)
    }
    return pipelines
  }
}

/** Groups of one item after the other; a group has one slot in every block that has some of it. */
class GroupList {
  private readonly all: Group[] = []
  private readonly start = new NumberList()
  private known = new Map<number, Group>()
  private inBlock = new Map<number, number>()

  openItem(): void {
    this.start.add(this.all.length)
    this.known = new Map()
  }

  openBlock(): void {
    this.inBlock = new Map()
  }

  slot(key: number, make: () => Group, takeSlot: () => number): number {
    return entryOf(this.inBlock, key, () => {
      const group = entryOf(this.known, key, () => {
        const made = make()
        this.all.push(made)
        return made
      })
      const slot = takeSlot()
      group.slots.push(slot)
      return slot
    })
  }

  ofItem(): Group[] {
    return this.all.slice(this.start.last)
  }

  itemStart(): Int32Array {
    this.start.add(this.all.length)
    return this.start.toInt32()
  }

  sellers(): Int32Array {
    return Int32Array.from(this.all, ({ seller }) => seller)
  }

  groups() {
    const slotStart = new Int32Array(this.all.length + 1)
    this.all.forEach(({ slots }, at) => {
      slotStart[at + 1] = slotStart[at]! + slots.length
    })
    return {
      entity: Int32Array.from(this.all, ({ entity }) => entity),
      row: Int32Array.from(this.all, ({ row }) => row),
      slotStart,
      slots: Int32Array.from(this.all.flatMap(({ slots }) => slots)),
    }
  }
}
