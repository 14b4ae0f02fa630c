import { firstDayOfMonth, formatMonth, type Month, monthOf } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import type { ExceptionContext } from './exception-input.js'
import { asShare, type ProblemDraft } from './problem-draft.js'
import { PLAN_GAP_BEYOND_MIN, PLAN_GAP_SHARE_MIN } from './thresholds.js'

/** What is asked of a plan that stands beside a target; the finished plan is enough, no facts are. */
export type GapContext = Pick<ExceptionContext, 'company' | 'plan' | 'money' | 'values'>

/** Money over the months compared, in major units of the base currency. */
export interface Side {
  readonly netSales: number
  readonly margin: number
  readonly units: number
}

/** A place of the business, empty text = not applicable, with what was promised there and what is planned. */
export interface Gap {
  readonly country: string
  readonly family: string
  readonly account: string
  readonly target: Side
  readonly plan: Side
}

export interface GapSource {
  /** Message where less is planned than the target says; `over` where more is, null when that is no trouble. */
  readonly under: string
  readonly over: string | null
  /** What the target is, for the evidence. */
  readonly name: string
  readonly months: readonly Month[]
}

export const NOTHING: Side = { netSales: 0, margin: 0, units: 0 }
export const addSides = (a: Side, b: Side): Side => ({
  netSales: a.netSales + b.netSales,
  margin: a.margin + b.margin,
  units: a.units + b.units,
})

/** Whole calendar months from the plan day on, as far as the plan goes. */
export function wholeMonths({ horizon }: GapContext['plan']): Month[] {
  const { planDay, monthCount } = horizon
  const current = monthOf(planDay)
  const first = firstDayOfMonth(current) === planDay ? current : current + 1
  return Array.from({ length: Math.max(0, current + monthCount - first) }, (_, at) => first + at)
}

/**
 * The company's gap is one trouble; a place is named beside it when it is off well beyond that in the same direction,
 * with the company's as its root cause.
 */
export function* draftPlanGaps(
  context: GapContext,
  gaps: readonly Gap[],
  whole: Gap,
  source: GapSource,
): Generator<ProblemDraft> {
  const found = (gap: Gap, rootCause?: string): ProblemDraft[] => {
    const code = shareMissing(gap) > 0 ? source.under : source.over
    return code === null ? [] : [draftGap(context, gap, whole, source, code, rootCause)]
  }
  const companyShare = shareMissing(whole)
  const named = Math.abs(companyShare) >= PLAN_GAP_SHARE_MIN
  if (named) yield* found(whole, COMPANY_GAP)
  for (const gap of gaps) {
    const share = shareMissing(gap)
    const usual = Math.max(0, companyShare * Math.sign(share))
    if (Math.abs(share) >= Math.max(PLAN_GAP_SHARE_MIN, usual + PLAN_GAP_BEYOND_MIN))
      yield* found(gap, named && usual > 0 ? COMPANY_GAP : undefined)
  }
}

const COMPANY_GAP = 'plan_gap:company'

function draftGap(
  { company, values }: GapContext,
  gap: Gap,
  whole: Gap,
  { months, name }: GapSource,
  code: string,
  rootCause: string | undefined,
): ProblemDraft {
  const { target, plan, country, family, account } = gap
  const reference = [family, country].filter((part) => part !== '').join('/')
  const where = [reference, account].filter((part) => part !== '').join(' · ')
  const first = firstDayOfMonth(months[0]!)
  const sign = Math.sign(shareMissing(gap))
  return {
    kind: 'plan_gap',
    place: { reference, customer: account },
    sameAs: where === '' ? 'company' : where,
    firstDay: first,
    durationDays: firstDayOfMonth(months[months.length - 1]! + 1) - first,
    size: Math.max(0, sign * (target.units - plan.units)) * QUANTITY_PER_UNIT,
    worth: sign > 0 ? marginMissing(gap, whole) : costBeyond(gap),
    code,
    values: {
      share: asShare(Math.abs(shareMissing(gap))),
      netSales: Math.round(Math.max(0, sign * (target.netSales - plan.netSales))),
      money: values.base.currency,
      from: formatMonth(months[0]!),
      to: formatMonth(months[months.length - 1]!),
      where: where === '' ? company.settings.name : where,
    },
    ...(rootCause === undefined ? {} : { rootCause }),
    evidence: [{ kind: 'source', id: name }],
  }
}

/** Money first; a target that only speaks of units is compared in units. What was promised nothing of is all too much. */
function shareMissing({ target, plan }: Gap): number {
  for (const measure of ['netSales', 'margin', 'units'] as const)
    if (target[measure] > 0) return (target[measure] - plan[measure]) / target[measure]
  return plan.netSales > 0 || plan.units > 0 ? -1 : 0
}

/** At the margin the place plans; where it plans nothing, at the company's. */
function marginMissing({ target, plan }: Gap, whole: Gap): number {
  const planned = plan.netSales > 0 ? plan : whole.plan
  const perSale = planned.netSales > 0 ? Math.min(1, Math.max(0, planned.margin) / planned.netSales) : 1
  if (target.netSales > 0) return (target.netSales - plan.netSales) * perSale
  if (target.margin > 0) return target.margin - plan.margin
  const perUnit = planned.units > 0 ? Math.max(0, planned.margin) / planned.units : 0
  return (target.units - plan.units) * perUnit
}

/** What goods nobody promised to sell tie up: sales beyond the target at the share of them that the plan's goods cost. */
function costBeyond({ target, plan }: Gap): number {
  if (plan.netSales <= 0) return 0
  const cost = Math.max(0, plan.netSales - Math.max(0, plan.margin))
  if (target.netSales > 0 || target.units <= 0) return ((plan.netSales - target.netSales) / plan.netSales) * cost
  return plan.units > 0 ? ((plan.units - target.units) / plan.units) * cost : 0
}
