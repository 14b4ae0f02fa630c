/** Nothing of ours is framed, sniffed or told to the next page, whether it is an answer or a screen. */
export function setGuards(headers: Headers, secure: boolean): void {
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-frame-options', 'DENY')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('cross-origin-resource-policy', 'same-origin')
  if (secure) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

/** Of an answer: it is kept by no cache. `added` are its own. */
export function withHeaders(
  response: Response,
  { requestId, secure, added }: { requestId: string; secure: boolean; added: Headers },
): Response {
  const all = new Headers(response.headers)
  all.set('x-request-id', requestId)
  setGuards(all, secure)
  all.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
  all.set('cache-control', 'no-store')
  for (const [name, value] of added) name === 'set-cookie' ? all.append(name, value) : all.set(name, value)
  return new Response(response.body, { status: response.status, headers: all })
}
