import { createHash } from 'node:crypto'
import type { Company } from '../core/network/company.js'
import type { Facts, LedgerLine, OpenItem, OpenOrder, PastPlan, SupplyOrder } from '../core/network/facts.js'
import { quoteText, readColumns, readRows } from './duckdb/columns.js'
import type { Database } from './duckdb/database.js'
import { placeIds } from './fact-places.js'
import { askFacts, type FactQuery, type FactsOptions } from './fact-query.js'
import { millionthsSql, thousandthsSql } from './master-rows.js'
import { readSales } from './read-sales.js'
import { readStock } from './read-stock.js'

/** What has happened, in the positions of a company read from the same store. */
export async function readFacts(store: Database, company: Company, options: FactsOptions = {}): Promise<Facts> {
  const { connection } = store
  await placeIds(connection, company)
  const query = await askFacts(connection, company, options)
  return {
    id: await factsId(query, options.load),
    sales: await readSales(query),
    stock: await readStock(query),
    orders: await readOrders(query),
    supplyOrders: await readSupplyOrders(query),
    ledger: await readLedger(query),
    openItems: [...(await readOpenItems(query, 'receivable')), ...(await readOpenItems(query, 'payable'))],
    pastPlans: await readPastPlans(query),
  }
}

/**
 * Digest of what was read: every fact that is looked at, whichever file or load it came from, and the master files as
 * last loaded. So a folder that has learned more since gives the same digest for an earlier day.
 */
async function factsId({ connection, tables, rows }: FactQuery, load: number | undefined): Promise<string> {
  const parts = tables.map(
    (table) =>
      `SELECT '${table}' AS part, CAST(count(*) AS VARCHAR) AS size, CAST(coalesce(sum(hash(key_id, content_id)), 0) AS VARCHAR) AS digest FROM ${rows(table)}`,
  )
  const masters = `SELECT "table" || '/' || name, '', digest FROM loaded_files
    WHERE load = ${load ?? '(SELECT max(load) FROM loads)'} AND "table" NOT IN (${tables.map(quoteText).join(', ') || "''"})`
  const read = await readRows(connection, `${[...parts, masters].join(' UNION ALL ')} ORDER BY ALL`)
  const filled = read.filter((row) => row.size !== '0')
  return createHash('sha256').update(JSON.stringify(filled)).digest('hex').slice(0, 16)
}

const dayOf = (column: string, missing = '-1'): string =>
  `CAST(coalesce(${column} - DATE '1970-01-01', ${missing}) AS INTEGER)`
const thousandths = (column: string): string => thousandthsSql(`coalesce(${column}, 0)`)
const millionths = millionthsSql
const text = (column: string): string => `coalesce(${column}, '')`

/** Reads a query as objects whose keys are its columns. */
async function readObjects<Of>(query: FactQuery, sql: string, toRecord: (row: RowReader) => Of): Promise<Of[]> {
  const columns = await readColumns(query.connection, sql)
  const names = Object.keys(columns)
  const count = names.length === 0 ? 0 : columns[names[0]!]!.length
  return Array.from({ length: count }, (_, row) =>
    toRecord({
      text: (name) => columns[name]![row] as string,
      number: (name) => columns[name]![row] as number,
    }),
  )
}

interface RowReader {
  text(name: string): string
  number(name: string): number
}

/** Customers' orders with something still to ship; what was shipped or cancelled after the moment asked about was open. */
function readOrders(query: FactQuery): Promise<OpenOrder[]> {
  const rows = query.rows('orders')
  if (rows === null) return Promise.resolve([])
  const until = query.lastDay === null ? 'true' : `%s <= DATE '1970-01-01' + ${query.lastDay}`
  const shipped = `CASE WHEN shipped_date IS NULL OR ${until.replace('%s', 'shipped_date')} THEN shipped_units ELSE 0 END`
  return readObjects(
    query,
    `SELECT order_id, line, p.at AS product, c.at AS customer, coalesce(l.at, c.served_from) AS location,
       ${dayOf('coalesce(order_date, requested_date, promised_date)')} AS ordered,
       ${dayOf('coalesce(requested_date, promised_date, order_date)')} AS requested,
       ${dayOf('coalesce(promised_date, requested_date, order_date)')} AS promised,
       ${thousandths('ordered_units')} AS units, ${thousandths(shipped)} AS shipped
     FROM ${rows} o JOIN product_at p ON p.id = o.product_id JOIN customer_at c ON c.id = o.customer_id
       LEFT JOIN location_at l ON l.id = o.ship_from
     WHERE NOT coalesce(cancel_date IS NOT NULL AND ${until.replace('%s', 'cancel_date')}, false)
       AND ordered_units > coalesce(${shipped}, 0)
     ORDER BY order_id, line`,
    (row) => ({
      order: row.text('order_id'),
      line: row.text('line'),
      product: row.number('product'),
      customer: row.number('customer'),
      location: row.number('location'),
      orderDay: row.number('ordered'),
      requestedDay: row.number('requested'),
      promisedDay: row.number('promised'),
      orderedUnits: row.number('units'),
      shippedUnits: row.number('shipped'),
    }),
  )
}

/** Purchase, production and transfer orders with something still to come. */
function readSupplyOrders(query: FactQuery): Promise<SupplyOrder[]> {
  const rows = query.rows('supply_orders')
  if (rows === null) return Promise.resolve([])
  const until = query.lastDay === null ? 'true' : `received_date <= DATE '1970-01-01' + ${query.lastDay}`
  const received = `CASE WHEN received_date IS NULL OR ${until} THEN received_units ELSE 0 END`
  return readObjects(
    query,
    `SELECT order_id, kind, p.at AS product, t.at AS "to", coalesce(f.at, -1) AS "from", coalesce(s.at, -1) AS supplier,
       ${thousandths('ordered_units')} AS units, ${thousandths(received)} AS received,
       ${dayOf('due_date')} AS due, ${dayOf('coalesce(promised_date, due_date)')} AS promised, ${dayOf('ship_date')} AS ship
     FROM ${rows} o JOIN product_at p ON p.id = o.product_id JOIN location_at t ON t.id = o."to"
       LEFT JOIN location_at f ON f.id = o."from" LEFT JOIN supplier_at s ON s.id = o."from"
     WHERE lower(coalesce(status, '')) NOT IN ('cancelled', 'canceled', 'closed') AND ordered_units > coalesce(${received}, 0)
     ORDER BY order_id, product, "to"`,
    (row) => ({
      order: row.text('order_id'),
      kind: row.text('kind') as SupplyOrder['kind'],
      product: row.number('product'),
      to: row.number('to'),
      from: row.number('from'),
      supplier: row.number('from') >= 0 ? -1 : row.number('supplier'),
      orderedUnits: row.number('units'),
      receivedUnits: row.number('received'),
      dueDay: row.number('due'),
      promisedDay: row.number('promised'),
      shipDay: row.number('ship'),
    }),
  )
}

/** Lines of a company that the folder does not know any more are nobody's. */
async function readLedger(query: FactQuery): Promise<LedgerLine[]> {
  const rows = query.rows('ledger')
  if (rows === null) return []
  const settled = settleEntity(query.company)
  const lines = await readObjects(
    query,
    `SELECT company_id, CAST(year("month") * 12 + month("month") - 1 AS INTEGER) AS month_number, line, ${text('account')} AS account,
       coalesce(c.at, -1) AS customer, ${millionths('amount')} AS amount, currency
     FROM ${rows} o LEFT JOIN customer_at c ON c.id = o.customer_id ORDER BY company_id, month_number, line, account, customer`,
    (row) => ({
      entity: settled(row.text('company_id')),
      month: row.number('month_number'),
      line: row.text('line'),
      account: row.text('account') || null,
      customer: row.number('customer'),
      amount: row.number('amount'),
      currency: row.text('currency'),
    }),
  )
  return lines.filter((line): line is typeof line & { entity: string } => line.entity !== null)
}

function readOpenItems(query: FactQuery, kind: OpenItem['kind']): Promise<OpenItem[]> {
  const rows = query.rows(`${kind}s`)
  if (rows === null) return Promise.resolve([])
  const settled = settleEntity(query.company)
  return readObjects(
    query,
    `SELECT party, invoice, ${dayOf('date')} AS day, ${dayOf('due')} AS due_day, ${millionths('open_amount')} AS open_amount,
       ${millionths('coalesce(tax, 0)')} AS tax_amount, currency, ${text('company_id')} AS entity
     FROM ${rows} WHERE open_amount <> 0 ORDER BY party, invoice, entity`,
    (row) => ({
      kind,
      party: row.text('party'),
      invoice: row.text('invoice'),
      day: row.number('day'),
      dueDay: row.number('due_day'),
      openAmount: row.number('open_amount'),
      taxAmount: row.number('tax_amount'),
      currency: row.text('currency'),
      entity: settled(row.text('entity')),
    }),
  )
}

/** The company that a fact names: its own where the folder has it, the only one where it has no table of them. */
function settleEntity({ entities }: Company): (id: string) => string | null {
  const known = new Set(entities.map(({ id }) => id))
  const only = entities.length === 1 ? entities[0]!.id : null
  return (id) => (known.has(id) ? id : id === '' ? null : only)
}

/** `endDay` is the day after the last one of the period, as everywhere inside. */
function readPastPlans(query: FactQuery): Promise<PastPlan[]> {
  const rows = query.rows('plans')
  if (rows === null) return Promise.resolve([])
  return readObjects(
    query,
    `SELECT snapshot_id, stream, ${dayOf('frozen_at')} AS frozen, flow, p.at AS product, coalesce(l.at, -1) AS location,
       coalesce(c.at, -1) AS customer, ${dayOf('period_start')} AS first_day, ${dayOf('period_end')} + 1 AS end_day,
       ${thousandths('units')} AS units, coalesce(${millionths('value')}, 'NaN'::DOUBLE) AS worth
     FROM ${rows} o JOIN product_at p ON p.id = o.product_id LEFT JOIN location_at l ON l.id = o.location_id
       LEFT JOIN customer_at c ON c.id = o.customer_id
     ORDER BY snapshot_id, stream, flow, product, location, customer, first_day`,
    (row) => ({
      snapshot: row.text('snapshot_id'),
      stream: row.text('stream'),
      frozenDay: row.number('frozen'),
      flow: row.text('flow'),
      product: row.number('product'),
      location: row.number('location'),
      customer: row.number('customer'),
      firstDay: row.number('first_day'),
      endDay: row.number('end_day'),
      units: row.number('units'),
      value: Number.isNaN(row.number('worth')) ? null : row.number('worth'),
    }),
  )
}
