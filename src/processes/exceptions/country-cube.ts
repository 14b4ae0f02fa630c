/**
 * What the plan earns in the months that are compared with a target, by country and family: the base cube added up over
 * locations and accounts, each month at its PLAN rate. Cells are added up whole, cube row after cube row, so that one
 * looked at again has the very sums of all of them looked at anew.
 */
import type { Month } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { BASE_LINES, type BaseLine, currencyOfCubeRow } from '../../finance/money-plan.js'
import type { ExceptionContext } from './exception-input.js'
import { type MovedRows, PLAN } from './moved-rows.js'
import { NOTHING, type Side } from './plan-gap.js'

const SIGN: Readonly<Record<BaseLine, number>> = {
  grossSales: 1,
  onInvoiceDiscounts: -1,
  rebates: -1,
  tradeSpend: -1,
  returns: -1,
  fines: -1,
  standardCost: 0,
  outboundLogistics: 0,
}

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
    const { money } = context
    const monthAt = Int8Array.from({ length: money.bucketCount }, (_, bucket) =>
      this.months.indexOf(money.firstMonth + money.monthOfBucket[bucket]!),
    )
    for (const cell of cells) this.addUp(context, cell, monthAt)
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

  /** `monthAt` is the position among the months compared of each bucket, −1 = in none. */
  private addUp({ money, values }: ExceptionContext, { cubeRows, sums }: Cell, monthAt: Int8Array): void {
    const { bucketCount, cubeMoney, cubeUnits, firstMonth } = money
    const { standardCost } = cubeMoney
    const lines = BASE_LINES.flatMap((line) => {
      const amounts = cubeMoney[line]
      return amounts === null || SIGN[line] === 0 ? [] : [{ sign: SIGN[line], amounts }]
    })
    sums.fill(0)
    for (const row of cubeRows) {
      const { code, atomDecimals } = currencyOfCubeRow(money, row)
      const factors = this.months.map((month) => values.base.factor(code, month - firstMonth) / 10 ** atomDecimals)
      for (let bucket = 0; bucket < bucketCount; bucket++) {
        const month = monthAt[bucket]!
        if (month < 0) continue
        const cell = row * bucketCount + bucket
        let net = 0
        for (const { sign, amounts } of lines) net += sign * amounts[cell]!
        const cost = standardCost === null ? 0 : standardCost[cell]!
        sums[month * FIGURES]! += net * factors[month]!
        sums[month * FIGURES + 1]! += (net - cost) * factors[month]!
        sums[month * FIGURES + 2]! += cubeUnits[cell]! / QUANTITY_PER_UNIT
      }
    }
  }
}

const keyOf = (country: string, family: string): string => `${country}\n${family}`
