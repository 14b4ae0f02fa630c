/**
 * The long format that forecasters use, one row per series and step: `unique_id, ds, y`, and any further columns are drivers
 * that are known ahead. Read as text, so that what is not a number is told with what stands there.
 */
import fs from 'node:fs'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'
import type { TimeKind } from '../../core/demand/forecast/time-grid.js'
import { named, quoted } from './passing-database.js'

export interface SeriesTable {
  readonly kind: TimeKind
  readonly drivers: readonly string[]
  readonly seriesCount: number
}

const KEYS = ['unique_id', 'ds', 'y'] as const

/**
 * Makes the table `series` (id, time, y, d0 …, bad), sorted by id and time, and `names` (id, place).
 * @throws Refusal `forecast.file_missing`, `forecast.file_kind`, `forecast.file_unreadable`, `forecast.missing_column`,
 *   `forecast.no_rows`
 */
export async function loadSeriesTable(connection: DuckDBConnection, file: string): Promise<SeriesTable> {
  const source = await sourceOf(connection, file)
  const [id, time, value] = KEYS.map((key) => columnOf(source.columns, key, file))
  const drivers = source.columns.filter((column) => ![id, time, value].includes(column))
  const text = (column: string): string => `nullif(trim(cast(${named(column)} as varchar)), '')`
  const kind = await kindOf(connection, `select ${text(time!)} as ds from ${source.sql}`)
  const number = (column: string): string =>
    source.decimalComma
      ? `try_cast(replace(${text(column)}, ',', '.') as double)`
      : `try_cast(${text(column)} as double)`
  const times = kind === 'count' ? `try_cast(${text(time!)} as double)` : `epoch(try_cast(${text(time!)} as timestamp))`
  const bad = [
    `when ${times} is null then 'ds=' || coalesce(${text(time!)}, '')`,
    ...[value!, ...drivers].map(
      (column, at) =>
        `when ${text(column)} is not null and ${number(column)} is null then '${at === 0 ? 'y' : 'driver'}=' || ${text(column)}`,
    ),
  ]
  await reading(file, () =>
    connection.run(
      `create table series as select coalesce(${text(id!)}, '') as id, ${times} as time, ${number(value!)} as y,
       ${drivers.map((column, at) => `${number(column)} as d${at},`).join(' ')} case ${bad.join(' ')} end as bad
       from ${source.sql} order by id, time`,
    ),
  )
  await connection.run(
    'create table names as select id, row_number() over (order by id) - 1 as place from (select distinct id from series)',
  )
  const seriesCount = Number((await connection.runAndReadAll('select count(*) from names')).getRows()[0]![0])
  if (seriesCount === 0) throw new Refusal('forecast.no_rows', { file })
  return { kind, drivers, seriesCount }
}

interface Source {
  readonly sql: string
  readonly columns: readonly string[]
  readonly decimalComma: boolean
}

async function sourceOf(connection: DuckDBConnection, file: string): Promise<Source> {
  if (!fs.existsSync(file)) throw new Refusal('forecast.file_missing', { file })
  const kind = path.extname(file).toLowerCase()
  if (kind !== '.csv' && kind !== '.parquet') throw new Refusal('forecast.file_kind', { file })
  const sql =
    kind === '.csv' ? `read_csv(${quoted(file)}, all_varchar = true, header = true)` : `read_parquet(${quoted(file)})`
  const rows = await reading(file, async () =>
    (await connection.runAndReadAll(`describe select * from ${sql}`)).getRows(),
  )
  return {
    sql,
    columns: rows.map(([name]) => String(name)),
    decimalComma: kind === '.csv' && (await isSemicolon(connection, file)),
  }
}

/** Where cells are parted by semicolons, commas are for decimals. */
async function isSemicolon(connection: DuckDBConnection, file: string): Promise<boolean> {
  const sniffed = await connection.runAndReadAll(`select Delimiter from sniff_csv(${quoted(file)}, all_varchar = true)`)
  return sniffed.getRows()[0]?.[0] === ';'
}

function columnOf(columns: readonly string[], key: string, file: string): string {
  const found = columns.find((column) => column.trim().toLowerCase() === key)
  if (found === undefined)
    throw new Refusal('forecast.missing_column', { file, column: key, found: columns.slice(0, 20).join(', ') })
  return found
}

/** Times are counts where every one of them is a whole number. */
async function kindOf(connection: DuckDBConnection, times: string): Promise<TimeKind> {
  const counts = await connection.runAndReadAll(
    `select coalesce(bool_and(try_cast(ds as bigint) is not null), false) from (${times}) where ds is not null`,
  )
  return counts.getRows()[0]![0] === true ? 'count' : 'calendar'
}

async function reading<Of>(file: string, work: () => Promise<Of>): Promise<Of> {
  try {
    return await work()
  } catch (error) {
    throw new Refusal('forecast.file_unreadable', { file, reason: String(error).split('\n')[0]!.slice(0, 300) })
  }
}
