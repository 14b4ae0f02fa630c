import type { SupplyPlan } from '../../core/supply/supply-state.js'
import type { Evidence } from '../../core/why/problem.js'
import type { BaseMoney } from './base-money.js'
import type { FoundProblem } from './found-problem.js'
import { stockKey } from './problem-draft.js'

export interface ShortageCause {
  code: string
  /** What is named in the sentence: an order's origin, a line, a place. */
  reference: string
  rootCause: string
  evidence: Evidence[]
}

/** Trouble that is listed and can make a shortage elsewhere, with where it is. */
export interface Causing {
  /** Stock row; −1 where the plan has none. */
  readonly row: number
  /** Id of the line or supplier that is asked for too much; empty text when it is none of that. */
  readonly capacity: string
  readonly found: FoundProblem
}

/** What is known to explain a shortage at a stock row. */
export class CauseBook {
  private readonly lateSupply = new Map<number, ShortageCause>()
  private readonly surge = new Map<number, ShortageCause>()
  private readonly overload = new Map<string, ShortageCause>()

  constructor(base: BaseMoney, causing: Iterable<Causing>) {
    for (const { row, capacity, found } of causing) {
      const { id, rootCause, place, why, kind } = found.problem(base)
      const by = (code: string, reference: string): ShortageCause => ({
        code,
        reference,
        rootCause,
        evidence: [{ kind: 'problem', id }],
      })
      if (kind === 'late_supply')
        this.lateSupply.set(row, by('problem.shortage_late_supply', String(why.values.origin ?? stockKey(place))))
      else if (kind === 'overload') this.overload.set(capacity, by('problem.shortage_capacity', capacity))
      else if (why.code === 'problem.demand_above') this.surge.set(row, by('problem.shortage_demand', stockKey(place)))
    }
  }

  /** Late supply before overload before demand above plan. */
  of({ network }: SupplyPlan, row: number): ShortageCause | null {
    const late = this.lateSupply.get(row)
    if (late !== undefined) return late
    for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
      for (let use = network.usageStart[source]!; use < network.usageStart[source + 1]!; use++) {
        const overload = this.overload.get(network.capacities[network.usageCapacity[use]!]!.id)
        if (overload !== undefined) return overload
      }
    return this.surge.get(row) ?? null
  }

  /** Rows, and capacities, that one of two books explains and the other does not, or by something else. */
  differences(other: CauseBook): { rows: Set<number>; capacities: Set<string> } {
    return {
      rows: new Set([...differing(this.lateSupply, other.lateSupply), ...differing(this.surge, other.surge)]),
      capacities: new Set(differing(this.overload, other.overload)),
    }
  }
}

function* differing<Key>(one: Map<Key, ShortageCause>, other: Map<Key, ShortageCause>): Generator<Key> {
  const idOf = (cause: ShortageCause | undefined): string => cause?.evidence[0]!.id ?? ''
  for (const key of new Set([...one.keys(), ...other.keys()]))
    if (idOf(one.get(key)) !== idOf(other.get(key))) yield key
}
