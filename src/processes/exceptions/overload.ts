import { UNLIMITED } from '../../core/network/capacity-compilation.js'
import type { Capacity } from '../../core/network/supply-network.js'
import { CapacityLedger, type CapacitySums, type CapacityUses, usesByCapacity } from './capacity-ledger.js'
import type { Causing } from './cause-book.js'
import type { ExceptionContext } from './exception-input.js'
import { FoundProblem, type ProblemSource } from './found-problem.js'
import { type MovedRows, PLAN, WORTH } from './moved-rows.js'
import { asShare, inUnits, onDay, type ProblemDraft } from './problem-draft.js'
import { OVERLOAD_DAYS } from './thresholds.js'

/**
 * Lines and suppliers asked for more than they have, one trouble each, worth the margin of what cannot be made when it
 * is needed: planned receipts that fall behind what is asked, or orders already placed beyond the limit, which the plan
 * has to count on. What the plan makes earlier instead costs nothing and is no trouble.
 */
export class Overloads implements ProblemSource {
  private readonly uses: CapacityUses
  /** By capacity, as `troubles`. */
  private readonly ledgers: readonly CapacityLedger[]
  private readonly troubles: (FoundProblem | null)[]

  constructor({ plan: { network } }: ExceptionContext) {
    const uses = usesByCapacity(network)
    this.uses = uses
    this.ledgers = network.capacities.map(
      ({ pool, limit }, capacity) => new CapacityLedger(uses, capacity, pool, limit.length),
    )
    this.troubles = network.capacities.map(() => null)
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    const end = context.bucketsWithin(OVERLOAD_DAYS)
    const hasMoved = (row: number): boolean => moved.has(row, PLAN | WORTH)
    this.ledgers.forEach((ledger, capacity) => {
      if (ledger.follow(context, end, hasMoved)) this.troubles[capacity] = this.judge(context, capacity, end)
    })
  }

  found(): readonly FoundProblem[] {
    return this.troubles.filter((found) => found !== null)
  }

  *causing({ plan }: ExceptionContext, floor: number): Generator<Causing> {
    for (const [capacity, found] of this.troubles.entries())
      if (found?.isNotable(floor)) yield { row: -1, capacity: plan.network.capacities[capacity]!.id, found }
  }

  /** Stock rows that use a line or supplier. */
  rowsUsing({ plan }: ExceptionContext, id: string): number[] {
    return plan.network.capacities.flatMap((each, capacity) =>
      each.id === id ? [...this.uses.row.subarray(this.uses.start[capacity]!, this.uses.start[capacity + 1]!)] : [],
    )
  }

  private judge(context: ExceptionContext, capacity: number, end: number): FoundProblem | null {
    const each = context.plan.network.capacities[capacity]!
    const sums = this.ledgers[capacity]!.sums()
    const pools = Array.from(sums.asked.keys()).filter(
      (pool) => each.limit[pool]! < UNLIMITED && sums.asked[pool]! > each.limit[pool]! && each.pool.indexOf(pool) < end,
    )
    return pools.length === 0 ? null : new FoundProblem(this.draft(context, capacity, pools, sums, end))
  }

  private draft(
    context: ExceptionContext,
    capacity: number,
    pools: readonly number[],
    sums: CapacitySums,
    end: number,
  ): ProblemDraft {
    const { horizon, network } = context.plan
    const each = network.capacities[capacity]!
    const { id, kind, pool, limit } = each
    const first = Math.min(...pools.map((at) => pool.indexOf(at)))
    const last = Math.max(...pools.map((at) => pool.lastIndexOf(at)))
    const load = pools.reduce((sum, at) => sum + sums.asked[at]!, 0)
    const most = pools.reduce((sum, at) => sum + limit[at]!, 0)
    const firstDay = horizon.firstDay[first]!
    const { units, worth } = unmet(each, sums, end)
    return {
      kind: 'overload',
      place: { product: this.onlyProduct(context, capacity), location: locationOf(context, each), reference: id },
      sameAs: id,
      firstDay,
      durationDays: horizon.firstDay[last]! + horizon.days[last]! - firstDay,
      size: units,
      worth,
      lastUsefulDay: firstDay,
      code: kind === 'resource' ? 'problem.overload_line' : 'problem.overload_supplier',
      values: {
        units: inUnits(units),
        load: asShare(most === 0 ? 9.99 : load / most),
        periods: pools.length,
        day: onDay(firstDay),
      },
      evidence: [{ kind: 'source', id }],
    }
  }

  /** The product that alone uses a capacity, or empty text. */
  private onlyProduct({ plan, company }: ExceptionContext, capacity: number): string {
    const { item } = plan.rows.stock
    const rows = this.uses.row.subarray(this.uses.start[capacity]!, this.uses.start[capacity + 1]!)
    const only = item[rows[0]!]!
    return rows.every((row) => item[row] === only) ? company.products[only]!.id : ''
  }
}

const locationOf = ({ company }: ExceptionContext, { id, kind }: Capacity): string =>
  company.resources.find((resource) => kind === 'resource' && resource.id === id)?.location ?? ''

/** The worse of the two: receipts that lag, or placed orders that do not fit, as the average unit of such orders. */
function unmet({ pool, limit }: Capacity, sums: CapacitySums, end: number): { units: number; worth: number } {
  const { placed, placedUnits, placedWorth, lagUnits, lagWorth } = sums
  let load = 0
  let beyond = 0
  limit.forEach((most, at) => {
    load += placed[at]!
    if (most < UNLIMITED && pool.indexOf(at) < end) beyond += Math.max(0, placed[at]! - most)
  })
  const share = load > 0 ? beyond / load : 0
  return placedWorth * share > lagWorth
    ? { units: placedUnits * share, worth: placedWorth * share }
    : { units: lagUnits, worth: lagWorth }
}
