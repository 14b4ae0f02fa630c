import { forEachSourceRow } from '../../core/network/network-levels.js'
import type { Evidence } from '../../core/why/problem.js'
import type { CauseBook, ShortageCause } from './cause-book.js'
import type { ExceptionContext } from './exception-input.js'
import { stockKey, stockPlace } from './problem-draft.js'
import type { ShortageDraft } from './shortage.js'
import { fallsBehindIn } from './stock-flow.js'

/**
 * Follows the row that fell behind up the network until something explains it. Where half of what is missing was missing
 * before its sources fell behind, its own stock was too small for its lead time. `looked` gets every row that was asked:
 * while nothing moves there the answer is the same.
 */
export function traceShortage(
  context: ExceptionContext,
  causes: CauseBook,
  { row: start, lastBucket, isBehind }: ShortageDraft,
  looked: Set<number>,
): ShortageCause {
  const { plan } = context
  const seen = new Set<number>()
  let row = start
  for (;;) {
    seen.add(row)
    looked.add(row)
    const known = causes.of(plan, row)
    if (known !== null) return known
    const behind = row === start ? isBehind : fallsBehindIn(plan, row, lastBucket) >= 0
    const above = behind ? shortSource(context, causes, row, lastBucket, seen, looked) : -1
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

/** The source or component that lacks most: one with a known cause first, else one that ran out itself. */
function shortSource(
  { plan }: ExceptionContext,
  causes: CauseBook,
  row: number,
  lastBucket: number,
  seen: ReadonlySet<number>,
  looked: Set<number>,
): number {
  let found = -1
  let known = false
  forEachSourceRow(plan.network, row, (above) => {
    if (seen.has(above) || known) return
    looked.add(above)
    if (causes.of(plan, above) !== null) {
      found = above
      known = true
    } else if (found < 0 && (fallsBehindIn(plan, above, lastBucket) >= 0 || runsOut(plan, above, lastBucket)))
      found = above
  })
  return found
}

function runsOut({ columns, horizon }: ExceptionContext['plan'], row: number, lastBucket: number): boolean {
  const base = row * horizon.count
  for (let bucket = 0; bucket <= lastBucket; bucket++) if (columns.closing[base + bucket]! <= 0) return true
  return false
}
