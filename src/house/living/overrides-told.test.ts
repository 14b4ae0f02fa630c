import fs from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyOfExample } from '../../../tests/examples/rumbo-command.js'
import { parseDay } from '../../core/base/day.js'
import { type Draft, type Intent, MAIN } from '../../core/edit/intent.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { runJob } from '../../jobs/job.js'
import { planFolder } from '../planning.js'
import { openVersion } from '../versions.js'
import { rebaseOnLive } from './base-version.js'
import { openCompanyJournal } from './company-journal.js'
import { overridesTold, withOverridesTold } from './overrides-told.js'

let folder: string
let company: Company
beforeAll(async () => {
  folder = copyOfExample('supplier-mini')
  await runJob('test', {}, (job) => planFolder(folder, job, { workers: 0 }))
  company = (await openVersion(folder)).snapshot.company
}, 120_000)
afterAll(() => fs.rmSync(folder, { recursive: true }))

const [start, end] = [parseDay('2026-09-08')!, parseDay('2026-09-14')!]
const keep = (record: object): Intent => ({
  kind: 'record',
  op: 'insert',
  list: 'historyOverrides',
  record: { start, end, ...record },
})
const told = async (of = company): Promise<string[]> =>
  (await overridesTold(folder, of)).map(({ product, customer, correction }) => `${product} ${customer} ${correction}`)

async function write(scenario: string, ...drafts: Partial<Draft>[]): Promise<void> {
  const journal = await openCompanyJournal(folder, { kind: 'sqlite' }, { mode: 'write' })
  try {
    await rebaseOnLive(folder, journal)
    if (scenario !== MAIN && !(await journal.scenarios()).some(({ id }) => id === scenario)) {
      const opened = { id: scenario, name: scenario, owner: 'ana', parent: MAIN, openedAt: '2026-12-01T09:00:00.000Z' }
      await journal.openScenario({ ...opened, position: await journal.head() })
    }
    const head = await journal.head()
    const usual = { actor: 'ana', at: '2026-12-01T10:00:00.000Z', reason: { code: 'data', note: '' }, intents: [] }
    await journal.append(
      scenario,
      drafts.map((draft, at) => ({ key: `draft-${head}-${at}`, ...usual, ...draft })),
    )
  } finally {
    await journal.close()
  }
}

test('[HC8] without a journal it is what the files say; then what is in force in the plan’s own, entry by entry', async () => {
  expect(await told()).toEqual([])
  await write(MAIN, { intents: [keep({ product: 'MIEL' })] }, { intents: [keep({ customer: 'SUPER' })] })
  expect(await told()).toEqual(['MIEL null any', 'null SUPER any'])
  // In full or not at all: the second of these two names nothing that there is.
  await write(MAIN, { intents: [keep({ product: 'MERMELADA' }), keep({ product: 'NADA' })] })
  expect(await told()).toEqual(['MIEL null any', 'null SUPER any'])
  await write(MAIN, { undoes: 1 })
  expect(await told()).toEqual(['null SUPER any'])
  const end = { kind: 'master', list: 'historyOverrides', key: { customer: 'SUPER' }, field: 'end', op: 'add' } as const
  await write(MAIN, { intents: [{ ...end, value: 7, from: null }] })
  expect(await overridesTold(folder, company)).toMatchObject([{ start, end: start + 13 }])
  await write('scenario-1', { intents: [keep({ product: 'MERMELADA', correction: 'outlier' })] })
  expect(await told()).toEqual(['null SUPER any'])
})

test('[HC8] over files that say so by now it is said once, and what they do not have any more is left out', async () => {
  const [own] = await overridesTold(folder, company)
  const filed = { ...company, historyOverrides: [{ ...own!, end }] }
  expect(await told(filed)).toEqual(['null SUPER any'])
  const without = { ...company, customers: company.customers.filter(({ id }) => id !== 'SUPER') }
  expect(await told(without)).toEqual([])
})

test('[HC8] facts are named by what is said of them where that is more than the files say, whatever the words', async () => {
  const facts = { id: 'f' } as Facts
  const [own] = await overridesTold(folder, company)
  expect(withOverridesTold(company, facts, []).id).toBe('f')
  const name = withOverridesTold(company, facts, [own!]).id
  expect(name).toMatch(/^f\+./)
  expect(withOverridesTold(company, facts, [{ ...own!, note: 'tender' }]).id).toBe(name)
  expect(withOverridesTold(company, facts, [{ ...own!, correction: 'outlier' }]).id).not.toBe(name)
  expect(withOverridesTold({ ...company, historyOverrides: [own!] }, facts, [own!]).id).toBe('f')
})
