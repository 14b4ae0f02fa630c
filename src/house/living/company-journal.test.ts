//! Two companies in folders of one name and one database.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { folderWith } from '../../../tests/support/company-folder.js'
import { type PostgresServer, startPostgres } from '../../../tests/support/postgres.js'
import { openCompanyJournal, readCompanyJournal } from './company-journal.js'

const found = await startPostgres()
const server = found as PostgresServer
afterAll(() => found?.remove())

test.skipIf(found === null)(
  '[JN19] each has a schema of its own when it says so, and is refused when it does not',
  async () => {
    const [here, there] = ['a', 'b'].map(() => path.join(folderWith({}), 'andina')) as [string, string]
    const place = { kind: 'postgres', url: server.connectionString } as const
    const first = await openCompanyJournal(here, place, { mode: 'write' })
    const refused = { code: 'journal.other_company' }
    await expect(readCompanyJournal(there, place)).rejects.toMatchObject(refused)
    expect(fs.existsSync(path.join(there, '.rumbo'))).toBe(false)
    await expect(openCompanyJournal(there, place, { mode: 'write' })).rejects.toMatchObject(refused)
    const own = { ...place, schema: 'andina_of_the_south' }
    const second = await openCompanyJournal(there, own, { mode: 'write' })
    await Promise.all([first.rebase({ version: '1', position: 0 }), second.rebase({ version: '2', position: 0 })])
    expect([await first.base(), await second.base()]).toMatchObject([{ version: '1' }, { version: '2' }])
    await Promise.all([first.close(), second.close()])
    const moved = path.join(path.dirname(there), 'moved')
    fs.renameSync(there, moved)
    const again = (await readCompanyJournal(moved, own))!
    expect(await again.base()).toMatchObject({ version: '2' })
    await again.close()
  },
)
