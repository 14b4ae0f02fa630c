import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'
import type { CheckResult } from '../../core/plan/proof.js'
import type { ExportedTable, Version } from '../../core/plan/version.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { openDatabase } from '../duckdb/database.js'
import { comparison, type IdentityCheck } from './identity-check.js'
import { MONEY_CHECKS, pricedVolume } from './money-checks.js'
import { STATEMENT_CHECKS } from './statement-checks.js'
import { VOLUME_CHECKS } from './volume-checks.js'

/**
 * Checks every identity of a frozen version from its Parquet files alone.
 * @throws Refusal `plan.unreadable_file` when one of them is gone, cut short or damaged.
 */
export async function proveIdentity(folder: string, version: Version): Promise<CheckResult[]> {
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
    const results: CheckResult[] = []
    for (const check of checks) {
      const row = await readCheck(connection, check, version)
      results.push({
        name: check.name,
        compared: Number(row.compared),
        mismatches: Number(row.mismatches),
        first: row.first === '' ? null : (JSON.parse(String(row.first)) as CheckResult['first']),
      })
    }
    return results
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
    .run(`CREATE VIEW ${quoteName(name)} AS FROM read_parquet(${quoteText(place)})`)
    .then(() => readRows(connection, `SELECT CAST(count(*) AS DOUBLE) AS rows FROM ${quoteName(name)}`))
    .catch(() => null)
  if (counted?.[0]?.rows !== rows) throw new Refusal('plan.unreadable_file', { file: place })
}

const DAMAGED = /parquet|page|decompress|zstd|thrift|protocol|IO Error/i

/** Rows of one check; pages that are damaged inside a file are met only here. */
async function readCheck(connection: DuckDBConnection, check: IdentityCheck, version: Version) {
  try {
    const [row] = await readRows(connection, comparison(check))
    return row!
  } catch (error) {
    if (DAMAGED.test(String(error))) throw new Refusal('plan.unreadable_version', { version: version.id })
    throw error
  }
}
