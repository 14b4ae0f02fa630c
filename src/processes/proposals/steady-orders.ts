import type { Day } from '../../core/base/day.js'
import type { Quantity } from '../../core/base/quantity.js'
import type { SupplyNeed, SupplyProposal } from '../../core/plan/proposal.js'
import { lotOf } from '../../core/supply/netting.js'

/** Of all that a lane needs: what nobody changes an order for, whatever the safety stock. */
const TOLERATED_SHARE = 0.1

/** From today's needs alone, so that planning the same day again tolerates the same. */
export const toleranceOf = (needs: readonly SupplyNeed[]): Quantity =>
  Math.max(...needs.map(({ tolerance }) => tolerance), sum(needs) * TOLERATED_SHARE)

/**
 * What stood yesterday, changed as little as it takes: orders stay as they were while what they have brought in by a day
 * differs from what is needed by then by no more than the tolerance. On the first day on which it would differ by more,
 * one order makes good all of it, and the rest stay. Of one lane. [PP12]
 */
export function steadyOrders(
  frozen: readonly SupplyProposal[],
  wanted: readonly SupplyNeed[],
  tolerance: Quantity,
): { kept: SupplyProposal[]; added: { need: SupplyNeed; units: Quantity }[] } {
  const kept: SupplyProposal[] = []
  const added: { need: SupplyNeed; units: Quantity }[] = []
  let missing = 0
  for (const day of daysOf(frozen, wanted)) {
    const [orders, needs] = [frozen.filter(isDue(day)), wanted.filter(isDue(day))]
    missing += sum(needs) - sum(orders)
    const change = Math.abs(missing) <= tolerance ? 0 : missing
    const last = orders.at(-1)
    if (change > 0 && last === undefined) {
      const need = needs[0]!
      const units = lotOf(change, need.minimum, need.multiple)
      added.push({ need, units })
      missing -= units
    } else if (change === 0) kept.push(...orders)
    else {
      const corrected = correct(orders, change)
      kept.push(...corrected)
      missing -= sum(corrected) - sum(orders)
    }
  }
  return { kept, added }
}

/** The last order of the day takes the change, in whole lots; less goes back from it to the first, down to nothing. */
function correct(orders: readonly SupplyProposal[], change: Quantity): SupplyProposal[] {
  const last = orders.at(-1)!
  if (change > 0)
    return [...orders.slice(0, -1), { ...last, units: lotOf(last.units + change, last.minimum, last.multiple) }]
  let less = change
  return [...orders]
    .reverse()
    .map((order) => {
      const units =
        order.units + less <= 0 ? 0 : Math.min(order.units, lotOf(order.units + less, order.minimum, order.multiple))
      less += order.units - units
      return { ...order, units }
    })
    .filter(({ units }) => units > 0)
    .reverse()
}

const sum = (orders: readonly { readonly units: Quantity }[]): Quantity =>
  orders.reduce((total, { units }) => total + units, 0)
const isDue =
  (day: Day) =>
  ({ dueDay }: { readonly dueDay: Day }): boolean =>
    dueDay === day
const daysOf = (...lists: readonly (readonly { readonly dueDay: Day }[])[]): Day[] =>
  [...new Set(lists.flat().map(({ dueDay }) => dueDay))].sort((a, b) => a - b)
