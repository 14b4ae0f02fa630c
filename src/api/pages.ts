/** The screens: files that were built beforehand, under every address that is not the API's (docs/specs/pages.md). */
import fs from 'node:fs'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { setGuards } from './answer-headers.js'

/** Null where the address is not a page's. */
export type Pages = (request: Request) => Promise<Response> | Response | null

/** Files whose names change with what is in them. */
const ASSETS = '/assets/'
const A_YEAR_SECONDS = 31_536_000
const NOT_PAGES = /^\/(api\/|health$|ready$|metrics$)/

/** Scripts, styles and fonts are ours alone. Styles may stand in the page: components set the variables of the theme there. */
const CONTENT = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** @param folder what the build made; null when there is none there. */
export function openPages(folder: string, secure: boolean): Pages | null {
  if (!fs.existsSync(path.join(folder, 'index.html'))) return null
  const app = new Hono()
  app.use('*', async (context, next) => {
    await next()
    setHeaders(context, secure)
  })
  app.use('*', serveStatic({ root: folder, precompressed: true }))
  app.get(`${ASSETS}*`, (context) => context.text('', 404))
  app.get('*', serveStatic({ root: folder, path: 'index.html', precompressed: true }))
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null
    return NOT_PAGES.test(new URL(request.url).pathname) ? null : app.fetch(request)
  }
}

function setHeaders({ req, res }: Context, secure: boolean): void {
  const keep = res.ok && req.path.startsWith(ASSETS)
  const { headers } = res
  headers.set('cache-control', keep ? `public, max-age=${A_YEAR_SECONDS}, immutable` : 'no-cache')
  headers.set('content-security-policy', CONTENT)
  setGuards(headers, secure)
  headers.set('cross-origin-opener-policy', 'same-origin')
}
