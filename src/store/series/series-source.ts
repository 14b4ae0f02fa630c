import type { DuckDBConnection } from '@duckdb/node-api'
import type { BadCell, ReadSeries } from '../../core/demand/forecast/series-records.js'
import type { TimeKind } from '../../core/demand/forecast/time-grid.js'
import { type Column, readChunks } from '../duckdb/columns.js'
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

/** @throws Refusal of `loadSeriesTable` */
export async function openSeriesFile(file: string): Promise<SeriesFile> {
  const { connection, close } = await openPassingDatabase()
  try {
    const table = await loadSeriesTable(connection, file)
    const drivers = table.drivers.length
    return {
      ...table,
      async sample(most) {
        const stride = Math.max(1, Math.ceil(table.seriesCount / most))
        const chosen = `select * from series where id in (select id from names where place % ${stride} = 0) order by id, time`
        const found: ReadSeries[] = []
        for await (const batch of seriesIn(connection, chosen, drivers, most)) found.push(...batch)
        return found
      },
      batches: (size) => seriesIn(connection, 'select * from series', drivers, size),
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

/** Rows that come sorted by series, so many series at a time. */
async function* seriesIn(connection: DuckDBConnection, sql: string, drivers: number, size: number) {
  let batch: ReadSeries[] = []
  let open: OpenSeries | null = null
  for await (const columns of readChunks(connection, sql)) {
    const ids = columns['id'] as string[]
    for (let row = 0; row < ids.length; row++) {
      if (ids[row] !== open?.id) {
        if (open !== null) batch.push(open.close())
        open = new OpenSeries(ids[row]!, drivers)
        if (batch.length === size) {
          yield batch
          batch = []
        }
      }
      open!.add(columns, row)
    }
  }
  if (open !== null) batch.push(open.close())
  if (batch.length > 0) yield batch
}

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

  add(columns: Record<string, Column>, row: number): void {
    const number = (column: string): number => columns[column]![row] as number
    const bad = columns['bad']![row] as string
    if (bad !== '') this.bad ??= badCellOf(bad)
    this.times.push(number('time'))
    this.values.push(number('y'))
    this.drivers.forEach((driver, at) => {
      driver.push(number(`d${at}`))
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

const EXCERPT_CHARACTERS = 80

/** `y=12=abc`: column, row, text. */
function badCellOf(told: string): BadCell {
  const [, column, row, text] = /^([^=]*)=([^=]*)=(.*)$/s.exec(told)!
  return { column: column as BadCell['column'], row: Number(row), text: text!.slice(0, EXCERPT_CHARACTERS) }
}
