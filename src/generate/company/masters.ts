import { type Cell, type ColumnTable, tableOfRows } from '../../core/base/column-table.js'
import { type Day, firstDayOfMonth, formatDay, formatMonth, monthOf } from '../../core/base/day.js'
import { type Article, COMPANY, COUNTRY, CURRENCY, type Layout, padded, seasonOf, weeklyThroughput } from './layout.js'
import { LATE_ORDER, LATE_SUPPLY, OBSOLETE, OVERLOAD_SHARE, type Plant, SHORTAGE_LEAD_DAYS } from './troubles.js'

type Rows = Record<string, Cell>[]

const VALID_FROM = '2023-01-01'
const SUPPLIER_LEAD_DAYS = 12
const SUPPLIER_COUNT = 5
const ARTICLES_PER_LINE = 40
const LINE_HOURS = 120
const LINE_LOAD = 0.5
const MATERIAL_LEAD_DAYS = 8
const MATERIAL_COVER_DAYS = 24

const dollars = (cents: number): number => cents / 100
const supplierOf = (article: number): string => `V-${padded((article % SUPPLIER_COUNT) + 1, 3)}`
const materialOf = (family: number): string => `M-${padded(family + 1, 4)}`
const endsOn = (layout: Layout, planted: readonly Plant[], article: number): string | null =>
  planted.some((plant) => plant.kind === 'obsolete' && plant.article === article)
    ? formatDay(layout.planDay + OBSOLETE.endsInDays)
    : null

/** The tables without which there is no plan: articles, places, how they are joined, prices and costs. */
export function coreTables(layout: Layout, planted: readonly Plant[]): ColumnTable[] {
  const { articles, places, buyers } = layout
  const products: Rows = articles.map((article, at) => ({
    product_id: article.id,
    family: `F-${padded(article.family + 1, 4)}`,
    category: `K-${(article.family % 6) + 1}`,
    shelf_life_days: article.shelfLifeDays,
    end_date: endsOn(layout, planted, at),
  }))
  const locations: Rows = places.map(({ id, kind }) => ({
    location_id: id,
    kind,
    country: COUNTRY,
    company_id: COMPANY,
  }))
  const customers: Rows = buyers.map((id, at) => ({
    id,
    name: id,
    channel: at % 3 === 0 ? 'wholesale' : 'modern',
    country: COUNTRY,
    currency: CURRENCY,
    company_id: COMPANY,
    payment_terms_days: at % 2 === 0 ? 30 : 60,
    unfilled: 'cancel',
  }))
  return [
    tableOfRows('companies', [
      { company_id: COMPANY, name: 'Generated', country: COUNTRY, functional_currency: CURRENCY },
    ]),
    tableOfRows('products', products),
    tableOfRows('locations', locations),
    tableOfRows('customers', customers),
    tableOfRows(
      'suppliers',
      Array.from({ length: SUPPLIER_COUNT }, (_, at) => ({
        id: `V-${padded(at + 1, 3)}`,
        country: COUNTRY,
        currency: CURRENCY,
        payment_terms_days: 45,
      })),
    ),
    tableOfRows('lanes', laneRows(layout, planted)),
    tableOfRows(
      'prices',
      articles.map(({ id, price }) => ({
        product_id: id,
        valid_from: VALID_FROM,
        amount: dollars(price),
        currency: CURRENCY,
      })),
    ),
    tableOfRows(
      'costs',
      articles.map(({ id, cost }) => ({
        product_id: id,
        valid_from: VALID_FROM,
        amount: dollars(cost),
        currency: CURRENCY,
      })),
    ),
  ]
}

function laneRows({ articles, places }: Layout, planted: readonly Plant[]): Rows {
  const rows: Rows = places.flatMap(({ id, from, leadDays }) =>
    from < 0 ? [] : [{ from: places[from]!.id, to: id, lead_time_days: leadDays, use: 'source' }],
  )
  const first = places[0]!.id
  articles.forEach(({ id, made }, at) => {
    if (!made || places[0]!.kind !== 'plant')
      rows.push({
        from: supplierOf(at),
        to: first,
        lead_time_days: supplyLead(planted, at),
        use: 'source',
        product_id: id,
      })
  })
  for (const { kind, article, place } of planted)
    if (kind === 'shortage' && places[place]!.from >= 0)
      rows.push({
        from: places[places[place]!.from]!.id,
        to: places[place]!.id,
        lead_time_days: SHORTAGE_LEAD_DAYS,
        use: 'source',
        product_id: articles[article]!.id,
      })
  return rows
}

const supplyLead = (planted: readonly Plant[], article: number): number => {
  const kind = planted.find((plant) => plant.article === article)?.kind
  return kind === 'late_supply'
    ? LATE_SUPPLY.promisedInDays + 10
    : kind === 'shortage'
      ? SHORTAGE_LEAD_DAYS
      : SUPPLIER_LEAD_DAYS
}

/** Recipes, lines, orders, plans, budget and terms: what a whole company has beside its core. */
export function furtherTables(layout: Layout, planted: readonly Plant[]): ColumnTable[] {
  return [
    ...makingTables(layout, planted),
    tableOfRows('purchase_prices', purchaseRows(layout)),
    tableOfRows(
      'trade_terms',
      layout.buyers.map((id) => ({ customer_id: id, kind: 'rebate', value: 0.04, valid_from: VALID_FROM })),
    ),
    tableOfRows('taxes', [{ country: COUNTRY, kind: 'vat', rate: 0.15, valid_from: VALID_FROM }]),
    tableOfRows('opex', opexRows(layout)),
    ...orderTables(layout, planted),
    tableOfRows('plans', planRows(layout, planted)),
  ].filter((table) => table.count > 0)
}

/** Lines run at half their hours; an overloaded article has a line of its own, asked for twice what it has. */
function makingTables(layout: Layout, planted: readonly Plant[]): ColumnTable[] {
  const { articles, places, familyCount } = layout
  if (places[0]!.kind !== 'plant') return []
  const plant = places[0]!.id
  const made = articles.flatMap((article, at) => (article.made ? [at] : []))
  const overloaded = new Map(planted.filter(({ kind }) => kind === 'overload').map((each) => [each.article, each]))
  const shared = made.filter((at) => !overloaded.has(at))
  const resources: Rows = []
  const routings: Rows = []
  const addLine = (id: string, members: readonly number[], load: number): void => {
    if (members.length === 0) return
    const weekly = members.reduce((sum, at) => sum + weeklyThroughput(layout, articles[at]!)[0]!, 0)
    resources.push({ resource_id: id, location_id: plant, hours_per_week: LINE_HOURS })
    const hours = Math.max(1e-6, Math.round((LINE_HOURS * load * 1e6) / weekly) / 1e6)
    for (const at of members) routings.push({ product_id: articles[at]!.id, resource_id: id, hours_per_unit: hours })
  }
  for (let start = 0, line = 1; start < shared.length; start += ARTICLES_PER_LINE, line++)
    addLine(`LINE-${padded(line, 4)}`, shared.slice(start, start + ARTICLES_PER_LINE), LINE_LOAD)
  for (const [at, { tag }] of overloaded) addLine(tag, [at], OVERLOAD_SHARE)
  const recipes: Rows = made.map((at) => ({
    product_id: articles[at]!.id,
    location_id: plant,
    component_id: materialOf(articles[at]!.family),
    quantity_per: 0.25,
    yield: 0.98,
  }))
  return [
    tableOfRows('resources', resources),
    tableOfRows('routings', routings),
    tableOfRows('recipes', recipes),
    ...materialTables(layout, familyCount),
  ]
}

/** One material a family, with stock and a lane of its own; parts of the tables that the core has begun. */
function materialTables(layout: Layout, familyCount: number): ColumnTable[] {
  const { articles, places, planDay } = layout
  const plant = places[0]!.id
  const daily = new Float64Array(familyCount)
  for (const article of articles)
    if (article.made)
      daily[article.family]! +=
        ((weeklyThroughput(layout, article)[0]! / 7) * seasonOf(article.family, planDay) * 0.25) / 0.98
  const used = Array.from(daily.keys()).filter((family) => daily[family]! > 0)
  const tables: [string, (family: number) => Record<string, Cell>][] = [
    [
      'products',
      (family) => ({ product_id: materialOf(family), family: 'Materials', category: 'Materials', uom: 'kg' }),
    ],
    [
      'lanes',
      (family) => ({
        from: supplierOf(family),
        to: plant,
        lead_time_days: MATERIAL_LEAD_DAYS,
        use: 'source',
        product_id: materialOf(family),
      }),
    ],
    [
      'costs',
      (family) => ({ product_id: materialOf(family), valid_from: VALID_FROM, amount: 1.2, currency: CURRENCY }),
    ],
    [
      'stock',
      (family) => ({
        date: formatDay(planDay - 1),
        product_id: materialOf(family),
        location_id: plant,
        on_hand_units: Math.ceil(daily[family]! * MATERIAL_COVER_DAYS),
      }),
    ],
  ]
  return tables.map(([name, row]) => ({ ...tableOfRows(name, used.map(row)), part: 'materials' }))
}

const purchaseRows = ({ articles, places }: Layout): Rows =>
  articles.flatMap(({ id, made, cost }, at) =>
    made && places[0]!.kind === 'plant'
      ? []
      : [
          {
            supplier_id: supplierOf(at),
            product_id: id,
            valid_from: VALID_FROM,
            amount: dollars(cost),
            currency: CURRENCY,
          },
        ],
  )

function opexRows(layout: Layout): Rows {
  const { articles, planDay } = layout
  const weeklySales = articles.reduce((sum, article) => sum + weeklyThroughput(layout, article)[0]! * article.price, 0)
  const monthly = Math.round((weeklySales * 4.3 * 0.15) / 100)
  const month = monthOf(planDay)
  return Array.from({ length: 26 }, (_, at) => ({
    month: formatMonth(month + at),
    line: 'administration',
    amount: monthly,
    currency: CURRENCY,
    company_id: COMPANY,
  }))
}

function orderTables(layout: Layout, planted: readonly Plant[]): ColumnTable[] {
  const { articles, places, buyers, planDay } = layout
  const orders: Rows = []
  const supplyOrders: Rows = []
  for (const { kind, article, place, weekly, tag } of planted) {
    const { id } = articles[article]!
    if (kind === 'late_order') {
      const due = formatDay(planDay - LATE_ORDER.dueDaysAgo)
      orders.push({
        order_id: tag,
        line: 1,
        product_id: id,
        customer_id: buyers[places[place]!.buyers[0]!]!,
        ordered_units: Math.round(weekly * LATE_ORDER.weeksOrdered),
        order_date: formatDay(planDay - LATE_ORDER.dueDaysAgo - 4),
        ship_from: places[place]!.id,
        requested_date: due,
        promised_date: due,
        shipped_units: 0,
      })
    }
    if (kind === 'late_supply')
      supplyOrders.push({
        order_id: tag,
        product_id: id,
        to: places[place]!.id,
        kind: 'purchase',
        ordered_units: Math.round(weekly * LATE_SUPPLY.weeksOrdered),
        due_date: formatDay(planDay - LATE_SUPPLY.dueDaysAgo),
        from: supplierOf(article),
        promised_date: formatDay(planDay + LATE_SUPPLY.promisedInDays),
        received_units: 0,
        company_id: COMPANY,
      })
  }
  return [tableOfRows('orders', orders), tableOfRows('supply_orders', supplyOrders)]
}

const ALL_PLANS_BELOW_ROWS = 4_000
const FROZEN_WEEKS = 4

/** Frozen weeks that expected what was usual: of everything in a small company, of what surged in a large one. */
function planRows(layout: Layout, planted: readonly Plant[]): Rows {
  const { articles, places, buyers, planDay } = layout
  const surged = new Set(planted.filter(({ kind }) => kind === 'demand_deviation').map(({ article }) => article))
  const everything = articles.length * places.length <= ALL_PLANS_BELOW_ROWS
  const rows: Rows = []
  articles.forEach((article, at) => {
    if (!everything && !surged.has(at)) return
    for (let start = planDay - 7 * FROZEN_WEEKS; start < planDay; start += 7)
      for (const place of places)
        for (let seller = 0; seller < (place.kind === 'store' ? 1 : place.buyers.length); seller++)
          rows.push(
            frozenWeek(
              article,
              place.id,
              place.kind === 'store' ? null : buyers[place.buyers[seller]!]!,
              place.appetite,
              start,
            ),
          )
  })
  return rows
}

const frozenWeek = (
  article: Article,
  location: string,
  customer: string | null,
  appetite: number,
  start: Day,
): Record<string, Cell> => ({
  snapshot_id: `W-${formatDay(start)}`,
  stream: 'frozen',
  frozen_at: formatDay(start),
  flow: 'SELL_IN',
  product_id: article.id,
  location_id: location,
  customer_id: customer,
  period_start: formatDay(start),
  period_end: formatDay(start + 6),
  units: Math.round(article.weekly * appetite * seasonOf(article.family, start)),
})

/** What the closed months sold, for the books; only where sales are dated by the day. */
export function ledgerTable(layout: Layout, sales: ColumnTable): ColumnTable {
  const date = sales.columns[0]!
  const amount = sales.columns.find(({ name }) => name === 'net_amount')
  if (date.kind !== 'days' || amount?.kind !== 'decimals') return tableOfRows('ledger', [])
  const first = monthOf(layout.planDay - layout.size.weeks * 7) + 1
  const count = Math.max(0, monthOf(layout.planDay) - first)
  const sums = new Float64Array(count)
  const monthStarts = Array.from({ length: count + 1 }, (_, at) => firstDayOfMonth(first + at))
  for (let row = 0; row < sales.count; row++) {
    const day = date.values[row]!
    if (day < monthStarts[0]! || day >= monthStarts[count]!) continue
    sums[monthOf(day) - first]! += amount.values[row]!
  }
  return tableOfRows(
    'ledger',
    Array.from(sums, (cents, at) => ({
      company_id: COMPANY,
      month: formatMonth(first + at),
      line: 'net_sales',
      amount: dollars(cents),
      currency: CURRENCY,
    })),
  )
}
