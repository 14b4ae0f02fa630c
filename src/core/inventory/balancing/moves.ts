import type { Day } from '../../base/day.js'
import { QUANTITY_PER_UNIT, type Quantity } from '../../base/quantity.js'
import type { BalancingNode, Lot } from './item-outlook.js'
import { flowsOf, giverLoss, type TransferProblem, takerLoss } from './transfer-problem.js'

/** One transfer that is worth it. Money of the base currency, in major units. */
export interface Move {
  /** The caller's numbers. */
  readonly lane: number
  readonly giver: number
  readonly taker: number
  readonly units: Quantity
  /** Loss that it spares where it comes in, its share of all that comes in there. */
  readonly relief: number
  /** Loss that it causes where it leaves, its share of all that leaves there. */
  readonly sacrifice: number
  readonly freight: number
  /** Relief less sacrifice and freight; above zero. */
  readonly benefit: number
  /** What travels of lots that expire, oldest first; the rest does not expire. */
  readonly lots: readonly Lot[]
}

/**
 * The transfers of an item with what each is worth: units that come in to one place are worth the same, whoever sent them,
 * so that the benefits of all add up to what balancing saves (BA13).
 */
export function movesOf(problem: TransferProblem, nodes: readonly BalancingNode[], units: Float64Array): Move[] {
  const { incoming, outgoing } = flowsOf(problem, units)
  const relief = incoming.map((moved, taker) => takerLoss(problem, taker, 0) - takerLoss(problem, taker, moved))
  const sacrifice = outgoing.map((moved, giver) => giverLoss(problem, giver, moved))
  const lots = lotsOf(problem, nodes, units)
  return Array.from(units.keys())
    .filter((arc) => units[arc]! > 0)
    .map((arc) => {
      const [giver, taker, moved] = [problem.arcGiver[arc]!, problem.arcTaker[arc]!, units[arc]!]
      const spared = (relief[taker]! * moved) / incoming[taker]!
      const caused = (sacrifice[giver]! * moved) / outgoing[giver]!
      const freight = (problem.arcCost[arc]! * moved) / QUANTITY_PER_UNIT
      return {
        lane: problem.arcLane[arc]!,
        giver: problem.giver[giver]!,
        taker: problem.taker[taker]!,
        units: moved,
        relief: spared,
        sacrifice: caused,
        freight,
        benefit: spared - caused - freight,
        lots: lots[arc]!,
      }
    })
}

/**
 * Which lots travel: who asks for the longest life chooses first, and takes the oldest that still have it, so that the
 * fresher ones are there for the others (BA7).
 */
function lotsOf(problem: TransferProblem, nodes: readonly BalancingNode[], units: Float64Array): Lot[][] {
  const taken: Lot[][] = Array.from(units, () => [])
  problem.giver.forEach((node, giver) => {
    const { outlook, aging, lots } = nodes[node]!
    if (lots.length === 0) return
    const expiring = lots.reduce((sum, { quantity }) => sum + quantity, 0)
    const left = [...lots].sort((a, b) => a.expiryDay - b.expiryDay).map((lot) => ({ ...lot }))
    left.push({ expiryDay: NEVER, quantity: outlook.stock - aging - expiring })
    const arcs = Array.from(units.keys()).filter((arc) => problem.arcGiver[arc] === giver && units[arc]! > 0)
    arcs.sort((a, b) => problem.arcLife[b]! - problem.arcLife[a]! || a - b)
    for (const arc of arcs) {
      let missing = units[arc]!
      for (const lot of left) {
        const takes = lot.expiryDay < problem.arcLife[arc]! ? 0 : Math.min(missing, lot.quantity)
        if (takes === 0) continue
        lot.quantity -= takes
        missing -= takes
        if (lot.expiryDay < NEVER) taken[arc]!.push({ expiryDay: lot.expiryDay, quantity: takes })
      }
    }
  })
  return taken
}

const NEVER: Day = Number.MAX_SAFE_INTEGER
