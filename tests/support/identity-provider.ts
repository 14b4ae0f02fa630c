/** A real identity provider on this machine: discovery, consent, codes, signed tokens; and every way in which one could be cheated. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'

export const CLIENT = 'rumbo'
export const SECRET = 'client-secret'
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export interface Cheat {
  claims?: Record<string, unknown>
  key?: KeyObject
  algorithm?: string
}

/** Issues one code for each visit, bound to its challenge and nonce, and changes it once for a token. */
export class TestIdentityProvider {
  readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly visits = new Map<string, { challenge: string; nonce: string }>()
  cheat: Cheat = {}
  issuer = ''
  private readonly server = http.createServer((request, response) => void this.answer(request, response))

  /** At a port of its own, or again at the one it had. */
  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve))
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  get port(): number {
    return Number(new URL(this.issuer).port)
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve))
    this.server.closeAllConnections()
    await closed
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
    if (request.url?.startsWith('/authorize?')) return this.askConsent(request.url, response)
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

  /** What a person sees at the provider. */
  private askConsent(address: string, response: http.ServerResponse): void {
    const asked = new URL(address, this.issuer)
    const yes = this.visit(asked.href)
    const no = new URL(asked.searchParams.get('redirect_uri')!)
    no.search = new URLSearchParams({ error: 'access_denied', state: asked.searchParams.get('state')! }).toString()
    const link = (to: URL, text: string): string => `<p><a href="${to.href.replaceAll('&', '&amp;')}">${text}</a></p>`
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(`<title>Andina ID</title><h1>Rumbo asks who you are</h1>${link(yes, 'Allow')}${link(no, 'Refuse')}`)
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
