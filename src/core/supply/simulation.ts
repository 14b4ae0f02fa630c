/**
 * What really happens when something is short: the rows of a cluster bucket by bucket, sources before those that draw
 * on them. Nothing ships that is not there, nothing is made from components or hours that are not there.
 * Rules CN1–CN12 of docs/specs/netting.md.
 */
import { assert } from '../base/assert.js'
import { DEFAULT_PRIORITY } from '../network/demand-service.js'
import { PRODUCTION } from '../network/supply-network.js'
import type { Arena } from './arena.js'
import { type FreePools, freeFor, takeLoad } from './capacity-load.js'
import { openGroupPools } from './capacity-placement.js'
import { type Inflow, openInflow, receive } from './inflow.js'
import { firstArrivalOf } from './netting.js'
import {
  addFirmIssues,
  addFirmReceipts,
  addNeed,
  addReleases,
  needOf,
  type Orders,
  type Planned,
  plannedFrom,
  producible,
  requestsOfDemandRow,
  roundNeed,
} from './requests.js'
import { byTier, type Claim, CUSTOMER, LINK, NEED, serveByTier } from './service.js'
import { raiseShippedMovedTo, type SupplyPlan, splitOf } from './supply-state.js'
import { endBucket, expiringIn, type LotQueue, openLots } from './write-offs.js'

/** Somebody who asks a stock row for goods: a customer, a row it replenishes, or a production that needs it. */
interface Requester extends Claim {
  /** By bucket; a production's need is computed when its bucket comes. */
  readonly asked: Float64Array
  readonly production: Production | null
  /** Where what leaves for another row is written. */
  readonly shipments: Planned | null
  /** Millionths of a component per unit produced. */
  readonly per: number
}

/** A production source whose components are in the same cluster. */
interface Production {
  readonly source: number
  readonly limited: boolean
  readonly orders: Float64Array
  /** Where its output is kept apart from other sources of the row. */
  readonly split: Float64Array | null
  readonly needs: Requester[]
  owed: number
}

interface Node {
  readonly row: number
  readonly arrivals: Float64Array
  readonly firmReceipts: Float64Array
  readonly firmIssues: Float64Array
  readonly inflows: readonly Inflow[]
  readonly productions: readonly Production[]
  readonly requesters: Requester[]
  /** Components drawn in this bucket: whole thousandths, and millionths of one. */
  readonly drawn: Float64Array
  readonly drawnMillionths: Float64Array
  feedsProduction: boolean
  firmOwed: number
  readonly lots: LotQueue | null
  /** On hand in this bucket before anything leaves. */
  there: number
  /** What of it will have expired when everybody gets what they ask for. */
  expiring: number
  /** What of it has not left; at the end of a bucket without what has expired. */
  stock: number
  wasShort: boolean
  readonly firstArrival: number
  /** Demand was lost when planned receipts should have met it, or goods expired that production should have drawn. */
  surprised: boolean
}

/** What rows order, and room to work in. */
export interface Pass {
  readonly given: Orders
  readonly pools: FreePools
  readonly arena: Arena
}

/** Fills what arrives from sources outside the cluster, and from those that need nothing. */
export type FillArrivals = (row: number, out: Float64Array) => void

/** Simulates a cluster and writes `constrained`, `receipts` and `closing` of its rows, and what left on its links. */
export function simulateCluster(plan: SupplyPlan, rows: Int32Array, pass: Pass, fillArrivals: FillArrivals): void {
  const { pools } = pass
  pass.arena.reset()
  const nodes = buildNodes(plan, rows, pass, fillArrivals)
  const byRow = new Map(nodes.map((node) => [node.row, node]))
  openClusterPools(plan, nodes, pools)
  for (let bucket = 0; bucket < plan.horizon.count; bucket++) {
    for (const node of nodes) {
      for (const inflow of node.inflows) {
        const { values, base } = shipmentsOn(plan, inflow.source, node.row)
        receive(inflow, bucket, values[base + bucket]!, node.arrivals, splitOf(plan, inflow.source))
      }
      for (const production of node.productions) produce(plan, production, node, byRow, bucket, pools)
      serve(plan, node, bucket)
    }
    for (const node of nodes) settle(plan, node, bucket)
  }
  const count = plan.horizon.count
  for (const node of nodes) {
    plan.supply.movedFrom[node.row] = 0
    plan.columns.receipts.set(node.arrivals, node.row * count)
    plan.supply.short[node.row] = node.wasShort ? 1 : 0
    plan.supply.surprised[node.row] = node.surprised ? 1 : 0
  }
}

function buildNodes(plan: SupplyPlan, rows: Int32Array, pass: Pass, fillArrivals: FillArrivals): Node[] {
  const fresh = (): Float64Array => pass.arena.take(plan.horizon.count)
  const productionOf = new Map<number, Production>()
  const leader = plan.supply.clusters.leader[rows[0]!]!
  const nodes = Array.from(rows, (row): Node => {
    const node: Node = {
      row,
      arrivals: fresh(),
      firmReceipts: fresh(),
      firmIssues: fresh(),
      inflows: inflowsWithin(plan, row, leader, pass),
      productions: productionsOf(plan, row, pass),
      requesters: [],
      drawn: pass.arena.take(1),
      drawnMillionths: pass.arena.take(1),
      feedsProduction: false,
      firmOwed: 0,
      lots: openLots(plan, row),
      there: 0,
      expiring: 0,
      stock: plan.network.openingStock[row]!,
      wasShort: false,
      firstArrival: firstArrivalOf(plan, row),
      surprised: false,
    }
    fillArrivals(row, node.arrivals)
    addFirmReceipts(plan, row, node.firmReceipts)
    addFirmIssues(plan, row, node.firmIssues)
    for (const production of node.productions) productionOf.set(production.source, production)
    return node
  })
  for (const node of nodes) addRequesters(plan, node, productionOf, pass)
  return nodes
}

/** Transfers from rows of the same cluster: what leaves is known only when its bucket comes. */
function inflowsWithin(plan: SupplyPlan, row: number, leader: number, pass: Pass): Inflow[] {
  const { sourceStart, sourceRow } = plan.network
  const inflows: Inflow[] = []
  for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
    const above = sourceRow[source]!
    if (above < 0 || plan.supply.clusters.leader[above] !== leader) continue
    const planned = plannedReceipts(plan, row, source, pass)
    splitOf(plan, source)?.fill(0)
    inflows.push(
      openInflow(plan, source, planned, pass.arena.take(plan.horizon.count), pass.arena.take(plan.horizon.count)),
    )
  }
  return inflows
}

function productionsOf(plan: SupplyPlan, row: number, pass: Pass): Production[] {
  const { sourceStart, sourceKind, componentStart } = plan.network
  const productions: Production[] = []
  for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
    if (sourceKind[source] !== PRODUCTION || componentStart[source] === componentStart[source + 1]) continue
    const planned = plannedReceipts(plan, row, source, pass)
    splitOf(plan, source)?.fill(0)
    productions.push({
      source,
      split: splitOf(plan, source),
      limited: plan.supply.limited.slot[source]! >= 0,
      orders: planned.values.slice(planned.base, planned.base + plan.horizon.count),
      needs: [],
      owed: 0,
    })
  }
  return productions
}

function plannedReceipts(plan: SupplyPlan, row: number, source: number, { given, arena }: Pass): Planned {
  const { sourceStart } = plan.network
  const planned: Planned = { values: given.values, base: 0 }
  // Only a row with several sources needs room to pick the orders of one.
  const buffer = sourceStart[row + 1]! - sourceStart[row]! > 1 ? arena.take(plan.horizon.count) : given.values
  plannedFrom(plan, row, source, given, buffer, planned)
  return planned
}

function addRequesters(plan: SupplyPlan, node: Node, productionOf: ReadonlyMap<number, Production>, pass: Pass): void {
  const { network } = plan
  const ask = (kind: Requester['kind'], id: number, tier: number, waits: boolean): Requester => {
    const asked = pass.arena.take(kind === NEED ? 0 : plan.horizon.count)
    return { kind, id, tier, asked, waits, production: null, shipments: null, per: 0, owed: 0, wanted: 0, given: 0 }
  }
  for (let at = network.demandStart[node.row]!; at < network.demandStart[node.row + 1]!; at++) {
    const demand = network.demandRow[at]!
    const customer = ask(CUSTOMER, demand, network.priority[demand]!, network.backorder[demand] === 1)
    requestsOfDemandRow(plan, demand, customer.asked)
    node.requesters.push(customer)
  }
  for (let at = network.consumerStart[node.row]!; at < network.consumerStart[node.row + 1]!; at++) {
    const source = network.consumerSource[at]!
    const component = network.consumerComponent[at]!
    if (component < 0) {
      const consumer = network.consumerRow[at]!
      const link = { ...ask(LINK, source, DEFAULT_PRIORITY, true), shipments: shipmentsOn(plan, source, consumer) }
      // What is written among its receipts now hides what was there.
      if (link.shipments.values === plan.columns.receipts) plan.supply.movedFrom[consumer] = 0
      addReleases(plan, source, plannedReceipts(plan, consumer, source, pass), link.asked)
      node.requesters.push(link)
    } else {
      const production = productionOf.get(source)
      assert(production !== undefined, 'a component is outside the cluster of its product', { row: node.row })
      const need = {
        ...ask(NEED, component, DEFAULT_PRIORITY, false),
        production,
        per: network.componentPer[component]!,
      }
      production.needs.push(need)
      node.requesters.push(need)
      node.feedsProduction = true
    }
  }
  node.requesters.sort(byTier)
}

function openClusterPools(plan: SupplyPlan, nodes: readonly Node[], pools: FreePools): void {
  const { slot, groupOf } = plan.supply.limited
  const groups = new Set<number>()
  for (const node of nodes)
    for (const production of node.productions) if (production.limited) groups.add(groupOf[slot[production.source]!]!)
  for (const group of groups) openGroupPools(plan, group, pools)
}

/** Makes what components and hours allow, oldest orders first. The product's own planned hours are kept for it. */
function produce(
  plan: SupplyPlan,
  production: Production,
  node: Node,
  byRow: ReadonlyMap<number, Node>,
  bucket: number,
  pools: FreePools,
): void {
  const { network } = plan
  const { source, limited, orders } = production
  const wanted = production.owed + orders[bucket]!
  if (wanted === 0) return
  let made = wanted
  for (const need of production.needs) made = Math.min(made, producible(need.given, need.per))
  if (limited) {
    takeLoad(network, pools, source, bucket, -orders[bucket]!)
    made = Math.min(made, freeFor(network, pools, source, bucket))
    takeLoad(network, pools, source, bucket, made)
  }
  production.owed = wanted - made
  node.arrivals[bucket]! += made
  if (production.split !== null) production.split[bucket] = made
  for (const need of production.needs) {
    const component = byRow.get(network.componentRow[need.id]!)!
    addNeed(made, need.per, 0, component.drawn, component.drawnMillionths)
  }
}

/** Gives out what is there. Components are only allotted: what production does not draw stays. */
function serve(plan: SupplyPlan, node: Node, bucket: number): void {
  node.there = node.stock + node.firmReceipts[bucket]! + node.arrivals[bucket]!
  const firmWanted = node.firmOwed + node.firmIssues[bucket]!
  const wanted = firmWanted + totalWanted(node, bucket)
  node.expiring = node.lots === null ? 0 : expiringIn(plan, node.lots, bucket, wanted)
  const available = node.there - node.expiring
  const firm = Math.min(firmWanted, available)
  node.firmOwed = firmWanted - firm
  if (wanted <= available) for (const requester of node.requesters) requester.given = requester.wanted
  else serveByTier(node.requesters, available - firm)
  let left = available - firm
  for (const requester of node.requesters) {
    if (requester.kind === NEED) continue
    left -= requester.given
    if (requester.kind === LINK) ship(node, requester, bucket)
  }
  node.stock = left + node.expiring
}

/** What everybody wants; the needs of productions rounded once at their total. */
function totalWanted(node: Node, bucket: number): number {
  const { drawn, drawnMillionths } = node
  let total = 0
  for (const requester of node.requesters) {
    requester.given = 0
    if (requester.production === null) {
      requester.wanted = requester.owed + requester.asked[bucket]!
      total += requester.wanted
    } else {
      const { owed, orders } = requester.production
      requester.wanted = needOf(owed + orders[bucket]!, requester.per)
      addNeed(owed + orders[bucket]!, requester.per, 0, drawn, drawnMillionths)
    }
  }
  total += roundNeed(drawn[0]!, drawnMillionths[0]!)
  drawn[0] = 0
  drawnMillionths[0] = 0
  return total
}

function ship(node: Node, link: Requester, bucket: number): void {
  link.owed = link.wanted - link.given
  if (link.owed > 0) node.wasShort = true
  link.shipments!.values[link.shipments!.base + bucket] = link.given
}

/** Where what left on a transfer is kept, by release bucket. */
export function shipmentsOn(plan: SupplyPlan, source: number, consumer: number): Planned {
  const count = plan.horizon.count
  const slot = plan.supply.shipmentSlot[source]!
  if (slot >= 0) return { values: plan.supply.shipments, base: slot * count }
  return { values: plan.columns.receipts, base: consumer * count }
}

/** Ends a bucket: draws what productions used, writes off what has expired, and writes the row's figures. */
function settle(plan: SupplyPlan, node: Node, bucket: number): void {
  const count = plan.horizon.count
  const { constrained, closing } = plan.columns
  if (node.feedsProduction) drawComponents(plan, node, bucket)
  if (node.lots !== null) writeOff(plan, node, node.lots, bucket)
  assert(node.stock >= 0, 'stock was given out that is not there', { row: node.row, bucket })
  let owed = 0
  for (const requester of node.requesters) {
    if (requester.kind !== CUSTOMER) continue
    if (constrained[requester.id * count + bucket] !== requester.given)
      raiseShippedMovedTo(plan.supply, requester.id, bucket)
    constrained[requester.id * count + bucket] = requester.given
    requester.owed = requester.waits ? requester.wanted - requester.given : 0
    owed += requester.owed
    if (!requester.waits && requester.given < requester.wanted && bucket >= node.firstArrival) node.surprised = true
  }
  closing[node.row * count + bucket] = node.stock - owed
}

/** Takes out what productions used, and offers customers what they left. */
function drawComponents(plan: SupplyPlan, node: Node, bucket: number): void {
  node.stock -= roundNeed(node.drawn[0]!, node.drawnMillionths[0]!)
  node.drawn[0] = 0
  node.drawnMillionths[0] = 0
  const customers = node.requesters.filter(({ kind }) => kind === CUSTOMER)
  let rest = node.stock
  if (node.lots !== null) {
    const missing = customers.reduce((sum, { wanted, given }) => sum + wanted - given, 0)
    rest -= expiringIn(plan, node.lots, bucket, node.there - node.stock + missing)
  }
  if (rest > 0) node.stock -= rest - serveByTier(customers, rest)
}

function writeOff(plan: SupplyPlan, node: Node, lots: LotQueue, bucket: number): void {
  const expired = endBucket(plan, lots, bucket, node.there - node.stock, node.stock, plan.supply.writtenOff)
  if (expired > node.expiring) node.surprised = true
  node.stock -= expired
}
