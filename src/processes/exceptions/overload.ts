import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { findOverloads, type Overload } from '../../core/supply/capacity.js'
import type { Problem } from '../../core/why/problem.js'
import type { ExceptionContext } from './exception-input.js'
import { asShare, collect, inUnits, onDay, type ProblemDraft } from './problem-draft.js'
import { supplyLag } from './stock-flow.js'
import { OVERLOAD_DAYS } from './thresholds.js'

/**
 * Lines and suppliers asked for more than they have, one trouble each, worth the margin of what could not be made when
 * it was needed. What the plan made earlier instead costs nothing and is no trouble.
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
  const unmet = byCapacity.size === 0 ? null : lagByCapacity(context, end)
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
      place: { location, reference: id },
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

const NONE: ReadonlySet<number> = new Set()

function capacitiesOf(network: ExceptionContext['plan']['network'], row: number): ReadonlySet<number> {
  const from = network.usageStart[network.sourceStart[row]!]!
  const to = network.usageStart[network.sourceStart[row + 1]!]!
  return from === to ? NONE : new Set(network.usageCapacity.subarray(from, to))
}
