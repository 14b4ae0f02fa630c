/**
 * Moves an item between places. What leaves goes on the way at the sender's cost; what arrives comes off it in
 * proportion, and into the receiver's stock at the receiver's cost. Title passes on arrival.
 */
import type { BookingDesk } from './block-booking.js'
import { exactProduct } from './exact-product.js'
import { rateIn } from './money-plan.js'
import { portion } from './portion.js'
import type { LedgerGroups, StockLedger } from './stock-ledger.js'

/** Goods of one item that have left one place of an entity and not arrived at another: quantity and value together. */
interface Pipeline {
  quantity: number
  value: number
  /** First cells of what is on the way, and of the variance between the costs of two places. */
  readonly onTheWayAt: number
  readonly varianceAt: number
}

/** Goods of places that share a cost, by bucket. */
interface Goods {
  readonly entity: number
  readonly row: number
  readonly quantity: Float64Array
}

interface Arrival extends Goods {
  readonly seller: number
  /** First of the three slots' cells of goods that change entity; below zero where they do not. */
  readonly tradedAt: number
}

/** Books an item whose blocks have been booked. */
export function bookItem(desk: BookingDesk, item: number): void {
  const { ledger, money } = desk
  const { items, values } = ledger
  const count = money.bucketCount
  values.fill(0, items.slotStart[item]! * count, items.slotEnd[item]! * count)
  const pipelines = openPipelines(desk, item)
  const leaving: Goods[] = []
  for (let group = items.leavingStart[item]!; group < items.leavingStart[item + 1]!; group++)
    leaving.push(goodsOf(ledger, items.leaving, group, count))
  const arriving: Arrival[] = []
  for (let group = items.arrivingStart[item]!; group < items.arrivingStart[item + 1]!; group++)
    arriving.push({
      ...goodsOf(ledger, items.arriving, group, count),
      seller: items.arriving.seller[group]!,
      tradedAt: items.arriving.traded[group]! * count,
    })
  let unexplained = 0
  for (let bucket = 0; bucket < count; bucket++) {
    for (const { row, entity, quantity } of leaving) {
      if (quantity[bucket] === 0) continue
      const pipeline = pipelines.get(entity)!
      pipeline.quantity += quantity[bucket]!
      pipeline.value += exactProduct(quantity[bucket]!, rateIn(desk.cost, row, bucket), desk.divisor[entity]!)
    }
    for (const to of arriving)
      if (to.quantity[bucket] !== 0) unexplained += arrive(desk, to, bucket, pipelines.get(to.seller)!)
    for (const pipeline of pipelines.values()) values[pipeline.onTheWayAt + bucket] = pipeline.value
  }
  ledger.unexplained[item] = unexplained
}

function openPipelines({ ledger, money }: BookingDesk, item: number): Map<number, Pipeline> {
  const { items } = ledger
  const pipelines = new Map<number, Pipeline>()
  for (let at = items.pipelineStart[item]!; at < items.pipelineStart[item + 1]!; at++) {
    const onTheWayAt = items.pipelineSlot[at]! * money.bucketCount
    const varianceAt = onTheWayAt + money.bucketCount
    pipelines.set(items.pipelineEntity[at]!, {
      quantity: items.openingQuantity[at]!,
      value: items.openingValue[at]!,
      onTheWayAt,
      varianceAt,
    })
  }
  return pipelines
}

function goodsOf({ values }: StockLedger, groups: LedgerGroups, group: number, count: number): Goods {
  const quantity = new Float64Array(count)
  for (let at = groups.slotStart[group]!; at < groups.slotStart[group + 1]!; at++) {
    const from = groups.slots[at]! * count
    for (let bucket = 0; bucket < count; bucket++) quantity[bucket]! += values[from + bucket]!
  }
  return { entity: groups.entity[group]!, row: groups.row[group]!, quantity }
}

/** Gives what has arrived and had never left. */
function arrive(desk: BookingDesk, to: Arrival, bucket: number, from: Pipeline): number {
  const { values } = desk.ledger
  const { entity, seller, row, tradedAt } = to
  const quantity = to.quantity[bucket]!
  const released = quantity >= from.quantity ? from.value : portion(from.value, quantity, from.quantity)
  const unexplained = Math.max(0, quantity - from.quantity)
  from.quantity = Math.max(0, from.quantity - quantity)
  from.value -= released
  const costAtBuyer = entity < 0 ? 0 : exactProduct(quantity, rateIn(desk.cost, row, bucket), desk.divisor[entity]!)
  if (entity === seller || entity < 0) values[from.varianceAt + bucket]! += costAtBuyer - released
  else {
    const count = desk.money.bucketCount
    values[tradedAt + bucket] = quantity
    values[tradedAt + count + bucket] = released
    values[tradedAt + 2 * count + bucket] = costAtBuyer
  }
  return unexplained
}
