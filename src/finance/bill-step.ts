/**
 * Bills again the blocks of a billing book that cube rows which have moved belong to. A block is cleared and added up
 * from its entries, so no two workers write the same cells.
 */
import type { Plan } from '../core/plan/plan.js'
import { RowMarks, rowsOf } from '../core/plan/row-set.js'
import type { Buckets, Step } from '../core/plan/step.js'
import { type BillingBook, ENTRIES_PER_BLOCK } from './billings.js'
import { addLineMoney, divisorOfCubeRow, recogniseUnits } from './leaf-money.js'
import type { BaseLine, MoneyPlan } from './money-plan.js'
import { portion } from './portion.js'
import { cubeRowsOf, recognisedIn } from './value-step.js'

/** The invoice: gross less what is on it. Rebates, trade spend and fines are settled apart and do not shorten it. */
const ON_INVOICE: readonly { line: BaseLine; sign: 1 | -1 }[] = [
  { line: 'grossSales', sign: 1 },
  { line: 'onInvoiceDiscounts', sign: -1 },
  { line: 'returns', sign: -1 },
]

export interface BilledPlan {
  readonly plan: Pick<Plan, 'columns'>
  readonly money: MoneyPlan
  readonly billings: BillingBook
}

/** Each bills some dozens of cube rows. */
const BLOCKS_PER_PART_LEAST = 16

/** The base cube must have been filled. */
export const billStep: Step<BilledPlan> = {
  name: 'bill',
  reads: ['constrained'],
  writes: [],
  *phases({ money, billings }, dirty) {
    const units = blocksOf(billings, dirty.demand === 'all' ? null : cubeRowsOf(money, dirty.demand))
    yield { units, buckets: recognisedIn(money, dirty), partLeast: BLOCKS_PER_PART_LEAST }
    return dirty
  },
  run: (billed, blocks, buckets) => billBlocks(billed, blocks, buckets),
}

function blocksOf({ billingOf, rowStart, ofRow, blockOf }: BillingBook, cubeRows: Int32Array | null): Int32Array {
  if (cubeRows === null) return rowsOf('all', billingOf.length)
  const marks = new RowMarks(billingOf.length)
  for (const row of cubeRows)
    for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) marks.add(blockOf[ofRow[at]!]!)
  return marks.sorted()
}

function billBlocks({ plan, money, billings }: BilledPlan, blocks: Int32Array, { from, to }: Buckets): void {
  const count = money.bucketCount
  const { start, blockStart, billingOf, cubeRow, rowsStart, rows, taxOf, taxRates } = billings
  const net = new Float64Array(count)
  for (const block of blocks) {
    const billing = billingOf[block]!
    const first = start[billing]! + (block - blockStart[billing]!) * ENTRIES_PER_BLOCK
    const end = Math.min(first + ENTRIES_PER_BLOCK, start[billing + 1]!)
    const at = block * count
    billings.net.fill(0, at + from, at + to)
    billings.tax.fill(0, at + from, at + to)
    for (let entry = first; entry < end; entry++) {
      net.fill(0)
      const own = rows.subarray(rowsStart[entry], rowsStart[entry + 1])
      if (own.length === 0) addNetOfCubeRow(money, cubeRow[entry]!, net, from, to)
      else addNetOfRows(plan, money, cubeRow[entry]!, own, net, from, to)
      const rate = taxOf[entry]! * count
      for (let bucket = from; bucket < to; bucket++) {
        if (net[bucket] === 0) continue
        billings.net[at + bucket]! += net[bucket]!
        billings.tax[at + bucket]! += portion(net[bucket]!, taxRates[rate + bucket]!, 1_000_000)
      }
    }
  }
}

function addNetOfCubeRow(money: MoneyPlan, cubeRow: number, net: Float64Array, from: number, to: number): void {
  for (const { line, sign } of ON_INVOICE) {
    const cube = money.cubeMoney[line]
    if (cube === null) continue
    for (let bucket = from; bucket < to; bucket++) net[bucket]! += sign * cube[cubeRow * net.length + bucket]!
  }
}

function addNetOfRows(
  plan: Pick<Plan, 'columns'>,
  money: MoneyPlan,
  cubeRow: number,
  rows: Int32Array,
  net: Float64Array,
  from: number,
  to: number,
): void {
  const units = new Float64Array(money.bucketCount)
  const amounts = new Float64Array(money.bucketCount)
  const divisor = divisorOfCubeRow(money, cubeRow)
  for (const row of rows) {
    recogniseUnits(money, plan.columns, row, units, from, to)
    for (const { line, sign } of ON_INVOICE) {
      amounts.fill(0)
      addLineMoney(money, line, row, units, divisor, amounts, 0, from, to)
      for (let bucket = from; bucket < to; bucket++) net[bucket]! += sign * amounts[bucket]!
    }
  }
}
