import type { Horizon } from '../core/calendar/horizon.js'
import {
  type CashFlow,
  cashFlow,
  type OpenTax,
  outflow,
  settleTax,
  spreadMonthsOverDays,
  type TaxSettlement,
} from './cash.js'
import type { CashCyclePeriod } from './cash-to-cash.js'
import { type DailyBalance, rollBalance, spreadOverDays, sumInMonths } from './daily-balance.js'
import type { EntityMonth, MonthFlow } from './ledger.js'
import { BASE_LINES, type BaseLine, type FixedLine, type MoneyPlan } from './money-plan.js'
import type { PaymentTerms } from './payment-terms.js'
import { stockByDay } from './stock-value.js'
import { baseCurrencyOf, translateAtoms } from './transfer-pricing.js'
import type { WorkingCapital } from './working-capital.js'

/** Rebates, trade spend and fines of a month are settled at the end of the next one. */
export const TRADE_SETTLEMENT: PaymentTerms = { paymentTermsDays: 30, termsBasis: 'month_end', payWeekday: null }

/** Companies of a group settle among themselves at the end of the next month. */
export const INTERCOMPANY_SETTLEMENT: PaymentTerms = TRADE_SETTLEMENT

export interface BooksOptions {
  readonly taxPayDay?: number
  readonly openTaxOf?: (entity: number) => OpenTax
  readonly openingCashOf?: (entity: number) => number | null
}

/** Everything about an entity that is not its P&L, by day, in atoms of its currency. */
export interface EntityBooks {
  readonly entity: number
  readonly stockOpening: number
  readonly stock: Float64Array
  readonly receivables: DailyBalance
  readonly payables: DailyBalance
  readonly accruals: DailyBalance
  readonly intercompanyReceivables: DailyBalance
  readonly intercompanyPayables: DailyBalance
  readonly tax: TaxSettlement
  readonly cash: CashFlow
  /** What the ledger books. */
  readonly months: readonly EntityMonth[]
  /** What the cash cycle is reckoned from. */
  readonly periods: readonly CashCyclePeriod[]
}

/** The balance sheet side of every entity's plan. */
export function bookPlan(
  horizon: Horizon,
  money: MoneyPlan,
  capital: WorkingCapital,
  options: BooksOptions = {},
): EntityBooks[] {
  return money.entities.map((_, entity) => bookEntity(horizon, money, capital, entity, options))
}

const ACCRUED: readonly BaseLine[] = ['rebates', 'tradeSpend', 'fines']
const MONTHLY_COSTS: readonly FixedLine[] = ['transferLogistics', 'expediteLogistics']

function bookEntity(
  horizon: Horizon,
  money: MoneyPlan,
  capital: WorkingCapital,
  entity: number,
  options: BooksOptions,
): EntityBooks {
  const { planDay } = horizon
  const { days } = capital
  const receivables = capital.receivables[entity]!
  const payables = capital.payables[entity]!
  const line = (name: BaseLine): Float64Array => lineOfEntity(money, entity, name)
  const fixed = (name: FixedLine): Float64Array => fixedOfEntity(money, entity, name)
  const byDay = (perBucket: ArrayLike<number>): Float64Array =>
    spreadOverDays(horizon, perBucket, new Float64Array(days))
  const monthly = (amounts: Float64Array): Float64Array => spreadMonthsOverDays(planDay, amounts, days)
  const accrued = monthly(fixed('fixedFunds'))
  for (const name of ACCRUED) spreadOverDays(horizon, line(name), accrued)
  const accruals = settleOn(planDay, accrued, TRADE_SETTLEMENT)
  const between = intercompanyOf(capital, entity, horizon.count)
  const sold = settleOn(planDay, byDay(between.sold), INTERCOMPANY_SETTLEMENT)
  const bought = settleOn(planDay, byDay(between.bought), INTERCOMPANY_SETTLEMENT)
  const { output, input, atBorder } = capital.tax[entity]!
  const deductible = input.map((amount, day) => amount + atBorder[day]!)
  const tax = settleTax(planDay, output, deductible, options.openTaxOf?.(entity), options.taxPayDay)
  const conversion = conversionOf(capital, entity)
  const logistics = byDay(line('outboundLogistics'))
  for (const name of MONTHLY_COSTS) monthly(fixed(name)).forEach((amount, day) => (logistics[day]! += amount))
  const cash = cashFlow(
    days,
    {
      collections: receivables.settled,
      supplierPayments: outflow(payables.settled),
      importTaxes: outflow(atBorder),
      taxSettlement: outflow(tax.paid),
      tradeSettlement: outflow(accruals.settled),
      conversion: outflow(byDay(conversion)),
      logistics: outflow(logistics),
      opex: outflow(monthly(fixed('opex'))),
      intercompany: sold.settled.map((amount, day) => amount - bought.settled[day]!),
      duties: outflow(byDay(between.duty)),
    },
    options.openingCashOf?.(entity) ?? null,
  )
  const stock = stockByDay(horizon, capital.stock, entity, days)
  const inMonths = (daily: Float64Array): Float64Array => sumInMonths(horizon, daily)
  const flows: Record<string, Float64Array> = {
    ...Object.fromEntries(BASE_LINES.map((name) => [name, monthsOf(money, line(name))])),
    ...Object.fromEntries(
      (['fixedFunds', 'writeOffs', 'transferLogistics', 'expediteLogistics', 'opex', 'depreciation'] as const).map(
        (name) => [name, fixed(name)],
      ),
    ),
    ...Object.fromEntries(
      (
        [
          'purchasesAtStandard',
          'producedAtStandard',
          'componentsAtStandard',
          'transferVariance',
          'revaluation',
          'intercompanySoldCost',
          'intercompanyBoughtAtStandard',
        ] as const
      ).map((name) => [name, monthsOf(money, ofEntity(capital.stock.flows[name], entity, horizon.count))]),
    ),
    outputTax: inMonths(output),
    collections: inMonths(receivables.settled),
    accrualsSettled: inMonths(accruals.settled),
    purchasesAtPrice: monthsOf(money, purchasesOf(capital, entity, horizon.count)),
    inputTax: inMonths(input),
    importTax: inMonths(atBorder),
    supplierPayments: inMonths(payables.settled),
    taxSettlement: inMonths(tax.paid),
    intercompanySold: inMonths(sold.billed),
    intercompanyBought: inMonths(bought.billed),
    intercompanyDuty: monthsOf(money, between.duty),
    intercompanyCollected: inMonths(sold.settled),
    intercompanyPaid: inMonths(bought.settled),
  }
  return {
    entity,
    stockOpening: capital.stock.opening[entity]!,
    stock,
    receivables,
    payables,
    accruals,
    intercompanyReceivables: sold,
    intercompanyPayables: bought,
    tax,
    cash,
    months: monthsOfEntity(money, capital, entity, flows),
    periods: periodsOf(horizon, stock, receivables, payables, flows.standardCost!),
  }
}

const settleOn = (planDay: number, billed: Float64Array, terms: PaymentTerms): DailyBalance =>
  rollBalance(planDay, billed, { terms, transitDays: 0, delayDays: 0 }, [])

const ofEntity = (flow: Float64Array, entity: number, count: number): Float64Array =>
  flow.subarray(entity * count, (entity + 1) * count)

/** A base line of an entity by bucket: what its rows of the base cube add up to. */
export function lineOfEntity(money: MoneyPlan, entity: number, line: BaseLine): Float64Array {
  const sums = new Float64Array(money.bucketCount)
  const cube = money.cubeMoney[line]
  if (cube === null) return sums
  for (let row = 0; row < money.cube.count; row++) {
    if (money.cube.entity[row] !== entity) continue
    for (let bucket = 0; bucket < sums.length; bucket++) sums[bucket]! += cube[row * sums.length + bucket]!
  }
  return sums
}

function fixedOfEntity(money: MoneyPlan, entity: number, line: FixedLine): Float64Array {
  const months = new Float64Array(money.monthCount)
  for (const each of money.fixed) if (each.entity === entity && each.line === line) months[each.month]! += each.amount
  return months
}

function monthsOf(money: MoneyPlan, perBucket: ArrayLike<number>): Float64Array {
  const months = new Float64Array(money.monthCount)
  for (let bucket = 0; bucket < money.bucketCount; bucket++) months[money.monthOfBucket[bucket]!]! += perBucket[bucket]!
  return months
}

function intercompanyOf({ transfers }: WorkingCapital, entity: number, count: number) {
  const between = { sold: new Float64Array(count), bought: new Float64Array(count), duty: new Float64Array(count) }
  for (const each of transfers) {
    if (each.seller === entity) between.sold[each.bucket]! += each.sold
    if (each.buyer !== entity) continue
    between.bought[each.bucket]! += each.bought
    between.duty[each.bucket]! += each.duty
  }
  return between
}

/** What products are worth more than the components in them: paid for as it is done. */
function conversionOf({ stock }: WorkingCapital, entity: number): Float64Array {
  const components = ofEntity(stock.flows.componentsAtStandard, entity, stock.bucketCount)
  return ofEntity(stock.flows.producedAtStandard, entity, stock.bucketCount).map(
    (made, bucket) => made - components[bucket]!,
  )
}

function purchasesOf({ stock }: WorkingCapital, entity: number, count: number): Float64Array {
  const sums = new Float64Array(count)
  for (const purchase of stock.purchases)
    if (purchase.entity === entity) purchase.amounts.forEach((amount, bucket) => (sums[bucket]! += amount))
  return sums
}

function monthsOfEntity(
  money: MoneyPlan,
  { stock }: WorkingCapital,
  entity: number,
  flows: Record<string, Float64Array>,
): EntityMonth[] {
  let opening = stock.opening[entity]!
  return Array.from({ length: money.monthCount }, (_, month) => {
    let closing = opening
    for (let bucket = 0; bucket < money.bucketCount; bucket++)
      if (money.monthOfBucket[bucket] === month) closing = stock.closing[entity * stock.bucketCount + bucket]!
    const booked = {
      entity: money.entities[entity]!.id,
      month: money.firstMonth + month,
      flows: Object.fromEntries(Object.entries(flows).map(([name, months]) => [name, months[month]!])) as Record<
        MonthFlow,
        number
      >,
      stockOpening: opening,
      stockClosing: closing,
    }
    opening = closing
    return booked
  })
}

/** Daily closings of each month added up, with the month's flows. */
function periodsOf(
  horizon: Horizon,
  stock: Float64Array,
  receivables: DailyBalance,
  payables: DailyBalance,
  costOfSales: Float64Array,
): CashCyclePeriod[] {
  const days = sumInMonths(horizon, new Float64Array(stock.length).fill(1))
  const [stockDays, receivableDays, payableDays, billings, purchases] = [
    stock,
    receivables.closing,
    payables.closing,
    receivables.billed,
    payables.billed,
  ].map((daily) => sumInMonths(horizon, daily))
  return Array.from(days, (count, month) => ({
    days: count,
    stockDays: stockDays![month]!,
    receivableDays: receivableDays![month]!,
    payableDays: payableDays![month]!,
    costOfSales: costOfSales[month]!,
    billings: billings![month]!,
    purchases: purchases![month]!,
  }))
}

/** The periods of all entities as one, in the base currency at the PLAN rate of each month. */
export function groupPeriods(money: MoneyPlan, books: readonly EntityBooks[]): CashCyclePeriod[] {
  const base = baseCurrencyOf(money)
  return Array.from({ length: money.monthCount }, (_, month) => {
    const sum = (of: (period: CashCyclePeriod) => number): number =>
      books.reduce((total, { entity, periods }) => {
        const { currency } = money.entities[entity]!
        return total + translateAtoms(money, of(periods[month]!), currency, base, month)
      }, 0)
    return {
      days: books[0]?.periods[month]!.days ?? 0,
      stockDays: sum((period) => period.stockDays),
      receivableDays: sum((period) => period.receivableDays),
      payableDays: sum((period) => period.payableDays),
      costOfSales: sum((period) => period.costOfSales),
      billings: sum((period) => period.billings),
      purchases: sum((period) => period.purchases),
    }
  })
}
