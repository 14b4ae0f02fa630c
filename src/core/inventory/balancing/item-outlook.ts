import { assert } from '../../base/assert.js'
import type { Day } from '../../base/day.js'
import { QUANTITY_PER_UNIT, type Quantity } from '../../base/quantity.js'
import { lacksOf, type Outlook, runsOutIn, spareOf, sparesOf } from './outlook.js'
import type { TransferProblem } from './transfer-problem.js'

/** One place of an item. */
export interface BalancingNode {
  readonly outlook: Outlook
  /** Money that the business loses per base unit that lacks here. */
  readonly worth: number
  /** The last day of the window: what comes in has to be good until then. */
  readonly lastDay: Day
  /** Days of life that whoever takes goods here asks for beyond that. */
  readonly lifeAsked: number
  /** The part of the stock that is too old to be counted on for the whole window: it is not given away (BA7). */
  readonly aging: Quantity
  /** Parts of the other stock that expire later: the rest never does. */
  readonly lots: readonly Lot[]
}

export interface Lot {
  readonly expiryDay: Day
  readonly quantity: Quantity
}

/** A way from one node to another that the rules allow. */
export interface BalancingLane {
  readonly from: number
  readonly to: number
  /** The step of time in which what leaves now can first be used. */
  readonly arrival: number
  /** Of a base unit, with handling. */
  readonly cost: number
  /** Comes in multiples of this; whole base units where nobody says. */
  readonly pack: Quantity
  readonly minimum: Quantity
  /** The trucks between two places that it counts against; −1 = none. */
  readonly fleet: number
}

export interface BalancingOptions {
  /** Means of the strata of demand. */
  readonly deviations: Float64Array
  /** A giver keeps what its demand needs with this deviation. */
  readonly keep: number
}

/**
 * Who of an item's nodes gives, who takes, and what can go where; null when nothing that moves could be worth its freight.
 * Lanes may come in any order: they are taken by giver, taker and the caller's `order`. Rules BA3–BA9.
 */
export function transferProblem(
  nodes: readonly BalancingNode[],
  lanes: readonly BalancingLane[],
  { deviations, keep }: BalancingOptions,
): TransferProblem | null {
  const surplus = surpluses(nodes, lanes, keep)
  const usable = usableArcs(nodes, lanes, surplus)
  const takers = new Map<number, Taker>()
  for (const [to, own] of groupedBy(usable, ({ way }) => way.to))
    takers.set(to, takerOf(nodes[to]!, own, surplus, deviations))
  const givers = new Map<number, Giver>()
  for (const from of groupedBy(usable, ({ way }) => way.from).keys())
    givers.set(from, giverOf(nodes[from]!, deviations))
  const arcs = usable.filter(({ way }) => {
    const taker = takers.get(way.to)!
    return way.arrival <= taker.arrival && taker.best - givers.get(way.from)!.cheapest - way.cost > 0
  })
  return arcs.length === 0 ? null : compile(nodes, arcs, { surplus, takers, givers, strata: deviations.length })
}

interface Arc {
  readonly way: BalancingLane
  readonly lane: number
  readonly life: Day
}

function groupedBy(arcs: readonly Arc[], keyOf: (arc: Arc) => number): Map<number, Arc[]> {
  const groups = new Map<number, Arc[]>()
  for (const arc of arcs) {
    const group = groups.get(keyOf(arc))
    if (group === undefined) groups.set(keyOf(arc), [arc])
    else group.push(arc)
  }
  return groups
}

/** By node; 0 where it is less than any of the node's lanes takes. */
function surpluses(nodes: readonly BalancingNode[], lanes: readonly BalancingLane[], keep: number): Float64Array {
  const least = new Float64Array(nodes.length).fill(Number.POSITIVE_INFINITY)
  for (const lane of lanes) least[lane.from] = Math.min(least[lane.from]!, smallest(lane))
  return least.map((units, node) => {
    if (units === Number.POSITIVE_INFINITY) return 0
    const surplus = spareOf(givingOutlook(nodes[node]!), keep)
    return surplus >= units ? surplus : 0
  })
}

const smallest = ({ pack, minimum }: BalancingLane): Quantity => Math.max(pack, minimum)

/** What a giver has to look after its own demand with. */
const givingOutlook = ({ outlook, aging }: BalancingNode): Outlook =>
  aging === 0 ? outlook : { ...outlook, stock: outlook.stock - aging }

/** From who has a surplus to who has none, with goods that live long enough, in time for what is asked. */
function usableArcs(nodes: readonly BalancingNode[], lanes: readonly BalancingLane[], surplus: Float64Array): Arc[] {
  const arcs: Arc[] = []
  for (let lane = 0; lane < lanes.length; lane++) {
    const way = lanes[lane]!
    assert(way.pack > 0 && way.cost >= 0, 'a lane has no pack, or its freight is below zero', { lane })
    const least = smallest(way)
    if (way.from === way.to || surplus[way.from]! < least || surplus[way.to]! > 0) continue
    const to = nodes[way.to]!
    if (way.arrival >= to.outlook.need.length || to.worth <= way.cost) continue
    const life = to.lastDay + to.lifeAsked
    if (livingUntil(nodes[way.from]!, life) >= least) arcs.push({ way, lane, life })
  }
  return arcs.sort((a, b) => a.way.from - b.way.from || a.way.to - b.way.to || a.lane - b.lane)
}

/** Stock that is still good on a day. */
function livingUntil({ outlook, aging, lots }: BalancingNode, day: Day): Quantity {
  let short = aging
  for (const lot of lots) if (lot.expiryDay < day) short += lot.quantity
  return outlook.stock - short
}

interface Taker {
  /** What comes in counts from this step on. */
  readonly arrival: number
  readonly lacks: Float64Array
  /** What the first unit saves. */
  readonly best: number
}

/**
 * Lanes that arrive before stock runs out are all in time. Where it runs out earlier, the step is chosen from which on the
 * most that lacks can still be brought: who comes later is too late, and who comes earlier is counted as coming then (BA4).
 */
function takerOf(
  { outlook, worth }: BalancingNode,
  arcs: readonly Arc[],
  surplus: Float64Array,
  deviations: Float64Array,
): Taker {
  const arrivals = [...new Set(arcs.map(({ way }) => way.arrival))].sort((a, b) => a - b)
  const runsOut = runsOutIn(outlook)
  const inTime = arrivals.filter((arrival) => runsOut < 0 || arrival <= runsOut)
  // Of those in time the last: nothing is expected to be lost before it.
  const choices = [...inTime.slice(-1), ...arrivals.slice(inTime.length)]
  let best: Taker | null = null
  let most = -1
  for (const arrival of choices) {
    const lacks = new Float64Array(deviations.length)
    lacksOf(outlook, arrival, deviations, lacks, 0)
    const brought = broughtBy(arcs, arrival, surplus)
    let saved = 0
    let lacking = 0
    for (const lack of lacks) {
      saved += Math.min(lack, brought)
      if (lack > 0) lacking += 1
    }
    if (saved > most) {
      most = saved
      best = { arrival, lacks, best: (worth * lacking) / deviations.length }
    }
  }
  return best!
}

/** What all who come up to a step have together. A giver's lanes into one node lie next to each other. */
function broughtBy(arcs: readonly Arc[], arrival: number, surplus: Float64Array): number {
  let brought = 0
  let last = -1
  for (const { way } of arcs) {
    if (way.arrival > arrival || way.from === last) continue
    brought += surplus[way.from]!
    last = way.from
  }
  return brought
}

interface Giver {
  readonly spares: Float64Array
  /** What the first unit costs. */
  readonly cheapest: number
}

function giverOf(node: BalancingNode, deviations: Float64Array): Giver {
  const spares = new Float64Array(deviations.length)
  sparesOf(givingOutlook(node), deviations, spares, 0)
  let short = 0
  while (short < spares.length && spares[short] === 0) short += 1
  return { spares, cheapest: (node.worth * short) / deviations.length }
}

interface Gathered {
  readonly surplus: Float64Array
  readonly takers: ReadonlyMap<number, Taker>
  readonly givers: ReadonlyMap<number, Giver>
  readonly strata: number
}

function compile(
  nodes: readonly BalancingNode[],
  arcs: readonly Arc[],
  { surplus, takers, givers, strata }: Gathered,
): TransferProblem {
  const giver = Int32Array.from(groupedBy(arcs, ({ way }) => way.from).keys()).sort()
  const taker = Int32Array.from(groupedBy(arcs, ({ way }) => way.to).keys()).sort()
  const positionOf = (list: Int32Array): Map<number, number> => new Map(Array.from(list, (node, at) => [node, at]))
  const [giverAt, takerAt] = [positionOf(giver), positionOf(taker)]
  const spare = new Float64Array(giver.length * strata)
  giver.forEach((node, at) => spare.set(givers.get(node)!.spares, at * strata))
  const lack = new Float64Array(taker.length * strata)
  taker.forEach((node, at) => lack.set(takers.get(node)!.lacks, at * strata))
  const column = (of: (arc: Arc) => number): Float64Array => filled(new Float64Array(arcs.length), arcs, of)
  const whole = (of: (arc: Arc) => number): Int32Array => filled(new Int32Array(arcs.length), arcs, of)
  return {
    strata,
    giver,
    giverWorth: Float64Array.from(giver, (node) => nodes[node]!.worth),
    surplus: Float64Array.from(giver, (node) => surplus[node]!),
    spare,
    taker,
    takerWorth: Float64Array.from(taker, (node) => nodes[node]!.worth),
    lack,
    arcLane: whole(({ lane }) => lane),
    arcGiver: whole(({ way }) => giverAt.get(way.from)!),
    arcTaker: whole(({ way }) => takerAt.get(way.to)!),
    arcCost: column(({ way }) => way.cost),
    arcPack: column(({ way }) => way.pack),
    arcMinimum: column(({ way }) => way.minimum),
    arcLife: whole(({ life }) => life),
    arcFleet: whole(({ way }) => way.fleet),
    ...lifeLimits(nodes, giver, arcs, surplus),
  }
}

function filled<Of extends Float64Array | Int32Array>(out: Of, arcs: readonly Arc[], of: (arc: Arc) => number): Of {
  for (let at = 0; at < arcs.length; at++) out[at] = of(arcs[at]!)
  return out
}

/** Limits by life that are tighter than the surplus itself. */
function lifeLimits(
  nodes: readonly BalancingNode[],
  giver: Int32Array,
  arcs: readonly Arc[],
  surplus: Float64Array,
): Pick<TransferProblem, 'lifeGiver' | 'lifeDay' | 'lifeBound'> {
  const limits: { giver: number; day: Day; bound: Quantity }[] = []
  giver.forEach((node, at) => {
    if (nodes[node]!.lots.length === 0) return
    const days = [...new Set(arcs.filter(({ way }) => way.from === node).map(({ life }) => life))].sort((a, b) => a - b)
    for (const day of days) {
      const bound = livingUntil(nodes[node]!, day)
      if (bound < surplus[node]!) limits.push({ giver: at, day, bound })
    }
  })
  return {
    lifeGiver: Int32Array.from(limits, (limit) => limit.giver),
    lifeDay: Int32Array.from(limits, ({ day }) => day),
    lifeBound: Float64Array.from(limits, ({ bound }) => bound),
  }
}

/** Whole base units where nobody says what it comes in. */
export const packOf = (multiple: Quantity | null): Quantity =>
  multiple === null || multiple <= 0 ? QUANTITY_PER_UNIT : multiple
