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
  /** Parts of the outlook's stock that expire: the rest never does. */
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
  /** The limit on loads it counts against; −1 = none. */
  readonly load: number
}

export interface BalancingOptions {
  /** Means of the layers of demand. */
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
  if (usable.length === 0) return null
  const takers = new Map([...new Set(usable.map(({ to }) => to))].map((to) => [to, takerOf(nodes, to, usable, surplus, deviations)]))
  const givers = new Map([...new Set(usable.map(({ from }) => from))].map((from) => [from, giverOf(nodes[from]!, deviations)]))
  const arcs = usable.filter((arc) => {
    const taker = takers.get(arc.to)!
    return arc.arrival <= taker.arrival && taker.best - givers.get(arc.from)!.cheapest - arc.cost > 0
  })
  return arcs.length === 0 ? null : compile(nodes, arcs, { surplus, takers, givers, layers: deviations.length })
}

interface Arc extends BalancingLane {
  readonly lane: number
  readonly life: Day
}

function surpluses(nodes: readonly BalancingNode[], lanes: readonly BalancingLane[], keep: number): Float64Array {
  const surplus = new Float64Array(nodes.length).fill(-1)
  for (const { from } of lanes) if (surplus[from] === -1) surplus[from] = spareOf(nodes[from]!.outlook, keep)
  return surplus
}

/** From who has a surplus to who has none, with goods that live long enough, in time for what is asked. */
function usableArcs(nodes: readonly BalancingNode[], lanes: readonly BalancingLane[], surplus: Float64Array): Arc[] {
  const arcs: Arc[] = []
  lanes.forEach((lane, at) => {
    assert(lane.pack > 0 && lane.cost >= 0, 'a lane has no pack, or its freight is below zero', { lane: at })
    const to = nodes[lane.to]!
    const least = Math.max(lane.pack, lane.minimum)
    if (lane.from === lane.to || surplus[lane.from]! < least || surplus[lane.to]! > 0) return
    if (lane.arrival >= to.outlook.need.length || to.worth <= lane.cost) return
    const life = to.lastDay + to.lifeAsked
    if (livingUntil(nodes[lane.from]!, life) >= least) arcs.push({ ...lane, lane: at, life })
  })
  return arcs.sort((a, b) => a.from - b.from || a.to - b.to || a.lane - b.lane)
}

/** Stock that is still good on a day. */
function livingUntil({ outlook, lots }: BalancingNode, day: Day): Quantity {
  let short = 0
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
  nodes: readonly BalancingNode[],
  to: number,
  arcs: readonly Arc[],
  surplus: Float64Array,
  deviations: Float64Array,
): Taker {
  const { outlook, worth } = nodes[to]!
  const own = arcs.filter((arc) => arc.to === to)
  const arrivals = [...new Set(own.map(({ arrival }) => arrival))].sort((a, b) => a - b)
  const runsOut = runsOutIn(outlook)
  const inTime = arrivals.filter((arrival) => runsOut < 0 || arrival <= runsOut)
  // Of those in time the last: nothing is expected to be lost before it.
  const choices = [...inTime.slice(-1), ...arrivals.slice(inTime.length)]
  let best: Taker | null = null
  let most = -1
  for (const arrival of choices) {
    const lacks = new Float64Array(deviations.length)
    lacksOf(outlook, arrival, deviations, lacks, 0)
    const within = own.filter((arc) => arc.arrival <= arrival)
    const givers = new Set(within.map(({ from }) => from))
    const brought = [...givers].reduce((sum, from) => sum + surplus[from]!, 0)
    const saved = lacks.reduce((sum, lack) => sum + Math.min(lack, brought), 0)
    if (saved > most) {
      most = saved
      best = { arrival, lacks, best: (worth * lacks.filter((lack) => lack > 0).length) / deviations.length }
    }
  }
  return best!
}

interface Giver {
  readonly spares: Float64Array
  /** What the first unit costs. */
  readonly cheapest: number
}

function giverOf({ outlook, worth }: BalancingNode, deviations: Float64Array): Giver {
  const spares = new Float64Array(deviations.length)
  sparesOf(outlook, deviations, spares, 0)
  return { spares, cheapest: (worth * spares.filter((spare) => spare === 0).length) / deviations.length }
}

interface Gathered {
  readonly surplus: Float64Array
  readonly takers: ReadonlyMap<number, Taker>
  readonly givers: ReadonlyMap<number, Giver>
  readonly layers: number
}

function compile(
  nodes: readonly BalancingNode[],
  arcs: readonly Arc[],
  { surplus, takers, givers, layers }: Gathered,
): TransferProblem {
  const giver = Int32Array.from(new Set(arcs.map(({ from }) => from))).sort()
  const taker = Int32Array.from(new Set(arcs.map(({ to }) => to))).sort()
  const positionOf = (list: Int32Array): Map<number, number> => new Map(Array.from(list, (node, at) => [node, at]))
  const [giverAt, takerAt] = [positionOf(giver), positionOf(taker)]
  const spare = new Float64Array(giver.length * layers)
  giver.forEach((node, at) => spare.set(givers.get(node)!.spares, at * layers))
  const lack = new Float64Array(taker.length * layers)
  taker.forEach((node, at) => lack.set(takers.get(node)!.lacks, at * layers))
  const column = (of: (arc: Arc) => number): Float64Array => Float64Array.from(arcs, of)
  const whole = (of: (arc: Arc) => number): Int32Array => Int32Array.from(arcs, of)
  return {
    layers,
    giver,
    giverWorth: Float64Array.from(giver, (node) => nodes[node]!.worth),
    surplus: Float64Array.from(giver, (node) => surplus[node]!),
    spare,
    taker,
    takerWorth: Float64Array.from(taker, (node) => nodes[node]!.worth),
    lack,
    arcLane: whole(({ lane }) => lane),
    arcGiver: whole(({ from }) => giverAt.get(from)!),
    arcTaker: whole(({ to }) => takerAt.get(to)!),
    arcCost: column(({ cost }) => cost),
    arcPack: column(({ pack }) => pack),
    arcMinimum: column(({ minimum }) => minimum),
    arcLife: whole(({ life }) => life),
    arcLoad: whole(({ load }) => load),
    ...lifeLimits(nodes, giver, arcs, surplus),
  }
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
    const days = [...new Set(arcs.filter(({ from }) => from === node).map(({ life }) => life))].sort((a, b) => a - b)
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
