import type { Day } from '../../core/base/day.js'
import { firstDayOfMonth } from '../../core/base/day.js'
import type { Quantity } from '../../core/base/quantity.js'
import type { Company } from '../../core/network/company.js'
import type { Plan } from '../../core/plan/plan.js'
import type { SupplyProposal } from '../../core/plan/proposal.js'
import type { OwnedChange } from '../../core/plan/version.js'

/**
 * Something of the old plan that the new one does not have and that nobody has decided to drop. *row*: demand that had
 * been planned for days still to come and has no row any more. *proposal*: an order whose last day passed unanswered.
 * *change*: an owned difference whose owner no longer answers for it.
 */
export interface LeftBehind {
  readonly kind: 'row' | 'proposal' | 'change'
  readonly id: string
  readonly units: Quantity
  /** Last day of a proposal or change; the new plan day for a row. */
  readonly day: Day
}

export interface CarryGiven {
  readonly before: { readonly company: Company; readonly plan: Plan }
  readonly after: { readonly company: Company; readonly plan: Plan }
  readonly proposals: readonly SupplyProposal[]
  readonly changes: readonly OwnedChange[]
}

/** What a roll could not carry over, by kind and then by size. Rule PV11 of docs/specs/plan-versions.md. */
export function listLeftBehind({ before, after, proposals, changes }: CarryGiven): LeftBehind[] {
  const { planDay } = after.plan.horizon
  const earlier = before.plan.horizon.planDay
  const missed = proposals
    .filter(({ status, releaseDay }) => status === 'proposed' && releaseDay < planDay)
    .map((one): LeftBehind => ({ kind: 'proposal', id: one.id, units: one.units, day: one.releaseDay }))
  const ended = changes
    .map((change) => ({ change, day: lastDayOf(change) }))
    .filter(({ day }) => day < planDay && day >= earlier)
    .map(({ change, day }): LeftBehind => ({ kind: 'change', id: change.id, units: 0, day }))
  return [...missingRows(before, after), ...missed, ...ended].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.units - a.units || (a.id < b.id ? -1 : 1),
  )
}

const KINDS: readonly LeftBehind['kind'][] = ['row', 'proposal', 'change']

/** A change ends when it expires or when the last month it speaks of is over. */
const lastDayOf = ({ expires, toMonth }: OwnedChange): Day =>
  toMonth === undefined ? expires : Math.min(expires, firstDayOfMonth(toMonth + 1) - 1)

function missingRows(before: CarryGiven['before'], after: CarryGiven['after']): LeftBehind[] {
  const present = new Set(rowNames(after))
  const { horizon, columns } = before.plan
  const { planDay } = after.plan.horizon
  return rowNames(before).flatMap((id, row): LeftBehind[] => {
    if (present.has(id)) return []
    let units = 0
    for (let bucket = 0; bucket < horizon.count; bucket++)
      if (horizon.firstDay[bucket]! >= planDay) units += columns.consensus[row * horizon.count + bucket]!
    return units === 0 ? [] : [{ kind: 'row', id, units, day: planDay }]
  })
}

/** `product / location / customer`, by demand row. */
export const rowNames = ({ company, plan }: { company: Company; plan: Pick<Plan, 'rows'> }): string[] => {
  const { item, location, customer } = plan.rows.demand
  return Array.from(item, (product, row) =>
    [company.products[product]!.id, company.locations[location[row]!]!.id, company.customers[customer[row]!]!.id].join(
      ' / ',
    ),
  )
}
