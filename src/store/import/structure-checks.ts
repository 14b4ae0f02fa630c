import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractTable } from '../../contract/column.js'
import type { CompanyFile } from '../../contract/company-file.js'
import { findCycle } from '../../contract/cycle.js'
import { findTable } from '../../contract/tables.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { FINDINGS, type FindingLog } from './finding-log.js'
import { typedName } from './typed-rows.js'

/** What no single row shows: loops, currencies without a rate, prices that tie. Each is a fault of the whole folder. */
export async function checkStructure(
  connection: DuckDBConnection,
  tables: readonly ContractTable[],
  company: CompanyFile,
  log: FindingLog,
): Promise<void> {
  const present = new Set(tables.map((table) => table.name))
  if (present.has('lanes')) await checkLaneLoops(connection, present.has('locations'), log)
  if (present.has('recipes'))
    await checkLoop(connection, log, 'recipes', 'contract.recipe_loop', 'component_id', 'product_id')
  if (present.has('customers'))
    await checkLoop(connection, log, 'customers', 'contract.customer_loop', 'parent_id', 'id')
  if (present.has('prices')) await liftPriceTies(connection, log)
  await checkNobodyThere(connection, tables, log)
  await checkCurrencies(connection, tables, company, log)
}

/** A company has at least one product and one place. It may well have sold nothing yet. */
async function checkNobodyThere(
  connection: DuckDBConnection,
  tables: readonly ContractTable[],
  log: FindingLog,
): Promise<void> {
  for (const table of tables) {
    if (!table.required || table.fact !== null || log.faults.some((fault) => fault.table === table.name)) continue
    const [row] = await readRows(connection, `SELECT EXISTS (SELECT 1 FROM ${typedName(table)} WHERE NOT bad) AS found`)
    if (row!.found !== true)
      log.fault({ table: table.name, file: '', sheet: '' }, 'contract.no_usable_row', { table: table.name })
  }
}

const typed = (name: string): string => typedName(findTable(name)!)

async function checkLoop(
  connection: DuckDBConnection,
  log: FindingLog,
  table: string,
  code: string,
  from: string,
  to: string,
): Promise<void> {
  const rows = await readRows(
    connection,
    `SELECT DISTINCT ${quoteName(from)} AS a, ${quoteName(to)} AS b FROM ${typed(table)} WHERE NOT bad AND ${quoteName(from)} IS NOT NULL ORDER BY a, b`,
  )
  reportCycle(
    log,
    table,
    code,
    rows.map((row) => [String(row.a), String(row.b)] as const),
  )
}

/** Lanes of one product and lanes of all products feed each other; lanes of two products do not. */
async function checkLaneLoops(connection: DuckDBConnection, withLocations: boolean, log: FindingLog): Promise<void> {
  const toLocation = withLocations ? `"to" IN (SELECT location_id FROM ${typed('locations')})` : 'true'
  const rows = await readRows(
    connection,
    `SELECT DISTINCT "from" AS a, "to" AS b, coalesce(product_id, '') AS product FROM ${typed('lanes')}
     WHERE NOT bad AND ("use" = 'source' OR ("use" IS NULL AND ${toLocation}))
     ORDER BY product, a, b`,
  )
  const edges = rows.map((row) => ({ edge: [String(row.a), String(row.b)] as const, product: String(row.product) }))
  if (findCycle(edges.map(({ edge }) => edge)) === null) return
  const general = edges.filter(({ product }) => product === '').map(({ edge }) => edge)
  const products = new Set(edges.map(({ product }) => product))
  for (const product of products) {
    const own = edges.filter((lane) => lane.product === product && product !== '').map(({ edge }) => edge)
    if (reportCycle(log, 'lanes', 'contract.source_loop', [...general, ...own])) return
  }
}

function reportCycle(
  log: FindingLog,
  table: string,
  code: string,
  edges: readonly (readonly [string, string])[],
): boolean {
  const cycle = findCycle(edges)
  if (cycle === null) return false
  log.fault({ table, file: '', sheet: '' }, code, { loop: [...cycle, cycle[0]!].join(' → ') })
  return true
}

/** Two prices for the same scope and day are not bad rows: whichever were dropped, the plan would be priced wrong. */
async function liftPriceTies(connection: DuckDBConnection, log: FindingLog): Promise<void> {
  const rows = await readRows(
    connection,
    `SELECT excerpt, CAST(count(*) AS INTEGER) AS n, min(row) AS row FROM ${FINDINGS} WHERE code = 'contract.duplicate_price' GROUP BY excerpt ORDER BY excerpt LIMIT 20`,
  )
  for (const { excerpt, n, row } of rows)
    log.fault(
      { table: 'prices', file: '', sheet: '' },
      'contract.price_tie',
      { scope: String(excerpt), count: Number(n) },
      { row: Number(row) },
    )
}

/** Every currency in use must be reachable from the base currency through rates, in either direction. */
async function checkCurrencies(
  connection: DuckDBConnection,
  tables: readonly ContractTable[],
  company: CompanyFile,
  log: FindingLog,
): Promise<void> {
  const used = tables.flatMap((table) =>
    table.name === 'fx'
      ? []
      : table.columns
          .filter((column) => column.type === 'currency')
          .map(
            (column) =>
              `SELECT ${quoteName(column.name)} AS currency, ${quoteText(table.name)} AS "table" FROM ${typedName(table)} WHERE NOT bad`,
          ),
  )
  if (used.length === 0) return
  const currencies = await readRows(
    connection,
    `SELECT currency, min("table") AS "table" FROM (${used.join(' UNION ALL ')}) WHERE currency IS NOT NULL GROUP BY currency ORDER BY currency`,
  )
  const rates = tables.some((table) => table.name === 'fx')
    ? await readRows(connection, `SELECT DISTINCT "from" AS a, "to" AS b FROM ${typed('fx')} WHERE NOT bad`)
    : []
  const reached = new Set([company.baseCurrency])
  for (let size = 0; size < reached.size; ) {
    size = reached.size
    for (const { a, b } of rates) {
      if (reached.has(String(a))) reached.add(String(b))
      if (reached.has(String(b))) reached.add(String(a))
    }
  }
  for (const { currency, table } of currencies)
    if (!reached.has(String(currency)))
      log.fault({ table: String(table), file: '', sheet: '' }, 'contract.no_rate', {
        currency: String(currency),
        base: company.baseCurrency,
        table: String(table),
      })
}
