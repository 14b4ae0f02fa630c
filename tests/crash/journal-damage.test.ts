//! Files of a journal cut at any byte, with bits flipped, pages emptied, and as a power cut leaves them: it opens to a
//! beginning of what was acknowledged, or is refused; never a crash, a hang, or an entry that nobody wrote. [JN16]
//! RUMBO_CUT_EVERY says how many bytes lie between two cuts; 1 cuts at every byte.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import { ARCHIVE, type Damage, JOURNAL, makeSound, PAGE_BYTES, type Sound, takenIn, WAL } from './journal-damage.js'
import { type Came, tryAll } from './journal-damaging.js'

const LEASE = `${JOURNAL}.lease`
/** A frame of SQLite's log is a page and its header. */
const FRAME_BYTES = PAGE_BYTES + 24
const LOG_HEADER_BYTES = 32
const every = Number(process.env.RUMBO_CUT_EVERY ?? 1_499)
const room = fs.mkdtempSync(path.join(quickRoom(), 'cut-'))
const closed = path.join(room, 'closed')
const killed = path.join(room, 'killed')
const known = path.join(room, 'known.json')
let sound: Sound
beforeAll(async () => {
  fs.mkdirSync(closed)
  sound = await makeSound(closed, killed)
  for (const file of [JOURNAL, ARCHIVE]) {
    fs.writeFileSync(path.join(closed, file), takenIn(killed, file))
    for (const part of ['-wal', '-shm']) fs.rmSync(path.join(closed, `${file}${part}`))
  }
  fs.writeFileSync(known, JSON.stringify(sound))
})
afterAll(() => fs.rmSync(room, { recursive: true, force: true }))

/** Memory where there is some: what a disk does to a file is done here by hand. */
function quickRoom(): string {
  const memory = '/dev/shm'
  return fs.existsSync(memory) ? memory : os.tmpdir()
}

/** What came of it, counted: how many opened to everything, to a beginning, or were refused with which code. */
function countsOf(came: readonly Came[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { written } of came) {
    const what = typeof written === 'string' ? written : written === sound.entries.length ? 'whole' : 'a beginning'
    counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}

async function damage(journal: string, file: string, damages: readonly Damage[]): Promise<Came[]> {
  const came = await tryAll({ journal, known, room, file, damages })
  for (const how of new Set(damages.map((one) => one.how)))
    console.info(
      `${path.basename(journal)}, ${file}, ${how}: ${JSON.stringify(countsOf(came.filter((one) => one.damage.how === how)))}`,
    )
  expect(came).toHaveLength(damages.length)
  return came
}

function steps(how: 'cut' | 'flipped' | 'page zeroed', file: string, step = every): Damage[] {
  const { size } = fs.statSync(file)
  return Array.from({ length: Math.ceil(size / step) }, (_, at) => ({ how, at: at * step }))
}

/** How many entries had been acknowledged when the log was so long. */
const acknowledgedAt = (bytes: number): number =>
  sound.acknowledged.findLast((one) => one.bytes <= bytes)?.entries ?? sound.before

test.each([JOURNAL, WAL, `${JOURNAL}-shm`, ARCHIVE, `${ARCHIVE}-wal`, `${ARCHIVE}-shm`])(
  '[JN16] a journal whose writer was killed: %s cut, with bits flipped, with pages emptied',
  async (name) => {
    const file = path.join(killed, name)
    await damage(killed, name, [
      ...steps('cut', file),
      ...steps('flipped', file),
      ...steps('page zeroed', file, PAGE_BYTES),
    ])
  },
)

test.each([JOURNAL, ARCHIVE])(
  '[JN16] a journal that was closed: %s cut, with bits flipped, with pages emptied',
  async (name) => {
    const file = path.join(closed, name)
    const came = await damage(closed, name, [
      ...steps('cut', file),
      ...steps('flipped', file),
      ...steps('page zeroed', file, PAGE_BYTES),
    ])
    // The file is all there is: no end of it can go unseen.
    const refused = came.filter((one) => one.damage.how === 'cut' && typeof one.written === 'string')
    expect(refused).toHaveLength(steps('cut', file).length)
  },
)

test('[JN16] power cut while the log is written: every entry that was acknowledged by then, and no other', async () => {
  const borders = Array.from(
    { length: fs.statSync(path.join(killed, WAL)).size / FRAME_BYTES },
    (_, frame) => LOG_HEADER_BYTES + frame * FRAME_BYTES,
  )
  const cuts = [0, 1, FRAME_BYTES >> 1, FRAME_BYTES - 1].flatMap((more) =>
    borders.map((at): Damage => ({ how: 'cut', at: at + more })),
  )
  for (const { damage: cut, read, written } of await damage(killed, WAL, cuts)) {
    const wanted = cut.how === 'cut' ? acknowledgedAt(cut.at) : 0
    expect([cut, read, written]).toEqual([cut, wanted, wanted])
  }
})

test('[JN16] power cut before the disk had all that came after the last acknowledgement: that one is there', async () => {
  const lost = sound.acknowledged.flatMap(({ bytes }) =>
    [1, 2, 3, 4].map((seed): Damage => ({ how: 'sectors lost', at: bytes, seed })),
  )
  for (const { damage: one, read, written } of await damage(killed, WAL, lost)) {
    expect(read).toBe(written)
    expect(written).toBeGreaterThanOrEqual(one.how === 'sectors lost' ? acknowledgedAt(one.at) : 0)
  }
})

test.each([JOURNAL, ARCHIVE])('[JN16] power cut while the log is taken into %s: everything is there', async (name) => {
  const half = Array.from({ length: 60 }, (_, seed): Damage => ({ how: 'half taken in', seed }))
  for (const { written } of await damage(killed, name, half)) expect(written).toBe(sound.entries.length)
})

test('[JN16] whatever stands in the lease, nothing is lost by it', async () => {
  for (const words of ['x', 'a letter of somebody '.repeat(300), '\0'.repeat(PAGE_BYTES)]) {
    const folder = fs.mkdtempSync(path.join(room, 'lease-'))
    fs.cpSync(killed, folder, { recursive: true })
    fs.writeFileSync(path.join(folder, LEASE), words)
    const journal = await openSqliteJournal(path.join(folder, JOURNAL), { mode: 'write' })
    expect(await journal.verify()).toMatchObject({ sound: true, entries: sound.entries.length })
    await journal.close()
  }
})
