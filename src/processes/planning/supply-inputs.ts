import type { Day } from '../../core/base/day.js'
import { bucketOfDay, type Horizon } from '../../core/calendar/horizon.js'
import type { Facts, SupplyOrder } from '../../core/network/facts.js'
import type { OpeningLot } from '../../core/network/lot-compilation.js'
import type { SupplyNetwork } from '../../core/network/supply-network.js'
import { buildSparse, type Plan, type Rows, type SparseCell, type SparseColumn } from '../../core/plan/plan.js'
import { findStockRow } from '../../core/plan/rows.js'

const FREE = 0

/** Free stock on hand by stock row. What is blocked or in quality cannot be promised and is not planned with. */
export function openingStock(facts: Pick<Facts, 'stock'>, stock: Rows): Float64Array {
  const opening = new Float64Array(stock.count)
  const { count, product, location, onHandUnits, status } = facts.stock
  for (let at = 0; at < count; at++) {
    if (status[at] !== FREE) continue
    const row = findStockRow(stock, product[at]!, location[at]!)
    if (row >= 0) opening[row]! += onHandUnits[at]!
  }
  return opening
}

/** The part of it that expires, lot by lot. */
export function openingLots(facts: Pick<Facts, 'stock'>, stock: Rows): OpeningLot[] {
  const lots: OpeningLot[] = []
  const { count, product, location, onHandUnits, status, expiryDay } = facts.stock
  for (let at = 0; at < count; at++) {
    if (status[at] !== FREE || expiryDay[at]! < 0) continue
    const row = findStockRow(stock, product[at]!, location[at]!)
    if (row >= 0) lots.push({ row, expiryDay: expiryDay[at]!, quantity: onHandUnits[at]! })
  }
  return lots
}

export type FirmSupply = Pick<Plan, 'firmReceipts' | 'firmIssues' | 'firmNeeds'>

/**
 * Open supply orders as what will arrive and, for transfers that have not left and productions that have not started
 * yet, as what will leave. A date that has passed means the first bucket: late is not lost, and the exceptions say that
 * it is late. An order due beyond the horizon is not in the plan.
 */
export function firmSupply(
  facts: Pick<Facts, 'supplyOrders'>,
  stock: Rows,
  horizon: Horizon,
  network: SupplyNetwork,
): FirmSupply {
  const receipts: SparseCell[] = []
  const issues: SparseCell[] = []
  const add = (cells: SparseCell[], row: number, day: number, value: number): void => {
    const bucket = Math.max(0, bucketOfDay(horizon, day))
    if (row >= 0 && bucket < horizon.count && value > 0) cells.push({ row, bucket, value })
  }
  for (const order of facts.supplyOrders) {
    const open = order.orderedUnits - order.receivedUnits
    add(receipts, findStockRow(stock, order.product, order.to), expectedDay(order), open)
    if (order.kind === 'transfer' && order.from >= 0 && !hasStarted(order, horizon))
      add(
        issues,
        findStockRow(stock, order.product, order.from),
        order.shipDay >= 0 ? order.shipDay : horizon.planDay,
        open,
      )
  }
  return {
    firmReceipts: buildSparse(stock.count, receipts),
    firmIssues: buildSparse(stock.count, issues),
    firmNeeds: componentNeeds(facts, stock, horizon, network),
  }
}

/**
 * What open production orders have still to draw: what is open × the recipe of the place, at the start of the order.
 * Rounded once at the total of a component and bucket, half away from zero (SPINE 7). Rules GR7, GR8 of
 * docs/specs/netting.md.
 */
function componentNeeds(
  facts: Pick<Facts, 'supplyOrders'>,
  stock: Rows,
  horizon: Horizon,
  network: SupplyNetwork,
): SparseColumn {
  const millionths = new Map<number, bigint>()
  for (const order of facts.supplyOrders) {
    const open = order.orderedUnits - order.receivedUnits
    const row = findStockRow(stock, order.product, order.to)
    if (order.kind !== 'production' || open <= 0 || row < 0 || hasStarted(order, horizon)) continue
    const source = network.sourceStart[row]!
    const bucket = Math.max(0, bucketOfDay(horizon, startDay(order, network, source)))
    if (bucket >= horizon.count) continue
    for (let at = network.componentStart[source]!; at < network.componentStart[source + 1]!; at++) {
      const cell = network.componentRow[at]! * horizon.count + bucket
      millionths.set(cell, (millionths.get(cell) ?? 0n) + BigInt(open) * BigInt(network.componentPer[at]!))
    }
  }
  const cells = [...millionths].map(([cell, need]) => ({
    row: Math.floor(cell / horizon.count),
    bucket: cell % horizon.count,
    value: Number((need + MILLIONTHS / 2n) / MILLIONTHS),
  }))
  return buildSparse(
    stock.count,
    cells.filter(({ value }) => value > 0),
  )
}

const MILLIONTHS = 1_000_000n

/** A `ship_date` before the plan day: what the order takes has left its place. */
const hasStarted = ({ shipDay }: SupplyOrder, { planDay }: Horizon): boolean => shipDay >= 0 && shipDay < planDay

/** The day it says, else a lead time before it is expected. */
function startDay(order: SupplyOrder, { leadTimes, sourceLeadTime }: SupplyNetwork, source: number): Day {
  const latest = expectedDay(order) - leadTimes[sourceLeadTime[source]!]!.days
  return order.shipDay >= 0 ? Math.min(order.shipDay, latest) : latest
}

export const expectedDay = (order: { promisedDay: number; dueDay: number }): number =>
  order.promisedDay >= 0 ? order.promisedDay : order.dueDay
