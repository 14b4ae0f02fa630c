import { type Cell, type ColumnTable, days, decimals, GrowingColumns, words } from '../../core/base/column-table.js'
import {
  type Day,
  firstDayOfMonth,
  formatDay,
  formatMonth,
  type Month,
  monthOf,
  weekdayOf,
} from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream } from '../dice.js'
import { type Appetite, appetiteOn, isSurging, SURGE } from './demand.js'
import { FAMILIES, GOODS, MATERIALS } from './goods.js'
import {
  averageRate,
  companyOf,
  currencyFor,
  materialCost,
  smoothRate,
  termShare,
  unitCost,
  unitPrice,
} from './money.js'
import { BUYERS, CENTRES, COUNTRIES, countryOf, NORTH, SOUTH, SUPPLIERS } from './places.js'
import type { SellIn } from './sales.js'
import type { StockHistory } from './stock.js'
import { PLANTS, plantCompany } from './supply.js'
import { FIRST_CLOSED_MONTH, FIRST_DAY, FIRST_MONTH, KNOWN_DAYS, PLAN_DAY, PLAN_MONTH, yearOf } from './timeline.js'

/** The one entry that no sale explains: a manual accrual in Mexico (examples/andina/README.md). */
export const UNEXPLAINED = {
  company: NORTH,
  month: '2026-08',
  line: 'net_sales',
  customer: 'CEM',
  amount: -184_350,
} as const

/** Sales, returns and cost of closed months by customer in its currency, stock by company, opex. Amounts in hundredths. */
export function ledgerRows(
  sellIn: SellIn,
  stock: StockHistory,
  opex: readonly Record<string, Cell>[],
): Record<string, Cell>[] {
  const lines = ['gross_sales', 'returns', 'net_sales', 'standard_cost'] as const
  const monthCount = PLAN_MONTH - FIRST_CLOSED_MONTH
  const sums = lines.map(() => new Float64Array(monthCount * BUYERS.length))
  const fold = (columns: GrowingColumns, sign: 1 | -1) => {
    const [day, good, , buyer, units, gross, net] = [0, 1, 2, 3, 4, 5, 6].map((at) =>
      columns.column(at),
    ) as Float64Array[]
    for (let row = 0; row < columns.count; row++) {
      const month = monthOf(day![row]!) - FIRST_CLOSED_MONTH
      if (month < 0 || month >= monthCount) continue
      const at = month * BUYERS.length + buyer![row]!
      const company = companyOf(BUYERS[buyer![row]!]!.country)
      sums[sign === 1 ? 0 : 1]![at]! += gross![row]!
      sums[2]![at]! += sign * net![row]!
      sums[3]![at]! += sign * Math.round((units![row]! * unitCost(GOODS[good![row]!]!, company, day![row]!)) / 10_000)
    }
  }
  fold(sellIn.columns, 1)
  fold(sellIn.returns, -1)
  const rows: Record<string, Cell>[] = []
  for (let month = 0; month < monthCount; month++)
    BUYERS.forEach((buyer, at) => {
      const company = companyOf(buyer.country)
      lines.forEach((line, lineAt) => {
        let amount = sums[lineAt]![month * BUYERS.length + at]! / 100
        const text = formatMonth(FIRST_CLOSED_MONTH + month)
        if (
          company === UNEXPLAINED.company &&
          text === UNEXPLAINED.month &&
          line === UNEXPLAINED.line &&
          buyer.id === UNEXPLAINED.customer
        )
          amount += UNEXPLAINED.amount
        const currency = line === 'standard_cost' ? currencyFor(company) : countryOf(buyer.country).currency
        if (amount !== 0) rows.push({ company_id: company, month: text, line, amount, currency, customer_id: buyer.id })
      })
    })
  return [...rows, ...stockLines(stock), ...closedOpex(opex)]
}

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
  const [day, , , buyer, , gross] = [0, 1, 2, 3, 4, 5].map((at) => columns.column(at)) as Float64Array[]
  const weeks = 14
  const sums = new Float64Array(weeks * BUYERS.length)
  for (let row = 0; row < columns.count; row++) {
    const week = Math.floor((PLAN_DAY - 1 - day![row]!) / 7)
    if (week < weeks) sums[week * BUYERS.length + buyer![row]!]! += gross![row]! * (1 - BUYERS[buyer![row]!]!.onInvoice)
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

/** Growth that was signed, over what the market will carry. */
export const SIGNED_GROWTH = 1.1

/** Per appetite and known month: units expected. [appetite × months + month]. */
export interface MonthlyExpectation {
  readonly monthCount: number
  readonly units: Float64Array
}

export function expectMonths(appetites: readonly Appetite[], until: Month): MonthlyExpectation {
  const monthCount = until - FIRST_MONTH + 1
  const monthOfDay = Int32Array.from({ length: KNOWN_DAYS }, (_, at) => monthOf(FIRST_DAY + at) - FIRST_MONTH)
  const units = new Float64Array(appetites.length * monthCount)
  appetites.forEach((appetite, row) => {
    for (let at = 0; at < KNOWN_DAYS && monthOfDay[at]! < monthCount; at++)
      units[row * monthCount + monthOfDay[at]!]! += appetiteOn(appetite, FIRST_DAY + at)
  })
  return { monthCount, units }
}

/** Month × country × family; the year under way and the next one carry the signed growth. */
export function budgetRows(appetites: readonly Appetite[], expected: MonthlyExpectation): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  const first = FIRST_CLOSED_MONTH + 1
  for (let month = first; month < first + 36; month++) {
    const growth = month < first + 12 ? 1.03 : SIGNED_GROWTH
    const sums = COUNTRIES.map(() => FAMILIES.map(() => ({ units: 0, net: 0 })))
    appetites.forEach(({ good, buyer }, row) => {
      const units = expected.units[row * expected.monthCount + month - FIRST_MONTH]! * growth
      const sum = sums[COUNTRIES.findIndex(({ code }) => code === buyer.country)]![good.familyIndex]!
      sum.units += units
      sum.net += (units * unitPrice(good, buyer, firstDayOfMonth(month)) * (1 - termShare(buyer))) / 1e6
    })
    COUNTRIES.forEach(({ code, currency }, country) =>
      FAMILIES.forEach((family, at) => {
        const { units, net } = sums[country]![at]!
        const rounded = Math.round(net / 1000) * 1000
        rows.push({
          month: formatMonth(month),
          country: code,
          family: family.name,
          units: Math.round(units),
          net_sales: rounded,
          margin: Math.round((rounded * 0.38) / 1000) * 1000,
          currency,
        })
      }),
    )
  }
  return rows
}

const CYCLES = [
  { month: '2026-08', ahead: 3 },
  { month: '2026-09', ahead: 3 },
  { month: '2026-10', ahead: 3 },
  { month: '2026-11', ahead: 14 },
] as const
const FROZEN_WEEKS = 6

/** Four consensus cycles by item × customer × month, and six frozen weeks: what was promised, a tenth too high. */
export function plansTable(random: Random, appetites: readonly Appetite[], expected: MonthlyExpectation): ColumnTable {
  const columns = new GrowingColumns(8, 1 << 15)
  const snapshots = [
    ...CYCLES.map(({ month }) => `S-${month}`),
    ...Array.from({ length: FROZEN_WEEKS }, (_, at) => `W-${formatDay(PLAN_DAY - 7 * (at + 1))}`),
  ]
  appetites.forEach((appetite, row) => {
    const bias = SIGNED_GROWTH * (0.9 + 0.16 * random.at(Stream.Plan, appetite.key, 0))
    CYCLES.forEach(({ ahead }, cycle) => {
      const cycleMonth = PLAN_MONTH - (CYCLES.length - 1) + cycle
      for (let month = cycleMonth; month < cycleMonth + ahead; month++) {
        const units = Math.round(expected.units[row * expected.monthCount + month - FIRST_MONTH]! * bias)
        if (units > 0)
          columns.push(
            cycle,
            0,
            firstDayOfMonth(cycleMonth) + 17,
            appetite.good.index,
            appetite.centre,
            appetite.buyerIndex,
            firstDayOfMonth(month),
            units,
          )
      }
    })
    for (let week = 0; week < FROZEN_WEEKS; week++) {
      const start = PLAN_DAY - 7 * (week + 1)
      let units = 0
      for (let day = start; day < start + 7; day++) units += weekdayOf(day) <= 7 ? expectedOn(appetite, day) : 0
      units = Math.round(units * bias)
      if (units > 0)
        columns.push(
          CYCLES.length + week,
          1,
          start,
          appetite.good.index,
          appetite.centre,
          appetite.buyerIndex,
          start,
          units,
        )
    }
  })
  const start = columns.whole(6)
  const stream = columns.whole(1)
  return {
    name: 'plans',
    count: columns.count,
    columns: [
      words('snapshot_id', snapshots, columns.whole(0)),
      words('stream', ['consensus', 'frozen'], stream),
      days('frozen_at', columns.whole(2)),
      words('flow', ['SELL_IN'], new Int32Array(columns.count)),
      words(
        'product_id',
        GOODS.map(({ id }) => id),
        columns.whole(3),
      ),
      words(
        'location_id',
        CENTRES.map(({ id }) => id),
        columns.whole(4),
      ),
      words(
        'customer_id',
        BUYERS.map(({ id }) => id),
        columns.whole(5),
      ),
      days('period_start', start),
      days(
        'period_end',
        start.map((day, row) => (stream[row] === 1 ? day + 6 : firstDayOfMonth(monthOf(day) + 1) - 1)),
      ),
      decimals('units', 0, columns.column(7)),
    ],
  }
}

/** Planners did not see the surge coming. */
function expectedOn(appetite: Appetite, day: Day): number {
  const units = appetiteOn(appetite, day)
  return isSurging(appetite.good, appetite.buyer.country, day) ? units / SURGE.factor : units
}

export { averageRate }
