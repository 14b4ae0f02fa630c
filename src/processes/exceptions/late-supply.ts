import type { Day } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { bucketOfDay } from '../../core/calendar/horizon.js'
import type { SupplyOrder } from '../../core/network/facts.js'
import { findStockRow } from '../../core/plan/rows.js'
import type { Problem } from '../../core/why/problem.js'
import { disruptionAt } from './disruption.js'
import type { ExceptionContext } from './exception-input.js'
import { collect, inUnits, onDay, type ProblemDraft, stockKey } from './problem-draft.js'
import { openRequests, openStockFlow } from './stock-flow.js'
import { EATEN_SAFETY_SHARE, LATE_AGAIN_DAYS } from './thresholds.js'

/**
 * Open supply orders that are past due, or promised for later than they were due. Late orders of one item from one
 * origin to one place are one trouble; its value is the margin that their lateness endangers, and what the money in them
 * costs meanwhile.
 */
export function detectLateSupply(context: ExceptionContext): Problem[] {
  return collect(context, draftLateSupply(context))
}

interface LateOrder {
  order: SupplyOrder
  open: number
  due: Day
  expected: Day
}

function* draftLateSupply(context: ExceptionContext): Generator<ProblemDraft> {
  const { company, plan, values } = context
  const endanger = openDangerMeter(context)
  for (const late of groupLateOrders(context)) {
    const { order } = late[0]!
    const row = findStockRow(plan.rows.stock, order.product, order.to)
    const open = late.reduce((sum, each) => sum + each.open, 0)
    const endangered = row < 0 ? 0 : endanger(row, late)
    const firstDay = Math.min(...late.map(({ due }) => due))
    const expected = Math.max(...late.map((each) => each.expected))
    const carried = row < 0 ? 0 : carryingCost(context, row, late)
    const danger = row < 0 ? 0 : (endangered / QUANTITY_PER_UNIT) * values.servedMargin[row]!
    const origin = originOf(context, order)
    const place = { product: company.products[order.product]!.id, location: company.locations[order.to]!.id }
    const disruption = disruptionAt(context, { ...place, from: origin, to: place.location })
    yield {
      kind: 'late_supply',
      place: { ...place, reference: late.length === 1 || origin === '' ? order.order : origin },
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
        orders: late.length,
        day: onDay(firstDay),
        expected: onDay(expected),
        event: disruption?.id ?? '',
        origin: origin || '—',
      },
      ...(disruption === null ? {} : { rootCause: `event:${disruption.id}` }),
      evidence: [
        ...late.map((each) => ({ kind: 'order' as const, id: each.order.order })),
        ...(disruption === null ? [] : [{ kind: 'event' as const, id: disruption.id }]),
      ],
    }
  }
}

/** Late orders by item, origin and destination, in the order in which the facts first name each. */
function groupLateOrders({ facts, plan }: ExceptionContext): LateOrder[][] {
  const { planDay } = plan.horizon
  const groups = new Map<string, LateOrder[]>()
  for (const order of facts.supplyOrders) {
    const open = order.orderedUnits - order.receivedUnits
    const promised = order.promisedDay >= 0 ? order.promisedDay : order.dueDay
    if (open <= 0 || (order.dueDay >= planDay && promised <= order.dueDay)) continue
    const expected = promised >= planDay ? promised : planDay + LATE_AGAIN_DAYS
    const key = `${order.product} ${order.from} ${order.supplier} ${order.to}`
    const late = { order, open, due: order.dueDay, expected }
    const same = groups.get(key)
    if (same === undefined) groups.set(key, [late])
    else same.push(late)
  }
  return [...groups.values()]
}

const originOf = ({ company }: ExceptionContext, { from, supplier }: SupplyOrder): string =>
  from >= 0 ? company.locations[from]!.id : supplier >= 0 ? company.suppliers[supplier]!.id : ''

function carryingCost({ company, plan, values }: ExceptionContext, row: number, late: readonly LateOrder[]): number {
  const yearly = company.settings.capitalCost / SHARE_WHOLE
  const unitDays = late.reduce((sum, { open, expected, due }) => {
    return sum + (open / QUANTITY_PER_UNIT) * Math.max(0, expected - Math.max(due, plan.horizon.planDay - YEAR))
  }, 0)
  return (values.cost(row) * unitDays * yearly) / YEAR
}

const SHARE_WHOLE = 1_000_000
const YEAR = 365

/** What is lacking at a projected stock: all below zero, and the share of eaten safety stock that chance will need. */
function expectedLack(stock: number, safety: number): number {
  const eaten = Math.max(0, safety - Math.max(0, stock))
  return Math.max(0, -stock) + eaten * EATEN_SAFETY_SHARE
}

/**
 * Units that are asked for before the late orders come and would not be lacking had they come when due. Both ways are
 * projected from what is asked, whether the plan can give it or not.
 */
function openDangerMeter({ plan }: ExceptionContext): (row: number, late: readonly LateOrder[]) => number {
  const { horizon, network, columns } = plan
  const flowOf = openStockFlow(plan)
  const requestsOf = openRequests(plan)
  const asked = new Float64Array(horizon.count)
  const bucketOf = (day: Day): number => Math.max(0, bucketOfDay(horizon, day))
  return (row, late) => {
    const { firm } = flowOf(row)
    requestsOf(row, asked)
    const counted = late.map(({ order }) => bucketOf(order.promisedDay >= 0 ? order.promisedDay : order.dueDay))
    const due = late.map((each) => bucketOf(each.due))
    const comes = late.map(({ expected }) => bucketOf(expected))
    const end = Math.min(horizon.count, Math.max(...comes))
    let stock = network.openingStock[row]!
    let lacking = 0
    let lackingOnTime = 0
    for (let bucket = 0; bucket < end; bucket++) {
      stock += firm[bucket]! + columns.receipts[row * horizon.count + bucket]! - asked[bucket]!
      let really = stock
      let onTime = stock
      late.forEach(({ open }, at) => {
        const inPlan = counted[at]! <= bucket ? open : 0
        really += (comes[at]! <= bucket ? open : 0) - inPlan
        onTime += (due[at]! <= bucket ? open : 0) - inPlan
      })
      lacking = Math.max(lacking, expectedLack(really, network.safetyStock[row]!))
      lackingOnTime = Math.max(lackingOnTime, expectedLack(onTime, network.safetyStock[row]!))
    }
    return Math.round(Math.max(0, lacking - lackingOnTime))
  }
}
