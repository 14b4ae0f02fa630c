/**
 * Items that share limits, joined again (Dantzig & Wolfe 1960): each item offers plans, the master mixes them so that the
 * limits hold, and the prices it puts on the limits ask each item for a better plan. When no item has one, the mix is the
 * optimum of the one large program. Rule BA12 of docs/specs/balancing.md.
 */
import { assert } from '../../core/base/assert.js'
import type { Solver, SparseModel } from '../solver.js'

/** One plan of an item. */
export interface Offer {
  readonly item: number
  readonly loss: number
  /** Of each limit, in the order of the bounds. */
  readonly use: Float64Array
}

export interface Mixed {
  readonly loss: number
  /** Of each offer. */
  readonly share: Float64Array
  /** What one more of each limit would save; never below zero. */
  readonly price: Float64Array
  /** By item: the loss its offers come to at these prices. */
  readonly itemLoss: Float64Array
}

export function mixOffers(solver: Solver, items: number, offers: readonly Offer[], bounds: Float64Array): Mixed {
  const largest = offers.reduce((most, { loss }) => Math.max(most, loss), 0)
  const scale = largest > 0 ? SCALE / largest : 1
  const units = unitsOf(offers, bounds.length)
  const model = masterModel(items, offers, bounds, scale, units)
  const { status, primal, dual } = solver.solve(model, { presolve: true, tieSpacing: 0 })
  assert(status === 'optimal', 'the plans of the items cannot be mixed', { status })
  return {
    loss: offers.reduce((sum, { loss }, at) => sum + loss * primal[at]!, 0),
    share: primal,
    price: Float64Array.from(bounds, (_, limit) => Math.max(0, -dual[items + limit]!) / (scale * units[limit]!)),
    itemLoss: dual.subarray(0, items).map((value) => value / scale),
  }
}

const SCALE = 1000

/** Limits are counted in the most that any plan uses, so that money and goods are of one size. */
function unitsOf(offers: readonly Offer[], limits: number): Float64Array {
  const units = new Float64Array(limits)
  for (const { use } of offers)
    use.forEach((used, limit) => {
      if (used > units[limit]!) units[limit] = used
    })
  return units.map((unit) => (unit > 0 ? unit : 1))
}

function masterModel(
  items: number,
  offers: readonly Offer[],
  bounds: Float64Array,
  scale: number,
  units: Float64Array,
): SparseModel {
  const start = new Int32Array(offers.length + 1)
  const row: number[] = []
  const value: number[] = []
  offers.forEach(({ item, use }, at) => {
    row.push(item)
    value.push(1)
    use.forEach((used, limit) => {
      if (used === 0) return
      row.push(items + limit)
      value.push(used / units[limit]!)
    })
    start[at + 1] = row.length
  })
  const rows = items + bounds.length
  return {
    sense: 'minimise',
    columnCount: offers.length,
    rowCount: rows,
    cost: Float64Array.from(offers, ({ loss }) => loss * scale),
    columnLower: new Float64Array(offers.length),
    columnUpper: new Float64Array(offers.length).fill(Number.POSITIVE_INFINITY),
    rowLower: Float64Array.from({ length: rows }, (_, at) => (at < items ? 1 : Number.NEGATIVE_INFINITY)),
    rowUpper: Float64Array.from({ length: rows }, (_, at) =>
      at < items ? 1 : bounds[at - items]! / units[at - items]!,
    ),
    start,
    row: Int32Array.from(row),
    value: Float64Array.from(value),
  }
}
