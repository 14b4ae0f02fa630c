/**
 * What customers asked of us, week by week, for every demand row.
 *
 * Only sales that are *our* demand count: what we sold in, and what was sold at a location one of our own entities
 * owns. What a customer sells in stores of their own is *observed*: it validates and senses, it never becomes stock we
 * must ship (DOMAIN §0). Returns are a flow of their own, never a negative sale.
 *
 * Weeks are counted back from the plan day, so that the newest one is always whole: the last week ends on the day
 * before the plan day. Weeks of a row are neighbours in memory. Units are whole thousandths, so that every sum is exact
 * and the order of the facts does not matter.
 */
import { assert } from '../base/assert.js'
import type { Day } from '../base/day.js'
import type { SalesFacts, StockFacts } from '../network/facts.js'
import { indexRows, type RowIndex, type RowKeys } from './row-index.js'
import { deriveWeekdayProfile } from './weekday-profile.js'

export const DAYS_PER_WEEK = 7
/** Three years: two whole seasons to compare, and one to spare. */
const MAX_WEEKS = 156

const SELL_OUT = 1

export interface HistoryOptions {
  readonly planDay: Day
  /** By location: 1 where one of our own entities owns the stock. */
  readonly ownLocation: Uint8Array
  /** By demand row: its family × country, the group whose days of the week it follows. */
  readonly rowGroup: Int32Array
  readonly groupCount: number
  /** Who follows whom: a successor inherits what its predecessor sold. */
  readonly succession?: Succession
  /** No more weeks than this, newest first. */
  readonly maxWeeks?: number
}

/** By product: the product that follows it (−1 = none), and the day before which sales of its predecessor are its own. */
export interface Succession {
  readonly successor: Int32Array
  readonly inheritUntil: Int32Array
}

export interface DemandHistory {
  readonly rowCount: number
  readonly weekCount: number
  /** First day of week 0; week w covers the seven days from firstDay + 7w. */
  readonly firstDay: Day
  /** The day after the last week: the plan day, or earlier by whole weeks when the newest facts are older than that. */
  readonly endDay: Day
  /** Sales at [row * weekCount + week], returns not deducted. */
  readonly units: Float64Array
  /** What came back, in the week it came back: row r has the entries [start[r], start[r + 1]). */
  readonly returned: WeeklyEntries
  /** One bit per day of the week (bit 0 = its first day) on which the row's item was out of stock at its location. */
  readonly stockoutDays: Uint8Array
  /** Share of a week's demand by ISO weekday − 1, seven per group, adding up to one. */
  readonly weekdayProfile: Float64Array
  readonly observed: ObservedSeries
  /** Sales that were ours but belong to no demand row, and how much: a gap in the plan, to be shown. */
  readonly unmatched: { readonly facts: number; readonly units: number }
}

export interface WeeklyEntries {
  readonly start: Int32Array
  readonly week: Int32Array
  readonly units: Float64Array
}

/** Sell-out at locations that customers own, by item × location × customer in that order. */
export interface ObservedSeries extends RowKeys {
  readonly units: Float64Array
}

/** The sales to learn from: the columns of `facts.sales` that matter here. */
export type SalesColumns = Pick<
  SalesFacts,
  'count' | 'product' | 'location' | 'customer' | 'day' | 'flow' | 'units' | 'returnedUnits' | 'estimated'
>

/**
 * A fact without a location goes to the first row of its item and customer. A fact that fits no row is counted in
 * `unmatched`. 1M facts take 0.1 s on 10 thousand rows, about 1 s on 1M rows.
 */
export function deriveHistory(
  sales: SalesColumns,
  zeroDays: StockFacts['zeroDays'],
  rows: RowKeys,
  options: HistoryOptions,
): DemandHistory {
  const span = weeksOf(sales, options)
  const { weekCount, firstDay, endDay } = span
  const index = indexRows(rows)
  const rowOf = matchFacts(sales, rows, index, options.ownLocation)
  const units = new Float64Array(rows.count * weekCount)
  const unmatched = { facts: 0, units: 0 }
  const groupDays = new Float64Array(options.groupCount * weekCount * DAYS_PER_WEEK)
  for (let fact = 0; fact < sales.count; fact++) {
    const offset = sales.day[fact]! - firstDay
    const row = rowOf[fact]!
    if (offset < 0 || sales.day[fact]! >= endDay || row === OBSERVED) continue
    const sold = sales.units[fact]!
    const week = Math.floor(offset / DAYS_PER_WEEK)
    const inherited = inherit(sales, fact, index, options.succession, (heir) => {
      units[heir * weekCount + week]! += sold
    })
    if (row === UNMATCHED) {
      if (inherited) continue
      unmatched.facts += 1
      unmatched.units += sold
      continue
    }
    units[row * weekCount + week]! += sold
    // A fact that was split into days says nothing about the days of the week.
    if (sales.estimated[fact] === 0) groupDays[options.rowGroup[row]! * weekCount * DAYS_PER_WEEK + offset]! += sold
  }
  return {
    rowCount: rows.count,
    ...span,
    units,
    returned: collectReturns(sales, rowOf, rows.count, span),
    stockoutDays: markStockouts(zeroDays, rows, span),
    weekdayProfile: deriveWeekdayProfile(groupDays, options.groupCount, firstDay),
    observed: collectObserved(sales, rowOf, span),
    unmatched,
  }
}

type Span = Pick<DemandHistory, 'weekCount' | 'firstDay' | 'endDay'>

/** A first week that is not whole is left out, unless it is the only one. */
function weeksOf(sales: SalesColumns, options: HistoryOptions): Span {
  let oldest = options.planDay
  let newest = -Infinity
  for (let fact = 0; fact < sales.count; fact++) {
    const day = sales.day[fact]!
    if (day >= options.planDay) continue
    if (day < oldest) oldest = day
    if (day > newest) newest = day
  }
  if (newest === -Infinity) newest = options.planDay - 1
  // Weeks after the newest fact are unknown, not empty.
  const endDay = options.planDay - DAYS_PER_WEEK * Math.floor((options.planDay - 1 - newest) / DAYS_PER_WEEK)
  const whole = Math.max(1, Math.floor((endDay - oldest) / DAYS_PER_WEEK))
  const weekCount = Math.min(whole, options.maxWeeks ?? MAX_WEEKS)
  return { weekCount, firstDay: endDay - weekCount * DAYS_PER_WEEK, endDay }
}

const UNMATCHED = -1
const OBSERVED = -2

/** Row of each fact; below zero where it has none: `UNMATCHED`, or `OBSERVED` for sell-out at a location we do not own. */
export function matchFacts(sales: SalesColumns, rows: RowKeys, index: RowIndex, ownLocation: Uint8Array): Int32Array {
  let anywhere: RowIndex | undefined
  const rowOf = new Int32Array(sales.count)
  for (let fact = 0; fact < sales.count; fact++) {
    const location = sales.location[fact]!
    if (sales.flow[fact] === SELL_OUT && (location < 0 || ownLocation[location] === 0)) {
      rowOf[fact] = OBSERVED
      continue
    }
    const item = sales.product[fact]!
    const customer = sales.customer[fact]!
    if (location < 0) anywhere ??= indexFirstLocations(rows)
    rowOf[fact] = location < 0 ? anywhere!.find(item, 0, customer) : index.find(item, location, customer)
  }
  return rowOf
}

/** A chain of successors longer than this is a loop. */
const SUCCESSORS_MAX = 8

/** Credits a sale to the rows of the items that follow the one sold; false when there is none. */
export function inherit(
  sales: SalesColumns,
  fact: number,
  index: RowIndex,
  succession: Succession | undefined,
  credit: (heir: number) => void,
): boolean {
  let heir = succession?.successor[sales.product[fact]!] ?? -1
  let credited = false
  for (let hop = 0; heir >= 0 && hop < SUCCESSORS_MAX && succession !== undefined; hop++) {
    if (sales.day[fact]! >= succession.inheritUntil[heir]!) break
    const row = index.find(heir, sales.location[fact]!, sales.customer[fact]!)
    if (row >= 0) credit(row)
    credited ||= row >= 0
    heir = succession.successor[heir]!
  }
  return credited
}

function indexFirstLocations(rows: RowKeys): RowIndex {
  const order = Array.from({ length: rows.count }, (_, row) => row)
  const seen = new Set<number>()
  const kept = order.filter((row) => {
    const pair = rows.item[row]! * 0x4000000 + rows.customer[row]! + 1
    return seen.has(pair) ? false : seen.add(pair)
  })
  const index = indexRows({
    count: kept.length,
    item: Int32Array.from(kept, (row) => rows.item[row]!),
    location: new Int32Array(kept.length),
    customer: Int32Array.from(kept, (row) => rows.customer[row]!),
  })
  return {
    find(item, location, customer) {
      const at = index.find(item, location, customer)
      return at < 0 ? -1 : kept[at]!
    },
  }
}

function collectReturns(sales: SalesColumns, rowOf: Int32Array, rowCount: number, span: Span): WeeklyEntries {
  const { weekCount, firstDay, endDay } = span
  const keys: number[] = []
  const byKey = new Map<number, number>()
  for (let fact = 0; fact < sales.count; fact++) {
    const day = sales.day[fact]!
    const back = sales.returnedUnits[fact]!
    if (back === 0 || rowOf[fact]! < 0 || day < firstDay || day >= endDay) continue
    const key = rowOf[fact]! * weekCount + Math.floor((day - firstDay) / DAYS_PER_WEEK)
    const before = byKey.get(key)
    if (before === undefined) keys.push(key)
    byKey.set(key, (before ?? 0) + Math.abs(back))
  }
  keys.sort((a, b) => a - b)
  const start = new Int32Array(rowCount + 1)
  for (const key of keys) start[Math.floor(key / weekCount) + 1]! += 1
  for (let row = 0; row < rowCount; row++) start[row + 1]! += start[row]!
  return {
    start,
    week: Int32Array.from(keys, (key) => key % weekCount),
    units: Float64Array.from(keys, (key) => byKey.get(key)!),
  }
}

/** A day without stock at (item, location) censors every demand row served there. */
function markStockouts(zeroDays: StockFacts['zeroDays'], rows: RowKeys, span: Span): Uint8Array {
  const marks = new Uint8Array(rows.count * span.weekCount)
  const { firstRow, nextRow } = chainByPlace(rows)
  for (let zero = 0; zero < zeroDays.day.length; zero++) {
    const offset = zeroDays.day[zero]! - span.firstDay
    if (offset < 0 || zeroDays.day[zero]! >= span.endDay) continue
    const week = Math.floor(offset / DAYS_PER_WEEK)
    const bit = 1 << (offset % DAYS_PER_WEEK)
    let row = firstRow(zeroDays.product[zero]!, zeroDays.location[zero]!)
    for (; row >= 0; row = nextRow[row]!) marks[row * span.weekCount + week]! |= bit
  }
  return marks
}

/** Rows of the same item and location as linked lists. */
function chainByPlace(rows: RowKeys) {
  const nextRow = new Int32Array(rows.count).fill(-1)
  const locations = rows.location.reduce((largest, at) => Math.max(largest, at), 0) + 1
  const heads = new Map<number, number>()
  for (let row = rows.count - 1; row >= 0; row--) {
    const place = rows.item[row]! * locations + rows.location[row]!
    nextRow[row] = heads.get(place) ?? -1
    heads.set(place, row)
  }
  const firstRow = (item: number, location: number): number =>
    location >= locations ? -1 : (heads.get(item * locations + location) ?? -1)
  return { firstRow, nextRow }
}

function collectObserved(sales: SalesColumns, rowOf: Int32Array, span: Span): ObservedSeries {
  const facts: number[] = []
  for (let fact = 0; fact < sales.count; fact++)
    if (rowOf[fact] === OBSERVED && sales.day[fact]! >= span.firstDay && sales.day[fact]! < span.endDay)
      facts.push(fact)
  const keys = uniqueKeys(sales, facts)
  const index = indexRows(keys)
  const units = new Float64Array(keys.count * span.weekCount)
  for (const fact of facts) {
    const row = index.find(sales.product[fact]!, sales.location[fact]!, sales.customer[fact]!)
    units[row * span.weekCount + Math.floor((sales.day[fact]! - span.firstDay) / DAYS_PER_WEEK)]! += sales.units[fact]!
  }
  return { ...keys, units }
}

function uniqueKeys(sales: SalesColumns, facts: readonly number[]): RowKeys {
  const limit = 1 << 17
  for (const fact of facts)
    assert(sales.location[fact]! + 1 < limit && sales.customer[fact]! + 1 < limit, 'too many places to observe', {
      fact,
    })
  const keys = Float64Array.from(
    facts,
    (fact) => ((sales.product[fact]! + 1) * limit + sales.location[fact]! + 1) * limit + sales.customer[fact]! + 1,
  ).sort()
  const unique = keys.filter((key, at) => at === 0 || key !== keys[at - 1])
  return {
    count: unique.length,
    item: Int32Array.from(unique, (key) => Math.floor(key / limit / limit) - 1),
    location: Int32Array.from(unique, (key) => (Math.floor(key / limit) % limit) - 1),
    customer: Int32Array.from(unique, (key) => (key % limit) - 1),
  }
}
