import { sumInMonths } from './daily-balance.js'
import type { EntityBooks } from './entity-books.js'
import { entryOf } from './entry.js'
import type { MonthFlow } from './ledger.js'
import {
  BASE_LINES,
  type BaseLine,
  type FixedLine,
  type FixedMoney,
  type MoneyHorizon,
  type MoneyPlan,
} from './money-plan.js'
import { addUpByMonth } from './month-sums.js'
import { STOCK_FLOWS, type StockFlow } from './stock-book.js'
import type { WorkingCapital } from './working-capital.js'

/** A base line of an entity by bucket: what its rows of the second cube add up to. */
export function lineOfEntity(money: MoneyPlan, entity: number, line: BaseLine): Float64Array {
  const sums = new Float64Array(money.bucketCount)
  const cube = money.segmentMoney[line]
  if (cube === null) return sums
  money.segments.entity.forEach((owner, row) => {
    if (owner !== entity) return
    for (let bucket = 0; bucket < sums.length; bucket++) sums[bucket]! += cube[row * sums.length + bucket]!
  })
  return sums
}

// Added up once per list: every entity and line is asked for.
const knownSums = new WeakMap<readonly FixedMoney[], Map<string, Float64Array>>()

/** Money without volume of an entity by month. */
export function fixedOfEntity({ fixed, monthCount }: MoneyPlan, entity: number, line: FixedLine): Float64Array {
  let sums = knownSums.get(fixed)
  if (sums === undefined) {
    sums = sumFixed(fixed, monthCount)
    knownSums.set(fixed, sums)
  }
  return sums.get(`${entity} ${line}`)?.slice() ?? new Float64Array(monthCount)
}

function sumFixed(fixed: readonly FixedMoney[], monthCount: number): Map<string, Float64Array> {
  const sums = new Map<string, Float64Array>()
  let last: FixedMoney | null = null
  let months: Float64Array = new Float64Array(monthCount)
  for (const each of fixed) {
    if (last === null || each.entity !== last.entity || each.line !== last.line)
      months = entryOf(sums, `${each.entity} ${each.line}`, () => new Float64Array(monthCount))
    months[each.month]! += each.amount
    last = each
  }
  return sums
}

/** A flow of stock of an entity by bucket. */
export function stockFlowOf({ stock }: WorkingCapital, entity: number, flow: StockFlow): Float64Array {
  return stock.flows[flow].subarray(entity * stock.bucketCount, (entity + 1) * stock.bucketCount)
}

/** What an entity buys of suppliers, by bucket, without tax. */
export function purchasesOf({ stock }: WorkingCapital, entity: number): Float64Array {
  const sums = new Float64Array(stock.bucketCount)
  for (const purchase of stock.purchases)
    if (purchase.entity === entity)
      purchase.amounts.forEach((amount, bucket) => {
        sums[bucket]! += amount
      })
  return sums
}

/** What products are worth more than the components in them: paid for as it is done. */
export function conversionOf(capital: WorkingCapital, entity: number): Float64Array {
  const components = stockFlowOf(capital, entity, 'componentsAtStandard')
  return stockFlowOf(capital, entity, 'producedAtStandard').map((made, bucket) => made - components[bucket]!)
}

export interface IntercompanyFlows {
  readonly sold: Float64Array
  readonly bought: Float64Array
  readonly duty: Float64Array
}

/** What an entity sells to and buys of its sisters, by bucket. */
export function intercompanyOf({ transfers, stock }: WorkingCapital, entity: number): IntercompanyFlows {
  const buckets = (): Float64Array => new Float64Array(stock.bucketCount)
  const flows = { sold: buckets(), bought: buckets(), duty: buckets() }
  for (const each of transfers) {
    if (each.seller === entity) flows.sold[each.bucket]! += each.sold
    if (each.buyer !== entity) continue
    flows.bought[each.bucket]! += each.bought
    flows.duty[each.bucket]! += each.duty
  }
  return flows
}

const BOOKED_FIXED = [
  'fixedFunds',
  'writeOffs',
  'transferLogistics',
  'expediteLogistics',
  'opex',
  'depreciation',
] as const
/** Cost of sales is booked from the P&L. */
const BOOKED_STOCK = STOCK_FLOWS.filter(
  (flow): flow is Exclude<StockFlow, 'soldAtStandard'> => flow !== 'soldAtStandard',
)

/** Every flow the ledger books, by month. */
export function monthFlows(
  horizon: MoneyHorizon,
  money: MoneyPlan,
  capital: WorkingCapital,
  books: Omit<EntityBooks, 'months' | 'periods'>,
): Partial<Record<MonthFlow, Float64Array>> {
  const { entity } = books
  const daily = (flow: Float64Array): Float64Array => sumInMonths(horizon, flow)
  const buckets = (flow: Float64Array): Float64Array => addUpByMonth(money, flow)
  const tax = capital.tax[entity]!
  const flows: Partial<Record<MonthFlow, Float64Array>> = {
    outputTax: daily(tax.output),
    inputTax: daily(tax.input),
    importTax: daily(tax.atBorder),
    taxSettlement: daily(books.tax.paid),
    collections: daily(books.receivables.settled),
    supplierPayments: daily(books.payables.settled),
    accrualsSettled: daily(books.accruals.settled),
    purchasesAtPrice: buckets(purchasesOf(capital, entity)),
    intercompanySold: daily(books.intercompanyReceivables.billed),
    intercompanyBought: daily(books.intercompanyPayables.billed),
    intercompanyDuty: buckets(intercompanyOf(capital, entity).duty),
    intercompanyCollected: daily(books.intercompanyReceivables.settled),
    intercompanyPaid: daily(books.intercompanyPayables.settled),
  }
  for (const line of BASE_LINES) flows[line] = buckets(lineOfEntity(money, entity, line))
  for (const line of BOOKED_FIXED) flows[line] = fixedOfEntity(money, entity, line)
  for (const flow of BOOKED_STOCK) flows[flow] = buckets(stockFlowOf(capital, entity, flow))
  return flows
}
