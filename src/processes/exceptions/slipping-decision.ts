import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { bucketOfDay } from '../../core/calendar/horizon.js'
import type { ExceptionContext } from './exception-input.js'
import { inUnits, onDay, type ProblemDraft, stockKey, stockPlace } from './problem-draft.js'
import { DECISION_DAYS, SLIPPED_SHARE, VALUE_DAYS } from './thresholds.js'

/**
 * Stock that runs out if nothing is ordered, where the plan still prevents it but the order has to leave within a week:
 * no loss yet. At risk is the margin of the week that a late decision would cost, by the share of decisions that slip.
 * Null when that is less than `least`. Where customers go short already there is no decision left.
 */
export function openDecisions(context: ExceptionContext): (row: number, least: number) => ProblemDraft | null {
  const { plan, values } = context
  const { horizon, network, columns } = plan
  return (row, least) => {
    if (network.demandStart[row] === network.demandStart[row + 1]) return null
    const source = network.sourceStart[row]!
    const leadTime = network.leadTimes[network.sourceLeadTime[source]!]!.days
    // No week asks for more than its quarter, and most rows are too small for either.
    const atMost = (values.quarterVolume[row]! / QUANTITY_PER_UNIT) * values.servedMargin[row]! * SLIPPED_SHARE
    if (atMost < least && leadTime + 2 * DECISION_DAYS < VALUE_DAYS) return null
    const firstDay = runsOutOn(context, row, horizon.planDay + leadTime + DECISION_DAYS)
    if (firstDay < 0) return null
    const from = bucketOfDay(horizon, firstDay)
    const to = Math.min(horizon.count - 1, bucketOfDay(horizon, firstDay + DECISION_DAYS))
    const lacking = askedBetween(context, row, from, to)
    const worth = (lacking / QUANTITY_PER_UNIT) * values.servedMargin[row]! * SLIPPED_SHARE
    if (worth < least || columns.closing[row * horizon.count + from]! < 0) return null
    const place = stockPlace(context, row)
    return {
      kind: 'shortage',
      place,
      sameAs: stockKey(place),
      firstDay,
      durationDays: DECISION_DAYS,
      size: lacking,
      worth,
      lastUsefulDay: firstDay - leadTime,
      code: 'problem.shortage_undecided',
      values: { units: inUnits(lacking), day: onDay(firstDay), cause: onDay(firstDay - leadTime) },
      rootCause: `shortage:${stockKey(place)}`,
      evidence: [{ kind: 'row', id: stockKey(place) }],
    }
  }
}

/**
 * The day on which the as-is projection has nothing left to give, before `limit`; −1 = it has. Where customers do not
 * wait the projection stops at zero: the day after is then the first that goes without.
 */
function runsOutOn({ plan }: ExceptionContext, row: number, limit: number): number {
  const { horizon, columns } = plan
  for (let bucket = 0; bucket < horizon.count && horizon.firstDay[bucket]! < limit; bucket++) {
    const left = columns.asIs[row * horizon.count + bucket]!
    if (left < 0) return horizon.firstDay[bucket]!
    if (left === 0) return horizon.firstDay[bucket + 1] ?? -1
  }
  return -1
}

function askedBetween({ plan }: ExceptionContext, row: number, from: number, to: number): number {
  const { network, columns, horizon } = plan
  let asked = 0
  for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++)
    for (let bucket = from; bucket < to; bucket++)
      asked += columns.consensus[network.demandRow[at]! * horizon.count + bucket]!
  return asked
}
