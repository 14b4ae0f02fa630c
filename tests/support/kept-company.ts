//! A company with everything that a backup holds: plan and signature, edits with scenarios and an archive, accounts.
import fs from 'node:fs'
import path from 'node:path'
import { Accounts, FIRST_GRANT } from '../../src/access/accounts/accounts.js'
import type { Entry } from '../../src/core/edit/intent.js'
import { planFolder } from '../../src/house/planning.js'
import { signVersion } from '../../src/house/versions.js'
import { type Job, type JobOptions, runJob } from '../../src/jobs/job.js'
import { all, draft } from '../../src/journal/journal.contract.js'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import type { StoredJournal } from '../../src/journal/stored-journal.js'
import { copyOfExample } from '../examples/rumbo-command.js'

export const PASSWORD = 'correct horse battery'

export interface KeptCompany {
  readonly folder: string
  readonly entries: readonly Entry[]
  /** Of somebody who is signed in, and of a program. */
  readonly session: string
  readonly token: string
}

export const inJob = <Of>(work: (job: Job) => Promise<Of>, options: JobOptions = {}): Promise<Of> =>
  runJob('test', options, work)

export const journalOf = (folder: string): string => path.join(folder, '.rumbo', 'journal.db')

export async function keptCompany(): Promise<KeptCompany> {
  const folder = copyOfExample('supplier-mini')
  const planned = await inJob((job) => planFolder(folder, job, { workers: 0 }))
  if ('refused' in planned) throw new Error('supplier-mini does not load')
  await signVersion(folder, { by: 'ceo', reason: 'cycle' })
  const journal = await openSqliteJournal(journalOf(folder), { mode: 'write' })
  await editInScenarios(journal, planned.version.id)
  const entries = await all(journal.read(0))
  await journal.close()
  return { folder, entries, ...(await withAccounts(folder)) }
}

/** A few dozen entries in three scenarios, one of them merged, the oldest archived. */
export async function editInScenarios(journal: StoredJournal, base: string): Promise<void> {
  await journal.append('main', [draft('m1'), draft('m2')])
  await journal.rebase({ version: base, position: 0 })
  await journal.openScenario(scenario('winter', 'main', 1))
  await journal.append('winter', [draft('w1')])
  await journal.openScenario(scenario('late winter', 'winter', 3))
  for (let at = 0; at < 20; at++) {
    await journal.append(at % 3 === 0 ? 'late winter' : 'main', [
      draft(`e${at}`, { at: `2027-03-02T10:00:${at + 10}Z` }),
    ])
  }
  await journal.closeScenario('winter', { as: 'merged', position: 20 })
  await journal.openScenario(scenario('empty', 'main', 2))
  await journal.rebase({ version: base, position: 10 })
  await journal.compact(8)
}

const scenario = (id: string, parent: string, position: number) => ({
  id,
  name: id,
  owner: 'ana',
  parent,
  position,
  openedAt: '2027-03-01T10:00:00.000Z',
})

async function withAccounts(folder: string): Promise<{ session: string; token: string }> {
  const by = { actor: 'console', origin: 'console' }
  const accounts = Accounts.open(path.join(folder, '.rumbo', 'access.db'))
  accounts.users.add({ id: 'ana', name: 'Ana', email: null, language: 'es', grant: FIRST_GRANT }, by)
  await accounts.resetPassword('ana', PASSWORD, by, false)
  const { secret: session } = await accounts.signIn({ user: 'ana', password: PASSWORD, origin: '10.0.0.1' })
  const { secret: token } = accounts.makeToken({ user: 'ana', name: 'erp', kind: 'api', days: 30 }, by)
  accounts.close()
  return { session, token }
}

/** Another bit at a place of a file, the middle unless named. */
export function flip(file: string, at?: number): void {
  const bytes = fs.readFileSync(file)
  bytes[at ?? bytes.length >> 1]! ^= 0x10
  fs.writeFileSync(file, bytes)
}
