import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import type { BadCell, ReadSeries } from '../../core/demand/forecast/series-records.js'
import type { TimeKind } from '../../core/demand/forecast/time-grid.js'
import { openPassingDatabase } from './passing-database.js'
import { loadSeriesTable } from './series-table.js'

/** A file of series, sorted by name and time on disk: a few of them at a time are in memory. */
export interface SeriesFile {
  readonly kind: TimeKind
  readonly seriesCount: number
  readonly drivers: readonly string[]
  sample(most: number): Promise<ReadSeries[]>
  batches(size: number): AsyncIterable<ReadSeries[]>
  close(): void
}

/** @throws Refusal `forecast.file_missing`, `forecast.file_kind`, `forecast.file_unreadable`, `forecast.missing_column` */
export async function openSeriesFile(file: string): Promise<SeriesFile> {
  const database = await openPassingDatabase('series')
  const { connection } = database
  try {
    const table = await loadSeriesTable(connection, file)
    return {
      ...table,
      async sample(most) {
        const stride = Math.max(1, Math.ceil(table.seriesCount / most))
        const chosen = `select * from series where id in (select id from names where place % ${stride} = 0) order by id, time`
        const found: ReadSeries[] = []
        for await (const batch of seriesIn(connection, chosen, table.drivers.length, most)) found.push(...batch)
        return found
      },
      batches: (size) => seriesIn(connection, 'select * from series', table.drivers.length, size),
      close: database.close,
    }
  } catch (error) {
    database.close()
    throw error
  }
}

/** Rows that come sorted by series, so many series at a time. */
async function* seriesIn(connection: DuckDBConnection, sql: string, drivers: number, size: number) {
  const result = await connection.stream(sql)
  let batch: ReadSeries[] = []
  let open = new OpenSeries('', drivers)
  let started = false
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const columns = columnsOf(chunk)
    for (let row = 0; row < chunk.rowCount; row++) {
      const id = columns[0]![row] as string
      if (!started || id !== open.id) {
        if (started) batch.push(open.close())
        started = true
        open = new OpenSeries(id, drivers)
        if (batch.length === size) {
          yield batch
          batch = []
        }
      }
      open.add(columns, row)
    }
  }
  if (started) batch.push(open.close())
  if (batch.length > 0) yield batch
}

const columnsOf = (chunk: DuckDBDataChunk): unknown[][] =>
  Array.from({ length: chunk.columnCount }, (_, at) => [...chunk.getColumnValues(at)])

class OpenSeries {
  private readonly times: number[] = []
  private readonly values: number[] = []
  private readonly drivers: number[][]
  private bad: BadCell | null = null

  constructor(
    readonly id: string,
    drivers: number,
  ) {
    this.drivers = Array.from({ length: drivers }, () => [])
  }

  /** A row of id, time, y, drivers, bad. */
  add(columns: readonly unknown[][], row: number): void {
    const number = (column: number): number => (columns[column]![row] as number | null) ?? Number.NaN
    const bad = columns.at(-1)![row] as string | null
    if (bad !== null) this.bad ??= badCellOf(bad)
    this.times.push(number(1))
    this.values.push(number(2))
    this.drivers.forEach((driver, at) => {
      driver.push(number(3 + at))
    })
  }

  close(): ReadSeries {
    const { id, times, values, drivers, bad } = this
    return {
      id,
      times: Float64Array.from(times),
      values: Float64Array.from(values),
      drivers: drivers.map((driver) => Float64Array.from(driver)),
      bad,
    }
  }
}

function badCellOf(told: string): BadCell {
  const cut = told.indexOf('=')
  return { column: told.slice(0, cut) as BadCell['column'], text: told.slice(cut + 1, cut + 81) }
}
