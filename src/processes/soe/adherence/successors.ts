import type { Day } from '../../../core/base/day.js'
import type { Company } from '../../../core/network/company.js'
import type { PlaceKeys } from './place-keys.js'

/** A chain of successors longer than this is a loop. */
const SUCCESSORS_MAX = 8

/** Which item stands for another on a day, as positions among all: rule AD17. */
export function openSuccessors(
  companies: readonly Company[],
  keys: PlaceKeys,
): (lastDay: Day) => (product: number) => number {
  const links = new Map<number, { product: number; from: Day }>()
  for (const { products } of companies)
    for (const { id, successorOf, launchDay } of products) {
      const before = successorOf === null ? -1 : keys.productPosition(successorOf)
      const product = keys.productPosition(id)
      if (before < 0 || before === product || launchDay === null || links.has(before)) continue
      links.set(before, { product, from: launchDay })
    }
  return (lastDay) => (product) => {
    let at = product
    for (let hop = 0; hop < SUCCESSORS_MAX; hop++) {
      const link = links.get(at)
      if (link === undefined || link.from > lastDay) break
      at = link.product
    }
    return at
  }
}
