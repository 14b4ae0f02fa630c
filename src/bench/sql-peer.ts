import { DuckDBInstance } from '@duckdb/node-api'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { BASE_LINES, currencyOfCubeRow, type MoneyPlan, unitRate } from '../finance/money-plan.js'
import { appendColumns, readRows } from '../store/duckdb/columns.js'

const CELLS_PER_BATCH = 2_000_000

/**
 * The same valuation and roll-up as one SQL statement over the same quantities, whole numbers, rounding once per cell.
 * Loading is not counted: it is given its data where it likes it best, in its own columns.
 */
export async function valueInSql(plan: SupplyPlan, money: MoneyPlan): Promise<{ seconds: number; agrees: boolean }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const lines = BASE_LINES.filter((line) => money.cubeMoney[line] !== null)
  try {
    await connection.run('CREATE TABLE cells (row INTEGER, bucket INTEGER, quantity BIGINT)')
    await fillCells()
    const rates = lines.map((line) => `"${line}" BIGINT`).join(', ')
    await connection.run(`CREATE TABLE rows (row INTEGER, cube_row INTEGER, ${rates})`)
    const count = plan.rows.demand.count
    await appendColumns(connection, 'rows', [
      { name: 'row', type: 'INTEGER', values: Int32Array.from({ length: count }, (_, row) => row) },
      { name: 'cube_row', type: 'INTEGER', values: money.cubeRowOf },
      ...lines.map((line) => ({
        name: line,
        type: 'BIGINT' as const,
        values: Float64Array.from({ length: count }, (_, row) => unitRate(money, line, row, 0)),
      })),
    ])
    const divisor = 10 ** (9 - currencyOfCubeRow(money, 0).atomDecimals)
    const sums = lines
      .map((line) => `sum((c.quantity * r."${line}" + ${divisor / 2}) // ${divisor}) AS "${line}"`)
      .join(', ')
    const start = performance.now()
    await connection.run(
      `CREATE TABLE cube AS SELECT r.cube_row, c.bucket, ${sums} FROM cells c JOIN rows r ON r.row = c.row GROUP BY ALL`,
    )
    const seconds = (performance.now() - start) / 1000
    return { seconds, agrees: await agrees() }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }

  async function fillCells(): Promise<void> {
    const { constrained } = plan.columns
    const buckets = plan.horizon.count
    for (let from = 0; from < constrained.length; from += CELLS_PER_BATCH) {
      const quantity = constrained.subarray(from, from + CELLS_PER_BATCH)
      await appendColumns(connection, 'cells', [
        {
          name: 'row',
          type: 'INTEGER',
          values: Int32Array.from(quantity, (_, at) => Math.floor((from + at) / buckets)),
        },
        { name: 'bucket', type: 'INTEGER', values: Int32Array.from(quantity, (_, at) => (from + at) % buckets) },
        { name: 'quantity', type: 'BIGINT', values: quantity },
      ])
    }
  }

  async function agrees(): Promise<boolean> {
    const totals = lines.map((line) => `sum("${line}")::VARCHAR AS "${line}"`).join(', ')
    const [row] = await readRows(connection, `SELECT ${totals} FROM cube`)
    return lines.every((line) => Number(row![line]) === money.cubeMoney[line]!.reduce((sum, atoms) => sum + atoms, 0))
  }
}
