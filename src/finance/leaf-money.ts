/**
 * The money of one demand row, on demand: leaves are never stored (SPINE 2). The base cube is the sum of exactly these
 * numbers, so a drill-down from a cube row to its leaves always adds up.
 */
import type { Plan } from '../core/plan/plan.js'
import { shiftQuantities } from './delivery-shift.js'
import { exactProduct, productDivisor } from './exact-product.js'
import type { BaseLine, MoneyPlan, RateTable } from './money-plan.js'

/** Quantities of a demand row in the buckets in which its revenue is recognised, into `out`, at least [from, to). */
export function recogniseUnits(
  money: MoneyPlan,
  columns: Pick<Plan['columns'], 'constrained'>,
  demandRow: number,
  out: Float64Array,
  from = 0,
  to = money.bucketCount,
): void {
  const base = demandRow * money.bucketCount
  const shift = money.shiftOf[demandRow]!
  if (shift >= 0) shiftQuantities(money.shifts[shift]!, columns.constrained, base, out)
  else for (let bucket = from; bucket < to; bucket++) out[bucket] = columns.constrained[base + bucket]!
}

/**
 * Adds quantity × rate of one line, bucket by bucket, to `out[at + bucket]`: atoms of the row's entity. `units` are the
 * recognised quantities of the row and `divisor` that of its currency.
 */
export function addLineMoney(
  money: MoneyPlan,
  line: BaseLine,
  demandRow: number,
  units: Float64Array,
  divisor: number,
  out: Float64Array,
  at: number,
  from = 0,
  to = money.bucketCount,
): void {
  const table = money.rates[line]
  if (table !== null) addRatedMoney(table, demandRow, units, divisor, out, at, from, to)
}

/** `addLineMoney` of a line's table of rates. */
export function addRatedMoney(
  table: RateTable,
  demandRow: number,
  units: Float64Array,
  divisor: number,
  out: Float64Array,
  at: number,
  from: number,
  to: number,
): void {
  const rateRow = table.rowOf[demandRow]!
  const start = table.start[rateRow]!
  const { values } = table
  if (table.varies[rateRow] === 1) {
    for (let bucket = from; bucket < to; bucket++)
      out[at + bucket]! += exactProduct(units[bucket]!, values[start + bucket]!, divisor)
    return
  }
  const rate = values[start]!
  if (rate === 0) return
  for (let bucket = from; bucket < to; bucket++) out[at + bucket]! += exactProduct(units[bucket]!, rate, divisor)
}

/** What products of rows of a cube row are divided by. */
export function divisorOfCubeRow(money: MoneyPlan, cubeRow: number): number {
  return productDivisor(money.currencies[money.entities[money.cube.entity[cubeRow]!]!.currency]!.atomDecimals)
}

/** Money of one line of one demand row by bucket; all zero for rows that are not ours to price. */
export function leafMoney(
  money: MoneyPlan,
  columns: Pick<Plan['columns'], 'constrained'>,
  line: BaseLine,
  demandRow: number,
): Float64Array {
  const out = new Float64Array(money.bucketCount)
  const cubeRow = money.cubeRowOf[demandRow]!
  if (cubeRow < 0) return out
  const units = new Float64Array(money.bucketCount)
  recogniseUnits(money, columns, demandRow, units)
  addLineMoney(money, line, demandRow, units, divisorOfCubeRow(money, cubeRow), out, 0)
  return out
}
