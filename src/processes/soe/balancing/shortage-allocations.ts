/**
 * Who gets what of what is scarce in a week of the plan: what the plan can ship, shared out anew by tiers and fair share
 * or by value. Rules BA20 to BA25 of docs/specs/balancing.md.
 */
import { formatDay } from '../../../core/base/day.js'
import { formatQuantity, type Quantity, SHARE_WHOLE, type Share } from '../../../core/base/quantity.js'
import { bucketOfDay } from '../../../core/calendar/horizon.js'
import type { Allocated, Claim, Cut } from '../../../core/inventory/allocation/claim.js'
import { allocateFairly } from '../../../core/inventory/allocation/shortage-allocation.js'
import { openServiceTerms } from '../../../core/network/service-terms.js'
import { positions } from '../../../core/network/source-book.js'
import { openUnitPrices } from '../../exceptions/unit-prices.js'
import { type Allocation, allocations } from '../../proposals/allocations.js'
import type { BalancingInput } from './balancing-input.js'

export type AllocationMode = 'fair' | 'value'

export interface AllocationPorts {
  byValue(supply: Quantity, claims: readonly Claim[], leastShare: Share): Allocated
}

export interface AllocationLine {
  readonly product: string
  readonly location: string
  readonly customer: string
  readonly week: string
  readonly asked: string
  /** What the plan gives, by priority alone. */
  readonly planned: string
  readonly given: string
  /** Why it was cut; null where it was not. */
  readonly reason: Cut['reason'] | null
  readonly priority: number | null
}

export interface AllocationReport {
  readonly planDate: string
  readonly mode: AllocationMode
  readonly shortages: number
  readonly lines: readonly AllocationLine[]
}

export function allocateShortages(
  input: Pick<BalancingInput, 'company' | 'plan' | 'money'>,
  { mode, leastShare }: { mode: AllocationMode; leastShare: Share },
  ports: AllocationPorts,
): AllocationReport {
  const claimOf = openClaims(input)
  const groups = groupedByCase(allocations(input.company, input.plan))
  const lines = groups.flatMap((group) => {
    const claims = group.map(claimOf)
    const supply = group.reduce((sum, { allocated }) => sum + allocated, 0)
    const { given, cuts } = mode === 'fair' ? allocateFairly(supply, claims) : ports.byValue(supply, claims, leastShare)
    const cutOf = new Map(cuts.map((cut) => [cut.id, cut]))
    return group.map((line, at) => shownLine(line, given[at]!, cutOf.get(line.customer)))
  })
  return { planDate: formatDay(input.plan.horizon.planDay), mode, shortages: groups.length, lines }
}

function shownLine(line: Allocation, given: Quantity, cut: Cut | undefined): AllocationLine {
  return {
    product: line.product,
    location: line.location,
    customer: line.customer,
    week: formatDay(line.firstDay),
    asked: formatQuantity(line.asked),
    planned: formatQuantity(line.allocated),
    given: formatQuantity(given),
    reason: cut?.reason ?? null,
    priority: cut?.priority ?? null,
  }
}

/** Lines of one item, place and week; they come next to each other. */
function groupedByCase(lines: readonly Allocation[]): Allocation[][] {
  const groups = new Map<string, Allocation[]>()
  for (const line of lines) {
    const key = `${line.product}|${line.location}|${line.firstDay}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [line])
    else group.push(line)
  }
  return [...groups.values()]
}

/**
 * Cover is counted on the forecast, not on orders: those grow when goods are scarce (Lee, Padmanabhan & Whang 1997). What
 * was fined last is served before what is not. Nobody gets more than is asked, and what was shipped late may be more than
 * was asked in its week.
 */
function openClaims({
  company,
  plan,
  money,
}: Pick<BalancingInput, 'company' | 'plan' | 'money'>): (line: Allocation) => Claim {
  const prices = openUnitPrices({ company, plan, money })
  const terms = openServiceTerms(company)
  const [productAt, locationAt, customerAt] = [company.products, company.locations, company.customers].map(positions)
  const { rows, network, horizon, columns } = plan
  const rowAt = new Map<string, number>()
  for (let row = 0; row < rows.demand.count; row++)
    rowAt.set(`${rows.demand.item[row]} ${rows.demand.location[row]} ${rows.demand.customer[row]}`, row)
  return (line) => {
    const [item, customer] = [productAt!.get(line.product)!, customerAt!.get(line.customer)!]
    const row = rowAt.get(`${item} ${locationAt!.get(line.location)!} ${customer}`)!
    const asked = Math.max(line.asked, line.allocated)
    const first = Math.max(0, bucketOfDay(horizon, line.firstDay))
    let rate = 0
    for (let bucket = first; bucket < horizon.count && horizon.firstDay[bucket]! < line.endDay; bucket++)
      rate += columns.consensus[row * horizon.count + bucket]!
    const term = terms.of(customer, item)
    const fine = (term?.fine ?? 0) / SHARE_WHOLE
    return {
      id: line.customer,
      asked,
      rate,
      held: 0,
      contract: 0,
      fined: fine > 0 ? Math.ceil((asked * (term?.inFull ?? SHARE_WHOLE)) / SHARE_WHOLE) : 0,
      launch: 0,
      priority: network.priority[row]!,
      worth: prices.margin(row, first) + fine * prices.netPrice(row, first),
      pack: 1,
    }
  }
}
