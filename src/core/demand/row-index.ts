/**
 * Finds rows by (item, location, customer) without an object per look-up: the three positions make one whole number,
 * and an open-addressing table maps it to the row. Built once, asked once per fact.
 */
import { assert } from '../base/assert.js'

export interface RowKeys {
  readonly count: number
  readonly item: Int32Array
  readonly location: Int32Array
  readonly customer: Int32Array
}

export interface RowIndex {
  /** Row of these positions (−1 is a legal position), or −1. */
  find(item: number, location: number, customer: number): number
}

/** Positions run from −1, so each is shifted by one; the product of the three ranges stays below 2^53. */
export function indexRows(rows: RowKeys): RowIndex {
  const locations = rangeOf(rows.location, rows.count)
  const customers = rangeOf(rows.customer, rows.count)
  assert((rangeOf(rows.item, rows.count) + 1) * locations * customers < 2 ** 53, 'row keys pass 2^53')
  const keyOf = (item: number, location: number, customer: number): number =>
    ((item + 1) * locations + location + 1) * customers + customer + 1
  const slots = slotCountFor(rows.count)
  const rowAt = new Int32Array(slots).fill(-1)
  const keyAt = new Float64Array(slots)
  for (let row = 0; row < rows.count; row++) {
    const key = keyOf(rows.item[row]!, rows.location[row]!, rows.customer[row]!)
    let slot = hashKey(key) & (slots - 1)
    while (rowAt[slot]! >= 0) {
      assert(keyAt[slot] !== key, 'two rows have the same item, location and customer', { row })
      slot = (slot + 1) & (slots - 1)
    }
    rowAt[slot] = row
    keyAt[slot] = key
  }
  return {
    find(item, location, customer) {
      if (location + 1 >= locations || customer + 1 >= customers) return -1
      const key = keyOf(item, location, customer)
      let slot = hashKey(key) & (slots - 1)
      while (rowAt[slot]! >= 0) {
        if (keyAt[slot] === key) return rowAt[slot]!
        slot = (slot + 1) & (slots - 1)
      }
      return -1
    },
  }
}

function rangeOf(positions: Int32Array, count: number): number {
  let largest = -1
  for (let row = 0; row < count; row++) if (positions[row]! > largest) largest = positions[row]!
  return largest + 2
}

function slotCountFor(count: number): number {
  let slots = 16
  while (slots < count * 2) slots *= 2
  return slots
}

function hashKey(key: number): number {
  const high = Math.floor(key / 0x100000000)
  let mixed = (key | 0) ^ Math.imul(high, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  return mixed ^ (mixed >>> 15)
}
