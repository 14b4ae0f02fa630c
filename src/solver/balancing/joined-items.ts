/** Items that share limits, asked for plans until their mix is the optimum: rule BA12 of docs/specs/balancing.md. */
import { limitBounds, limitUse } from '../../core/inventory/balancing/limit-prices.js'
import { lossOf, type TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import type { SharedLimits } from '../../core/inventory/balancing/whole-packs.js'
import type { Solver } from '../solver.js'
import type { ItemSolvers } from './item-solvers.js'
import { mixOffers, type Offer } from './limit-master.js'
import { openPlanAsker } from './plan-asker.js'

export interface Joined {
  readonly units: readonly Float64Array[]
  readonly loss: number
  readonly bound: number
  readonly rounds: number
  /** What one more of each limit would save. */
  readonly price: Float64Array
}

/** Proved to be this near to the optimum, as a share of the loss. */
const GAP = 1e-8
/** Far more than it ever takes: prices settle within some tens. */
const ROUNDS_MOST = 1000

/** @param free what is best for each item where nothing is scarce */
export async function joinItems(
  solver: Solver,
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  free: readonly Float64Array[],
  limits: SharedLimits,
): Promise<Joined> {
  const bounds = limitBounds(limits)
  const book = openOffers(problems, limits)
  const ask = openPlanAsker(solvers, problems, free, limits)
  problems.forEach((problem, item) => {
    // Doing nothing keeps every limit.
    book.add(item, new Float64Array(problem.arcCost.length))
    book.add(item, free[item]!)
  })
  let bound = Number.NEGATIVE_INFINITY
  let rounds = 1
  for (const price of await hintedPrices(solver, solvers, problems, free, limits)) {
    const asked = await ask(price)
    bound = Math.max(bound, boundAt(problems, asked, limits, price))
    asked.forEach((units, item) => {
      book.add(item, units)
    })
    rounds += 1
  }
  for (;;) {
    rounds += 1
    const mixed = mixOffers(solver, problems.length, book.offers, bounds)
    const asked = await ask(mixed.price)
    bound = Math.max(bound, boundAt(problems, asked, limits, mixed.price))
    const worthAsking = (GAP * Math.abs(mixed.loss)) / problems.length
    const better = asked.flatMap((units, item) =>
      pricedLoss(problems[item]!, units, limits, mixed.price) < mixed.itemLoss[item]! - worthAsking ? [item] : [],
    )
    if (mixed.loss - bound <= GAP * Math.abs(mixed.loss) || better.length === 0 || rounds >= ROUNDS_MOST) {
      const units = book.mix(mixed.share)
      const loss = sum(problems.map((problem, item) => lossOf(problem, units[item]!)))
      return { units, loss, bound, rounds, price: mixed.price }
    }
    for (const item of better) book.add(item, asked[item]!)
  }
}

function openOffers(problems: readonly TransferProblem[], limits: SharedLimits) {
  const plans: { item: number; units: Float64Array }[] = []
  const offers: Offer[] = []
  return {
    offers,
    add(item: number, units: Float64Array): void {
      plans.push({ item, units })
      offers.push({ item, loss: lossOf(problems[item]!, units), use: limitUse(problems[item]!, units, limits) })
    },
    /** A mix of plans is a plan: losses are convex, so it loses no more than the mix of theirs. */
    mix(share: Float64Array): Float64Array[] {
      const mixed = problems.map((problem) => new Float64Array(problem.arcCost.length))
      plans.forEach(({ item, units }, at) => {
        if (share[at]! <= 0) return
        for (let arc = 0; arc < units.length; arc++) mixed[item]![arc]! += share[at]! * units[arc]!
      })
      return mixed
    },
  }
}

/** Below this all items are asked as quickly as some. */
const HINT_FROM_ITEMS = 2000
const HINT_ITEMS = 500
/** The prices asked first lie this far to either side of what some items say. */
const HINT_WIDTH = 0.1

/**
 * What the limits are worth to every so-manieth item within its share of them: near what they are worth to all, at a
 * fraction of the work. Only a beginning: the rounds with all items say what it really is.
 */
async function hintedPrices(
  solver: Solver,
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  free: readonly Float64Array[],
  { budget, fleets }: SharedLimits,
): Promise<Float64Array[]> {
  if (problems.length < HINT_FROM_ITEMS) return []
  const every = Math.floor(problems.length / HINT_ITEMS)
  const chosen = problems.flatMap((_, item) => (item % every === 0 ? [item] : []))
  const share = chosen.length / problems.length
  const limits = { budget: budget === null ? null : budget * share, fleets: fleets.map((units) => units * share) }
  const { price } = await joinItems(
    solver,
    solvers,
    chosen.map((item) => problems[item]!),
    chosen.map((item) => free[item]!),
    limits,
  )
  // Between two prices of a single limit only the items that differ there have to be asked again.
  return price.length === 1 ? [1 - HINT_WIDTH, 1 + HINT_WIDTH].map((width) => price.map((one) => one * width)) : [price]
}

/** No plan of all items loses less than theirs at a price, less what the limits bring at it (Lagrange). */
const boundAt = (
  problems: readonly TransferProblem[],
  units: readonly Float64Array[],
  limits: SharedLimits,
  price: Float64Array,
): number =>
  sum(problems.map((problem, item) => pricedLoss(problem, units[item]!, limits, price))) -
  dot(price, limitBounds(limits))

const pricedLoss = (problem: TransferProblem, units: Float64Array, limits: SharedLimits, price: Float64Array): number =>
  lossOf(problem, units) + dot(price, limitUse(problem, units, limits))

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((total, value, at) => total + value * b[at]!, 0)
