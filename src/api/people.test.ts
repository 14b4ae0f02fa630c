import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'
import type { IdentityProvider } from '../access/openid/identity-provider.js'
import { Refusal } from '../core/base/refusal.js'

let world: ApiWorld
beforeEach(() => {
  world = openApiWorld()
})
afterEach(() => world.close())

const code = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).answer.code

test('[AC27] one changes one’s own name and language, an administrator anybody’s', async () => {
  const ana = world.client('demand')
  expect(await ana('changeAccount', { body: { name: ' Ana Pérez ', language: 'pt' } })).toMatchObject({
    user: 'demand',
    name: 'Ana Pérez',
    email: 'demand@andina.cl',
  })
  expect(world.accounts.users.find('demand')).toMatchObject({ name: 'Ana Pérez', language: 'pt' })
  const boss = world.client('administrator')
  const changed = await boss('changeUser', { params: { user: 'demand' }, body: { email: null } })
  expect(changed).toMatchObject({ name: 'Ana Pérez', email: null, language: 'pt' })
  expect(await code(ana('changeUser', { params: { user: 'viewer' }, body: { name: 'x' } }))).toBe('access.not_allowed')
  expect(await code(world.client('chile')('changeAccount', { body: { name: 'ana pérez' } }))).toBe('access.name_taken')
  // Nothing that would be shown backwards, or not at all.
  for (const name of ['', '   ', 'a\u202eb', 'a\nb', 'x'.repeat(101)])
    expect(await code(ana('changeAccount', { body: { name } }))).toBe('api.invalid')
})

test('[AC27] where an identity provider signs in by it, nobody changes their own address', async () => {
  const provider: IdentityProvider = {
    name: 'Andina ID',
    begin: async () => ({ url: 'https://id.test/', errand: { state: 's', nonce: 'n', verifier: 'v' } }),
    finish: async () => {
      throw new Refusal('access.identity_refused', {})
    },
  }
  const own = openApiWorld({ identityProvider: provider })
  const change = own.client('demand')('changeAccount', { body: { email: 'executive@andina.cl' } })
  expect(await code(change)).toBe('access.email_is_identity')
  expect(await code(world.client('demand')('changeAccount', { body: { email: 'executive@andina.cl' } }))).toBe(
    'access.email_taken',
  )
  own.close()
})

test('[AP73] who visits with a browser is led back with the code; a program is told in JSON', async () => {
  const visit = (accept: string) =>
    world.app.fetch(
      new Request('http://rumbo.test/api/v1/session/identity-provider?to=/plan?by=month', { headers: { accept } }),
    )
  const page = await visit('text/html,*/*')
  expect([page.status, page.headers.get('location')]).toEqual([
    302,
    '/plan?by=month#refused=access.no_identity_provider',
  ])
  expect((await visit('application/json')).status).toBe(404)
})
