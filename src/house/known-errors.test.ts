import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from '../../tests/support/company-folder.js'
import type { Measurement } from '../processes/accuracy/measurement.js'
import { keptMeasurements } from '../store/accuracy/kept-measurements.js'
import { FirstWeekShelf } from './known-errors.js'

const PLAN_DAY = 20_723

/** Two rows of one item, one row of another; the last cell is of a later week, the one before it has no range. */
const measured = (version: string, until: number, firstDay = PLAN_DAY): Measurement =>
  ({
    version,
    hash: 'a1',
    grain: 'week',
    planDay: PLAN_DAY,
    until,
    rows: { places: ['jam', 'jam', 'honey'].map((item) => ({ product: ['all', item] })), classes: [] },
    cells: {
      count: 5,
      row: Int32Array.of(0, 1, 2, 2, 0),
      firstDay: Int32Array.of(firstDay, firstDay, firstDay, firstDay, firstDay + 7),
      errorSd: Float64Array.of(3, 4, 5, -1, 100),
      actual: Float64Array.of(10, 10, 10, 99, 99),
      forecast: { statistical: Float64Array.of(8, 11, 4, 0, 0) },
    },
  }) as never

const FIRST = {
  version: '0001-cycle',
  hash: 'a1',
  items: ['jam', 'honey'],
  error: Float64Array.of(1, 6),
  squares: Float64Array.of(25, 25),
  sum: Float64Array.of(7, 5),
}

test('[FR3] of a past cycle its first week is read, once, and nothing that was measured later', async () => {
  const folder = folderWith({})
  const book = keptMeasurements<Measurement>(folder)
  await book.keep(measured('0001-cycle', PLAN_DAY + 7))
  await book.keep(measured('0001-cycle', PLAN_DAY + 14, PLAN_DAY + 7))
  const shelf = new FirstWeekShelf(folder)
  const inside = path.join(folder, '.rumbo', 'accuracy', '0001-cycle-a1')
  const [first, later] = fs.readdirSync(inside).sort()
  fs.rmSync(path.join(inside, later!, 'state.bin'))
  expect(await shelf.weeks()).toEqual([FIRST])
  fs.rmSync(path.join(inside, first!, 'state.bin'))
  await book.keep(measured('0002-cycle', PLAN_DAY + 7))
  expect(await shelf.weeks()).toEqual([FIRST, { ...FIRST, version: '0002-cycle' }])
  expect(await new FirstWeekShelf(folder).weeks()).toEqual([{ ...FIRST, version: '0002-cycle' }])
})
