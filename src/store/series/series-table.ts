/**
 * The long format that forecasters use, one row per series and step: `unique_id, ds, y`, and any further columns are drivers
 * that are known ahead. Read as text, so that what is not a number is told with what stands there, and where.
 */
import fs from 'node:fs'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { openDelimited } from '../../connectors/csv/csv-source.js'
import type { BrokenRow } from '../../contract/source-table.js'
import { Refusal } from '../../core/base/refusal.js'
import type { TimeKind } from '../../core/demand/forecast/time-grid.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { stageDelimited } from '../duckdb/delimited-table.js'

export interface SeriesTable {
  readonly kind: TimeKind
  readonly drivers: readonly string[]
  readonly seriesCount: number
}

const KEYS = ['unique_id', 'ds', 'y'] as const
const isKey = (header: string): boolean => (KEYS as readonly string[]).includes(header.trim().toLowerCase())

/**
 * Makes the table `series` (id, time, y, d0 …, bad), sorted by id and time, and `names` (id, place).
 * @throws Refusal `forecast.file_missing`, `forecast.file_kind`, `forecast.file_unreadable`, `forecast.broken_row`,
 *   `forecast.missing_column`, `forecast.column_twice`, `forecast.no_rows`
 */
export async function loadSeriesTable(connection: DuckDBConnection, file: string): Promise<SeriesTable> {
  const source = await sourceOf(connection, file)
  const keys = KEYS.map((key) => columnOf(source.headers, key, file))
  const drivers = source.headers.map((_, at) => at).filter((at) => !keys.includes(at))
  const [id, time, value] = keys.map((at) => source.cell(at)) as [string, string, string]
  const kind = await kindOf(connection, `select ${time} as ds from ${source.sql}`)
  const timeSql = kind === 'count' ? `try_cast(${time} as double)` : `epoch(try_cast(${time} as timestamp))`
  const bad = (column: string, text: string): string => `'${column}=' || row || '=' || coalesce(${text}, '')`
  const faults = [
    `when ${timeSql} is null then ${bad('ds', time)}`,
    ...[keys[2]!, ...drivers].map((at) => {
      const text = source.cell(at)
      return `when ${text} is not null and ${source.number(text)} is null then ${bad(at === keys[2] ? 'y' : 'driver', text)}`
    }),
  ]
  const known = (text: string): string => `coalesce(${source.number(text)}, 'nan'::double)`
  await connection.run(
    `create table series as select coalesce(${id}, '') as id, coalesce(${timeSql}, 'nan'::double) as time, ${known(value)} as y,
     ${drivers.map((at, driver) => `${known(source.cell(at))} as d${driver},`).join(' ')} case ${faults.join(' ')} else '' end as bad
     from ${source.sql} order by id, time`,
  )
  await connection.run(
    'create table names as select id, row_number() over (order by id) - 1 as place from (select distinct id from series)',
  )
  const [counted] = await readRows(connection, 'select cast(count(*) as integer) as count from names')
  if (counted!['count'] === 0) throw new Refusal('forecast.no_rows', { file })
  return { kind, drivers: drivers.map((at) => source.headers[at]!), seriesCount: Number(counted!['count']) }
}

/** A file as text cells, and how they become numbers. */
interface Source {
  readonly sql: string
  readonly headers: readonly string[]
  /** Trimmed, null where empty. */
  cell(at: number): string
  number(text: string): string
}

async function sourceOf(connection: DuckDBConnection, file: string): Promise<Source> {
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw new Refusal('forecast.file_missing', { file })
  const kind = path.extname(file).toLowerCase()
  if (kind === '.csv') return textSource(connection, file)
  if (kind === '.parquet') return parquetSource(connection, file)
  throw new Refusal('forecast.file_kind', { file })
}

/** Where cells are parted by semicolons, commas are for decimals. */
async function textSource(connection: DuckDBConnection, file: string): Promise<Source> {
  const text = await openDelimited(file, isKey)
  if (text.headers.length === 0) throw new Refusal('forecast.no_rows', { file })
  await stageDelimited(connection, 'lines', text, ({ row, excerpt }: BrokenRow) => {
    throw new Refusal('forecast.broken_row', { file, row, excerpt })
  })
  const comma = text.delimiter === ';'
  return {
    sql: 'lines',
    headers: text.headers,
    cell: (at) => `nullif(trim(c${at}), '')`,
    number: (cell) => `try_cast(${comma ? `replace(${cell}, ',', '.')` : cell} as double)`,
  }
}

async function parquetSource(connection: DuckDBConnection, file: string): Promise<Source> {
  const rows = `read_parquet(${quoteText(file)}, file_row_number = true)`
  const described = await reading(file, () =>
    readRows(connection, `select column_name from (describe select * exclude (file_row_number) from ${rows})`),
  )
  const headers = described.map((column) => String(column['column_name']))
  return {
    sql: `(select *, file_row_number + 1 as row from ${rows})`,
    headers,
    cell: (at) => `nullif(trim(cast(${quoteName(headers[at]!)} as varchar)), '')`,
    number: (cell) => `try_cast(${cell} as double)`,
  }
}

function columnOf(headers: readonly string[], key: string, file: string): number {
  const found = headers.flatMap((header, at) => (header.trim().toLowerCase() === key ? [at] : []))
  if (found.length === 1) return found[0]!
  const values = { file, column: key, found: headers.slice(0, 20).join(', ') }
  throw new Refusal(found.length === 0 ? 'forecast.missing_column' : 'forecast.column_twice', values)
}

/** Times are counts where every one of them is a whole number. */
async function kindOf(connection: DuckDBConnection, times: string): Promise<TimeKind> {
  const [counted] = await readRows(
    connection,
    `select coalesce(bool_and(try_cast(ds as bigint) is not null), false) as counts from (${times}) where ds is not null`,
  )
  return counted!['counts'] === true ? 'count' : 'calendar'
}

async function reading<Of>(file: string, work: () => Promise<Of>): Promise<Of> {
  try {
    return await work()
  } catch (error) {
    throw new Refusal('forecast.file_unreadable', { file, reason: String(error).split('\n')[0]!.slice(0, 300) })
  }
}
