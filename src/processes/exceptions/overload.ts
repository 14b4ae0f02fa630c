import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { UNLIMITED } from '../../core/network/capacity-compilation.js'
import { findOverloads, type Overload } from '../../core/supply/capacity.js'
import { emptyPools, takeLoad } from '../../core/supply/capacity-load.js'
import type { Problem } from '../../core/why/problem.js'
import type { ExceptionContext } from './exception-input.js'
import { asShare, collect, inUnits, onDay, type ProblemDraft } from './problem-draft.js'
import { supplyLag } from './stock-flow.js'
import { OVERLOAD_DAYS } from './thresholds.js'

/**
 * Lines and suppliers asked for more than they have, one trouble each, worth the margin of what cannot be made when it
 * is needed: planned receipts that fall behind what is asked, or orders already placed beyond the limit, which the plan
 * has to count on. What the plan makes earlier instead costs nothing and is no trouble.
 */
export function detectOverloads(context: ExceptionContext): Problem[] {
  return collect(context, draftOverloads(context))
}

function* draftOverloads(context: ExceptionContext): Generator<ProblemDraft> {
  const { plan, company, bucketsWithin } = context
  const { horizon, network } = plan
  const end = bucketsWithin(OVERLOAD_DAYS)
  const byCapacity = new Map<number, Overload[]>()
  for (const overload of findOverloads(plan)) {
    if (overload.firstBucket >= end) continue
    const same = byCapacity.get(overload.capacity)
    if (same === undefined) byCapacity.set(overload.capacity, [overload])
    else same.push(overload)
  }
  const unmet = byCapacity.size === 0 ? null : unmetByCapacity(context, end)
  for (const [capacity, overloads] of byCapacity) {
    const { id, kind } = network.capacities[capacity]!
    const first = Math.min(...overloads.map(({ firstBucket }) => firstBucket))
    const last = Math.max(...overloads.map(({ pool }) => network.capacities[capacity]!.pool.lastIndexOf(pool)))
    const load = overloads.reduce((sum, overload) => sum + overload.load, 0)
    const limit = overloads.reduce((sum, overload) => sum + overload.limit, 0)
    const firstDay = horizon.firstDay[first]!
    const location = company.resources.find((resource) => kind === 'resource' && resource.id === id)?.location ?? ''
    yield {
      kind: 'overload',
      place: { product: onlyProduct(context, capacity), location, reference: id },
      sameAs: id,
      firstDay,
      durationDays: horizon.firstDay[last]! + horizon.days[last]! - firstDay,
      size: unmet!.units[capacity]!,
      worth: unmet!.worth[capacity]!,
      lastUsefulDay: firstDay,
      code: kind === 'resource' ? 'problem.overload_line' : 'problem.overload_supplier',
      values: {
        units: inUnits(unmet!.units[capacity]!),
        load: asShare(limit === 0 ? 9.99 : load / limit),
        periods: overloads.length,
        day: onDay(firstDay),
      },
      evidence: [{ kind: 'source', id }],
    }
  }
}

/** Per capacity the worse of the two: receipts that lag, or placed orders that do not fit. Units and their margin. */
function unmetByCapacity(context: ExceptionContext, end: number) {
  const lag = lagByCapacity(context, end)
  const firm = firmBeyondLimit(context, end)
  lag.worth.forEach((worth, capacity) => {
    if (firm.worth[capacity]! <= worth) return
    lag.worth[capacity] = firm.worth[capacity]!
    lag.units[capacity] = firm.units[capacity]!
  })
  return lag
}

/** Per capacity: orders already placed beyond the limits of their pools, as the average unit and margin of such orders. */
function firmBeyondLimit({ plan, values }: ExceptionContext, end: number) {
  const { network, supply } = plan
  const pools = emptyPools(network)
  const placed = {
    units: new Float64Array(network.capacities.length),
    worth: new Float64Array(network.capacities.length),
  }
  for (let slot = 0; slot < supply.limited.count; slot++) {
    const row = supply.limited.row[slot]!
    const source = supply.limited.source[slot]!
    if (network.sourceStart[row + 1]! - network.sourceStart[row]! !== 1) continue
    for (let cell = plan.firmReceipts.start[row]!; cell < plan.firmReceipts.start[row + 1]!; cell++) {
      takeLoad(network, pools, source, plan.firmReceipts.bucket[cell]!, plan.firmReceipts.value[cell]!)
      for (let use = network.usageStart[source]!; use < network.usageStart[source + 1]!; use++) {
        const quantity = plan.firmReceipts.value[cell]!
        placed.units[network.usageCapacity[use]!]! += quantity
        placed.worth[network.usageCapacity[use]!]! += (quantity / QUANTITY_PER_UNIT) * values.servedMargin[row]!
      }
    }
  }
  network.capacities.forEach(({ pool, limit }, capacity) => {
    let load = 0
    let beyond = 0
    limit.forEach((most, at) => {
      const taken = -pools.free[pools.offset[capacity]! + at]!
      load += taken
      if (most < UNLIMITED && pool.indexOf(at) < end) beyond += Math.max(0, taken - most)
    })
    const share = load > 0 ? beyond / load : 0
    placed.units[capacity]! *= share
    placed.worth[capacity]! *= share
  })
  return placed
}

/** Per capacity: how far the receipts of the rows that use it fall behind what is asked, in units and margin. */
function lagByCapacity({ plan, values }: ExceptionContext, end: number) {
  const { network } = plan
  const units = new Float64Array(network.capacities.length)
  const worth = new Float64Array(network.capacities.length)
  for (let row = 0; row < plan.rows.stock.count; row++) {
    const used = capacitiesOf(network, row)
    const lag = used.size === 0 ? 0 : supplyLag(plan, row, end - 1)
    if (lag <= 0) continue
    for (const capacity of used) {
      units[capacity]! += lag
      worth[capacity]! += (lag / QUANTITY_PER_UNIT) * values.servedMargin[row]!
    }
  }
  return { units, worth }
}

/** The product that alone uses a capacity, or empty text. */
function onlyProduct({ plan, company }: ExceptionContext, capacity: number): string {
  const { item, count } = plan.rows.stock
  let found = -1
  for (let row = 0; row < count; row++) {
    if (!capacitiesOf(plan.network, row).has(capacity)) continue
    if (found >= 0 && found !== item[row]) return ''
    found = item[row]!
  }
  return found < 0 ? '' : company.products[found]!.id
}

const NONE: ReadonlySet<number> = new Set()

function capacitiesOf(network: ExceptionContext['plan']['network'], row: number): ReadonlySet<number> {
  const from = network.usageStart[network.sourceStart[row]!]!
  const to = network.usageStart[network.sourceStart[row + 1]!]!
  return from === to ? NONE : new Set(network.usageCapacity.subarray(from, to))
}
