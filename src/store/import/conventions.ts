import type { DuckDBConnection } from '@duckdb/node-api'
import { type Evidence, type FileConventions, judge } from '../../contract/recognition.js'
import { readRows } from '../duckdb/columns.js'
import type { FindingLog } from './finding-log.js'
import type { StagedFile } from './staging.js'
import { DATED_TYPES, NUMERIC_TYPES } from './value-sql.js'

/** How a file writes numbers and dates; null, with a fault logged that asks, when its values do not say. */
export async function recogniseConventions(
  connection: DuckDBConnection,
  file: StagedFile,
  log: FindingLog,
): Promise<FileConventions | null> {
  const { declared, format } = file.source
  const decimal = format === 'parquet' ? '.' : (declared.decimal ?? (await recogniseDecimal(connection, file, log)))
  const dates = format === 'parquet' ? 'ymd' : (declared.dates ?? (await recogniseDates(connection, file, log)))
  return decimal === null || dates === null ? null : { decimal, dates }
}

async function recogniseDecimal(
  connection: DuckDBConnection,
  file: StagedFile,
  log: FindingLog,
): Promise<'.' | ',' | null> {
  const found = await collectEvidence(connection, file, NUMERIC_TYPES, 'kind_of_number', `[.,]`)
  const verdict = judge(found)
  if (verdict === 'ambiguous' || verdict === 'mixed') {
    ask(file, log, verdict === 'mixed' ? 'contract.mixed_numbers' : 'contract.ambiguous_number', found)
    return null
  }
  return verdict === 'second' ? ',' : '.'
}

async function recogniseDates(
  connection: DuckDBConnection,
  file: StagedFile,
  log: FindingLog,
): Promise<FileConventions['dates'] | null> {
  const found = await collectEvidence(connection, file, DATED_TYPES, 'kind_of_date', `^\\d{1,2}[/.-]`)
  const verdict = judge(found)
  if (verdict === 'ambiguous' || verdict === 'mixed') {
    ask(file, log, verdict === 'mixed' ? 'contract.mixed_dates' : 'contract.ambiguous_date', found)
    return null
  }
  return verdict === 'first' ? 'dmy' : verdict === 'second' ? 'mdy' : 'ymd'
}

type Found = Evidence & { column: string; row: number; excerpt: string }

/** Counts the kinds of values over every column of these types; only texts that `worth` matches can be evidence. */
async function collectEvidence(
  connection: DuckDBConnection,
  file: StagedFile,
  types: readonly string[],
  macro: string,
  worth: string,
): Promise<Found> {
  const found = { first: 0, second: 0, either: 0, column: '', row: 0, excerpt: '' }
  for (const { column, cell } of file.cells.values()) {
    if (!types.includes(column.type)) continue
    const rows = await readRows(
      connection,
      `SELECT kind, CAST(count(*) AS INTEGER) AS n, min(row) AS row, arg_min(x, row) AS x
       FROM (SELECT row, x, ${macro}(x) AS kind FROM (SELECT row, ${cell} AS x FROM ${file.name}) WHERE regexp_matches(x, '${worth}'))
       WHERE kind IS NOT NULL GROUP BY kind ORDER BY row`,
    )
    for (const { kind, n, row, x } of rows) {
      found[kind as 'first' | 'second' | 'either'] += Number(n)
      if (found.row === 0) Object.assign(found, { column: column.name, row: Number(row), excerpt: String(x) })
    }
  }
  return found
}

function ask(file: StagedFile, log: FindingLog, code: string, found: Found): void {
  const { column, row, excerpt } = found
  log.fault(file.source, code, { file: file.source.file, column, example: excerpt }, { column, row, excerpt })
}
