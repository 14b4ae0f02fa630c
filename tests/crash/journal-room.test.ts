//! Disks that are full, read-only, or fail: what is not kept is refused with words, what was acknowledged stays, and
//! writing goes on once there is room. [JN17]
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import type { StoredJournal } from '../../src/journal/stored-journal.js'
import { startPostgres } from '../support/postgres.js'
import { Kept } from './journal-kept.js'
import { pause, send, writeMuch } from './journal-load.js'
import { openJournal } from './journal-place.js'
import { Writing } from './journal-writing.js'
import { SmallDisk } from './small-disk.js'

const MEGABYTE = 1 << 20
const room = fs.mkdtempSync(path.join(os.tmpdir(), 'room-'))
afterAll(() => fs.rmSync(room, { recursive: true, force: true }))

/** One for each test: files that are still open when a test ends would give room to the next one. */
async function onSmallDisk(skip: (reason: string) => void, work: (disk: SmallDisk) => Promise<void>): Promise<void> {
  const disk = SmallDisk.make(16 * MEGABYTE)
  if (disk === null) return skip('no small disk can be mounted here')
  try {
    await work(disk)
  } finally {
    disk.remove()
  }
}

/** What stops a load that goes on until it is refused. */
const stopped = (writing: Promise<void>): Promise<string> =>
  writing.then(
    () => 'not refused',
    (error) => error.code ?? String(error),
  )

describe('a small disk', () => {
  test('[JN17] full while many write: refused, nothing lost, and it goes on when there is room', ({ skip }) =>
    onSmallDisk(skip, async (small) => {
      const file = path.join(small.folder, 'full.db')
      const kept = new Kept()
      let journal = await openSqliteJournal(file, { mode: 'write' })
      const codes: string[] = []
      for (let run = 0; run < 6; run++) {
        const told = `run ${run}`
        const writing = stopped(writeMuch(journal, run, kept.hear))
        await pause(60)
        small.fill(run * 5_000)
        codes.push(await writing)
        await sendMore(journal, run, kept)
        await kept.expectAll(journal, `${told}, on a full disk`)
        // Also for whoever opens it on the full disk.
        if (run % 3 === 2) {
          await journal.close()
          await expectKeptFull(file, kept, told)
        }
        small.makeRoom()
        if (run % 3 === 2) journal = await openSqliteJournal(file, { mode: 'write' })
        await kept.expectAgain(journal, run, told)
        await send(journal, { run, person: 1, turn: 1_000 }, kept.hear)
        await kept.expectAll(journal, `${told}, with room again`)
      }
      await journal.close()
      expect(new Set(codes)).toEqual(new Set(['journal.no_room']))
    }))

  test('[JN17] a journal that cannot even be made leaves nothing that looks like one', ({ skip }) =>
    onSmallDisk(skip, async (small) => {
      const file = path.join(small.folder, 'made.db')
      for (const left of [0, 4_096, 20_000]) {
        small.fill(left)
        const opened = await openSqliteJournal(file, { mode: 'write' }).catch((error) => error)
        expect(opened.code).toMatch(/^journal\.(no_room|cannot_open|cannot_write)$/)
        expect(fs.existsSync(file)).toBe(false)
        small.makeRoom()
      }
      await (await openSqliteJournal(file, { mode: 'write' })).close()
    }))
})

test('[JN17] a disk that is read-only: refused until it is not', ({ skip }) =>
  onSmallDisk(skip, async (other) => {
    const place = { file: path.join(other.folder, 'journal.db') }
    const kept = new Kept()
    const writing = new Writing({ place, run: 0 }, kept.hear)
    await writing.holding
    await pause(200)
    await writing.kill()
    expect(other.setReadOnly(true)).toBe(true)
    for (const file of [place.file, path.join(other.folder, 'new.db')])
      await expect(openSqliteJournal(file, { mode: 'write' })).rejects.toMatchObject({
        code: expect.stringMatching(/^journal\.(cannot_open|cannot_write)$/),
      })
    other.setReadOnly(false)
    const journal = await openJournal(place, { mode: 'write' })
    await kept.expectAll(journal, 'read-only')
    await kept.expectAgain(journal, 0, 'read-only')
    await journal.close()
  }))

/** Where there is a little room left in its own files some may still go in; the others are refused. */
async function sendMore(journal: StoredJournal, run: number, kept: Kept): Promise<void> {
  const turns = Array.from({ length: 40 }, (_, turn) => turn + 2_000)
  const sent = turns.map((turn) => send(journal, { run, person: 2, turn }, kept.hear))
  for (const one of await Promise.allSettled(sent))
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'journal.no_room' })
}

async function expectKeptFull(file: string, kept: Kept, told: string): Promise<void> {
  for (const mode of ['read', 'write'] as const) {
    const opened = await openSqliteJournal(file, { mode }).catch((error) => error.code as string)
    if (typeof opened === 'string') expect(opened).toMatch(/^journal\.(no_room|cannot_write)$/)
    else {
      await kept.expectAll(opened, `${told}, opened on a full disk to ${mode}`)
      await opened.close()
    }
  }
}

/** A process that is allowed files of so many blocks of 512 bytes; writing past it fails as a disk does. */
const limited = (blocks: number): string[] => ['sh', '-c', `ulimit -f ${blocks} && exec "$@"`, 'sh']

test.skipIf(process.platform !== 'linux')(
  '[JN17] a file that may not grow: refused as the system says, and the next process goes on',
  async () => {
    for (const [run, blocks] of [900, 2_000, 3_333].entries()) {
      const file = path.join(room, `limited-${run}.db`)
      const kept = new Kept()
      const writing = new Writing({ place: { file }, run }, kept.hear, limited(blocks))
      expect(await writing.refused).toBe('journal.cannot_write')
      const journal = await openJournal({ file }, { mode: 'write' })
      await kept.expectAll(journal, `${blocks} blocks`)
      await kept.expectAgain(journal, run, `${blocks} blocks`)
      await journal.close()
    }
  },
)

/** Makes calls of the system fail: the n-th, and those after it up to another. */
const failing = (call: string, error: string, when: string): string[] => [
  'strace',
  ...[
    '-f',
    '--seccomp-bpf',
    '-o',
    '/dev/null',
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:error=${error}:when=${when}`,
  ],
]
const [strace, ...said] = failing('fsync', 'EIO', '1')
const canFail = spawnSync(strace!, [...said, 'true']).status === 0

describe.skipIf(!canFail)('calls of the system that fail (strace)', () => {
  test.each([
    ['fsync', 'EIO'],
    ['pwrite64', 'EIO'],
    ['pwrite64', 'ENOSPC'],
  ])('[JN17] %s says %s from some moment on: refused; what was acknowledged is there', async (call, error) => {
    for (const [run, from] of [2, 5, 13, 40, 97, 211].entries()) {
      const file = path.join(room, `${call}-${error}-${run}.db`)
      const kept = new Kept()
      const writing = new Writing({ place: { file }, run }, kept.hear, failing(call, error, `${from}+`))
      // SQLite does not tell a full disk from another fault everywhere.
      expect(await writing.refused).toMatch(/^journal\.(no_room|cannot_write)$/)
      const journal = await openJournal({ file }, { mode: 'write' })
      await kept.expectAll(journal, `${call} ${error} from ${from}`)
      await kept.expectAgain(journal, run, `${call} ${error} from ${from}`)
      await journal.close()
    }
  })

  test.each(['fsync', 'pwrite64'])('[JN17] %s fails now and then: whoever is not refused is kept', async (call) => {
    for (const [run, when] of ['30..33', '60+17'].entries()) {
      const file = path.join(room, `${call}-${run}.db`)
      const kept = new Kept()
      const writing = new Writing({ place: { file }, run }, kept.hear, failing(call, 'EIO', when))
      await writing.holding.then(
        () => Promise.race([pause(1_500), writing.refused]),
        () => undefined,
      )
      await writing.kill()
      const journal = await openJournal({ file }, { mode: 'write', waitMilliseconds: 1_000 })
      await kept.expectAll(journal, `${call} ${when}`)
      await kept.expectAgain(journal, run, `${call} ${when}`)
      await journal.close()
    }
  })
})

test('[JN17] a full disk under PostgreSQL: refused, nothing lost, and it goes on when there is room', async ({
  skip,
}) => {
  const large = SmallDisk.make(320 * MEGABYTE)
  if (large === null) return skip('no small disk can be mounted here')
  const server = await startPostgres({}, large.folder)
  if (server === null) return skip('PostgreSQL does not start here')
  try {
    const place = { connectionString: server.connectionString, company: 'Full', patienceMilliseconds: 2_000 }
    const kept = new Kept()
    const journal = await openJournal(place, { mode: 'write' })
    const codes: string[] = []
    for (let run = 0; run < 3; run++) {
      const writing = stopped(writeMuch(journal, run, kept.hear))
      await pause(300)
      large.fill(100_000 * run)
      codes.push(await writing)
      large.makeRoom()
      // Where there was no room for its own log it has ended.
      await server.kill()
      await server.start()
      await kept.expectAgain(journal, run, `run ${run}`)
      await kept.expectAll(journal, `run ${run}`)
    }
    await journal.close()
    console.info(JSON.stringify(codes))
    for (const code of codes) expect(code).toMatch(/^journal\.(no_room|cannot_write|unreachable)$/)
  } finally {
    await server.remove()
    large.remove()
  }
})
