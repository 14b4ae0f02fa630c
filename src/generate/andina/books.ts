import type { Cell, GrowingColumns } from '../../core/base/column-table.js'
import { type Day, firstDayOfMonth, formatDay, formatMonth, monthOf } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream } from '../dice.js'
import { GOODS } from './goods.js'
import { MATERIALS } from './materials.js'
import { currencyFor, materialCost, type Pricer, smoothRate, type UnitRates, unitCost } from './money.js'
import { BUYERS, CENTRES, companyOf, countryOf, NORTH, SOUTH, SUPPLIERS } from './places.js'
import type { SellIn } from './sales.js'
import type { StockHistory } from './stock.js'
import { PLANTS, plantCompany } from './supply.js'
import { FIRST_CLOSED_MONTH, FIRST_MONTH, PLAN_DAY, PLAN_MONTH, yearOf } from './timeline.js'

/** The one entry that no sale explains: a manual accrual in Mexico (examples/andina/README.md). */
export const UNEXPLAINED = { company: NORTH, month: '2026-08', customer: 'CEM', amount: -184_350 } as const

/** What the P&L of a closed month is made of, in the order of the books. */
const LEDGER_LINES = [
  'grossSales',
  'onInvoiceDiscounts',
  'rebates',
  'tradeSpend',
  'returns',
  'netSales',
  'standardCost',
  'grossMargin',
] as const
type LedgerLine = (typeof LEDGER_LINES)[number]
type MonthBooks = Record<LedgerLine, number>

/** The closed months of both companies, each in its own currency: P&L lines, stock and opex. */
export function ledgerRows(
  sellIn: SellIn,
  pricer: Pricer,
  stock: StockHistory,
  opex: readonly Record<string, Cell>[],
): Record<string, Cell>[] {
  const rows = [SOUTH, NORTH].flatMap((company) =>
    closeBooks(company, sellIn, pricer).flatMap((month, at) =>
      LEDGER_LINES.map((line) => ledgerRow(company, formatMonth(FIRST_CLOSED_MONTH + at), line, month[line])),
    ),
  )
  const { company, month, customer, amount } = UNEXPLAINED
  for (const line of ['netSales', 'grossMargin'] as const)
    rows.push({ ...ledgerRow(company, month, line, amount * 1e6), account: 'ajuste-manual', customer_id: customer })
  return [...rows, ...stockLines(stock), ...closedOpex(opex)]
}

/** `amount` in millionths; the books keep cents, or whole Chilean pesos. */
function ledgerRow(company: string, month: string, line: LedgerLine, amount: number): Record<string, Cell> {
  const currency = currencyFor(company)
  const unit = currency === 'CLP' ? 1 : 100
  return { company_id: company, month, line, amount: Math.round((amount / 1e6) * unit) / unit, currency }
}

/**
 * A month's sales at list prices, terms and standard cost, in millionths. Invoices are booked as they were rounded;
 * what comes back is worth what it would be sold for on that day.
 */
function closeBooks(company: string, sellIn: SellIn, pricer: Pricer): MonthBooks[] {
  const months = Array.from(
    { length: PLAN_MONTH - FIRST_CLOSED_MONTH },
    () => Object.fromEntries(LEDGER_LINES.map((line) => [line, 0])) as MonthBooks,
  )
  const eachSale = (columns: GrowingColumns, visit: (sale: Sale, month: MonthBooks) => void): void => {
    const [day, good, , buyer, units, gross, net] = COLUMN_NUMBERS.map((at) => columns.column(at)) as Float64Array[]
    for (let row = 0; row < columns.count; row++) {
      const month = months[monthOf(day![row]!) - FIRST_CLOSED_MONTH]
      const { country } = BUYERS[buyer![row]!]!
      if (month === undefined || companyOf(country) !== company) continue
      const sold = { good: GOODS[good![row]!]!, buyer: BUYERS[buyer![row]!]!, day: day![row]!, units: units![row]! }
      const rates = pricer(sold.good, sold.buyer, buyer![row]!, monthOf(sold.day))
      visit({ ...sold, rates, gross: gross![row]! * 10_000, net: net![row]! * 10_000 }, month)
    }
  }
  eachSale(sellIn.columns, ({ good, day, units, rates, gross, net }, month) => {
    month.grossSales += gross
    month.onInvoiceDiscounts += gross - net
    month.rebates += units * rates.rebates
    month.tradeSpend += units * rates.tradeSpend
    month.netSales += units * netRate(rates)
    month.standardCost += units * unitCost(good, company, day)
  })
  eachSale(sellIn.returns, ({ units, rates }, month) => {
    month.returns += units * netRate(rates)
    month.netSales -= units * netRate(rates)
  })
  for (const month of months) month.grossMargin = month.netSales - month.standardCost
  return months
}

interface Sale {
  readonly good: (typeof GOODS)[number]
  readonly day: Day
  readonly units: number
  readonly rates: UnitRates
  readonly gross: number
  readonly net: number
}

const COLUMN_NUMBERS = [0, 1, 2, 3, 4, 5, 6] as const
const netRate = (rates: UnitRates): number => rates.gross - rates.onInvoice - rates.rebates - rates.tradeSpend

function stockLines(stock: StockHistory): Record<string, Cell>[] {
  return stock.monthEnds.flatMap(({ month, goods, materials }) => {
    const value = new Map<string, number>([
      [SOUTH, 0],
      [NORTH, 0],
    ])
    const day = firstDayOfMonth(month + 1) - 1
    for (const { good, place, units } of goods) {
      const company = CENTRES.find(({ id }) => id === place)?.company ?? plantCompany(place as (typeof PLANTS)[number])
      value.set(company, value.get(company)! + Math.round((units * unitCost(GOODS[good]!, company, day)) / 10_000))
    }
    for (const { material, plant, units } of materials) {
      const company = plantCompany(plant as (typeof PLANTS)[number])
      value.set(
        company,
        value.get(company)! +
          Math.round((units * materialCost(MATERIALS[material]!.id, company, yearOf(day))) / 10_000),
      )
    }
    return [...value].map(([company, amount]) => ({
      company_id: company,
      month: formatMonth(month),
      line: 'stock',
      amount: amount / 100,
      currency: currencyFor(company),
    }))
  })
}

const OPEX_LINES: readonly (readonly [line: string, usdAMonth: number])[] = [
  ['advertising', 620_000],
  ['selling', 780_000],
  ['administration', 640_000],
  ['research', 140_000],
  ['depreciation', 410_000],
]

export function opexRows(): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  for (let month = FIRST_CLOSED_MONTH; month <= PLAN_MONTH + 25; month++)
    for (const [company, share] of [
      [SOUTH, 0.66],
      [NORTH, 0.34],
    ] as const)
      for (const [line, usd] of OPEX_LINES) {
        const currency = currencyFor(company)
        const amount =
          Math.round((usd * share * smoothRate(currency, month) * 1.003 ** (month - FIRST_MONTH)) / 1000) * 1000
        rows.push({ month: formatMonth(month), line, amount, currency, company_id: company })
      }
  return rows
}

const closedOpex = (opex: readonly Record<string, Cell>[]): Record<string, Cell>[] =>
  opex
    .filter(({ month }) => String(month) < formatMonth(PLAN_MONTH))
    .map(({ month, line, amount, currency, company_id }) => ({ company_id, month, line, amount, currency }))

/** Weekly invoices with VAT at home (an export carries none), open until their term, some of them longer. */
export function receivableRows(random: Random, sellIn: SellIn): Record<string, Cell>[] {
  const { columns } = sellIn
  const [day, buyer, billed] = [0, 3, 7].map((at) => columns.column(at)) as Float64Array[]
  const weeks = 14
  const sums = new Float64Array(weeks * BUYERS.length)
  for (let row = 0; row < columns.count; row++) {
    const week = Math.floor((PLAN_DAY - 1 - day![row]!) / 7)
    if (week < weeks)
      sums[week * BUYERS.length + buyer![row]!]! += billed![row]! * (1 - BUYERS[buyer![row]!]!.onInvoice)
  }
  const rows: Record<string, Cell>[] = []
  BUYERS.forEach((each, at) => {
    const home = each.country === (companyOf(each.country) === SOUTH ? 'CL' : 'MX')
    const { currency, vat } = countryOf(each.country)
    const unit = currency === 'CLP' ? 1 : 100
    for (let week = 0; week < weeks; week++) {
      const date = PLAN_DAY - 3 - week * 7
      const due = date + each.termsDays
      const delay = random.at(Stream.Invoice, at, week) < 0.12 ? 14 : 3
      const net = Math.round((sums[week * BUYERS.length + at]! / 100) * unit) / unit
      if (due + delay < PLAN_DAY || net === 0) continue
      const tax = home ? Math.round(net * vat * unit) / unit : 0
      const amount = Math.round((net + tax) * unit) / unit
      rows.push({
        party: each.id,
        invoice: `F-${each.id}-${date}`,
        date: formatDay(date),
        due: formatDay(due),
        amount,
        open_amount: amount,
        currency,
        tax,
        company_id: companyOf(each.country),
      })
    }
  })
  return rows
}

/** A supplier's weekly deliveries, open until their term. */
export function payableRows(materialRates: Float64Array): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  MATERIALS.forEach((material, at) =>
    material.plants.forEach((plant) => {
      const [supplier, , country, currency, terms] = SUPPLIERS.find(([id]) => id === material.supplier)!
      const home = country === (plant === 'PL-SCL' ? 'CL' : 'MX')
      const weekly = materialRates[at * PLANTS.length + PLANTS.indexOf(plant)]! * 7 * material.price
      for (let week = 0; week * 7 < terms; week++) {
        const date = PLAN_DAY - 4 - week * 7
        const net = Math.round(weekly * smoothRate(currency, monthOf(date)))
        const tax = home ? Math.round(net * (country === 'CL' ? 0.19 : 0.16)) : 0
        rows.push({
          party: supplier,
          invoice: `P-${material.id}-${plant.slice(3)}-${date}`,
          date: formatDay(date),
          due: formatDay(date + terms),
          amount: net + tax,
          open_amount: net + tax,
          currency,
          tax,
          company_id: plantCompany(plant),
        })
      }
    }),
  )
  return rows
}
