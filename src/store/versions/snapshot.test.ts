import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from '../../../tests/support/company-folder.js'
import { loadSnapshot, saveSnapshot } from './snapshot.js'

const long = (make: (at: number) => number, length = 5000): Float64Array =>
  Float64Array.from({ length }, (_, at) => make(at))

function world() {
  const shared = new Float64Array(new SharedArrayBuffer(5000 * 8)).fill(12_000)
  return {
    name: 'Mundo',
    plan: {
      closing: long((at) => at * 7 - 1000, 300_000),
      asIs: long(() => 0),
      again: shared,
      rows: Int32Array.of(1, -2, 3),
    },
    money: { cube: [null, shared, long((at) => at / 3)], few: Float64Array.of(0.25, -0) },
    places: new Map([['dc', new Set([1, 2])]]),
    nothing: undefined,
  }
}

test('[PV16] whatever was kept comes back, numbers in any place and an array that is in two of them once', async () => {
  const folder = folderWith({})
  await saveSnapshot(folder, world())
  const back = await loadSnapshot<ReturnType<typeof world>>(folder)
  expect(back).toEqual(world())
  expect(back!.plan.again).toBe(back!.money.cube[1])
})

test('small whole numbers take little room, and zeroes none', async () => {
  const folder = folderWith({})
  await saveSnapshot(folder, { zeroes: long(() => 0, 1e6), units: long((at) => (at % 50) * 1000, 1e5) })
  const bytes = fs.statSync(path.join(folder, 'columns.bin')).size
  expect(bytes).toBeLessThan(1e5 * 1.05)
  expect(fs.statSync(path.join(folder, 'state.bin')).size).toBeLessThan(2000)
})

test('[PV16] there is none where a file is gone, cut short, or has one other byte', async () => {
  const damages: ((file: string) => void)[] = [
    (file) => fs.rmSync(file),
    (file) => fs.truncateSync(file, fs.statSync(file).size - 1),
    (file) => fs.truncateSync(file, 0),
    (file) => {
      const bytes = fs.readFileSync(file)
      bytes[bytes.length >> 1]! ^= 1
      fs.writeFileSync(file, bytes)
    },
  ]
  for (const damage of damages)
    for (const file of ['state.bin', 'columns.bin']) {
      const folder = folderWith({})
      await saveSnapshot(folder, world())
      damage(path.join(folder, file))
      expect(await loadSnapshot(folder)).toBeNull()
    }
})
