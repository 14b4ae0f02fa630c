/** Signing in at an identity provider: authorisation code with PKCE, state and nonce (docs/specs/access.md AC22). */
import * as openid from 'openid-client'
import { Refusal } from '../../core/base/refusal.js'
import type { UserDraft } from '../accounts/users.js'
import { ROLES, type Role } from '../roles.js'

export interface IdentityProviderSettings {
  /** What the button says. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
  /** Where the provider sends browsers back to. */
  readonly redirectUrl: string
  /** The claim that lists groups, and the role each gives to somebody who has no account yet. */
  readonly groupsClaim: string | null
  readonly roleOfGroup: Readonly<Record<string, Role>>
}

/** What the browser keeps between leaving and coming back. */
export interface Errand {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export interface Vouched {
  readonly subject: string
  /** Only when the provider says that it checked the address. */
  readonly email: string | null
  readonly name: string
  /** An account for somebody unknown, where their groups give a role; nobody else gets one. */
  readonly newcomer: UserDraft | null
}

export interface IdentityProvider {
  readonly name: string
  /** @throws Refusal `access.identity_unreachable` */
  begin(): Promise<{ url: string; errand: Errand }>
  /** @throws Refusal `access.identity_refused`, `access.identity_unreachable` */
  finish(address: URL, errand: Errand): Promise<Vouched>
}

export function openIdentityProvider(settings: IdentityProviderSettings): IdentityProvider {
  let known: Promise<openid.Configuration> | undefined
  /** Asked for at the first sign-in, and again after a failure: the provider may start after the server. */
  const discover = (): Promise<openid.Configuration> => {
    known ??= discoverProvider(settings).catch((error: unknown) => {
      known = undefined
      throw new Refusal('access.identity_unreachable', { provider: settings.name, cause: messageOf(error) })
    })
    return known
  }
  return {
    name: settings.name,
    async begin() {
      const errand = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
      }
      const url = openid.buildAuthorizationUrl(await discover(), {
        redirect_uri: settings.redirectUrl,
        scope: 'openid email profile',
        state: errand.state,
        nonce: errand.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(errand.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, errand }
    },
    async finish(address, { state, nonce, verifier }) {
      const came = new URL(settings.redirectUrl)
      came.search = address.search
      const configuration = await discover()
      try {
        const answer = await openid.authorizationCodeGrant(configuration, came, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        return vouchedBy(settings, answer.claims()!)
      } catch (error) {
        // Which check failed is for the log of the caller, not for the browser.
        const cause = messageOf(error)
        if (isUnanswered(error)) throw new Refusal('access.identity_unreachable', { provider: settings.name, cause })
        throw new Refusal('access.identity_refused', { cause })
      }
    },
  }
}

/** A person waits for it. */
const ANSWERS_WITHIN_SECONDS = 10

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')

/** Nobody was there to say yes or no. */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ((error as { code?: unknown }).code === 'OAUTH_TIMEOUT' || error.name === 'TimeoutError') return true
  return (error instanceof TypeError && error.message === 'fetch failed') || isUnanswered(error.cause)
}

async function discoverProvider({ issuer, clientId, clientSecret }: IdentityProviderSettings) {
  const server = new URL(issuer)
  const auth = clientSecret === null ? openid.None() : openid.ClientSecretPost(clientSecret)
  // On this machine there is nobody in between; everywhere else the provider has to be reached by https.
  const local = server.hostname === '127.0.0.1' || server.hostname === 'localhost'
  const configuration = await openid.discovery(server, clientId, undefined, auth, {
    timeout: ANSWERS_WITHIN_SECONDS,
    ...(local ? { execute: [openid.allowInsecureRequests] } : {}),
  })
  // The signature is checked too, whatever way the token came.
  openid.enableNonRepudiationChecks(configuration)
  return configuration
}

function vouchedBy(settings: IdentityProviderSettings, claims: openid.IDToken): Vouched {
  const text = (claim: string): string | null => (typeof claims[claim] === 'string' ? (claims[claim] as string) : null)
  const email = claims.email_verified === true ? text('email') : null
  const name = text('name') ?? email ?? claims.sub
  return { subject: `${claims.iss}#${claims.sub}`, email, name, newcomer: newcomerOf(settings, claims, email, name) }
}

function newcomerOf(
  { groupsClaim, roleOfGroup }: IdentityProviderSettings,
  claims: openid.IDToken,
  email: string | null,
  name: string,
): UserDraft | null {
  const groups = groupsClaim === null ? [] : claims[groupsClaim]
  const given = Array.isArray(groups) ? groups.map((group) => roleOfGroup[String(group)]) : []
  const roles = ROLES.filter((role) => role !== 'partner' && given.includes(role))
  if (roles.length === 0 || email === null) return null
  const id = email
    .toLowerCase()
    .replace('@', '-at-')
    .replace(/[^a-z0-9._-]/g, '-')
    .slice(0, 64)
  return { id, name, email, language: null, grant: { roles, scopes: [], measures: null, processes: null } }
}
