/**
 * The linear program of one item's transfers (rule BA10 of docs/specs/balancing.md), in base units and money of an item
 * whose dearest unit is worth `SCALE`, so that the solver's tolerances mean the same for screws and for engines.
 *
 *   columns: one an arc · one a piece of what comes in saves · one a piece of what leaves costs
 *   rows:    a taker uses no more than comes in · a giver covers what leaves · what leaves lives long enough
 */
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { reliefPieces, sacrificePieces, type TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import type { SparseModel } from '../solver.js'

const SCALE = 1000

/** Money on top of the freight of each arc, per base unit: the prices of what items share. */
export type ArcPrices = Float64Array | null

/** Columns of the arcs come first, in their order. */
export function transferModel(problem: TransferProblem, prices: ArcPrices): SparseModel {
  const { arcCost, arcGiver, arcTaker, arcLife, taker, giver, lifeGiver, lifeDay, lifeBound } = problem
  const arcs = arcCost.length
  const [takers, givers] = [taker.length, giver.length]
  const scale = SCALE / problem.takerWorth.reduce((most, worth) => Math.max(most, worth), 0)
  const cost: number[] = []
  const upper: number[] = []
  const start: number[] = [0]
  const row: number[] = []
  const value: number[] = []
  const entry = (at: number, factor: number): void => {
    row.push(at)
    value.push(factor)
  }
  const close = (price: number, most: number): void => {
    cost.push(price * scale)
    upper.push(most)
    start.push(row.length)
  }
  const cheapest = new Float64Array(takers).fill(Number.POSITIVE_INFINITY)
  for (let arc = 0; arc < arcs; arc++) {
    const price = arcCost[arc]! + (prices === null ? 0 : prices[arc]!)
    if (price < cheapest[arcTaker[arc]!]!) cheapest[arcTaker[arc]!] = price
    entry(arcTaker[arc]!, -1)
    entry(takers + arcGiver[arc]!, 1)
    for (let life = 0; life < lifeDay.length; life++)
      if (lifeGiver[life] === arcGiver[arc] && arcLife[arc]! >= lifeDay[life]!) entry(takers + givers + life, 1)
    close(price, Number.POSITIVE_INFINITY)
  }
  for (let at = 0; at < takers; at++)
    reliefPieces(problem, at, cheapest[at]!, (width, saved) => {
      entry(at, 1)
      close(-saved, width / QUANTITY_PER_UNIT)
    })
  for (let at = 0; at < givers; at++)
    sacrificePieces(problem, at, (width, lost) => {
      entry(takers + at, -1)
      close(lost, width / QUANTITY_PER_UNIT)
    })
  const rows = takers + givers + lifeBound.length
  const rowUpper = new Float64Array(rows)
  for (let life = 0; life < lifeBound.length; life++)
    rowUpper[takers + givers + life] = lifeBound[life]! / QUANTITY_PER_UNIT
  return {
    sense: 'minimise',
    columnCount: cost.length,
    rowCount: rows,
    cost: Float64Array.from(cost),
    columnLower: new Float64Array(cost.length),
    columnUpper: Float64Array.from(upper),
    rowLower: new Float64Array(rows).fill(Number.NEGATIVE_INFINITY),
    rowUpper,
    start: Int32Array.from(start),
    row: Int32Array.from(row),
    value: Float64Array.from(value),
  }
}
