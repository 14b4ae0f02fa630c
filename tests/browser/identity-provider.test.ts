//! Signing in at the company's own identity provider: there, back to where one was going, and every way in which it can go wrong.
import net from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { CLIENT, SECRET, TestIdentityProvider } from '../support/identity-provider.js'
import { Grid } from './support/grid.js'
import { faults, signIn, useWorkbench, workbench } from './support/workbench.js'

const provider = new TestIdentityProvider()

/** Both know where the other is before either is there. */
async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

useWorkbench(async () => {
  await provider.start()
  const port = await freePort()
  return {
    RUMBO_PORT: String(port),
    RUMBO_PUBLIC_URL: `http://127.0.0.1:${port}`,
    RUMBO_OPEN_ID_NAME: 'Andina ID',
    RUMBO_OPEN_ID_ISSUER: provider.issuer,
    RUMBO_OPEN_ID_CLIENT_ID: CLIENT,
    RUMBO_OPEN_ID_CLIENT_SECRET: SECRET,
    RUMBO_OPEN_ID_GROUPS_CLAIM: 'groups',
    RUMBO_OPEN_ID_ROLES_OF_GROUPS: 'planners=demand',
  }
})
afterAll(() => provider.stop())
beforeEach(() => {
  provider.cheat = {}
})

const DEEP = '/plan?past=0&by=month&location=PE&rows=p1'
const door = (at = DEEP, language: 'es' | 'en' = 'en'): Promise<Page> => workbench.stranger({ language, at })
const press = (page: Page): Promise<void> => page.getByRole('link', { name: 'Sign in with Andina ID' }).click()
const who = (sub: string, email: string, more: object = {}): void => {
  provider.cheat = { claims: { sub, email, name: email.split('@')[0], groups: [], ...more } }
}

test('[WB99] [AC22] by the button, with consent, into the address one was going to; and out again', async () => {
  who('42', 'ana@andina.cl')
  const page = await door()
  await press(page)
  await page.getByRole('heading', { name: 'Rumbo asks who you are' }).waitFor()
  await page.getByRole('link', { name: 'Allow' }).click()
  await new Grid(page).ready()
  expect(page.url()).toBe(workbench.url + DEEP)
  await page.getByRole('heading', { name: 'Plan in units, PE' }).waitFor()
  await page.getByRole('button', { name: /ana: language and sign out/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in with Andina ID' }).waitFor()
  expect((await page.request.get(`${workbench.url}/api/v1/session`)).status()).toBe(401)
  await signIn(page, 'ana')
  await page.context().close()
})

test('[WB99] who refuses comes back to the door, is told so in their language, and goes on from where they were', async () => {
  who('42', 'ana@andina.cl')
  const page = await door(DEEP, 'es')
  await page.getByRole('link', { name: 'Entrar con Andina ID' }).click()
  await page.getByRole('link', { name: 'Refuse' }).click()
  await page.getByRole('alert').getByText('Andina ID no confirmó quién es usted').waitFor()
  expect(page.url()).toBe(workbench.url + DEEP)
  await page.getByRole('link', { name: 'Entrar con Andina ID' }).click()
  await page.getByRole('link', { name: 'Allow' }).click()
  await new Grid(page).ready()
  expect(page.url()).toBe(workbench.url + DEEP)
  await page.context().close()
})

test('[WB99] somebody without an account is told what to ask for, and gets none', async () => {
  who('77', 'nobody@elsewhere.cl')
  const page = await door()
  await press(page)
  await page.getByRole('link', { name: 'Allow' }).click()
  await page.getByRole('alert').getByText('Andina ID knows you, but you have no account here').waitFor()
  const boss = await workbench.as('boss', { language: 'en', at: '/administration' })
  await boss.getByRole('button', { name: 'Open ana' }).waitFor()
  expect(await boss.getByRole('button', { name: /nobody/ }).count()).toBe(0)
  await Promise.all([page, boss].map((one) => one.context().close()))
})

test('[WB99] a group makes an account, which sees nothing until somebody gives it a part, and says so', async () => {
  who('88', 'nueva@andina.cl', { groups: ['planners'], name: 'Nueva Pérez' })
  const page = await door('/plan')
  await press(page)
  await page.getByRole('link', { name: 'Allow' }).click()
  await page.getByText('Your account does not see any part of the company yet').waitFor()
  const boss = await workbench.as('boss', { language: 'en', at: '/administration' })
  await boss.getByRole('button', { name: 'Open Nueva Pérez' }).click()
  const drawer = boss.getByRole('dialog', { name: 'Nueva Pérez' })
  await drawer.getByRole('button', { name: 'Add a part' }).click()
  await drawer.getByRole('button', { name: 'Save rights' }).click()
  await boss.getByText(/The rights of Nueva Pérez hold/).waitFor()
  await page.reload()
  await new Grid(page).ready()
  await Promise.all([page, boss].map((one) => one.context().close()))
})

test('[WB99] a provider that is down is told, the password is there, and the button works when it is back', async () => {
  who('42', 'ana@andina.cl')
  // What is known of the provider is known to the server: it is asked again for each sign-in.
  const page = await door()
  await press(page)
  const { port } = provider
  await provider.stop()
  await page.getByRole('link', { name: 'Allow' }).click()
  await page.getByRole('alert').getByText('Andina ID does not answer').waitFor()
  expect(page.url()).toBe(workbench.url + DEEP)
  expect(await page.getByLabel(/^Password/).isVisible()).toBe(true)
  await provider.start(port)
  await press(page)
  await page.getByRole('link', { name: 'Allow' }).click()
  await new Grid(page).ready()
  await page.context().close()
})

test('[WB99] a link that leads elsewhere after signing in is none of ours', async () => {
  const page = await door()
  for (const to of ['https://evil.test/', '//evil.test/', '/\\evil.test', 'javascript:alert(1)', '/plan#refused=x']) {
    const address = `${workbench.url}/api/v1/session/identity-provider?to=${encodeURIComponent(to)}`
    const response = await page.request.get(address, { maxRedirects: 0, headers: { accept: 'text/html' } })
    expect([to, response.status(), response.headers().location]).toEqual([to, 302, '/#refused=api.invalid'])
  }
  await page.context().close()
})

test('[WB99] an answer that nobody here asked for lets nobody in', async () => {
  const page = await door('/api/v1/session/identity-provider/answer?code=stolen&state=guessed')
  await page.getByRole('alert').getByText('Andina ID did not confirm who you are').waitFor()
  expect(new URL(page.url()).pathname).toBe('/')
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
