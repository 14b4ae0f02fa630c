import { firstDayOfMonth, type Month, monthOf } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import { buildHorizon } from '../core/calendar/horizon.js'
import type { Company } from '../core/network/company.js'
import type { LedgerLine, SalesFacts } from '../core/network/facts.js'
import { allocateColumns, allocatePlain, type Plan, type Rows } from '../core/plan/plan.js'
import { EVERYTHING, runStep } from '../core/plan/step.js'
import { type ClosedMonths, type LineAmount, ledgerLine, tieClosedMonths } from './closed-months.js'
import { entryOf } from './entry.js'
import { plainMemory } from './memory.js'
import type { BaseLine, MoneyCurrency, MoneyPlan } from './money-plan.js'
import { pastRates } from './past-rates.js'
import { pricePlan } from './priced-plan.js'
import { valueStep } from './value-step.js'

/** Decimals in which closed months are tied: four past the cent, whatever the currency. */
export const TIE_DECIMALS = 6

export interface ClosedMonthsGiven {
  readonly company: Company
  readonly sales: SalesFacts
  readonly ledger: readonly LedgerLine[]
}

export interface TiedCompany extends ClosedMonths {
  /** Amounts are whole millionths of the major unit of each entity's currency. */
  readonly decimals: typeof TIE_DECIMALS
  /** Sales rows of closed months that were left out because they are estimates. */
  readonly estimatedRows: number
}

/**
 * *Truth*: what was shipped in each closed month, priced day by day by the same price lists, terms and costs as a plan,
 * against the ledger. Only sell-in of our own locations counts; facts split from weeks or months are left out.
 *
 * @throws Refusal `finance.missing_rate` when a price needs a rate that was never given for any month,
 *   `finance.ledger_currency` when the ledger is kept in another currency than the company's.
 */
export function tieCompany({ company, sales, ledger }: ClosedMonthsGiven): TiedCompany {
  checkLedgerCurrency(company, ledger)
  const closed = [...new Set(ledger.map((line) => line.month))].sort((a, b) => a - b)
  const sold = soldByMonth(company, sales, closed)
  const priced = closed.flatMap((month) => priceMonth(company, sales, sold.rows.get(month) ?? [], month))
  const booked = closed.flatMap((month) => bookedInMonth(company, sales, sold.rows.get(month) ?? [], month))
  const lines = ledger.map(
    (line): LineAmount => ({
      entity: line.entity,
      month: line.month,
      line: ledgerLine(line.line),
      amount: line.amount,
    }),
  )
  return { ...tieClosedMonths(lines, priced, booked), decimals: TIE_DECIMALS, estimatedRows: sold.estimated }
}

function soldByMonth(
  company: Company,
  sales: SalesFacts,
  months: readonly Month[],
): { rows: Map<Month, number[]>; estimated: number } {
  const rows = new Map<Month, number[]>()
  const wanted = new Set(months)
  let estimated = 0
  for (let row = 0; row < sales.count; row++) {
    const location = sales.location[row]!
    if (sales.flow[row] !== 0 || sales.product[row]! < 0 || location < 0 || sales.customer[row]! < 0) continue
    if (company.locations[location]!.customer !== null) continue
    const month = monthOf(sales.day[row]!)
    if (!wanted.has(month)) continue
    if (sales.estimated[row] === 1) estimated++
    else entryOf(rows, month, () => []).push(row)
  }
  return { rows, estimated }
}

/** The lines of the P&L that volume explains, by entity. */
function priceMonth(company: Company, sales: SalesFacts, rows: readonly number[], month: Month): LineAmount[] {
  if (rows.length === 0) return []
  const shipped = valueMonth(company, sales, rows, month, (row) => sales.units[row]!)
  const returned = valueMonth(company, sales, rows, month, (row) => sales.returnedUnits[row]!)
  return shipped.money.entities.flatMap(({ id }, entity) => {
    const line = (of: typeof shipped, name: BaseLine): number => of.sum(entity, name)
    const off = ['onInvoiceDiscounts', 'rebates', 'tradeSpend'] as const
    const gross = line(shipped, 'grossSales')
    const discounts = off.map((name) => line(shipped, name))
    const returns = off.reduce((net, name) => net - line(returned, name), line(returned, 'grossSales'))
    const netSales = discounts.reduce((net, amount) => net - amount, gross) - returns
    const standardCost = line(shipped, 'standardCost')
    const amounts: [string, number][] = [
      ['grossSales', gross],
      ...off.map((name, at): [string, number] => [name, discounts[at]!]),
      ['returns', returns],
      ['netSales', netSales],
      ['standardCost', standardCost],
      ['grossMargin', netSales - standardCost],
    ]
    return gross === 0 && standardCost === 0 && returns === 0
      ? []
      : amounts.map(([name, amount]) => ({ entity: id, month, line: name, amount }))
  })
}

/** A plan of one month, day by day, whose shipments are what was shipped. */
function valueMonth(
  company: Company,
  sales: SalesFacts,
  facts: readonly number[],
  month: Month,
  unitsOf: (row: number) => number,
): { money: MoneyPlan; sum(entity: number, line: BaseLine): number } {
  const { plan, money, positionOf } = planOfMonth(company, sales, facts, month)
  const { columns, horizon } = plan
  for (const fact of facts)
    columns.constrained[positionOf(fact) * horizon.count + sales.day[fact]! - horizon.planDay]! += unitsOf(fact)
  columns.consensus.set(columns.constrained)
  runStep(valueStep, { plan, money }, EVERYTHING)
  return {
    money,
    sum(entity, line) {
      const cube = money.cubeMoney[line]
      let sum = 0
      for (let row = 0; cube !== null && row < money.cube.count; row++)
        if (money.cube.entity[row] === entity)
          for (let day = 0; day < horizon.count; day++) sum += cube[row * horizon.count + day]!
      return sum
    },
  }
}

/** A plan of one month, day by day, of nothing yet: the rows that its facts lie in, and what they sold and cost at. */
export function planOfMonth(
  company: Company,
  sales: SalesFacts,
  facts: readonly number[],
  month: Month,
): { plan: Plan; money: MoneyPlan; positionOf: (fact: number) => number } {
  const planDay = firstDayOfMonth(month)
  const horizon = buildHorizon({ planDay, days: firstDayOfMonth(month + 1) - planDay, weeks: 0, months: 0 })
  const { rows, positionOf } = rowsOfFacts(company, sales, facts)
  const columns = allocateColumns(rows.count, 0, horizon.count, allocatePlain)
  const plan = { horizon, rows: { demand: rows, stock: NO_STOCK }, columns } as unknown as Plan
  const past = { ...company, fx: pastRates(company.fx, month), opex: [], tradeTerms: volumeTerms(company) }
  const money = pricePlan(plan, recognisedOnShipment(past), {
    currencies: currenciesOf(company),
    memory: plainMemory,
  })
  return { plan, money, positionOf }
}

const NOWHERE = new Int32Array(0)
const NO_STOCK: Rows = {
  grain: 'stock',
  count: 0,
  item: NOWHERE,
  location: NOWHERE,
  customer: NOWHERE,
  stockRow: NOWHERE,
}

/** Demand rows of the facts, item-major. */
function rowsOfFacts(
  company: Company,
  sales: SalesFacts,
  facts: readonly number[],
): { rows: Rows; positionOf: (fact: number) => number } {
  // A sale may name no customer: those come first.
  const [locations, customers] = [company.locations.length, company.customers.length + 1]
  const keyOf = (fact: number): number =>
    (sales.product[fact]! * locations + sales.location[fact]!) * customers + sales.customer[fact]! + 1
  const keys = Float64Array.from(new Set(facts.map(keyOf))).sort()
  const position = new Map(Array.from(keys, (key, at) => [key, at]))
  const part = (of: (key: number) => number): Int32Array => Int32Array.from(keys, of)
  const rows: Rows = {
    grain: 'demand',
    count: keys.length,
    item: part((key) => Math.floor(key / customers / locations)),
    location: part((key) => Math.floor(key / customers) % locations),
    customer: part((key) => (key % customers) - 1),
    stockRow: new Int32Array(keys.length).fill(-1),
  }
  return { rows, positionOf: (fact) => position.get(keyOf(fact))! }
}

/** A closed month books what was shipped in it; goods on the way at its ends are the accountant's to say. */
const recognisedOnShipment = (company: Company): Company => ({
  ...company,
  customers: company.customers.map((customer) => ({ ...customer, revenueAt: 'ship' as const })),
})

const volumeTerms = (company: Company) => company.tradeTerms.filter((term) => term.kind !== 'fixed')

function currenciesOf(company: Company): MoneyCurrency[] {
  const codes =
    company.entities.length === 0 ? [company.settings.baseCurrency] : company.entities.map((e) => e.currency)
  return [...new Set(codes)].map((code) => ({ code, minorDecimals: 2, atomDecimals: TIE_DECIMALS }))
}

/** What the facts themselves say was invoiced. Nothing where they carry no money. */
function bookedInMonth(company: Company, sales: SalesFacts, rows: readonly number[], month: Month): LineAmount[] {
  const sums = new Map<string, { gross: number; discounts: number }>()
  for (const row of rows) {
    if (sales.grossAmount[row] === 0 && sales.netAmount[row] === 0) continue
    const entity = company.locations[sales.location[row]!]!.entity ?? company.entities[0]?.id ?? 'main'
    const sum = entryOf(sums, entity, () => ({ gross: 0, discounts: 0 }))
    if (sales.returnedUnits[row]! > 0) continue
    sum.gross += sales.grossAmount[row]!
    sum.discounts += sales.grossAmount[row]! - sales.netAmount[row]!
  }
  return [...sums].flatMap(([entity, { gross, discounts }]) => [
    { entity, month, line: 'grossSales', amount: gross },
    { entity, month, line: 'onInvoiceDiscounts', amount: discounts },
  ])
}

/** Amounts in another currency than the entity's cannot be tied. */
function checkLedgerCurrency(company: Company, ledger: readonly LedgerLine[]): void {
  for (const line of ledger) {
    const entity = company.entities.find((each) => each.id === line.entity)
    if (entity !== undefined && entity.currency !== line.currency)
      throw new Refusal('finance.ledger_currency', {
        entity: line.entity,
        currency: line.currency,
        expected: entity.currency,
      })
  }
}
