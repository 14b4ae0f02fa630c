import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'
import type { CheckResult } from '../../core/plan/proof.js'
import type { ExportedTable, Version } from '../../core/plan/version.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { openDatabase } from '../duckdb/database.js'
import { comparison, type IdentityCheck } from './identity-check.js'
import { MONEY_CHECKS, pricedVolume } from './money-checks.js'
import { type Slice, slicesByCubeRow, slicesByProduct, WHOLE } from './slices.js'
import { STATEMENT_CHECKS } from './statement-checks.js'
import { VOLUME_CHECKS } from './volume-checks.js'

/** Cells that are compared at a time: both sides of a check over so many fit in the database's memory. */
const CELLS_PER_SLICE = 8_000_000

/**
 * Checks every identity of a frozen version from its Parquet files alone.
 * @throws Refusal `plan.unreadable_file` when one of them is gone, cut short or damaged.
 */
export async function proveIdentity(
  folder: string,
  version: Version,
  cellsAtATime: number = CELLS_PER_SLICE,
): Promise<CheckResult[]> {
  const scratch = await openDatabase(null)
  const { connection } = scratch
  try {
    for (const table of version.tables) await openTable(connection, table, folder)
    const lines = await readRows(connection, 'SELECT DISTINCT line FROM rates ORDER BY line')
    const checks: IdentityCheck[] = [
      ...VOLUME_CHECKS,
      ...MONEY_CHECKS,
      pricedVolume(lines.map(({ line }) => String(line))),
      ...STATEMENT_CHECKS,
    ]
    const slices = {
      product: await slicesByProduct(connection, cellsAtATime),
      'cube row': await slicesByCubeRow(connection, cellsAtATime),
    }
    const results = new Map(checks.map((check) => [check, nothingCompared(check)]))
    for (const [by, parts] of [...Object.entries(slices), ['', WHOLE] as const]) {
      const checked = checks.filter((check) => (check.by ?? '') === by)
      for (const slice of parts) {
        await viewSlice(connection, version, folder, slice)
        for (const check of checked) results.set(check, addUp(results.get(check)!, await readCheck(connection, check)))
      }
      await viewSlice(connection, version, folder, uncut(parts))
    }
    return [...results.values()]
  } catch (error) {
    if (!(error instanceof Refusal) && DAMAGED.test(String(error)))
      throw new Refusal('plan.unreadable_version', { version: version.id })
    throw error
  } finally {
    scratch.close()
  }
}

/** A view of one file, once its footer could be read and counts the rows that were written. */
async function openTable(
  connection: DuckDBConnection,
  { name, file, rows }: ExportedTable,
  folder: string,
): Promise<void> {
  const place = path.join(folder, file)
  const counted = await connection
    .run(viewOf(name, place))
    .then(() => readRows(connection, `SELECT CAST(count(*) AS DOUBLE) AS rows FROM ${quoteName(name)}`))
    .catch(() => null)
  if (counted?.[0]?.rows !== rows) throw new Refusal('plan.unreadable_file', { file: place })
}

const viewOf = (name: string, place: string, condition = 'true'): string =>
  `CREATE OR REPLACE VIEW ${quoteName(name)} AS FROM read_parquet(${quoteText(place)}) WHERE ${condition}`

/** What is cut shows only what belongs to the slice. */
async function viewSlice(connection: DuckDBConnection, version: Version, folder: string, slice: Slice): Promise<void> {
  for (const { name, file } of version.tables)
    if (slice[name] !== undefined) await connection.run(viewOf(name, path.join(folder, file), slice[name]))
}

/** Everything again of whatever a slice had cut. */
const uncut = (slices: readonly Slice[]): Slice =>
  Object.fromEntries(slices.flatMap((slice) => Object.keys(slice)).map((name) => [name, 'true']))

const nothingCompared = ({ name }: IdentityCheck): CheckResult => ({ name, compared: 0, mismatches: 0, first: null })

const addUp = (a: CheckResult, b: CheckResult): CheckResult => ({
  name: a.name,
  compared: a.compared + b.compared,
  mismatches: a.mismatches + b.mismatches,
  first: a.first ?? b.first,
})

/** Pages that are damaged inside a file are met only when they are read. */
const DAMAGED = /parquet|page|decompress|zstd|thrift|protocol|IO Error/i

/** One check of what the views show. */
async function readCheck(connection: DuckDBConnection, check: IdentityCheck): Promise<CheckResult> {
  const [row] = await readRows(connection, comparison(check))
  return {
    name: check.name,
    compared: Number(row!.compared),
    mismatches: Number(row!.mismatches),
    first: row!.first === '' ? null : (JSON.parse(String(row!.first)) as CheckResult['first']),
  }
}
