import type { TableCoverage } from '../../contract/import-report.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { unitRate } from '../../finance/money-plan.js'
import type { ExceptionContext } from './exception-input.js'
import { FoundProblem, type ProblemSource } from './found-problem.js'
import { type MovedRows, PLAN } from './moved-rows.js'
import { asShare, inUnits, type ProblemDraft } from './problem-draft.js'
import { DATA_DAYS, DATA_PRODUCTS_MAX } from './thresholds.js'

/**
 * What the plan cannot see because data is bad or missing: rows left out at the load; demand that the P&L counts as
 * nothing, at what it costs; demand whose margin nobody knows, at what it sells for.
 */
export class DataGaps implements ProblemSource {
  private readonly tables: readonly ProductGaps[]

  constructor(context: ExceptionContext) {
    const { company, money } = context
    this.tables = [
      new ProductGaps(context, 'prices', company.prices.length > 0 ? money.unpricedRows : NONE, unpricedWorth),
      new ProductGaps(context, 'costs', company.costs.length > 0 ? money.uncostedRows : NONE, uncostedWorth),
    ]
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    for (const table of this.tables) table.follow(context, moved)
  }

  found(context: ExceptionContext): FoundProblem[] {
    const bad = (context.coverage ?? []).filter(({ badRows }) => badRows > 0)
    const drafts = [
      ...bad.map((table) => draftBadRows(context, table)),
      ...this.tables.flatMap((table) => table.drafts(context)),
    ]
    return drafts.map((draft) => new FoundProblem(draft))
  }
}

/** A table that is missing altogether is switched off, not bad. */
const NONE = new Int32Array(0)

/** A table's bad share, applied to the net sales of a planning cycle: what the plan may be wrong by. */
const draftBadRows = (
  { values, plan }: ExceptionContext,
  { table, badRows, rows, badValueShare }: TableCoverage,
): ProblemDraft => ({
  kind: 'data',
  place: { reference: table },
  firstDay: plan.horizon.planDay,
  durationDays: DATA_DAYS,
  size: badRows * QUANTITY_PER_UNIT,
  worth: table === 'sales' ? badValueShare * values.weeklySales * (DATA_DAYS / 7) : 0,
  code: 'problem.data_bad_rows',
  values: { table, bad: badRows, rows, share: asShare(badValueShare) },
  evidence: [{ kind: 'source', id: table }],
})

type UnitWorth = (context: ExceptionContext, row: number, bucket: number) => number

/** Demand of the next weeks for which a table says nothing, by product: one trouble each, or one of the table for many. */
class ProductGaps {
  private readonly gaps: ReadonlyMap<number, ProductGap>

  constructor(
    { plan }: ExceptionContext,
    private readonly table: 'prices' | 'costs',
    rows: Int32Array,
    private readonly unitWorth: UnitWorth,
  ) {
    const gaps = new Map<number, ProductGap>()
    for (const row of rows) {
      const product = plan.rows.demand.item[row]!
      const gap = gaps.get(product) ?? { product, rows: [], units: 0, worth: 0 }
      gap.rows.push(row)
      gaps.set(product, gap)
    }
    this.gaps = gaps
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    if (this.gaps.size === 0) return
    const { item } = context.plan.rows.stock
    const products = new Set<number>()
    moved.forEach(PLAN, (row) => products.add(item[row]!))
    for (const product of products) {
      const gap = this.gaps.get(product)
      if (gap !== undefined) Object.assign(gap, this.addUp(context, gap.rows))
    }
  }

  drafts(context: ExceptionContext): ProblemDraft[] {
    const found = [...this.gaps.values()].filter(({ worth }) => worth > 0)
    if (found.length <= DATA_PRODUCTS_MAX)
      return found.map((gap) => this.draft(context, context.company.products[gap.product]!.id, 1, gap))
    const units = found.reduce((sum, each) => sum + each.units, 0)
    const worth = found.reduce((sum, each) => sum + each.worth, 0)
    return [this.draft(context, '', found.length, { units, worth })]
  }

  private addUp(context: ExceptionContext, rows: readonly number[]): Pick<ProductGap, 'units' | 'worth'> {
    const { horizon, columns } = context.plan
    const buckets = context.bucketsWithin(DATA_DAYS)
    const sum = { units: 0, worth: 0 }
    for (const row of rows)
      for (let bucket = 0; bucket < buckets; bucket++) {
        const asked = columns.consensus[row * horizon.count + bucket]!
        const worth = asked > 0 ? this.unitWorth(context, row, bucket) : 0
        if (worth <= 0) continue
        sum.units += asked
        sum.worth += (asked / QUANTITY_PER_UNIT) * worth
      }
    return sum
  }

  private draft(
    { plan }: ExceptionContext,
    product: string,
    products: number,
    { units, worth }: Pick<ProductGap, 'units' | 'worth'>,
  ): ProblemDraft {
    return {
      kind: 'data',
      place: { product, reference: this.table },
      firstDay: plan.horizon.planDay,
      durationDays: DATA_DAYS,
      size: units,
      worth,
      code: this.table === 'prices' ? 'problem.data_no_price' : 'problem.data_no_cost',
      values: { products, days: DATA_DAYS, units: inUnits(units) },
      evidence: [{ kind: 'source', id: this.table }],
    }
  }
}

interface ProductGap {
  readonly product: number
  /** Demand rows that have a gap in some bucket. */
  readonly rows: number[]
  units: number
  worth: number
}

/** Demand that the P&L counts as nothing, at what it costs. */
const unpricedWorth: UnitWorth = ({ plan, money, values }, row, bucket) =>
  unitRate(money, 'grossSales', row, bucket) > 0 ? 0 : values.cost(plan.rows.demand.stockRow[row]!)

/** Demand whose margin nobody knows, at what it sells for. */
const uncostedWorth: UnitWorth = ({ money, values }, row, bucket) =>
  unitRate(money, 'standardCost', row, bucket) > 0 ? 0 : values.netPrice(row, bucket)
