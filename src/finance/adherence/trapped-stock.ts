import type { Quantity, UnitPrice } from '../../core/base/quantity.js'
import { ExactSum } from './exact-sum.js'

/** Stock of an item at a node, what the plan wanted there on that day, and its standard cost in the base currency. */
export interface NodeStock {
  readonly onHand: Quantity
  readonly target: Quantity
  readonly cost: UnitPrice
}

/**
 * Stock above what was planned, item by item and node by node, in billionths of the base currency (DOMAIN §1.5). Never
 * netted: what is too much in one node does not serve another.
 */
export function trappedStock(nodes: Iterable<NodeStock>): bigint {
  const sum = new ExactSum()
  for (const { onHand, target, cost } of nodes) sum.add(cost, Math.max(0, onHand - target))
  return sum.total
}
