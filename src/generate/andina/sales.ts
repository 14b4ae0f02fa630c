import { type ColumnTable, days, decimals, GrowingColumns, words } from '../../core/base/column-table.js'
import { type Day, monthOf, weekdayOf } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { countAround, Stream, spreadFactor } from '../dice.js'
import { type Appetite, appetiteOn, isSurging, type Shelf, SURGE } from './demand.js'
import { GOODS } from './goods.js'
import { currencyFor, type Pricer, unitPrice } from './money.js'
import { BUYERS, CENTRES, companyOf, STORES } from './places.js'
import { type Stockouts, shelfIsEmpty } from './stockouts.js'
import { FIRST_DAY, HISTORY_DAYS, PLAN_DAY } from './timeline.js'

/** Money of a sale keeps cents, or whole pesos times a hundred. */
export const MONEY_SCALE = 2
const PRICE_TO_CENTS = 10_000

/**
 * Columns of sell-in, row by row: day, good, centre, buyer, units; gross and net of invoice discounts in hundredths of
 * the seller's currency, as its books have them; gross in hundredths of the buyer's.
 */
export interface SellIn {
  readonly columns: GrowingColumns
  readonly returns: GrowingColumns
}

export function sellIn(random: Random, appetites: readonly Appetite[], stockouts: Stockouts, pricer: Pricer): SellIn {
  const till = openTill(pricer)
  const returns = openTill(pricer)
  for (const appetite of appetites) orderThroughHistory(random, appetite, stockouts, till.ring, returns.ring)
  return { columns: till.columns, returns: returns.columns }
}

type Ring = (appetite: Appetite, day: Day, units: number) => void

/** Rows as they are invoiced: rounded to cents, or to whole Chilean pesos. */
function openTill(pricer: Pricer): { columns: GrowingColumns; ring: Ring } {
  const columns = new GrowingColumns(8, 1 << 16)
  return {
    columns,
    ring({ good, buyer, buyerIndex, centre }, day, units) {
      const { gross, onInvoice } = pricer(good, buyer, buyerIndex, monthOf(day))
      const cents = currencyFor(companyOf(buyer.country)) === 'CLP' ? 100 : 1
      const rounded = (rate: number): number => Math.round((units * rate) / PRICE_TO_CENTS / cents) * cents
      const billed = Math.round((units * unitPrice(good, buyer, day)) / PRICE_TO_CENTS)
      const amount = rounded(gross)
      columns.push(day, good.index, centre, buyerIndex, units, amount, amount - rounded(onInvoice), billed)
    },
  }
}

/** Days between two orders of a buyer: what sells fast is ordered twice a week, what sells slowly every fortnight. */
const orderGap = (share: number): number => (share > 0.024 ? 3.5 : share > 0.008 ? 7 : 14)

/**
 * A buyer orders on fixed weekdays what its shoppers took since, in whole cases. What the centre cannot ship is lost
 * with the demand behind it: sales do not show what was wanted.
 */
function orderThroughHistory(
  random: Random,
  appetite: Appetite,
  stockouts: Stockouts,
  sell: Ring,
  takeBack: Ring,
): void {
  const { good, buyer, key, centre } = appetite
  const ordersOn = orderDays(random, appetite)
  const returned = new Set<Day>()
  let wanted = 0
  for (let day = FIRST_DAY; day < PLAN_DAY; day++) {
    wanted += appetiteOn(appetite, day)
    if (!ordersOn(day)) continue
    if (stockouts.isOut(good.index, centre, day)) {
      wanted *= 0.25
      continue
    }
    const spread = isSurging(good, buyer.country, day) ? 0.05 : 0.22
    const noisy = wanted * spreadFactor(random, Stream.OrderSize, key, day, spread)
    const units = Math.round(noisy / good.family.caseUnits) * good.family.caseUnits
    if (units <= 0) continue
    wanted = Math.max(0, (wanted - units) * 0.5)
    sell(appetite, day, units)
    const back = returnOf(random, appetite, day, units)
    if (back === null || returned.has(back.day)) continue
    returned.add(back.day)
    takeBack(appetite, back.day, back.units)
  }
}

function orderDays(random: Random, { good, key }: Appetite): (day: Day) => boolean {
  const gap = orderGap(good.share)
  const firstWeekday = 1 + Math.floor(random.at(Stream.OrderDay, key, 0) * 5)
  const secondWeekday = ((firstWeekday + 2) % 5) + 1
  const parity = random.at(Stream.OrderDay, key, 1) < 0.5 ? 0 : 1
  return (day) => {
    const weekday = weekdayOf(day)
    if (weekday === secondWeekday) return gap < 7
    return weekday === firstWeekday && (gap < 14 || Math.floor((day - FIRST_DAY) / 7) % 2 === parity)
  }
}

const SATURDAY = 6

/** One delivery in fifty comes back in part, damaged or refused. Centres take goods back on Saturdays, when nothing leaves. */
function returnOf(
  random: Random,
  { key, good }: Appetite,
  day: Day,
  units: number,
): { day: Day; units: number } | null {
  const { caseUnits } = good.family
  if (random.at(Stream.Return, key, day) >= 0.02 || units < caseUnits * 4) return null
  const week = random.at(Stream.Return, key, day + 100_000) < 0.5 ? 7 : 14
  const returnDay = day + week + SATURDAY - weekdayOf(day)
  if (returnDay >= PLAN_DAY) return null
  return { day: returnDay, units: Math.max(caseUnits, Math.round((units * 0.12) / caseUnits) * caseUnits) }
}

const sellInTable = (part: string, columns: GrowingColumns, kind: string | null): ColumnTable => {
  const buyers = columns.whole(3)
  const currencies = [...new Set(BUYERS.map(({ country }) => currencyFor(companyOf(country))))]
  const currencyOfBuyer = BUYERS.map(({ country }) => currencies.indexOf(currencyFor(companyOf(country))))
  return {
    name: 'sales',
    part,
    count: columns.count,
    columns: [
      days('date', columns.whole(0)),
      words(
        'product_id',
        GOODS.map(({ id }) => id),
        columns.whole(1),
      ),
      words(
        'location_id',
        CENTRES.map(({ id }) => id),
        columns.whole(2),
      ),
      words(
        'customer_id',
        BUYERS.map(({ id }) => id),
        buyers,
      ),
      decimals('units', 0, columns.column(4)),
      decimals('gross_amount', MONEY_SCALE, columns.column(5)),
      decimals('net_amount', MONEY_SCALE, columns.column(6)),
      words(
        'currency',
        currencies,
        buyers.map((buyer) => currencyOfBuyer[buyer]!),
      ),
      ...(kind === null ? [] : [words('kind', [kind], new Int32Array(columns.count))]),
    ],
  }
}

export const sellInTables = ({ columns, returns }: SellIn): ColumnTable[] => [
  sellInTable('sell-in', columns, null),
  sellInTable('returns', returns, 'return'),
]

/** Two years of tills at the watched stores; an empty shelf sells nothing, whatever was wanted. */
export function sellOutTable(random: Random, shelves: readonly Shelf[]): ColumnTable {
  const columns = new GrowingColumns(4, 1 << 18)
  for (const shelf of shelves)
    for (let at = 0; at < HISTORY_DAYS; at++) {
      if (shelfIsEmpty(random, shelf.key, at)) continue
      const surge = isSurging(shelf.good, shelf.store.buyer.country, FIRST_DAY + at) ? SURGE.factor : 1
      const mean = shelf.rate * shelf.season[at]! * (shelf.promotion?.[at] ?? 1) * surge
      const units = countAround(random, Stream.SellOut, shelf.key, at, mean)
      if (units > 0) columns.push(FIRST_DAY + at, shelf.good.index, shelf.storeIndex, units)
    }
  const stores = columns.whole(2)
  return {
    name: 'sales',
    part: 'sell-out',
    count: columns.count,
    columns: [
      days('date', columns.whole(0)),
      words(
        'product_id',
        GOODS.map(({ id }) => id),
        columns.whole(1),
      ),
      words(
        'location_id',
        STORES.map(({ id }) => id),
        stores,
      ),
      words(
        'customer_id',
        BUYERS.map(({ id }) => id),
        stores.map((store) => BUYERS.indexOf(STORES[store]!.buyer)),
      ),
      words('flow', ['SELL_OUT'], new Int32Array(columns.count)),
      decimals('units', 0, columns.column(3)),
    ],
  }
}
