import type { SupplyPlan } from '../core/supply/supply-state.js'
import { entryOf } from './entry.js'
import { exactProduct, productDivisor } from './exact-product.js'
import { entityTotal } from './ledger-index.js'
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

/** Takes the next slot, as part of a total; −1 = of none. */
export type TakeSlot = (total: number) => number

/** Lays out, item by item, what leaves places, what arrives at them and what is on the way in between. */
export class ItemLayout {
  private readonly leaving = new GroupList()
  private readonly arriving = new GroupList()
  private readonly traded = new NumberList()
  private readonly blockStart = new NumberList()
  private readonly itemLeaf = new NumberList()
  private readonly pipelineStart = new NumberList()
  private readonly pipelines: { entity: number; slot: number; quantity: number; value: number }[] = []
  private readonly slotStart = new NumberList()
  private readonly slotEnd = new NumberList()
  private first = 0
  private end = 0

  constructor(
    private readonly plan: SupplyPlan,
    private readonly money: MoneyPlan,
    private readonly cost: RateTable,
    private readonly underWay: ReadonlyMap<number, readonly UnderWay[]>,
    private readonly takeSlot: TakeSlot,
  ) {}

  open(first: number, end: number, firstBlock: number): void {
    this.first = first
    this.end = end
    this.blockStart.add(firstBlock)
    this.itemLeaf.add(this.plan.rows.stock.item[first]!)
    this.leaving.openItem()
    this.arriving.openItem()
  }

  openBlock(): void {
    this.leaving.openBlock()
    this.arriving.openBlock()
  }

  /** The slot of the block for what leaves a row. */
  leave(row: number, entity: number): number {
    const key = this.cost.rowOf[row]! * this.money.entities.length + entity
    return this.leaving.slot(key, () => ({ entity, seller: -1, row, slots: [] }), this.takeSlot)
  }

  /** The slot of the block for what arrives at a row. */
  arrive(row: number, entity: number, seller: number): number {
    const { length } = this.money.entities
    const key = (this.cost.rowOf[row]! * length + seller) * (length + 1) + entity + 1
    return this.arriving.slot(key, () => ({ entity, seller, row, slots: [] }), this.takeSlot)
  }

  /** Takes the slots of the item itself; `nextSlot` is the first of them. */
  close(nextSlot: number): void {
    this.slotStart.add(nextSlot)
    let end = nextSlot
    const take = (total: number): number => {
      end++
      return this.takeSlot(total)
    }
    for (const { entity, seller } of this.arriving.ofItem())
      if (entity < 0 || entity === seller) this.traded.add(-1)
      else {
        this.traded.add(take(-1))
        take(-1)
        take(-1)
      }
    this.pipelineStart.add(this.pipelines.length)
    const opening = this.openingPipelines(this.plan.rows.stock.item[this.first]!)
    const senders = [
      ...this.leaving.ofItem().map(({ entity }) => entity),
      ...this.arriving.ofItem().map(({ seller }) => seller),
      ...opening.keys(),
    ]
    for (const entity of [...new Set(senders)].sort((a, b) => a - b)) {
      const slot = take(entityTotal(entity, 'onTheWay'))
      take(entityTotal(entity, 'variance'))
      this.pipelines.push({ entity, slot, ...(opening.get(entity) ?? { quantity: 0, value: 0 }) })
    }
    this.slotEnd.add(end)
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
      slotStart: this.slotStart.toInt32(),
      slotEnd: this.slotEnd.toInt32(),
      pipelineStart: this.pipelineStart.toInt32(),
      pipelineEntity: Int32Array.from(this.pipelines, ({ entity }) => entity),
      pipelineSlot: Int32Array.from(this.pipelines, ({ slot }) => slot),
      openingQuantity: Float64Array.from(this.pipelines, ({ quantity }) => quantity),
      openingValue: Float64Array.from(this.pipelines, ({ value }) => value),
    }
    return { items, itemLeaf: this.itemLeaf.toInt32() }
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

  slot(key: number, make: () => Group, takeSlot: TakeSlot): number {
    return entryOf(this.inBlock, key, () => {
      const group = entryOf(this.known, key, () => {
        const made = make()
        this.all.push(made)
        return made
      })
      const slot = takeSlot(-1)
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
