//! `rumbo serve` as it is run: processes, signals, sockets and what is left in the folder.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'libsql'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { copyOfExample, rumbo } from '../examples/rumbo-command.js'
import { command, Running, served, serverFile } from './served.js'

let planned: string
let folder: string
const started: Running[] = []

beforeAll(() => {
  planned = copyOfExample('supplier-mini')
  expect(rumbo('plan', planned).code).toBe(0)
})
afterAll(() => fs.rmSync(planned, { recursive: true }))
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-served-'))
  fs.cpSync(planned, folder, { recursive: true })
})
afterEach(async () => {
  for (const running of started.splice(0)) {
    running.kill('SIGKILL')
    await running.ended
  }
  fs.rmSync(folder, { recursive: true })
})

const serve = async (environment: Record<string, string> = {}, ...options: string[]) => {
  const { server, url } = await served(folder, environment, ...options)
  started.push(server)
  return { server, url }
}

/** A browser: keeps the cookie and says where it comes from. */
class Browser {
  private cookie = ''

  constructor(private readonly url: string) {}

  async ask(method: string, address: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.url + address, {
      method,
      headers: {
        origin: this.url,
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    this.cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? this.cookie
    return response
  }

  get secret(): string {
    return this.cookie.split('=')[1]!
  }

  at(url: string): Browser {
    const browser = new Browser(url)
    browser.cookie = this.cookie
    return browser
  }
}

const EDIT = {
  key: 'the-first-key',
  seen: 0,
  reason: { code: 'promotion', note: 'a note for those who read the journal' },
  intents: [
    { kind: 'quantity', op: 'set', quantity: 7000, box: { location: ['CL'], from: '2027-01-01', until: '2027-02-01' } },
  ],
}
const NEW_PASSWORD = 'correct horse battery'

const firstPassword = async (server: Running): Promise<string> =>
  (await server.says(/Sign in as admin with the password (\S+):/))[1]!

async function signedIn(server: Running, url: string): Promise<Browser> {
  const browser = new Browser(url)
  const password = await firstPassword(server)
  expect((await browser.ask('POST', '/api/v1/session', { user: 'admin', password })).status).toBe(200)
  const change = { old: password, password: NEW_PASSWORD }
  expect((await browser.ask('PUT', '/api/v1/session/password', change)).status).toBe(204)
  return browser
}

test('[RS7] [RS8] [RS9] from the first start to the last: sign in, choose a password, edit, stop', async () => {
  const { server, url } = await serve()
  expect((await fetch(`${url}/ready`)).status).toBe(200)
  const browser = new Browser(url)
  const password = await firstPassword(server)
  const entered = await browser.ask('POST', '/api/v1/session', { user: 'admin', password })
  expect(await entered.json()).toMatchObject({ user: 'admin', mustChangePassword: true })
  expect((await browser.ask('POST', '/api/v1/plans/main/entries', EDIT)).status).toBe(403)
  await browser.ask('PUT', '/api/v1/session/password', { old: password, password: NEW_PASSWORD })
  expect((await browser.ask('POST', '/api/v1/plans/main/entries', EDIT)).status).toBe(201)
  const log = await command('log', folder, '--json')
  expect(JSON.parse(log.out)).toMatchObject({ entries: [{ position: 1, actor: 'admin', key: EDIT.key }] })
  const { key } = serverFile(folder)!
  server.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect(server.err).toContain('Stopped.')
  expect(fs.readdirSync(path.join(folder, '.rumbo'))).not.toContain('server.json')
  const lines = server.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string })
  expect(lines.filter(({ msg }) => msg !== 'request').map(({ msg }) => msg)).toEqual(['serving', 'stopping', 'stopped'])
  for (const secret of [password, NEW_PASSWORD, key, browser.secret, EDIT.reason.note])
    expect(server.out).not.toContain(secret)
  expect(server.err.split(password)).toHaveLength(2)
})

test('[RS20] [AP26] while the server plans and rolls people read and edit, and what they did goes on', async () => {
  // One person here does what many do in life.
  const { server, url } = await serve({ RUMBO_REQUESTS_PER_SECOND: '10000' })
  const browser = await signedIn(server, url)
  const february = { location: ['CL'], from: '2027-02-01', until: '2027-03-01' }
  const total = async (at: Browser): Promise<number> => {
    const body = { measures: ['consensus'], period: 'total', scope: { location: ['CL'] } }
    const answer = await at.ask('POST', '/api/v1/plans/main/query', body)
    return ((await answer.json()) as { totals: { consensus: number[] } }).totals.consensus[0]!
  }
  let written = 0
  const edit = async (): Promise<void> => {
    const intents = [{ kind: 'quantity', op: 'add', quantity: 1000, box: february }]
    const body = { key: `while-planning-${written}`, seen: 1e6, reason: EDIT.reason, intents }
    expect((await browser.ask('POST', '/api/v1/plans/main/entries', body)).status).toBe(201)
    written++
    expect(await total(browser)).toBeGreaterThan(0)
  }
  const versions = async () =>
    (await (await browser.ask('GET', '/api/v1/versions')).json()) as {
      live: string
      versions: { id: string; planDay: string }[]
    }
  const before = await versions()
  const planDay = before.versions.find(({ id }) => id === before.live)!.planDay
  const week = new Date(Date.parse(planDay) + 7 * 86_400_000).toISOString().slice(0, 10)
  for (const course of [['plan'], ['roll', '--to', week]] as const) {
    const [verb, ...rest] = course
    await edit()
    const running = new Running([verb, folder, ...rest, '--json'])
    started.push(running)
    let code: number | string | null = null
    void running.ended.then((end) => {
      code = end
    })
    const first = written
    while (code === null) await edit()
    expect([code, running.out, running.err]).toEqual([0, expect.stringContaining('lostEdits'), ''])
    expect(written - first).toBeGreaterThan(3)
    expect(JSON.parse(running.out)).toMatchObject({ version: expect.any(String), lostEdits: [] })
  }
  expect((await versions()).versions.at(-1)).toMatchObject({ planDay: week })
  const log = await browser.ask('GET', '/api/v1/plans/main/entries?limit=1000')
  const { entries } = (await log.json()) as { entries: { actor: string; intents: object[] }[] }
  expect(entries).toHaveLength(written)
  expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['admin']))
  const lived = await total(browser)
  server.kill('SIGKILL')
  await server.ended
  expect(await total(browser.at((await serve()).url))).toBe(lived)
})

test('[RS20] Ctrl-C asks the server to stop the job, and the plan is what it was', async () => {
  const { url } = await serve()
  const running = new Running(['plan', folder])
  started.push(running)
  await running.says(/✓ check data/)
  running.kill('SIGINT')
  expect(await running.ended).toBe(2)
  expect(running.err).toContain('was cancelled')
  expect((await fetch(`${url}/ready`)).status).toBe(200)
  const again = await command('plan', folder)
  expect(again.code).toBe(0)
})

test('[RS6] a second server is refused and names the first; another folder is another company', async () => {
  const { url } = await serve()
  const second = await command('serve', folder, '--port', '0')
  expect([second.code, second.err]).toEqual([2, expect.stringContaining(`served already, at ${url}`)])
  const samePort = await command('serve', planned, '--port', new URL(url).port)
  expect([samePort.code, samePort.err]).toEqual([2, expect.stringMatching(/Port \d+ of 127\.0\.0\.1 is taken/)])
  expect((await fetch(`${url}/ready`)).status).toBe(200)
})

test('[RS8] [RS12] killed, it leaves a file that hinders nobody, and whoever was signed in still is', async () => {
  const { server, url } = await serve()
  const browser = await signedIn(server, url)
  server.kill('SIGKILL')
  expect(await server.ended).toBe('SIGKILL')
  expect(serverFile(folder)).not.toBeNull()
  const alone = await command('log', folder)
  expect([alone.code, alone.out.trim()]).toEqual([0, 'Nobody changed anything.'])
  const again = await serve()
  expect(serverFile(folder)!.url).toBe(again.url)
  expect((await browser.at(again.url).ask('GET', '/api/v1/session')).status).toBe(200)
  again.server.kill('SIGINT')
  expect(await again.server.ended).toBe(0)
  expect(again.server.err).not.toContain('password')
})

test('[RS10] a standby takes over from a server that was killed', async () => {
  const { server, url } = await serve()
  await signedIn(server, url)
  const standby = new Running(['serve', folder, '--standby'], { RUMBO_PORT: '0' })
  started.push(standby)
  const [, at] = await standby.says(/Standing by at (\S+): another/)
  expect(await (await fetch(`${at}/ready`)).json()).toEqual({ status: 'standby', reads: true, writes: false })
  const killed = Date.now()
  server.kill('SIGKILL')
  await standby.says(/Rumbo is at/)
  expect(Date.now() - killed).toBeLessThan(5000)
  expect((await fetch(`${at}/ready`)).status).toBe(200)
  const browser = new Browser(at)
  const entered = await browser.ask('POST', '/api/v1/session', { user: 'admin', password: NEW_PASSWORD })
  expect(entered.status).toBe(200)
  expect((await browser.ask('POST', '/api/v1/plans/main/entries', EDIT)).status).toBe(201)
  standby.kill('SIGTERM')
  expect(await standby.ended).toBe(0)
})

test('[RS9] what runs when it is told to stop is answered', async () => {
  const { server, url } = await serve({ SLOW_QUERY_MS: '1500' })
  const answer = slowQuery(url)
  await new Promise((resolve) => setTimeout(resolve, 300))
  server.kill('SIGTERM')
  expect(await answer).toBe(200)
  expect(await server.ended).toBe(0)
})

test('[RS9] what has not ended within the limit is cut off, and a second signal does not wait', async () => {
  const slow = { SLOW_QUERY_MS: '600000' }
  const limited = await serve({ ...slow, RUMBO_STOPPING_MOST_SECONDS: '1' })
  const answer = slowQuery(limited.url)
  await new Promise((resolve) => setTimeout(resolve, 300))
  limited.server.kill('SIGTERM')
  expect(await answer).toBe('cut off')
  expect(await limited.server.ended).toBe(0)
  expect(limited.server.err).toContain('cut off')
  const patient = await serve(slow)
  const second = slowQuery(patient.url)
  await new Promise((resolve) => setTimeout(resolve, 300))
  patient.server.kill('SIGTERM')
  await patient.server.says(/"stopping"/)
  patient.server.kill('SIGTERM')
  expect(await patient.server.ended).toBe(3)
  expect(await second).toBe('cut off')
})

test('[RS17] a plan that ends by itself ends the process, and the log says why', async () => {
  const endsBy = path.join(folder, 'the-end')
  const { server } = await serve({ SLOW_QUERY_MS: '0', PLAN_ENDS_BY: endsBy })
  fs.writeFileSync(endsBy, '')
  expect(await server.ended).toBe(3)
  expect(server.out).toMatch(/"msg":"failed"/)
  expect(server.out).toContain('the plan is out of memory')
  expect(serverFile(folder)).toBeNull()
})

test('[RS17] [JN7] a standby whose journal is damaged says so and ends', async () => {
  const { server, url } = await serve()
  const browser = await signedIn(server, url)
  const standby = new Running(['serve', folder, '--standby'], { RUMBO_PORT: '0' })
  started.push(standby)
  await standby.says(/Standing by at/)
  expect((await browser.ask('POST', '/api/v1/plans/main/entries', EDIT)).status).toBe(201)
  const journal = new Database(path.join(folder, '.rumbo', 'journal.db'))
  journal.exec(
    `INSERT INTO entry SELECT position + 1, scenario, key || '-2', actor, at, known, payload, digest FROM entry`,
  )
  journal.close()
  expect(await standby.ended).toBe(2)
  expect(standby.err).toContain('→')
  expect(standby.out).toMatch(/"msg":"failed"/)
})

const slowQuery = (url: string): Promise<number | string> =>
  fetch(`${url}/api/v1/plans/main/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${serverFile(folder)!.key}` },
    body: JSON.stringify({ measures: ['consensus'] }),
  }).then(
    async (response) => {
      await response.text()
      return response.status
    },
    () => 'cut off',
  )

test('[RS2] [RS3] a wrong configuration is refused before anything is opened, and no secret is said', async () => {
  fs.writeFileSync(
    path.join(folder, 'rumbo.yaml'),
    'prot: 80\nlog:\n  level: loud\nopenId:\n  clientSecret: hunter22\n',
  )
  const { code, out, err } = await command('serve', folder, '--port', 'many')
  expect(code).toBe(2)
  for (const place of ['rumbo.yaml:1: There is no key "prot"', 'rumbo.yaml:3', 'rumbo.yaml:5', '--port'])
    expect(err).toContain(place)
  expect(out + err).not.toContain('hunter22')
  expect(fs.readdirSync(path.join(folder, '.rumbo'))).not.toContain('access.db')
  fs.writeFileSync(path.join(folder, 'rumbo.yaml'), 'journal: { kind: postgres, url: { env: SECRET_PLACE } }\n')
  const running = new Running(['config', folder], { SECRET_PLACE: 'postgres://rumbo:hunter22@db/plans' })
  expect(await running.ended).toBe(0)
  expect(running.out).toMatch(/journal\.url +••• +rumbo\.yaml:1/)
})

test('[RS13] two processes look after people at the same time, and nothing is lost', async () => {
  await serve()
  const names = Array.from({ length: 4 }, (_, at) => `person-${at}`)
  const done = await Promise.all(names.map((name) => command('user', 'add', folder, name, '--roles', 'viewer')))
  expect(done.map(({ code }) => code)).toEqual(names.map(() => 0))
  const { out } = await command('user', 'list', folder, '--json')
  const { users } = JSON.parse(out) as { users: { id: string }[] }
  expect(users.map(({ id }) => id)).toEqual(['admin', ...names])
}, 120_000)
