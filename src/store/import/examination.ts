import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { absenceCode } from '../../contract/absence.js'
import type { ContractTable } from '../../contract/column.js'
import { DEFAULT_BAD_ROW_VALUE_SHARE } from '../../contract/company-file.js'
import type { CheckReport, RecognisedFile } from '../../contract/import-report.js'
import type { FileConventions } from '../../contract/recognition.js'
import type { SourceFolder, SourceTable } from '../../contract/source-table.js'
import { CONTRACT_TABLES } from '../../contract/tables.js'
import { type Database, LANES } from '../duckdb/database.js'
import { recogniseConventions } from './conventions.js'
import { collectBadRows, measureCoverage } from './coverage.js'
import { EXAMINED, FINDINGS_TABLE, FindingLog } from './finding-log.js'
import { checkDuplicates, checkReferences } from './row-checks.js'
import { stageFile } from './staging.js'
import { checkStructure } from './structure-checks.js'
import { convertFile, createTypedTables } from './typed-rows.js'
import { VALUE_MACROS } from './value-sql.js'

export interface Examination {
  readonly report: CheckReport
  /** Tables with sound columns, whose rows are in `typed_<table>`. */
  readonly tables: readonly ContractTable[]
  /** Names of those in which no natural key comes twice. */
  readonly singular: ReadonlySet<string>
}

/** Changes when any byte of any table or of company.yaml does, when a file cannot be opened, or the contract reads otherwise. */
export function digestOfFolder(sources: SourceFolder): string {
  const hash = createHash('sha256').update(JSON.stringify(CONTRACT_TABLES)).update(sources.companyText)
  if (sources.faults.length > 0) hash.update(JSON.stringify(sources.faults))
  for (const { table, file, sheet, digest } of sources.tables) hash.update(JSON.stringify([table, file, sheet, digest]))
  return hash.digest('hex')
}

/** Reads every table into `typed_<table>`, in memory, and says everything that is wrong. Writes nothing else. */
export async function examine(database: Database, sources: SourceFolder, strict: boolean): Promise<Examination> {
  const { connection } = database
  const log = new FindingLog()
  const { company } = sources
  for (const fault of sources.faults) log.fault(fault, fault.code, fault.values)
  for (const file of sources.unknown) log.notice({ table: '', file, sheet: '' }, 'contract.unknown_file', { file })
  await connection.run(`ATTACH ':memory:' AS ${EXAMINED}; ${FINDINGS_TABLE}`)
  const { tables, files, rows } = await readTables(database, sources.tables, log)
  await log.flush(connection)
  noticeAbsentTables(sources, log)
  const repeated = new Map<string, number>()
  const singular = new Set<string>()
  for (const table of tables) {
    const duplicates = await checkDuplicates(connection, table)
    repeated.set(table.name, duplicates.dropped)
    if (duplicates.singular) singular.add(table.name)
  }
  await checkReferences(connection, tables, log)
  if (company !== null) await checkStructure(connection, tables, company, log)
  const coverage = await measureCoverage(connection, tables, { rows, repeated, files })
  const limit = company?.quality?.badRowValueShare ?? DEFAULT_BAD_ROW_VALUE_SHARE
  for (const { table, badRows, badValueShare } of coverage) {
    const where = { table, file: '', sheet: '' }
    if (strict && badRows > 0) log.fault(where, 'contract.strict', { table, rows: badRows })
    else if (badValueShare > limit)
      log.fault(where, 'contract.too_many_bad_rows', {
        table,
        rows: badRows,
        share: percent(badValueShare),
        limit: percent(limit),
      })
  }
  const { badRows, badRowCount } = await collectBadRows(connection, sources.tables)
  const report = {
    ok: log.faults.length === 0,
    faults: log.faults,
    badRows,
    badRowCount,
    notices: log.notices,
    coverage,
    files,
  }
  return { report, tables, singular }
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 2 : 1)}%`

interface ReadTables {
  readonly tables: readonly ContractTable[]
  readonly files: readonly RecognisedFile[]
  /** Data rows met in each table, broken ones included. */
  readonly rows: ReadonlyMap<string, number>
}

/** Files of one table go one after the other, so that its rows lie in their order; tables go beside each other. */
async function readTables(database: Database, sources: readonly SourceTable[], log: FindingLog): Promise<ReadTables> {
  const tables = CONTRACT_TABLES.filter((table) => sources.some((source) => source.table === table.name))
  await createTypedTables(database.connection, tables)
  const answers: FileAnswer[] = []
  const waiting = largestFirst(tables.map(({ name }) => sources.filter(({ table }) => table === name)))
  const lane = async (): Promise<void> => {
    const connection = await database.connect()
    await connection.run(VALUE_MACROS.join(';'))
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      for (const source of next) {
        const index = sources.indexOf(source)
        answers[index] = await readFile(connection, source, index)
      }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const files: RecognisedFile[] = []
  const rows = new Map<string, number>()
  for (const { found, file } of answers) {
    log.absorb(found)
    if (file === null) continue
    files.push(file)
    rows.set(file.table, (rows.get(file.table) ?? 0) + file.rows)
  }
  return { tables, files, rows }
}

/** The last is the largest: it is started first, because everything waits for the lane that ends last. */
function largestFirst(groups: readonly (readonly SourceTable[])[]): (readonly SourceTable[])[] {
  const bytes = (group: readonly SourceTable[]): number =>
    group.reduce((sum, { path }) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)
  return groups.toSorted((a, b) => bytes(a) - bytes(b))
}

interface FileAnswer {
  readonly found: FindingLog
  /** Null when the file cannot be read or understood; `found` then says why. */
  readonly file: RecognisedFile | null
}

async function readFile(connection: DuckDBConnection, source: SourceTable, index: number): Promise<FileAnswer> {
  const found = new FindingLog()
  const staged = await stageFile(connection, source, index, found)
  if (staged === null) return { found, file: null }
  for (const { header } of staged.attributes) {
    const values = { file: source.file, column: header, table: source.table }
    found.notice(source, 'contract.attribute_kept', values, { column: header })
  }
  const conventions = await recogniseConventions(connection, staged, found)
  if (conventions === null) return { found, file: null }
  const { rows } = await convertFile(connection, staged, conventions)
  return { found, file: recognised(source, conventions, rows) }
}

const recognised = (source: SourceTable, conventions: FileConventions, rows: number): RecognisedFile => ({
  table: source.table,
  file: source.file,
  sheet: source.sheet,
  format: source.format,
  encoding: source.encoding,
  delimiter: source.delimiter,
  ...conventions,
  rows,
  digest: source.digest,
})

function noticeAbsentTables(sources: SourceFolder, log: FindingLog): void {
  for (const table of CONTRACT_TABLES) {
    if (sources.tables.some((source) => source.table === table.name)) continue
    const where = { table: table.name, file: '', sheet: '' }
    if (!table.required) log.notice(where, absenceCode(table.name), { table: table.name })
    else if (!sources.faults.some((fault) => fault.table === table.name))
      log.fault(where, 'contract.missing_table', { table: table.name })
  }
}
