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
import { addSides, NOTHING, type Side } from './plan-gap.js'

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

interface Cell {
  readonly country: string
  readonly cubeRows: number[]
  /** By month compared. */
  sides: Side[]
}

export class CountryCube {
  private readonly cells = new Map<string, Cell>()
  private readonly cellOf: readonly Cell[]
  /** Position among the months compared of each bucket, −1 = in none. */
  private readonly monthAt: Int8Array
  private readonly byCountry = new Map<string, Side[]>()

  constructor(
    { money }: ExceptionContext,
    private readonly months: readonly Month[],
  ) {
    this.monthAt = Int8Array.from({ length: money.bucketCount }, (_, bucket) =>
      months.indexOf(money.firstMonth + money.monthOfBucket[bucket]!),
    )
    this.cellOf = Array.from({ length: money.cube.count }, (_, row) => {
      const { country } = money.accounts[money.cube.account[row]!]!
      const key = keyOf(country, money.families[money.cube.family[row]!]!.id)
      const cell = this.cells.get(key) ?? { country, cubeRows: [], sides: [] }
      cell.cubeRows.push(row)
      this.cells.set(key, cell)
      return cell
    })
  }

  /** Of a family in a country, or of the whole country where none is named. */
  side(country: string, family: string, month: number): Side {
    const sides = family === '' ? this.byCountry.get(country) : this.cells.get(keyOf(country, family))?.sides
    return sides?.[month] ?? NOTHING
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    const cells = moved.isAll ? new Set(this.cells.values()) : this.cellsOf(context, moved)
    for (const cell of cells) cell.sides = this.addUp(context, cell)
    this.byCountry.clear()
    for (const { country, sides } of this.cells.values()) {
      const known = this.byCountry.get(country)
      this.byCountry.set(country, known === undefined ? sides : known.map((sum, at) => addSides(sum, sides[at]!)))
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

  private addUp(context: ExceptionContext, { cubeRows }: Cell): Side[] {
    const { money, values } = context
    const { bucketCount, cubeMoney, cubeUnits } = money
    const sums = this.months.map(() => ({ netSales: 0, margin: 0, units: 0 }))
    for (const row of cubeRows) {
      const { code, atomDecimals } = currencyOfCubeRow(money, row)
      const factors = this.months.map(
        (month) => values.base.factor(code, month - money.firstMonth) / 10 ** atomDecimals,
      )
      for (let bucket = 0; bucket < bucketCount; bucket++) {
        const month = this.monthAt[bucket]!
        if (month < 0) continue
        const at = row * bucketCount + bucket
        let net = 0
        for (const line of BASE_LINES) net += SIGN[line] * (cubeMoney[line]?.[at] ?? 0)
        const sum = sums[month]!
        sum.netSales += net * factors[month]!
        sum.margin += (net - (cubeMoney.standardCost?.[at] ?? 0)) * factors[month]!
        sum.units += cubeUnits[at]! / QUANTITY_PER_UNIT
      }
    }
    return sums
  }
}

const keyOf = (country: string, family: string): string => `${country}\n${family}`
