import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'
import { checkAccess, copyAccess } from '../access/accounts/access-copy.js'
import { Accounts } from '../access/accounts/accounts.js'
import type { Process } from '../access/roles.js'

let world: ApiWorld
beforeEach(() => {
  world = openApiWorld()
})
afterEach(() => world.close())

const save = (user: string, name: string, sharedWith: Process | null = null, address = '?scope=CL&by=item') =>
  world.client(user)('saveView', { params: { name }, body: { screen: 'grid', address, sharedWith } })
const names = async (user: string) =>
  (await world.client(user)('views', {})).views.map(({ owner, name }) => `${owner} ${name}`)
const remove = (user: string, name: string, owner?: string) =>
  world.client(user)('removeView', { params: { name }, query: owner === undefined ? {} : { owner } })
const codeOf = async (work: Promise<unknown>) => {
  const { status, answer } = await refusalOf(work)
  return [status, answer.code]
}

test('[AP41] a view is kept under its owner’s name for it, replaced and taken away', async () => {
  expect(await save('demand', 'My Chile')).toMatchObject({
    owner: 'demand',
    shared: false,
    changedAt: expect.any(String),
  })
  await save('demand', 'My Chile', null, '?scope=PE')
  await save('chile', 'My Chile')
  expect((await world.client('demand')('views', {})).views).toMatchObject([
    { name: 'My Chile', screen: 'grid', address: '?scope=PE', sharedWith: null },
  ])
  await remove('demand', 'My Chile')
  expect([await names('demand'), await names('chile')]).toEqual([[], ['chile My Chile']])
  expect(await codeOf(remove('demand', 'My Chile'))).toEqual([404, 'access.no_view'])
})

test('[AP41] a shared view is seen by those whose process it is of, and by no partner', async () => {
  await save('demand', 'S&OP week', 'sop')
  await save('demand', 'Mega', 'cpfr', '?scope=CL/retail/mega')
  await save('partner', 'Ours')
  for (const user of ['viewer', 'chile', 'supply', 'finance', 'executive'])
    expect([user, (await names(user)).includes('demand S&OP week')]).toEqual([user, true])
  expect(await names('finance')).toEqual(['demand S&OP week'])
  expect(await names('supply')).toEqual(['demand Mega', 'demand S&OP week'])
  expect(await names('partner')).toEqual(['partner Ours'])
  expect(await codeOf(save('demand', 'Money', 'finance'))).toEqual([403, 'access.process'])
})

test('[AP41] others’ views are changed by nobody; shared ones an administrator may take away', async () => {
  await save('demand', 'S&OP week', 'sop')
  await save('demand', 'Private')
  await save('supply', 'S&OP week', null, '?mine')
  expect(await codeOf(remove('finance', 'S&OP week', 'demand'))).toEqual([404, 'access.no_view'])
  expect(await codeOf(remove('administrator', 'Private', 'demand'))).toEqual([404, 'access.no_view'])
  expect(await names('demand')).toEqual(['demand Private', 'demand S&OP week'])
  await remove('administrator', 'S&OP week', 'demand')
  expect([await names('demand'), await names('supply')]).toEqual([['demand Private'], ['supply S&OP week']])
})

test('[AP41] an address is what follows a screen, and leads nowhere else', async () => {
  for (const address of [
    'javascript:alert(1)',
    '//evil.test',
    '/grid',
    '?a#b',
    '?a b',
    '?<script>',
    `?${'x'.repeat(4000)}`,
  ])
    expect([address, (await refusalOf(save('demand', 'x', null, address))).status]).toEqual([address, 422])
  for (const address of ['', '?', '?scope=CL%2Fsantiago&measures=consensus,baseline&from=2027-01-01'])
    expect(await save('demand', 'x', null, address)).toMatchObject({ address })
})

test('[AP41] there is an end to how many somebody keeps', async () => {
  for (let at = 0; at < 200; at++) await save('demand', `view ${at}`)
  expect(await codeOf(save('demand', 'one more'))).toEqual([422, 'access.too_many_views'])
  await save('demand', 'view 7', null, '?again')
  await save('chile', 'one more')
})

test('[AP41] when somebody goes, what they kept for themselves goes with them', async () => {
  await save('demand', 'S&OP week', 'sop')
  await save('demand', 'Private')
  await world.client('demand')('savePreferences', { body: { theme: 'dark' } })
  await world.client('administrator')('removeUser', { params: { user: 'demand' } })
  expect(await names('supply')).toEqual(['demand S&OP week'])
  expect(world.accounts.views.list('demand').map(({ name }) => name)).toEqual(['S&OP week'])
  expect(world.accounts.preferences.read('demand')).toEqual({})
})

test('[AP42] preferences are each person’s own, replaced whole and bounded', async () => {
  const { client } = world
  expect(await client('demand')('preferences', {})).toEqual({ language: null })
  const kept = {
    theme: 'dark' as const,
    density: 'compact' as const,
    lastScope: { product: [], location: ['CL'], customer: [] },
  }
  expect(await client('demand')('savePreferences', { body: { ...kept, columns: { grid: [1, 2] } } })).toEqual({
    ...kept,
    columns: { grid: [1, 2] },
    language: null,
  })
  expect(await client('chile')('preferences', {})).toEqual({ language: null })
  expect(await client('demand')('savePreferences', { body: { theme: 'light' } })).toEqual({
    theme: 'light',
    language: null,
  })
  const fits = { note: 'x'.repeat(8192 - '{"note":""}'.length) }
  await client('demand')('savePreferences', { body: fits })
  const long = client('demand')('savePreferences', { body: { note: `${fits.note}x` } })
  expect(await codeOf(long)).toEqual([422, 'access.preferences_too_long'])
  expect(await client('demand')('preferences', {})).toEqual({ ...fits, language: null })
  expect((await refusalOf(client('demand')('savePreferences', { body: { theme: 'pink' as 'dark' } }))).status).toBe(422)
})

test('[AP42] the language of the preferences is the one that is answered in', async () => {
  const said = async () =>
    (await refusalOf(world.client('demand')('removeView', { params: { name: 'x' } }))).answer.message
  const spanish = await said()
  await world.client('demand')('savePreferences', { body: { language: 'en', theme: 'dark' } })
  expect([spanish, await said()]).toEqual(['No hay una vista "x" suya.', 'There is no view "x" of yours.'])
  // What does not speak of it leaves it.
  expect(await world.client('demand')('savePreferences', { body: {} })).toEqual({ language: 'en' })
  await world.client('demand')('savePreferences', { body: { language: null } })
  expect(await said()).toBe(spanish)
})

test('[AP42] views and preferences are in a backup, and a database from before there were any gets them', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-views-'))
  const [file, copy] = [path.join(folder, 'access.db'), path.join(folder, 'copy.db')]
  const accounts = Accounts.open(file)
  accounts.views.put({ owner: 'ana', name: 'v', screen: 'grid', address: '?a', sharedWith: null })
  accounts.preferences.write('ana', { theme: 'dark' })
  copyAccess(file, copy)
  accounts.close()
  const restored = Accounts.open(copy)
  expect(restored.views.list('ana')).toMatchObject([{ name: 'v', address: '?a' }])
  expect(restored.preferences.read('ana')).toEqual({ theme: 'dark' })
  restored.close()
  const older = new Database(file)
  older.exec('DROP TABLE views; DROP TABLE preferences')
  older.close()
  expect(checkAccess(file)).toEqual({ users: 0 })
  const opened = Accounts.open(file)
  expect([opened.views.list('ana'), opened.preferences.read('ana')]).toEqual([[], {}])
  opened.close()
  fs.rmSync(folder, { recursive: true })
})
