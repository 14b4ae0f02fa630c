import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../core/base/refusal.js'
import type { ReadSeries } from '../../core/demand/forecast/series-records.js'
import { openDatabase } from '../duckdb/database.js'
import { checkOutputs, openForecastFile, quantileName } from './forecast-file.js'
import { openSeriesFile } from './series-source.js'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-test-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
let files = 0

function written(text: string | Buffer): string {
  const file = path.join(folder, `series-${files++}.csv`)
  fs.writeFileSync(file, text)
  return file
}

async function read(file: string, size = 100): Promise<ReadSeries[]> {
  const source = await openSeriesFile(file)
  const found: ReadSeries[] = []
  for await (const batch of source.batches(size)) found.push(...batch)
  source.close()
  return found
}

const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Refusal)
  return error as Refusal
}

describe('series in a file', () => {
  test('[FF4] sorted by name and time, whatever the order of rows and columns; further columns are drivers', async () => {
    const file = written('DS,price,Unique_ID,Y\n2026-01-12,3,b,8\n2026-01-05,2,b,\n2026-01-05,1,a,5.5\n')
    const [a, b] = await read(file)
    expect([a!.id, ...a!.values]).toEqual(['a', 5.5])
    expect([b!.id, ...b!.values]).toEqual(['b', Number.NaN, 8])
    expect([...b!.drivers[0]!]).toEqual([2, 3])
    expect(b!.times[1]! - b!.times[0]!).toBe(7 * 86_400)
  })

  test('[FF4] semicolons come with decimal commas; whole numbers are counts', async () => {
    const file = written('unique_id;ds;y\na;2;1,5\na;1;-2,25\n')
    const source = await openSeriesFile(file)
    expect(source.kind).toBe('count')
    source.close()
    const [a] = await read(file)
    expect([[...a!.times], [...a!.values]]).toEqual([
      [1, 2],
      [-2.25, 1.5],
    ])
  })

  test('[FF4] the same series from Parquet, with dates as dates', async () => {
    const csv = written('unique_id,ds,y\na,2026-01-31,1\na,2026-02-28,2\nb,2026-01-31,7\n')
    const parquet = path.join(folder, 'series.parquet')
    const { connection, close } = await openDatabase(null)
    await connection.run(`copy (select * from read_csv('${csv}')) to '${parquet}' (format parquet)`)
    close()
    expect(await read(parquet)).toEqual(await read(csv))
  })

  test('[FF3] what is no number, or no date, is told as it stands', async () => {
    const file = written(
      'unique_id,ds,y,x\na,2026-01-01,abc,1\nb,31/01/2026,1,1\nc,2026-01-01,1,dear\nd,2026-01-01,2,1\n',
    )
    expect((await read(file)).map(({ id, bad }) => [id, bad])).toEqual([
      ['a', { column: 'y', row: 2, text: 'abc' }],
      ['b', { column: 'ds', row: 3, text: '31/01/2026' }],
      ['c', { column: 'driver', row: 4, text: 'dear' }],
      ['d', null],
    ])
  })

  test('[FF4] whatever spreadsheets write: Latin-1, UTF-16, quotes, lines that end in any way', async () => {
    const text = 'unique_id;ds;y\r\n"niño ""a""";2026-01-05;1,5\rniño b;2026-01-05;2\n'
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    for (const content of [text, Buffer.from(text, 'latin1'), utf16]) {
      const series = await read(written(content))
      expect(series.map(({ id, values }) => [id, values[0]])).toEqual([
        ['niño "a"', 1.5],
        ['niño b', 2],
      ])
    }
  })

  test('[FF3] a row that has not the cells of the header is told, and nothing is guessed from the others', async () => {
    const ragged = await refusalOf(openSeriesFile(written('unique_id,ds,y\na,1,1\na,2,2,9,9\na,3,1\n')))
    expect([ragged.code, ragged.values.row, ragged.values.excerpt]).toEqual(['forecast.broken_row', 3, 'a,2,2,9,9'])
    const open = await refusalOf(openSeriesFile(written('unique_id,ds,y\na,1,"1\n')))
    expect([open.code, open.values.row]).toEqual(['forecast.broken_row', 2])
    expect((await refusalOf(openSeriesFile(written('unique_id,ds,y,Y\na,1,1,2\n')))).code).toBe('forecast.column_twice')
  })

  test('[FF1] a sample lies evenly over the names; batches hold whole series', async () => {
    const rows = Array.from({ length: 50 }, (_, at) =>
      [1, 2, 3].map((step) => `s${String(at).padStart(2, '0')},${step},${at}`),
    )
    const file = written(`unique_id,ds,y\n${rows.flat().reverse().join('\n')}\n`)
    const source = await openSeriesFile(file)
    expect(source.seriesCount).toBe(50)
    expect((await source.sample(10)).map(({ id }) => id)).toEqual(
      rows.filter((_, at) => at % 5 === 0).map(([row]) => row!.slice(0, 3)),
    )
    const sizes: number[] = []
    for await (const batch of source.batches(20)) sizes.push(batch.length)
    expect(sizes).toEqual([20, 20, 10])
    source.close()
  })

  test('[FF3] a file that is not there, of another kind, without rows or without a column is refused with what it has', async () => {
    const missing = await refusalOf(openSeriesFile(written('id,ds,y\na,1,1\n')))
    expect([missing.code, missing.values.column, missing.values.found]).toEqual([
      'forecast.missing_column',
      'unique_id',
      'id, ds, y',
    ])
    expect((await refusalOf(openSeriesFile(path.join(folder, 'none.csv')))).code).toBe('forecast.file_missing')
    expect((await refusalOf(openSeriesFile(written('unique_id,ds,y\n')))).code).toBe('forecast.no_rows')
    expect((await refusalOf(openSeriesFile(written('')))).code).toBe('forecast.no_rows')
    expect((await refusalOf(openSeriesFile(folder))).code).toBe('forecast.file_missing')
    const workbook = path.join(folder, 'x.xlsx')
    const noise = path.join(folder, 'noise.parquet')
    fs.writeFileSync(workbook, 'x')
    fs.writeFileSync(noise, 'not a table at all')
    expect((await refusalOf(openSeriesFile(workbook))).code).toBe('forecast.file_kind')
    expect((await refusalOf(openSeriesFile(noise))).code).toBe('forecast.file_unreadable')
  })
})

describe('forecasts in a file', () => {
  const row = (id: string, time: number) => ({ id, time, mean: 1.5, quantiles: [1, 2] })

  test('[FF5] the file is there when it is finished, and not before', async () => {
    const file = path.join(folder, 'out.csv')
    const sink = await openForecastFile(file, { kind: 'calendar', levels: [0.05, 0.975], voicesFile: null })
    await sink.add([row('b', 0), row('a', 86_400)], [])
    expect(fs.existsSync(file)).toBe(false)
    await sink.finish()
    sink.close()
    expect(fs.readFileSync(file, 'utf8')).toBe(
      'unique_id,ds,mean,q05,q97.5\nb,1970-01-01,1.5,1.0,2.0\na,1970-01-02,1.5,1.0,2.0\n',
    )
    expect(fs.readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })

  test('[FF4] hours are written as hours, counts as counts, methods with their shares', async () => {
    const file = path.join(folder, 'hours.csv')
    const voices = path.join(folder, 'voices.csv')
    const sink = await openForecastFile(file, { kind: 'calendar', levels: [0.1, 0.9], voicesFile: voices })
    await sink.add([row('a', 3600)], [{ id: 'a', method: 'naive', share: 0.25, origins: 3 }])
    await sink.finish()
    sink.close()
    expect(fs.readFileSync(file, 'utf8')).toContain('a,1970-01-01 01:00:00,1.5')
    expect(fs.readFileSync(voices, 'utf8')).toBe('unique_id,method,share,origins\na,naive,0.25,3\n')
  })

  test('[FF3] where it cannot be written is known before anything is read', () => {
    const codeOf = (input: string, ...outputs: string[]): string | null => {
      try {
        checkOutputs(
          path.join(folder, input),
          outputs.map((output) => path.join(folder, output)),
        )
        return null
      } catch (error) {
        return (error as Refusal).code
      }
    }
    expect(codeOf('in.csv', 'x.json')).toBe('forecast.file_kind')
    expect(codeOf('in.csv', 'nowhere/x.csv')).toBe('forecast.folder_missing')
    expect(codeOf('in.csv', 'in.csv')).toBe('forecast.same_file')
    expect(codeOf('in.csv', 'out.csv', './out.csv')).toBe('forecast.same_file')
    expect(codeOf('in.csv', 'out.csv', 'voices.csv')).toBeNull()
    expect(quantileName(0.5)).toBe('q50')
  })
})

test('[FF6] what a killed process left behind is cleared away by the next one; what one that lives has stays', async () => {
  const living = fs.mkdtempSync(path.join(os.tmpdir(), `rumbo-passing-${process.ppid}-`))
  // No process has this number: it is beyond the largest that the system gives.
  const left = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-passing-9999999-'))
  fs.writeFileSync(path.join(left, 'passing.duckdb'), 'x')
  const source = await openSeriesFile(written('unique_id,ds,y\na,1,1\n'))
  expect([fs.existsSync(left), fs.existsSync(living)]).toEqual([false, true])
  const own = (): string[] =>
    fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith(`rumbo-passing-${process.pid}-`))
  expect(own()).toHaveLength(1)
  source.close()
  expect(own()).toHaveLength(0)
  fs.rmSync(living, { recursive: true })
})
