import type { SupplyNetwork } from '../network/supply-network.js'
import type { Allocate, Plan } from '../plan/plan.js'
import { groupCapacities, type LimitedSources } from './capacity-groups.js'
import { type Clusters, clusterRows } from './clusters.js'
import { type Components, connectRows } from './components.js'

/**
 * What the supply steps keep between them, beside the stored columns: what limited sources can give, and what really
 * left on each link of a row that fell short. Made once for a plan; its arrays can be shared with workers.
 */
export interface SupplyState {
  readonly limited: LimitedSources
  readonly clusters: Clusters
  /** What the steps tell each other of a run that follows a change, 1 for yes. Nothing of it outlives the run. */
  /** Per stock row: the first bucket in which it orders otherwise than before; their number where in none. */
  readonly ordersMovedFrom: Float64Array
  /** Per limited source: something else fits than before. */
  readonly feasibleMoved: Uint8Array
  /** Per stock row: whoever draws on it must be constrained after it. */
  readonly disturbs: Uint8Array
  /** Per demand row: from this bucket on nothing else is shipped than before. */
  readonly shippedMovedTo: Float64Array
  /**
   * Per stock row: no bucket before it has moved since its books were last brought up to date. Whoever writes closings,
   * receipts or shipments lowers it, whoever books sets it to the end of the horizon.
   */
  readonly movedFrom: Float64Array
  /** Per limited source × bucket: receipts that fit in its capacities. */
  readonly feasible: Float64Array
  /** 1 for a stock row where what netting projects comes true if nothing is short in it and its source is not short. */
  readonly plain: Uint8Array
  /** 1 for a plain row whose closing is what netting projected, where nothing is short. */
  readonly ample: Uint8Array
  /** 1 for a stock row that ships whatever is asked of it when it is asked for; 0 also where nobody knows yet. */
  readonly served: Uint8Array
  /** 1 for a stock row that could not give all that was asked; its consumers then read what really left. */
  readonly short: Uint8Array
  /**
   * Where what really left for a transfer source is written, by release bucket: −1 in the receipts of the consuming
   * row, which replaces it by what arrives; else a slot of `shipments`.
   */
  readonly shipmentSlot: Int32Array
  readonly shipments: Float64Array
  readonly components: Components
  /** 1 for a stock row that lost demand, or goods to their expiry, which netting had counted on. */
  readonly surprised: Uint8Array
  /** Per leader of a component: 1 when it was netted and constrained a second time. */
  readonly trimmed: Uint8Array
  /** Orders of that second netting, per stock row × bucket; memory is only touched where there was one. */
  readonly trimmedOrders: Float64Array
  /** Planned receipts by source, for rows with several sources: slot of each source, −1 where the row has only one. */
  readonly splitSlot: Int32Array
  readonly split: Float64Array
  /** Per lot of the network: what is left of it after its last day. */
  readonly writtenOff: Float64Array
}

/** A plan that the supply steps can run on. */
export interface SupplyPlan extends Plan {
  readonly supply: SupplyState
}

/** Makes the state for a network; `allocate` decides whether workers can share it. */
export function buildSupplyState(network: SupplyNetwork, bucketCount: number, allocate: Allocate): SupplyState {
  const rowCount = network.level.length
  const flags = (count = rowCount): Uint8Array =>
    new Uint8Array(allocate(Math.ceil(count / Float64Array.BYTES_PER_ELEMENT)).buffer, 0, count)
  const limited = groupCapacities(network)
  const clusters = clusterRows(network)
  const shipmentSlot = new Int32Array(network.sourceRow.length).fill(-1)
  const splitSlot = new Int32Array(network.sourceRow.length).fill(-1)
  let slots = 0
  let splits = 0
  for (let row = 0; row < rowCount; row++) {
    const first = network.sourceStart[row]!
    const end = network.sourceStart[row + 1]!
    const alone = end - first === 1 && clusters.memberStart[row + 1]! - clusters.memberStart[row]! === 1
    for (let source = first; source < end; source++) {
      if (network.sourceRow[source]! >= 0 && !alone) shipmentSlot[source] = slots++
      if (end - first > 1) splitSlot[source] = splits++
    }
  }
  return {
    limited,
    clusters,
    ordersMovedFrom: allocate(rowCount),
    feasibleMoved: flags(limited.count),
    disturbs: flags(),
    shippedMovedTo: allocate(network.backorder.length),
    movedFrom: allocate(rowCount),
    feasible: allocate(limited.count * bucketCount),
    plain: plainRows(network, limited, clusters, flags()),
    ample: flags(),
    served: flags(),
    short: flags(),
    components: connectRows(network, limited),
    surprised: flags(),
    trimmed: flags(),
    trimmedOrders: allocate(rowCount * bucketCount),
    shipmentSlot,
    shipments: allocate(slots * bucketCount),
    splitSlot,
    split: allocate(splits * bucketCount),
    writtenOff: allocate(network.lotQuantity.length),
  }
}

/** Something else is shipped in this bucket than before, and perhaps in other ones. */
export function raiseShippedMovedTo({ shippedMovedTo }: SupplyState, demand: number, bucket: number): void {
  if (bucket >= shippedMovedTo[demand]!) shippedMovedTo[demand] = bucket + 1
}

/** One source at most, nothing limited on either side, no lots, no products that lack other components. */
function plainRows(
  { sourceStart, lotStart }: SupplyNetwork,
  { slot, upstream }: LimitedSources,
  { memberStart, leader }: Clusters,
  plain: Uint8Array,
): Uint8Array {
  for (let row = 0; row < plain.length; row++) {
    const source = sourceStart[row]!
    const sources = sourceStart[row + 1]! - source
    const isUnlimited = (sources === 0 || slot[source]! < 0) && upstream[row] === 0
    const isAlone = leader[row] === row && memberStart[row + 1]! - memberStart[row]! === 1
    plain[row] = sources <= 1 && isUnlimited && isAlone && lotStart[row] === lotStart[row + 1] ? 1 : 0
  }
  return plain
}

/** The row has moved in this bucket, and perhaps in later ones. */
export function lowerMovedFrom({ movedFrom }: SupplyState, row: number, bucket: number): void {
  if (bucket < movedFrom[row]!) movedFrom[row] = bucket
}

/** Where receipts of this source are kept apart, or null when the row has no other source. */
export function splitOf(plan: SupplyPlan, source: number): Float64Array | null {
  const slot = plan.supply.splitSlot[source]!
  if (slot < 0) return null
  return plan.supply.split.subarray(slot * plan.horizon.count, (slot + 1) * plan.horizon.count)
}

/** Planned receipts of a row from one of its sources, by bucket: a view, not a copy. */
export function receiptsFrom(plan: SupplyPlan, row: number, source: number): Float64Array {
  const count = plan.horizon.count
  return splitOf(plan, source) ?? plan.columns.receipts.subarray(row * count, (row + 1) * count)
}
