/**
 * Prices the constrained plan into the base cube. The unit of work is a cube row: it is cleared and summed again from
 * its demand rows, so no two workers ever write the same cells, any cut of the work and any dirty set that covers the
 * change give the bytes of a full run, and there is no before to keep (docs/specs/valuation.md, VA9).
 */
import { assertExact } from '../core/base/assert.js'
import { bringNear, NEAR_ROWS } from '../core/base/near-rows.js'
import { type RowSet, rowsOf } from '../core/plan/row-set.js'
import type { Buckets, Step } from '../core/plan/step.js'
import { addRatedMoney, divisorOfCubeRow, recogniseUnits } from './leaf-money.js'
import { BASE_LINES, type BaseLine, type MoneyPlan, type PricedPlan } from './money-plan.js'

export const valueStep: Step<PricedPlan> = {
  name: 'value',
  reads: ['constrained'],
  writes: [],
  *phases({ money }, dirty) {
    yield { units: cubeRowsOf(money, dirty.demand), buckets: recognisedIn(money, dirty) }
    return dirty
  },
  run: ({ plan, money }, part, buckets) => valueCubeRows(money, plan.columns, part, buckets),
}

/** Buckets in which what ships in these is recognised: never earlier, and as much later as a delivery may take. */
export function recognisedIn({ bucketCount, shifts }: MoneyPlan, { from, to }: Buckets): Buckets {
  const shipped = Math.min(to, bucketCount)
  let end = shipped
  for (const { start, target } of shifts) if (shipped > 0) end = Math.max(end, target[start[shipped]! - 1]! + 1)
  return { from, to: Math.min(end, bucketCount) }
}

/** Cube rows that a set of demand rows feeds, ascending. */
export function cubeRowsOf(money: MoneyPlan, demand: RowSet): Int32Array {
  if (demand === 'all') return rowsOf('all', money.cube.count)
  return distinct(money.cubeRowOf, demand, money.cube.count)
}

/** Which groups the members belong to, ascending, without group −1. */
export function distinct(groupOf: Int32Array, members: Int32Array, groupCount: number): Int32Array {
  const touched = new Uint8Array(groupCount)
  let count = 0
  for (const member of members) {
    const group = groupOf[member]!
    if (group < 0 || touched[group] === 1) continue
    touched[group] = 1
    count++
  }
  const found = new Int32Array(count)
  for (let group = 0, at = 0; at < count && group < groupCount; group++) if (touched[group] === 1) found[at++] = group
  return found
}

/** Recomputes the cells of these cube rows in these buckets, all lines. */
function valueCubeRows(
  money: MoneyPlan,
  columns: PricedPlan['plan']['columns'],
  cubeRows: Int32Array,
  { from, to }: Buckets,
): void {
  const count = money.bucketCount
  const lines = BASE_LINES.flatMap((line) => {
    const [table, cube] = [money.rates[line], money.cubeMoney[line]]
    return table === null || cube === null ? [] : [{ table, cube }]
  })
  const units = new Float64Array(count)
  const { memberStart, memberRow } = money.cube
  let near = 0
  for (const cubeRow of cubeRows) {
    const at = cubeRow * count
    if (memberStart[cubeRow + 1]! > near) {
      near = Math.min(memberStart[cubeRow]! + NEAR_ROWS, memberRow.length)
      bringNear(columns.constrained, memberRow, memberStart[cubeRow]!, near, count, from, to)
    }
    const divisor = divisorOfCubeRow(money, cubeRow)
    money.cubeUnits.fill(0, at + from, at + to)
    for (const { cube } of lines) cube.fill(0, at + from, at + to)
    for (let member = memberStart[cubeRow]!; member < memberStart[cubeRow + 1]!; member++) {
      const row = memberRow[member]!
      recogniseUnits(money, columns, row, units, from, to)
      for (let bucket = from; bucket < to; bucket++) money.cubeUnits[at + bucket]! += units[bucket]!
      for (const { table, cube } of lines) addRatedMoney(table, row, units, divisor, cube, at, from, to)
    }
  }
}

/** Every cell and every total of every line is a whole number below 2^53 (SPINE 2). */
export function assertCubeExact(money: MoneyPlan): void {
  for (const line of BASE_LINES)
    for (const cube of [money.cubeMoney[line], money.segmentMoney[line]]) checkCube(cube, line)
}

function checkCube(cube: Float64Array | null, line: BaseLine): void {
  if (cube === null) return
  let size = 0
  for (const cell of cube) size += Math.abs(cell)
  assertExact(size, `sum of sizes of ${line}`)
}
