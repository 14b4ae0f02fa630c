import { assertMay } from '../access/own-part.js'
import { Refusal } from '../core/base/refusal.js'
import { isWhole } from '../core/edit/scope-cover.js'
import type { Declared } from './declaration.js'
import type { Identity } from './identity.js'

/** What a route asks of its caller, before a word of the request is read (docs/specs/api.md AP3, AP4). */
export function passGate(declared: Declared, identity: Identity | null): void {
  const { needs, live, entrance, processes, wholeCompany } = declared
  if (needs === 'nobody') return
  if (identity === null) throw new Refusal('access.sign_in', {})
  const { caller, by, mustChange } = identity
  if (by === 'live' && live !== true) throw new Refusal('api.live_token', {})
  if (mustChange && entrance !== true) throw new Refusal('access.must_change_password', {})
  if (needs !== 'signed in') assertMay(caller, needs)
  if (processes?.some((process) => caller.processes.has(process)) === false) throw new Refusal('access.process', {})
  if (wholeCompany === undefined) return
  if (!isWhole(caller.scopes) || wholeCompany.some((group) => !caller.measures.has(group)))
    throw new Refusal('access.whole_company', {})
}

/**
 * A browser sends its cookie whoever wrote the page: what changes something has to come from a page of ours. Requests
 * with a token carry a secret that no other page knows.
 */
export function assertOwnPage(request: Request, identity: Identity | null, own: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (identity !== null && identity.by !== 'session') return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const foreign = origin === null ? site !== null && site !== 'same-origin' : origin !== own
  const unknown = origin === null && site === null && identity !== null
  if (foreign || unknown) throw new Refusal('api.wrong_origin', {})
}
