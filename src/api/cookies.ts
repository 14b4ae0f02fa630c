/** The two cookies of the server: neither is read by scripts, neither goes to other sites' requests that change things. */
const SESSION = 'rumbo'
const ERRAND = 'rumbo-errand'
const ERRAND_SECONDS = 600

/** A browser takes `__Host-` only over https, from this very host, for every path: nobody else can plant one. */
const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name)

function cookie(name: string, value: string, secure: boolean, seconds?: number): string {
  const parts = [`${nameOf(name, secure)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
  if (secure) parts.push('Secure')
  if (seconds !== undefined) parts.push(`Max-Age=${seconds}`)
  return parts.join('; ')
}

export function readCookie(header: string | null, name: string, secure: boolean): string | undefined {
  const wanted = nameOf(name, secure)
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim()
  }
  return undefined
}

export const readSession = (request: Request, secure: boolean): string | undefined =>
  readCookie(request.headers.get('cookie'), SESSION, secure)
/** It lasts as long as the browser is open; the server ends it earlier. */
export const sessionCookie = (secret: string, secure: boolean): string => cookie(SESSION, secret, secure)
export const noSessionCookie = (secure: boolean): string => cookie(SESSION, '', secure, 0)

export const readErrand = (request: Request, secure: boolean): string | undefined =>
  readCookie(request.headers.get('cookie'), ERRAND, secure)
export const errandCookie = (id: string, secure: boolean): string => cookie(ERRAND, id, secure, ERRAND_SECONDS)
export const noErrandCookie = (secure: boolean): string => cookie(ERRAND, '', secure, 0)
