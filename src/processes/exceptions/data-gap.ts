import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import type { Problem } from '../../core/why/problem.js'
import { unitRate } from '../../finance/money-plan.js'
import type { ExceptionContext } from './exception-input.js'
import { asShare, collect, inUnits, type ProblemDraft } from './problem-draft.js'
import { DATA_DAYS, DATA_PRODUCTS_MAX } from './thresholds.js'

/** What the plan cannot see because data is bad or missing: rows left out at the load, items without price or cost. */
export function detectDataGaps(context: ExceptionContext): Problem[] {
  return collect(context, [...draftBadRows(context), ...draftUnpriced(context), ...draftUncosted(context)])
}

/** A table's bad share, applied to the net sales of a planning cycle: what the plan may be wrong by. */
function* draftBadRows({ coverage = [], values, plan }: ExceptionContext): Generator<ProblemDraft> {
  for (const { table, badRows, rows, badValueShare } of coverage) {
    if (badRows === 0) continue
    yield {
      kind: 'data',
      place: { reference: table },
      firstDay: plan.horizon.planDay,
      durationDays: DATA_DAYS,
      size: badRows * QUANTITY_PER_UNIT,
      worth: table === 'sales' ? badValueShare * values.weeklySales * (DATA_DAYS / 7) : 0,
      code: 'problem.data_bad_rows',
      values: { table, bad: badRows, rows, share: asShare(badValueShare) },
      evidence: [{ kind: 'source', id: table }],
    }
  }
}

/** Demand that the P&L counts as nothing, at what it costs. */
const draftUnpriced = (context: ExceptionContext): ProblemDraft[] =>
  context.company.prices.length === 0
    ? []
    : draftProducts(context, 'problem.data_no_price', 'prices', context.money.unpricedRows, (row, bucket) =>
        unitRate(context.money, 'grossSales', row, bucket) > 0
          ? 0
          : context.values.cost(context.plan.rows.demand.stockRow[row]!),
      )

/** Demand whose margin nobody knows, at what it sells for. */
const draftUncosted = (context: ExceptionContext): ProblemDraft[] =>
  context.company.costs.length === 0
    ? []
    : draftProducts(context, 'problem.data_no_cost', 'costs', context.money.uncostedRows, (row, bucket) =>
        unitRate(context.money, 'standardCost', row, bucket) > 0 ? 0 : context.values.netPrice(row, bucket),
      )

/** One trouble per product, or a single one for the table when there are many. */
function draftProducts(
  context: ExceptionContext,
  code: string,
  table: string,
  rows: Int32Array,
  unitWorth: (row: number, bucket: number) => number,
): ProblemDraft[] {
  const { plan, company } = context
  const { horizon, columns } = plan
  const buckets = context.bucketsWithin(DATA_DAYS)
  const byProduct = new Map<number, { units: number; worth: number }>()
  for (const row of rows)
    for (let bucket = 0; bucket < buckets; bucket++) {
      const asked = columns.consensus[row * horizon.count + bucket]!
      const worth = asked > 0 ? unitWorth(row, bucket) : 0
      if (worth <= 0) continue
      const product = plan.rows.demand.item[row]!
      const sum = byProduct.get(product) ?? { units: 0, worth: 0 }
      byProduct.set(product, sum)
      sum.units += asked
      sum.worth += (asked / QUANTITY_PER_UNIT) * worth
    }
  const draft = (product: string, products: number, units: number, worth: number): ProblemDraft => ({
    kind: 'data',
    place: { product, reference: table },
    firstDay: horizon.planDay,
    durationDays: DATA_DAYS,
    size: units,
    worth,
    code,
    values: { products, days: DATA_DAYS, units: inUnits(units) },
    evidence: [{ kind: 'source', id: table }],
  })
  const found = [...byProduct]
  if (found.length > DATA_PRODUCTS_MAX) {
    const units = found.reduce((sum, [, each]) => sum + each.units, 0)
    const worth = found.reduce((sum, [, each]) => sum + each.worth, 0)
    return [draft('', found.length, units, worth)]
  }
  return found.map(([product, each]) => draft(company.products[product]!.id, 1, each.units, each.worth))
}
