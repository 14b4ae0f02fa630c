import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { indexRows } from '../../core/demand/row-index.js'
import type { OpenOrder } from '../../core/network/facts.js'
import type { ExceptionContext } from './exception-input.js'
import { inUnits, onDay, type ProblemDraft } from './problem-draft.js'

/**
 * Customers' orders past the day they may still arrive on, by item, place and customer: margin that can still be saved
 * by shipping now, and the fine that the delay already costs. Facts and prices: no change of quantities moves them.
 */
export function* findLateOrders(context: ExceptionContext): Generator<ProblemDraft> {
  const { company, plan, values, terms } = context
  const { planDay } = plan.horizon
  const late = groupLate(context)
  if (late.length === 0) return
  const rows = indexRows(plan.rows.demand)
  for (const orders of late) {
    const { product, location, customer } = orders[0]!
    const open = orders.reduce((sum, order) => sum + openUnits(order), 0)
    const row = rows.find(product, location, customer)
    const fine = (terms.of(customer, product)?.fine ?? 0) / SHARE_WHOLE
    const unitWorth = row < 0 ? 0 : values.margin(row, 0) + fine * values.netPrice(row, 0)
    const oldest = orders.reduce((first, order) => (order.requestedDay < first.requestedDay ? order : first))
    const firstDay = oldest.requestedDay
    yield {
      kind: 'late_order',
      place: {
        product: company.products[product]!.id,
        location: company.locations[location]?.id ?? '',
        customer: company.customers[customer]?.id ?? '',
        reference: oldest.order,
      },
      firstDay,
      durationDays: planDay - firstDay,
      size: open,
      worth: (open / QUANTITY_PER_UNIT) * unitWorth,
      lastUsefulDay: lastUsefulDay(context, customer, firstDay),
      code: 'problem.late_order',
      values: { units: inUnits(open), orders: orders.length, day: onDay(firstDay), late: planDay - firstDay },
      evidence: orders.map(({ order, line }) => ({
        kind: 'order' as const,
        id: line === '' ? order : `${order}/${line}`,
      })),
    }
  }
}

const SHARE_WHOLE = 1_000_000

const openUnits = (order: OpenOrder): number => order.orderedUnits - order.shippedUnits

function groupLate({ facts, terms, plan, company }: ExceptionContext): OpenOrder[][] {
  const { planDay } = plan.horizon
  const groups = new Map<number, OpenOrder[]>()
  for (const order of facts.orders) {
    if (openUnits(order) <= 0 || order.product < 0) continue
    const grace = terms.of(order.customer, order.product)?.onTimeAfterDays ?? 0
    if (order.requestedDay + grace >= planDay) continue
    const place = (order.product * (company.locations.length + 1) + order.location + 1) * (company.customers.length + 1)
    const key = place + order.customer + 1
    const same = groups.get(key)
    if (same === undefined) groups.set(key, [order])
    else same.push(order)
  }
  return [...groups.values()]
}

/** A customer who waits a fixed number of days is lost after them; anybody else is best served today. */
function lastUsefulDay({ company, plan }: ExceptionContext, customer: number, requested: number): number {
  const backorderDays = company.customers[customer]?.backorderDays ?? null
  return backorderDays === null ? plan.horizon.planDay : Math.max(plan.horizon.planDay, requested + backorderDays)
}
