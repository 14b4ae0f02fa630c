/**
 * The M5 data (Walmart, California and Texas) as a company folder: monthly units of each item and store, shelf prices by
 * intervals. What is assumed beyond that stands in examples/m5/README.md.
 */
import { type ColumnTable, tableOfRows } from '../../core/base/column-table.js'
import { type Day, firstDayOfMonth, formatDay, parseDay, parseMonth } from '../../core/base/day.js'
import { formatScaled, parseScaled } from '../../core/base/decimal.js'
import { Refusal } from '../../core/base/refusal.js'
import {
  type AdaptedCompany,
  type AdaptOptions,
  firstOf,
  MONEY_SCALE,
  medianOf,
  type Row,
  StoreSales,
  shoppersOf,
} from './adapted-company.js'
import { type PublicTable, readPublicTable } from './public-table.js'
import { networkTables } from './retail-network.js'

const CURRENCY = 'USD'
const COUNTRY = 'US'
/** Of the newest shelf price: the set has no costs. */
const COST_SHARE = 0.75
/** Months of which the median says what a store sells lately. */
const LATELY_MONTHS = 3
const DAYS_OF_MONTH = 30
/** The first month of the set has three days; the plan would take it for a bad one. */
const FIRST_WHOLE_MONTH = '2011-02'

export const M5_DEFAULTS = { stores: 1, months: 27 } as const

interface Item {
  readonly id: string
  readonly department: string
  readonly category: string
}

/** What one store sold of one item, month by month. */
interface Series {
  readonly item: Item
  readonly store: string
  readonly state: string
  readonly units: readonly number[]
}

interface Chosen {
  readonly months: readonly number[]
  readonly series: readonly Series[]
  readonly stores: readonly string[]
  readonly items: ReadonlyMap<string, Item>
  readonly stateOf: ReadonlyMap<string, string>
}

/** @throws Refusal `adapt.*` when a file or column is missing, or a cell is not what it should be. */
export function adaptM5(folder: string, options: AdaptOptions = {}): AdaptedCompany {
  const chosen = choose(readPublicTable(folder, 'monthly_item_store_wide'), { ...M5_DEFAULTS, ...defined(options) })
  const { months, series, stores, items, stateOf } = chosen
  const planDay = firstDayOfMonth(months[months.length - 1]! + 1)
  const prices = readPrices(readPublicTable(folder, 'price_intervals'), new Set(stores), items)
  const states = [...new Set(stateOf.values())].sort()
  const departments = [...new Set([...items.values()].map(({ department }) => department))].sort()
  const launches = firstPriced(prices)
  const tables: ColumnTable[] = [
    tableOfRows(
      'products',
      [...items.values()].map(({ id, department, category }) => ({
        product_id: id,
        family: department,
        category,
        uom: 'unit',
        launch_date: launchOf(launches.get(id)),
      })),
    ),
    ...networkTables({
      company: 'WALMART',
      name: 'Walmart (M5)',
      country: COUNTRY,
      currency: CURRENCY,
      planDay,
      centres: states.map((state) => ({ id: `DC-${state}`, region: state })),
      stores: stores.map((id) => ({ id, name: id, centre: `DC-${stateOf.get(id)!}`, region: stateOf.get(id)! })),
      suppliers: departments.map((department) => ({ id: `V-${department}`, name: `Suppliers of ${department}` })),
      supplierOf: new Map([...items.values()].map(({ id, department }) => [id, `V-${department}`])),
      lately: latelySold(chosen),
    }),
    tableOfRows('prices', prices.map(priceRow)),
    ...costTables(prices, items, planDay),
    salesTable(series, months, [...items.keys()], stores, prices),
  ]
  return { companyYaml: companyYaml(planDay), tables }
}

const companyYaml = (planDay: Day): string => `name: Walmart stores of the M5 data
baseCurrency: ${CURRENCY}
countries: [${COUNTRY}]
planDate: ${formatDay(planDay)}
language: en
horizon: { days: 28, weeks: 13, months: 12 }
capitalCost: 0.1
`

const defined = (options: AdaptOptions): AdaptOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

function choose(table: PublicTable, options: AdaptOptions): Chosen {
  const all = table.headers.flatMap((header, at) => {
    const month = /^\d{4}-\d{2}$/.test(header) && header >= FIRST_WHOLE_MONTH ? parseMonth(header) : null
    return month === null ? [] : [{ month, at }]
  })
  const months = all.slice(-(options.months ?? all.length))
  if (months.length === 0)
    throw new Refusal('adapt.column_missing', { file: 'monthly_item_store_wide', column: '2011-02' })
  const store = table.column('store_id')
  const stores = firstOf([...new Set(table.rows.map((cells) => cells[store]!))].sort(), options.stores)
  const held = new Set(stores)
  const columns = ['item_id', 'dept_id', 'cat_id', 'store_id', 'state_id'].map(table.column)
  const series = table.rows.flatMap((cells, row): Series[] => {
    const [id, department, category, place, state] = columns.map((column) => cells[column] ?? '')
    if (!held.has(place!)) return []
    const units = months.map(({ at }) => unitsOf(cells[at] ?? '', row))
    return [{ item: { id: id!, department: department!, category: category! }, store: place!, state: state!, units }]
  })
  const items = largestItems(series, options.products)
  return {
    months: months.map(({ month }) => month),
    stores,
    items,
    series: series.filter(({ item }) => items.has(item.id)),
    stateOf: new Map(series.map(({ store: id, state }) => [id, state])),
  }
}

/** An item that a store did not have yet has no cell. */
function unitsOf(cell: string, row: number): number {
  const units = cell === '' ? 0 : parseScaled(cell, 0)
  if (units === null) throw new Refusal('adapt.bad_row', { file: 'monthly_item_store_wide.csv', row: row + 2 })
  return units
}

function largestItems(series: readonly Series[], count: number | undefined): Map<string, Item> {
  const sold = new Map<string, { item: Item; units: number }>()
  for (const { item, units } of series) {
    const sum = (sold.get(item.id)?.units ?? 0) + units.reduce((total, value) => total + value, 0)
    sold.set(item.id, { item, units: sum })
  }
  const ranked = [...sold.values()].sort((a, b) => b.units - a.units || (a.item.id < b.item.id ? -1 : 1))
  const kept = firstOf(ranked, count).map(({ item }) => item)
  return new Map(kept.sort((a, b) => (a.id < b.id ? -1 : 1)).map((item) => [item.id, item]))
}

interface StorePrice {
  readonly store: string
  readonly item: string
  readonly from: Day
  /** Whole 10^-4 dollars. */
  readonly amount: number
}

function readPrices(table: PublicTable, stores: ReadonlySet<string>, items: ReadonlyMap<string, Item>): StorePrice[] {
  const columns = ['store_id', 'item_id', 'valid_from', 'sell_price'].map(table.column)
  return table.rows.flatMap((cells, row): StorePrice[] => {
    const [store, item, from, price] = columns.map((column) => cells[column] ?? '')
    if (!stores.has(store!) || !items.has(item!)) return []
    const day = parseDay(from!)
    const amount = parseScaled(price!, MONEY_SCALE)
    if (day === null || amount === null)
      throw new Refusal('adapt.bad_row', { file: 'price_intervals.csv', row: row + 2 })
    return [{ store: store!, item: item!, from: day, amount }]
  })
}

const priceRow = ({ store, item, from, amount }: StorePrice): Row => ({
  product_id: item,
  valid_from: formatDay(from),
  amount: formatScaled(amount, MONEY_SCALE),
  currency: CURRENCY,
  customer_id: shoppersOf(store),
})

function firstPriced(prices: readonly StorePrice[]): Map<string, Day> {
  const first = new Map<string, Day>()
  for (const { item, from } of prices) first.set(item, Math.min(first.get(item) ?? from, from))
  return first
}

/** An item priced since the first week of the set was there before it. */
const launchOf = (day: Day | undefined): string =>
  day === undefined || day < parseDay(`${FIRST_WHOLE_MONTH}-01`)! ? '' : formatDay(day)

function latelySold({ series }: Chosen): Map<string, Map<string, number>> {
  const lately = new Map<string, Map<string, number>>()
  for (const { item, store, units } of series) {
    const perDay = medianOf(units.slice(-LATELY_MONTHS)) / DAYS_OF_MONTH
    if (perDay === 0) continue
    const products = lately.get(store) ?? new Map<string, number>()
    lately.set(store, products)
    products.set(item.id, perDay)
  }
  return lately
}

/** A share of the average of the stores' newest prices, in cents. */
function costTables(prices: readonly StorePrice[], items: ReadonlyMap<string, Item>, planDay: Day): ColumnTable[] {
  const newest = new Map<string, Map<string, StorePrice>>()
  for (const price of prices) {
    const stores = newest.get(price.item) ?? new Map<string, StorePrice>()
    newest.set(price.item, stores)
    if (price.from < planDay && price.from >= (stores.get(price.store)?.from ?? 0)) stores.set(price.store, price)
  }
  const since = formatDay(firstDayOfMonth(parseMonth(FIRST_WHOLE_MONTH)!))
  const rows = [...newest].map(([item, stores]) => {
    const amounts = [...stores.values()].map(({ amount }) => amount)
    const mean = amounts.reduce((sum, amount) => sum + amount, 0) / Math.max(1, amounts.length)
    const cents = Math.max(1, Math.round((mean * COST_SHARE) / 100))
    return { product_id: item, valid_from: since, amount: formatScaled(cents, 2), currency: CURRENCY }
  })
  return [
    tableOfRows('costs', rows),
    tableOfRows(
      'purchase_prices',
      rows.map((row) => ({ supplier_id: `V-${items.get(row.product_id)!.department}`, ...row })),
    ),
  ]
}

/** A month's money is its units at the price in force on its fifteenth; a month without units has no row. */
function salesTable(
  series: readonly Series[],
  months: readonly number[],
  products: readonly string[],
  stores: readonly string[],
  prices: readonly StorePrice[],
): ColumnTable {
  const sales = new StoreSales()
  const productAt = new Map(products.map((id, at) => [id, at]))
  const storeAt = new Map(stores.map((id, at) => [id, at]))
  const priceAt = priceFinder(prices)
  for (const { item, store, units } of series)
    for (const [at, month] of months.entries()) {
      if (units[at] === 0) continue
      const day = firstDayOfMonth(month)
      const price = priceAt(store, item.id, day + 14)
      sales.add(day, productAt.get(item.id)!, storeAt.get(store)!, units[at]!, units[at]! * price)
    }
  return sales.table(products, stores, CURRENCY, 'M')
}

/** The price in force on a day; before the first one, the first one. */
function priceFinder(prices: readonly StorePrice[]): (store: string, item: string, day: Day) => number {
  const intervals = new Map<string, StorePrice[]>()
  for (const price of prices) {
    const key = `${price.store} ${price.item}`
    const found = intervals.get(key) ?? []
    intervals.set(key, found)
    found.push(price)
  }
  for (const found of intervals.values()) found.sort((a, b) => b.from - a.from)
  return (store, item, day) => {
    const found = intervals.get(`${store} ${item}`) ?? []
    return (found.find(({ from }) => from <= day) ?? found[found.length - 1])?.amount ?? 0
  }
}
