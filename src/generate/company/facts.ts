import { type ColumnTable, days, decimals, EMPTY_DAY, words } from '../../core/base/column-table.js'
import { type Day, firstDayOfMonth, monthOf, weekdayOf } from '../../core/base/day.js'
import { countAround, Stream, spreadFactor } from '../dice.js'
import { type Layout, type Place, seasonOf, weeklyThroughput } from './layout.js'
import { EXCESS_COVER_DAYS, EXPIRY, LATE_ORDER, OBSOLETE, type Plant, SURGE } from './troubles.js'

/** A shop week, Monday to Sunday. */
const WEEKDAY = [0.9, 0.9, 0.92, 0.95, 1.1, 1.25, 0.98]
const NOISE = 0.08
/** Monthly sales end with May. */
const DAYS_OF_LAST_MONTH = 31

type PlaceKind = Place['kind']

interface Periods {
  /** First day of each, and how many weeks of demand it holds. */
  readonly start: Int32Array
  readonly weeks: Float64Array
}

function periodsOf({ grain, planDay, size }: Layout): Periods {
  if (grain === 'M') {
    const count = Math.max(1, Math.round(size.weeks / 4.348))
    const start = Int32Array.from({ length: count }, (_, at) => firstDayOfMonth(monthOf(planDay) - count + at))
    return { start, weeks: Float64Array.from(start, (day) => (firstDayOfMonth(monthOf(day) + 1) - day) / 7) }
  }
  const length = grain === 'W' ? 7 : 1
  const count = (size.weeks * 7) / length
  const start = Int32Array.from({ length: count }, (_, at) => planDay - size.weeks * 7 + at * length)
  return { start, weeks: Float64Array.from(start, (day) => (grain === 'W' ? 1 : WEEKDAY[weekdayOf(day) - 1]! / 7)) }
}

type Visit = (period: number, article: number, place: number, buyer: number, units: number) => void

/** Every sale there is, article by article. Draws are by counter, so that two visits see the same sales. */
function visitSales(layout: Layout, planted: readonly Plant[], periods: Periods, visit: Visit): void {
  const { random, articles, places, planDay } = layout
  const count = periods.start.length
  const season = new Float64Array(count)
  const surging = new Map(
    planted.filter(({ kind }) => kind === 'demand_deviation').map((plant) => [plant.article, plant.place]),
  )
  const surgeFrom = planDay - (layout.grain === 'M' ? DAYS_OF_LAST_MONTH : SURGE.days)
  let row = 0
  articles.forEach((article, at) => {
    for (let period = 0; period < count; period++)
      season[period] = seasonOf(article.family, periods.start[period]!) * periods.weeks[period]! * article.weekly
    places.forEach((place, placeAt) => {
      const sellers = place.kind === 'store' ? 1 : place.buyers.length
      for (let seller = 0; seller < sellers; seller++, row++) {
        const buyer = place.kind === 'store' ? -1 : place.buyers[seller]!
        const surges = surging.get(at) === placeAt
        for (let period = 0; period < count; period++) {
          let mean = season[period]! * place.appetite
          if (surges && periods.start[period]! >= surgeFrom) mean *= SURGE.factor
          if (mean >= 12) mean *= spreadFactor(random, Stream.OrderSize, row, period, NOISE)
          const units = countAround(random, Stream.SellOut, row, period, mean)
          if (units > 0) visit(period, at, placeAt, buyer, units)
        }
      }
    })
  })
}

/** Sales of the whole history: one row a day, week or month in which anything sold. */
export function salesTable(layout: Layout, planted: readonly Plant[], withMoney: boolean): ColumnTable {
  const periods = periodsOf(layout)
  let count = 0
  visitSales(layout, planted, periods, () => {
    count++
  })
  const date = new Int32Array(count)
  const product = new Int32Array(count)
  const location = new Int32Array(count)
  const customer = new Int32Array(count)
  const units = new Int32Array(count)
  let at = 0
  visitSales(layout, planted, periods, (period, article, place, buyer, sold) => {
    date[at] = periods.start[period]!
    product[at] = article
    location[at] = place
    customer[at] = buyer
    units[at] = sold
    at++
  })
  const { articles, places, buyers, grain } = layout
  return {
    name: 'sales',
    count,
    columns: [
      days('date', date),
      words(
        'product_id',
        articles.map(({ id }) => id),
        product,
      ),
      words(
        'location_id',
        places.map(({ id }) => id),
        location,
      ),
      words('customer_id', buyers, customer),
      decimals('units', 0, units),
      ...(withMoney
        ? [
            decimals(
              'net_amount',
              2,
              Float64Array.from(units, (sold, row) => sold * articles[product[row]!]!.price),
            ),
          ]
        : []),
      ...(grain === 'D' ? [] : [words('period', [grain], new Int32Array(count))]),
    ],
  }
}

/** Days of demand kept against surprise by kind of place, and what lies there on top: part of an order. */
export const SAFETY_DAYS: Readonly<Record<PlaceKind, number>> = { store: 8, dc: 12, plant: 10 }
const ORDERED_DAYS: Readonly<Record<PlaceKind, number>> = { store: 6, dc: 8, plant: 12 }

/** Slow sellers come in lumps: two standard deviations over the mean. */
const coverUnits = (daily: number, days: number): number => Math.ceil(daily * days + 2 * Math.sqrt(daily * days))

/** Stock of the evening before the plan day: enough everywhere, but where trouble is planted. */
export function stockTable(layout: Layout, planted: readonly Plant[]): ColumnTable {
  const { articles, places, planDay } = layout
  const count = articles.length * places.length
  const product = new Int32Array(count)
  const location = new Int32Array(count)
  const units = new Int32Array(count)
  const expiry = new Int32Array(count).fill(EMPTY_DAY)
  const byArticle = new Map(planted.map((plant) => [plant.article, plant]))
  let row = 0
  articles.forEach((article, at) => {
    const through = weeklyThroughput(layout, article)
    const season = seasonOf(article.family, planDay + 14)
    const plant = byArticle.get(at)
    places.forEach((place, placeAt) => {
      const daily = (through[placeAt]! / 7) * season
      product[row] = at
      location[row] = placeAt
      units[row] = unitsHere(
        place.kind,
        daily,
        plant !== undefined && plant.place === placeAt ? plant : null,
        plant ?? null,
      )
      if (article.shelfLifeDays !== null)
        expiry[row] =
          planDay +
          (plant?.kind === 'expiry' && plant.place === placeAt
            ? EXPIRY.lifeDays
            : Math.round(article.shelfLifeDays * 0.8))
      row++
    })
  })
  return stockColumns(layout, { product, location, units, expiry })
}

function unitsHere(kind: PlaceKind, daily: number, here: Plant | null, anywhere: Plant | null): number {
  const calm = coverUnits(daily, SAFETY_DAYS[kind] + ORDERED_DAYS[kind])
  if (anywhere?.kind === 'late_supply' && kind !== 'store') return Math.round(daily * 2)
  switch (here?.kind) {
    case 'shortage':
      return Math.round(daily)
    case 'excess':
      return Math.round(daily * EXCESS_COVER_DAYS)
    case 'late_order':
      return calm + Math.round(daily * 7 * LATE_ORDER.weeksOrdered)
    case 'expiry':
      return Math.round(daily * EXPIRY.coverDays)
    case 'obsolete':
      return Math.round(daily * OBSOLETE.coverDays)
    case 'demand_deviation':
      return calm * SURGE.factor
    default:
      return calm
  }
}

interface StockColumns {
  product: Int32Array
  location: Int32Array
  units: Int32Array
  expiry: Int32Array
}

function stockColumns(
  { articles, places, planDay }: Layout,
  { product, location, units, expiry }: StockColumns,
): ColumnTable {
  const perishable = expiry.some((day) => day !== EMPTY_DAY)
  const evening: Day = planDay - 1
  return {
    name: 'stock',
    count: product.length,
    columns: [
      days('date', new Int32Array(product.length).fill(evening)),
      words(
        'product_id',
        articles.map(({ id }) => id),
        product,
      ),
      words(
        'location_id',
        places.map(({ id }) => id),
        location,
      ),
      decimals('on_hand_units', 0, units),
      ...(perishable
        ? [
            words(
              'lot',
              ['L1'],
              expiry.map((day) => (day === EMPTY_DAY ? -1 : 0)),
            ),
            days('expiry_date', expiry),
          ]
        : []),
    ],
  }
}

const MAX_POLICIES = 200_000

/** Safety stock by product and place, where there are not too many of them to be read one by one. */
export function policiesTable(layout: Layout, planted: readonly Plant[]): ColumnTable | null {
  const { articles, places, planDay } = layout
  const count = articles.length * places.length
  if (count > MAX_POLICIES) return null
  // What ends is sold out, not kept.
  const ending = new Set(planted.filter(({ kind }) => kind === 'obsolete').map(({ article }) => article))
  const product = new Int32Array(count)
  const location = new Int32Array(count)
  const units = new Int32Array(count)
  let row = 0
  articles.forEach((article, at) => {
    const through = weeklyThroughput(layout, article)
    const season = seasonOf(article.family, planDay + 14)
    places.forEach((place, placeAt) => {
      product[row] = at
      location[row] = placeAt
      units[row] = ending.has(at) ? 0 : Math.round((through[placeAt]! / 7) * season * SAFETY_DAYS[place.kind])
      row++
    })
  })
  return {
    name: 'policies',
    count,
    columns: [
      words(
        'product_id',
        articles.map(({ id }) => id),
        product,
      ),
      words(
        'location_id',
        places.map(({ id }) => id),
        location,
      ),
      decimals('safety_stock_units', 0, units),
    ],
  }
}
