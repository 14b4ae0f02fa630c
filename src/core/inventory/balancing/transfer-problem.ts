/**
 * Balancing one item: who can give, who lacks, and over which arcs. Flat arrays, so that ten thousand of them are small and
 * cross to a thread as they are. Quantities are whole thousandths, money is of the base currency in major units per base
 * unit. Rules BA3, BA5 and BA10 of docs/specs/balancing.md.
 */
import { QUANTITY_PER_UNIT } from '../../base/quantity.js'

export interface TransferProblem {
  /** How many layers of demand a node has. */
  readonly layers: number
  /** The caller's number of each giver, ascending. */
  readonly giver: Int32Array
  /** What a unit that lacks there costs. */
  readonly giverWorth: Float64Array
  /** The most that may leave. */
  readonly surplus: Float64Array
  /** At [giver * layers + layer]: what is spare, the least first. */
  readonly spare: Float64Array
  /** The caller's number of each taker, ascending. */
  readonly taker: Int32Array
  readonly takerWorth: Float64Array
  /** At [taker * layers + layer]: what lacks, the most first. */
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
  /** The limit on loads that the arc counts against; −1 = none. */
  readonly arcLoad: Int32Array
  /** What lives long enough: arcs of a giver that ask for life up to a day or later share so much of its stock. */
  readonly lifeGiver: Int32Array
  readonly lifeDay: Int32Array
  readonly lifeBound: Float64Array
}

/** Money lost at a taker when so much comes in. */
export function takerLoss(problem: TransferProblem, taker: number, incoming: number): number {
  const { layers, lack, takerWorth } = problem
  let short = 0
  for (let at = taker * layers; at < (taker + 1) * layers && lack[at]! > incoming; at++) short += lack[at]! - incoming
  return (takerWorth[taker]! * short) / (layers * QUANTITY_PER_UNIT)
}

/** Money lost at a giver when so much leaves. */
export function giverLoss(problem: TransferProblem, giver: number, outgoing: number): number {
  const { layers, spare, giverWorth } = problem
  let short = 0
  for (let at = giver * layers; at < (giver + 1) * layers && spare[at]! < outgoing; at++) short += outgoing - spare[at]!
  return (giverWorth[giver]! * short) / (layers * QUANTITY_PER_UNIT)
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

/** The convex pieces of what incoming units save, dearest first: (width, saved per unit). Less than `least` is left out. */
export function reliefPieces(
  problem: TransferProblem,
  taker: number,
  least: number,
  add: (width: number, value: number) => void,
): void {
  const { layers, lack, takerWorth } = problem
  for (let lacking = layers; lacking > 0; lacking--) {
    const value = (takerWorth[taker]! * lacking) / layers
    if (value <= least) return
    const beyond = lacking === layers ? 0 : lack[taker * layers + lacking]!
    const width = lack[taker * layers + lacking - 1]! - beyond
    if (width > 0) add(width, value)
  }
}

/** The convex pieces of what outgoing units cost, cheapest first, up to the surplus: (width, cost per unit). */
export function sacrificePieces(
  problem: TransferProblem,
  giver: number,
  add: (width: number, cost: number) => void,
): void {
  const { layers, spare, giverWorth, surplus } = problem
  let before = 0
  for (let short = 0; short <= layers; short++) {
    const until = Math.min(surplus[giver]!, short === layers ? surplus[giver]! : spare[giver * layers + short]!)
    if (until > before) add(until - before, (giverWorth[giver]! * short) / layers)
    before = Math.max(before, until)
  }
}
