import fs from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GuardedPlan } from '../../src/access/guarded-plan.js'
import type { VersionDesk } from '../../src/api/ports.js'
import { formatDay } from '../../src/core/base/day.js'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { type Draft, MAIN, type QuantityIntent } from '../../src/core/edit/intent.js'
import { openPlanThread } from '../../src/house/living/plan-thread.js'
import { planFolder, rollFolder } from '../../src/house/planning.js'
import { proveFolder } from '../../src/house/proving.js'
import { followSupplied } from '../../src/house/serving/supplied-by.js'
import { openVersion, versionsOf } from '../../src/house/versions.js'
import { runJob } from '../../src/jobs/job.js'
import type { LivingPlan } from '../../src/processes/living/living-plan.js'
import { copyOfExample } from '../examples/rumbo-command.js'
import { openApiWorld } from '../support/api-world.js'
import { everything } from '../support/living-world.js'

const ana = everything('ana')
let folder: string
let plan: LivingPlan
let versions: VersionDesk
const open = async (): Promise<void> => {
  const opened = await openPlanThread(folder, { journal: { kind: 'sqlite' }, workers: 1, reasonRequiredAbove: 1e12 })
  plan = opened.plan
  versions = opened.versions
}
beforeAll(async () => {
  folder = copyOfExample('supplier-mini')
  await runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0 }))
  await open()
}, 60_000)
afterAll(async () => {
  await plan.close()
  fs.rmSync(folder, { recursive: true })
})

test('[AP43] the company is told as it is planned, through the thread', async () => {
  const { snapshot, version } = await openVersion(folder)
  const { horizon, product } = snapshot.plan
  const accounts = openApiWorld({ plan: new GuardedPlan(plan), versions })
  const told = await accounts.client('viewer')('company', {})
  accounts.close()
  const last = horizon.count - 1
  expect(told).toMatchObject({
    name: snapshot.company.settings.name,
    baseCurrency: version.baseCurrency,
    currencies: [{ code: 'CLP', decimals: 0 }],
    countries: ['CL'],
    planDay: formatDay(version.planDay),
    horizon: {
      firstDay: formatDay(version.planDay),
      lastDay: formatDay(horizon.firstDay[last]! + horizon.days[last]! - 1),
    },
    levels: { product: product.levels.slice(1), location: ['country', 'location'] },
    liveVersion: version.id,
    programVersion: '0.0.0',
  })
  expect(told.calendar).toEqual({ weekStart: 1, fiscal: 'calendar', fiscalYear: 2026, fiscalYearStart: '2026-01-01' })
  // The horizon ends with a month.
  expect(told.horizon.lastDay).toMatch(/-(28|29|30|31)$/)
})

let keys = 0
const more = (from: number, days: number): Draft => {
  const box = { ...EVERYWHERE, from, until: from + days }
  const intent: QuantityIntent = {
    kind: 'quantity',
    op: 'scale',
    factor: 1_200_000,
    box,
    layer: 'sales',
    profile: 'current',
    inPacks: false,
  }
  return {
    key: `thread-${keys++}`,
    actor: 'ana',
    at: '2026-12-01T08:00:00.000Z',
    reason: { code: 'promotion', note: 'two for one' },
    intents: [intent],
  }
}

const total = async (): Promise<number> => {
  const table = await plan.query(
    { scenario: MAIN, measures: ['consensus'], by: [], period: 'total', scope: EVERYWHERE },
    ana,
  )
  if ('refused' in table) throw new Error(table.refused.code)
  return table.totals.consensus![0]!
}

test('[LP44] [LP40] [LP48] on a thread of its own it is edited, refused with words, watched, frozen and proved', async () => {
  const { version } = await openVersion(folder)
  const told: string[] = []
  plan.watch(({ kind }) => told.push(kind))
  const before = await total()
  const done = await plan.commit(MAIN, more(version.planDay, 14), 0, ana)
  expect(done).toMatchObject({ entry: { position: 1 } })
  expect(await plan.commit(MAIN, more(version.planDay - 100, 14), 0, ana)).toMatchObject({
    refused: { code: 'edit.outside_horizon' },
  })
  expect(await plan.settled(MAIN)).toEqual({ scenario: MAIN, numbers: 1, settled: 1 })
  expect(await total()).toBeGreaterThan(before)
  expect(told[0]).toBe('numbers')
  const { record: nobody } = await versions.list()
  expect(nobody).toBeNull()
  expect((await versions.report('live', {})).version).toBe(`${version.id}+1`)
  expect((await versions.report(version.id, {})).version).toBe(version.id)
  const opened = await plan.open(MAIN, 'less', ana)
  if ('refused' in opened) throw new Error(opened.refused.code)
  await plan.commit(opened.id, more(version.planDay + 14, 14), 9, ana)
  const bridge = await versions.bridge('live', opened.id, { end: 'netSales', by: 'total' })
  const [company] = bridge.groups
  const bars = company!.bars.reduce((sum, bar) => sum + Number(bar), 0)
  expect(Number(company!.to) - Number(company!.from)).toBe(bars)
  expect(bars).toBeGreaterThan(0)
  await expect(versions.report('scenario-99', {})).rejects.toThrow('access.no_scenario')
  await plan.drop(opened.id, ana)
  const frozen = await plan.freeze(MAIN, 'cycle', ana)
  if ('refused' in frozen) throw new Error(frozen.refused.code)
  expect(frozen).toMatchObject({ position: 1, facts: version.facts })
  const { checks } = await proveFolder(folder, frozen.id)
  expect(checks.filter(({ mismatches }) => mismatches > 0)).toEqual([])
  expect((await versionsOf(folder).live())!.id).toBe(frozen.id)
})

test('[AP21] [AP22] over the API: a table as it was, a version made, and the plan that was made last followed', async () => {
  const api = openApiWorld({ plan: new GuardedPlan(plan) })
  try {
    const main = { scenario: MAIN }
    const executive = api.client('executive')
    const { position } = await executive('position', { query: { moment: '2026-12-02T00:00:00Z' } })
    expect(position).toBe(2)
    const table = (at?: number) =>
      executive('query', {
        params: main,
        body: { measures: ['consensus'], period: 'total', ...(at === undefined ? {} : { at }) },
      })
    const [before, now] = [await table(0), await table()]
    expect(before.totals.consensus![0]).toBeLessThan(now.totals.consensus![0]!)
    expect(before.epoch).toEqual({ scenario: MAIN, numbers: 0, settled: 0 })
    const steps = await executive('nextSteps', { params: main })
    expect(steps).toEqual({ undo: null, redo: null })
    const frozen = await executive('freeze', { params: main, body: {} })
    expect(frozen).toMatchObject({ kind: 'cycle', position: 1 })
    expect(await api.client('administrator')('followLive', {})).toEqual({ lost: [] })
    await expect(api.client('administrator')('freeze', { params: main, body: {} })).rejects.toMatchObject({
      status: 403,
    })
  } finally {
    api.close()
  }
})

test('[LP45] opened again it is what it was; rolled forward, the edits go on or are listed', async () => {
  const { version } = await openVersion(folder)
  const ends = await plan.commit(MAIN, more(version.planDay, 3), 9, ana)
  expect(ends).toMatchObject({ entry: { position: 3 } })
  const sum = await total()
  await plan.close()
  await open()
  expect(await total()).toBe(sum)
  await runJob('roll', {}, (job) => rollFolder(folder, version.planDay + 7, job, { workers: 0 }))
  const lost = await plan.followLive(ana)
  expect(lost).toMatchObject([{ entry: { position: 3 }, reason: { code: 'edit.past' } }])
  const entries = await plan.entries(MAIN, 0, 10, ana)
  expect(entries).toMatchObject([{ position: 4, actor: 'ana', cause: { kind: 'carried', id: '1' } }])
  const rolled = await openVersion(folder)
  expect(rolled.version.position).toBe(0)
  const planned = rolled.snapshot.plan.columns.consensus.reduce((all, value) => all + value, 0)
  expect(await total()).toBeGreaterThan(planned)
  expect(await plan.followLive(ana)).toEqual([])
  await plan.close()
  await open()
  expect(await plan.entries(MAIN, 0, 10, ana)).toEqual(entries)
})

test('[AC23] what a supplier sees follows the lanes of the plan itself, before anybody is told of the change', async () => {
  const api = openApiWorld({ plan: new GuardedPlan(plan), suppliedBy: await followSupplied(plan) })
  try {
    const grant = { roles: ['partner' as const], scopes: [{ supplier: 'COSECHA' }], measures: null, processes: null }
    const by = { actor: 'boss', origin: 'test' }
    api.accounts.users.add({ id: 'cosecha', name: 'Cosecha', email: null, language: null, grant }, by)
    const seen = async () => {
      const body = { measures: ['closing' as const], by: ['item' as const] }
      return (await api.client('cosecha')('query', { params: { scenario: MAIN }, body })).rows.map(
        ({ names }) => names[0],
      )
    }
    const write = async (scenario: string, rest: Partial<Draft>) => {
      const done = await plan.commit(scenario, { ...more(0, 0), intents: [], ...rest }, 1e9, ana)
      if ('refused' in done) throw new Error(done.refused.code)
      return done.entry.position
    }
    const noHoney: Partial<Draft> = {
      intents: [{ kind: 'record', op: 'remove', list: 'lanes', key: { from: 'COSECHA', product: 'MIEL' } }],
    }
    const told: string[] = []
    plan.watch(({ kind }) => told.push(kind))
    expect(await seen()).toEqual(['MERMELADA', 'MIEL'])
    const branch = await plan.open(MAIN, 'without honey', ana)
    if ('refused' in branch) throw new Error(branch.refused.code)
    await write(branch.id, noHoney)
    expect(await seen()).toEqual(['MERMELADA', 'MIEL'])
    const removed = await write(MAIN, noHoney)
    expect(await seen()).toEqual(['MERMELADA'])
    await write(MAIN, { undoes: removed })
    expect(await seen()).toEqual(['MERMELADA', 'MIEL'])
    const merged = await plan.merge(branch.id, [], ana)
    expect('moved' in merged).toBe(true)
    expect(await seen()).toEqual(['MERMELADA'])
    const order = told.filter((kind) => kind !== 'settled')
    expect(order).toEqual(['opened', 'numbers', ...Array(3).fill(['supplied', 'numbers']).flat(), 'promoted'])
  } finally {
    api.close()
  }
})
