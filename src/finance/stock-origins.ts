/** Where the receipts of stock rows come from. Hangs on the network and on open supply orders, not on what is planned. */
import { spread } from '../core/base/largest-remainder.js'
import type { SupplyOrder } from '../core/network/facts.js'
import { PRODUCTION, PURCHASE, TRANSFER } from '../core/network/supply-network.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { entryOf } from './entry.js'

export interface Origin {
  readonly kind: typeof TRANSFER | typeof PURCHASE | typeof PRODUCTION
  /** Position of the supplier, −1 when it is not one or not known. */
  readonly supplier: number
  /** Position of the location goods come from, −1 when it is not one. */
  readonly location: number
}

/** Open supply orders of one origin, whole thousandths per bucket. */
export interface FirmOrigin extends Origin {
  readonly quantity: Float64Array
}

/** Goods that had left one place of ours and not arrived at another on the plan day: they need not leave again. */
export interface UnderWay {
  /** Location it left, and stock row it goes to. */
  readonly from: number
  readonly row: number
  readonly quantity: number
}

/** What a source of the network gives is planned. */
export function plannedOrigin({ network, rows }: SupplyPlan, source: number): Origin {
  const above = network.sourceRow[source]!
  return {
    kind: network.sourceKind[source] as Origin['kind'],
    supplier: network.sourceSupplier[source]!,
    location: above < 0 ? -1 : rows.stock.location[above]!,
  }
}

/** Open supply orders by where they go, and what of the firm receipts of a row comes from whom. */
export function openFirmOrigins(plan: SupplyPlan, supplyOrders: readonly SupplyOrder[], locationCount: number) {
  const book = new Map<number, SupplyOrder[]>()
  for (const order of supplyOrders) {
    if (order.orderedUnits - order.receivedUnits <= 0) continue
    entryOf(book, order.product * locationCount + order.to, () => []).push(order)
  }
  const { start } = plan.firmReceipts
  const { item, location } = plan.rows.stock
  return (row: number): FirmOrigin[] =>
    start[row] === start[row + 1]
      ? []
      : firmOrigins(plan, book.get(item[row]! * locationCount + location[row]!) ?? [], row)
}

/** Open supply orders of the row share its firm receipts by what is open of them. */
function firmOrigins(plan: SupplyPlan, orders: readonly SupplyOrder[], row: number): FirmOrigin[] {
  const { start, bucket, value } = plan.firmReceipts
  const firm = new Float64Array(plan.horizon.count)
  for (let cell = start[row]!; cell < start[row + 1]!; cell++) firm[bucket[cell]!]! += value[cell]!
  if (orders.length === 0) return [{ ...mainSource(plan, row), quantity: firm }]
  const groups = new Map<string, { origin: Origin; open: number }>()
  for (const order of orders) {
    const kind = KIND_OF[order.kind]
    const at = `${kind} ${order.supplier} ${order.from}`
    const group = entryOf(groups, at, () => ({
      origin: { kind, supplier: order.supplier, location: order.from },
      open: 0,
    }))
    group.open += order.orderedUnits - order.receivedUnits
  }
  const shares = [...groups.values()]
  const origins = shares.map(({ origin }) => ({ ...origin, quantity: new Float64Array(firm.length) }))
  const weights = shares.map(({ open }) => open)
  for (let at = 0; at < firm.length; at++) {
    if (firm[at] === 0) continue
    spread(firm[at]!, weights).forEach((part, index) => {
      origins[index]!.quantity[at] = part
    })
  }
  return origins
}

const KIND_OF = { purchase: PURCHASE, production: PRODUCTION, transfer: TRANSFER } as const

function mainSource(plan: SupplyPlan, row: number): Origin {
  const { sourceStart } = plan.network
  const source = sourceStart[row]!
  if (source === sourceStart[row + 1]) return { kind: PURCHASE, supplier: -1, location: -1 }
  return plannedOrigin(plan, source)
}

/** By item: a firm transfer that no row has still to issue has left already, so it is on the way. */
export function transfersUnderWay(
  plan: SupplyPlan,
  locationCount: number,
  firmOf: (row: number) => readonly FirmOrigin[],
): Map<number, UnderWay[]> {
  const { rows, firmIssues } = plan
  const { item, location } = rows.stock
  const toLeave = new Map<number, number>()
  const under = new Map<number, UnderWay[]>()
  for (let row = 0; row < rows.stock.count; row++) {
    let quantity = 0
    for (let cell = firmIssues.start[row]!; cell < firmIssues.start[row + 1]!; cell++)
      quantity += firmIssues.value[cell]!
    if (quantity > 0) toLeave.set(item[row]! * locationCount + location[row]!, quantity)
  }
  for (let row = 0; row < rows.stock.count; row++)
    for (const origin of firmOf(row)) {
      if (origin.kind !== TRANSFER || origin.location < 0) continue
      let arriving = origin.quantity.reduce((sum, quantity) => sum + quantity, 0)
      const at = item[row]! * locationCount + origin.location
      const leaving = Math.min(arriving, toLeave.get(at) ?? 0)
      if (leaving > 0) toLeave.set(at, toLeave.get(at)! - leaving)
      arriving -= leaving
      if (arriving === 0) continue
      entryOf(under, item[row]!, () => []).push({ from: origin.location, row, quantity: arriving })
    }
  return under
}
