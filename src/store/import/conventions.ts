import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractColumn } from '../../contract/column.js'
import { type Evidence, type FileConventions, judge } from '../../contract/recognition.js'
import { readRows } from '../duckdb/columns.js'
import type { FindingLog } from './finding-log.js'
import type { StagedFile } from './staging.js'
import { anyEvidenceSql, DATED_TYPES, type EvidenceText, evidenceSql, NUMERIC_TYPES } from './value-sql.js'

/** How a file writes numbers and dates; null, with a fault logged that asks, when its values do not say. */
export async function recogniseConventions(
  connection: DuckDBConnection,
  file: StagedFile,
  log: FindingLog,
): Promise<FileConventions | null> {
  const { declared, format } = file.source
  if (format === 'parquet') return { decimal: '.', dates: 'ymd' }
  const { numbers, dates } = await collectEvidence(connection, file)
  const decimal =
    declared.decimal ?? ask<'.' | ','>(file, log, 'number', numbers, { first: '.', second: ',', neither: '.' })
  const order =
    declared.dates ??
    ask<FileConventions['dates']>(file, log, 'date', dates, { first: 'dmy', second: 'mdy', neither: 'ymd' })
  return decimal === null || order === null ? null : { decimal, dates: order }
}

interface Found extends Record<keyof Evidence, number> {
  /** The first value that speaks, and where it is. */
  column: string
  row: number
  excerpt: string
}

/** Counts the kinds of numbers and dates over every column that holds them. */
async function collectEvidence(
  connection: DuckDBConnection,
  file: StagedFile,
): Promise<{ numbers: Found; dates: Found }> {
  const nothing = (): Found => ({ first: 0, second: 0, either: 0, column: '', row: 0, excerpt: '' })
  const found = { numbers: nothing(), dates: nothing() }
  const texts = [...file.cells.values()].flatMap(({ column, cell }): EvidenceText[] => {
    const about = aboutOf(column)
    return about === null ? [] : [{ about, name: column.name, cell }]
  })
  if (texts.length === 0) return found
  const [any] = await readRows(connection, anyEvidenceSql(texts, file.name))
  const telling = texts.filter((_, at) => any![`e${at}`] === true)
  if (telling.length === 0) return found
  const rows = await readRows(
    connection,
    `SELECT about, kind, CAST(count(*) AS INTEGER) AS n, min(row) AS first_row, arg_min(x, row) AS x, arg_min(name, row) AS name
     FROM (${evidenceSql(telling, file.name)}) WHERE kind IS NOT NULL GROUP BY about, kind ORDER BY first_row`,
  )
  for (const { about, kind, n, first_row, x, name } of rows) {
    const one = about === 'date' ? found.dates : found.numbers
    one[kind as keyof Evidence] += Number(n)
    if (one.row === 0) Object.assign(one, { column: String(name), row: Number(first_row), excerpt: String(x) })
  }
  return found
}

const aboutOf = (column: ContractColumn): EvidenceText['about'] | null => {
  if (DATED_TYPES.includes(column.type)) return 'date'
  if (!NUMERIC_TYPES.includes(column.type)) return null
  return isSmall(column) ? 'small' : 'number'
}

const isSmall = (column: ContractColumn): boolean => column.small === true || column.type === 'share'

/** What the evidence says; null, with a fault that asks, when it does not. */
function ask<Of extends string>(
  file: StagedFile,
  log: FindingLog,
  about: 'number' | 'date',
  found: Found,
  meaning: { first: Of; second: Of; neither: Of },
): Of | null {
  const verdict = judge(found)
  if (verdict !== 'ambiguous' && verdict !== 'mixed') return meaning[verdict]
  const { column, row, excerpt } = found
  const code = verdict === 'mixed' ? `contract.mixed_${about}s` : `contract.ambiguous_${about}`
  log.fault(file.source, code, { file: file.source.file, column, example: excerpt }, { column, row, excerpt })
  return null
}
