/** What a unit of each shared limit is worth, and what an item uses of them. Rule BA12 of docs/specs/balancing.md. */
import { QUANTITY_PER_UNIT } from '../../base/quantity.js'
import { freightOf, type TransferProblem } from './transfer-problem.js'
import type { SharedLimits } from './whole-packs.js'

export interface LimitPrices {
  /** Money saved by one more of freight money. */
  readonly budget: number
  /** Money saved by one more base unit on the trucks of each fleet. */
  readonly fleets: Float64Array
}

/** What each arc pays for the limits on top of its freight, per base unit. */
export function arcPrices(problem: TransferProblem, { budget, fleets }: LimitPrices): Float64Array {
  return problem.arcCost.map((cost, arc) => {
    const fleet = problem.arcFleet[arc]!
    return cost * budget + (fleet < 0 ? 0 : fleets[fleet]!)
  })
}

/** What is used of each limit: first the budget, where there is one, then base units by fleet. */
export function limitUse(problem: TransferProblem, units: Float64Array, limits: SharedLimits): Float64Array {
  const first = limits.budget === null ? 0 : 1
  const use = new Float64Array(first + limits.fleets.length)
  if (first === 1) use[0] = freightOf(problem, units)
  for (let arc = 0; arc < units.length; arc++) {
    const fleet = problem.arcFleet[arc]!
    if (fleet >= 0) use[first + fleet]! += units[arc]! / QUANTITY_PER_UNIT
  }
  return use
}

/** The bounds in the same order. */
export const limitBounds = ({ budget, fleets }: SharedLimits): Float64Array =>
  Float64Array.from([...(budget === null ? [] : [budget]), ...fleets.map((units) => units / QUANTITY_PER_UNIT)])

/** Whether an item could use anything that is limited. */
export const usesLimits = (problem: TransferProblem, { budget }: SharedLimits): boolean =>
  problem.arcFleet.some((fleet) => fleet >= 0) || (budget !== null && problem.arcCost.some((cost) => cost > 0))
