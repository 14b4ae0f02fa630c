import { createHash, timingSafeEqual } from 'node:crypto'
import type { TokenKind } from '../access/accounts/tokens.js'
import type { User } from '../access/accounts/users.js'
import { type Caller, callerOf, isPartner } from '../access/grant.js'
import { PROCESSES } from '../access/roles.js'
import { Refusal } from '../core/base/refusal.js'
import { MEASURE_GROUPS, VERBS } from '../core/edit/access.js'
import { EVERYWHERE } from '../core/edit/box.js'
import type { Language } from '../language/message.js'
import { CONSOLE } from './console.js'
import type { ApiPorts } from './ports.js'

/** Who is behind a request, and how they proved it. */
export interface Identity {
  readonly caller: Caller
  readonly name: string
  readonly language: Language | null
  readonly mustChange: boolean
  /** Of another company: a customer's or a supplier's. */
  readonly partner: boolean
  readonly by: 'session' | 'console' | TokenKind
  /** Of a session. */
  readonly secret?: string
}

type Asked = Pick<ApiPorts, 'accounts' | 'suppliedBy' | 'consoleKey'>

/** The secrets that a request carries; a token in the address counts only where workbooks refresh from. */
export interface Credentials {
  readonly session: string | undefined
  readonly authorization: string | undefined
  readonly inAddress: string | undefined
  /** Of the console only. */
  readonly actingAs: string | undefined
}

/** Looked up anew for every request, so that what was taken away is gone at once. Null when nobody is signed in. */
export function identify(ports: Asked, { session, authorization, inAddress, actingAs }: Credentials): Identity | null {
  const token = bearerOf(authorization) ?? inAddress
  if (token !== undefined) return isConsole(ports, token) ? consoleActing(ports, actingAs) : tokenIdentity(ports, token)
  const user = session === undefined ? null : ports.accounts.userOfSession(session)
  return user === null ? null : { ...identityOf(ports, user), by: 'session', secret: session! }
}

/** `Bearer token`, or `Basic` with the token as password, as Excel and Power BI send it. */
function bearerOf(authorization: string | undefined): string | undefined {
  const [scheme, given] = authorization?.split(' ') ?? []
  if (given === undefined) return undefined
  if (scheme!.toLowerCase() === 'bearer') return given
  if (scheme!.toLowerCase() !== 'basic') return undefined
  const pair = Buffer.from(given, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

function isConsole({ consoleKey }: Asked, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return consoleKey !== null && timingSafeEqual(digest(given), digest(consoleKey))
}

/** Whoever can read the folder on this machine can do everything in it anyway. */
const consoleIdentity = (): Identity => ({
  caller: {
    actor: CONSOLE,
    scopes: [EVERYWHERE],
    measures: new Set(MEASURE_GROUPS),
    may: new Set(VERBS),
    processes: new Set(PROCESSES),
  },
  name: CONSOLE,
  language: null,
  mustChange: false,
  partner: false,
  by: 'console',
})

/** @throws Refusal `access.no_user` */
function consoleActing(ports: Asked, as: string | undefined): Identity {
  if (as === undefined || as === CONSOLE) return consoleIdentity()
  const user = ports.accounts.users.find(as)
  if (user === null || !user.active) throw new Refusal('access.no_user', { user: as })
  return { ...identityOf(ports, user), mustChange: false, by: 'console' }
}

function tokenIdentity(ports: Asked, secret: string): Identity | null {
  const found = ports.accounts.userOfToken(secret)
  return found === null ? null : { ...identityOf(ports, found.user), by: found.token.kind }
}

const identityOf = ({ suppliedBy }: Asked, user: User): Omit<Identity, 'by'> => ({
  caller: callerOf(user.id, user.grant, suppliedBy),
  name: user.name,
  language: user.language,
  mustChange: user.mustChange,
  partner: isPartner(user.grant),
})
