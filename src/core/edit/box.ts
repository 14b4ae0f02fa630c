import type { Day } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'
import { Refusal } from '../base/refusal.js'
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

/** The node with these names on the way, or −1. */
export function nodeAt(tree: Hierarchy, path: NodePath): number {
  let node = 0
  for (const name of path) {
    const level = tree.level[node]! + 1
    let found = -1
    for (let next = node + 1; next < tree.id.length && tree.level[next]! >= level; next++)
      if (tree.level[next] === level && tree.id[next] === name) {
        found = next
        break
      }
    if (found < 0) return -1
    node = found
  }
  return node
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
  const end = horizon.firstDay[horizon.count - 1]! + horizon.days[horizon.count - 1]!
  if (box.until <= horizon.planDay || box.from >= end || box.from >= box.until)
    throw new Refusal('edit.outside_horizon', { from: box.from, until: box.until })
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
  if (low === horizon.count || horizon.firstDay[low] !== day) throw new Refusal('edit.cuts_bucket', { day })
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
