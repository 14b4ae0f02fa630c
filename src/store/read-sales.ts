import type { DuckDBConnection } from '@duckdb/node-api'
import { firstDayOfMonth, monthOf } from '../core/base/day.js'
import { buildDaySplit, type DaySplit, splitOverDays } from '../core/calendar/split-week.js'
import type { SalesFacts } from '../core/network/facts.js'
import { appendColumns, type Column, readColumns } from './duckdb/columns.js'
import type { FactQuery } from './fact-query.js'
import { millionthsSql, thousandthsSql } from './master-rows.js'
import { forgetBooks, inBooks } from './sales-currency.js'

const AMOUNTS = ['units', 'returned', 'gross', 'net'] as const

/** Sales by product × location × customer × flow × day, in that order; weeks and months split into days. [IM13] */
export async function readSales(query: FactQuery): Promise<SalesFacts> {
  const rows = query.rows('sales')
  if (rows === null) return toSalesFacts({})
  const { connection } = query
  const placed = await inBooks(query, rows, placedSql(rows))
  const days = `SELECT product, location, customer, flow, day, units, returned, gross, net, 0 AS estimated FROM (${placed}) WHERE period = 'D'`
  const split = await splitPeriods(connection, placed, query.company.settings.weekStart)
  const sums = AMOUNTS.map((name) => `CAST(sum(${name}) AS DOUBLE) AS ${name}`)
  const columns = await readColumns(
    connection,
    `SELECT product, location, customer, CAST(flow AS UTINYINT) AS flow, day, ${sums.join(', ')}, CAST(max(estimated) AS UTINYINT) AS estimated
     FROM (${split ? `${days} UNION ALL SELECT * FROM split_sales` : days})
     GROUP BY product, location, customer, flow, day ORDER BY product, location, customer, flow, day`,
  )
  await connection.run('DROP TABLE IF EXISTS split_sales')
  await forgetBooks(query)
  return toSalesFacts(columns)
}

function toSalesFacts(columns: Record<string, Column>): SalesFacts {
  const whole = (name: string): Int32Array => (columns[name] as Int32Array) ?? new Int32Array(0)
  const exact = (name: string): Float64Array => (columns[name] as Float64Array) ?? new Float64Array(0)
  const small = (name: string): Uint8Array => (columns[name] as Uint8Array) ?? new Uint8Array(0)
  return {
    count: whole('product').length,
    product: whole('product'),
    location: whole('location'),
    customer: whole('customer'),
    day: whole('day'),
    flow: small('flow'),
    units: exact('units'),
    returnedUnits: exact('returned'),
    grossAmount: exact('gross'),
    netAmount: exact('net'),
    estimated: small('estimated'),
  }
}

/**
 * Sales in the company's positions, amounts as whole numbers. A return, or a negative sale, is a returned quantity and
 * takes its money back. Gross amounts include the tax where they can (gross − tax ≥ net), and are taken without it.
 */
function placedSql(rows: string): string {
  const returned = `(kind = 'return' OR units < 0)`
  const net = `coalesce(net_amount, gross_amount - coalesce(tax_amount, 0), 0)`
  const gross = `coalesce(CASE WHEN net_amount IS NULL OR gross_amount - coalesce(tax_amount, 0) >= net_amount
    THEN gross_amount - coalesce(tax_amount, 0) ELSE gross_amount END, net_amount, 0)`
  const money = (amount: string): string =>
    millionthsSql(`CASE WHEN ${returned} THEN -abs(${amount}) ELSE ${amount} END`)
  return `SELECT p.at AS product, coalesce(l.at, c.served_from, nowhere.served_from) AS location,
      coalesce(c.at, l.buyer, nowhere.at) AS customer,
      CASE flow WHEN 'SELL_OUT' THEN 1 ELSE 0 END AS flow, CAST(date - DATE '1970-01-01' AS INTEGER) AS day, period,
      ${thousandthsSql(`CASE WHEN ${returned} THEN 0 ELSE units END`)} AS units,
      ${thousandthsSql(`CASE WHEN ${returned} THEN abs(units) ELSE 0 END`)} AS returned,
      ${money(gross)} AS gross, ${money(net)} AS net, s.currency
    FROM ${rows} s JOIN product_at p ON p.id = s.product_id
      LEFT JOIN location_at l ON l.id = s.location_id LEFT JOIN customer_at c ON c.id = s.customer_id
      CROSS JOIN nowhere_at nowhere`
}

/** Writes the days of weekly and monthly sales into `split_sales`; false when there are none. */
async function splitPeriods(connection: DuckDBConnection, placed: string, weekStart: number): Promise<boolean> {
  const sums = AMOUNTS.map((name) => `CAST(sum(${name}) AS DOUBLE) AS ${name}`)
  const periods = await readColumns(
    connection,
    `SELECT product, location, customer, CAST(flow AS INTEGER) AS flow, day, period, ${sums.join(', ')} FROM (${placed})
     WHERE period <> 'D' GROUP BY ALL ORDER BY product, location, customer, flow, day, period`,
  )
  const count = periods.product!.length
  if (count === 0) return false
  await connection.run(
    'CREATE TEMP TABLE split_sales (product INTEGER, location INTEGER, customer INTEGER, flow INTEGER, day INTEGER, units DOUBLE, returned DOUBLE, gross DOUBLE, net DOUBLE, estimated INTEGER)',
  )
  const splits = new Map<string, DaySplit>()
  const splitOf = (period: string, day: number): DaySplit => {
    const firstDay = period === 'W' ? day : firstDayOfMonth(monthOf(day))
    const key = `${period}${firstDay}`
    const days = period === 'W' ? 7 : firstDayOfMonth(monthOf(day) + 1) - firstDay
    const split = splits.get(key) ?? buildDaySplit({ firstDay, days, weekStart })
    splits.set(key, split)
    return split
  }
  let batch = new SplitBatch()
  for (let row = 0; row < count; row++) {
    batch.add(periods, row, splitOf(periods.period![row] as string, periods.day![row] as number))
    if (batch.size > 500_000) {
      await appendColumns(connection, 'split_sales', batch.columns())
      batch = new SplitBatch()
    }
  }
  await appendColumns(connection, 'split_sales', batch.columns())
  return true
}

class SplitBatch {
  private readonly place: number[][] = [[], [], [], [], []]
  private readonly amounts: number[][] = [[], [], [], []]

  get size(): number {
    return this.place[0]!.length
  }

  add(periods: Record<string, Column>, row: number, split: DaySplit): void {
    const parts = AMOUNTS.map((name) => splitOverDays(split, periods[name]![row] as number))
    const days = split.dayWeight.length
    for (let offset = 0; offset < days; offset++) {
      if (parts.every((part) => part[offset] === 0) && split.dayWeight[offset] === 0) continue
      for (const [at, name] of ['product', 'location', 'customer', 'flow'].entries())
        this.place[at]!.push(periods[name]![row] as number)
      this.place[4]!.push(split.firstDay + offset)
      for (const [at, part] of parts.entries()) this.amounts[at]!.push(part[offset]!)
    }
  }

  columns() {
    const whole = this.place.map((values, at) => ({ name: `p${at}`, type: 'INTEGER' as const, values }))
    const exact = this.amounts.map((values, at) => ({ name: `a${at}`, type: 'DOUBLE' as const, values }))
    const estimated = { name: 'estimated', type: 'INTEGER' as const, values: new Int32Array(this.size).fill(1) }
    return [...whole, ...exact, estimated]
  }
}
