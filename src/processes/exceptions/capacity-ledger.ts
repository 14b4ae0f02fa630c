/**
 * What is asked of every line and supplier, and what their rows fall behind: sums over blocks of uses, so that a moved row
 * costs its block and a total is added up in the same order whoever asks.
 */
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import type { SupplyNetwork } from '../../core/network/supply-network.js'
import { loadOf } from '../../core/supply/capacity-load.js'
import { ordersAsAsked, type Planned, plannedFrom } from '../../core/supply/requests.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import type { ExceptionContext } from './exception-input.js'
import { supplyLag } from './stock-flow.js'

const USES_PER_BLOCK = 128

/** Which sources use a capacity: one use of a network's usage list each, ordered by capacity, then source. */
export interface CapacityUses {
  readonly use: Int32Array
  readonly source: Int32Array
  readonly row: Int32Array
  /** Uses of capacity c: [start[c], start[c + 1]). */
  readonly start: Int32Array
}

export function usesByCapacity({ capacities, sourceStart, usageStart, usageCapacity }: SupplyNetwork): CapacityUses {
  const start = new Int32Array(capacities.length + 1)
  for (const capacity of usageCapacity) start[capacity + 1]! += 1
  for (let capacity = 0; capacity < capacities.length; capacity++) start[capacity + 1]! += start[capacity]!
  const count = usageCapacity.length
  const uses = { use: new Int32Array(count), source: new Int32Array(count), row: new Int32Array(count), start }
  const next = start.slice()
  for (let row = 0; row + 1 < sourceStart.length; row++)
    for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++)
      for (let use = usageStart[source]!; use < usageStart[source + 1]!; use++) {
        const at = next[usageCapacity[use]!]!++
        uses.use[at] = use
        uses.source[at] = source
        uses.row[at] = row
      }
  return uses
}

/** Of one capacity, in all its uses. Loads in millionths of its unit, by pool; quantities in thousandths, worth in money. */
export interface CapacitySums {
  /** Asked for by netting, and by orders already placed; the latter also by itself. */
  readonly asked: Float64Array
  readonly placed: Float64Array
  readonly placedUnits: number
  readonly placedWorth: number
  /** How far planned receipts fall behind what is asked, at their furthest. */
  readonly lagUnits: number
  readonly lagWorth: number
}

const SCALARS = 4

/** Sums of one capacity by block: loads by pool, asked then placed, and the four figures behind them. */
export class CapacityLedger {
  private readonly pools: number
  private readonly width: number
  private readonly blocks: Float64Array

  constructor(
    private readonly uses: CapacityUses,
    private readonly capacity: number,
    private readonly pool: Uint16Array,
    poolCount: number,
  ) {
    this.pools = poolCount
    this.width = 2 * poolCount + SCALARS
    const count = uses.start[capacity + 1]! - uses.start[capacity]!
    this.blocks = new Float64Array(Math.ceil(count / USES_PER_BLOCK) * this.width)
  }

  /** Adds up again the blocks in which a row has moved, up to bucket `end` where lag is concerned; false = none has. */
  follow(context: ExceptionContext, end: number, hasMoved: (row: number) => boolean): boolean {
    const { start, row } = this.uses
    const last = start[this.capacity + 1]!
    let isMoved = false
    for (let from = start[this.capacity]!, block = 0; from < last; from += USES_PER_BLOCK, block++) {
      const until = Math.min(last, from + USES_PER_BLOCK)
      if (!row.subarray(from, until).some(hasMoved)) continue
      this.addBlock(context, end, block, from, until)
      isMoved = true
    }
    return isMoved
  }

  sums(): CapacitySums {
    const total = new Float64Array(this.width)
    this.blocks.forEach((value, at) => {
      total[at % this.width]! += value
    })
    const [placedUnits, placedWorth, lagUnits, lagWorth] = total.subarray(2 * this.pools) as unknown as number[]
    return {
      asked: total.subarray(0, this.pools),
      placed: total.subarray(this.pools, 2 * this.pools),
      placedUnits: placedUnits!,
      placedWorth: placedWorth!,
      lagUnits: lagUnits!,
      lagWorth: lagWorth!,
    }
  }

  private addBlock(context: ExceptionContext, end: number, block: number, from: number, until: number): void {
    const { plan, values } = context
    const { use, source, row, start } = this.uses
    const sums = this.blocks.subarray(block * this.width, (block + 1) * this.width).fill(0)
    const scalars = sums.subarray(2 * this.pools)
    const buffer = new Float64Array(plan.horizon.count)
    for (let at = from; at < until; at++) {
      const worth = values.servedMargin[row[at]!]! / QUANTITY_PER_UNIT
      const per = plan.network.usagePer[use[at]!]!
      this.addAsked(plan, row[at]!, source[at]!, per, buffer, sums)
      const placed = this.addPlaced(plan, row[at]!, per, sums)
      scalars[0]! += placed
      scalars[1]! += placed * worth
      // A row with two sources on one line falls behind once.
      if (at > start[this.capacity]! && row[at - 1] === row[at]) continue
      const lag = supplyLag(plan, row[at]!, end - 1)
      scalars[2]! += lag
      scalars[3]! += lag * worth
    }
  }

  private addAsked(
    plan: SupplyPlan,
    row: number,
    source: number,
    per: number,
    buffer: Float64Array,
    sums: Float64Array,
  ): void {
    const planned: Planned = { values: buffer, base: 0 }
    plannedFrom(plan, row, source, ordersAsAsked(plan), buffer, planned)
    for (let bucket = 0; bucket < plan.horizon.count; bucket++) {
      const quantity = planned.values[planned.base + bucket]!
      if (quantity > 0) sums[this.pool[bucket]!]! += loadOf(quantity, per)
    }
  }

  /** Open supply orders use the capacity of the row's source; with several sources nobody knows whose they are. */
  private addPlaced({ network, firmReceipts }: SupplyPlan, row: number, per: number, sums: Float64Array): number {
    if (network.sourceStart[row + 1]! - network.sourceStart[row]! !== 1) return 0
    const { start, bucket, value } = firmReceipts
    let placed = 0
    for (let cell = start[row]!; cell < start[row + 1]!; cell++) {
      const load = loadOf(value[cell]!, per)
      sums[this.pool[bucket[cell]!]!]! += load
      sums[this.pools + this.pool[bucket[cell]!]!]! += load
      placed += value[cell]!
    }
    return placed
  }
}
