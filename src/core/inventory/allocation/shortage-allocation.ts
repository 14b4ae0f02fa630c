/**
 * Who gets how much of what is scarce: what is promised by contract, then what costs a fine, then launches, then by
 * priority; where a stage cannot be served whole, its claims come to equal cover. Rules BA20–BA24 of
 * docs/specs/balancing.md.
 */
import { assert } from '../../base/assert.js'
import type { Quantity } from '../../base/quantity.js'
import type { Allocated, Claim, Cut, Stage } from './claim.js'
import { STAGES } from './claim.js'
import { fillEvenly } from './water-filling.js'

/** By tiers and fair share; the parts and what is left add up to the supply. The order of the claims does not matter. */
export function allocateFairly(supply: Quantity, claims: readonly Claim[]): Allocated {
  assert(Number.isInteger(supply) && supply >= 0, 'what is allocated is no quantity', { supply })
  const order = claims.map((_, at) => at).sort((a, b) => (claims[a]!.id < claims[b]!.id ? -1 : 1))
  const given = new Float64Array(claims.length)
  let left = supply
  let level: number | null = null
  for (const turn of stagesOf(claims)) {
    const inside = order
      .map((at) => ({ at, most: wantedIn(claims[at]!, turn, given[at]!) }))
      .filter(({ most }) => most > 0)
    if (inside.length === 0) continue
    if (inside.reduce((sum, { most }) => sum + most, 0) <= left) for (const { at, most } of inside) given[at]! += most
    else level = shareOut(left, inside, claims, given)
    left = supply - given.reduce((sum, amount) => sum + amount, 0)
    if (left === 0) return { given, left, level, cuts: cutsOf(claims, order, given, turn) }
  }
  return { given, left, level, cuts: [] }
}

interface Turn {
  readonly stage: Stage
  readonly priority: number | null
}

function stagesOf(claims: readonly Claim[]): Turn[] {
  const priorities = [...new Set(claims.map(({ priority }) => priority))].sort((a, b) => a - b)
  return STAGES.flatMap((stage): Turn[] =>
    stage === 'priority' ? priorities.map((priority) => ({ stage, priority })) : [{ stage, priority: null }],
  )
}

/** What a claim may still get in a stage, after what it has been given. */
function wantedIn({ asked, contract, fined, launch, priority }: Claim, turn: Turn, given: Quantity): Quantity {
  const upTo = (units: Quantity): Quantity => Math.max(0, Math.min(asked, units) - given)
  switch (turn.stage) {
    case 'contract':
      return upTo(contract)
    case 'fine':
      return upTo(fined)
    case 'launch':
      return upTo(launch)
    case 'priority':
      return priority === turn.priority ? upTo(asked) : 0
  }
}

/** Equal cover in whole packs. Gives the level. */
function shareOut(
  supply: Quantity,
  inside: readonly { at: number; most: Quantity }[],
  claims: readonly Claim[],
  given: Float64Array,
): number {
  const { level, given: even } = fillEvenly(
    supply,
    inside.map(({ at, most }) => ({ rate: claims[at]!.rate, held: claims[at]!.held + given[at]!, most })),
  )
  let left = supply
  const room = inside.map(({ at, most }, place) => {
    const pack = Math.max(1, claims[at]!.pack)
    const whole = Math.min(most, Math.floor(even[place]! / pack + ROUNDING) * pack)
    given[at]! += whole
    left -= whole
    return most - whole
  })
  // Then pack by pack to whoever covers least; what is less than a pack goes to one of them.
  while (left > 0) {
    const place = leastCovered(inside, claims, given, room)
    if (place < 0) break
    const { at } = inside[place]!
    const more = Math.min(left, room[place]!, Math.max(1, claims[at]!.pack))
    given[at]! += more
    room[place]! -= more
    left -= more
  }
  return level
}

/** A share of a pack that floating point may have lost. */
const ROUNDING = 1e-9

function leastCovered(
  inside: readonly { at: number }[],
  claims: readonly Claim[],
  given: Float64Array,
  room: readonly Quantity[],
): number {
  let found = -1
  let least = Number.POSITIVE_INFINITY
  inside.forEach(({ at }, place) => {
    if (room[place]! <= 0) return
    const { rate, held } = claims[at]!
    const cover = rate > 0 ? (held + given[at]!) / rate : Number.MAX_VALUE
    if (cover < least) {
      least = cover
      found = place
    }
  })
  return found
}

/** Who did not get everything, with the stage at which supply ended. */
function cutsOf(
  claims: readonly Claim[],
  order: readonly number[],
  given: Float64Array,
  { stage, priority }: Turn,
): Cut[] {
  return order.flatMap((at) => {
    const { id, asked } = claims[at]!
    return given[at]! < asked ? [{ id, asked, given: given[at]!, reason: stage, priority }] : []
  })
}
