import { type ColumnTable, days, decimals, GrowingColumns, words } from '../../core/base/column-table.js'
import { monthOf, weekdayOf } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { countAround, Stream, spreadFactor } from '../dice.js'
import { type Appetite, appetiteOn, isSurging, type Shelf, SURGE } from './demand.js'
import { GOODS } from './goods.js'
import { termShare, unitPrice } from './money.js'
import { BUYERS, CENTRES, COUNTRIES, countryOf, STORES } from './places.js'
import { type Stockouts, shelfIsEmpty } from './stockouts.js'
import { FIRST_DAY, HISTORY_DAYS, PLAN_DAY } from './timeline.js'

/** Money of a sale keeps cents, or whole pesos times a hundred. */
export const MONEY_SCALE = 2
const PRICE_TO_CENTS = 10_000

/** Columns of sell-in, row by row: day, good, centre, buyer, units, gross and net in hundredths. */
export interface SellIn {
  readonly columns: GrowingColumns
  readonly returns: GrowingColumns
}

export function sellIn(random: Random, appetites: readonly Appetite[], stockouts: Stockouts): SellIn {
  const columns = new GrowingColumns(7, 1 << 17)
  const returns = new GrowingColumns(7)
  for (const appetite of appetites) orderThroughHistory(random, appetite, stockouts, columns, returns)
  return { columns, returns }
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
  out: GrowingColumns,
  returns: GrowingColumns,
): void {
  const { good, buyer, key, centre } = appetite
  const gap = orderGap(good.share)
  const firstWeekday = 1 + Math.floor(random.at(Stream.OrderDay, key, 0) * 5)
  const secondWeekday = ((firstWeekday + 2) % 5) + 1
  const evenWeeks = random.at(Stream.OrderDay, key, 1) < 0.5
  const cents = countryOf(buyer.country).currency === 'CLP' ? 100 : 1
  const returnDays = new Set<number>()
  let wanted = 0
  let price = 0
  let priceMonth = -1
  for (let day = FIRST_DAY; day < PLAN_DAY; day++) {
    wanted += appetiteOn(appetite, day)
    const weekday = weekdayOf(day)
    const evenWeek = Math.floor((day - FIRST_DAY) / 7) % 2 === 0
    const orders = weekday === firstWeekday ? gap < 14 || evenWeek === evenWeeks : gap < 7 && weekday === secondWeekday
    if (!orders) continue
    if (stockouts.isOut(good.index, centre, day)) {
      wanted *= 0.25
      continue
    }
    const noisy =
      wanted * spreadFactor(random, Stream.OrderSize, key, day, isSurging(good, buyer.country, day) ? 0.05 : 0.22)
    const units = Math.round(noisy / good.family.caseUnits) * good.family.caseUnits
    if (units <= 0) continue
    wanted = Math.max(0, (wanted - units) * 0.5)
    if (monthOf(day) !== priceMonth) {
      price = unitPrice(good, buyer, day)
      priceMonth = monthOf(day)
    }
    const gross = Math.round((units * price) / PRICE_TO_CENTS / cents) * cents
    const net = gross - Math.round((gross * termShare(buyer)) / cents) * cents
    out.push(day, good.index, centre, appetite.buyerIndex, units, gross, net)
    returnSome(
      random,
      key,
      day,
      [day, good.index, centre, appetite.buyerIndex, units, gross, net],
      cents,
      good.family.caseUnits,
      returnDays,
      returns,
    )
  }
}

type Row = readonly [number, number, number, number, number, number, number]

/** One delivery in fifty comes back in part within the fortnight, damaged or refused. */
function returnSome(
  random: Random,
  key: number,
  day: number,
  [, good, centre, buyer, units, gross, net]: Row,
  cents: number,
  caseUnits: number,
  returnDays: Set<number>,
  returns: GrowingColumns,
): void {
  if (random.at(Stream.Return, key, day) >= 0.02 || units < caseUnits * 4) return
  const returnDay = day + 3 + Math.floor(random.at(Stream.Return, key, day + 100_000) * 10)
  if (returnDay >= PLAN_DAY || returnDays.has(returnDay)) return
  returnDays.add(returnDay)
  const back = Math.max(caseUnits, Math.round((units * 0.12) / caseUnits) * caseUnits)
  const part = (amount: number): number => Math.round((amount * back) / units / cents) * cents
  returns.push(returnDay, good, centre, buyer, back, part(gross), part(net))
}

const sellInTable = (part: string, columns: GrowingColumns, kind: string | null): ColumnTable => {
  const buyers = columns.whole(3)
  const currencies = COUNTRIES.map(({ currency }) => currency)
  const currencyOfBuyer = BUYERS.map((buyer) => COUNTRIES.findIndex(({ code }) => code === buyer.country))
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
