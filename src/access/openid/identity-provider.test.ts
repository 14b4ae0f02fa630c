/** A real provider on this machine: discovery, codes, signed tokens; and every way in which one could be cheated. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type IdentityProvider, type IdentityProviderSettings, openIdentityProvider } from './identity-provider.js'

const CLIENT = 'rumbo'
const SECRET = 'client-secret'
const RETURN = 'http://rumbo.test/api/v1/session/identity-provider/answer'
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

interface Cheat {
  claims?: Record<string, unknown>
  key?: KeyObject
  algorithm?: string
}

/** Issues one code for each visit, bound to its challenge and nonce, and changes it once for a token. */
class Provider {
  readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly visits = new Map<string, { challenge: string; nonce: string }>()
  cheat: Cheat = {}
  issuer = ''
  private readonly server = http.createServer((request, response) => void this.answer(request, response))

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  /** What a person does at the provider: agrees, and is sent back with a code. */
  visit(address: string): URL {
    const asked = new URL(address).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    const code = `code-${this.visits.size}`
    this.visits.set(code, { challenge: asked.get('code_challenge')!, nonce: asked.get('nonce')! })
    const back = new URL(asked.get('redirect_uri')!)
    back.search = new URLSearchParams({ code, state: asked.get('state')! }).toString()
    return back
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const send = (body: object, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (request.url === '/.well-known/openid-configuration') return send(this.configuration())
    if (request.url === '/keys')
      return send({
        keys: [{ ...this.keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      })
    let text = ''
    for await (const chunk of request) text += chunk
    const form = new URLSearchParams(text)
    const visit = this.visits.get(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (visit === undefined || visit.challenge !== challenge || form.get('client_secret') !== SECRET)
      return send({ error: 'invalid_grant' }, 400)
    this.visits.delete(form.get('code')!)
    send({ access_token: 'x', token_type: 'Bearer', id_token: this.token(visit.nonce) })
  }

  private token(nonce: string): string {
    const now = Math.floor(Date.now() / 1000)
    const person = { sub: '42', email: 'ana@andina.cl', email_verified: true, name: 'Ana', groups: ['planners'] }
    const standard = { iss: this.issuer, aud: CLIENT, iat: now, exp: now + 60, nonce }
    const header = { alg: this.cheat.algorithm ?? 'RS256', kid: 'one', typ: 'JWT' }
    const signed = `${encoded(header)}.${encoded({ ...standard, ...person, ...this.cheat.claims })}`
    if (header.alg === 'none') return `${signed}.`
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), this.cheat.key ?? this.keys.privateKey).toString('base64url')}`
  }

  private configuration(): object {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    }
  }
}

let provider: Provider
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
  provider = new Provider()
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
