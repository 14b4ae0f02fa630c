/**
 * What a change moves, for those who look at it: quantities of the part that it touches and the money that hangs on
 * them, before and after. Rules LP20 to LP22 of docs/specs/living-plan.md.
 */
import type { Access } from '../../core/edit/access.js'
import { EVERYWHERE } from '../../core/edit/box.js'
import { minorDecimals } from '../../finance/currency.js'
import { exactProduct } from '../../finance/exact-product.js'
import { divisorOfCubeRow, recogniseUnits } from '../../finance/leaf-money.js'
import { BASE_LINES, type BaseLine, type MoneyPlan, rateIn } from '../../finance/money-plan.js'
import { signInNetSales } from '../../finance/profit-chart.js'
import { readAtoms, readingRate } from '../../finance/reading.js'
import { cubeRowsOf } from '../../finance/value-step.js'
import type { Moved } from './living-plan.js'
import type { LivingState } from './living-state.js'
import type { TouchedPart } from './touched-part.js'
import { viewerOf } from './viewer.js'

/** Totals of a part of a plan: thousandths, and legal minor units of the base currency at plan rates. */
export type PartTotals = Readonly<Record<PartMeasure, number>>
const PART_MEASURES = ['consensus', 'constrained', 'netSales', 'standardCost', 'grossMargin'] as const
type PartMeasure = (typeof PART_MEASURES)[number]

const SIGN: ReadonlyMap<BaseLine, number> = new Map(BASE_LINES.map((line) => [line, signInNetSales(line)]))

/** `grain` says where money is read: from the cubes, which are kept, or leaf by leaf, which can be cut to a viewer. */
export type MoneyGrain = 'cube' | 'leaf'

export interface EffectMeter {
  readonly cells: number
  read(grain?: MoneyGrain): PartTotals
}

/** Reads the same part as often as it is asked, as the plan is then. */
export function meterOf(state: LivingState, part: TouchedPart, access: Access): EffectMeter {
  const { plan, company } = state
  const viewer = viewerOf(plan, company, access, EVERYWHERE)
  const rows = viewer.everything ? part.rows : part.rows.filter((row) => viewer.sees.demand(row))
  const usual: MoneyGrain = viewer.everything ? 'cube' : 'leaf'
  return {
    cells: rows.length * Math.max(0, part.to - part.from),
    read(grain = usual) {
      const { priced: money } = state
      const end = recognisedUntil(money, part.to)
      const atoms = new AtomTotals(money)
      if (grain === 'cube') addCubeRows(money, cubeRowsOf(money, part.master ? 'all' : rows), part.from, end, atoms)
      else addLeaves(state, rows, part.from, end, atoms)
      const sum = (values: Float64Array): number => sumOfCells(values, rows, plan.horizon.count, part)
      const { netSales, standardCost } = atoms.inBaseCurrency()
      return {
        consensus: sum(plan.columns.consensus),
        constrained: sum(plan.columns.constrained),
        netSales,
        standardCost,
        grossMargin: netSales - standardCost,
      }
    },
  }
}

export function movedBetween(before: PartTotals, after: PartTotals, baseCurrency: string): Moved[] {
  return PART_MEASURES.map((measure) => ({
    measure,
    before: before[measure],
    after: after[measure],
    currency: measure === 'consensus' || measure === 'constrained' ? '' : baseCurrency,
  }))
}

/** Gross margin that moves, in major units of the base currency: what a change is worth. */
export function worthOf(before: PartTotals, after: PartTotals, baseCurrency: string): number {
  return Math.abs(after.netSales - before.netSales) / 10 ** minorDecimals(baseCurrency)
}

function sumOfCells(values: Float64Array, rows: Int32Array, count: number, { from, to }: TouchedPart): number {
  let sum = 0
  for (const row of rows) for (let cell = row * count + from; cell < row * count + to; cell++) sum += values[cell]!
  return sum
}

/** Shipments of the buckets before `to` are recognised before this bucket. */
function recognisedUntil(money: MoneyPlan, to: number): number {
  let end = to
  for (const { start, target } of money.shifts)
    for (let at = start[Math.max(0, to - 1)]!; at < start[to]!; at++) end = Math.max(end, target[at]! + 1)
  return Math.min(end, money.bucketCount)
}

/** Atoms of net sales and of standard cost by company and month. */
class AtomTotals {
  private readonly netSales: Float64Array
  private readonly standardCost: Float64Array

  constructor(private readonly money: MoneyPlan) {
    const size = money.entities.length * money.monthCount
    this.netSales = new Float64Array(size)
    this.standardCost = new Float64Array(size)
  }

  add(line: BaseLine, entity: number, bucket: number, atoms: number): void {
    const at = entity * this.money.monthCount + this.money.monthOfBucket[bucket]!
    if (line === 'standardCost') this.standardCost[at]! += atoms
    else this.netSales[at]! += SIGN.get(line)! * atoms
  }

  inBaseCurrency(): { netSales: number; standardCost: number } {
    const { entities, currencies, exchange, firstMonth, monthCount, baseCurrency } = this.money
    const read = (atoms: Float64Array): number => {
      let sum = 0
      atoms.forEach((amount, at) => {
        if (amount === 0) return
        const currency = currencies[entities[Math.floor(at / monthCount)]!.currency]!
        const month = firstMonth + (at % monthCount)
        sum += readAtoms(amount, readingRate({ kind: 'plan', currency: baseCurrency }, currency, exchange, month))
      })
      return sum
    }
    return { netSales: read(this.netSales), standardCost: read(this.standardCost) }
  }
}

const countsIn = (line: BaseLine): boolean => line === 'standardCost' || SIGN.get(line) !== 0

function addCubeRows(money: MoneyPlan, cubeRows: Int32Array, from: number, to: number, atoms: AtomTotals): void {
  for (const line of BASE_LINES) {
    const cells = money.cubeMoney[line]
    if (cells === null || !countsIn(line)) continue
    for (const row of cubeRows)
      for (let bucket = from; bucket < to; bucket++)
        atoms.add(line, money.cube.entity[row]!, bucket, cells[row * money.bucketCount + bucket]!)
  }
}

function addLeaves(
  { plan, priced: money }: LivingState,
  rows: Int32Array,
  from: number,
  to: number,
  atoms: AtomTotals,
): void {
  const units = new Float64Array(money.bucketCount)
  const tables = BASE_LINES.flatMap((line) => {
    const table = money.rates[line]
    return table !== null && countsIn(line) ? [{ line, table }] : []
  })
  for (const row of rows) {
    const cubeRow = money.cubeRowOf[row]!
    if (cubeRow < 0) continue
    recogniseUnits(money, plan.columns, row, units)
    const divisor = divisorOfCubeRow(money, cubeRow)
    for (const { line, table } of tables)
      for (let bucket = from; bucket < to; bucket++)
        if (units[bucket] !== 0)
          atoms.add(
            line,
            money.cube.entity[cubeRow]!,
            bucket,
            exactProduct(units[bucket]!, rateIn(table, row, bucket), divisor),
          )
  }
}
