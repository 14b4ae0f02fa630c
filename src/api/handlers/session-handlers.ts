import type { SignedIn } from '../../access/accounts/accounts.js'
import { newSecret } from '../../access/accounts/secret.js'
import type { User } from '../../access/accounts/users.js'
import { callerOf, isPartner } from '../../access/grant.js'
import type { Errand } from '../../access/openid/identity-provider.js'
import { PROCESSES } from '../../access/roles.js'
import { Refusal } from '../../core/base/refusal.js'
import { MEASURE_GROUPS, VERBS } from '../../core/edit/access.js'
import type { Call, Handlers } from '../call.js'
import { errandCookie, noErrandCookie, noSessionCookie, readErrand, readSession, sessionCookie } from '../cookies.js'
import type { sessionRoutes } from '../declarations/session.js'
import type { Identity } from '../identity.js'

type Names = keyof typeof sessionRoutes

export function me(
  { caller, name, mustChange, partner }: Pick<Identity, 'caller' | 'name' | 'mustChange' | 'partner'>,
  call: Call,
) {
  return {
    user: caller.actor,
    name,
    email: call.ports.accounts.users.find(caller.actor)?.email ?? null,
    language: call.language,
    mustChangePassword: mustChange,
    partner,
    may: VERBS.filter((verb) => caller.may.has(verb)),
    measures: MEASURE_GROUPS.filter((group) => caller.measures.has(group)),
    processes: PROCESSES.filter((process) => caller.processes.has(process)),
    scopes: caller.scopes.map(({ product, location, customer }) => ({
      product: [...product],
      location: [...location],
      customer: [...customer],
    })),
  }
}

const enter = ({ user, secret }: SignedIn, call: Call): User => {
  call.headers.append('set-cookie', sessionCookie(secret, call.secure))
  return user
}

export function sessionHandlers(): Handlers<Names> {
  const errands = new Errands()
  return {
    waysIn: (_, { ports }) => ({ password: true, identityProvider: ports.identityProvider?.name ?? null }),
    async signIn({ body }, call) {
      const { accounts, suppliedBy } = call.ports
      const before = readSession(call.request, call.secure)
      const user = enter(await accounts.signIn({ ...body, origin: call.origin, before }), call)
      return me({ ...user, caller: callerOf(user.id, user.grant, suppliedBy), partner: isPartner(user.grant) }, call)
    },
    whoAmI: (_, call) => me(call.signedIn, call),
    signOut(_, call) {
      const { secret } = call.signedIn
      if (secret !== undefined) call.ports.accounts.signOut(secret, call.origin)
      call.headers.append('set-cookie', noSessionCookie(call.secure))
      return undefined
    },
    async changePassword({ body }, call) {
      const { caller, secret } = call.signedIn
      const { origin } = call
      await call.ports.accounts.changePassword({ user: caller.actor, ...body, origin, session: secret })
      return undefined
    },
    async toIdentityProvider({ query: { to } }, call) {
      call.cameFrom = to
      const { url, errand } = await provider(call).begin()
      call.headers.append('set-cookie', errandCookie(errands.keep({ errand, to }, call.ports.now()), call.secure))
      return redirect(url)
    },
    async fromIdentityProvider(_, call) {
      call.headers.append('set-cookie', noErrandCookie(call.secure))
      const kept = errands.take(readErrand(call.request, call.secure), call.ports.now())
      if (kept === null) throw new Refusal('access.identity_refused', { cause: 'no errand' })
      const { errand, to } = kept
      call.cameFrom = to
      const { subject, email, newcomer } = await provider(call).finish(new URL(call.request.url), errand)
      const before = readSession(call.request, call.secure)
      enter(
        call.ports.accounts.signInAs({ subject, email, origin: call.origin, before }, () => newcomer),
        call,
      )
      return redirect(to)
    },
    listTokens(_, { ports, caller }) {
      const all = caller.may.has('administer')
      return { tokens: ports.accounts.tokens.list(all ? undefined : caller.actor) }
    },
    makeToken({ body }, { ports, caller, by }) {
      return ports.accounts.makeToken({ user: caller.actor, ...body }, by)
    },
    revokeToken({ params }, { ports, caller, by }) {
      const owner = caller.may.has('administer') ? undefined : caller.actor
      ports.accounts.tokens.revoke(params.token, by, owner)
      return undefined
    },
  }
}

function provider({ ports }: Call) {
  if (ports.identityProvider === null) throw new Refusal('access.no_identity_provider', {})
  return ports.identityProvider
}

const redirect = (location: string): Response => new Response(null, { status: 302, headers: { location } })

const ERRAND_MS = 600_000
const ERRANDS_MOST = 10_000

interface KeptErrand {
  readonly errand: Errand
  /** Where they were going. */
  readonly to: string
}

/** Who left for the identity provider and has not come back: each may come back once, from the same browser. */
class Errands {
  private readonly kept = new Map<string, { errand: KeptErrand; until: number }>()

  keep(errand: KeptErrand, now: number): string {
    for (const [id, { until }] of this.kept) if (until < now || this.kept.size >= ERRANDS_MOST) this.kept.delete(id)
    const id = newSecret()
    this.kept.set(id, { errand, until: now + ERRAND_MS })
    return id
  }

  take(id: string | undefined, now: number): KeptErrand | null {
    const found = id === undefined ? undefined : this.kept.get(id)
    if (id !== undefined) this.kept.delete(id)
    return found === undefined || found.until < now ? null : found.errand
  }
}
