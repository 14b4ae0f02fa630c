import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from '../../tests/support/company-folder.js'
import { editInScenarios } from '../../tests/support/kept-company.js'
import { all, draft } from '../journal/journal.contract.js'
import { openSqliteJournal } from '../journal/sqlite-journal.js'
import type { StoredJournal } from '../journal/stored-journal.js'
import { backupJournal, readyForWriting } from './journal-backup.js'

/** Everything that a journal says. */
async function saidBy(journal: Pick<StoredJournal, 'read' | 'scenarios' | 'base' | 'positionAt'>): Promise<unknown> {
  const entries = await all(journal.read(0))
  const bases = await Promise.all(entries.map(({ position }) => journal.base(position)))
  return {
    entries,
    bases,
    scenarios: (await journal.scenarios()).map(({ openedAt, ...scenario }) => ({ ...scenario, at: openedAt })),
    known: await Promise.all(entries.map(({ at }) => journal.positionAt(at))),
  }
}

test('[BK6] a journal that is open for writing is taken by its entries, one that another writes by its file: the same', async () => {
  const folder = folderWith({})
  const file = path.join(folder, 'journal.db')
  const journal = await openSqliteJournal(file, { mode: 'write' })
  await editInScenarios(journal, '0001-cycle')
  const said = await saidBy(journal)
  const marks = [
    await backupJournal(journal, path.join(folder, 'by-entries.db')),
    await backupJournal(file, path.join(folder, 'by-file.db')),
  ]
  expect(marks[0]).toEqual(marks[1])
  expect(marks[0]).toEqual({ position: 23, digest: (await all(journal.read(22)))[0]!.digest })
  await journal.append('main', [draft('later')])
  for (const copy of ['by-entries.db', 'by-file.db']) {
    const reader = await openSqliteJournal(path.join(folder, copy), { mode: 'read' })
    expect(await saidBy(reader)).toEqual(said)
    await reader.close()
    expect(fs.readdirSync(folder).filter((name) => name.startsWith(copy) && name !== copy)).toEqual([])
    readyForWriting(path.join(folder, copy))
    const writer = await openSqliteJournal(path.join(folder, copy), { mode: 'write' })
    expect(await writer.append('main', [draft('later')])).toEqual(await all(journal.read(23)))
    await writer.close()
  }
  await journal.close()
})

test('[BK8] a journal that was tampered with is not taken', async () => {
  const { default: Database } = await import('libsql')
  const file = path.join(folderWith({}), 'journal.db')
  const journal = await openSqliteJournal(file, { mode: 'write' })
  await journal.append('main', [draft('a'), draft('b')])
  new Database(file).exec(`UPDATE entry SET actor = 'eve' WHERE position = 2`)
  const code = (work: Promise<unknown>): Promise<string> => work.then(String, (error) => error.code)
  expect(await code(backupJournal(file, `${file}.copy`))).toBe('journal.damaged')
  expect(await code(backupJournal(journal, `${file}.copied`))).toBe('journal.damaged')
  await journal.close()
})

test('[BK6] a journal of nothing is a journal of nothing', async () => {
  const file = path.join(folderWith({}), 'journal.db')
  const journal = await openSqliteJournal(file, { mode: 'write' })
  const nothing = { position: 0, digest: '0'.repeat(64) }
  expect(await backupJournal(journal, `${file}.a`)).toEqual(nothing)
  expect(await backupJournal(file, `${file}.b`)).toEqual(nothing)
  await journal.close()
})
