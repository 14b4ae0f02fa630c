import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROUTE_LIST } from './declarations.js'
import { openPages, type Pages } from './pages.js'

let folder: string
let pages: Pages
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-pages-'))
  fs.mkdirSync(path.join(folder, 'assets'))
  fs.writeFileSync(path.join(folder, 'index.html'), '<title>Rumbo</title>')
  fs.writeFileSync(path.join(folder, 'assets', 'index-abc.js'), 'hello()')
  fs.writeFileSync(path.join(folder, 'assets', 'index-abc.js.gz'), gzipSync('hello()'))
  pages = openPages(folder, true)!
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

const ask = async (address: string, init?: RequestInit): Promise<Response | null> =>
  pages(new Request(`http://rumbo.test${address}`, init))

test('[WB1] every address that is not the API’s is the page, asked for anew, and lets nothing else in', async () => {
  for (const address of ['/', '/plan?product=snacks', '/finance/bridge']) {
    const page = (await ask(address))!
    expect([page.status, await page.text()]).toEqual([200, '<title>Rumbo</title>'])
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/,
    )
    expect(page.headers.get('x-frame-options')).toBe('DENY')
    expect(page.headers.get('strict-transport-security')).toContain('max-age')
  }
})

test('[WB1] files of the build are kept by browsers, packed as they like them; what there is not is not the page', async () => {
  const packed = (await ask('/assets/index-abc.js', { headers: { 'accept-encoding': 'gzip' } }))!
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(packed.headers.get('cache-control')).toContain('immutable')
  expect((await ask('/assets/gone.js'))!.status).toBe(404)
  expect((await ask('/assets/..%2f..%2f..%2f..%2fetc%2fpasswd'))!.status).toBe(404)
})

test('[WB1] the API keeps its addresses, and nothing is written to a page', async () => {
  for (const [, { path: address }] of ROUTE_LIST) expect(await ask(address)).toBeNull()
  expect(await ask('/plan', { method: 'POST' })).toBeNull()
  expect(openPages(path.join(folder, 'nothing'), false)).toBeNull()
})
