import type { Day } from '../core/base/day.js'
import { type CashFlow, cashFlow, type OpenTax, outflow, settleTax, spreadMonthsOverDays } from './cash.js'
import { periodsOf } from './cash-periods.js'
import { type DailyBalance, rollBalance, spreadOverDays } from './daily-balance.js'
import type { EntityBooks } from './entity-books.js'
import { conversionOf, fixedOfEntity, intercompanyOf, lineOfEntity, monthFlows } from './entity-flows.js'
import type { EntityMonth, MonthFlow } from './ledger.js'
import type { BaseLine, FixedLine, MoneyHorizon, MoneyPlan } from './money-plan.js'
import type { PaymentTerms } from './payment-terms.js'
import { stockByDay } from './stock-value.js'
import type { WorkingCapital } from './working-capital.js'

export { groupPeriods } from './cash-periods.js'
export type { EntityBooks } from './entity-books.js'

/** Rebates, trade spend, funds and fines of a month are settled at the end of the next one. */
export const TRADE_SETTLEMENT: PaymentTerms = { paymentTermsDays: 30, termsBasis: 'month_end', payWeekday: null }

/** Companies of a group settle among themselves at the end of the next month. */
export const INTERCOMPANY_SETTLEMENT: PaymentTerms = TRADE_SETTLEMENT

export interface BooksOptions {
  readonly taxPayDay?: number
  readonly openTaxOf?: (entity: number) => OpenTax
  /** Null where nobody has said what is in the bank. */
  readonly openingCashOf?: (entity: number) => number | null
}

/** The balance sheet side of every entity's plan. */
export function bookPlan(
  horizon: MoneyHorizon,
  money: MoneyPlan,
  capital: WorkingCapital,
  options: BooksOptions = {},
): EntityBooks[] {
  return money.entities.map((_, entity) => {
    const balances = balancesOf(horizon, money, capital, entity, options)
    const cash = cashOf(horizon, money, capital, balances, options.openingCashOf?.(entity) ?? null)
    const flows = monthFlows(horizon, money, capital, { ...balances, cash })
    const { stock, receivables, payables } = balances
    return {
      ...balances,
      cash,
      months: monthsOfEntity(money, capital, entity, flows),
      periods: periodsOf(horizon, stock, receivables, payables, flows.standardCost!),
    }
  })
}

const ACCRUED: readonly BaseLine[] = ['rebates', 'tradeSpend', 'fines']
const MONTHLY_LOGISTICS: readonly FixedLine[] = ['transferLogistics', 'expediteLogistics']

type Balances = Omit<EntityBooks, 'cash' | 'months' | 'periods'>

function balancesOf(
  horizon: MoneyHorizon,
  money: MoneyPlan,
  capital: WorkingCapital,
  entity: number,
  options: BooksOptions,
): Balances {
  const { planDay } = horizon
  const { days } = capital
  const accrued = spreadMonthsOverDays(planDay, fixedOfEntity(money, entity, 'fixedFunds'), days)
  for (const line of ACCRUED) spreadOverDays(horizon, lineOfEntity(money, entity, line), accrued)
  const between = intercompanyOf(capital, entity)
  const settled = (perBucket: Float64Array): DailyBalance =>
    settleOn(planDay, spreadOverDays(horizon, perBucket, new Float64Array(days)), INTERCOMPANY_SETTLEMENT)
  const { output, input, atBorder } = capital.tax[entity]!
  const deductible = input.map((amount, day) => amount + atBorder[day]!)
  return {
    entity,
    stockOpening: capital.stock.opening[entity]!,
    stock: stockByDay(horizon, capital.stock, entity, days),
    receivables: capital.receivables[entity]!,
    payables: capital.payables[entity]!,
    accruals: settleOn(planDay, accrued, TRADE_SETTLEMENT),
    intercompanyReceivables: settled(between.sold),
    intercompanyPayables: settled(between.bought),
    tax: settleTax(planDay, output, deductible, options.openTaxOf?.(entity), options.taxPayDay),
  }
}

const settleOn = (planDay: Day, billed: Float64Array, terms: PaymentTerms): DailyBalance =>
  rollBalance(planDay, billed, { terms, transitDays: 0, delayDays: 0 }, [])

/** Conversion, logistics, opex and duties are paid as they are incurred. */
function cashOf(
  horizon: MoneyHorizon,
  money: MoneyPlan,
  capital: WorkingCapital,
  balances: Balances,
  opening: number | null,
): CashFlow {
  const { days, tax } = capital
  const { entity } = balances
  const byDay = (perBucket: Float64Array): Float64Array => spreadOverDays(horizon, perBucket, new Float64Array(days))
  const monthly = (line: FixedLine): Float64Array =>
    spreadMonthsOverDays(horizon.planDay, fixedOfEntity(money, entity, line), days)
  const logistics = byDay(lineOfEntity(money, entity, 'outboundLogistics'))
  for (const line of MONTHLY_LOGISTICS)
    monthly(line).forEach((amount, day) => {
      logistics[day]! += amount
    })
  const collected = balances.intercompanyReceivables.settled
  const paid = balances.intercompanyPayables.settled
  return cashFlow(
    days,
    {
      collections: balances.receivables.settled,
      supplierPayments: outflow(balances.payables.settled),
      importTaxes: outflow(tax[entity]!.atBorder),
      taxSettlement: outflow(balances.tax.paid),
      tradeSettlement: outflow(balances.accruals.settled),
      conversion: outflow(byDay(conversionOf(capital, entity))),
      logistics: outflow(logistics),
      opex: outflow(monthly('opex')),
      intercompany: collected.map((amount, day) => amount - paid[day]!),
      duties: outflow(byDay(intercompanyOf(capital, entity).duty)),
    },
    opening,
  )
}

function monthsOfEntity(
  money: MoneyPlan,
  { stock }: WorkingCapital,
  entity: number,
  flows: Partial<Record<MonthFlow, Float64Array>>,
): EntityMonth[] {
  const closings = new Float64Array(money.monthCount)
  for (let bucket = 0; bucket < money.bucketCount; bucket++)
    closings[money.monthOfBucket[bucket]!] = stock.closing[entity * stock.bucketCount + bucket]!
  return Array.from(closings, (closing, month) => ({
    entity: money.entities[entity]!.id,
    month: money.firstMonth + month,
    flows: Object.fromEntries(Object.entries(flows).map(([name, months]) => [name, months[month]!])),
    stockOpening: month === 0 ? stock.opening[entity]! : closings[month - 1]!,
    stockClosing: closing,
  }))
}
