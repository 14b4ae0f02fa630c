import type { DuckDBConnection } from '@duckdb/node-api'
import { readRows } from '../duckdb/columns.js'

/** Part of a version: what each table that is cut keeps, as a condition on its rows. */
export type Slice = Readonly<Record<string, string>>

/** Nothing is cut. */
export const WHOLE: readonly Slice[] = [{}]

const OF_DEMAND_ROW = ['baseline', 'layer_cells', 'consensus_demand', 'shipments', 'order_adjustments', 'demand_rows']
const OF_STOCK_ROW = [
  ...['receipts', 'firm_receipts', 'issues', 'write_offs', 'closing_stock', 'lots', 'stock_rows'],
  'transfer_links',
]
const OF_CUBE_ROW = ['cube_rows', 'demand_pricing', 'money']

/**
 * The rows of a version by products, so that what is checked row by row is checked for some of them at a time. Uncut
 * where rows do not stand product by product, or where something flows between two parts.
 */
export async function slicesByProduct(connection: DuckDBConnection, cellsAtATime: number): Promise<readonly Slice[]> {
  const [size] = await readRows(
    connection,
    `SELECT ((SELECT count(*) FROM demand_rows) + (SELECT count(*) FROM stock_rows))::DOUBLE AS rows,
      (SELECT count(*) FROM buckets)::DOUBLE AS buckets, (SELECT coalesce(max(item), 0) + 1 FROM stock_rows)::DOUBLE AS items`,
  )
  const { rows, buckets, items } = size as { rows: number; buckets: number; items: number }
  const count = Math.min(items, Math.ceil((rows * buckets) / 2 / cellsAtATime))
  if (count <= 1 || (await isCrossed(connection, count, items))) return WHOLE
  const starts = (table: string): Promise<number[]> => startsOf(connection, table, count, items)
  const demand = cut(OF_DEMAND_ROW, 'row', await starts('demand_rows'))
  const stock = cut(OF_STOCK_ROW, 'row', await starts('stock_rows'))
  return demand.map((slice, at) => ({ ...slice, ...stock[at] }))
}

const sliceOf = (item: string, count: number, items: number): string => `(${item}::BIGINT * ${count} // ${items})`

async function isCrossed(connection: DuckDBConnection, count: number, items: number): Promise<boolean> {
  const slice = (item: string): string => sliceOf(item, count, items)
  const disordered = (table: string): string =>
    `(SELECT count(*) FROM (SELECT item < lag(item) OVER (ORDER BY row) AS back FROM ${table}) WHERE back)`
  const [row] = await readRows(
    connection,
    `SELECT (${disordered('demand_rows')} + ${disordered('stock_rows')}
      + (SELECT count(*) FROM demand_rows d JOIN stock_rows s ON s.row = d.stock_row WHERE ${slice('d.item')} <> ${slice('s.item')})
      + (SELECT count(*) FROM transfer_links l JOIN stock_rows a ON a.row = l.row JOIN stock_rows b ON b.row = l.source_row
         WHERE ${slice('a.item')} <> ${slice('b.item')}))::DOUBLE AS faults`,
  )
  return row!.faults !== 0
}

/** The first row of every slice but the first; a slice without rows begins where the next one does. */
async function startsOf(connection: DuckDBConnection, table: string, count: number, items: number): Promise<number[]> {
  const rows = await readRows(
    connection,
    `SELECT coalesce((SELECT min(row) FROM ${table} WHERE ${sliceOf('item', count, items)} >= n), 2147483647)::DOUBLE AS start
    FROM range(1, ${count}) t(n) ORDER BY n`,
  )
  return rows.map(({ start }) => start as number)
}

/** The base cube by ranges of its rows, so that pricing the whole plan needs no more memory than pricing a part. */
export async function slicesByCubeRow(connection: DuckDBConnection, cellsAtATime: number): Promise<readonly Slice[]> {
  const [size] = await readRows(
    connection,
    `SELECT (SELECT coalesce(max(cube_row), 0) + 1 FROM cube_rows)::DOUBLE AS rows, (SELECT count(*) FROM money)::DOUBLE AS cells`,
  )
  const { rows, cells } = size as { rows: number; cells: number }
  const count = Math.min(rows, Math.ceil(cells / cellsAtATime))
  const starts = Array.from({ length: Math.max(0, count - 1) }, (_, at) => Math.floor(((at + 1) * rows) / count))
  return cut(OF_CUBE_ROW, 'cube_row', starts)
}

/** The first and the last slice are open to their side, so that no row is in none of them. */
function cut(tables: readonly string[], column: string, starts: readonly number[]): Slice[] {
  const borders = [null, ...starts, null]
  return borders.slice(1).map((end, at) => {
    const start = borders[at]!
    const from = start === null ? [] : [`${column} >= ${start}`]
    const to = end === null ? [] : [`${column} < ${end}`]
    const condition = [...from, ...to].join(' AND ')
    return condition === '' ? {} : Object.fromEntries(tables.map((table) => [table, condition]))
  })
}
