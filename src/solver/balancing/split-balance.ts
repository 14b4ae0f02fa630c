import { type LimitPrices, limitBounds, limitUse, usesLimits } from '../../core/inventory/balancing/limit-prices.js'
import { lossOf, type TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import { hasLimits, type SharedLimits, sharedPacks } from '../../core/inventory/balancing/whole-packs.js'
import { type Trucks, wholeTrucks, withTruckPrices } from '../../core/inventory/balancing/whole-trucks.js'
import type { Solver } from '../solver.js'
import type { ItemSolvers } from './item-solvers.js'
import { mixOffers, type Offer } from './limit-master.js'

/** The balance of many items in fractions, as the linear program has it. */
export interface Balanced {
  /** Of each item, by arc, in thousandths. */
  readonly units: readonly Float64Array[]
  readonly loss: number
  /** No plan loses less than this. */
  readonly bound: number
  /** How often items were asked for plans. */
  readonly rounds: number
}

/** Split by item, joined on what they share (BA12). */
export async function balanceFractions(
  solver: Solver,
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  limits: SharedLimits,
): Promise<Balanced> {
  const free = await solvers.fractions(problems, null)
  const losses = problems.map((problem, item) => lossOf(problem, free[item]!))
  const loss = sum(losses)
  if (!hasLimits(limits) || keeps(problems, free, limits)) return { units: free, loss, bound: loss, rounds: 1 }
  const bound = problems.flatMap((problem, item) => (usesLimits(problem, limits) ? [item] : []))
  const joined = await joinItems(
    solver,
    solvers,
    bound.map((item) => problems[item]!),
    bound.map((item) => free[item]!),
    limits,
  )
  const units = [...free]
  bound.forEach((item, at) => {
    units[item] = joined.units[at]!
  })
  const others = sum(losses) - sum(bound.map((item) => losses[item]!))
  return { units, loss: joined.loss + others, bound: joined.bound + others, rounds: joined.rounds }
}

/** The same in whole packs: an item that shares nothing is rounded by itself. */
export async function balancePacks(
  solver: Solver,
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  limits: SharedLimits,
): Promise<readonly Float64Array[]> {
  if (!hasLimits(limits)) return solvers.packs(problems)
  const { units } = await balanceFractions(solver, solvers, problems, limits)
  return sharedPacks(problems, units, limits)
}

/** Whole packs in whole trucks (BA15). */
export async function balanceTrucks(
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  trucks: Trucks,
): Promise<Float64Array[]> {
  const packs = await solvers.packs(problems.map((problem) => withTruckPrices(problem, trucks)))
  return wholeTrucks(problems, packs, trucks)
}

/** Proved to be this near to the optimum, as a share of the loss. */
const GAP = 1e-8
/** Far more than it ever takes: prices settle within some tens. */
const ROUNDS_MOST = 1000

async function joinItems(
  solver: Solver,
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  free: readonly Float64Array[],
  limits: SharedLimits,
): Promise<Balanced> {
  const bounds = limitBounds(limits)
  const plans: { item: number; units: Float64Array }[] = []
  const offers: Offer[] = []
  const add = (item: number, units: Float64Array): void => {
    plans.push({ item, units })
    offers.push({ item, loss: lossOf(problems[item]!, units), use: limitUse(problems[item]!, units, limits) })
  }
  problems.forEach((problem, item) => {
    // Doing nothing keeps every limit.
    add(item, new Float64Array(problem.arcCost.length))
    add(item, free[item]!)
  })
  let best = Number.NEGATIVE_INFINITY
  for (let rounds = 2; ; rounds++) {
    const mixed = mixOffers(solver, problems.length, offers, bounds)
    const prices = pricesOf(mixed.price, limits)
    const asked = await solvers.fractions(problems, prices)
    const priced = asked.map((units, item) => pricedLoss(problems[item]!, units, limits, mixed.price))
    best = Math.max(best, sum(priced) - dot(mixed.price, bounds))
    const isDone = mixed.loss - best <= GAP * Math.abs(mixed.loss) || rounds === ROUNDS_MOST
    const better = asked.flatMap((units, item) =>
      priced[item]! < mixed.itemLoss[item]! - (GAP * Math.abs(mixed.loss)) / problems.length ? [{ item, units }] : [],
    )
    if (isDone || better.length === 0) {
      const units = mixPlans(problems, plans, mixed.share)
      return { units, loss: sum(problems.map((problem, item) => lossOf(problem, units[item]!))), bound: best, rounds }
    }
    for (const { item, units } of better) add(item, units)
  }
}

function pricesOf(price: Float64Array, { budget }: SharedLimits): LimitPrices {
  return budget === null ? { budget: 0, fleets: price } : { budget: price[0]!, fleets: price.subarray(1) }
}

const pricedLoss = (problem: TransferProblem, units: Float64Array, limits: SharedLimits, price: Float64Array): number =>
  lossOf(problem, units) + dot(price, limitUse(problem, units, limits))

/** A mix of plans is a plan: losses are convex, so it loses no more than the mix of theirs. */
function mixPlans(
  problems: readonly TransferProblem[],
  plans: readonly { item: number; units: Float64Array }[],
  share: Float64Array,
): Float64Array[] {
  const mixed = problems.map((problem) => new Float64Array(problem.arcCost.length))
  plans.forEach(({ item, units }, at) => {
    if (share[at]! <= 0) return
    for (let arc = 0; arc < units.length; arc++) mixed[item]![arc]! += share[at]! * units[arc]!
  })
  return mixed
}

function keeps(problems: readonly TransferProblem[], units: readonly Float64Array[], limits: SharedLimits): boolean {
  const bounds = limitBounds(limits)
  const used = new Float64Array(bounds.length)
  problems.forEach((problem, item) => {
    limitUse(problem, units[item]!, limits).forEach((use, limit) => {
      used[limit]! += use
    })
  })
  return used.every((use, limit) => use <= bounds[limit]!)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((total, value, at) => total + value * b[at]!, 0)
