import { ACTING_AS } from './console.js'
import { readSession } from './cookies.js'
import type { Credentials } from './identity.js'

/** The secrets a request carries. One in the address is looked at only where a route says so: addresses are logged. */
export const credentialsOf = (request: Request, secure: boolean, inAddress: boolean): Credentials => ({
  session: readSession(request, secure),
  authorization: request.headers.get('authorization') ?? undefined,
  actingAs: request.headers.get(ACTING_AS) ?? undefined,
  inAddress: inAddress ? (new URL(request.url).searchParams.get('token') ?? undefined) : undefined,
})
