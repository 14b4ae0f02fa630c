/**
 * What the plan earns in the months that are compared with a target, by country and family: the base cube added up over
 * locations and accounts, each month at its PLAN rate. Cells are added up whole, cube row after cube row, so that one
 * looked at again has the very sums of all of them looked at anew.
 */
import type { Month } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { BASE_LINES, currencyOfCubeRow } from '../../finance/money-plan.js'
import { signInNetSales } from '../../finance/profit-chart.js'
import type { ExceptionContext } from './exception-input.js'
import { type MovedRows, PLAN } from './moved-rows.js'
import { NOTHING, type Side } from './plan-gap.js'

/** Net sales, margin and units of a month, one after the other. */
const FIGURES = 3

interface Cell {
  readonly country: string
  readonly cubeRows: number[]
  readonly sums: Float64Array
}

export class CountryCube {
  private readonly cells = new Map<string, Cell>()
  private readonly cellOf: readonly Cell[]
  private readonly byCountry = new Map<string, Float64Array>()

  constructor(
    { money }: ExceptionContext,
    private readonly months: readonly Month[],
  ) {
    this.cellOf = Array.from({ length: money.cube.count }, (_, row) => {
      const { country } = money.accounts[money.cube.account[row]!]!
      const key = keyOf(country, money.families[money.cube.family[row]!]!.id)
      const cell = this.cells.get(key) ?? { country, cubeRows: [], sums: new Float64Array(months.length * FIGURES) }
      cell.cubeRows.push(row)
      this.cells.set(key, cell)
      this.byCountry.set(country, new Float64Array(months.length * FIGURES))
      return cell
    })
  }

  /** Of a family in a country, or of the whole country where none is named. */
  side(country: string, family: string, month: number): Side {
    const sums = family === '' ? this.byCountry.get(country) : this.cells.get(keyOf(country, family))?.sums
    if (sums === undefined) return NOTHING
    const at = month * FIGURES
    return { netSales: sums[at]!, margin: sums[at + 1]!, units: sums[at + 2]! }
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    const cells = moved.isAll ? new Set(this.cells.values()) : this.cellsOf(context, moved)
    if (cells.size === 0) return
    const columns = columnsOf(context)
    const compared = bucketsOf(context, this.months)
    for (const cell of cells) this.addUp(context, cell, columns, compared)
    for (const sums of this.byCountry.values()) sums.fill(0)
    for (const { country, sums } of this.cells.values()) {
      const total = this.byCountry.get(country)!
      for (let at = 0; at < sums.length; at++) total[at]! += sums[at]!
    }
  }

  private cellsOf({ plan: { network }, money }: ExceptionContext, moved: MovedRows): Set<Cell> {
    const cells = new Set<Cell>()
    moved.forEach(PLAN, (row) => {
      for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++) {
        const cubeRow = money.cubeRowOf[network.demandRow[at]!]!
        if (cubeRow >= 0) cells.add(this.cellOf[cubeRow]!)
      }
    })
    return cells
  }

  private addUp(
    { money, values }: ExceptionContext,
    { cubeRows, sums }: Cell,
    columns: readonly Column[],
    { first, end, monthAt }: ComparedBuckets,
  ): void {
    const row = new Float64Array(sums.length)
    sums.fill(0)
    for (const cubeRow of cubeRows) {
      const from = cubeRow * money.bucketCount
      row.fill(0)
      for (const { amounts, figure, sign } of columns)
        for (let bucket = first; bucket < end; bucket++)
          row[monthAt[bucket]! * FIGURES + figure]! += sign * amounts[from + bucket]!
      const { code, atomDecimals } = currencyOfCubeRow(money, cubeRow)
      for (let at = 0; at < this.months.length; at++) {
        const factor = values.base.factor(code, this.months[at]! - money.firstMonth) / 10 ** atomDecimals
        const cell = at * FIGURES
        sums[cell]! += row[cell]! * factor
        sums[cell + 1]! += (row[cell]! + row[cell + 1]!) * factor
        sums[cell + 2]! += row[cell + 2]! / QUANTITY_PER_UNIT
      }
    }
  }
}

/** Amounts of the base cube that add to a figure: to net sales, to the margin beyond those, to units. */
interface Column {
  readonly amounts: Float64Array
  readonly figure: number
  readonly sign: number
}

function columnsOf({ money: { cubeMoney, cubeUnits } }: ExceptionContext): Column[] {
  const columns: Column[] = [{ amounts: cubeUnits, figure: 2, sign: 1 }]
  for (const line of BASE_LINES) {
    const amounts = cubeMoney[line]
    if (amounts === null) continue
    const sign = signInNetSales(line)
    if (sign !== 0) columns.push({ amounts, figure: 0, sign })
    else if (line === 'standardCost') columns.push({ amounts, figure: 1, sign: -1 })
  }
  return columns
}

/** Buckets [first, end) of the months compared, which follow each other, and the position of each bucket's month. */
interface ComparedBuckets {
  readonly first: number
  readonly end: number
  readonly monthAt: Int8Array
}

function bucketsOf({ money }: ExceptionContext, months: readonly Month[]): ComparedBuckets {
  const monthAt = Int8Array.from({ length: money.bucketCount }, (_, bucket) =>
    months.indexOf(money.firstMonth + money.monthOfBucket[bucket]!),
  )
  const first = monthAt.findIndex((month) => month >= 0)
  return { first: Math.max(0, first), end: monthAt.findLastIndex((month) => month >= 0) + 1, monthAt }
}

const keyOf = (country: string, family: string): string => `${country}\n${family}`
