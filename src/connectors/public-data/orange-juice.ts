/**
 * Dominick's orange juice as a company folder: 83 stores of a Chicago grocer, 11 items, weekly units, shelf price, unit
 * cost and deals. What is assumed beyond that stands in examples/orange-juice/README.md.
 */
import { type ColumnTable, tableOfRows } from '../../core/base/column-table.js'
import { type Day, firstDayOfMonth, formatDay, monthOf, parseDay } from '../../core/base/day.js'
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
import { dealEvents } from './deal-events.js'
import { type PublicTable, readPublicTable } from './public-table.js'
import { networkTables } from './retail-network.js'

const CURRENCY = 'USD'
const COUNTRY = 'US'
const CENTRE = 'DC-CHICAGO'
const WEEK = 7
/** Weeks that say what a store sells lately. */
const LATELY_WEEKS = 8

interface Week {
  readonly store: string
  readonly product: string
  readonly start: Day
  readonly units: number
  /** Whole 10^-4 dollars. */
  readonly price: number
  readonly cost: number
  readonly deal: boolean
}

interface Brand {
  readonly id: string
  readonly name: string
  readonly supplier: string
  readonly family: string
}

/** @throws Refusal `adapt.*` when a file or column is missing, or a cell is not what it should be. */
export function adaptOrangeJuice(folder: string, options: AdaptOptions = {}): AdaptedCompany {
  const { weeks, brands, stores } = choose(readPublicTable(folder, 'oj_tidy'), options)
  const planDay = weeks.reduce((last, week) => Math.max(last, week.start), 0) + WEEK
  const suppliers = new Map([...brands.values()].map(({ supplier }) => [supplier, idOf('V', supplier)]))
  const tables: ColumnTable[] = [
    tableOfRows(
      'products',
      [...brands.values()].map(({ id, name, supplier, family }) => ({
        product_id: id,
        family,
        name,
        category: 'Refrigerated orange juice',
        brand: supplier,
        uom: 'unit',
        core: 'true',
      })),
    ),
    ...networkTables({
      company: 'DOMINICKS',
      name: "Dominick's Finer Foods",
      country: COUNTRY,
      currency: CURRENCY,
      planDay,
      centres: [{ id: CENTRE, region: 'Chicago' }],
      stores: storesOf(stores, demographicsOf(folder)),
      suppliers: [...suppliers].map(([name, id]) => ({ id, name })),
      supplierOf: new Map([...brands.values()].map(({ id, supplier }) => [id, suppliers.get(supplier)!])),
      lately: latelySold(weeks, planDay),
    }),
    tableOfRows('prices', shelfPrices(weeks)),
    ...costTables(weeks, (product) => suppliers.get(brands.get(product)!.supplier)!),
    tableOfRows('promotions', promotionsOf(weeks, planDay)),
    salesTable(weeks, [...brands.keys()], stores),
  ]
  return { companyYaml: companyYaml(planDay), tables }
}

/** Facts start on Thursdays, as the chain's weeks did. */
const companyYaml = (planDay: Day): string => `name: Dominick's orange juice
baseCurrency: ${CURRENCY}
countries: [${COUNTRY}]
planDate: ${formatDay(planDay)}
weekStart: thursday
language: en
horizon: { days: 28, weeks: 13, months: 12 }
capitalCost: 0.1
`

function choose(table: PublicTable, options: AdaptOptions) {
  const all = readWeeks(table)
  const stores = firstOf([...new Set(all.weeks.map(({ store }) => store))].sort(), options.stores)
  const sold = new Map<string, number>()
  for (const { product, units } of all.weeks) sold.set(product, (sold.get(product) ?? 0) + units)
  const ranked = [...sold].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([product]) => product)
  const products = new Set(firstOf(ranked, options.products))
  const held = new Set(stores)
  const last = all.weeks.reduce((day, { start }) => Math.max(day, start), 0)
  const since = options.months === undefined ? 0 : firstDayOfMonth(monthOf(last) - options.months + 1)
  return {
    stores,
    brands: new Map([...all.brands].filter(([id]) => products.has(id)).sort(([a], [b]) => (a < b ? -1 : 1))),
    weeks: all.weeks.filter(({ store, product, start }) => held.has(store) && products.has(product) && start >= since),
  }
}

function readWeeks(table: PublicTable): { weeks: Week[]; brands: Map<string, Brand> } {
  const at = ['store', 'brand', 'sku', 'week_start', 'units', 'unit_price', 'unit_cost', 'deal'].map(table.column)
  const brands = new Map<string, Brand>()
  const weeks = table.rows.map((cells, index): Week => {
    const [store, brand, sku, start, units, price, cost, deal] = at.map((column) => cells[column] ?? '')
    const product = `OJ${brand!.padStart(2, '0')}`
    if (!brands.has(product)) brands.set(product, brandOf(product, sku!))
    const week = {
      store: `S${store!.padStart(3, '0')}`,
      product,
      start: parseDay(start!),
      units: parseScaled(units!, 0),
      price: parseScaled(price!, MONEY_SCALE),
      cost: parseScaled(cost!, MONEY_SCALE),
      deal: deal === '1',
    }
    const { start: day, units: sold, price: paid, cost: spent } = week
    if (day === null || sold === null || paid === null || spent === null)
      throw new Refusal('adapt.bad_row', { file: 'oj_tidy.csv', row: index + 2 })
    return { ...week, start: day, units: sold, price: paid, cost: spent }
  })
  return { weeks, brands }
}

const PREMIUM = ['Tropicana Premium 64oz', 'Tropicana Premium 96oz', "Florida's Natural 64oz"]

/** `Tropicana Premium 64oz` is made by Tropicana; the chain's own label is bottled for it. */
function brandOf(id: string, sku: string): Brand {
  const supplier = sku.replace(/ (Premium )?\d+oz$/, '')
  const family = supplier === 'Dominicks' ? 'own label' : PREMIUM.includes(sku) ? 'premium' : 'national'
  return { id, name: sku, supplier, family }
}

const idOf = (prefix: string, name: string): string =>
  `${prefix}-${name
    .toUpperCase()
    .replace(/'/g, '')
    .replace(/[^A-Z]+/g, '-')}`

/** What the store demographics say, kept as attributes of the location; nothing when the file is not there. */
function demographicsOf(folder: string): Map<string, Row> {
  let table: PublicTable
  try {
    table = readPublicTable(folder, 'storedemo')
  } catch (error) {
    if (error instanceof Refusal && error.code === 'adapt.file_missing') return new Map()
    throw error
  }
  const store = table.column('STORE')
  return new Map(
    table.rows.map((cells) => [
      `S${cells[store]!.padStart(3, '0')}`,
      Object.fromEntries(
        table.headers.flatMap((header, at) => (at === store ? [] : [[header.toLowerCase(), cells[at] ?? '']])),
      ),
    ]),
  )
}

const storesOf = (stores: readonly string[], demographics: ReadonlyMap<string, Row>) =>
  stores.map((id) => ({
    id,
    name: `Dominick's ${Number(id.slice(1))}`,
    centre: CENTRE,
    region: 'Chicago',
    attributes: demographics.get(id) ?? {},
  }))

/** By the median week: a deal just over says nothing about what a shelf holds. */
function latelySold(weeks: readonly Week[], planDay: Day): Map<string, Map<string, number>> {
  const sold = new Map<string, Map<string, number[]>>()
  for (const { store, product, start, units } of weeks) {
    if (start < planDay - LATELY_WEEKS * WEEK) continue
    const products = sold.get(store) ?? new Map<string, number[]>()
    sold.set(store, products)
    products.set(product, [...(products.get(product) ?? []), units])
  }
  const perDay = (units: readonly number[]): number => medianOf(units) / WEEK
  return new Map([...sold].map(([store, all]) => [store, new Map([...all].map(([id, units]) => [id, perDay(units)]))]))
}

/** A store's price is what it asks in weeks without a deal; each change of it is a row. */
function shelfPrices(weeks: readonly Week[]): Row[] {
  const rows: Row[] = []
  const standing = new Map<string, number>()
  for (const { store, product, start, price, deal } of byStart(weeks)) {
    const key = `${store} ${product}`
    if (standing.get(key) === price || (deal && standing.has(key))) continue
    standing.set(key, price)
    rows.push({
      product_id: product,
      valid_from: formatDay(start),
      amount: formatScaled(price, MONEY_SCALE),
      currency: CURRENCY,
      customer_id: shoppersOf(store),
    })
  }
  return rows
}

/** The chain's cost of a week is the median of its stores' costs; a supplier asks what was paid last. */
function costTables(weeks: readonly Week[], supplierOf: (product: string) => string): ColumnTable[] {
  const paid = new Map<string, number[]>()
  for (const { product, start, cost } of byStart(weeks)) {
    const key = `${product} ${start}`
    const costs = paid.get(key) ?? []
    paid.set(key, costs)
    costs.push(cost)
  }
  const rows = [...paid].map(([key, costs]) => {
    const [product, start] = key.split(' ')
    return {
      product_id: product!,
      valid_from: formatDay(Number(start)),
      amount: formatScaled(medianOf(costs), MONEY_SCALE),
      currency: CURRENCY,
    }
  })
  return [
    tableOfRows('costs', rows),
    tableOfRows(
      'purchase_prices',
      rows.map((row) => ({ supplier_id: supplierOf(row.product_id), ...row })),
    ),
  ]
}

function promotionsOf(weeks: readonly Week[], planDay: Day): Row[] {
  const products = new Map<string, Map<Day, { stores: number; units: number; dealPrices: number[] }>>()
  for (const { product, start, units, price, deal } of weeks) {
    const starts = products.get(product) ?? new Map<Day, { stores: number; units: number; dealPrices: number[] }>()
    products.set(product, starts)
    const week = starts.get(start) ?? { stores: 0, units: 0, dealPrices: [] }
    starts.set(start, week)
    week.stores += 1
    week.units += units
    if (deal) week.dealPrices.push(price)
  }
  return [...products].flatMap(([product, starts]) => dealEvents(product, COUNTRY, starts, planDay))
}

function salesTable(weeks: readonly Week[], products: readonly string[], stores: readonly string[]): ColumnTable {
  const sales = new StoreSales()
  const productAt = new Map(products.map((id, at) => [id, at]))
  const storeAt = new Map(stores.map((id, at) => [id, at]))
  for (const { store, product, start, units, price } of byStart(weeks))
    sales.add(start, productAt.get(product)!, storeAt.get(store)!, units, units * price)
  return sales.table(products, stores, CURRENCY, 'W')
}

const byStart = (weeks: readonly Week[]): Week[] => [...weeks].sort((a, b) => a.start - b.start)
