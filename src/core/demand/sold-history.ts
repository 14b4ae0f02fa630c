/**
 * What was sold before the plan day, by place and by pieces of time that months and weeks are made of: what a plan is
 * looked at beside. It counts what the forecast learns from (`history.ts`): what we sold in and what our own stores sold,
 * returns not taken off.
 */
import { type Day, dayOf, firstDayOfMonth, monthOf, weekdayOf } from '../base/day.js'
import { matchFacts, type SalesColumns } from './history.js'
import { indexRows, type RowKeys } from './row-index.js'

/** No older month is looked at. */
export const SOLD_MONTHS = 36
export const DAYS_OF_YEAR_IN_WEEKS = 364

export interface SoldHistory {
  /** The rows that were given, and after them every other place where something was sold. */
  readonly rows: RowKeys
  /** Piece p covers the days [firstDay[p], firstDay[p + 1]); the last one ends on the plan day. */
  readonly firstDay: Int32Array
  readonly pieces: number
  /** Facts [runStart[r], runStart[r + 1]) are of one place; its row, below zero where it has none or is not ours (−2). */
  readonly runStart: Int32Array
  readonly rowOfRun: Int32Array
  /** Whole thousandths at [row * pieces + piece]. */
  readonly units: Int32Array | Float64Array
  /** By piece, what was sold at no place that could be named. */
  readonly nowhere: Float64Array
  /** Days of which sales are known: the first one, and the one after the last. Both the plan day where there are none. */
  readonly from: Day
  readonly until: Day
}

export interface SoldOptions {
  readonly planDay: Day
  /** ISO weekday on which a week starts. */
  readonly weekStart: number
  /** By location: 1 where one of our own entities owns the stock. */
  readonly ownLocation: Uint8Array
  /** Days of the plan inside a month or a week on which one of its periods begins: pieces end a year before them. */
  readonly borders: readonly Day[]
}

export function deriveSoldHistory(sales: SalesColumns, planned: RowKeys, options: SoldOptions): SoldHistory {
  const firstDay = firstDaysOfPieces(options)
  const pieces = firstDay.length
  const runs = Int32Array.from(runsOf(sales))
  const rowOfRun = matchFacts(placesOf(sales, runs), planned, indexRows(planned), options.ownLocation)
  const rows = withOtherPlaces(planned, sales, runs, rowOfRun)
  const pieceOfDay = pieceByDay(firstDay, options.planDay)
  const each = (add: (row: number, piece: number, units: number, day: Day) => void): void => {
    for (let run = 0; run < rowOfRun.length; run++) {
      if (rowOfRun[run]! === NOT_OURS) continue
      for (let fact = runs[run]!; fact < runs[run + 1]!; fact++) {
        const day = sales.day[fact]!
        if (day >= firstDay[0]! && day < options.planDay)
          add(rowOfRun[run]!, pieceOfDay[day - firstDay[0]!]!, sales.units[fact]!, day)
      }
    }
  }
  const nowhere = new Float64Array(pieces)
  let [from, until] = [options.planDay, -Infinity]
  let units: SoldHistory['units'] = new Int32Array(rows.count * pieces)
  each((row, piece, sold, day) => {
    if (day < from) from = day
    if (day >= until) until = day + 1
    if (row < 0) {
      nowhere[piece]! += sold
      return
    }
    const sum = units[row * pieces + piece]! + sold
    // Half the memory, as long as no sum is too long for it.
    if (Math.abs(sum) > INTEGER_MOST && units instanceof Int32Array) units = Float64Array.from(units)
    units[row * pieces + piece] = sum
  })
  return { rows, firstDay, pieces, runStart: runs, rowOfRun, units, nowhere, from, until: Math.max(from, until) }
}

export const NOT_OURS = -2
const INTEGER_MOST = 2 ** 31 - 1

/** A day one year earlier; the 29th of February is the first of March there. */
export function yearBefore(day: Day): Day {
  const date = monthOf(day)
  return dayOf(Math.floor(date / 12) - 1, (date % 12) + 1, day - firstDayOfMonth(date) + 1)
}

function firstDaysOfPieces({ planDay, weekStart, borders }: SoldOptions): Int32Array {
  const first = firstDayOfMonth(monthOf(planDay) - SOLD_MONTHS)
  const cuts = new Set<Day>()
  for (const border of borders) {
    let before = border
    for (let year = 1; before >= first; year++) {
      before = yearBefore(before)
      cuts.add(before)
      cuts.add(border - year * DAYS_OF_YEAR_IN_WEEKS)
    }
  }
  const starts: Day[] = []
  for (let day = first; day < planDay; day++)
    if (weekdayOf(day) === weekStart || day === firstDayOfMonth(monthOf(day)) || cuts.has(day)) starts.push(day)
  return Int32Array.from(starts)
}

function pieceByDay(firstDay: Int32Array, planDay: Day): Uint16Array {
  const pieceOf = new Uint16Array(planDay - firstDay[0]!)
  firstDay.forEach((day, piece) => {
    pieceOf.fill(piece, day - firstDay[0]!, (firstDay[piece + 1] ?? planDay) - firstDay[0]!)
  })
  return pieceOf
}

/** Where the facts of one place and flow after another begin, and their number. */
function runsOf({ count, product, location, customer, flow }: SalesColumns): number[] {
  const starts: number[] = []
  for (let fact = 0; fact < count; fact++)
    if (
      fact === 0 ||
      product[fact] !== product[fact - 1] ||
      location[fact] !== location[fact - 1] ||
      customer[fact] !== customer[fact - 1] ||
      flow[fact] !== flow[fact - 1]
    )
      starts.push(fact)
  return [...starts, count]
}

/** The first fact of each run: all of a run's facts belong to the same row. */
function placesOf(sales: SalesColumns, runs: Int32Array): SalesColumns {
  const heads = runs.subarray(0, -1)
  const integers = (column: Int32Array): Int32Array => heads.map((fact) => column[fact]!)
  const none = new Float64Array(0)
  return {
    count: heads.length,
    product: integers(sales.product),
    location: integers(sales.location),
    customer: integers(sales.customer),
    day: integers(sales.day),
    flow: Uint8Array.from(heads, (fact) => sales.flow[fact]!),
    units: none,
    returnedUnits: none,
    estimated: new Uint8Array(0),
  }
}

/** The planned rows, and one for each other place that sold something; `rowOfRun` is told of them. */
function withOtherPlaces(planned: RowKeys, sales: SalesColumns, runs: Int32Array, rowOfRun: Int32Array): RowKeys {
  const others = new Map<string, number>()
  const facts: number[] = []
  for (let run = 0; run < rowOfRun.length; run++) {
    const fact = runs[run]!
    const place = [sales.product[fact]!, sales.location[fact]!, sales.customer[fact]!]
    if (rowOfRun[run]! !== -1 || place.some((position) => position < 0)) continue
    const key = place.join(' ')
    if (!others.has(key)) {
      others.set(key, planned.count + facts.length)
      facts.push(fact)
    }
    rowOfRun[run] = others.get(key)!
  }
  const joined = (of: Int32Array, column: Int32Array): Int32Array =>
    Int32Array.from([...of, ...facts.map((fact) => column[fact]!)])
  return {
    count: planned.count + facts.length,
    item: joined(planned.item, sales.product),
    location: joined(planned.location, sales.location),
    customer: joined(planned.customer, sales.customer),
  }
}
