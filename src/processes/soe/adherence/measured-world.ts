/** What commitments are measured with: the frozen plan's flows by place, its weights, and what was done. */
import type { Day } from '../../../core/base/day.js'
import type { ForecastNotes } from '../../../core/demand/forecast-note.js'
import type { Company } from '../../../core/network/company.js'
import type { ExecutedFacts } from '../../../core/network/executed.js'
import type { Version } from '../../../core/plan/version.js'
import type { SupplyPlan } from '../../../core/supply/supply-state.js'
import type { PlanSnapshot } from '../../versions/plan-snapshot.js'
import { type CommittedWeek, committedBuckets, committedWeeks } from './committed-weeks.js'
import { type ExecutedWeeks, readExecutedWeeks } from './executed-flows.js'
import { type AdherenceFlow, type FlowPlan, planFlows } from './flow-rows.js'
import { type FrozenWeights, openWeights } from './frozen-weights.js'
import type { CompanyKeys, PlaceKeys } from './place-keys.js'
import { Shelf } from './shelf.js'
import { openSuccessors } from './successors.js'
import { openTolerances } from './tolerances.js'

/** The version signed for a week. */
export interface RecordPlan {
  readonly version: string
  readonly company: Company
  readonly plan: SupplyPlan
}

export interface CommitmentsMeasured {
  readonly version: Pick<Version, 'id' | 'hash' | 'planDay' | 'frozenAt'>
  /** Of the plan whose first weeks were frozen. */
  readonly snapshot: Pick<PlanSnapshot, 'company' | 'plan' | 'money' | 'statements'>
  readonly notes: Pick<ForecastNotes, 'class'> | null
  recordOf(firstDay: Day): RecordPlan | null
  /** Today's, in whose positions the facts are. */
  readonly company: Company
  /** Of the days from the plan day to `until`. */
  readonly facts: ExecutedFacts
  readonly from: Day
  readonly until: Day
  readonly measuredAt: string
}

/** A flow of a plan, its rows by key. */
export interface KeyedFlow {
  readonly plan: FlowPlan
  readonly keyOf: (row: number) => number
  readonly rowOf: ReadonlyMap<number, number>
}

export interface MeasuredWorld {
  readonly keys: PlaceKeys
  /** All weeks that were committed to. */
  readonly weeks: readonly CommittedWeek[]
  readonly flows: ReadonlyMap<AdherenceFlow, KeyedFlow>
  readonly weights: FrozenWeights
  readonly executed: ExecutedWeeks
  readonly shelf: Shelf
  readonly tells: ExecutedFacts['tells']
  readonly successors: (lastDay: Day) => (product: number) => number
  readonly tolerances: ReturnType<typeof openTolerances>
}

export function openWorld(given: CommitmentsMeasured, keys: PlaceKeys): MeasuredWorld {
  const { snapshot, company, facts } = given
  const own = keys.of(company)
  return {
    keys,
    weeks: committedWeeks(snapshot.plan.horizon, snapshot.company.settings.weekStart),
    flows: keyedFlows(snapshot, keys.of(snapshot.company), committedBuckets(snapshot.plan.horizon)),
    weights: openWeights(snapshot),
    executed: readExecutedWeeks(facts, company, keys, snapshot.company.settings.weekStart),
    shelf: new Shelf(facts, (product, location) => keys.stockKey(own.key(product, location, -1))),
    tells: facts.tells,
    successors: openSuccessors([snapshot.company, company], keys),
    tolerances: openTolerances(snapshot.company, given.notes),
  }
}

export function keyedFlows(
  { company, plan }: Pick<RecordPlan, 'company' | 'plan'>,
  { key }: CompanyKeys,
  buckets: number,
): Map<AdherenceFlow, KeyedFlow> {
  const flows = new Map<AdherenceFlow, KeyedFlow>()
  for (const [name, flow] of planFlows({ company, plan }, buckets)) {
    const { item, location, customer } = plan.rows[flow.grain]
    const keyOf = (row: number): number => key(item[row]!, location[row]!, customer[row]!)
    const rowOf = new Map<number, number>()
    flow.has.forEach((has, row) => {
      if (has === 1) rowOf.set(keyOf(row), row)
    })
    flows.set(name, { plan: flow, keyOf, rowOf })
  }
  return flows
}

/** A cell while it is gathered. */
export interface CellDraft {
  committed: number
  committedNext: number
  record: number
  actual: number
  actualNext: number
  /** Row of the frozen plan that it weighs by, and how much that one planned; −1 = none. */
  row: number
  planned: number
  flags: number
  split: boolean
}
