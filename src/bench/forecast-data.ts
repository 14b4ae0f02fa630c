/**
 * Public series for the benchmark of forecasts, read where they lie beside the project (`../shared/data`); a set that is
 * not there is left out. Nothing of them is kept in the project.
 */
import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

export interface NamedSeries {
  readonly id: string
  /** NaN where nothing was recorded. */
  readonly values: Float64Array
  /** Known ahead, each as long as `values`. */
  readonly drivers: readonly Float64Array[]
}

export interface SeriesSet {
  readonly name: string
  readonly series: readonly NamedSeries[]
  /** Seasons in steps, the shortest first; empty without one. */
  readonly seasons: readonly number[]
  /** The season of the yardsticks (seasonal naive, MASE), which each competition defines: 1 for M4 weekly. */
  readonly yardstickPeriod: number
  readonly horizon: number
}

const root = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'data')

export const isHere = (...parts: string[]): boolean => fs.existsSync(path.join(root, ...parts))

/** Cells of a CSV file without its header. */
export function rowsOf(...parts: string[]): string[][] {
  const bytes = fs.readFileSync(path.join(root, ...parts))
  const text = (parts.at(-1)!.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','))
}

const M3_KINDS = { yearly: [6, 1], quarterly: [8, 4], monthly: [18, 12] } as const

export function readM3(): SeriesSet[] {
  if (!isHere('m3-train')) return []
  // A description may hold commas: the values are the last field.
  const rows = rowsOf('m3-train', 'm3_train.csv.gz')
  return Object.entries(M3_KINDS).map(([kind, [horizon, period]]) => ({
    name: `M3 ${kind}`,
    series: rows
      .filter((row) => row[2]!.toLowerCase() === kind)
      .map((row) => ({ id: row[0]!, values: Float64Array.from(row.at(-1)!.split(';'), Number), drivers: [] })),
    seasons: period > 1 ? [period] : [],
    yardstickPeriod: period,
    horizon,
  }))
}

export function readM4(): SeriesSet[] {
  if (!isHere('m4-weekly-hourly-train')) return []
  const read = (file: string) =>
    rowsOf('m4-weekly-hourly-train', file).map(([id, ...cells]) => ({
      id: id!,
      values: Float64Array.from(
        cells.filter((cell) => cell !== '' && cell !== 'NA'),
        Number,
      ),
      drivers: [],
    }))
  return [
    { name: 'M4 weekly', series: read('Weekly-train.csv.gz'), seasons: [52], yardstickPeriod: 1, horizon: 13 },
    { name: 'M4 hourly', series: read('Hourly-train.csv.gz'), seasons: [24, 168], yardstickPeriod: 24, horizon: 48 },
  ]
}

/** Units per month: item-stores, then their sums. The first month has three days and is left out. */
export function readM5Monthly(): SeriesSet[] {
  if (!isHere('m5-walmart')) return []
  const rows = rowsOf('m5-walmart', 'monthly_item_store_wide.csv.gz')
  const leaves = rows.map((row) => Float64Array.from(row.slice(6), Number))
  const sumsBy = (keyOf: (row: string[]) => string): NamedSeries[] => {
    const sums = new Map<string, Float64Array>()
    rows.forEach((row, at) => {
      const key = keyOf(row)
      const sum = sums.get(key) ?? sums.set(key, new Float64Array(leaves[at]!.length)).get(key)!
      leaves[at]!.forEach((units, month) => {
        sum[month]! += units
      })
    })
    return [...sums].map(([id, values]) => ({ id, values, drivers: [] }))
  }
  const levels: [string, (row: string[]) => string][] = [
    ['item-store', (row) => `${row[0]} ${row[3]}`],
    ['department-store', (row) => `${row[1]} ${row[3]}`],
    ['store', (row) => row[3]!],
    ['total', () => 'total'],
  ]
  return levels.map(([level, keyOf]) => ({
    name: `M5 monthly ${level}`,
    series: sumsBy(keyOf),
    seasons: [12],
    yardstickPeriod: 12,
    horizon: 12,
  }))
}

const DAY = 86_400_000

/**
 * Units per day of store and department, with what a retailer knows ahead: each event, the days before Christmas, the
 * days on which food stamps are paid in the store's state.
 */
export function readM5Daily(): SeriesSet[] {
  if (!isHere('m5-walmart')) return []
  const calendar = rowsOf('m5-walmart', 'calendar.csv')
  const sales = rowsOf('m5-walmart', 'daily_store_dept.csv.gz')
  const first = sales.reduce((least, row) => (row[2]! < least ? row[2]! : least), '9')
  const last = sales.reduce((most, row) => (row[2]! > most ? row[2]! : most), '')
  const start = Date.parse(first)
  const days = (Date.parse(last) - start) / DAY + 1
  const at = (date: string): number => (Date.parse(date) - start) / DAY
  const flags = new Map<string, Float64Array>()
  const mark = (name: string, day: number): void => {
    const flag = flags.get(name) ?? flags.set(name, new Float64Array(days)).get(name)!
    if (day >= 0 && day < days) flag[day] = 1
  }
  for (const row of calendar) {
    for (const name of [row[7], row[9]]) {
      if (!name) continue
      mark(name, at(row[0]!))
      mark(`before ${name}`, at(row[0]!) - 1)
    }
    for (const [column, state] of [
      [11, 'CA'],
      [12, 'TX'],
    ] as const)
      if (row[column] === '1') mark(state, at(row[0]!))
  }
  const events = [...flags].filter(([name]) => name !== 'CA' && name !== 'TX').map(([, flag]) => flag)
  const byKey = new Map<string, Float64Array>()
  for (const [store, department, date, , , units] of sales) {
    const key = `${department} ${store}`
    const values = byKey.get(key) ?? byKey.set(key, new Float64Array(days).fill(Number.NaN)).get(key)!
    values[at(date!)] = Number(units)
  }
  const series = [...byKey].map(([id, values]) => ({
    id,
    values,
    drivers: [flags.get(id.includes(' TX') ? 'TX' : 'CA')!, ...events],
  }))
  return [{ name: 'M5 daily store-department', series, seasons: [7, 365], yardstickPeriod: 7, horizon: 28 }]
}

/** Drivers: log price, deal, feature, log price against the shelf (same store and week), share of the shelf on deal. */
export function readOrangeJuice(): SeriesSet[] {
  if (!isHere('orange-juice')) return []
  const rows = rowsOf('orange-juice', 'oj_tidy.csv.gz')
  const weeks = rows.map((row) => Number(row[3]))
  const first = weeks.reduce((least, week) => Math.min(least, week))
  const count = weeks.reduce((most, week) => Math.max(most, week)) - first + 1
  const blank = (): Float64Array => new Float64Array(count).fill(Number.NaN)
  const byKey = new Map<string, { store: string; values: Float64Array; own: Float64Array[] }>()
  for (const row of rows) {
    const key = `${row[2]} ${row[0]}`
    const found =
      byKey.get(key) ?? byKey.set(key, { store: row[0]!, values: blank(), own: [blank(), blank(), blank()] }).get(key)!
    const week = Number(row[3]) - first
    found.values[week] = Number(row[5])
    found.own[0]![week] = Math.log(Number(row[6]))
    found.own[1]![week] = Number(row[9])
    found.own[2]![week] = Number(row[10])
  }
  const shelves = new Map<string, { price: Float64Array; deal: Float64Array; count: Float64Array }>()
  for (const { store, own } of byKey.values()) {
    const shelf =
      shelves.get(store) ??
      shelves
        .set(store, {
          price: new Float64Array(count),
          deal: new Float64Array(count),
          count: new Float64Array(count),
        })
        .get(store)!
    for (let week = 0; week < count; week++) {
      if (Number.isNaN(own[0]![week]!)) continue
      shelf.price[week]! += own[0]![week]!
      shelf.deal[week]! += own[1]![week]!
      shelf.count[week]! += 1
    }
  }
  const series = [...byKey].map(([id, { store, values, own }]) => {
    const shelf = shelves.get(store)!
    for (const driver of own) carry(driver)
    const against = own[0]!.map((price, week) => price - shelf.price[week]! / Math.max(1, shelf.count[week]!))
    const others = own[1]!.map((deal, week) => (shelf.deal[week]! - deal) / Math.max(1, shelf.count[week]! - 1))
    return { id, values, drivers: [...own, against, others] }
  })
  return [{ name: 'Orange juice store-item', series, seasons: [52], yardstickPeriod: 52, horizon: 4 }]
}

/** Weeks without a record keep the price that was last seen; those before the first, the first. */
function carry(values: Float64Array): void {
  let last = values.find((value) => !Number.isNaN(value)) ?? 0
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at]!)) values[at] = last
    else last = values[at]!
  }
}
