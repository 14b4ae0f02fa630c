import type { Rows } from '../plan/plan.js'
import { NO_ROWS, uniteRows } from '../plan/row-set.js'
import type { PlacedBox } from './box.js'

type RowPlaces = Pick<Rows, 'count' | 'item' | 'location' | 'customer'>

/** The demand rows inside a box, in order. Rows are item-major, so a narrow box looks at its own products only. */
export function rowsInBox(rows: RowPlaces, box: PlacedBox): Int32Array {
  const { firstLocation, endLocation, firstCustomer, endCustomer } = box
  const first = firstRowOf(rows, box.firstProduct)
  const end = firstRowOf(rows, box.endProduct)
  const found = new Int32Array(end - first)
  let count = 0
  for (let row = first; row < end; row++) {
    const location = rows.location[row]!
    const customer = rows.customer[row]!
    if (location >= firstLocation && location < endLocation && customer >= firstCustomer && customer < endCustomer)
      found[count++] = row
  }
  return count === found.length ? found : found.slice(0, count)
}

/** The first row of this product or a later one; the number of rows when there is none. */
export function firstRowOf(rows: RowPlaces, product: number): number {
  let low = 0
  let high = rows.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows.item[middle]! < product) low = middle + 1
    else high = middle
  }
  return low
}

/** The row of product × location × customer, or −1. */
export function findDemandRow(rows: RowPlaces, product: number, location: number, customer: number): number {
  let low = 0
  let high = rows.count - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const difference =
      rows.item[middle]! - product || rows.location[middle]! - location || rows.customer[middle]! - customer
    if (difference === 0) return middle
    if (difference < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Rows that are in any of these sorted lists, sorted. */
export function uniteSorted(lists: readonly Int32Array[]): Int32Array {
  if (lists.length <= 1) return lists[0] ?? NO_ROWS
  const middle = lists.length >> 1
  return uniteRows(uniteSorted(lists.slice(0, middle)), uniteSorted(lists.slice(middle)))
}
