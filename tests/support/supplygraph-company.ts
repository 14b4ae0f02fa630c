//! SupplyGraph as a company folder: one plant that makes 41 items every day and issues them to its distributors.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export const SUPPLYGRAPH = path.resolve(import.meta.dirname, '../../../shared/data/supplygraph-fmcg')

/** One table of the set: what each item has on each day. */
export interface DailyTable {
  readonly items: readonly string[]
  readonly days: readonly string[]
  readonly units: readonly (readonly number[])[]
}

export function readTable(name: string): DailyTable {
  const [header, ...rows] = fs
    .readFileSync(path.join(SUPPLYGRAPH, `${name}.csv`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(','))
  return {
    items: header!.slice(1),
    days: rows.map(([moment]) => moment!.slice(0, 10)),
    units: rows.map((cells) => cells.slice(1).map(Number)),
  }
}

const PLANT = 'PLANT'
const DISTRIBUTORS = 'DISTRIBUTORS'
/** The set has no money: a tonne costs so much, and is sold for a quarter more. An assumption, the same for all. */
const COST_PER_TONNE = 1000
const MARKUP = 1.25

type Cells = Readonly<Record<string, string | number>>

function write(folder: string, name: string, rows: readonly Cells[]): void {
  const names = Object.keys(rows[0]!)
  const text = [names.join(','), ...rows.map((row) => names.map((column) => row[column]).join(','))].join('\n')
  fs.writeFileSync(path.join(folder, `${name}.csv`), `${text}\n`)
}

const units = (value: number): string => (Math.round(value * 1000) / 1000).toString()

/** Everything that is told, whenever it happened: a plan looks at nothing of its day or later. */
export function supplygraphFolder(planDate: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-supplygraph-'))
  const made = readTable('unit__production')
  const issued = readTable('unit__factory_issue')
  const ordered = readTable('unit__sales_order')
  const yaml = [
    'name: SupplyGraph',
    'baseCurrency: USD',
    'countries: [BD]',
    `planDate: ${planDate}`,
    'language: en',
    'capitalCost: 0.1',
  ]
  fs.writeFileSync(path.join(folder, 'company.yaml'), `${yaml.join('\n')}\n`)
  const tonnes = tonnesPerUnit(made, issued)
  const money = (at: number): string => (tonnes[at]! * COST_PER_TONNE).toFixed(6)
  write(
    folder,
    'products',
    made.items.map((item) => ({ product_id: item, family: item.slice(0, 2) })),
  )
  write(folder, 'locations', [{ location_id: PLANT, kind: 'plant', country: 'BD', name: PLANT }])
  write(folder, 'customers', [{ id: DISTRIBUTORS, name: DISTRIBUTORS, country: 'BD', payment_terms_days: 30 }])
  write(
    folder,
    'costs',
    made.items.map((item, at) => ({ product_id: item, valid_from: '2023-01-01', amount: money(at), currency: 'USD' })),
  )
  write(
    folder,
    'prices',
    made.items.map((item, at) => ({
      product_id: item,
      valid_from: '2023-01-01',
      amount: (Number(money(at)) * MARKUP).toFixed(6),
      currency: 'USD',
    })),
  )
  const cells = <Of>(table: DailyTable, of: (item: string, day: string, value: number, at: number) => Of): Of[] =>
    table.days.flatMap((day, row) =>
      table.items.flatMap((item, at) =>
        table.units[row]![at]! === 0 ? [] : [of(item, day, table.units[row]![at]!, at)],
      ),
    )
  write(
    folder,
    'sales',
    cells(issued, (item, date, value, at) => ({
      date,
      product_id: item,
      location_id: PLANT,
      customer_id: DISTRIBUTORS,
      units: units(value),
      net_amount: (value * Number(money(at)) * MARKUP).toFixed(4),
      currency: 'USD',
    })),
  )
  write(
    folder,
    'movements',
    cells(made, (item, date, value) => ({
      date,
      product_id: item,
      location_id: PLANT,
      kind: 'produce',
      units: units(value),
    })),
  )
  write(
    folder,
    'orders',
    cells(ordered, (item, date, value) => ({
      order_id: `SO-${date}`,
      line: item,
      product_id: item,
      customer_id: DISTRIBUTORS,
      ordered_units: units(value),
      order_date: date,
      ship_from: PLANT,
      requested_date: date,
      shipped_units: units(value),
      shipped_date: date,
    })),
  )
  write(folder, 'stock', stockRows(made, issued))
  return folder
}

/** Of what was made and issued; an item that never moved weighs as much as the mean of the others. */
function tonnesPerUnit(made: DailyTable, issued: DailyTable): number[] {
  const weights = [readTable('weight__production'), readTable('weight__factory_issue')]
  const sum = (tables: readonly DailyTable[], at: number): number =>
    tables.reduce((total, table) => total + table.units.reduce((days, row) => days + row[at]!, 0), 0)
  const per = made.items.map((_, at) => {
    const count = sum([made, issued], at)
    return count === 0 ? Number.NaN : sum(weights, at) / count
  })
  const known = per.filter((value) => value > 0)
  const mean = known.reduce((total, value) => total + value, 0) / known.length
  return per.map((value) => (value > 0 ? value : mean))
}

/** Nobody counted: just enough to begin with, then what was made less what was issued, every evening. */
function stockRows(made: DailyTable, issued: DailyTable): Cells[] {
  const change = (row: number, at: number): number => made.units[row]![at]! - issued.units[row]![at]!
  return made.items.flatMap((item, at) => {
    let level = 0
    const levels = made.days.map((_, row) => {
      level += change(row, at)
      return level
    })
    const opening = Math.max(0, ...levels.map((value) => 0 - value))
    return made.days.map((date, row) => ({
      date,
      product_id: item,
      location_id: PLANT,
      on_hand_units: units(opening + levels[row]!),
    }))
  })
}
