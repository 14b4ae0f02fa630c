/**
 * How far ahead each customer orders: inside that time the order book is the demand.
 *
 * A customer lane's lead time says it where there is one (the customer's own, or that of the nearest parent). Otherwise the
 * order book does: the lower quartile of requested day − order day, because the orders still open are the long ones.
 * A customer who never orders ahead (shoppers of own stores) has no fence.
 */
import type { Company } from '../network/company.js'
import type { OpenOrder } from '../network/facts.js'
import type { Rows } from '../plan/plan.js'

/** With fewer orders a customer's habit cannot be told. */
const ORDERS_MIN = 5

export function deriveFences(
  company: Pick<Company, 'customers' | 'locations' | 'lanes'>,
  orders: readonly OpenOrder[],
  rows: Rows,
  dayCount: number,
): Uint16Array {
  const aheadDays = daysAhead(orders)
  const laneDays = new Map<string, number>()
  for (const { use, from, to, leadTimeDays } of company.lanes)
    if (use === 'customer') laneDays.set(laneKey(from, to), Math.ceil(leadTimeDays))
  const parentOf = new Map(company.customers.map(({ id, parent }) => [id, parent]))
  const known = new Map<number, number>()
  const fenceOf = (location: number, customer: number): number => {
    const ahead = aheadDays.get(customer)
    if (ahead === undefined) return 0
    let id: string | null | undefined = company.customers[customer]!.id
    for (let hop = 0; hop < 8 && id !== null && id !== undefined; hop++) {
      const days = laneDays.get(laneKey(company.locations[location]!.id, id))
      if (days !== undefined) return days
      id = parentOf.get(id)
    }
    return ahead.length < ORDERS_MIN ? 0 : ahead[Math.floor((ahead.length - 1) / 4)]!
  }
  return Uint16Array.from({ length: rows.count }, (_, row) => {
    const location = rows.location[row]!
    const customer = rows.customer[row]!
    if (customer < 0) return 0
    const key = location * company.customers.length + customer
    if (!known.has(key)) known.set(key, Math.min(dayCount, Math.max(0, fenceOf(location, customer))))
    return known.get(key)!
  })
}

const laneKey = (from: string, to: string): string => `${from}\u0000${to}`

/** By customer with orders: days between ordering and the day asked for, sorted. */
function daysAhead(orders: readonly OpenOrder[]): Map<number, number[]> {
  const byCustomer = new Map<number, number[]>()
  for (const { customer, orderDay, requestedDay } of orders) {
    const days = byCustomer.get(customer) ?? []
    byCustomer.set(customer, days)
    days.push(requestedDay - orderDay)
  }
  for (const days of byCustomer.values()) days.sort((a, b) => a - b)
  return byCustomer
}
