import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'
import type { PlanOfRecord, Version } from '../core/plan/version.js'
import { runJob } from '../jobs/job.js'
import type { Proof } from '../processes/proof/proof.js'
import type { CourseDesk, VersionDesk } from './ports.js'

const PROOF: Proof = {
  ok: false,
  version: '0002-cycle+3',
  cells: 1_204_331,
  identity: true,
  checks: [{ name: 'units', compared: 1_204_331, mismatches: 0, first: null }],
  gap: {
    record: '0001-cycle',
    currency: 'CLP',
    amount: '-1200',
    open: true,
    owned: [{ owner: 'ana', reason: 'promotion', amount: '500' }],
    lines: Array.from({ length: 150 }, (_, at) => ({
      month: '2027-01',
      country: 'CL',
      account: 'mega',
      family: `family-${at}`,
      amount: '-8',
      owner: '',
    })),
  },
  truth: { lines: 12, unexplained: [] },
}
const version = (id: string, position = 0) => ({ id, kind: 'cycle', position }) as Version

let world: ApiWorld
let proving: CourseDesk['run']
let versions: Version[]
let record: PlanOfRecord | null
beforeEach(() => {
  versions = [version('0001-cycle'), version('0002-cycle')]
  record = null
  proving = async () => PROOF
  const list: VersionDesk['list'] = async () => ({ versions, live: versions.at(-1)!.id, record })
  const courses: CourseDesk = { run: (...given) => proving(...given) }
  world = openApiWorld({ courses, versions: { list } as VersionDesk })
})
afterEach(() => world.close())

async function prove(user = 'finance') {
  const { id } = await world.client(user)('proveAsJob', { body: {} })
  for (;;) {
    const job = await world.client(user)('job', { params: { job: id } })
    if (job.state !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
const newest = async (user = 'finance') => (await world.client(user)('proof', {})).proof
let keys = 0
const edit = () => {
  const box = { location: ['CL'], from: '2027-01-01', until: '2027-02-01' }
  const intents = [{ kind: 'quantity' as const, op: 'add' as const, quantity: 1000, box }]
  const body = { key: `proof-key-${keys++}`, seen: 9999, reason: { code: 'data' }, intents }
  return world.client('demand')('commit', { params: { scenario: 'main' }, body })
}

test('[AP37] a proof is a job whose result is the three claims, and the gap by owner', async () => {
  proving = async (study) => {
    expect(study).toEqual({ kind: 'prove' })
    world.forward(4500)
    return PROOF
  }
  const job = await prove()
  expect(job).toMatchObject({ kind: 'prove', state: 'done', by: 'finance' })
  expect(job.result).toMatchObject({
    seconds: 4.5,
    ok: false,
    cells: 1_204_331,
    identity: { holds: true, checks: [{ name: 'units', mismatches: 0 }] },
    agreement: { gap: '-1200', open: true, owned: [{ owner: 'ana', amount: '500' }], lineCount: 150 },
    truth: { lines: 12, unexplainedCount: 0 },
    moved: false,
  })
  expect(await newest()).toEqual(job.result)
})

test('[AP37] one proof at a time, beside whatever else runs', async () => {
  let finish = (): void => undefined
  proving = (study) => {
    if (study.kind !== 'prove') return Promise.resolve({ version: '0003-cycle' })
    return new Promise((resolve) => {
      finish = () => resolve(PROOF)
    })
  }
  const first = await world.client('finance')('proveAsJob', { body: {} })
  const second = await refusalOf(world.client('executive')('proveAsJob', { body: {} }))
  expect([second.status, second.answer.code]).toEqual([409, 'job.kind_one_at_a_time'])
  expect((await world.client('administrator')('planAsJob', { body: {} })).state).toBe('running')
  finish()
  await expect.poll(async () => (await newest())?.version).toBe(PROOF.version)
  expect((await world.client('finance')('job', { params: { job: first.id } })).state).toBe('done')
})

test('[AP37] a proof that is refused leaves the one before it', async () => {
  await prove()
  const before = await newest()
  proving = () => runJob('prove', {}, (job) => job.step('prove', () => Promise.reject(new Error('broken'))))
  expect((await prove()).state).toBe('failed')
  expect(await newest()).toEqual(before)
})

test('[AP38] before anything was proved there is none', async () => {
  expect(await newest()).toBeNull()
})

test('[AP38] the seal says that the plan has moved, whatever it was that moved', async () => {
  await prove()
  expect((await newest())!.moved).toBe(false)
  // A picture of the plan as it is changes nothing in it.
  versions = [...versions, version('0003-cycle', 3)]
  expect((await newest())!.moved).toBe(false)
  await edit()
  expect((await newest())!.moved).toBe(true)
  await prove()
  record = { version: '0003-cycle', signedBy: 'executive', signedAt: '2026-12-01T09:00:00Z', reason: 'x' }
  expect((await newest())!.moved).toBe(true)
  await prove()
  versions = [...versions, version('0004-cycle')]
  expect((await newest())!.moved).toBe(true)
})

test('[AP38] what people do while it runs is not claimed to be proved', async () => {
  proving = async () => {
    await edit()
    return PROOF
  }
  expect((await prove()).result).toMatchObject({ moved: true })
  expect((await newest())!.moved).toBe(true)
})

test('[AP38] verdict and cells are for all who read versions; figures only for those who see them whole', async () => {
  proving = async () => ({
    ...PROOF,
    identity: false,
    checks: [{ name: 'units', compared: 9, mismatches: 1, first: { family: 'oat', amount: 77 } }],
  })
  await prove()
  const seen = async (user: string) => {
    const { agreement, truth, shows, identity, cells } = (await newest(user))!
    expect(cells).toBe(PROOF.cells)
    const first = identity.checks[0]!.first !== null
    return [agreement !== null, truth !== null, first, shows.gap, shows.truth]
  }
  for (const user of ['finance', 'executive']) expect(await seen(user)).toEqual([true, true, true, true, true])
  for (const user of ['viewer', 'demand']) expect(await seen(user)).toEqual([true, false, false, true, false])
  for (const user of ['supply', 'chile']) expect(await seen(user)).toEqual([false, false, false, false, false])
  expect((await newest())!.agreement!.lines).toHaveLength(100)
})

test('[AP73] a bridge by what people did is a job; its result is its starter’s, one goes at a time', async () => {
  const told = { bars: ['volume'], whole: ['7'], parts: [] }
  let end = (): void => undefined
  proving = (study) => {
    expect(study).toEqual({ kind: 'bridge', from: '0001-cycle', to: 'live', end: 'ebit', by: 'family', key: 'jams' })
    return new Promise((resolve) => {
      end = () => resolve(told)
    })
  }
  const params = { version: '0001-cycle', to: 'live' }
  const body = { end: 'ebit', by: 'family', key: 'jams' } as const
  const { id } = await world.client('finance')('bridgeAsJob', { params, body })
  const second = await refusalOf(world.client('executive')('bridgeAsJob', { params, body }))
  expect(second.answer.code).toBe('job.kind_one_at_a_time')
  end()
  await expect
    .poll(() => world.client('finance')('job', { params: { job: id } }))
    .toMatchObject({ kind: 'bridge', state: 'done', result: told })
  expect((await refusalOf(world.client('demand')('job', { params: { job: id } }))).answer.code).toBe('access.no_job')
  expect((await refusalOf(world.client('chile')('bridgeAsJob', { params, body }))).status).toBe(403)
})
