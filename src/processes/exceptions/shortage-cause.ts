import { forEachSourceRow } from '../../core/network/network-levels.js'
import type { Evidence, Problem } from '../../core/why/problem.js'
import type { ExceptionContext } from './exception-input.js'
import { stockKey, stockPlace } from './problem-draft.js'
import { fallsBehindIn } from './stock-flow.js'

/** Troubles that can make a shortage elsewhere, by where they are. */
export interface CauseBook {
  /** By `product@location`. */
  readonly lateSupply: ReadonlyMap<string, Problem>
  /** Demand above plan, by `product@location`. */
  readonly surge: ReadonlyMap<string, Problem>
  /** By capacity. */
  readonly overload: ReadonlyMap<string, Problem>
}

export function openCauseBook(found: readonly Problem[]): CauseBook {
  const ofKind = (kind: Problem['kind']): Problem[] => found.filter((problem) => problem.kind === kind)
  const byPlace = (problems: readonly Problem[]) =>
    new Map(problems.map((problem) => [stockKey(problem.place), problem]))
  return {
    lateSupply: byPlace(ofKind('late_supply')),
    surge: byPlace(ofKind('demand_deviation').filter(({ why }) => why.code === 'problem.demand_above')),
    overload: new Map(ofKind('overload').map((problem) => [problem.place.reference, problem])),
  }
}

export interface ShortageCause {
  code: string
  /** What is named in the sentence: an order's origin, a line, a place. */
  reference: string
  rootCause: string
  evidence: Evidence[]
}

/** What a row lacks, in all and by bucket. */
export interface Missing {
  units: number
  lastBucket: number
  byBucket: Float64Array
}

const missingFrom = ({ byBucket }: Missing, first: number): number =>
  byBucket.subarray(first).reduce((sum, units) => sum + units, 0)

/**
 * Follows the row that fell behind up the network until something explains it. Where half of
 * what is missing was missing before its sources fell behind, its own stock was too small for its lead time.
 */
export function traceShortage(
  context: ExceptionContext,
  causes: CauseBook,
  start: number,
  missing: Missing,
): ShortageCause {
  const { lastBucket } = missing
  const { plan } = context
  const seen = new Set<number>()
  let row = start
  for (;;) {
    seen.add(row)
    const known = knownCause(context, causes, row)
    if (known !== null) return known
    const behindFrom = fallsBehindIn(plan, row, lastBucket)
    const behind = behindFrom >= 0 && (row !== start || missingFrom(missing, behindFrom) * 2 >= missing.units)
    const above = behind ? shortSource(context, causes, row, lastBucket, seen) : -1
    if (above < 0) break
    row = above
  }
  const key = stockKey(stockPlace(context, row))
  const code = row === start ? 'problem.shortage_lead_time' : 'problem.shortage_source'
  const evidence: Evidence[] = row === start ? [] : [{ kind: 'row', id: key }]
  return { code, reference: row === start ? leadTimeOf(plan, row) : key, rootCause: `shortage:${key}`, evidence }
}

const leadTimeOf = ({ network }: ExceptionContext['plan'], row: number): string => {
  const source = network.sourceStart[row]!
  return String(network.leadTimes[network.sourceLeadTime[source]!]?.days ?? 0)
}

function knownCause(context: ExceptionContext, causes: CauseBook, row: number): ShortageCause | null {
  const { network } = context.plan
  const key = stockKey(stockPlace(context, row))
  const by = (code: string, problem: Problem, reference: string): ShortageCause => ({
    code,
    reference,
    rootCause: problem.rootCause,
    evidence: [{ kind: 'problem', id: problem.id }],
  })
  const late = causes.lateSupply.get(key)
  if (late !== undefined) return by('problem.shortage_late_supply', late, String(late.why.values.origin ?? key))
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
    for (let use = network.usageStart[source]!; use < network.usageStart[source + 1]!; use++) {
      const { id } = network.capacities[network.usageCapacity[use]!]!
      const overload = causes.overload.get(id)
      if (overload !== undefined) return by('problem.shortage_capacity', overload, id)
    }
  const surge = causes.surge.get(key)
  return surge === undefined ? null : by('problem.shortage_demand', surge, key)
}

/** Planned receipts came later than netting asked. */
const fallsBehind = ({ plan }: ExceptionContext, row: number, lastBucket: number): boolean =>
  fallsBehindIn(plan, row, lastBucket) >= 0

/** The source or component that lacks most: one with a known cause first, else one that ran out itself. */
function shortSource(
  context: ExceptionContext,
  causes: CauseBook,
  row: number,
  lastBucket: number,
  seen: ReadonlySet<number>,
): number {
  let found = -1
  let known = false
  forEachSourceRow(context.plan.network, row, (above) => {
    if (seen.has(above) || known) return
    if (knownCause(context, causes, above) !== null) {
      found = above
      known = true
    } else if (found < 0 && (fallsBehind(context, above, lastBucket) || runsOut(context, above, lastBucket)))
      found = above
  })
  return found
}

function runsOut({ plan }: ExceptionContext, row: number, lastBucket: number): boolean {
  const { closing } = plan.columns
  const base = row * plan.horizon.count
  for (let bucket = 0; bucket <= lastBucket; bucket++) if (closing[base + bucket]! <= 0) return true
  return false
}
