import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from '../../../tests/support/company-folder.js'
import { listCompanyFiles } from '../backup/company-files.js'
import { keptMeasurements } from './kept-measurements.js'

const october = { version: '0001-cycle', hash: 'a1', grain: 'week', until: 20_730, units: Float64Array.of(1, 2) }
const root = (folder: string): string => path.join(folder, '.rumbo', 'accuracy')

test('[AK10] what was measured stands, and is not written over', async () => {
  const folder = folderWith({})
  const book = keptMeasurements<typeof october>(folder)
  expect(await book.list('week')).toEqual([])
  await book.keep(october)
  await book.keep({ ...october, units: Float64Array.of(9, 9) })
  await book.keep({ ...october, grain: 'month' })
  await book.keep({ ...october, until: 20_737 })
  expect(await book.list('week')).toEqual([october, { ...october, until: 20_737 }])
  expect(await keptMeasurements(folder).list('month')).toHaveLength(1)
  // Another version that got the number of one that is gone.
  await book.keep({ ...october, hash: 'b2' })
  expect(await book.list('week')).toHaveLength(3)
})

test('[AK10] two that measure the same at once give one', async () => {
  const folder = folderWith({})
  const book = keptMeasurements<typeof october>(folder)
  for (let until = october.until; until < october.until + 40; until++) {
    await Promise.all(
      Array.from({ length: 5 }, (_, at) => book.keep({ ...october, until, units: Float64Array.of(at) })),
    )
    const kept = (await book.list('week')).at(-1)!
    expect([kept.until, kept.units.length]).toEqual([until, 1])
  }
  expect(fs.readdirSync(path.join(root(folder), '0001-cycle-a1'))).toHaveLength(40)
})

test('[AK10] what a killed process was writing is cleared away by the next; what somebody writes now is not', async () => {
  const folder = folderWith({})
  const inside = path.join(root(folder), '0001-cycle-a1')
  // No process has the first number: it is beyond the largest that the system gives.
  const [left, written] = [`week-2026-10-12.9999999-0.new`, `week-2026-10-12.${process.ppid}-0.new`]
  for (const name of [left, written]) fs.mkdirSync(path.join(inside, name), { recursive: true })
  await keptMeasurements<typeof october>(folder).keep(october)
  expect(fs.readdirSync(inside).sort()).toEqual(['week-2026-10-04', written])
})

test('[AK10] a damaged measurement is as if it were not there, and is written again', async () => {
  const folder = folderWith({})
  const book = keptMeasurements<typeof october>(folder)
  await book.keep(october)
  const inside = path.join(root(folder), '0001-cycle-a1')
  fs.truncateSync(path.join(inside, fs.readdirSync(inside)[0]!, 'state.bin'), 10)
  expect(await book.list('week')).toEqual([])
  await book.keep(october)
  expect(await book.list('week')).toEqual([october])
})

test('[AK10] what is kept is in every backup, and what was being written is not', async () => {
  const folder = folderWith({})
  await keptMeasurements<typeof october>(folder).keep(october)
  fs.mkdirSync(path.join(root(folder), '0001-cycle-a1', 'week-2026-10-12.1-0.new'))
  fs.writeFileSync(path.join(root(folder), '0001-cycle-a1', 'week-2026-10-12.1-0.new', 'state.bin'), 'half')
  expect(await keptMeasurements(folder).list('week')).toEqual([october])
  const { files } = await listCompanyFiles(folder)
  const taken = files.filter(({ file }) => file.startsWith('.rumbo/accuracy/'))
  expect(taken.map(({ as, file }) => [as, path.basename(file)])).toEqual([
    ['file', 'columns.bin'],
    ['file', 'state.bin'],
  ])
})
