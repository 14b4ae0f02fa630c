import fs from 'node:fs'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'
import type { ForecastRecord, VoiceRecord } from '../../core/demand/forecast/series-records.js'
import type { TimeKind } from '../../core/demand/forecast/time-grid.js'
import { appendColumns, quoteText, readRows, type WrittenColumn, writeTable } from '../duckdb/columns.js'
import { syncEntry } from '../file-pieces.js'
import { openPassingDatabase } from './passing-database.js'

export interface ForecastFileSettings {
  readonly kind: TimeKind
  readonly levels: readonly number[]
  /** Where the shares of the methods go; null: nowhere. */
  readonly voicesFile: string | null
}

/** Forecasts on their way into a file; the file appears whole, or not at all. */
export interface ForecastFile {
  add(rows: readonly ForecastRecord[], voices: readonly VoiceRecord[]): Promise<void>
  finish(): Promise<void>
  close(): void
}

const WAYS: Readonly<Record<string, string>> = {
  '.csv': '(format csv, header true)',
  '.parquet': '(format parquet, compression zstd)',
}

/** `0.05` → `q05`, `0.975` → `q97.5` */
export const quantileName = (level: number): string => {
  const percent = String(Number((level * 100).toFixed(6)))
  return `q${percent.split('.')[0]!.length < 2 ? '0' : ''}${percent}`
}

/**
 * Whether these files can be written, and none of them is another, or the one that is read.
 * @throws Refusal `forecast.file_kind`, `forecast.folder_missing`, `forecast.same_file`
 */
export function checkOutputs(input: string, outputs: readonly string[]): void {
  const taken = new Set([path.resolve(input)])
  for (const file of outputs) {
    if (WAYS[path.extname(file).toLowerCase()] === undefined) throw new Refusal('forecast.file_kind', { file })
    if (!fs.existsSync(path.dirname(path.resolve(file)))) throw new Refusal('forecast.folder_missing', { file })
    if (taken.has(path.resolve(file))) throw new Refusal('forecast.same_file', { file })
    taken.add(path.resolve(file))
  }
}

export async function openForecastFile(
  file: string,
  { kind, levels, voicesFile }: ForecastFileSettings,
): Promise<ForecastFile> {
  const { connection, close } = await openPassingDatabase()
  await writeTable(connection, 'forecast', forecastColumns(levels, []))
  await writeTable(connection, 'voices', voiceColumns([]))
  return {
    async add(rows, voices) {
      await appendColumns(connection, 'forecast', forecastColumns(levels, rows))
      if (voicesFile !== null) await appendColumns(connection, 'voices', voiceColumns(voices))
    },
    async finish() {
      const ds = kind === 'count' ? 'ds::bigint' : await dateSql(connection)
      await copyTo(connection, `select * replace (${ds} as ds) from forecast order by rowid`, file)
      if (voicesFile !== null) await copyTo(connection, 'select * from voices order by rowid', voicesFile)
    },
    close,
  }
}

function forecastColumns(levels: readonly number[], rows: readonly ForecastRecord[]): WrittenColumn[] {
  return [
    { name: 'unique_id', type: 'VARCHAR', values: rows.map(({ id }) => id) },
    { name: 'ds', type: 'DOUBLE', values: rows.map(({ time }) => time) },
    { name: 'mean', type: 'DOUBLE', values: rows.map(({ mean }) => mean) },
    ...levels.map((level, at) => ({
      name: quantileName(level),
      type: 'DOUBLE' as const,
      values: rows.map(({ quantiles }) => quantiles[at]!),
    })),
  ]
}

const voiceColumns = (voices: readonly VoiceRecord[]): WrittenColumn[] => [
  { name: 'unique_id', type: 'VARCHAR', values: voices.map(({ id }) => id) },
  { name: 'method', type: 'VARCHAR', values: voices.map(({ method }) => method) },
  { name: 'share', type: 'DOUBLE', values: voices.map(({ share }) => share) },
  { name: 'origins', type: 'INTEGER', values: voices.map(({ origins }) => origins) },
]

/** Days where every time is one; seconds otherwise. */
async function dateSql(connection: DuckDBConnection): Promise<string> {
  const [counted] = await readRows(connection, 'select coalesce(bool_and(ds % 86400 = 0), true) as days from forecast')
  const timestamp = 'make_timestamp((ds * 1000000)::bigint)'
  return counted!['days'] === true ? `${timestamp}::date` : timestamp
}

async function copyTo(connection: DuckDBConnection, select: string, file: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`
  try {
    await connection.run(`copy (${select}) to ${quoteText(beside)} ${WAYS[path.extname(file).toLowerCase()]}`)
    await syncEntry(beside)
    fs.renameSync(beside, file)
    await syncEntry(path.dirname(path.resolve(file)))
  } finally {
    fs.rmSync(beside, { force: true })
  }
}
