import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ApiWorld, openApiWorld, URL_OF_TESTS } from '../../tests/support/api-world.js'
import { Refusal } from '../core/base/refusal.js'
import { runJob } from '../jobs/job.js'
import type { ApiRefusal } from './client.js'
import { listen } from './event-reader.js'
import type { CourseDesk } from './ports.js'
import { SILENT } from './request-log.js'
import type { JobShown } from './wire/job.js'

const MAIN = { scenario: 'main' }
const reason = { code: 'data' }
let keys = 0
const key = (): string => `job-key-${keys++}`
const change = {
  kind: 'quantity' as const,
  op: 'add' as const,
  quantity: 1000,
  box: { location: ['CL'], from: '2027-01-01', until: '2027-02-01' },
}

let world: ApiWorld
let courses: { run: CourseDesk['run'] }
beforeEach(() => {
  courses = { run: async () => ({ version: '0002-cycle' }) }
  world = openApiWorld({ courses: { run: (...given) => courses.run(...given) } })
})
afterEach(() => world.close())

const ended = async (user: string, { id }: Pick<JobShown, 'id'>): Promise<JobShown> => {
  for (;;) {
    const job = await world.client(user)('job', { params: { job: id } })
    if (job.state !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const codeOf = (work: Promise<unknown>): Promise<[number, string]> =>
  work.then(
    () => expect.unreachable('it was not refused'),
    ({ status, answer }: ApiRefusal) => [status, answer.code],
  ) as Promise<[number, string]>

/** Chile's first change, and more than fifty by others in the same cells. */
async function busy(): Promise<{ scenario: string; position: number }> {
  const commit = (user: string) =>
    world.client(user)('commit', { params: MAIN, body: { key: key(), seen: 9999, reason, intents: [change] } })
  const { entry } = await commit('chile')
  for (let later = 0; later < 51; later++) await commit('demand')
  return { ...MAIN, position: entry.position }
}

/** The states of jobs that somebody is told of, until one has ended. */
async function told(user: string, begin: () => Promise<unknown>): Promise<string[]> {
  const states: string[] = []
  for await (const { event, data } of listen({ url: URL_OF_TESTS, token: world.token(user), fetch: world.send })) {
    if (event === 'here') void begin()
    if (event === 'job') states.push(`${data.state} ${data.steps.at(-1)?.fraction ?? '-'}`)
    if (event === 'job' && data.state !== 'running') return states
  }
  return states
}

test('[AP25] an undo under many later changes is looked at first, and confirmed as a job', async () => {
  const params = await busy()
  const chile = world.client('chile')
  const undo = { params, body: { key: key(), seen: 9999, reason } }
  expect(await codeOf(chile('undo', undo))).toEqual([409, 'edit.undo_is_long'])
  expect(await chile('previewUndo', { params })).toMatchObject({
    asJob: true,
    again: 51,
    people: [{ actor: 'demand', entries: 51 }],
    impossible: { count: 1, entries: [{ actor: 'demand' }] },
  })
  const started = await chile('undoAsJob', undo)
  expect(started).toMatchObject({ kind: 'undo', by: 'chile', state: 'running' })
  expect(await ended('chile', started)).toMatchObject({
    state: 'done',
    result: { entry: { actor: 'chile', undoes: params.position } },
    steps: [{ step: 'fold again', fraction: 1, state: 'done' }],
  })
  expect(await codeOf(world.client('peru')('undoAsJob', { ...undo, body: { ...undo.body, key: key() } }))).toEqual([
    404,
    'access.no_entry',
  ])
})

test('[AP25] [AP12] how far it is comes by the event stream, to whoever began it and those who may run jobs', async () => {
  const params = await busy()
  const begin = () => world.client('chile')('undoAsJob', { params, body: { key: key(), seen: 9999, reason } })
  const others: unknown[] = []
  const peru = listen({ url: URL_OF_TESTS, token: world.token('peru'), fetch: world.send })
  void (async () => {
    for await (const { event } of peru) others.push(event)
  })()
  const [own, runs] = await Promise.all([told('chile', begin), told('administrator', async () => undefined)])
  expect(own).toEqual(['running -', 'running 0', 'running 0.5', 'running 1', 'running 1', 'done 1'])
  expect(runs.at(-1)).toBe('done 1')
  expect(others).not.toContain('job')
  expect(await world.client('peru')('jobs', {})).toEqual({ jobs: [] })
  // Who runs jobs sees that it is done; what it moved is its starter's.
  const { jobs } = await world.client('administrator')('jobs', {})
  expect(jobs).toMatchObject([{ id: 'job-1', state: 'done', result: null }])
  expect((await world.client('chile')('jobs', {})).jobs[0]!.result).toHaveProperty('numbers')
  expect(await codeOf(world.client('peru')('job', { params: { job: 'job-1' } }))).toEqual([404, 'access.no_job'])
  expect(await codeOf(world.client('peru')('cancelJob', { params: { job: 'job-1' } }))).toEqual([404, 'access.no_job'])
})

test('[AP25] a job is asked to stop by its starter', async () => {
  const params = await busy()
  const chile = world.client('chile')
  const started = await chile('undoAsJob', { params, body: { key: key(), seen: 9999, reason } })
  await chile('cancelJob', { params: { job: started.id } })
  expect(await ended('chile', started)).toMatchObject({
    state: 'cancelled',
    result: null,
    refusal: { code: 'job.cancelled' },
  })
  expect((await chile('epoch', { params: MAIN })).numbers).toBe(52)
})

test('[AP26] a plan is made by those who may, one at a time, and the plan goes on over it', async () => {
  let finish = (): void => {}
  courses.run = (course, control) =>
    runJob(course.kind, control, async (job) => {
      await job.step('load', () => new Promise<void>((resolve) => (finish = resolve)))
      return { version: '0002-cycle' }
    })
  const boss = world.client('administrator')
  const started = await boss('planAsJob', { body: { strict: true } })
  expect(await codeOf(boss('rollAsJob', { body: { to: '2027-01-11' } }))).toEqual([409, 'job.one_at_a_time'])
  expect(await codeOf(world.client('executive')('planAsJob', { body: {} }))).toEqual([403, 'access.not_allowed'])
  await vi.waitFor(async () =>
    expect(await boss('job', { params: { job: started.id } })).toMatchObject({
      steps: [{ step: 'load', state: 'running' }],
    }),
  )
  finish()
  expect(await ended('administrator', started)).toMatchObject({
    state: 'done',
    result: { version: '0002-cycle', lostEdits: [] },
    steps: [
      { step: 'load', position: 0, state: 'done' },
      { step: 'carry edits', position: 1, state: 'done' },
    ],
  })
  expect((await boss('jobs', {})).jobs.map(({ id, state }) => [id, state])).toEqual([[started.id, 'done']])
})

test('[AP26] refused, cancelled or failed, it says so, and what was made meanwhile is followed', async () => {
  let live = '0001-cycle'
  let followed = 0
  const faults: unknown[] = []
  const { plan, versions } = world.ports
  const spied = openApiWorld({
    courses: { run: (...given) => courses.run(...given) },
    versions: { ...versions, list: async () => ({ versions: [], live, record: null }) },
    log: { ...SILENT, fault: (_, error) => faults.push(error) },
    plan: Object.assign(Object.create(plan), {
      followLive: async () => {
        followed++
        return []
      },
    }),
  })
  const own = world
  world = spied
  own.close()
  const boss = spied.client('administrator')
  const run = async (work: () => Promise<object>) => {
    courses.run = work
    return ended('administrator', await boss('planAsJob', { body: {} }))
  }
  const refuse = async () => {
    throw new Refusal('plan.no_plan', { folder: 'x' })
  }
  expect(await run(refuse)).toMatchObject({ state: 'refused', refusal: { code: 'plan.no_plan' } })
  expect(await run(async () => ({ refused: { ok: false, faults: [], badRows: [] } }))).toMatchObject({
    result: { refused: { ok: false } },
  })
  expect(followed).toBe(0)
  const failed = await run(async () => {
    live = '0002-cycle'
    throw new Error('what happened')
  })
  expect(failed).toMatchObject({ state: 'failed', refusal: { code: 'api.fault' } })
  expect(JSON.stringify(failed)).not.toContain('what happened')
  expect([followed, faults]).toEqual([1, [new Error('what happened')]])
})
