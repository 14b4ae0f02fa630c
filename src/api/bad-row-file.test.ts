import { expect, test } from 'vitest'
import type { FindingTold } from '../processes/import/data-report.js'
import { badRowColumns } from './bad-row-file.js'
import type { FileColumn } from './ports.js'

const rowsOf = (from: number, until: number): FindingTold[] =>
  Array.from({ length: Math.max(0, until - from) }, (_, at) => ({
    ...{
      table: 'sales',
      file: 'sales.csv',
      sheet: '',
      column: 'units',
      excerpt: 'x',
      code: 'c',
      message: 'm',
      remedy: 'r',
    },
    row: from + at,
  }))

/** A load with so many troubles, of which fewer are known after some questions. */
const load = (count: number, left = count, after = Number.POSITIVE_INFINITY) => {
  let asked = 0
  return badRowColumns(async (offset, limit) => {
    const known = asked++ < after ? count : left
    return { load: 1, whole: known === count, count: known, rows: rowsOf(offset, Math.min(known, offset + limit)) }
  })
}

/** Each batch, as it comes. */
async function read(batches: ReturnType<typeof badRowColumns>) {
  const found: (readonly FileColumn[])[] = []
  for await (const columns of batches) found.push(columns)
  return found
}

const rowsIn = async (batches: ReturnType<typeof badRowColumns>): Promise<number[]> =>
  (await read(batches)).flatMap((columns) => Array.from(columns.find(({ name }) => name === 'row')!.values, Number))

test('[AP61] all of it is there, each once, and the head where there is nothing', async () => {
  expect(await rowsIn(load(25_000))).toEqual(Array.from({ length: 25_000 }, (_, at) => at))
  expect(await rowsIn(load(10_000))).toHaveLength(10_000)
  const [head, ...more] = await read(load(0))
  expect([head!.map(({ name }) => name)[0], head![0]!.values, more]).toEqual(['table', [], []])
})

test('[AP61] a file of which less is known half-way is not told as if it were whole', async () => {
  await expect(read(load(25_000, 12_000, 1))).rejects.toThrow('data.load_conflict')
  await expect(read(load(25_000, 300, 2))).rejects.toThrow('data.load_conflict')
})
