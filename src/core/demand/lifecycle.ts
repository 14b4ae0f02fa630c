/**
 * When an item may have demand at all: from its launch to its end, and what it takes over from the item it follows.
 */
import type { Day } from '../base/day.js'
import type { Product } from '../network/company.js'
import type { Succession } from './history.js'

/** By demand row: demand is possible on the days [firstDay, endDay). */
export interface RowLife {
  readonly firstDay: Int32Array
  readonly endDay: Int32Array
}

const ALWAYS: Day = -(2 ** 31)
const NEVER: Day = 2 ** 31 - 1

type LifeDates = Pick<Product, 'id' | 'launchDay' | 'endDay' | 'successorOf'>

/** `endDay` of a product is its last day of demand. */
export function deriveRowLife(products: readonly LifeDates[], rowItem: Int32Array): RowLife {
  const first = Int32Array.from(products, ({ launchDay }) => launchDay ?? ALWAYS)
  const end = Int32Array.from(products, ({ endDay }) => (endDay === null ? NEVER : endDay + 1))
  return { firstDay: rowItem.map((item) => first[item]!), endDay: rowItem.map((item) => end[item]!) }
}

/**
 * A predecessor that has ended leaves all its sales to its successor; one that still sells leaves only those of before
 * the successor's launch, or it would be counted twice. Where two items name the same predecessor the first one inherits.
 */
export function deriveSuccession(products: readonly LifeDates[], planDay: Day): Succession {
  const positionOf = new Map(products.map(({ id }, at) => [id, at]))
  const successor = new Int32Array(products.length).fill(-1)
  const inheritUntil = new Int32Array(products.length).fill(ALWAYS)
  products.forEach(({ successorOf, launchDay }, at) => {
    const before = successorOf === null ? undefined : positionOf.get(successorOf)
    if (before === undefined || before === at || successor[before] !== -1) return
    successor[before] = at
    const { endDay } = products[before]!
    inheritUntil[at] = endDay !== null && endDay < planDay ? planDay : (launchDay ?? ALWAYS)
  })
  return { successor, inheritUntil }
}
