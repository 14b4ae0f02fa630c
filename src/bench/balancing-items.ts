/** Items at many nodes with too much here and too little there, drawn from a seed: for measuring and for tests. */
import { normalAt, seededRandom } from '../core/base/random.js'
import { type BalancingLane, type BalancingNode, transferProblem } from '../core/inventory/balancing/item-outlook.js'
import { deviationAt, STRATA, strataMeans } from '../core/inventory/balancing/strata.js'
import type { TransferProblem } from '../core/inventory/balancing/transfer-problem.js'

export interface ItemShape {
  readonly nodes: number
  readonly seed: number
  /** Nodes that each node has lanes to. */
  readonly reach?: number
  /** Share of items whose stock expires. */
  readonly perishable?: number
  /** Fleets that lanes between two nodes count against. */
  readonly fleets?: number
}

const PER_UNIT = 1000
const PACKS = [1, 6, 12, 24]
const STEPS_LEAST = 7
const STEPS_MOST = 21
const KEEP = 0.9
export const balancingOptions = { deviations: strataMeans(STRATA), keep: deviationAt(KEEP) }

enum Stream {
  Item,
  Rate,
  Stock,
  Window,
  Worth,
  X,
  Y,
  Life,
  Fleet,
}

/** Everything about an item at its nodes; the places and their lanes are the same for all items of a seed. */
export function openItems({ nodes, seed, reach = nodes - 1, perishable = 0.2, fleets = 0 }: ItemShape) {
  const random = seededRandom(seed)
  const places = Array.from({ length: nodes }, (_, node) => [
    random.at(Stream.X, node, 0),
    random.at(Stream.Y, node, 0),
  ])
  const far = (a: number, b: number): number =>
    Math.abs(places[a]![0]! - places[b]![0]!) + Math.abs(places[a]![1]! - places[b]![1]!)
  const ways = places.flatMap((_, from) =>
    [...places.keys()]
      .filter((to) => to !== from)
      .sort((a, b) => far(from, a) - far(from, b))
      .slice(0, reach)
      .map((to) => ({ from, to, distance: far(from, to) })),
  )
  const lanesOf = (item: number): BalancingLane[] => {
    const pack = PACKS[Math.floor(random.at(Stream.Item, item, 1) * PACKS.length)]! * PER_UNIT
    const weight = 0.2 + random.at(Stream.Item, item, 2)
    return ways.map(({ from, to, distance }, at) => ({
      from,
      to,
      arrival: 1 + Math.floor(distance * 4),
      cost: weight * (0.1 + distance),
      pack,
      minimum: random.at(Stream.Item, item, 3) < 0.3 ? pack * 3 : 0,
      fleet: fleets === 0 ? -1 : Math.floor(random.at(Stream.Fleet, at, 0) * fleets),
    }))
  }
  const nodesOf = (item: number): BalancingNode[] => {
    const worth = 1 + 30 * random.at(Stream.Item, item, 0) ** 2
    const expires = random.at(Stream.Item, item, 4) < perishable
    return Array.from({ length: nodes }, (_, node) => drawNode(item, node, worth, expires))
  }
  const drawNode = (item: number, node: number, worth: number, expires: boolean): BalancingNode => {
    const rate = (2 + 60 * random.at(Stream.Rate, item, node) ** 3) * PER_UNIT
    const steps = STEPS_LEAST + Math.floor(random.at(Stream.Window, item, node) * (STEPS_MOST - STEPS_LEAST))
    const cover = Math.max(0, 14 + 12 * normalAt(random, Stream.Stock, item, node))
    const stock = Math.round((rate * cover) / PER_UNIT) * PER_UNIT
    const arrives = Math.floor(random.at(Stream.Window, item, node + nodes) * steps * 2)
    const by = (of: (step: number) => number): Float64Array =>
      Float64Array.from({ length: steps }, (_, step) => of(step))
    const expiryDay = Math.floor(random.at(Stream.Life, item, node) * 40)
    const expiring = expires ? Math.floor(stock / 2) : 0
    const ages = expiryDay < steps
    return {
      outlook: {
        stock,
        need: by((step) => rate * (step + 1)),
        error: by((step) => rate * 0.8 * Math.sqrt(step + 1)),
        supply: by((step) => (step >= arrives ? rate * 4 : 0)),
      },
      worth: worth * (0.8 + 0.4 * random.at(Stream.Worth, item, node)),
      lastDay: steps,
      lifeAsked: expires ? 3 : 0,
      aging: ages ? expiring : 0,
      lots: expiring > 0 && !ages ? [{ expiryDay, quantity: expiring }] : [],
    }
  }
  return {
    lanesOf,
    nodesOf,
    problemOf: (item: number) => transferProblem(nodesOf(item), lanesOf(item), balancingOptions),
  }
}

export function drawProblems(count: number, shape: ItemShape): TransferProblem[] {
  const { problemOf } = openItems(shape)
  return Array.from({ length: count }, (_, item) => problemOf(item)).filter((problem) => problem !== null)
}
