import type { OwnedChange } from '../../core/plan/version.js'
import type { Problem } from '../../core/why/problem.js'
import type { ComparedPlans } from '../proof/plan-of-record.js'
import type { ExceptionInput } from './exception-input.js'
import { rankQueue } from './problem-queue.js'
import { detectRecordGaps } from './record-gap.js'
import { deriveUnitValues } from './unit-values.js'

/**
 * The queue of a finished plan as it stands now: what was found when it was made, the gap to the budget replaced by the
 * gap to what has been signed, less what somebody answers for by now. Neither belongs to the version: plans are signed
 * and differences owned after they are frozen. Rules EX25 and EX26.
 */
export function withRecordGaps(
  planned: Pick<ExceptionInput, 'company' | 'plan' | 'money'> & { readonly problems: readonly Problem[] },
  compared: ComparedPlans,
  changes: readonly OwnedChange[],
): Problem[] {
  const context = { ...planned, values: deriveUnitValues(planned) }
  const others = planned.problems.filter(({ kind }) => kind !== 'plan_gap')
  return rankQueue([...others, ...detectRecordGaps(context, compared, changes)], context.values.floor)
}
