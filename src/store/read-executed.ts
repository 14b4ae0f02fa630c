import type { Day } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import type { ExecutedFacts, Payment } from '../core/network/executed.js'
import { type Column, readColumns, readRows } from './duckdb/columns.js'
import type { Database } from './duckdb/database.js'
import { placeIds } from './fact-places.js'
import { askFacts, type FactQuery } from './fact-query.js'
import { millionthsSql, thousandthsSql } from './master-rows.js'
import { readSales } from './read-sales.js'
import { LONGEST_PERIOD } from './sales-days.js'

/** Stock that is older than this says nothing of a day. */
export const STOCK_DAYS = 7

/** What was executed on the days [from, until), as known: rules AD14 to AD16 of docs/specs/adherence.md. */
export async function readExecuted({ connection }: Database, company: Company, range: Range): Promise<ExecutedFacts> {
  await placeIds(connection, company)
  const query = await askFacts(connection, company, {})
  return {
    sales: await readSales(salesWithin(query, range)),
    corrections: await readCorrections(query, range),
    spans: await readSpans(query, range),
    tells: { made: await tells(query, 'made'), received: await tells(query, 'received') },
    inbound: await readInbound(query, range),
    asked: await readAsked(query, range),
    stock: await readSnapshots(query, range),
    payments: await readPayments(query, range),
    heard: await readHeard(query, range),
  }
}

/** The newest day of which sales, and movements, tell anything; none of what nobody tells. */
export async function newestDays({ connection }: Database, company: Company): Promise<{ table: string; day: Day }[]> {
  const query = await askFacts(connection, company, {})
  const parts = Object.entries(LAST_DAY).flatMap(([table, day]) => {
    const rows = query.rows(table)
    const newest = `CAST(max(${day}) - DATE '1970-01-01' AS INTEGER)`
    return rows === null ? [] : [`SELECT '${table}' AS "table", ${newest} AS day FROM ${rows}`]
  })
  const found = parts.length === 0 ? [] : await readRows(connection, parts.join(' UNION ALL '))
  return found.flatMap(({ table, day }) => (day === null ? [] : [{ table: String(table), day: Number(day) }]))
}

const LAST_DAY = {
  sales: `CASE period WHEN 'W' THEN date + 6 WHEN 'M' THEN last_day(date) ELSE date END`,
  movements: 'date',
} as const

interface Range {
  readonly from: Day
  readonly until: Day
}

const DATE = (day: Day): string => `DATE '1970-01-01' + ${day}`
const within = (column: string, { from, until }: Range): string =>
  `${column} >= ${DATE(from)} AND ${column} < ${DATE(until)}`
const dayOf = (column: string): string => `CAST(${column} - DATE '1970-01-01' AS INTEGER)`

/** A weekly or monthly sale that began before may reach in. */
const salesWithin = (query: FactQuery, { from, until }: Range): FactQuery => ({
  ...query,
  rows(table) {
    const rows = query.rows(table)
    if (table !== 'sales' || rows === null) return rows
    return `(SELECT * FROM ${rows} WHERE ${within('date', { from: from - LONGEST_PERIOD, until })})`
  },
})

/** Where a sale belongs, as `read-sales.ts` has it. [IM14] */
const SOLD_AT = `JOIN product_at p ON p.id = s.product_id LEFT JOIN location_at l ON l.id = s.location_id
  LEFT JOIN customer_at c ON c.id = s.customer_id CROSS JOIN nowhere_at nowhere`

async function readCorrections(query: FactQuery, range: Range): Promise<ExecutedFacts['corrections']> {
  const rows = query.rows('sales')
  if (rows === null) return NO_UNITS
  return (await readColumns(
    query.connection,
    `SELECT p.at AS product, coalesce(l.at, c.served_from, nowhere.served_from) AS location,
       coalesce(c.at, l.buyer, nowhere.at) AS customer, ${dayOf('date')} AS day,
       CAST(sum(${thousandthsSql('-units')}) AS DOUBLE) AS units
     FROM ${rows} s ${SOLD_AT} WHERE kind = 'sale' AND units < 0 AND ${within('date', range)} GROUP BY ALL ORDER BY ALL`,
  )) as unknown as ExecutedFacts['corrections']
}

async function readSpans(query: FactQuery, range: Range): Promise<ExecutedFacts['spans']> {
  const rows = salesWithin(query, range).rows('sales')
  if (rows === null) return { ...NO_UNITS, endDay: new Int32Array(0) }
  return (await readColumns(
    query.connection,
    `SELECT p.at AS product, coalesce(l.at, c.served_from, nowhere.served_from) AS location,
       coalesce(c.at, l.buyer, nowhere.at) AS customer, ${dayOf('date')} AS day,
       ${dayOf(`CASE period WHEN 'W' THEN date + 7 ELSE last_day(date) + 1 END`)} AS "endDay"
     FROM ${rows} s ${SOLD_AT} WHERE period <> 'D' GROUP BY ALL ORDER BY ALL`,
  )) as unknown as ExecutedFacts['spans']
}

const TOLD_BY = {
  made: { movements: `'produce'`, orders: `'production'` },
  received: { movements: `'receipt', 'transfer'`, orders: `'purchase', 'transfer'` },
} as const

async function tells(query: FactQuery, what: keyof typeof TOLD_BY): Promise<boolean> {
  for (const table of ['movements', 'supply_orders'] as const) {
    const rows = query.rows(table)
    const kinds = TOLD_BY[what][table === 'movements' ? 'movements' : 'orders']
    if (rows === null) continue
    const [found] = await readRows(query.connection, `SELECT count(*) AS told FROM ${rows} WHERE kind IN (${kinds})`)
    if (Number(found!.told) > 0) return true
  }
  return false
}

/** Movements where a place tells them, supply orders where it does not. [AD14] */
async function readInbound(query: FactQuery, range: Range): Promise<ExecutedFacts['inbound']> {
  const movements = query.rows('movements')
  const orders = query.tables.includes('supply_orders')
    ? newest(query, 'supply_orders', 'received_date IS NOT NULL')
    : null
  const told = (kinds: string): string =>
    movements === null ? 'false' : `"to" IN (SELECT DISTINCT location_id FROM ${movements} WHERE kind IN (${kinds}))`
  const parts = [
    movements === null
      ? null
      : `SELECT product_id, location_id, date, units, CASE kind WHEN 'produce' THEN 0 WHEN 'receipt' THEN 1 ELSE 2 END AS kind
         FROM ${movements} WHERE (kind IN ('produce', 'receipt') OR kind = 'transfer' AND units > 0) AND ${within('date', range)}`,
    orders === null
      ? null
      : `SELECT product_id, "to" AS location_id, received_date AS date, received_units AS units,
           CASE kind WHEN 'production' THEN 0 WHEN 'purchase' THEN 1 ELSE 2 END AS kind
         FROM ${orders} WHERE received_units > 0 AND ${within('received_date', range)}
           AND NOT CASE kind WHEN 'production' THEN ${told(`'produce'`)} ELSE ${told(`'receipt', 'transfer'`)} END`,
  ].filter((part) => part !== null)
  if (parts.length === 0) return { ...NO_UNITS, kind: new Uint8Array(0) }
  return (await readColumns(
    query.connection,
    `SELECT p.at AS product, l.at AS location, ${dayOf('date')} AS day, CAST(kind AS UTINYINT) AS kind,
       CAST(sum(${thousandthsSql('units')}) AS DOUBLE) AS units
     FROM (${parts.join(' UNION ALL ')}) m JOIN product_at p ON p.id = m.product_id JOIN location_at l ON l.id = m.location_id
     GROUP BY ALL ORDER BY ALL`,
  )) as unknown as ExecutedFacts['inbound']
}

/**
 * What was last said of each order: an order that a newer file leaves out is withdrawn, but for one that had come to its
 * end before.
 */
function newest(query: FactQuery, table: string, ended: string): string {
  const inForce = query.rows(table)!
  return `(SELECT * FROM (SELECT * FROM "${table}" QUALIFY row_number() OVER (PARTITION BY key_id ORDER BY known_from DESC, load DESC) = 1)
    WHERE (${ended}) OR key_id IN (SELECT key_id FROM ${inForce}))`
}

async function readAsked(query: FactQuery, range: Range): Promise<ExecutedFacts['asked']> {
  if (!query.tables.includes('orders')) return null
  const rows = newest(query, 'orders', 'shipped_date IS NOT NULL OR cancel_date IS NOT NULL')
  const wanted = 'coalesce(requested_date, promised_date, order_date)'
  const [any] = await readRows(
    query.connection,
    `SELECT count(*) AS orders FROM ${rows} WHERE ${within(wanted, range)}`,
  )
  if (Number(any!.orders) === 0) return null
  return (await readColumns(
    query.connection,
    `SELECT p.at AS product, coalesce(l.at, c.served_from) AS location, c.at AS customer, ${dayOf(wanted)} AS day,
       CAST(sum(${thousandthsSql('ordered_units')}) AS DOUBLE) AS units
     FROM ${rows} o JOIN product_at p ON p.id = o.product_id JOIN customer_at c ON c.id = o.customer_id
       LEFT JOIN location_at l ON l.id = o.ship_from
     WHERE ${within(wanted, range)} AND coalesce(cancel_date >= ${wanted}, true) GROUP BY ALL ORDER BY ALL`,
  )) as unknown as ExecutedFacts['asked']
}

async function readSnapshots(query: FactQuery, { from, until }: Range): Promise<ExecutedFacts['stock']> {
  const rows = query.rows('stock')
  if (rows === null) return { ...NO_UNITS, onHand: new Float64Array(0), free: new Float64Array(0) }
  const units = (where: string): string =>
    `CAST(coalesce(sum(${thousandthsSql('on_hand_units')}) FILTER (WHERE ${where}), 0) AS DOUBLE)`
  return (await readColumns(
    query.connection,
    `SELECT p.at AS product, l.at AS location, ${dayOf('date')} AS day, ${units(`status <> 'consigned'`)} AS "onHand",
       ${units(`status = 'free'`)} AS free
     FROM ${rows} s JOIN product_at p ON p.id = s.product_id JOIN location_at l ON l.id = s.location_id
     WHERE ${within('date', { from: from - STOCK_DAYS, until: until + 1 })} GROUP BY ALL ORDER BY ALL`,
  )) as unknown as ExecutedFacts['stock']
}

async function readPayments(query: FactQuery, range: Range): Promise<Payment[]> {
  const rows = query.rows('payments')
  if (rows === null) return []
  const { customers, suppliers, settings } = query.company
  const currencies = {
    customer: new Map(customers.map(({ id, currency }) => [id, currency])),
    supplier: new Map(suppliers.map(({ id, currency }) => [id, currency])),
  }
  const paid = await readRows(
    query.connection,
    `SELECT party_type, party, ${dayOf('date')} AS day, kind IN ('deduction', 'credit_note') AS deducted,
       sum(${millionthsSql('amount')}) AS amount
     FROM ${rows} WHERE ${within('date', range)} GROUP BY ALL ORDER BY ALL`,
  )
  return paid.map((row) => {
    const from = row.party_type as Payment['from']
    const currency = currencies[from].get(String(row.party)) ?? settings.baseCurrency
    return { from, currency, day: Number(row.day), amount: Number(row.amount), isDeduction: row.deducted === true }
  })
}

async function readHeard(query: FactQuery, range: Range): Promise<ExecutedFacts['heard']> {
  const parts = ['sales', 'movements', 'stock'].flatMap((table) => {
    const rows = query.rows(table)
    // A snapshot of the morning after tells of the last day.
    const seen = table === 'stock' ? { from: range.from + 1, until: range.until + 1 } : range
    const day = table === 'stock' ? 'date - 1' : 'date'
    return rows === null ? [] : [`SELECT location_id, ${day} AS date FROM ${rows} WHERE ${within('date', seen)}`]
  })
  const unnamed = query.rows('sales')
  const served =
    unnamed === null
      ? ''
      : ` UNION SELECT coalesce(c.served_from, nowhere.served_from), ${dayOf('date')} FROM ${unnamed} s
          LEFT JOIN customer_at c ON c.id = s.customer_id CROSS JOIN nowhere_at nowhere
          WHERE s.location_id IS NULL AND ${within('date', range)}`
  if (parts.length === 0) return { location: new Int32Array(0), day: new Int32Array(0) }
  const columns: Record<string, Column> = await readColumns(
    query.connection,
    `SELECT CAST(location AS INTEGER) AS location, CAST(day AS INTEGER) AS day FROM (
       SELECT l.at AS location, ${dayOf('t.date')} AS day FROM (${parts.join(' UNION ALL ')}) t
       JOIN location_at l ON l.id = t.location_id${served}) WHERE location >= 0 GROUP BY ALL ORDER BY ALL`,
  )
  return columns as unknown as ExecutedFacts['heard']
}

const NO_UNITS = {
  product: new Int32Array(0),
  location: new Int32Array(0),
  customer: new Int32Array(0),
  day: new Int32Array(0),
  units: new Float64Array(0),
}
