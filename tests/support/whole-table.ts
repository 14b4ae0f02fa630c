import type { Horizon } from '../../src/core/calendar/horizon.js'
import type { Access } from '../../src/core/edit/access.js'
import type { Hierarchy } from '../../src/core/plan/hierarchy.js'
import { GRAIN_OF, type Grain, type Measure } from '../../src/core/plan/plan.js'
import type { SupplyPlan } from '../../src/core/supply/supply-state.js'
import { readProfitAndLoss } from '../../src/finance/profit-and-loss.js'
import type { ProfitSource } from '../../src/finance/profit-nodes.js'
import type { Epoch } from '../../src/processes/living/epoch.js'
import type {
  QueryDimension,
  QueryMeasure,
  StockMove,
  Table,
  Query as TableQuery,
  TableRow,
} from '../../src/processes/living/living-plan.js'
import { type Viewer, viewerOf } from '../../src/processes/living/viewer.js'
import type { PlanSnapshot } from '../../src/processes/versions/plan-snapshot.js'

/** What was sold is read on another road. */
export type PlanQuery = Omit<TableQuery, 'measures'> & { readonly measures: readonly QueryMeasure[] }
type Query = PlanQuery

type Asked = Pick<PlanSnapshot, 'company' | 'plan' | 'money'> & Pick<ProfitSource, 'tree'>

/** Columns of a table: each bucket's period, and what the periods cover. */
interface Periods {
  readonly ofBucket: Int32Array
  readonly count: number
  readonly list: { firstDay: number; days: number }[]
}

const LIMIT_MOST = 10_000
type Money = 'netSales' | 'standardCost' | 'variancesAndWriteOffs' | 'grossMargin'
const MONEY: readonly QueryMeasure[] = ['netSales', 'standardCost', 'variancesAndWriteOffs', 'grossMargin']
const isMoney = (measure: QueryMeasure): measure is Money => MONEY.includes(measure)
const isMove = (measure: QueryMeasure): measure is StockMove => !isMoney(measure) && !(measure in GRAIN_OF)
/** Stock is what is there at the end of a period (or its beginning); everything else adds up over it. */
const isLevel = (measure: QueryMeasure): boolean => measure === 'closing' || measure === 'asIs'

/** Every row of a table is added up before the page is cut out: the second road to `readTable`, which does it the other way round. */
export function readWholeTable(asked: Asked, query: Query, access: Access, epoch: Epoch): Table {
  const { plan, company } = asked
  const viewer = viewerOf(plan, company, access, query.scope)
  const periods = periodsOf(plan.horizon, query)
  const groups = new Groups(periods.count)
  const money = query.measures.filter(isMoney)
  if (money.length > 0) addMoney(asked, query, viewer, money, periods, groups)
  for (const measure of query.measures)
    if (!isMoney(measure)) addQuantities(plan, query, viewer, measure, periods, groups)
  const rows = groups.sorted(query.measures)
  const offset = query.offset ?? 0
  return {
    epoch,
    currency: query.currency ?? company.settings.baseCurrency,
    periods: periods.list,
    rows: rows.slice(offset, offset + Math.min(query.limit ?? LIMIT_MOST, LIMIT_MOST)),
    rowCount: rows.length,
    totals:
      query.totals === false
        ? {}
        : Object.fromEntries(query.measures.map((measure) => [measure, totalOf(rows, measure, periods.count)])),
  }
}

/** Where the rows of a table are gathered, by their names. */
class Groups {
  private readonly found = new Map<string, { names: string[]; values: Partial<Record<QueryMeasure, number[]>> }>()
  constructor(private readonly periodCount: number) {}

  of(names: readonly string[], measure: QueryMeasure): number[] {
    const key = names.join('\u0001')
    let group = this.found.get(key)
    if (group === undefined) {
      group = { names: [...names], values: {} }
      this.found.set(key, group)
    }
    group.values[measure] ??= new Array<number>(this.periodCount).fill(0)
    return group.values[measure]
  }

  /** Every row has every measure: what a place has nothing of is nothing. */
  sorted(measures: readonly QueryMeasure[]): TableRow[] {
    const rows = [...this.found.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row)
    for (const { values } of rows)
      for (const measure of measures) values[measure] ??= new Array<number>(this.periodCount).fill(0)
    return rows.filter(saysSomething)
  }
}

/** Money that belongs to no item (or customer, …) has a row without a name; where there is none of it, there is no row. */
const saysSomething = ({ names, values }: TableRow): boolean =>
  !names.includes('') || Object.values(values).some((numbers) => numbers.some((value) => value !== 0))

function totalOf(rows: readonly TableRow[], measure: QueryMeasure, periodCount: number): number[] {
  const total = new Array<number>(periodCount).fill(0)
  for (const { values } of rows) values[measure]!.forEach((value, period) => (total[period]! += value!))
  return total
}

function addQuantities(
  plan: SupplyPlan,
  query: Query,
  viewer: Viewer,
  measure: Measure | StockMove,
  periods: Periods,
  groups: Groups,
): void {
  const grain = isMove(measure) ? 'stock' : GRAIN_OF[measure]
  const namesOf = namesOfRows(plan, query.by, grain)
  const column = isMove(measure) ? moves(plan, measure) : plan.columns[measure]
  const { count } = plan.horizon
  const level = isLevel(measure)
  for (let row = 0; row < plan.rows[grain].count; row++) {
    if (!viewer.everything && !viewer.sees[grain](row)) continue
    const values = groups.of(namesOf(row), measure)
    for (let bucket = 0; bucket < count; bucket++) {
      const period = periods.ofBucket[bucket]!
      if (period < 0 || (level && periods.ofBucket[bucket + 1] === period)) continue
      if (measure === 'opening' && periods.ofBucket[bucket - 1] === period) continue
      values[period]! += column[row * count + bucket]!
    }
  }
}

/** A column of what every stock row did, cell by cell. */
function moves(plan: SupplyPlan, measure: StockMove): Float64Array {
  const { horizon, columns, network, rows, firmReceipts } = plan
  const { count } = horizon
  const shipped = new Float64Array(columns.closing.length)
  columns.constrained.forEach((units, cell) => {
    shipped[rows.demand.stockRow[Math.floor(cell / count)]! * count + (cell % count)]! += units
  })
  const received = columns.receipts.slice()
  for (let row = 0; row < rows.stock.count; row++)
    for (let at = firmReceipts.start[row]!; at < firmReceipts.start[row + 1]!; at++)
      received[row * count + firmReceipts.bucket[at]!]! += firmReceipts.value[at]!
  const opening = columns.closing.map((_, cell) =>
    cell % count === 0 ? network.openingStock[cell / count]! : columns.closing[cell - 1]!,
  )
  const otherMoves = columns.closing.map((units, cell) => units + shipped[cell]! - received[cell]! - opening[cell]!)
  return { opening, received, otherMoves, shipped }[measure]
}

function namesOfRows(plan: SupplyPlan, by: readonly QueryDimension[], grain: Grain): (row: number) => string[] {
  const rows = plan.rows[grain]
  const readers = by.map((dimension): ((row: number) => string) => {
    if (dimension === 'category' || dimension === 'family' || dimension === 'item')
      return nameOf(plan.product, dimension, rows.item)
    if (dimension === 'location' || (dimension === 'country' && grain === 'stock'))
      return nameOf(plan.location, dimension, rows.location)
    return nameOf(plan.customer, dimension, rows.customer)
  })
  return (row) => readers.map((read) => read(row))
}

/** Names on one level of a tree by row; looked up once per leaf. */
function nameOf(tree: Hierarchy, level: string, leaves: Int32Array): (row: number) => string {
  const depth = tree.levels.indexOf(level)
  const names = Array.from(tree.leafNode, (leaf) => {
    let node = leaf
    while (tree.level[node]! > depth) node = tree.parent[node]!
    return tree.id[node]!
  })
  return (row) => names[leaves[row]!]!
}

function addMoney(
  asked: Asked,
  query: Query,
  viewer: Viewer,
  measures: readonly Money[],
  periods: Periods,
  groups: Groups,
): void {
  const { plan, money, company } = asked
  const currency = query.currency ?? company.settings.baseCurrency
  const { rows } = readProfitAndLoss(asked, {
    by: query.by,
    reading: { kind: 'plan', currency },
    ...(viewer.everything ? {} : { sees: { depth: viewer.depth, at: viewer.sees.money } }),
  })
  const periodOfMonth = new Int32Array(money.monthCount).fill(-1)
  for (let bucket = 0; bucket < plan.horizon.count; bucket++)
    if (periods.ofBucket[bucket]! >= 0) periodOfMonth[plan.horizon.month[bucket]!] = periods.ofBucket[bucket]!
  for (const { key, lines } of rows)
    for (const measure of measures) {
      const values = groups.of(key, measure)
      for (const line of measure === 'variancesAndWriteOffs' ? (['variances', 'writeOffs'] as const) : [measure])
        lines[line].forEach((amount, month) => {
          const period = periodOfMonth[month]!
          if (period >= 0) values[period]! += amount
        })
    }
}

/** Weeks and days end where the plan's do; what lies beyond is told by its own, coarser bucket. */
function periodsOf(horizon: Horizon, { period, from, until }: Query): Periods {
  const ofBucket = new Int32Array(horizon.count).fill(-1)
  const list: Periods['list'] = []
  let last = ''
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const firstDay = horizon.firstDay[bucket]!
    const days = horizon.days[bucket]!
    if ((from !== undefined && firstDay < from) || (until !== undefined && firstDay >= until)) continue
    const key = keyOfPeriod(horizon, period, bucket)
    if (key !== last) list.push({ firstDay, days: 0 })
    last = key
    list[list.length - 1]!.days += days
    ofBucket[bucket] = list.length - 1
  }
  return { ofBucket, count: list.length, list }
}

function keyOfPeriod(horizon: Horizon, period: Query['period'], bucket: number): string {
  if (period === 'total') return 'total'
  if (period === 'month') return `month ${horizon.month[bucket]}`
  if (period === 'week' && horizon.week[bucket]! >= 0) return `week ${horizon.week[bucket]}`
  return `bucket ${bucket}`
}
