import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { copyOfExample } from '../../../tests/examples/rumbo-command.js'
import { memoryPlans } from '../../../tests/support/memory-open-plan.js'
import { SILENT } from '../../api/request-log.js'
import { main } from '../../cli/cli.js'
import { Refusal } from '../../core/base/refusal.js'
import type { Scope } from '../../core/edit/box.js'
import { runJob } from '../../jobs/job.js'
import type { LivingPlan } from '../../processes/living/living-plan.js'
import { readConfiguration } from '../configuration/configuration.js'
import { planFolder } from '../planning.js'
import { openAccounts } from './open-company.js'
import type { OpenPlan } from './open-plan.js'
import { readServerFile, writeServerFile } from './server-file.js'
import { openServerLog } from './server-log.js'
import { type Serving, type ServingTold, serveFolder } from './serving.js'

let planned: string
beforeAll(async () => {
  planned = copyOfExample('supplier-mini')
  await runJob('plan', {}, (job) => planFolder(planned, job, { workers: 0 }))
})
afterAll(() => fs.rmSync(planned, { recursive: true }))

let folder: string
let plans: ReturnType<typeof memoryPlans>
const running: Started[] = []
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-serving-'))
  fs.cpSync(planned, folder, { recursive: true })
  plans = memoryPlans()
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const { stop } of running.splice(0)) await stop().catch(() => undefined)
  fs.rmSync(folder, { recursive: true })
})

interface Started {
  readonly told: ServingTold[]
  readonly url: string
  stop(): Promise<void>
  /** Resolves when it has told of this phase. */
  until(phase: ServingTold['phase']): Promise<ServingTold>
}

/** Starts a server; resolves when it listens, or refuses as it does. */
async function start(
  given: Partial<Serving> & { environment?: NodeJS.ProcessEnv; mostSeconds?: number } = {},
): Promise<Started> {
  const controller = new AbortController()
  const told: ServingTold[] = []
  const waiting: (() => void)[] = []
  const { settings } = readConfiguration(folder, { environment: { RUMBO_PORT: '0', ...given.environment } })
  const ended = serveFolder(folder, {
    settings: { ...settings, 'stopping.mostSeconds': given.mostSeconds ?? settings['stopping.mostSeconds'] },
    openPlan: plans.open,
    log: SILENT,
    standby: false,
    signal: controller.signal,
    told(event) {
      told.push(event)
      for (const wake of waiting.splice(0)) wake()
    },
    ...given,
  })
  const until = async (phase: ServingTold['phase']): Promise<ServingTold> => {
    for (;;) {
      const found = told.find((event) => event.phase === phase)
      if (found !== undefined) return found
      await Promise.race([ended, new Promise<void>((resolve) => waiting.push(resolve))])
    }
  }
  await until('opening')
  if (given.standby) await until('standby')
  const started: Started = {
    told,
    url: (told[0] as { url: string }).url,
    until,
    stop() {
      controller.abort()
      return ended
    },
  }
  running.push(started)
  return started
}

async function startReady(given: Parameters<typeof start>[0] = {}): Promise<Started> {
  const started = await start(given)
  await started.until('ready')
  return started
}

const get = async (url: string, address: string): Promise<[number, unknown]> => {
  const response = await fetch(url + address)
  return [response.status, await response.json()]
}

test('[RS5] before the plan is open it is alive, not ready, and refuses everything else', async () => {
  let open = (): void => {}
  const slow: OpenPlan = async (...given) => {
    await new Promise<void>((resolve) => {
      open = resolve
    })
    return plans.open(...given)
  }
  const server = await start({ openPlan: slow })
  expect(await get(server.url, '/health')).toMatchObject([200, { status: 'alive' }])
  expect(await get(server.url, '/ready')).toEqual([503, { status: 'opening', reads: false, writes: false }])
  expect(await get(server.url, '/api/v1/ways-in')).toMatchObject([503, { code: 'api.stopping' }])
  expect(readServerFile(folder)).toBeNull()
  open()
  await server.until('ready')
  expect(await get(server.url, '/ready')).toEqual([200, { status: 'ready', reads: true, writes: true }])
  expect(await get(server.url, '/api/v1/ways-in')).toMatchObject([200, { password: true }])
})

test('[RS6] a company that is served is not served twice, and a port that is taken is refused', async () => {
  const first = await startReady()
  const named = { code: 'serve.already_served', values: { url: first.url, process: String(process.pid) } }
  await expect(startReady()).rejects.toMatchObject(named)
  const environment = { RUMBO_PORT: new URL(first.url).port }
  await expect(start({ environment })).rejects.toMatchObject(named)
  expect(await get(first.url, '/ready')).toEqual([200, { status: 'ready', reads: true, writes: true }])
  await expect(start({ environment, standby: true })).rejects.toMatchObject({ code: 'serve.port_taken' })
  fs.rmSync(path.join(folder, '.rumbo', 'live.json'))
  await expect(start()).rejects.toMatchObject({ code: 'plan.no_plan' })
})

test('[RS7] the first start tells how to sign in, once; the password has to be changed', async () => {
  const server = await startReady()
  const { newcomer } = (await server.until('ready')) as Extract<ServingTold, { phase: 'ready' }>
  const headers = { 'content-type': 'application/json', origin: server.url }
  const entered = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify(newcomer),
  })
  expect(await entered.json()).toMatchObject({ user: 'admin', mustChangePassword: true })
  await server.stop()
  const again = await startReady()
  expect(again.told.at(-1)).toMatchObject({ phase: 'ready', newcomer: null })
  expect(fs.statSync(path.join(folder, '.rumbo', 'access.db')).mode & 0o777).toBe(0o600)
})

test('[RS8] server.json is its owner’s, new for every start, and gone when the server has stopped', async () => {
  writeServerFile(folder, { url: 'http://127.0.0.1:9', process: 1, key: 'of a killed server', since: '' })
  const server = await startReady()
  const { key, url } = readServerFile(folder)!
  expect([url, key === 'of a killed server']).toEqual([server.url, false])
  expect(fs.statSync(path.join(folder, '.rumbo', 'server.json')).mode & 0o777).toBe(0o600)
  await server.stop()
  expect(readServerFile(folder)).toBeNull()
  await startReady()
  expect(readServerFile(folder)!.key).not.toBe(key)
})

const asConsole = (): Record<string, string> => ({ authorization: `Bearer ${readServerFile(folder)!.key}` })

test('[RS9] [AP18] told to stop, it ends streams, finishes what runs, settles the plan and closes it', async () => {
  const server = await startReady()
  const stream = await fetch(`${server.url}/api/v1/events`, { headers: asConsole() })
  const read = stream.text()
  await server.stop()
  expect(await read).toContain('event: here')
  expect([plans.settled, plans.closed]).toEqual([1, 1])
  expect(server.told.at(-1)).toEqual({ phase: 'stopped', cutOff: false })
  await expect(fetch(`${server.url}/health`)).rejects.toThrow()
})

test('[RS10] [RS16] a standby is alive and not ready, and serves when the writer is gone', async () => {
  const first = await startReady()
  const second = await start({ standby: true })
  expect(await get(second.url, '/ready')).toEqual([503, { status: 'standby', reads: true, writes: false }])
  expect(await get(second.url, '/health')).toMatchObject([200, { status: 'alive' }])
  expect(readServerFile(folder)!.url).toBe(first.url)
  await first.stop()
  await second.until('ready')
  expect(await get(second.url, '/ready')).toEqual([200, { status: 'ready', reads: true, writes: true }])
  expect(readServerFile(folder)!.url).toBe(second.url)
  const third = await start({ standby: true })
  await third.stop()
  expect(readServerFile(folder)!.url).toBe(second.url)
})

test('[RS15] a standby that is not to be read lets nobody in, and opens no accounts', async () => {
  const first = await startReady()
  const second = await start({ standby: true, environment: { RUMBO_STANDBY_READS: 'false' } })
  expect(await get(second.url, '/ready')).toEqual([503, { status: 'standby', reads: false, writes: false }])
  expect(await get(second.url, '/api/v1/ways-in')).toMatchObject([503, { code: 'api.stopping' }])
  await first.stop()
  await second.until('ready')
  expect(await get(second.url, '/api/v1/ways-in')).toMatchObject([200, { password: true }])
})

test('[RS16] [RS17] a plan that ends by itself: whoever waits is refused, everybody is told, the server ends', async () => {
  let die = (_: Error): void => {}
  const asked: (() => void)[] = []
  const mortal: OpenPlan = async (...given) => {
    const opened = await plans.open(...given)
    const alive = new Promise<never>((_, reject) => {
      die = reject
    })
    const query: LivingPlan['query'] = () =>
      new Promise((_, reject) => {
        for (const wake of asked.splice(0)) wake()
        alive.catch(() => reject(new Refusal('living.plan_ended', {})))
      })
    return { ...opened, alive, plan: { ...opened.plan, query } }
  }
  const failed: unknown[] = []
  const server = await startReady({ openPlan: mortal, log: { ...SILENT, failed: (error) => failed.push(error) } })
  const phases = async (): Promise<string[]> => {
    const metrics = await (await fetch(`${server.url}/metrics`, { headers: asConsole() })).text()
    return metrics.split('\n').filter((line) => line.startsWith('rumbo_phase') && line.endsWith(' 1'))
  }
  expect(await phases()).toEqual(['rumbo_phase{phase="ready"} 1'])
  const headers = { ...asConsole(), 'content-type': 'application/json' }
  const query = { method: 'POST', headers, body: JSON.stringify({ measures: ['consensus'] }) }
  const ask = (): Promise<Response> => fetch(`${server.url}/api/v1/plans/main/query`, query)
  const arrived = new Promise<void>((resolve) => asked.push(resolve))
  const waits = ask()
  await arrived
  die(new Error('out of memory'))
  expect([(await waits).status, await (await waits).json()]).toMatchObject([503, { code: 'living.plan_ended' }])
  expect(await get(server.url, '/ready')).toEqual([503, { status: 'failed', reads: false, writes: false }])
  expect(await get(server.url, '/health')).toMatchObject([200, { status: 'alive' }])
  expect([(await ask()).status, readServerFile(folder)]).toEqual([503, null])
  await expect(server.stop()).rejects.toThrow('out of memory')
  expect(failed).toMatchObject([{ message: 'out of memory' }])
  expect([plans.settled, plans.closed]).toEqual([0, 1])
})

test('[RS3] what is logged is searched for secrets', () => {
  const environment = {
    RUMBO_JOURNAL_KIND: 'postgres',
    RUMBO_JOURNAL_URL: 'postgres://rumbo:hunter%2022@db/plans',
    RUMBO_OPEN_ID_CLIENT_SECRET: 'open "sesame"',
  }
  for (const form of ['json', 'text']) {
    const { settings } = readConfiguration(folder, { environment: { ...environment, RUMBO_LOG_FORMAT: form } })
    const lines: string[] = []
    const log = openServerLog(settings, (line) => lines.push(line))
    log.fault('1', new Error('no way to postgres://rumbo:hunter%2022@db/plans with hunter 22 and open "sesame"'))
    log.note('serving', { url: 'http://127.0.0.1:7070' })
    expect(lines.join('')).not.toMatch(/hunter|sesame/)
    expect(lines.join('')).toContain('•••')
    expect(lines[1]).toMatch(form === 'json' ? /^\{.*"msg":"serving"\}\n$/ : /Z serving url=http:\/\/127/)
  }
})

/** One command line in this process: its exit code and what it said. */
async function rumbo(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.out += text
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.err += text
    return true
  })
  try {
    const [verb, ...rest] = args as [string, ...string[]]
    const nested = ['user', 'scenario'].includes(verb) ? [rest.shift()!] : []
    const exit = await main([verb, ...nested, folder, ...rest, '--language', 'en'], plans.open)
    return { exit, ...said }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

const MONTH = ['--from', '2027-01-01', '--until', '2027-02-01']
const CHILE = ['--location', 'CL', ...MONTH]

/** A working day at the command line. */
async function dayOfWork(): Promise<string[]> {
  const said: string[] = []
  const run = async (...args: string[]): Promise<void> => {
    const { exit, out, err } = await rumbo(...args)
    said.push(`${args[0]} ${exit}\n${out}${err}`)
  }
  await run('edit', ...CHILE, '--scale', '1.1', '--reason', 'promotion', '--preview', '--json')
  await run('edit', ...CHILE, '--set', '1000', '--reason', 'promotion', '--note', 'two for one')
  await run('undo')
  await run('redo')
  await run('comment', 'Is this right?', ...CHILE)
  await run('why', ...CHILE)
  await run('history', ...CHILE, '--json')
  await run('table', '--by', 'country', '--measures', 'consensus,netSales')
  await run('table', '--by', 'country', '--csv')
  await run('scenario', 'open', 'What if')
  await run('edit', ...CHILE, '--add', '5', '--reason', 'price', '--scenario', 'scenario-1')
  await run('scenario', 'compare', 'scenario-1', '--by', 'country')
  await run('scenario', 'list', '--json')
  await run('scenario', 'merge', 'scenario-1')
  await run('scenario', 'drop', 'scenario-1')
  await run('log', '--json')
  await run('edit', ...CHILE, '--reason', 'customer')
  await run('edit', '--location', 'Atlantis', ...MONTH, '--set', 'many', '--reason', 'customer')
  await run('log', '--as', 'nobody')
  return said
}

test('[RS12] [RS14] a day’s work with a server, and the same answers without one', async () => {
  const server = await startReady()
  const said = await dayOfWork()
  expect(said.map((text) => text.split('\n')[0])).toEqual([
    ...['edit 0', 'edit 0', 'undo 0', 'redo 0', 'comment 0', 'why 0', 'history 0', 'table 0', 'table 0', 'scenario 0'],
    ...['edit 0', 'scenario 0', 'scenario 0', 'scenario 0', 'scenario 2', 'log 0', 'edit 2', 'edit 2', 'log 2'],
  ])
  expect(said[1]).toContain('Change 1, by console.')
  expect(said[1]).toMatch(/consensus +4,074 +4,324/)
  expect(said[8]).toMatch(/^table 0\ncountry,first_day,days,consensus,netSales\r\nCL,2027-01-01,31,1000,/)
  const reading = async () => [
    await rumbo('log'),
    await rumbo('why', ...CHILE, '--measure', 'netSales'),
    await rumbo('table', '--by', 'country', '--json'),
    await rumbo('scenario', 'list'),
  ]
  const served = await reading()
  expect([plans.closed, served[0]!.out.split('\n').length]).toEqual([0, 8])
  await server.stop()
  expect(await reading()).toEqual(served)
  expect(plans.closed).toBe(5)
})

test('[RS18] records of the company are changed, added and removed, and the log says so', async () => {
  const because = ['--reason', 'price', '--as', 'console']
  const bar = ['--list', 'prices', '--where', 'product=oat-bar,customer=mega']
  const priced = await rumbo('edit', ...bar, '--field', 'amount', '--set', '12.5', '--from', '2027-01-01', ...because)
  expect(priced).toMatchObject({ exit: 0, err: expect.stringContaining('Change 1, by console.') })
  const insert = ['--insert', 'from=sea,to=port,product=still, with gas', '--insert', 'leadTimeDays=9']
  expect((await rumbo('edit', '--list', 'lanes', ...insert, ...because)).exit).toBe(0)
  expect((await rumbo('edit', ...bar, '--remove', ...because)).exit).toBe(0)
  const { entries } = JSON.parse((await rumbo('log', '--json')).out) as { entries: { intents: object[] }[] }
  expect(entries.map(({ intents }) => intents[0])).toMatchObject([
    { op: 'set', value: 12_500_000, from: '2027-01-01', key: { product: 'oat-bar', customer: 'mega' } },
    { op: 'insert', list: 'lanes', record: { product: 'still, with gas', leadTimeDays: 9 } },
    { op: 'remove', list: 'prices' },
  ])
  expect((await rumbo('log')).out).toMatch(/set +prices\.amount product=oat-bar customer=mega/)
  const refused = async (...args: string[]) => (await rumbo('edit', ...args, ...because)).err
  expect(await refused(...bar, '--remove', '--location', 'CL')).toContain('--location says nothing about records')
  expect(await refused('--remove', ...MONTH)).toContain('Name it with --list')
  expect(await refused('--set', '5', '--from', '2027-01-01')).toContain('--until')
})

test('[RS19] a name alone is enough where it means one node', async () => {
  const because = [...MONTH, '--set', '5', '--reason', 'customer', '--as', 'console']
  for (const name of ['oat-bar', 'bars/oat-bar', 'bars'])
    expect((await rumbo('edit', '--product', name, ...because)).exit).toBe(0)
  const { entries } = JSON.parse((await rumbo('log', '--json')).out) as { entries: { intents: { box: Scope }[] }[] }
  const bars = ['snacks', 'bars']
  expect(entries.map(({ intents }) => intents[0]!.box.product)).toEqual([
    [...bars, 'oat-bar'],
    [...bars, 'oat-bar'],
    bars,
  ])
  const { exit, err } = await rumbo('edit', '--customer', 'retail', ...because)
  expect([exit, err]).toEqual([2, expect.stringContaining('may mean 2 things: CL/retail · PE/retail')])
  expect((await rumbo('edit', '--product', 'nothing-like-it', ...because)).exit).toBe(0)
  expect((await rumbo('table', '--product', 'oat-bar', '--by', 'item')).out).toContain('oat-bar')
})

test('[RS20] with a server that runs, it plans, step by step, and the plan goes on over what it made', async () => {
  const lanes = path.join(folder, 'lanes.csv')
  fs.writeFileSync(lanes, fs.readFileSync(lanes, 'utf8').replace('MERMELADA,5', 'MERMELADA,6'))
  const server = await startReady()
  const { exit, err } = await rumbo('plan', '--workers', '0')
  expect([exit, err]).toEqual([0, expect.stringContaining('Plan 0002-cycle: 3 demand rows')])
  for (const step of ['check data', 'forecast', 'freeze version', 'carry edits over'])
    expect(err).toMatch(new RegExp(`✓ ${step} +[0-9.]+ s, [0-9]+ MB`))
  const versions = await fetch(`${server.url}/api/v1/versions`, { headers: asConsole() })
  expect(await versions.json()).toMatchObject({ live: '0002-cycle' })
  const { jobs } = (await (await fetch(`${server.url}/api/v1/jobs`, { headers: asConsole() })).json()) as {
    jobs: object[]
  }
  expect(jobs).toMatchObject([{ kind: 'plan', by: 'console', state: 'done' }])
  // What cannot be planned is refused by both roads in the same words.
  fs.appendFileSync(lanes, 'NOBODY,NOWHERE,source,MIEL,soon,,,\n')
  const refused = async () => {
    const { exit, out } = await rumbo('plan', '--strict', '--json')
    return { exit, ...(JSON.parse(out) as object), knownAt: '' }
  }
  const served = await refused()
  expect(served).toMatchObject({ exit: 2, faults: [{ code: 'contract.strict' }], badRows: [{ excerpt: 'soon' }] })
  await server.stop()
  expect(await refused()).toEqual(served)
})

test('[RS21] an undo under many later changes is shown first, and done when it is confirmed', async () => {
  await startReady()
  const headers = { ...asConsole(), 'content-type': 'application/json' }
  const box = { location: ['CL'], from: '2027-01-01', until: '2027-02-01' }
  for (let at = 0; at < 52; at++) {
    const intents = [{ kind: 'quantity', op: 'add', quantity: 1000, box }]
    const body = JSON.stringify({ key: `many-keys-${at}`, seen: 9999, reason: { code: 'data' }, intents })
    await fetch(`${readServerFile(folder)!.url}/api/v1/plans/main/entries`, { method: 'POST', headers, body })
  }
  const undo = ['undo', '--position', '1', '--as', 'console'] as const
  const shown = await rumbo(...undo)
  expect([shown.exit, shown.err]).toEqual([1, expect.stringMatching(/applies 51 later changes.*\n.*--confirm/)])
  expect(shown.out).toMatch(/console +51/)
  expect(JSON.parse((await rumbo(...undo, '--json')).out)).toMatchObject({ preview: { asJob: true, again: 51 } })
  const done = await rumbo(...undo, '--confirm')
  expect([done.exit, done.err]).toEqual([0, expect.stringMatching(/✓ fold again.*\nChange 1 was taken back/s)])
})

test('[RS14] a fault of a server is a fault, and a refusal in JSON is JSON', async () => {
  const broken: OpenPlan = async (...given) => {
    const opened = await plans.open(...given)
    return { ...opened, plan: { ...opened.plan, epoch: () => Promise.reject(new Error('what happened')) } }
  }
  const server = await startReady({ openPlan: broken })
  expect((await rumbo('log')).exit).toBe(3)
  await server.stop()
  const { exit, out } = await rumbo('log', '--as', 'nobody', '--json')
  expect(exit).toBe(2)
  expect(JSON.parse(out)).toMatchObject({ refused: { code: 'access.no_user' } })
})

test('[RS14] [AP8] a server that dies under a command is told, and the same key does it once', async () => {
  let die = async (): Promise<void> => {}
  const dying: OpenPlan = async (...given) => {
    const opened = await plans.open(...given)
    const commit: LivingPlan['commit'] = async (...asked) => {
      const done = await opened.plan.commit(...asked)
      await die()
      return done
    }
    return { ...opened, plan: { ...opened.plan, commit } }
  }
  const server = await startReady({ openPlan: dying, mostSeconds: 0.05 })
  // Never answered: the server stops meanwhile and cuts it off.
  die = () => new Promise(() => void server.stop())
  const again = ['edit', ...CHILE, '--set', '5', '--reason', 'customer', '--key', 'one-and-the-same']
  expect(await rumbo(...again)).toMatchObject({ exit: 2, err: expect.stringContaining('stopped answering') })
  await server.stop()
  expect(await rumbo(...again)).toMatchObject({ exit: 0, err: expect.stringContaining('Change 1,') })
  expect((JSON.parse((await rumbo('log', '--json')).out) as { entries: unknown[] }).entries).toHaveLength(1)
})

test('[RS11] a command acts as the account that is named, with its rights and under its name', async () => {
  await rumbo('user', 'add', 'ana', '--roles', 'demand', '--scope', 'location=CL')
  await startReady()
  expect((await rumbo('edit', ...CHILE, '--set', '7', '--reason', 'customer', '--as', 'ana')).err).toContain('by ana')
  const beyond = ['--location', 'PE', ...MONTH, '--set', '7', '--reason', 'customer']
  expect(await rumbo('edit', ...beyond, '--as', 'ana')).toMatchObject({ exit: 2, err: expect.stringContaining('→') })
  expect((await rumbo('edit', ...beyond, '--as', 'console')).err).toContain('by console')
})

test('[RS11] without a name, the account of the system’s own user, if there is one', async () => {
  vi.spyOn(os, 'userInfo').mockReturnValue({ ...os.userInfo(), username: 'Ana' })
  expect((await rumbo('edit', ...CHILE, '--set', '7', '--reason', 'customer')).err).toContain('by console')
  await rumbo('user', 'add', 'ana', '--roles', 'demand', '--scope', 'all')
  expect((await rumbo('edit', ...CHILE, '--set', '8', '--reason', 'customer')).err).toContain('by ana')
  await rumbo('user', 'add', 'boss', '--roles', 'administrator', '--scope', 'all')
  await rumbo('user', 'remove', 'ana')
  expect((await rumbo('edit', ...CHILE, '--set', '9', '--reason', 'customer')).err).toContain('by console')
})

test('[RS11] the console’s key alone names somebody else', async () => {
  const server = await startReady()
  const accounts = openAccounts(folder)
  const secret = accounts.makeToken(
    { user: 'admin', name: 'x', kind: 'api', days: 1 },
    { actor: 'x', origin: 'x' },
  ).secret
  accounts.users.add(
    {
      id: 'ana',
      name: 'ana',
      email: null,
      language: null,
      grant: { roles: ['viewer'], scopes: [{}], measures: null, processes: null },
    },
    { actor: 'x', origin: 'x' },
  )
  accounts.close()
  const whoIs = async (key: string, as: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${key}`, 'x-rumbo-as': as }
    const response = await fetch(`${server.url}/api/v1/session`, { headers })
    return ((await response.json()) as { user: unknown }).user
  }
  expect(await whoIs(readServerFile(folder)!.key, 'ana')).toBe('ana')
  expect(await whoIs(readServerFile(folder)!.key, 'console')).toBe('console')
  expect(await whoIs('a wrong key', 'ana')).toBeUndefined()
  expect(await whoIs(secret, 'ana')).not.toBe('ana')
})

test('[RS13] people are looked after beside a running server, at once, and the record says console', async () => {
  const server = await startReady()
  await rumbo(
    'user',
    'add',
    'ana',
    '--roles',
    'demand',
    '--scope',
    'product=a\\/b,customer=CL',
    '--email',
    'ana@andina.cl',
  )
  const made = await rumbo('user', 'token', 'ana', '--days', '1', '--json')
  const { token, secret } = JSON.parse(made.out) as { token: { id: string }; secret: string }
  const status = async (): Promise<number> =>
    (await fetch(`${server.url}/api/v1/session`, { headers: { authorization: `Bearer ${secret}` } })).status
  expect(await status()).toBe(200)
  await rumbo('user', 'token', 'ana', '--revoke', token.id)
  expect(await status()).toBe(401)
  await rumbo('user', 'grant', 'ana', '--roles', 'partner', '--scope', 'supplier=COSECHA')
  const { users } = JSON.parse((await rumbo('user', 'list', '--json')).out) as {
    users: { id: string; grant: object }[]
  }
  expect(users.find(({ id }) => id === 'ana')!.grant).toMatchObject({
    roles: ['partner'],
    scopes: [{ supplier: 'COSECHA' }],
  })
  expect((await rumbo('user', 'password', 'ana')).out).toMatch(/as ana with the password [\w-]{20}:/)
  expect((await rumbo('user', 'remove', 'admin')).exit).toBe(2)
  expect((await rumbo('user', 'tokens', 'ana')).out).toContain('revoked')
  expect((await rumbo('user', 'sign-out', 'ana')).exit).toBe(0)
  const audit = await fetch(`${server.url}/api/v1/audit?limit=1000`, { headers: asConsole() })
  const { records } = (await audit.json()) as { records: { actor: string; origin: string; kind: string }[] }
  expect(records.length).toBeGreaterThan(8)
  expect(new Set(records.map(({ actor, origin }) => `${actor} at ${origin}`))).toEqual(new Set(['console at console']))
})

test('versions are read over and over: a report, an exact bridge to itself, exceptions, a signature', async () => {
  const server = await startReady()
  const ask = async (address: string): Promise<Record<string, unknown>> =>
    (await fetch(server.url + address, { headers: asConsole() })).json() as Promise<Record<string, unknown>>
  const report = await ask('/api/v1/versions/live/report')
  expect(report).toMatchObject({ version: '0001-cycle', currency: 'CLP' })
  expect(await ask('/api/v1/versions/0001-cycle/report')).toEqual(report)
  expect(await ask('/api/v1/versions/..%2F0001-cycle/report')).toMatchObject({ code: 'plan.no_version' })
  expect((await ask('/api/v1/versions/live/bridge/live')).groups).toMatchObject([
    { key: '', from: '3913000', to: '3913000' },
  ])
  expect((await ask('/api/v1/versions/live/exceptions')).problems).not.toEqual([])
  const signed = await fetch(`${server.url}/api/v1/versions/live/signature`, {
    method: 'POST',
    headers: { ...asConsole(), 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'the board' }),
  })
  expect(await signed.json()).toMatchObject({ version: '0001-cycle', signedBy: 'console' })
  expect(await ask('/api/v1/versions')).toMatchObject({ live: '0001-cycle', record: { version: '0001-cycle' } })
})

test('a whole table leaves as a Parquet file', async () => {
  const server = await startReady()
  const query = { measures: ['consensus'], by: ['country'] }
  const response = await fetch(`${server.url}/api/v1/plans/main/export`, {
    method: 'POST',
    headers: { ...asConsole(), 'content-type': 'application/json' },
    body: JSON.stringify({ query, format: 'parquet' }),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1'])
})
