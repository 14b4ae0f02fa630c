/** Nothing of ours is framed, sniffed, kept by caches or told to the next page. `added` are an answer's own. */
export function withHeaders(
  response: Response,
  { requestId, secure, added }: { requestId: string; secure: boolean; added: Headers },
): Response {
  const all = new Headers(response.headers)
  all.set('x-request-id', requestId)
  all.set('x-content-type-options', 'nosniff')
  all.set('x-frame-options', 'DENY')
  all.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
  all.set('referrer-policy', 'no-referrer')
  all.set('cross-origin-resource-policy', 'same-origin')
  all.set('cache-control', 'no-store')
  if (secure) all.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  for (const [name, value] of added) name === 'set-cookie' ? all.append(name, value) : all.set(name, value)
  return new Response(response.body, { status: response.status, headers: all })
}
