import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../core/base/refusal.js'
import type { ReadSeries } from '../../core/demand/forecast/series-records.js'
import { checkOutput, openForecastFile, quantileName } from './forecast-file.js'
import { openSeriesFile } from './series-source.js'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-test-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
let files = 0

function written(text: string): string {
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
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`copy (select * from read_csv('${csv}')) to '${parquet}' (format parquet)`)
    connection.closeSync()
    instance.closeSync()
    expect(await read(parquet)).toEqual(await read(csv))
  })

  test('[FF3] what is no number, or no date, is told as it stands', async () => {
    const file = written(
      'unique_id,ds,y,x\na,2026-01-01,abc,1\nb,31/01/2026,1,1\nc,2026-01-01,1,dear\nd,2026-01-01,2,1\n',
    )
    const bad = (await read(file)).map(({ id, bad: cell }) => [id, cell?.column ?? null, cell?.text ?? null])
    expect(bad).toEqual([
      ['a', 'y', 'abc'],
      ['b', 'ds', '31/01/2026'],
      ['c', 'driver', 'dear'],
      ['d', null, null],
    ])
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
    expect(() => checkOutput(path.join(folder, 'x.json'))).toThrow(Refusal)
    expect(() => checkOutput(path.join(folder, 'nowhere', 'x.csv'))).toThrow(Refusal)
    expect(quantileName(0.5)).toBe('q50')
  })
})
