/**
 * Demand rows with launches among them. M5 as a planning run sees it: units are monthly, a month is spread evenly over its
 * days, the first one over the days since the shelf had a price, which is when the item came to that store. And Andina,
 * which is invented: three launches that grow over twelve weeks, ordered in cases.
 */
import type { TableColumn } from '../core/base/column-table.js'
import { type Day, firstDayOfMonth, monthOf, parseDay } from '../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../core/base/quantity.js'
import { generateAndina } from '../generate/andina/andina.js'
import { isHere, rowsOf } from './forecast-data.js'

export interface LaunchRow {
  readonly item: string
  readonly family: string
  /** Family × country. */
  readonly group: string
  /** Family × location × customer. */
  readonly shelf: string
  readonly launchDay: Day | null
  /** When it came to this shelf; the launch day where nobody knows better. */
  readonly listedDay: Day | null
  /** Thousandths of `count` weeks from a day on. */
  weeks(from: Day, count: number): Float64Array
}

const DAYS_PER_WEEK = 7
const M5 = 'm5-walmart'
const M5_FIRST_MONTH = monthOf(parseDay('2011-02-01')!)

export function readM5Rows(): LaunchRow[] {
  if (!isHere(M5)) return []
  const listed = new Map<string, Day>()
  const launched = new Map<string, Day>()
  const note = (days: Map<string, Day>, key: string, day: Day): void => {
    days.set(key, Math.min(days.get(key) ?? day, day))
  }
  for (const [store, item, from] of rowsOf(M5, 'price_intervals.csv.gz')) {
    note(listed, `${item} ${store}`, parseDay(from!)!)
    note(launched, item!, parseDay(from!)!)
  }
  // What had a price before the first whole month was there before the data begin.
  const since = (day: Day | undefined): Day | null =>
    day === undefined || day < firstDayOfMonth(M5_FIRST_MONTH) ? null : day
  return rowsOf(M5, 'monthly_item_store_wide.csv.gz')
    .map(([item, family, , store, , , ...units]) => {
      const listedDay = since(listed.get(`${item} ${store}`))
      return {
        item: item!,
        family: family!,
        group: family!,
        shelf: `${family} ${store}`,
        launchDay: since(launched.get(item!)),
        listedDay,
        weeks: (from: Day, count: number) => spreadMonths(units.map(Number), listedDay, from, count),
      }
    })
    .sort((a, b) => (a.item === b.item ? (a.shelf < b.shelf ? -1 : 1) : a.item < b.item ? -1 : 1))
}

function spreadMonths(units: readonly number[], listedDay: Day | null, from: Day, count: number): Float64Array {
  const weeks = new Float64Array(count)
  units.forEach((sold, at) => {
    const begin = firstDayOfMonth(M5_FIRST_MONTH + at)
    const end = firstDayOfMonth(M5_FIRST_MONTH + at + 1)
    const first = listedDay !== null && listedDay > begin && listedDay < end ? listedDay : begin
    for (let day = first; sold > 0 && day < end; day++) {
      const week = Math.floor((day - from) / DAYS_PER_WEEK)
      if (week >= 0 && week < count) weeks[week]! += (sold * QUANTITY_PER_UNIT) / (end - first)
    }
  })
  return weeks.map(Math.round)
}

/** What customers ordered from the centres. */
export function readAndinaRows(): LaunchRow[] {
  const { tables } = generateAndina()
  const table = (name: string, part?: string) => tables.find((one) => one.name === name && one.part === part)!
  const records = (name: string, key: string, value: string): Map<string, string> => {
    const { columns, count } = table(name)
    const [keys, values] = [key, value].map((wanted) => columns.find((column) => column.name === wanted)!)
    return new Map(Array.from({ length: count }, (_, at) => [textAt(keys!, at), textAt(values!, at)]))
  }
  const familyOf = records('products', 'product_id', 'family')
  const launchOf = records('products', 'product_id', 'launch_date')
  const countryOf = records('locations', 'location_id', 'country')
  const { columns, count } = table('sales', 'sell-in')
  const [days, item, location, customer, units] = columns
  const sold = new Map<string, { day: Day; units: number }[]>()
  for (let at = 0; at < count; at++) {
    const key = [item!, location!, customer!].map((column) => textAt(column, at)).join('|')
    const sales = sold.get(key) ?? sold.set(key, []).get(key)!
    sales.push({ day: numberAt(days!, at), units: Math.round(numberAt(units!, at) * QUANTITY_PER_UNIT) })
  }
  return [...sold]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, sales]) => {
      const [id, centre, buyer] = key.split('|') as [string, string, string]
      const family = familyOf.get(id)!
      const launchDay = parseDay(launchOf.get(id)!)
      return {
        item: id,
        family,
        group: `${family} ${countryOf.get(centre)}`,
        shelf: `${family} ${centre} ${buyer}`,
        launchDay,
        listedDay: launchDay,
        weeks(from: Day, weekCount: number) {
          const weeks = new Float64Array(weekCount)
          for (const { day, units: ordered } of sales) {
            const week = Math.floor((day - from) / DAYS_PER_WEEK)
            if (week >= 0 && week < weekCount) weeks[week]! += ordered
          }
          return weeks
        },
      }
    })
}

function textAt(column: TableColumn, at: number): string {
  if (column.kind === 'words') return column.words[column.codes[at]!] ?? ''
  return column.kind === 'text' ? column.values[at]! : ''
}

function numberAt(column: TableColumn, at: number): number {
  if (column.kind === 'days') return column.values[at]!
  return column.kind === 'decimals' ? column.values[at]! / 10 ** column.scale : Number.NaN
}
