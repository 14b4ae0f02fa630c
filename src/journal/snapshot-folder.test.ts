import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InputSnapshot, NumberColumn } from '../core/edit/journal.js'
import { draft } from './journal.contract.js'
import { SnapshotFolder } from './snapshot-folder.js'
import { openSqliteJournal } from './sqlite-journal.js'
import type { StoredJournal } from './stored-journal.js'

const MAIN = { scenario: 'main', base: '0001-cycle' }
let room: string
let folder: string
let journal: StoredJournal
let snapshots: SnapshotFolder
beforeEach(async () => {
  room = fs.mkdtempSync(path.join(os.tmpdir(), 'snapshots-'))
  folder = path.join(room, 'inputs')
  journal = await openSqliteJournal(path.join(room, 'journal.db'), { mode: 'write' })
  await journal.append(
    'main',
    ['a', 'b', 'c', 'd', 'e'].map((key) => draft(key)),
  )
  snapshots = new SnapshotFolder(folder, journal)
})
afterEach(async () => {
  await journal.close()
  fs.rmSync(room, { recursive: true, force: true })
})

const inputs = (position: number, value: number, of = MAIN): InputSnapshot => ({
  ...of,
  position,
  columns: new Map<string, NumberColumn>([
    ['consensus', Float64Array.of(value, -0, 0.1, Number.MAX_SAFE_INTEGER)],
    ['locks / ñ', Uint8Array.of(1, 0, 255)],
    ['nothing', new Int32Array(0)],
    ['part', new Int16Array([9, 8, 7, 6]).subarray(1, 3)],
  ]),
})

test('[JN14] the newest up to a position, of that scenario and base, byte for byte', async () => {
  expect(await snapshots.latest(MAIN, 5)).toBeNull()
  const other = { scenario: 'dry', base: MAIN.base }
  await snapshots.save(inputs(2, 20))
  await snapshots.save(inputs(4, 40))
  await snapshots.save(inputs(3, 30, other))
  expect(await snapshots.latest(MAIN, 5)).toEqual(inputs(4, 40))
  expect(await snapshots.latest(MAIN, 3)).toEqual(inputs(2, 20))
  expect(await snapshots.latest(MAIN, 1)).toBeNull()
  expect(await snapshots.latest(other, 5)).toEqual(inputs(3, 30, other))
  expect(await snapshots.latest({ scenario: 'main', base: '0002-week' }, 5)).toBeNull()
})

test('[JN14] of the position before the first entry there is one too; of one that is not there, none', async () => {
  await snapshots.save(inputs(0, 7))
  expect(await snapshots.latest(MAIN, 0)).toEqual(inputs(0, 7))
  await expect(snapshots.save(inputs(6, 1))).rejects.toMatchObject({ code: 'journal.unknown_position' })
})

test('[JN14] two are kept', async () => {
  for (const position of [1, 2, 3, 4]) await snapshots.save(inputs(position, position))
  expect(fs.readdirSync(folder)).toHaveLength(2)
  expect(await snapshots.latest(MAIN, 3)).toEqual(inputs(3, 3))
})

test('[JN14] cut at any byte or with a byte changed, it is passed over and the one before is taken', async () => {
  await snapshots.save(inputs(2, 20))
  const before = new Set(fs.readdirSync(folder))
  await snapshots.save(inputs(4, 40))
  const file = path.join(folder, fs.readdirSync(folder).find((name) => !before.has(name))!)
  const whole = fs.readFileSync(file)
  for (let at = 0; at < whole.length; at++) {
    fs.writeFileSync(file, whole.subarray(0, at))
    expect((await snapshots.latest(MAIN, 5))?.position).toBe(2)
    if (at % 4 !== 0) continue
    const changed = Buffer.from(whole)
    changed[at] = changed[at]! ^ 0x20
    fs.writeFileSync(file, changed)
    expect((await snapshots.latest(MAIN, 5))?.position).toBe(2)
  }
  fs.writeFileSync(file, whole)
  expect(await snapshots.latest(MAIN, 5)).toEqual(inputs(4, 40))
})

test('[JN14] one of other entries is passed over; one beyond the end of the journal says that entries are lost', async () => {
  await snapshots.save(inputs(4, 40))
  const other = await openSqliteJournal(path.join(room, 'other.db'), { mode: 'write' })
  await other.append(
    'main',
    ['a', 'b', 'x', 'd', 'e'].map((key) => draft(key)),
  )
  expect(await new SnapshotFolder(folder, other).latest(MAIN, 5)).toBeNull()
  await other.close()
  const shorter = await openSqliteJournal(path.join(room, 'shorter.db'), { mode: 'write' })
  await shorter.append('main', [draft('a')])
  await expect(new SnapshotFolder(folder, shorter).latest(MAIN, 1)).rejects.toMatchObject({
    code: 'journal.entries_lost',
    values: { position: 4, head: 1 },
  })
  await shorter.close()
})
