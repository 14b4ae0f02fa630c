/**
 * Revenue of customers who take control on delivery: the shipments of a bucket are taken as even over its days, and
 * each day is recognised the lane's lead time later (IFRS 15 in the plan's words; docs/specs/valuation.md, VA8).
 */
import { assert } from '../core/base/assert.js'
import { spread } from '../core/base/largest-remainder.js'
import type { DeliveryShift, MoneyHorizon } from './money-plan.js'

/** Compiles a delay of whole days. Days past the horizon are gathered in the target `horizon.count`. */
export function compileShift(horizon: MoneyHorizon, days: number): DeliveryShift {
  assert(Number.isInteger(days) && days >= 0, 'a delivery takes a whole number of days', { days })
  const { count, firstDay } = horizon
  const start = new Int32Array(count + 1)
  const target: number[] = []
  const targetDays: number[] = []
  for (let bucket = 0; bucket < count; bucket++) {
    let day = firstDay[bucket]! + days
    const end = day + horizon.days[bucket]!
    let at = bucket
    while (day < end) {
      while (at < count && firstDay[at]! + horizon.days[at]! <= day) at++
      const until = at === count ? end : Math.min(end, firstDay[at]! + horizon.days[at]!)
      target.push(at)
      targetDays.push(until - day)
      day = until
    }
    start[bucket + 1] = target.length
  }
  return { days, start, target: Uint16Array.from(target), targetDays: Float64Array.from(targetDays) }
}

/**
 * Recognised quantities of one row: `shipped[from + bucket]` moved by the shift into `out[bucket]`, whole thousandths by
 * largest remainder. What is delivered after the horizon is not in it.
 */
export function shiftQuantities(shift: DeliveryShift, shipped: Float64Array, from: number, out: Float64Array): void {
  const count = out.length
  out.fill(0)
  for (let bucket = 0; bucket < count; bucket++) {
    const quantity = shipped[from + bucket]!
    if (quantity === 0) continue
    const first = shift.start[bucket]!
    const end = shift.start[bucket + 1]!
    if (end - first === 1) {
      if (shift.target[first]! < count) out[shift.target[first]!]! += quantity
      continue
    }
    if (end - first === 2 && Math.abs(quantity) < HALVABLE) shareInTwo(shift, first, quantity, out)
    else {
      const parts = spread(quantity, shift.targetDays.subarray(first, end))
      for (let part = first; part < end; part++)
        if (shift.target[part]! < count) out[shift.target[part]!]! += parts[part - first]!
    }
  }
}

/** Times the days of a bucket it still is a whole number below 2^53. */
const HALVABLE = 2 ** 45

/** `spread` over two targets, which is what nearly every bucket has, without allocating. */
function shareInTwo(shift: DeliveryShift, first: number, quantity: number, out: Float64Array): void {
  const [early, late] = [shift.targetDays[first]!, shift.targetDays[first + 1]!]
  const days = early + late
  const magnitude = Math.abs(quantity)
  const remainder = (magnitude * early) % days
  let part = (magnitude * early - remainder) / days
  // Of the one that is left over, the bigger remainder takes it; of two equal ones the longer part, then the earlier.
  const other = remainder === 0 ? 0 : days - remainder
  if (remainder > other || (remainder === other && remainder > 0 && early >= late)) part += 1
  const signed = quantity < 0 ? -part : part
  if (shift.target[first]! < out.length) out[shift.target[first]!]! += signed
  if (shift.target[first + 1]! < out.length) out[shift.target[first + 1]!]! += quantity - signed
}
