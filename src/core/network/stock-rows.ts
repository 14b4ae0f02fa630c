import type { Rows } from '../plan/plan.js'
import type { Company } from './company.js'
import { openSourceBook, type SourceBook } from './source-book.js'

/** Positions of products and locations, as parallel columns. */
export interface Places {
  readonly count: number
  readonly item: Int32Array
  readonly location: Int32Array
}

/**
 * Every product × own location that a plan has to keep stock for: where demand is served, where stock lies, and
 * everything upstream of those through lanes and recipes. Item-major; a stock row serves itself.
 *
 * Locations whose stock belongs to a customer are seen, never planned: they have no stock row.
 */
export function deriveStockRows(
  company: Company,
  demand: Places,
  stocked: Places,
  book: SourceBook = openSourceBook(company),
): Rows {
  const locationCount = company.locations.length
  const found = new Set<number>()
  const open: number[] = []
  const add = (item: number, location: number): void => {
    if (item < 0 || location < 0 || company.locations[location]!.entity === null) return
    const key = item * locationCount + location
    if (found.has(key)) return
    found.add(key)
    open.push(key)
  }
  for (let row = 0; row < demand.count; row++) add(demand.item[row]!, demand.location[row]!)
  for (let row = 0; row < stocked.count; row++) add(stocked.item[row]!, stocked.location[row]!)
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const item = Math.floor(key / locationCount)
    const location = key % locationCount
    for (const source of book.sourcesOf(item, location)) {
      add(item, source.location)
      for (const component of source.components) add(component.product, location)
    }
  }
  const keys = Float64Array.from(found).sort()
  return {
    grain: 'stock',
    count: keys.length,
    item: Int32Array.from(keys, (key) => Math.floor(key / locationCount)),
    location: Int32Array.from(keys, (key) => key % locationCount),
    customer: new Int32Array(keys.length).fill(-1),
    stockRow: Int32Array.from(keys, (_, row) => row),
  }
}
