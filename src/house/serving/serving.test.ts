import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { asConsole, folder, get, plans, start, startReady } from '../../../tests/support/served-folder.js'
import { SILENT } from '../../api/request-log.js'
import { Refusal } from '../../core/base/refusal.js'
import type { LivingPlan } from '../../processes/living/living-plan.js'
import { readConfiguration } from '../configuration/configuration.js'
import type { OpenPlan } from './open-plan.js'
import { readServerFile, writeServerFile } from './server-file.js'
import { openServerLog } from './server-log.js'
import type { ServingTold } from './serving.js'

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

test('[AP72] rows of a version, and why a number of it is what it is, are told and add up to its report', async () => {
  const server = await startReady()
  const ask = async (address: string, body: object): Promise<Record<string, unknown>> => {
    const headers = { ...asConsole(), 'content-type': 'application/json' }
    const answer = await fetch(server.url + address, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as Record<string, unknown>
  }
  const table = { measures: ['constrained', 'netSales', 'closing'], by: ['item'], period: 'month' }
  const frozen = (await ask('/api/v1/versions/0001-cycle/query', table)) as unknown as {
    totals: { netSales: number[] }
    rows: { values: { netSales: number[] } }[]
    periods: { firstDay: string }[]
  }
  const { lines } = (await (
    await fetch(`${server.url}/api/v1/versions/0001-cycle/report`, { headers: asConsole() })
  ).json()) as { lines: { netSales: string[] } }
  expect(frozen.totals.netSales).toEqual(lines.netSales.map(Number))
  expect(frozen.rows.reduce((sum, { values }) => sum + values.netSales[1]!, 0)).toBe(Number(lines.netSales[1]))
  const { parts } = (await ask('/api/v1/versions/0001-cycle/why', {
    measure: 'netSales',
    from: frozen.periods[1]!.firstDay,
    until: frozen.periods[2]!.firstDay,
  })) as unknown as {
    parts: { kind: string; value: number }[]
  }
  const told = parts.filter(({ kind }) => kind === 'line').reduce((sum, { value }) => sum + value, 0)
  expect(told).toBe(Number(lines.netSales[1]))
  expect(await ask('/api/v1/versions/..%2F0001-cycle/query', table)).toMatchObject({ code: 'plan.no_version' })
  expect(await ask('/api/v1/versions/0001-cycle/query', { measures: ['actual'] })).toMatchObject({
    code: 'living.sold_of_version',
  })
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
