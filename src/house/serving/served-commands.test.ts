/** The command line with a server and without one: RS11 to RS14, RS18 to RS21. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { asConsole, folder, plans, rumbo, startReady } from '../../../tests/support/served-folder.js'
import type { Scope } from '../../core/edit/box.js'
import type { LivingPlan } from '../../processes/living/living-plan.js'
import { openAccounts } from './open-company.js'
import type { OpenPlan } from './open-plan.js'
import { readServerFile } from './server-file.js'

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
