import fs from 'node:fs'
import path from 'node:path'
import { DOUBLE, DuckDBDataChunk, type DuckDBType, INTEGER, VARCHAR } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'
import type { ForecastRecord, VoiceRecord } from '../../core/demand/forecast/series-records.js'
import type { TimeKind } from '../../core/demand/forecast/time-grid.js'
import { named, openPassingDatabase, quoted } from './passing-database.js'

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

const CHUNK_ROWS = 2048
const WAYS: Readonly<Record<string, string>> = {
  '.csv': '(format csv, header true)',
  '.parquet': '(format parquet, compression zstd)',
}

/** `0.05` → `q05`, `0.975` → `q97.5` */
export const quantileName = (level: number): string => {
  const percent = String(Number((level * 100).toFixed(6)))
  return `q${percent.split('.')[0]!.length < 2 ? '0' : ''}${percent}`
}

/** @throws Refusal `forecast.file_kind`, `forecast.folder_missing` */
export function checkOutput(file: string): void {
  if (WAYS[path.extname(file).toLowerCase()] === undefined) throw new Refusal('forecast.file_kind', { file })
  if (!fs.existsSync(path.dirname(path.resolve(file)))) throw new Refusal('forecast.folder_missing', { file })
}

export async function openForecastFile(
  file: string,
  { kind, levels, voicesFile }: ForecastFileSettings,
): Promise<ForecastFile> {
  const database = await openPassingDatabase('forecast')
  const { connection } = database
  const quantiles = levels.map((level) => named(quantileName(level)))
  await connection.run(
    `create table forecast (unique_id varchar, time double, mean double, ${quantiles.map((name) => `${name} double`).join(', ')})`,
  )
  await connection.run('create table voices (unique_id varchar, method varchar, share double, origins integer)')
  const rowTypes = [VARCHAR, DOUBLE, DOUBLE, ...levels.map(() => DOUBLE)]
  const append = async (table: string, types: DuckDBType[], rows: readonly (readonly (string | number)[])[]) => {
    const appender = await connection.createAppender(table)
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const chunk = DuckDBDataChunk.create(types, Math.min(CHUNK_ROWS, rows.length - start))
      chunk.setRows(rows.slice(start, start + CHUNK_ROWS))
      appender.appendDataChunk(chunk)
    }
    appender.closeSync()
  }
  const copy = async (select: string, to: string): Promise<void> => {
    const beside = `${to}.${process.pid}.part`
    try {
      await connection.run(`copy (${select}) to ${quoted(beside)} ${WAYS[path.extname(to).toLowerCase()]}`)
      fs.renameSync(beside, to)
    } finally {
      fs.rmSync(beside, { force: true })
    }
  }
  return {
    async add(rows, voices) {
      await append(
        'forecast',
        rowTypes,
        rows.map(({ id, time, mean, quantiles: of }) => [id, time, mean, ...of]),
      )
      if (voicesFile === null) return
      await append(
        'voices',
        [VARCHAR, VARCHAR, DOUBLE, INTEGER],
        voices.map((one) => [one.id, one.method, one.share, one.origins]),
      )
    },
    async finish() {
      const ds = kind === 'count' ? 'time::bigint' : await dateType(connection)
      await copy(`select unique_id, ${ds} as ds, mean, ${quantiles.join(', ')} from forecast order by rowid`, file)
      if (voicesFile !== null) await copy('select * from voices order by rowid', voicesFile)
    },
    close: database.close,
  }
}

/** Days where every time is one; seconds otherwise. */
async function dateType(connection: Awaited<ReturnType<typeof openPassingDatabase>>['connection']): Promise<string> {
  const whole = await connection.runAndReadAll('select coalesce(bool_and(time % 86400 = 0), true) from forecast')
  const timestamp = 'make_timestamp((time * 1000000)::bigint)'
  return whole.getRows()[0]![0] === true ? `${timestamp}::date` : timestamp
}
