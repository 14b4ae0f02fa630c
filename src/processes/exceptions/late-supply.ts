import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import type { Disruption } from '../../core/network/company.js'
import type { SupplyOrder } from '../../core/network/facts.js'
import { findStockRow } from '../../core/plan/rows.js'
import type { Causing } from './cause-book.js'
import { type Danger, openDangerMeter } from './danger-meter.js'
import { disruptionAt } from './disruption.js'
import type { ExceptionContext } from './exception-input.js'
import { FoundProblem, type ProblemSource } from './found-problem.js'
import { type MovedRows, PLAN, WORTH } from './moved-rows.js'
import { inUnits, onDay, type ProblemDraft, stockKey } from './problem-draft.js'
import { LATE_AGAIN_DAYS } from './thresholds.js'

/** Late orders of one item from one origin to one place: facts, which no edit changes. */
interface LateGroup {
  readonly orders: readonly LateOrder[]
  readonly row: number
  readonly origin: string
  readonly disruption: Disruption | null
}

interface LateOrder extends Danger {
  readonly order: SupplyOrder
}

/**
 * Open supply orders that are past due, or promised for later than they were due. Late orders of one item from one
 * origin to one place are one trouble; its value is the margin that their lateness endangers, and what the money in them
 * costs meanwhile.
 */
export class LateSupply implements ProblemSource {
  private readonly groups: readonly LateGroup[]
  /** By group. */
  private readonly endangered: Float64Array
  private readonly troubles: FoundProblem[] = []

  constructor(context: ExceptionContext) {
    this.groups = groupLateOrders(context)
    this.endangered = new Float64Array(this.groups.length)
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    const endanger = openDangerMeter(context.plan)
    this.groups.forEach((group, at) => {
      const { row, orders } = group
      const isMoved = moved.isAll || (row >= 0 && movedAround(context, row, moved))
      if (isMoved) this.endangered[at] = row < 0 ? 0 : endanger(row, orders)
      if (isMoved || moved.has(row, WORTH))
        this.troubles[at] = new FoundProblem(draftLate(context, group, this.endangered[at]!))
    })
  }

  found(): readonly FoundProblem[] {
    return this.troubles
  }

  /** With the stock row that waits for the orders. */
  *causing(_: ExceptionContext, floor: number): Generator<Causing> {
    for (let at = 0; at < this.groups.length; at++) {
      const found = this.troubles[at]!
      if (found.isNotable(floor)) yield { row: this.groups[at]!.row, capacity: '', found }
    }
  }
}

/** What is asked of a row is asked by its own customers and by the rows that draw on it. */
function movedAround({ plan: { network } }: ExceptionContext, row: number, moved: MovedRows): boolean {
  if (moved.has(row, PLAN)) return true
  for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++)
    if (moved.has(network.consumerRow[at]!, PLAN)) return true
  return false
}

function draftLate(context: ExceptionContext, group: LateGroup, endangered: number): ProblemDraft {
  const { company, plan, values } = context
  const { orders, row, origin, disruption } = group
  const { order } = orders[0]!
  const open = orders.reduce((sum, each) => sum + each.open, 0)
  const firstDay = Math.min(...orders.map(({ due }) => due))
  const expected = Math.max(...orders.map((each) => each.expected))
  const carried = row < 0 ? 0 : carryingCost(context, row, orders)
  const danger = row < 0 ? 0 : (endangered / QUANTITY_PER_UNIT) * values.servedMargin[row]!
  const place = { product: company.products[order.product]!.id, location: company.locations[order.to]!.id }
  return {
    kind: 'late_supply',
    place: { ...place, reference: orders.length === 1 || origin === '' ? order.order : origin },
    sameAs: `${stockKey(place)}|${origin}`,
    firstDay,
    durationDays: expected - firstDay,
    size: open,
    worth: danger + carried,
    lastUsefulDay: plan.horizon.planDay,
    code: disruption === null ? 'problem.late_supply' : 'problem.late_supply_disrupted',
    values: {
      units: inUnits(open),
      endangered: inUnits(endangered),
      orders: orders.length,
      day: onDay(firstDay),
      expected: onDay(expected),
      event: disruption?.id ?? '',
      origin: origin || '—',
    },
    ...(disruption === null ? {} : { rootCause: `event:${disruption.id}` }),
    evidence: [
      ...orders.map((each) => ({ kind: 'order' as const, id: each.order.order })),
      ...(disruption === null ? [] : [{ kind: 'event' as const, id: disruption.id }]),
    ],
  }
}

/** Late orders by item, origin and destination, in the order in which the facts first name each. */
function groupLateOrders(context: ExceptionContext): LateGroup[] {
  const { planDay } = context.plan.horizon
  const groups = new Map<string, LateOrder[]>()
  for (const order of context.facts.supplyOrders) {
    const open = order.orderedUnits - order.receivedUnits
    const promised = order.promisedDay >= 0 ? order.promisedDay : order.dueDay
    if (open <= 0 || (order.dueDay >= planDay && promised <= order.dueDay)) continue
    const expected = promised >= planDay ? promised : planDay + LATE_AGAIN_DAYS
    const key = `${order.product} ${order.from} ${order.supplier} ${order.to}`
    const late = { order, open, due: order.dueDay, counted: promised, expected }
    const same = groups.get(key)
    if (same === undefined) groups.set(key, [late])
    else same.push(late)
  }
  return Array.from(groups.values(), (orders) => placeGroup(context, orders))
}

function placeGroup(context: ExceptionContext, orders: readonly LateOrder[]): LateGroup {
  const { company, plan } = context
  const { product, from, supplier, to } = orders[0]!.order
  const origin = from >= 0 ? company.locations[from]!.id : supplier >= 0 ? company.suppliers[supplier]!.id : ''
  const location = company.locations[to]!.id
  const flow = { product: company.products[product]!.id, location, from: origin, to: location }
  return {
    orders,
    row: findStockRow(plan.rows.stock, product, to),
    origin,
    disruption: disruptionAt(context, flow),
  }
}

function carryingCost({ company, plan, values }: ExceptionContext, row: number, late: readonly LateOrder[]): number {
  const yearly = company.settings.capitalCost / SHARE_WHOLE
  const unitDays = late.reduce((sum, { open, expected, due }) => {
    return sum + (open / QUANTITY_PER_UNIT) * Math.max(0, expected - Math.max(due, plan.horizon.planDay - YEAR))
  }, 0)
  return (values.cost(row) * unitDays * yearly) / YEAR
}

const SHARE_WHOLE = 1_000_000
const YEAR = 365
