import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Grant } from '../grant.js'
import { Accounts, firstAdministrator } from './accounts.js'

const HOUR = 3600_000
const by = { actor: 'boss', origin: 'console' }
const grant: Grant = { roles: ['demand'], scopes: [{}], measures: null, processes: null }
const PASSWORD = 'correct horse battery'

let folder: string
let now: number
let accounts: Accounts

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-access-'))
  now = Date.UTC(2026, 11, 1)
  accounts = Accounts.open(path.join(folder, 'access.db'), { now: () => now })
  const boss = {
    id: 'boss',
    name: 'Boss',
    email: null,
    language: null,
    grant: { ...grant, roles: ['administrator'] },
  } as const
  accounts.users.add(boss, by)
  accounts.users.add({ id: 'ana', name: 'Ana', email: 'ana@andina.cl', language: 'es', grant }, by)
  await accounts.resetPassword('ana', PASSWORD, by, false)
})
afterEach(() => {
  accounts.close()
  fs.rmSync(folder, { recursive: true })
})

const enter = (user: string, password: string, origin = '10.0.0.1', before?: string) =>
  accounts.signIn({ user, password, origin, before })
const kinds = (): string[] => accounts.audit.read(0, 1000).map(({ kind }) => kind)

test('[AC15] a password is kept as Argon2id, and an easy one is refused', async () => {
  const file = new Database(path.join(folder, 'access.db'))
  const { password } = file.prepare('SELECT password FROM users WHERE id = ?').get('ana') as { password: string }
  file.close()
  expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  for (const easy of ['short', 'aaaaaaaaaaaaaaaa', 'x'.repeat(257)])
    await expect(accounts.resetPassword('ana', easy, by, false)).rejects.toThrow('access.weak_password')
})

test('[AC15] nobody of that name takes as long as a wrong password', async () => {
  const timed = async (user: string, origin: string): Promise<number> => {
    const from = process.hrtime.bigint()
    await expect(enter(user, 'wrong wrong wrong', origin)).rejects.toThrow('access.wrong_password')
    return Number(process.hrtime.bigint() - from)
  }
  await timed('nobody', 'warm')
  const known: number[] = []
  const unknown: number[] = []
  for (let at = 0; at < 5; at++) {
    known.push(await timed('ana', `a${at}`))
    unknown.push(await timed('nobody', `b${at}`))
  }
  const least = (times: number[]): number => Math.min(...times)
  expect(least(unknown) / least(known)).toBeGreaterThan(0.5)
  expect(least(unknown) / least(known)).toBeLessThan(2)
})

test('[AC16] the fifth wrong password waits, and each one after waits longer', async () => {
  for (let at = 0; at < 5; at++) await expect(enter('ana', 'wrong')).rejects.toThrow('access.wrong_password')
  await expect(enter('ana', PASSWORD)).rejects.toThrow('access.too_many_attempts {"seconds":1}')
  now += 1000
  await expect(enter('ana', 'wrong')).rejects.toThrow('access.wrong_password')
  now += 1000
  await expect(enter('ana', PASSWORD)).rejects.toThrow('access.too_many_attempts {"seconds":1}')
  await expect(enter('ana', PASSWORD, '10.0.0.2')).resolves.toHaveProperty('secret')
  now += 1000
  await expect(enter('ana', PASSWORD)).resolves.toHaveProperty('secret')
  await expect(enter('ana', 'wrong')).rejects.toThrow('access.wrong_password')
  await expect(enter('ana', PASSWORD)).resolves.toHaveProperty('secret')
})

test('[AC16] a hundred guesses at the same time are a hundred guesses', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 100 }, () => enter('ana', 'wrong')))
  const tried = answers.filter(
    ({ status, ...rest }) =>
      status === 'rejected' && `${(rest as { reason: Error }).reason}`.includes('wrong_password'),
  )
  expect(tried).toHaveLength(5)
})

test('[AC16] many names tried from one address wait too', async () => {
  const answers: string[] = []
  for (let at = 0; at < 31; at++)
    await enter(`guess-${at}`, 'wrong').catch((error: Error) => answers.push(error.message))
  expect(answers.filter((text) => text.startsWith('access.wrong_password'))).toHaveLength(30)
  await expect(enter('ana', PASSWORD)).rejects.toThrow('access.too_many_attempts')
})

test('[AC17] a session idles out, ends after twelve hours, and is kept as a hash', async () => {
  const { secret } = await enter('ana', PASSWORD)
  expect(accounts.userOfSession(secret)!.id).toBe('ana')
  const file = fs.readFileSync(path.join(folder, 'access.db')).toString('latin1')
  const wal = fs.readFileSync(path.join(folder, 'access.db-wal')).toString('latin1')
  expect(file.includes(secret) || wal.includes(secret)).toBe(false)
  for (let hours = 0; hours < 11; hours++) {
    now += HOUR
    expect(accounts.userOfSession(secret)).not.toBeNull()
  }
  now += HOUR
  expect(accounts.userOfSession(secret)).toBeNull()
  const idle = await enter('ana', PASSWORD)
  now += 2 * HOUR
  expect(accounts.userOfSession(idle.secret)).toBeNull()
  expect(accounts.userOfSession('made-up')).toBeNull()
})

test('[AC17] signing in gives a new session and ends the one the browser had', async () => {
  const planted = await enter('ana', PASSWORD)
  const { secret } = await enter('ana', PASSWORD, '10.0.0.1', planted.secret)
  expect(secret).not.toBe(planted.secret)
  expect(accounts.userOfSession(planted.secret)).toBeNull()
  accounts.signOut(secret, '10.0.0.1')
  expect(accounts.userOfSession(secret)).toBeNull()
})

test('[AC18] a token is good until it expires or is revoked, and nobody else can revoke it', () => {
  const { token, secret } = accounts.makeToken({ user: 'ana', name: 'report', kind: 'live', days: 30 }, by)
  expect(accounts.userOfToken(secret)).toMatchObject({ user: { id: 'ana' }, token: { kind: 'live' } })
  expect(JSON.stringify(accounts.tokens.list())).not.toContain(secret)
  expect(() => accounts.tokens.revoke(token.id, by, 'boss')).toThrow('access.no_token')
  expect(() => accounts.tokens.revoke('token-none', by, 'boss')).toThrow('access.no_token')
  now += 30 * 24 * HOUR
  expect(accounts.userOfToken(secret)).toBeNull()
  const other = accounts.makeToken({ user: 'ana', name: 'x', kind: 'api', days: 366 }, by)
  accounts.tokens.revoke(other.token.id, by, 'ana')
  expect(accounts.userOfToken(other.secret)).toBeNull()
  for (const days of [0, 367, 1.5])
    expect(() => accounts.makeToken({ user: 'ana', name: 'x', kind: 'api', days }, by)).toThrow('access.token_days')
})

test('[AC19] a removed person is out at once, and their name is nobody’s', async () => {
  const { secret } = await enter('ana', PASSWORD)
  const token = accounts.makeToken({ user: 'ana', name: 'x', kind: 'api', days: 1 }, by)
  accounts.removeUser('ana', by)
  expect(accounts.userOfSession(secret)).toBeNull()
  expect(accounts.userOfToken(token.secret)).toBeNull()
  await expect(enter('ana', PASSWORD)).rejects.toThrow('access.wrong_password')
  expect(() => accounts.users.add({ id: 'ana', name: 'Another', email: null, language: null, grant }, by)).toThrow(
    'access.user_exists',
  )
  expect(() => accounts.removeUser('boss', by)).toThrow('access.last_administrator')
  expect(() => accounts.users.grant('boss', grant, by)).toThrow('access.last_administrator')
})

test('[AC20] a password made by somebody else has to be changed, and changing it ends other sessions', async () => {
  await accounts.resetPassword('ana', 'made by the boss 1', by, true)
  const first = await enter('ana', 'made by the boss 1')
  const other = await enter('ana', 'made by the boss 1')
  expect(first.user.mustChange).toBe(true)
  const change = (old: string, password: string) =>
    accounts.changePassword({ user: 'ana', old, password, origin: '10.0.0.1', session: first.secret })
  await expect(change('not the old one', PASSWORD)).rejects.toThrow('access.wrong_password')
  await expect(change('made by the boss 1', 'made by the boss 1')).rejects.toThrow('access.same_password')
  await change('made by the boss 1', PASSWORD)
  expect(accounts.userOfSession(first.secret)!.mustChange).toBe(false)
  expect(accounts.userOfSession(other.secret)).toBeNull()
})

test('[AC4] a partner has no other role and is on one side', () => {
  const partner = (roles: Grant['roles'], scopes: Grant['scopes']) => () =>
    accounts.users.grant('ana', { roles, scopes, measures: null, processes: null }, by)
  const customer = { customer: ['CL', 'retail', 'mega'] }
  expect(partner(['partner', 'viewer'], [customer])).toThrow('access.partner_stands_alone')
  expect(partner(['partner'], [{}])).toThrow('access.partner_scope')
  expect(partner(['partner'], [{ location: ['CL'] }])).toThrow('access.partner_scope')
  expect(partner(['partner'], [customer, { supplier: 'millers' }])).toThrow('access.partner_scope')
  expect(partner(['partner'], [{ supplier: 'millers' }])).not.toThrow()
})

test('[AC21] every sign-in and every change is written down, and the record stands', async () => {
  const start = accounts.audit.read(0, 1000).at(-1)!.position
  await enter('ana', 'wrong').catch(() => {})
  const { secret } = await enter('ana', PASSWORD)
  accounts.signOut(secret, '10.0.0.9')
  accounts.users.grant('ana', { ...grant, roles: ['viewer'] }, by)
  const { token } = accounts.makeToken({ user: 'ana', name: 'x', kind: 'api', days: 1 }, by)
  accounts.tokens.revoke(token.id, by)
  accounts.endSessions('ana', by)
  accounts.removeUser('ana', by)
  const written = accounts.audit.read(start, 1000)
  expect(written.map(({ kind }) => kind)).toEqual([
    'sign-in failed',
    'signed in',
    'signed out',
    'grant changed',
    'token made',
    'token revoked',
    'sessions ended',
    'user removed',
  ])
  expect(written[0]).toMatchObject({ actor: 'ana', origin: '10.0.0.1', at: '2026-12-01T00:00:00.000Z' })
  expect(written[3]!.detail).toMatchObject({ before: { roles: ['demand'] }, after: { roles: ['viewer'] } })
  expect(JSON.stringify(accounts.audit.read(0, 1000))).not.toContain(PASSWORD)
  const file = new Database(path.join(folder, 'access.db'))
  expect(() => file.exec("UPDATE audit SET actor = 'x'")).toThrow('append-only')
  expect(() => file.exec('DELETE FROM audit')).toThrow('append-only')
  file.close()
})

test('[AC22] an identity is linked once, by e-mail, to an account that has none', () => {
  const come = (subject: string, email: string | null) => accounts.signInAs({ subject, email, origin: '10.0.0.1' })
  expect(() => come('idp#1', 'stranger@andina.cl')).toThrow('access.no_account')
  expect(come('idp#1', 'Ana@Andina.cl').user.id).toBe('ana')
  expect(come('idp#1', null).user.id).toBe('ana')
  expect(() => come('idp#2', 'ana@andina.cl')).toThrow('access.no_account')
  expect(kinds()).toContain('identity linked')
  const newcomer = { id: 'new', name: 'New', email: 'new@andina.cl', language: null, grant: { ...grant, scopes: [] } }
  const made = accounts.signInAs({ subject: 'idp#3', email: 'new@andina.cl', origin: 'x' }, () => newcomer)
  expect(made.user.grant.scopes).toEqual([])
})

test('a company without users gets an administrator with a password that is good once', async () => {
  const fresh = Accounts.open(path.join(folder, 'fresh.db'))
  const first = (await firstAdministrator(fresh))!
  expect((await fresh.signIn({ ...first, origin: 'x' })).user.mustChange).toBe(true)
  expect(await firstAdministrator(fresh)).toBeNull()
  fresh.close()
})

test('[AP60] the record is read from either end, of one kind, and about one person', async () => {
  await enter('ana', 'wrong').catch(() => {})
  await enter('ana', PASSWORD)
  accounts.endSessions('ana', by)
  const { audit } = accounts
  const forward = audit.read(0, 1000)
  expect(audit.read(0, 1000, { order: 'newest' })).toEqual([...forward].reverse())
  const pages: number[] = []
  for (let after = 0; ; ) {
    const page = audit.read(after, 2, { order: 'newest' })
    if (page.length === 0) break
    pages.push(...page.map(({ position }) => position))
    after = page.at(-1)!.position
  }
  expect(pages).toEqual(forward.map(({ position }) => position).reverse())
  expect(audit.read(0, 10, { kind: 'sign-in failed' }).map(({ kind }) => kind)).toEqual(['sign-in failed'])
  const about = audit.read(0, 1000, { about: 'ana' })
  expect(about).toEqual(forward.filter(({ actor, subject }) => actor === 'ana' || subject === 'ana'))
  expect([about.length > 0, audit.read(0, 10, { about: 'nobody' })]).toEqual([true, []])
})

test('[AC27] an account is called otherwise from now on; an address is one account’s; the audit has both', () => {
  const changed = accounts.users.change('ana', { name: 'Ana Pérez', email: null }, by)
  expect(changed).toMatchObject({ id: 'ana', name: 'Ana Pérez', email: null, language: 'es' })
  expect(accounts.audit.read(0, 1, { order: 'newest' })[0]).toMatchObject({
    kind: 'account changed',
    actor: 'boss',
    subject: 'ana',
    detail: { was: { name: 'Ana', email: 'ana@andina.cl' }, is: { name: 'Ana Pérez', email: null } },
  })
  const before = kinds().length
  accounts.users.change('ana', { name: 'Ana Pérez' }, by)
  expect(kinds()).toHaveLength(before)
  accounts.users.change('boss', { email: 'Ana@Andina.cl' }, by)
  expect(() => accounts.users.change('ana', { email: 'ana@andina.cl' }, by)).toThrow('access.email_taken')
  expect(() => accounts.users.change('nobody', { name: 'x' }, by)).toThrow('access.no_user')
})

test('[AC27] nobody calls themselves what somebody else is called, by name or account', () => {
  for (const taken of ['boss', 'BOSS'])
    expect(() => accounts.users.assertNameFree('ana', taken)).toThrow('access.name_taken')
  accounts.users.assertNameFree('ana', 'ana')
  accounts.users.assertNameFree('ana', 'Ana María')
})
