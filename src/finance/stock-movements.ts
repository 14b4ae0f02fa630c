import { spread } from '../core/base/largest-remainder.js'
import type { Company } from '../core/network/company.js'
import type { SupplyOrder } from '../core/network/facts.js'
import { PRODUCTION, PURCHASE, TRANSFER } from '../core/network/supply-network.js'
import { addCells, addNeed, addReleases, hasCells, roundNeed } from '../core/supply/requests.js'
import { receiptsFrom, type SupplyPlan } from '../core/supply/supply-state.js'
import { addWrittenOff } from '../core/supply/write-offs.js'
import { entryOf } from './entry.js'

/** Where the receipts of a stock row come from. */
export interface Origin {
  readonly kind: typeof TRANSFER | typeof PURCHASE | typeof PRODUCTION
  /** Position of the supplier, −1 when it is not one or not known. */
  readonly supplier: number
  /** Position of the location goods come from, −1 when it is not one. */
  readonly location: number
  readonly quantity: Float64Array
}

/**
 * What a stock row did, whole thousandths per bucket. Everything that left it is in exactly one of the issues. The
 * arrays are the reader's own: they hold until it reads the next row.
 */
export interface RowMovements {
  readonly origins: readonly Origin[]
  readonly toCustomers: Float64Array
  readonly toOtherRows: Float64Array
  readonly toProduction: Float64Array
  /** What is written off because it has expired; null where nothing can. */
  readonly expired: Float64Array | null
  /** opening + receipts − issues − write-offs − closing, where no issue explains it: nothing in a consistent plan. */
  readonly unexplained: Float64Array
  /** Whether the row can send to others, and to production, at all. */
  readonly feeds: Feeds
}

interface Feeds {
  transfers: boolean
  production: boolean
}

/** Reads the movements of stock rows from a plan: what the plan stores is receipts, shipments and closings. */
export interface MovementReader {
  read(row: number): RowMovements
  /** By item, the transfers that were on the way on the plan day: they will arrive and need not leave again. */
  readonly onTheWay: ReadonlyMap<number, readonly UnderWay[]>
}

export interface UnderWay {
  /** Location it left, and stock row it goes to. */
  readonly from: number
  readonly row: number
  readonly quantity: number
}

/** Arrays of one bucket each, made once and used for every row. */
interface Work {
  readonly received: Float64Array
  readonly toCustomers: Float64Array
  readonly toOtherRows: Float64Array
  readonly toProduction: Float64Array
  readonly expired: Float64Array
  readonly unexplained: Float64Array
  readonly feeds: Feeds
}

export function readMovements(
  plan: SupplyPlan,
  company: Company,
  supplyOrders: readonly SupplyOrder[],
): MovementReader {
  const orders = groupOrders(supplyOrders, company.locations.length)
  const buckets = (): Float64Array => new Float64Array(plan.horizon.count)
  const work: Work = {
    received: buckets(),
    toCustomers: buckets(),
    toOtherRows: buckets(),
    toProduction: buckets(),
    expired: buckets(),
    unexplained: buckets(),
    feeds: { transfers: false, production: false },
  }
  const read = (row: number): RowMovements => movementsOf(plan, orders, company.locations.length, row, work)
  return { read, onTheWay: transfersUnderWay(plan, company, read) }
}

type OrderBook = ReadonlyMap<number, readonly SupplyOrder[]>

function groupOrders(supplyOrders: readonly SupplyOrder[], locationCount: number): OrderBook {
  const book = new Map<number, SupplyOrder[]>()
  for (const order of supplyOrders) {
    if (order.orderedUnits - order.receivedUnits <= 0) continue
    entryOf(book, order.product * locationCount + order.to, () => []).push(order)
  }
  return book
}

function movementsOf(
  plan: SupplyPlan,
  orders: OrderBook,
  locationCount: number,
  row: number,
  work: Work,
): RowMovements {
  const { horizon, network, columns } = plan
  const { count } = horizon
  const base = row * count
  const { received, toCustomers } = work
  for (let bucket = 0; bucket < count; bucket++) received[bucket] = columns.receipts[base + bucket]!
  const origins = plannedOrigins(plan, row)
  if (plan.firmReceipts.start[row] !== plan.firmReceipts.start[row + 1])
    origins.push(...firmOrigins(plan, orders, locationCount, row, received))
  toCustomers.fill(0)
  for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++) {
    const from = network.demandRow[at]! * count
    for (let bucket = 0; bucket < count; bucket++) toCustomers[bucket]! += columns.constrained[from + bucket]!
  }
  const expires = network.lotStart[row] !== network.lotStart[row + 1]
  work.expired.fill(0)
  if (expires) addWrittenOff(plan, row, work.expired)
  divideIssues(plan, row, work)
  return { origins, ...work, expired: expires ? work.expired : null }
}

/** Planned receipts by source, as constraining gave them. */
function plannedOrigins(plan: SupplyPlan, row: number): Origin[] {
  const { network, rows } = plan
  const origins: Origin[] = []
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++) {
    const above = network.sourceRow[source]!
    origins.push({
      kind: network.sourceKind[source] as Origin['kind'],
      supplier: network.sourceSupplier[source]!,
      location: above < 0 ? -1 : rows.stock.location[above]!,
      quantity: receiptsFrom(plan, row, source),
    })
  }
  return origins
}

/** Open supply orders of the row share its firm receipts by what is open of them. Adds them to `received`. */
function firmOrigins(
  plan: SupplyPlan,
  book: OrderBook,
  locationCount: number,
  row: number,
  received: Float64Array,
): Origin[] {
  const { start, bucket, value } = plan.firmReceipts
  const firm = new Float64Array(plan.horizon.count)
  for (let cell = start[row]!; cell < start[row + 1]!; cell++) firm[bucket[cell]!]! += value[cell]!
  for (let at = 0; at < firm.length; at++) received[at]! += firm[at]!
  const orders = book.get(plan.rows.stock.item[row]! * locationCount + plan.rows.stock.location[row]!) ?? []
  if (orders.length === 0) return [{ ...mainSource(plan, row), quantity: firm }]
  const groups = new Map<string, { origin: Omit<Origin, 'quantity'>; open: number }>()
  for (const order of orders) {
    const kind = KIND_OF[order.kind]
    const at = `${kind} ${order.supplier} ${order.from}`
    const group = groups.get(at)
    const open = order.orderedUnits - order.receivedUnits
    if (group === undefined) groups.set(at, { origin: { kind, supplier: order.supplier, location: order.from }, open })
    else group.open += open
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

function mainSource({ network, rows }: SupplyPlan, row: number): Omit<Origin, 'quantity'> {
  const source = network.sourceStart[row]!
  if (source === network.sourceStart[row + 1]) return { kind: PURCHASE, supplier: -1, location: -1 }
  const above = network.sourceRow[source]!
  return {
    kind: network.sourceKind[source] as Origin['kind'],
    supplier: network.sourceSupplier[source]!,
    location: above < 0 ? -1 : rows.stock.location[above]!,
  }
}

/**
 * What left a row beside its customers' goods, into `work`: to production as far as its products needed it, the rest on
 * transfers. A row that nobody draws on, and one that received less than it gave, has something unexplained.
 */
function divideIssues(plan: SupplyPlan, row: number, work: Work): void {
  const { network, columns, horizon } = plan
  const { received, toCustomers, toOtherRows, toProduction, expired, unexplained, feeds } = work
  feeds.production = hasCells(plan.firmNeeds, row)
  feeds.transfers = hasCells(plan.firmIssues, row)
  for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++)
    if (network.consumerComponent[at]! < 0) feeds.transfers = true
    else feeds.production = true
  const needed = feeds.production && feeds.transfers ? componentNeed(plan, row) : null
  const base = row * horizon.count
  let open = 0
  let before = Math.max(0, network.openingStock[row]!)
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const after = Math.max(0, columns.closing[base + bucket]!)
    const left = before + received[bucket]! - after - toCustomers[bucket]! - expired[bucket]!
    const explained = left > 0 && (feeds.production || feeds.transfers) ? left : 0
    open += needed === null ? 0 : needed[bucket]!
    const produced = !feeds.production ? 0 : needed === null ? explained : Math.min(explained, open)
    open -= needed === null ? 0 : produced
    toProduction[bucket] = produced
    toOtherRows[bucket] = explained - produced
    unexplained[bucket] = left - explained
    before = after
  }
}

/**
 * What the products that are received ask of a component row, rounded once at its total (SPINE 7), and what open
 * production orders have still to draw.
 */
function componentNeed(plan: SupplyPlan, row: number): Float64Array {
  const { network, columns, horizon } = plan
  const whole = new Float64Array(horizon.count)
  const millionths = new Float64Array(horizon.count)
  const releases = new Float64Array(horizon.count)
  for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++) {
    const component = network.consumerComponent[at]!
    if (component < 0) continue
    releases.fill(0)
    const planned = { values: columns.receipts, base: network.consumerRow[at]! * horizon.count }
    addReleases(plan, network.consumerSource[at]!, planned, releases)
    for (let bucket = 0; bucket < releases.length; bucket++)
      if (releases[bucket] !== 0)
        addNeed(releases[bucket]!, network.componentPer[component]!, bucket, whole, millionths)
  }
  const need = whole.map((units, bucket) => roundNeed(units, millionths[bucket]!))
  addCells(plan.firmNeeds, row, need)
  return need
}

/** A firm transfer that no row has still to issue has left already: it is on the way. */
function transfersUnderWay(
  plan: SupplyPlan,
  company: Company,
  read: (row: number) => RowMovements,
): Map<number, UnderWay[]> {
  const { rows, firmReceipts, firmIssues } = plan
  const locationCount = company.locations.length
  const toLeave = new Map<number, number>()
  const under = new Map<number, UnderWay[]>()
  for (let row = 0; row < rows.stock.count; row++) {
    let quantity = 0
    for (let cell = firmIssues.start[row]!; cell < firmIssues.start[row + 1]!; cell++)
      quantity += firmIssues.value[cell]!
    if (quantity > 0) toLeave.set(rows.stock.item[row]! * locationCount + rows.stock.location[row]!, quantity)
  }
  for (let row = 0; row < rows.stock.count; row++) {
    if (firmReceipts.start[row] === firmReceipts.start[row + 1]) continue
    const planned = plan.network.sourceStart[row + 1]! - plan.network.sourceStart[row]!
    for (const origin of read(row).origins.slice(planned)) {
      if (origin.kind !== TRANSFER || origin.location < 0) continue
      let arriving = origin.quantity.reduce((sum, quantity) => sum + quantity, 0)
      const at = rows.stock.item[row]! * locationCount + origin.location
      const leaving = Math.min(arriving, toLeave.get(at) ?? 0)
      if (leaving > 0) toLeave.set(at, toLeave.get(at)! - leaving)
      arriving -= leaving
      if (arriving === 0) continue
      entryOf(under, rows.stock.item[row]!, () => []).push({ from: origin.location, row, quantity: arriving })
    }
  }
  return under
}
