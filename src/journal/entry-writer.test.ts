import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '../core/base/refusal.js'
import type { EntryRow } from './entry-row.js'
import { all, draft } from './journal.contract.js'
import { thisProcess } from './lease-holder.js'
import { SqliteFile } from './sqlite-files.js'
import { createSqliteJournal } from './sqlite-schema.js'
import { SqliteStore } from './sqlite-store.js'
import { StoredJournal } from './stored-journal.js'

/** A store whose disk fails: before a writing, or after it was done, so that nobody can tell. */
class FailingStore extends SqliteStore {
  fails: 'before' | 'after' | null = null

  override async write(rows: readonly EntryRow[]): Promise<void> {
    const failure = new Refusal('journal.cannot_write', { file: 'journal.db', detail: 'EIO' })
    if (this.fails === 'before') throw failure
    await super.write(rows)
    if (this.fails === 'after') throw failure
  }
}

let folder: string
let store: FailingStore
let journal: StoredJournal
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'failing-'))
  const file = path.join(folder, 'journal.db')
  await createSqliteJournal(file)
  store = new FailingStore(new SqliteFile(file, 'write'), { holder: thisProcess(), release: () => undefined })
  journal = await StoredJournal.over(store)
})
afterEach(async () => {
  await journal.close()
  fs.rmSync(folder, { recursive: true })
})

test.each(['before', 'after'] as const)(
  '[JN17] a disk that fails %s it has written: refused, what was there stays, and the same keys go on',
  async (fails) => {
    const [first] = await journal.append('main', [draft('a')])
    for (let at = 0; at < 3; at++) {
      store.fails = fails
      const together = ['b', 'c', 'd'].map((key) =>
        journal.append('main', [draft(`${key}${at}`), draft(`${key}${at}'`)]),
      )
      for (const one of await Promise.allSettled(together))
        expect(one).toMatchObject({ status: 'rejected', reason: { code: 'journal.cannot_write' } })
      store.fails = null
      expect(await journal.append('main', [draft('a')])).toEqual([first])
      const again = await journal.append('main', [draft(`b${at}`), draft(`b${at}'`)])
      expect(again.map(({ key }) => key)).toEqual([`b${at}`, `b${at}'`])
    }
    const keys = (await all(journal.read(0))).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(fails === 'before' ? 7 : 19)
    expect(await journal.verify()).toMatchObject({ sound: true, entries: keys.length })
  },
)
