//! People, their rights and their own accounts, each in a browser of their own.
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { copied, Grid } from './support/grid.js'
import { faults, held, signIn, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const look = (user: string, at: string, how: object = {}): Promise<Page> =>
  workbench.as(user, { language: 'en', at, ...how })
const OWN = 'one of my own choosing'

/** One of several that stand beside each other. */
const pick = (on: Page | Locator, group: string, name: string): Promise<void> =>
  on.getByRole('radiogroup', { name: group }).getByText(name, { exact: true }).click()

/** What is shown once, as it is copied; and closed. */
async function takeSecret(page: Page, title: RegExp): Promise<string> {
  const dialog = page.getByRole('dialog', { name: title })
  const shown = (await dialog.getByLabel('Secret').textContent())!
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await dialog.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await copied(page)).toBe(shown)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'detached' })
  return shown
}

test('[WB60] [WB61] somebody is added with a part of the company, chooses a password, and sees that part only', async () => {
  const boss = await look('boss', '/administration')
  await boss.getByRole('button', { name: 'Add a person' }).click()
  const dialog = boss.getByRole('dialog', { name: 'Add a person' })
  await dialog.getByLabel('Name', { exact: false }).first().fill('Pilar Rojas')
  await dialog.getByLabel(/^User name/).fill('pilar')
  await dialog.getByRole('checkbox', { name: 'Demand' }).check()
  await pick(dialog, 'What they see', 'A part')
  await dialog.getByLabel('Places: Country').click()
  await boss.getByRole('option', { name: 'PE', exact: true }).click()
  await dialog.getByRole('group', { name: 'Places' }).getByRole('button', { name: 'PE' }).waitFor()
  await dialog.getByRole('button', { name: 'Add a person' }).click()
  const password = await takeSecret(boss, /Password of Pilar Rojas/)
  expect(await boss.content()).not.toContain(password)
  const row = boss.getByRole('row').filter({ hasText: 'pilar' })
  expect(await row.textContent()).toMatch(/Demand.*PE.*has to choose a password/)

  const pilar = await workbench.stranger({ language: 'en', at: '/plan?by=month' })
  await pilar.getByLabel(/^User/).fill('pilar')
  await pilar.getByLabel(/^Password/).fill(password)
  await pilar.keyboard.press('Enter')
  await pilar.getByLabel(/^Password you were given/).fill(password)
  await pilar.getByLabel(/^New password/).fill(OWN)
  await pilar.keyboard.press('Enter')
  const grid = await new Grid(pilar).ready()
  const places = pilar.getByRole('region', { name: 'Places' })
  await places.getByRole('button', { name: 'PE' }).waitFor()
  expect(await places.getByRole('button', { name: 'CL' }).count()).toBe(0)
  const peru = await look('peru', '/plan?by=month')
  expect(await grid.number(3, 1)).toBe(await (await new Grid(peru).ready()).number(3, 1))
  await Promise.all([boss, pilar, peru].map((page) => page.context().close()))
})

test('[WB62] [WB63] rights are changed, sessions ended, an account taken away; the record tells each', async () => {
  const boss = await look('boss', '/administration')
  const viewer = await look('viewer', '/plan?by=month')
  await boss.getByRole('button', { name: 'Open viewer' }).click()
  const drawer = boss.getByRole('dialog', { name: 'viewer', exact: true })
  await drawer.getByRole('checkbox', { name: 'Finance' }).check()
  await drawer.getByRole('button', { name: 'Save rights' }).click()
  await boss.getByText('The rights of viewer hold from now on.').waitFor()
  await drawer.getByRole('button', { name: 'Sign out everywhere' }).click()
  await boss
    .getByRole('dialog', { name: 'Sign out everywhere' })
    .getByRole('button', { name: 'Sign out everywhere' })
    .click()
  await boss.getByText('viewer has no sessions any more.').waitFor()
  await viewer.reload()
  await viewer.getByLabel(/^User/).waitFor()
  await drawer.getByRole('button', { name: 'Remove' }).click()
  const asking = boss.getByRole('dialog', { name: 'Remove viewer?' })
  expect(await asking.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(true)
  await asking.getByLabel('Type viewer to confirm').fill('viewer')
  await asking.getByRole('button', { name: 'Remove' }).click()
  await drawer.waitFor({ state: 'detached' })
  expect(await boss.getByRole('button', { name: 'Open viewer' }).count()).toBe(0)
  await boss.getByRole('tab', { name: 'Audit' }).click()
  await boss.getByLabel('About whom or what').fill('viewer')
  await boss.waitForURL(/about=viewer/)
  const record = (what: RegExp) => boss.getByRole('row').filter({ hasText: what }).first()
  await record(/boss.*removed.*viewer/).waitFor()
  await record(/boss.*ended the sessions of.*viewer/).waitFor()
  await record(/changed the rights of.*Viewer \/ The whole company → Viewer, Finance \/ The whole company/).waitFor()
  expect((await boss.getByRole('row').nth(1).textContent())!).toContain('removed')
  await boss.getByRole('combobox', { name: 'What was done' }).click()
  await boss.getByRole('option', { name: 'ended the sessions of' }).click()
  await boss.waitForURL(/kind=sessions/)
  await expect.poll(() => boss.getByRole('row').count()).toBe(2)
  await Promise.all([boss, viewer].map((page) => page.context().close()))
})

test('[WB66] whoever signs in where a session ended sees nothing of what the other had asked for', async () => {
  const boss = await look('boss', '/administration')
  const page = await look('cfo', '/plan?by=month&past=0')
  const whole = await (await new Grid(page).ready()).number(3, 1)
  await boss.getByRole('button', { name: 'Open cfo' }).click()
  await boss
    .getByRole('dialog', { name: 'cfo', exact: true })
    .getByRole('button', { name: 'Sign out everywhere' })
    .click()
  await boss
    .getByRole('dialog', { name: 'Sign out everywhere' })
    .getByRole('button', { name: 'Sign out everywhere' })
    .click()
  await page.getByLabel(/^User/).waitFor()
  const letGo = await held(page, '**/api/v1/plans/main/query')
  const asked = page.waitForRequest('**/api/v1/plans/main/query')
  await signIn(page, 'peru')
  await asked
  expect(await page.getByRole('gridcell').count()).toBe(0)
  letGo()
  const own = await (await new Grid(page).ready()).number(3, 1)
  expect(own).toBeLessThan(whole)
  expect(own).toBeGreaterThan(0)
  await Promise.all([boss, page].map((one) => one.context().close()))
})

test('[WB54] administration is for those who administer', async () => {
  const page = await look('cfo', '/administration')
  await page.getByText(/who has access.*administer people/).waitFor()
  expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0)
  await page.context().close()
})

test('[WB61] a token is shown once, opens what its kind may, and is revoked', async () => {
  const page = await look('ana', '/me')
  await page.getByLabel(/^What for/).fill('Excel')
  await pick(page, 'Kind', 'API')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const secret = await takeSecret(page, /Token “Excel”/)
  expect(secret).toMatch(/^rumbo_/)
  expect(await page.content()).not.toContain(secret)
  const ask = () => fetch(`${workbench.url}/api/v1/session`, { headers: { authorization: `Bearer ${secret}` } })
  expect((await ask()).status).toBe(200)
  await page.reload()
  const row = page.getByRole('row').filter({ hasText: 'Excel' })
  await row.getByText('valid').waitFor()
  expect(await page.content()).not.toContain(secret)
  await row.getByRole('button', { name: 'Revoke Excel' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await row.getByText('revoked').waitFor()
  expect((await ask()).status).toBe(401)
  await page.context().close()
})

test('[WB64] what somebody likes follows them to another browser, and stands there at once the next time', async () => {
  const first = await look('ana', '/me')
  await pick(first, 'Theme', 'Dark')
  await pick(first, 'Density', 'Comfortable')
  await pick(first, 'Language', 'Portuguese')
  await first.getByRole('heading', { name: 'Minha conta, ana' }).waitFor()
  const other = await look('ana', '/me', { scheme: 'light' })
  await other.getByRole('heading', { name: 'Minha conta, ana' }).waitFor()
  const shown = (page: Page) =>
    page.evaluate(
      `(({ dataset, lang }) => [dataset.mantineColorScheme, dataset.density, lang])(document.documentElement)`,
    )
  await expect.poll(() => shown(other)).toEqual(['dark', 'comfortable', 'pt'])
  // Before anything of the page itself has run.
  await other.route('**/assets/*.js', (route) => route.abort())
  await other.reload({ waitUntil: 'commit' })
  await expect.poll(() => shown(other)).toEqual(['dark', 'comfortable', 'pt'])
  await other.context().close()
  await pick(first, 'Tema', 'Claro')
  await pick(first, 'Idioma', 'Inglês')
  await first.getByRole('heading', { name: 'My account, ana' }).waitFor()
  await first.context().close()
})

test('[WB65] a view is kept, shared, and opened by somebody else where it was kept', async () => {
  const ana = await look('ana', '/plan?by=month&location=PE&rows=p1')
  await new Grid(ana).ready()
  await ana.getByRole('button', { name: 'Views' }).click()
  await ana.getByRole('menuitem', { name: 'Save this view…' }).click()
  const dialog = ana.getByRole('dialog', { name: 'Save this view' })
  await dialog.getByLabel(/^Name of the view/).fill('Peru by month')
  await dialog.getByLabel('Seen by').click()
  await ana.getByRole('option', { name: 'S&OP' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await ana.getByText('“Peru by month” is saved.').waitFor()
  const peru = await look('peru', '/plan')
  await peru.getByRole('button', { name: 'Views' }).click()
  await peru.getByRole('menuitem', { name: 'Peru by month · of ana' }).click()
  await peru.waitForURL(/\/plan\?.*by=month/)
  expect(new URL(peru.url()).searchParams.get('location')).toBe('PE')
  await ana.goto(`${workbench.url}/me`)
  await ana.getByRole('button', { name: 'Delete the view Peru by month' }).click()
  await ana.getByText(/None yet/).waitFor()
  await Promise.all([ana, peru].map((page) => page.context().close()))
})

test('one’s own password is changed, and the one before is good no more', async () => {
  const page = await look('cfo', '/me')
  await page.getByLabel(/^Current password/).fill('a heading for the whole company')
  await page.getByLabel(/^New password/).fill('short')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel(/^New password/).fill(OWN)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Password changed; your other sessions have ended.').waitFor()
  const again = await workbench.stranger({ language: 'en' })
  await signIn(again, 'cfo', OWN)
  await Promise.all([page, again].map((one) => one.context().close()))
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
