import type { LimitPrices } from '../../core/inventory/balancing/limit-prices.js'
import type { TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import type { SharedLimits } from '../../core/inventory/balancing/whole-packs.js'
import type { ItemSolvers } from './item-solvers.js'

/** The best plan of each item at a price of the limits. */
export type AskAtPrice = (price: Float64Array) => Promise<readonly Float64Array[]>

interface Asked {
  readonly price: number
  readonly plans: readonly Float64Array[]
}

/**
 * With a single limit a plan that is best at two prices is best at every price between: the least of what plans cost is
 * concave in the price, and theirs is a line. Such an item is not asked again.
 */
export function openPlanAsker(
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  free: readonly Float64Array[],
  limits: SharedLimits,
): AskAtPrice {
  const asked: Asked[] = [{ price: 0, plans: free }]
  return async (price) => {
    const open = price.length === 1 ? openItems(asked, price[0]!, problems.length) : [...problems.keys()]
    const found = await solvers.fractions(
      open.map((item) => problems[item]!),
      pricesOf(price, limits),
    )
    const plans = price.length === 1 ? [...(below(asked, price[0]!)?.plans ?? free)] : [...free]
    open.forEach((item, at) => {
      plans[item] = found[at]!
    })
    if (price.length === 1) asked.push({ price: price[0]!, plans })
    return plans
  }
}

function openItems(asked: readonly Asked[], price: number, items: number): number[] {
  const [low, high] = [below(asked, price), above(asked, price)]
  const all = Array.from({ length: items }, (_, item) => item)
  if (low === null || high === null) return all
  return all.filter((item) => !isSame(low.plans[item]!, high.plans[item]!))
}

const below = (asked: readonly Asked[], price: number): Asked | null =>
  asked.reduce<Asked | null>(
    (best, one) => (one.price <= price && (best === null || one.price > best.price) ? one : best),
    null,
  )

const above = (asked: readonly Asked[], price: number): Asked | null =>
  asked.reduce<Asked | null>(
    (best, one) => (one.price >= price && (best === null || one.price < best.price) ? one : best),
    null,
  )

/** A thousandth of a thousandth is the solver's rounding. */
const ROUNDING = 1e-3

const isSame = (one: Float64Array, other: Float64Array): boolean =>
  one.every((units, arc) => Math.abs(units - other[arc]!) <= ROUNDING)

const pricesOf = (price: Float64Array, { budget }: SharedLimits): LimitPrices =>
  budget === null ? { budget: 0, fleets: price } : { budget: price[0]!, fleets: price.subarray(1) }
