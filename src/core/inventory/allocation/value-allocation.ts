/**
 * Allocation by value: most money from what is scarce, while nobody gets less than a share of what fairness would give,
 * nor less than contracts, fines and launches ask. The linear program is solved behind the solver's door. Rule BA23.
 */
import { type Quantity, SHARE_WHOLE, type Share } from '../../base/quantity.js'
import type { Allocated, Claim, Cut } from './claim.js'
import { allocateFairly } from './shortage-allocation.js'

/** maximise Σ worth × given, Σ given = total, floor ≤ given ≤ asked. */
export interface ValueProgram {
  readonly worth: Float64Array
  readonly floor: Float64Array
  readonly most: Float64Array
  readonly total: Quantity
}

export function valueProgram(supply: Quantity, claims: readonly Claim[], leastShare: Share): ValueProgram {
  const fair = allocateFairly(supply, claims)
  // What promises ask comes first in a fair allocation, so it has been given before anything else was.
  const floor = fair.given.map((given, at) => {
    const { contract, fined, launch, asked, pack } = claims[at]!
    const promised = Math.min(given, asked, Math.max(contract, fined, launch))
    const share = Math.floor((given * leastShare) / SHARE_WHOLE)
    return Math.max(promised, share - (share % Math.max(1, pack)))
  })
  return {
    worth: Float64Array.from(claims, ({ worth }) => worth),
    floor,
    most: Float64Array.from(claims, ({ asked }) => asked),
    total: supply - fair.left,
  }
}

/** The program's answer in whole packs, with who was cut. */
export function allocatedByValue(
  supply: Quantity,
  claims: readonly Claim[],
  { floor, total }: ValueProgram,
  answer: Float64Array,
): Allocated {
  const given = answer.map((amount, at) => {
    const pack = Math.max(1, claims[at]!.pack)
    const whole = Math.min(claims[at]!.asked, Math.floor(amount / pack + ROUNDING) * pack)
    return Math.max(floor[at]!, whole)
  })
  let left = total - given.reduce((sum, amount) => sum + amount, 0)
  const dearest = claims
    .map((_, at) => at)
    .sort((a, b) => claims[b]!.worth - claims[a]!.worth || (claims[a]!.id < claims[b]!.id ? -1 : 1))
  for (const wholePacks of [true, false])
    for (const at of dearest) {
      const { asked, pack } = claims[at]!
      const room = Math.min(left, asked - given[at]!)
      const more = wholePacks ? room - (room % Math.max(1, pack)) : room
      given[at]! += more
      left -= more
    }
  const order = claims.map((_, at) => at).sort((a, b) => (claims[a]!.id < claims[b]!.id ? -1 : 1))
  const cuts = order.flatMap((at): Cut[] => {
    const { id, asked } = claims[at]!
    return given[at]! < asked ? [{ id, asked, given: given[at]!, reason: 'value', priority: null }] : []
  })
  return { given, left: supply - total, level: null, cuts }
}

const ROUNDING = 1e-6
