import path from 'node:path'
import type { CheckResult } from '../../core/plan/proof.js'
import type { Version } from '../../core/plan/version.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { openDatabase } from '../duckdb/database.js'
import { comparison, type IdentityCheck } from './identity-check.js'
import { MONEY_CHECKS, pricedVolume } from './money-checks.js'
import { STATEMENT_CHECKS } from './statement-checks.js'
import { VOLUME_CHECKS } from './volume-checks.js'

/** Checks every identity of a frozen version from its Parquet files alone. */
export async function proveIdentity(folder: string, version: Version): Promise<CheckResult[]> {
  const scratch = await openDatabase(null)
  const { connection } = scratch
  try {
    for (const table of version.tables)
      await connection.run(
        `CREATE VIEW ${quoteName(table.name)} AS FROM read_parquet(${quoteText(path.join(folder, table.file))})`,
      )
    const lines = await readRows(connection, 'SELECT DISTINCT line FROM rates ORDER BY line')
    const checks: IdentityCheck[] = [
      ...VOLUME_CHECKS,
      ...MONEY_CHECKS,
      pricedVolume(lines.map(({ line }) => String(line))),
      ...STATEMENT_CHECKS,
    ]
    const results: CheckResult[] = []
    for (const check of checks) {
      const [row] = await readRows(connection, comparison(check))
      results.push({
        name: check.name,
        compared: Number(row!.compared),
        mismatches: Number(row!.mismatches),
        first: row!.first === '' ? null : (JSON.parse(String(row!.first)) as CheckResult['first']),
      })
    }
    return results
  } finally {
    scratch.close()
  }
}
