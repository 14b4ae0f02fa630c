/** Numbers of some rows of a table, and of all of them together. */
import type { Measure } from '../../../core/plan/plan.js'
import { readProfitAndLoss } from '../../../finance/profit-and-loss.js'
import type { ProfitLines } from '../../../finance/profit-chart.js'
import type { Query, QueryDimension, SoldMeasure, StockMove, TableMeasure, TableRow } from '../living-plan.js'
import type { PeriodValues } from '../table-period.js'
import type { Viewer } from '../viewer.js'
import { addCutBuckets } from './cut-buckets.js'
import { sumSold } from './sold-table.js'
import { type StockMoves, stockMoves } from './stock-moves.js'
import { membersOf } from './table-marks.js'
import {
  type Ground,
  groundOf,
  isLevel,
  isMoney,
  isMove,
  isSold,
  LINES_OF,
  type MoneyMeasure,
} from './table-measures.js'
import { atEnds, byPeriod, movesByPeriod, type Past, type Periods } from './table-periods.js'
import type { Asked, TableRows } from './table-rows.js'

type Values = Partial<Record<TableMeasure, PeriodValues>>

export interface Reading {
  readonly asked: Asked
  readonly query: Query
  readonly viewer: Viewer
  readonly periods: Periods
  /** Null where nobody asks for what was sold. */
  readonly past: Past | null
}

/** Every row has every measure: what a place has nothing of is nothing. */
export function valuesOfGroups(reading: Reading, { groups, members }: TableRows, wanted: Int32Array): TableRow[] {
  const { query } = reading
  const names = Array.from(wanted, (group) => groups.names(group))
  const money = moneyOf(reading, names)
  return Array.from(wanted, (group, at) => {
    const values: Values = {}
    const quantities = quantitiesOf(reading, (ground) => membersOf(members[ground]!, group))
    for (const measure of query.measures)
      values[measure] = isMoney(measure) ? money(names[at]!, measure) : quantities(measure)
    return { names: names[at]!, values }
  })
}

export function totalsOf(reading: Reading, { members }: TableRows): Values {
  const { query } = reading
  const money = moneyOf({ ...reading, query: { ...query, by: [] } }, [[]])
  const quantities = quantitiesOf(reading, (ground) => members[ground]!.rows)
  return Object.fromEntries(
    query.measures.map((measure) => [measure, isMoney(measure) ? money([], measure) : quantities(measure)]),
  )
}

/** Quantities of some rows of each ground, by measure; what stock did is added up once for all that is asked of it. */
function quantitiesOf(reading: Reading, rowsOn: (ground: Ground) => Int32Array) {
  const { asked, periods } = reading
  let moves: StockMoves | null = null
  return (measure: Measure | StockMove | SoldMeasure): PeriodValues => {
    const rows = rowsOn(groundOf(measure))
    if (!isMove(measure)) return sumRows(reading, measure, rows)
    moves ??= stockMoves(asked.plan, rows)
    return movesByPeriod(moves[measure], periods, measure === 'opening' ? 'first' : 'sum')
  }
}

function sumRows(
  { asked, periods, past }: Reading,
  measure: Measure | SoldMeasure,
  rows: Int32Array,
): (number | null)[] {
  if (isSold(measure)) return sumSold(past!, measure, rows, periods)
  const { columns, horizon } = asked.plan
  const column = columns[measure]
  const { count, planDay } = horizon
  const sums = new Float64Array(count)
  for (let at = 0; at < rows.length; at++) {
    const first = rows[at]! * count
    for (let bucket = 0; bucket < count; bucket++) sums[bucket]! += column[first + bucket]!
  }
  if (isLevel(measure)) return atEnds(sums, periods, planDay)
  const values = byPeriod(sums, periods)
  addCutBuckets(column, { rows, count }, periods.parts, values)
  return values
}

/** Read for these rows only; where there is no money it is nothing. */
function moneyOf(reading: Reading, names: readonly (readonly string[])[]) {
  const { query, periods } = reading
  const found = new Map<string, Amounts>()
  // What belongs to no item lies near the root: with the others it would be looked for under all of it.
  const nameless = names.filter((each) => each.includes(''))
  for (const rows of [names.filter((each) => !each.includes('')), nameless])
    if (rows.length > 0 && query.measures.some(isMoney)) addMoney(reading, rows, found)
  return (row: readonly string[], measure: MoneyMeasure): number[] =>
    found.get(row.join('\u0001'))?.[measure] ?? new Array<number>(periods.count).fill(0)
}

type Amounts = Partial<Record<MoneyMeasure, number[]>>

function addMoney(
  { asked, query, viewer, periods }: Reading,
  names: readonly (readonly string[])[],
  found: Map<string, Amounts>,
): void {
  const { rows } = readProfitAndLoss(asked, {
    by: query.by,
    where: placesOf(asked, query.by, names),
    reading: { kind: 'plan', currency: query.currency ?? asked.company.settings.baseCurrency },
    ...(viewer.everything ? {} : { sees: { depth: viewer.depth, at: viewer.sees.money } }),
  })
  const periodOf = periodsOfMonths(asked, periods)
  const measures = query.measures.filter(isMoney)
  for (const { key, lines } of rows)
    found.set(
      key.join('\u0001'),
      Object.fromEntries(measures.map((measure) => [measure, addLines(lines, measure, periodOf, periods.count)])),
    )
}

/** Where rows with these names lie, and no less; items say their families, so that no other is gone down to. */
function placesOf({ company }: Asked, by: readonly QueryDimension[], names: readonly (readonly string[])[]) {
  const where: Partial<Record<QueryDimension, readonly string[]>> = {}
  by.forEach((dimension, at) => {
    where[dimension] = [...new Set(names.map((each) => each[at]!))]
  })
  const items = new Set(where.item ?? [''])
  if (items.has('') || where.family !== undefined) return where
  return { ...where, family: company.products.filter(({ id }) => items.has(id)).map(({ family }) => family) }
}

function periodsOfMonths({ plan, money }: Asked, { ofBucket }: Periods): Int32Array {
  const periodOf = new Int32Array(money.monthCount).fill(-1)
  for (let bucket = 0; bucket < plan.horizon.count; bucket++)
    if (ofBucket[bucket]! >= 0) periodOf[plan.horizon.month[bucket]!] = ofBucket[bucket]!
  return periodOf
}

function addLines(lines: ProfitLines, measure: MoneyMeasure, periodOf: Int32Array, count: number): number[] {
  const values = new Array<number>(count).fill(0)
  for (const line of LINES_OF[measure])
    lines[line].forEach((amount, month) => {
      const period = periodOf[month]!
      if (period >= 0) values[period]! += amount
    })
  return values
}
