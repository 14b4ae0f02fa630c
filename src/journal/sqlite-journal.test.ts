import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'libsql'
import { afterAll, expect, test } from 'vitest'
import { all, describeJournal, draft } from './journal.contract.js'
import { openSqliteJournal } from './sqlite-journal.js'

const room = fs.mkdtempSync(path.join(os.tmpdir(), 'journal-'))
afterAll(() => fs.rmSync(room, { recursive: true, force: true }))
let places = 0
const newFile = (): string => {
  const folder = path.join(room, `company ${++places} ñ ?#%41`)
  fs.mkdirSync(folder)
  return path.join(folder, 'journal.db')
}

describeJournal('the journal in SQLite', async () => {
  const file = newFile()
  return {
    open: (opening) => openSqliteJournal(file, opening),
    tamper: async (statement) => {
      const database = new Database(file)
      database.exec(statement)
      database.close()
    },
  }
})

/** A process that holds the lease as a writer does, until it is killed. */
async function holdLease(file: string): Promise<ChildProcess> {
  const script = `import Database from 'libsql'
    const lock = new Database(process.argv[1])
    lock.exec('BEGIN EXCLUSIVE')
    process.stdout.write('held')
    setInterval(() => lock, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script, `${file}.lease`], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout!, 'data')
  return holder
}

test('[JN8] another process keeps the lease until it dies, however it dies; reading needs none', async () => {
  const file = newFile()
  const first = await openSqliteJournal(file, { mode: 'write' })
  const written = await first.append('main', [draft('a')])
  await first.close()
  const holder = await holdLease(file)
  await expect(openSqliteJournal(file, { mode: 'write' })).rejects.toMatchObject({ code: 'journal.in_use' })
  const reader = await openSqliteJournal(file, { mode: 'read' })
  expect(await all(reader.read(0))).toEqual(written)
  await reader.close()
  const waiting = openSqliteJournal(file, { mode: 'write', waitMilliseconds: 20_000 })
  holder.kill('SIGKILL')
  const next = await waiting
  expect(await next.append('main', [draft('b')])).toMatchObject([{ position: 2 }])
  await next.close()
})

test('[JN8] the holder lets go even though its statements are still in memory', async () => {
  const file = newFile()
  for (let at = 0; at < 20; at++) {
    const journal = await openSqliteJournal(file, { mode: 'write' })
    await journal.append('main', [draft(`k${at}`)])
    await journal.close()
  }
  const journal = await openSqliteJournal(file, { mode: 'read' })
  expect(await journal.head()).toBe(20)
  await journal.close()
})

test('[JN16] a file that is empty, of something else, of another edition or not there is refused', async () => {
  const code = async (file: string, mode: 'read' | 'write'): Promise<string> =>
    openSqliteJournal(file, { mode }).then(
      () => 'opened',
      (error) => error.code,
    )
  const empty = newFile()
  fs.writeFileSync(empty, '')
  const other = newFile()
  fs.writeFileSync(other, 'a letter to somebody, longer than a header of a hundred bytes '.repeat(20))
  const foreign = newFile()
  new Database(foreign).exec('CREATE TABLE something (a)')
  const newer = newFile()
  await (await openSqliteJournal(newer, { mode: 'write' })).close()
  new Database(newer).exec(`UPDATE meta SET value = '99' WHERE name = 'schema'`)
  for (const mode of ['read', 'write'] as const) {
    expect(await code(empty, mode)).toBe('journal.unreadable')
    expect(await code(other, mode)).toBe('journal.unreadable')
    expect(await code(foreign, mode)).toBe('journal.unreadable')
    expect(await code(newer, mode)).toBe('journal.other_schema')
  }
  expect(await code(newFile(), 'read')).toBe('journal.not_there')
  expect(await code(path.join(room, 'no', 'folder', 'journal.db'), 'write')).toBe('journal.cannot_open')
})

test.each([
  `UPDATE entry SET payload = CAST(x'7bff7d' AS TEXT) WHERE position = 1`,
  `UPDATE entry SET actor = CAST(x'ff' AS TEXT) WHERE position = 2`,
  `UPDATE meta SET value = CAST(x'c3' AS TEXT) WHERE name = 'archived'`,
  `UPDATE scenario SET name = CAST(x'ed' AS TEXT)`,
])('[JN16] text that is none is refused, and does not end the process: %s', async (statement) => {
  const file = newFile()
  const journal = await openSqliteJournal(file, { mode: 'write' })
  await journal.append('main', [draft('a'), draft('b')])
  await journal.close()
  new Database(file).exec(statement)
  const reader = await openSqliteJournal(file, { mode: 'read' })
  expect(await reader.verify()).toMatchObject({ sound: false, reason: 'unreadable' })
  await reader.close()
})

test('[JN16] a lease in which something stands is emptied', async () => {
  const file = newFile()
  fs.writeFileSync(`${file}.lease`, 'a letter of somebody '.repeat(300))
  const journal = await openSqliteJournal(file, { mode: 'write' })
  expect(await journal.append('main', [draft('a')])).toMatchObject([{ position: 1 }])
  expect(fs.statSync(`${file}.lease`).size).toBe(0)
  await journal.close()
})

test('[JN13] an archive that is gone is said, not passed over', async () => {
  const file = newFile()
  const journal = await openSqliteJournal(file, { mode: 'write' })
  await journal.append('main', [draft('a'), draft('b'), draft('c')])
  await journal.rebase({ version: '0001', position: 2 })
  await journal.compact(2)
  await journal.close()
  fs.rmSync(file.replace('.db', '-archive.db'))
  const reader = await openSqliteJournal(file, { mode: 'read' })
  expect(await all(reader.read(2))).toMatchObject([{ position: 3 }])
  await expect(all(reader.read(0))).rejects.toMatchObject({ code: 'journal.archive_gone' })
  await reader.close()
})

test('[JN13] archiving that was killed between its two files is finished the next time', async () => {
  const file = newFile()
  const journal = await openSqliteJournal(file, { mode: 'write' })
  const written = await journal.append('main', [draft('a'), draft('b'), draft('c')])
  await journal.rebase({ version: '0001', position: 3 })
  await journal.compact(2)
  await journal.close()
  // The copy of the second is in the archive already, the journal does not know yet.
  const archive = new Database(file.replace('.db', '-archive.db'))
  archive.exec(
    `ATTACH '${file.replaceAll("'", "''")}' AS live; INSERT INTO entry SELECT * FROM live.entry WHERE position = 2`,
  )
  archive.close()
  const again = await openSqliteJournal(file, { mode: 'write' })
  expect(await all(again.read(0))).toEqual(written)
  await again.compact(3)
  expect(await all(again.read(0))).toEqual(written)
  expect(await again.verify()).toMatchObject({ sound: true, entries: 3 })
  await again.close()
})
