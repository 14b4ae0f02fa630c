import type { SalesFacts } from '../core/network/facts.js'
import { readChunks, readRows } from './duckdb/columns.js'
import type { FactQuery } from './fact-query.js'
import { millionthsSql, thousandthsSql } from './master-rows.js'
import { forgetBooks, inBooks } from './sales-currency.js'
import { emptySales, LONGEST_PERIOD, PERIODS, type PeriodColumns, SalesDays } from './sales-days.js'

/** Temporary table of the sales by period, added up. */
const PERIOD_SALES = 'period_sales'

/** Sales by product × location × customer × flow × day, in that order; weeks and months split into days. [IM13] */
export async function readSales(query: FactQuery): Promise<SalesFacts> {
  const rows = query.rows('sales')
  if (rows === null) return emptySales(0)
  const { connection, company } = query
  const placed = await inBooks(query, rows, placedSql(rows))
  const sums = ['units', 'returned', 'gross', 'net'].map((name) => `CAST(sum(${name}) AS DOUBLE) AS ${name}`)
  await connection.run(
    `CREATE TEMP TABLE ${PERIOD_SALES} AS SELECT product, location, customer, CAST(flow AS INTEGER) AS flow, day,
       CAST(list_position([${PERIODS.map((period) => `'${period}'`).join(', ')}], period) - 1 AS INTEGER) AS period, ${sums.join(', ')}
     FROM (${placed}) GROUP BY ALL`,
  )
  await forgetBooks(query)
  const [span] = await readRows(
    connection,
    `SELECT CAST(coalesce(sum([1, 7, ${LONGEST_PERIOD}][period + 1]), 0) AS DOUBLE) AS most,
       coalesce(min(day), 0) AS "firstDay", coalesce(max(day), 0) AS "lastDay" FROM ${PERIOD_SALES}`,
  )
  const days = new SalesDays({
    ...(span as { most: number; firstDay: number; lastDay: number }),
    weekStart: company.settings.weekStart,
  })
  const sorted = `SELECT * FROM ${PERIOD_SALES} ORDER BY product, location, customer, flow, day, period`
  for await (const chunk of readChunks(connection, sorted)) days.add(chunk as PeriodColumns)
  await connection.run(`DROP TABLE ${PERIOD_SALES}`)
  return days.finish()
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
