import { addCells, addNeed, addReleases, hasCells, roundNeed } from '../core/supply/requests.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { addWrittenOff } from '../core/supply/write-offs.js'

/** What a stock row did, whole thousandths per bucket. Everything that left it is in exactly one of the issues. */
export interface RowMovements {
  /** Open and planned supply orders alike. */
  readonly received: Float64Array
  readonly toCustomers: Float64Array
  readonly toOtherRows: Float64Array
  readonly toProduction: Float64Array
  /** What is written off because it has expired. */
  readonly expired: Float64Array
  /** opening + receipts − issues − write-offs − closing, where no issue explains it: nothing in a consistent plan. */
  readonly unexplained: Float64Array
  readonly feeds: Feeds
}

/** Whether a row can send to others, and to production, at all. */
export interface Feeds {
  transfers: boolean
  production: boolean
}

/** Room for the movements of one row after the other. */
export function roomForMovements(bucketCount: number): RowMovements {
  const buckets = (): Float64Array => new Float64Array(bucketCount)
  return {
    received: buckets(),
    toCustomers: buckets(),
    toOtherRows: buckets(),
    toProduction: buckets(),
    expired: buckets(),
    unexplained: buckets(),
    feeds: { transfers: false, production: false },
  }
}

/** The movements of a stock row from a bucket on, into `work`: the plan stores receipts, shipments and closings. */
export function readMovements(plan: SupplyPlan, row: number, work: RowMovements, from = 0): void {
  const { network, columns } = plan
  const { received, toCustomers, expired } = work
  readFeeds(plan, row, work.feeds)
  // How production and transfers share what leaves is only known from the first bucket on.
  const first = work.feeds.production && work.feeds.transfers ? 0 : from
  const count = received.length
  const base = row * count
  for (let bucket = first; bucket < count; bucket++) received[bucket] = columns.receipts[base + bucket]!
  addCells(plan.firmReceipts, row, received)
  toCustomers.fill(0)
  for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++) {
    const base = network.demandRow[at]! * count
    for (let bucket = first; bucket < count; bucket++) toCustomers[bucket]! += columns.constrained[base + bucket]!
  }
  expired.fill(0)
  addWrittenOff(plan, row, expired)
  divideIssues(plan, row, work, first)
}

export function readFeeds(plan: SupplyPlan, row: number, feeds: Feeds): void {
  const { network } = plan
  feeds.production = hasCells(plan.firmNeeds, row)
  feeds.transfers = hasCells(plan.firmIssues, row)
  for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++)
    if (network.consumerComponent[at]! < 0) feeds.transfers = true
    else feeds.production = true
}

/**
 * What left a row beside its customers' goods, into `work`: to production as far as its products needed it, the rest on
 * transfers. A row that nobody draws on, and one that received less than it gave, has something unexplained.
 */
function divideIssues(plan: SupplyPlan, row: number, work: RowMovements, from: number): void {
  const { network, columns, horizon } = plan
  const { received, toCustomers, toOtherRows, toProduction, expired, unexplained, feeds } = work
  const needed = feeds.production && feeds.transfers ? componentNeed(plan, row) : null
  const base = row * horizon.count
  let open = 0
  let before = Math.max(0, from === 0 ? network.openingStock[row]! : columns.closing[base + from - 1]!)
  for (let bucket = from; bucket < horizon.count; bucket++) {
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
