import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openAccounts } from '../house/serving/open-company.js'
import { main } from './cli.js'

let folder: string
let out: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-user-'))
  fs.writeFileSync(path.join(folder, 'company.yaml'), 'name: Andina\n')
  const accounts = openAccounts(folder)
  const grant = { roles: ['viewer' as const], scopes: [{}], measures: null, processes: null }
  const by = { actor: 'console', origin: 'console' }
  accounts.users.add({ id: 'ana', name: 'Ana', email: 'ana@andina.cl', language: null, grant }, by)
  accounts.close()
  out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    out += text
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  fs.rmSync(folder, { recursive: true })
})

test('[AC27] an account is changed from the command line; what is not said stays, and none takes an address away', async () => {
  expect(
    await main(['user', 'change', folder, 'ana', '--name', 'Ana Pérez', '--speaks', 'pt', '--language', 'en']),
  ).toBe(0)
  expect(out).toContain('ana is now called Ana Pérez, e-mail ana@andina.cl.')
  out = ''
  expect(await main(['user', 'change', folder, 'ana', '--email', 'none', '--json'])).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ id: 'ana', name: 'Ana Pérez', email: null, language: 'pt' })
  expect(await main(['user', 'change', folder, 'nobody', '--name', 'x'])).toBe(2)
})
