import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import type { OwnedChange } from '../../core/plan/version.js'
import type { Problem } from '../../core/why/problem.js'
import { differencesOwned, type SalesCell } from '../proof/agreement.js'
import type { ComparedPlans } from '../proof/plan-of-record.js'
import { salesDecimals } from '../proof/signed-sales.js'
import { addSides, draftPlanGaps, type Gap, type GapContext, NOTHING, type Side, wholeMonths } from './plan-gap.js'
import { isNotable, toProblem } from './problem-draft.js'
import { PLAN_GAP_MONTHS } from './thresholds.js'

/**
 * Where the live plan sells less or more than was signed in the next whole months and nobody answers for it: the cells
 * of `rumbo prove`, so that both tell of the same money. What somebody owns counts as agreed.
 */
export function detectRecordGaps(
  context: GapContext,
  compared: ComparedPlans,
  changes: readonly OwnedChange[],
): Problem[] {
  const months = wholeMonths(context.plan)
    .filter((month) => compared.months.has(month))
    .slice(0, PLAN_GAP_MONTHS)
  if (months.length === 0) return []
  const decimals = salesDecimals(context.money)
  const places = new Map<string, Gap>()
  let whole: Gap = { country: '', family: '', account: '', target: NOTHING, plan: NOTHING }
  const add = (cell: SalesCell, planned: Side): void => {
    if (!months.includes(cell.month)) return
    const { country, family, account } = cell
    const key = [country, family, account].join('\n')
    const side = sideOf(cell, decimals)
    const grown = ({ target, plan, ...place }: Gap): Gap => ({
      ...place,
      target: addSides(target, side),
      plan: addSides(plan, planned),
    })
    places.set(key, grown(places.get(key) ?? { country, family, account, target: NOTHING, plan: NOTHING }))
    whole = grown(whole)
  }
  for (const cell of compared.live) add(cell, sideOf(cell, decimals))
  for (const difference of differencesOwned(compared, changes, context.company.settings.planDay))
    if (difference.change === null) add(difference, NOTHING)
  const source = {
    under: 'problem.plan_gap_record',
    over: 'problem.plan_gap_record_over',
    name: `plan of record ${compared.record}`,
    months,
  }
  const { base, floor } = context.values
  return [...draftPlanGaps(context, [...places.values()], whole, source)]
    .filter((draft) => isNotable(draft, floor))
    .map((draft) => toProblem(base, draft))
}

/** In major units of the base currency. */
const sideOf = ({ amount, margin, units }: SalesCell, decimals: number): Side => ({
  netSales: amount / 10 ** decimals,
  margin: margin / 10 ** decimals,
  units: units / QUANTITY_PER_UNIT,
})
