import { type Day, formatDay } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'
import { Refusal } from '../base/refusal.js'
import { endOfHorizon } from '../calendar/horizon.js'
import type { Hierarchy } from '../plan/hierarchy.js'
import type { Plan } from '../plan/plan.js'

/** A node of one of the plan's trees, by the names on the way to it from the root; the root is `[]`. */
export type NodePath = readonly string[]

/** A part of the plan without time. */
export interface Scope {
  readonly product: NodePath
  readonly location: NodePath
  readonly customer: NodePath
}

/**
 * A part of the plan: everything under three nodes from one day up to another, which is not in it. It is said in names
 * and days, not in positions, so that it means the same after the horizon has moved and master data have changed.
 */
export interface Box extends Scope {
  readonly from: Day
  readonly until: Day
}

export const EVERYWHERE: Scope = { product: [], location: [], customer: [] }

/** A box on one plan: ranges of leaves and of buckets, ends not included. */
export interface PlacedBox {
  readonly firstProduct: number
  readonly endProduct: number
  readonly firstLocation: number
  readonly endLocation: number
  readonly firstCustomer: number
  readonly endCustomer: number
  readonly from: number
  readonly to: number
}

/** One cell's place, for those who ask about it. */
export interface CellPlace {
  readonly product: string
  readonly location: string
  readonly customer: string
  readonly day: Day
  readonly quantity?: Quantity
}

export type PlanTrees = Pick<Plan, 'horizon' | 'product' | 'location' | 'customer'>

// Found once per tree: a plan's trees do not change, and a journal names the same nodes again and again.
const indexes = new WeakMap<Hierarchy, ReadonlyMap<string, number>>()
const leafIndexes = new WeakMap<Hierarchy, ReadonlyMap<string, number>>()

function indexOf(tree: Hierarchy): ReadonlyMap<string, number> {
  let index = indexes.get(tree)
  if (index === undefined) {
    index = new Map(tree.id.map((name, node) => [`${tree.parent[node]!} ${name}`, node]))
    indexes.set(tree, index)
  }
  return index
}

/** The node with these names on the way, or −1. */
export function nodeAt(tree: Hierarchy, path: NodePath): number {
  const index = indexOf(tree)
  let node = 0
  for (const name of path) {
    const next = index.get(`${node} ${name}`)
    if (next === undefined) return -1
    node = next
  }
  return node
}

/** The leaf with this name, or −1. Names of leaves are unique in each of a plan's trees. */
export function leafNamed(tree: Hierarchy, name: string): number {
  let names = leafIndexes.get(tree)
  if (names === undefined) {
    names = new Map(Array.from(tree.leafNode, (node, leaf) => [tree.id[node]!, leaf]))
    leafIndexes.set(tree, names)
  }
  return names.get(name) ?? -1
}

/** The names on the way to a node. */
export function pathOf(tree: Hierarchy, node: number): NodePath {
  const path: string[] = []
  for (let at = node; at > 0; at = tree.parent[at]!) path.unshift(tree.id[at]!)
  return path
}

/**
 * A box on this plan. What lies before the plan day is cut off.
 *
 * @throws Refusal `edit.unknown_node`, `edit.cuts_bucket` (a border lies inside a week or month of the plan),
 *   `edit.outside_horizon` (nothing of it is planned)
 */
export function placeBox(plan: PlanTrees, box: Box): PlacedBox {
  const [firstProduct, endProduct] = leavesOf(plan.product, box.product)
  const [firstLocation, endLocation] = leavesOf(plan.location, box.location)
  const [firstCustomer, endCustomer] = leavesOf(plan.customer, box.customer)
  const { horizon } = plan
  const end = endOfHorizon(horizon)
  if (box.until <= horizon.planDay || box.from >= end || box.from >= box.until)
    throw new Refusal('edit.outside_horizon', { from: formatDay(box.from), until: formatDay(box.until) })
  const from = bucketFrom(plan, Math.max(box.from, horizon.planDay))
  const to = box.until >= end ? horizon.count : bucketFrom(plan, box.until)
  return { firstProduct, endProduct, firstLocation, endLocation, firstCustomer, endCustomer, from, to }
}

function leavesOf(tree: Hierarchy, path: NodePath): [number, number] {
  const node = nodeAt(tree, path)
  if (node < 0)
    throw new Refusal('edit.unknown_node', { node: path.join(' / '), tree: tree.levels.slice(1).join(', ') })
  return [tree.firstLeaf[node]!, tree.endLeaf[node]!]
}

function bucketFrom({ horizon }: PlanTrees, day: Day): number {
  let low = 0
  let high = horizon.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (horizon.firstDay[middle]! < day) low = middle + 1
    else high = middle
  }
  if (low === horizon.count || horizon.firstDay[low] !== day)
    throw new Refusal('edit.cuts_bucket', { day: formatDay(day) })
  return low
}

/** Whether two boxes have a cell in common. */
export function boxesMeet(a: PlacedBox, b: PlacedBox): boolean {
  return (
    a.firstProduct < b.endProduct &&
    b.firstProduct < a.endProduct &&
    a.firstLocation < b.endLocation &&
    b.firstLocation < a.endLocation &&
    a.firstCustomer < b.endCustomer &&
    b.firstCustomer < a.endCustomer &&
    a.from < b.to &&
    b.from < a.to
  )
}

/** What two boxes have in common; null when they have no cell in common. */
export function meetingOf(a: PlacedBox, b: PlacedBox): PlacedBox | null {
  if (!boxesMeet(a, b)) return null
  return {
    firstProduct: Math.max(a.firstProduct, b.firstProduct),
    endProduct: Math.min(a.endProduct, b.endProduct),
    firstLocation: Math.max(a.firstLocation, b.firstLocation),
    endLocation: Math.min(a.endLocation, b.endLocation),
    firstCustomer: Math.max(a.firstCustomer, b.firstCustomer),
    endCustomer: Math.min(a.endCustomer, b.endCustomer),
    from: Math.max(a.from, b.from),
    to: Math.min(a.to, b.to),
  }
}
