import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractColumn, ContractTable } from '../../contract/column.js'
import type { FileConventions } from '../../contract/recognition.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { EXAMINED, FINDINGS } from './finding-log.js'
import type { StagedFile } from './staging.js'
import { badValueCode, STORED_TYPE, valueSql } from './value-sql.js'

/**
 * `typed_<table>`: file, row, the contract's columns as values, `attributes` (JSON), digests of the
 * natural key and of what the row says (all but `recorded_at`), and whether it is bad.
 */
export const typedName = (table: ContractTable): string => `${EXAMINED}.${quoteName(`typed_${table.name}`)}`

export async function createTypedTables(connection: DuckDBConnection, tables: readonly ContractTable[]): Promise<void> {
  const statements = tables.map((table) => {
    const columns = table.columns.map((column) => `${quoteName(column.name)} ${STORED_TYPE[column.type]}`)
    return `CREATE TABLE ${typedName(table)} (file INTEGER, row INTEGER, ${columns.join(', ')}, attributes VARCHAR, key_id UHUGEINT, content_id UHUGEINT, bad BOOLEAN)`
  })
  if (statements.length > 0) await connection.run(statements.join(';'))
}

/** Converts a staged file into rows of its table and logs every cell that is not what the contract asks for. */
export async function convertFile(
  connection: DuckDBConnection,
  file: StagedFile,
  conventions: FileConventions,
): Promise<{ rows: number }> {
  const { table } = file
  const valued = valuedSql(file, conventions)
  const cells = table.columns.flatMap((column) => cellTroubles(column, file.cells.has(column.name)))
  const troubles = [...cells, ...rowTroublesOf(table)]
  const bad = troubles.map(({ when }) => `coalesce(${when}, false)`).join(' OR ') || 'false'
  const names = table.columns.map((column) => quoteName(`v_${column.name}`))
  const rest = table.columns.filter(({ name }) => name !== 'recorded_at' && !table.key.includes(name))
  const content = rest.map(({ name }) => textOf(quoteName(`v_${name}`)))
  const inserted = await connection.run(
    `INSERT INTO ${typedName(table)} SELECT ${file.index}, row, ${names.join(', ')}, attributes,
       md5_number(key_text), md5_number(${joined('key_text', ...content, textOf('attributes'))}), ${bad}
     FROM (SELECT *, ${joined(...table.key.map((name) => textOf(quoteName(`v_${name}`))))} AS key_text FROM (${valued}))`,
  )
  const bads = `SELECT row FROM ${typedName(table)} WHERE file = ${file.index} AND bad`
  const [count] = await readRows(connection, `SELECT CAST(count(*) AS INTEGER) AS n FROM (${bads})`)
  if (Number(count!.n) > 0)
    await logTroubles(connection, file, `SELECT * FROM (${valued}) WHERE row IN (${bads})`, troubles)
  await connection.run(`DROP TABLE ${file.name}`)
  return { rows: Number(inserted.rowsChanged) }
}

/** Goes through the bad rows once more, to say what is wrong with each cell. */
async function logTroubles(
  connection: DuckDBConnection,
  file: StagedFile,
  badRows: string,
  troubles: readonly Trouble[],
): Promise<void> {
  const found = troubles.map(
    ({ column, code, when, more }) =>
      `SELECT ${quoteText(file.table.name)}, ${file.index}, row, ${quoteText(column)}, ${quoteText(code)}, ${excerptSql(file, column)}, ${quoteText(JSON.stringify(more))}
       FROM bad_rows WHERE ${when}`,
  )
  await connection.run(`CREATE OR REPLACE TEMP TABLE bad_rows AS ${badRows}`)
  await connection.run(`INSERT INTO ${FINDINGS} ${found.join(' UNION ALL ')}`)
}

/** Text `t_x` and value `v_x` of every column of the contract, with defaults filled in. */
function valuedSql(file: StagedFile, conventions: FileConventions): string {
  const names = [...file.cells.keys()].map((name) => quoteName(`t_${name}`))
  const texts = [...file.cells.values()].map(({ cell }, at) => `${cell} AS ${names[at]}`)
  const values = file.table.columns.map((column) => {
    const fallback = column.default === undefined ? 'NULL' : quoteText(column.default)
    const type = STORED_TYPE[column.type]
    const name = quoteName(`v_${column.name}`)
    if (!file.cells.has(column.name)) return `CAST(${fallback} AS ${type}) AS ${name}`
    const text = quoteName(`t_${column.name}`)
    const value = valueSql(column, text, conventions)
    return column.default === undefined
      ? `CAST(CASE WHEN ${text} IS NOT NULL THEN ${value} END AS ${type}) AS ${name}`
      : `CAST(CASE WHEN ${text} IS NULL THEN CAST(${fallback} AS ${type}) ELSE ${value} END AS ${type}) AS ${name}`
  })
  return `SELECT row, ${names.join(', ')}, ${values.join(', ')}, attributes
    FROM (SELECT row, ${texts.join(', ')}, ${attributesSql(file)} AS attributes FROM ${file.name})`
}

function attributesSql(file: StagedFile): string {
  if (file.attributes.length === 0) return 'CAST(NULL AS VARCHAR)'
  const pairs = file.attributes.map(({ header, cell }) => `${quoteText(header)}, ${cell}`)
  const allEmpty = file.attributes.map(({ cell }) => `${cell} IS NULL`).join(' AND ')
  return `CASE WHEN ${allEmpty} THEN NULL ELSE CAST(json_object(${pairs.join(', ')}) AS VARCHAR) END`
}

/**
 * What digests are made of, stable from release to release: values as text, empty ones included. What a row says beside
 * its key is put after the text of the key, which is so written once.
 */
const textOf = (value: string): string => `coalesce(CAST(${value} AS VARCHAR), '')`
const joined = (...texts: readonly string[]): string => `concat_ws(chr(31), ${texts.join(', ')})`

interface Trouble {
  readonly column: string
  readonly code: string
  readonly when: string
  readonly more: Record<string, string>
}

function cellTroubles(column: ContractColumn, present: boolean): Trouble[] {
  if (!present) return []
  const text = quoteName(`t_${column.name}`)
  const value = quoteName(`v_${column.name}`)
  const troubles: Trouble[] = []
  const add = (code: string, when: string, more: Record<string, string> = {}): void => {
    troubles.push({ column: column.name, code, when, more: { column: column.name, ...more } })
  }
  const allowed: Record<string, string> =
    column.values === undefined ? { allowed: column.type } : { allowed: column.values.join(', ') }
  if (column.type !== 'text') add(badValueCode(column), `${text} IS NOT NULL AND ${value} IS NULL`, allowed)
  if (column.required) add('contract.missing_value', `${text} IS NULL`)
  if (
    ['quantity', 'price', 'share', 'decimal', 'amount', 'money', 'integer'].includes(column.type) &&
    column.signed !== true
  )
    add('contract.negative_value', `${value} < 0`)
  return troubles
}

function rowTroublesOf(table: ContractTable): Trouble[] {
  const value = (name: string): string => quoteName(`v_${name}`)
  return [
    ...table.oneOf.map((names) => ({
      column: names[0]!,
      code: 'contract.one_of_missing',
      when: names.map((name) => `${value(name)} IS NULL`).join(' AND '),
      more: { columns: names.join(', ') },
    })),
    ...table.periods.map(([first, last]) => ({
      column: last,
      code: 'contract.dates_backwards',
      when: `${value(last)} < ${value(first)}`,
      more: { first, last },
    })),
  ]
}

const excerptSql = (file: StagedFile, column: string): string =>
  file.cells.has(column) ? `left(coalesce(${quoteName(`t_${column}`)}, ''), 80)` : `''`
