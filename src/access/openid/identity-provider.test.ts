//! A provider that answers, and every way in which one could be cheated.
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Cheat, CLIENT, SECRET, TestIdentityProvider } from '../../../tests/support/identity-provider.js'
import { type IdentityProvider, type IdentityProviderSettings, openIdentityProvider } from './identity-provider.js'

const RETURN = 'http://rumbo.test/api/v1/session/identity-provider/answer'

let provider: TestIdentityProvider
const client = (given: Partial<IdentityProviderSettings> = {}): IdentityProvider =>
  openIdentityProvider({
    name: 'Andina',
    issuer: provider.issuer,
    clientId: CLIENT,
    clientSecret: SECRET,
    redirectUrl: RETURN,
    groupsClaim: null,
    roleOfGroup: {},
    ...given,
  })

beforeEach(async () => {
  provider = new TestIdentityProvider()
  await provider.start()
})
afterEach(() => provider.stop())

test('[AC22] whoever the provider vouches for comes back with subject and verified address', async () => {
  const rumbo = client()
  const { url, errand } = await rumbo.begin()
  const vouched = await rumbo.finish(provider.visit(url), errand)
  const subject = `${provider.issuer}#42`
  expect(vouched).toEqual({ subject, email: 'ana@andina.cl', name: 'Ana', newcomer: null })
})

const hour = 3600
const CHEATS: [what: string, cheat: () => Cheat][] = [
  ['another key', () => ({ key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey })],
  ['no signature', () => ({ algorithm: 'none' })],
  ['another audience', () => ({ claims: { aud: 'another' } })],
  ['another issuer', () => ({ claims: { iss: 'https://evil.test' } })],
  ['another nonce', () => ({ claims: { nonce: 'replayed' } })],
  ['a token that is over', () => ({ claims: { exp: Math.floor(Date.now() / 1000) - hour } })],
]

test.each(CHEATS)('[AC22] %s is refused', async (_, cheat) => {
  const rumbo = client()
  const { url, errand } = await rumbo.begin()
  provider.cheat = cheat()
  await expect(rumbo.finish(provider.visit(url), errand)).rejects.toThrow('access.identity_refused')
})

test('[AC22] a code is good once, for the browser that asked, with the state it left with', async () => {
  const rumbo = client()
  const { url, errand } = await rumbo.begin()
  const back = provider.visit(url)
  await expect(rumbo.finish(back, { ...errand, state: 'x' })).rejects.toThrow('access.identity_refused')
  await expect(rumbo.finish(back, { ...errand, verifier: 'x'.repeat(43) })).rejects.toThrow('access.identity_refused')
  const denied = new URL(`${RETURN}?error=access_denied&state=${errand.state}`)
  await expect(rumbo.finish(denied, errand)).rejects.toThrow('access.identity_refused')
  await expect(rumbo.finish(back, errand)).resolves.toHaveProperty('subject')
  await expect(rumbo.finish(back, errand)).rejects.toThrow('access.identity_refused')
})

test('[AC22] an address that nobody verified links nobody; groups make accounts without scope', async () => {
  provider.cheat = { claims: { email_verified: false } }
  const visit = async (rumbo: IdentityProvider) => {
    const { url, errand } = await rumbo.begin()
    return rumbo.finish(provider.visit(url), errand)
  }
  const mapped = client({ groupsClaim: 'groups', roleOfGroup: { planners: 'demand', partners: 'partner' } })
  expect(await visit(mapped)).toMatchObject({ email: null, newcomer: null })
  provider.cheat = { claims: { groups: ['planners', 'partners'] } }
  expect((await visit(mapped)).newcomer).toMatchObject({
    id: 'ana-at-andina.cl',
    grant: { roles: ['demand'], scopes: [] },
  })
  provider.cheat = { claims: { groups: ['partners'] } }
  expect((await visit(mapped)).newcomer).toBeNull()
})

test('[AC22] a provider that is down is told, and is asked again when it is back', async () => {
  const rumbo = client()
  const { port } = provider
  await provider.stop()
  await expect(rumbo.begin()).rejects.toThrow('access.identity_unreachable')
  await provider.start(port)
  const { url, errand } = await rumbo.begin()
  const back = provider.visit(url)
  await provider.stop()
  await expect(rumbo.finish(back, errand)).rejects.toThrow('access.identity_unreachable')
})
