/**
 * Balancing one item: who can give, who lacks, and over which arcs. Flat arrays, so that ten thousand of them are small and
 * cross to a thread as they are. Quantities are whole thousandths, money is of the base currency in major units per base
 * unit. Rules BA3, BA5 and BA10 of docs/specs/balancing.md.
 */
import { QUANTITY_PER_UNIT } from '../../base/quantity.js'

export interface TransferProblem {
  /** How many strata of demand a node has. */
  readonly strata: number
  /** The caller's number of each giver, ascending. */
  readonly giver: Int32Array
  /** What a unit that lacks there costs. */
  readonly giverWorth: Float64Array
  /** The most that may leave. */
  readonly surplus: Float64Array
  /** At [giver * strata + stratum]: what is spare, the least first. */
  readonly spare: Float64Array
  /** The caller's number of each taker, ascending. */
  readonly taker: Int32Array
  readonly takerWorth: Float64Array
  /** At [taker * strata + stratum]: what lacks, the most first. */
  readonly lack: Float64Array
  /** By giver, then taker, then the caller's number of the lane. */
  readonly arcLane: Int32Array
  readonly arcGiver: Int32Array
  readonly arcTaker: Int32Array
  /** Freight and handling of a base unit. */
  readonly arcCost: Float64Array
  /** Whole thousandths; at least one. */
  readonly arcPack: Float64Array
  /** Smallest transfer; 0 when there is none. */
  readonly arcMinimum: Float64Array
  /** The first day up to which what travels has to live. */
  readonly arcLife: Int32Array
  /** The fleet that the arc counts against; −1 = none. */
  readonly arcFleet: Int32Array
  /** What lives long enough: arcs of a giver that ask for life up to a day or later share so much of its stock. */
  readonly lifeGiver: Int32Array
  readonly lifeDay: Int32Array
  readonly lifeBound: Float64Array
}

/** Money lost at a taker when so much comes in. */
export function takerLoss(problem: TransferProblem, taker: number, incoming: number): number {
  const { strata, lack, takerWorth } = problem
  let short = 0
  for (let at = taker * strata; at < (taker + 1) * strata && lack[at]! > incoming; at++) short += lack[at]! - incoming
  return (takerWorth[taker]! * short) / (strata * QUANTITY_PER_UNIT)
}

/** Money lost at a giver when so much leaves. */
export function giverLoss(problem: TransferProblem, giver: number, outgoing: number): number {
  const { strata, spare, giverWorth } = problem
  let short = 0
  for (let at = giver * strata; at < (giver + 1) * strata && spare[at]! < outgoing; at++) short += outgoing - spare[at]!
  return (giverWorth[giver]! * short) / (strata * QUANTITY_PER_UNIT)
}

/** What lacks when nothing is done, in money: the sum over takers. Givers lose nothing more than they do anyway. */
export function lossOfNothing(problem: TransferProblem): number {
  let loss = 0
  for (let taker = 0; taker < problem.taker.length; taker++) loss += takerLoss(problem, taker, 0)
  return loss
}

export interface Flows {
  readonly incoming: Float64Array
  readonly outgoing: Float64Array
}

export function flowsOf(problem: TransferProblem, units: Float64Array): Flows {
  const incoming = new Float64Array(problem.taker.length)
  const outgoing = new Float64Array(problem.giver.length)
  for (let arc = 0; arc < units.length; arc++) {
    incoming[problem.arcTaker[arc]!]! += units[arc]!
    outgoing[problem.arcGiver[arc]!]! += units[arc]!
  }
  return { incoming, outgoing }
}

export function freightOf({ arcCost }: TransferProblem, units: Float64Array): number {
  let freight = 0
  for (let arc = 0; arc < units.length; arc++) freight += (arcCost[arc]! * units[arc]!) / QUANTITY_PER_UNIT
  return freight
}

/** Expected loss of everybody, and freight. */
export function lossOf(problem: TransferProblem, units: Float64Array): number {
  const { incoming, outgoing } = flowsOf(problem, units)
  let loss = freightOf(problem, units)
  for (let taker = 0; taker < incoming.length; taker++) loss += takerLoss(problem, taker, incoming[taker]!)
  for (let giver = 0; giver < outgoing.length; giver++) loss += giverLoss(problem, giver, outgoing[giver]!)
  return loss
}

/** The same of many items, each with its own transfers. */
export const lossOfAll = (problems: readonly TransferProblem[], units: readonly Float64Array[]): number =>
  problems.reduce((sum, problem, item) => sum + lossOf(problem, units[item]!), 0)

/** The convex pieces of what incoming units save, dearest first: (width, saved per unit). Less than `least` is left out. */
export function reliefPieces(
  problem: TransferProblem,
  taker: number,
  least: number,
  add: (width: number, value: number) => void,
): void {
  const { strata, lack, takerWorth } = problem
  for (let lacking = strata; lacking > 0; lacking--) {
    const value = (takerWorth[taker]! * lacking) / strata
    if (value <= least) return
    const beyond = lacking === strata ? 0 : lack[taker * strata + lacking]!
    const width = lack[taker * strata + lacking - 1]! - beyond
    if (width > 0) add(width, value)
  }
}

/** The convex pieces of what outgoing units cost, cheapest first, up to the surplus: (width, cost per unit). */
export function sacrificePieces(
  problem: TransferProblem,
  giver: number,
  add: (width: number, cost: number) => void,
): void {
  const { strata, spare, giverWorth, surplus } = problem
  let before = 0
  for (let short = 0; short <= strata; short++) {
    const until = Math.min(surplus[giver]!, short === strata ? surplus[giver]! : spare[giver * strata + short]!)
    if (until > before) add(until - before, (giverWorth[giver]! * short) / strata)
    before = Math.max(before, until)
  }
}
