//! Who somebody is to the others: a name that is changed and followed, a note that names somebody, files that wait.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { because, Grid } from './support/grid.js'
import { faults, held, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const PERU = '/plan?past=0&by=month&location=PE&rows=p1'
const ROW = 8
const look = (user: string, at: string): Promise<Page> => workbench.as(user, { language: 'en', at })

test('[WB101] one’s own name: who is here, news and history call one by it', async () => {
  const [ana, luis] = [await look('ana', PERU), await look('peru', PERU)]
  await new Grid(ana).ready()
  const grid = await new Grid(luis).ready()
  await ana.getByRole('button', { name: /^peru is here/ }).waitFor()
  const me = await luis.context().newPage()
  await me.goto(`${workbench.url}/me`)
  const account = me.getByRole('region', { name: 'Account' })
  await account.getByLabel(/^Name/).fill('ana')
  await account.getByRole('button', { name: 'Save the account' }).click()
  await account.getByRole('alert').getByText('Somebody else is called "ana" here.').waitFor()
  await account.getByLabel(/^Name/).fill('Luis Quispe')
  await account.getByLabel(/^E-mail/).fill('luis@andina.pe')
  await account.getByRole('button', { name: 'Save the account' }).click()
  await me.getByRole('heading', { name: 'My account, Luis Quispe' }).waitFor()
  await me.close()
  await ana.getByRole('button', { name: /^Luis Quispe is here/ }).waitFor()
  await grid.go(4, ROW)
  await grid.type('=+11')
  await because(luis, 'The customer said so')
  await ana.getByRole('button', { name: /News: [1-9]/ }).click()
  await ana.getByText('Luis Quispe changed the plan').waitFor()
  await ana.keyboard.press('Escape')
  const theirs = new Grid(ana)
  await theirs.go(4, ROW)
  await ana.getByRole('button', { name: 'Why, notes, history' }).click()
  await ana.getByRole('tab', { name: 'History' }).click()
  await ana.getByRole('table', { name: 'History' }).getByText('Luis Quispe').waitFor()
  await Promise.all([ana, luis].map((page) => page.context().close()))
})

test('[WB101] an administrator calls somebody otherwise; the record tells what was and what is', async () => {
  const boss = await look('boss', '/administration')
  await boss.getByRole('button', { name: 'Open viewer' }).click()
  const drawer = boss.getByRole('dialog', { name: 'viewer' })
  const form = drawer.getByRole('form', { name: 'Account' })
  await form.getByLabel(/^Name/).fill('Vera Rojas')
  await form.getByLabel(/^E-mail/).fill('vera@andina.cl')
  await form.getByRole('combobox', { name: 'Language' }).click()
  await boss.getByRole('option', { name: 'Portuguese' }).click()
  await form.getByRole('button', { name: 'Save the account' }).click()
  await boss.getByText('The account is saved.').waitFor()
  await boss.getByRole('dialog', { name: 'Vera Rojas' }).getByRole('button', { name: 'See their audit' }).click()
  await boss
    .getByRole('row')
    .filter({ hasText: /boss.*changed the account of.*Name: viewer → Vera Rojas.*Language: – → pt/ })
    .first()
    .waitFor()
  const viewer = await workbench.as('viewer', { at: '/me' })
  await viewer.getByRole('heading', { name: 'Minha conta, Vera Rojas' }).waitFor()
  await Promise.all([boss, viewer].map((page) => page.context().close()))
})

/** Opens the notes of a number of the plan of Peru. */
async function notes(user: string, period: number): Promise<Page> {
  const page = await look(user, PERU)
  const grid = await new Grid(page).ready()
  await grid.go(period, ROW)
  await page.keyboard.press('Shift+F2')
  await page.getByLabel('New comment').waitFor()
  return page
}

test('[WB103] whoever is named finds it in the news, there and when they come back, with the way to the note', async () => {
  const there = await look('sofia', '/forecast')
  await there.getByRole('status').getByText('up to date').waitFor()
  const ana = await notes('ana', 5)
  const field = ana.getByLabel('New comment')
  await field.pressSequentially('Is this right, @sof')
  await ana.getByRole('option', { name: /sofia/ }).waitFor()
  await ana.keyboard.press('Enter')
  await field.pressSequentially('?')
  expect(await field.inputValue()).toBe('Is this right, @sofia ?')
  await field.press('Control+Enter')
  await there.getByRole('button', { name: /News: 1/ }).waitFor()
  await there.getByRole('button', { name: /News: 1/ }).click()
  await there.getByText(/^ana names you: /).click()
  await there.getByRole('complementary', { name: 'Why, notes, history' }).getByText('Is this right, @sofia ?').waitFor()
  await there.context().close()
  const back = await look('sofia', '/plan')
  await back.getByRole('button', { name: /News: 1/ }).click()
  await back.getByText(/^ana names you: “Is this right, @sofia \?”/).waitFor()
  await back.reload()
  await back.getByRole('button', { name: 'News: 0 unread' }).waitFor()
  await Promise.all([ana, back].map((page) => page.context().close()))
})

test('[WB103] nobody is offered who would not read it; one who is named all the same is not told, and the writer is', async () => {
  const partner = await look('quillay', '/plan')
  const ana = await notes('ana', 6)
  const field = ana.getByLabel('New comment')
  await field.pressSequentially('@')
  await ana.getByRole('option', { name: /peru|Luis/ }).waitFor()
  for (const other of [/quillay/, /tenso/]) expect(await ana.getByRole('option', { name: other }).count()).toBe(0)
  await field.fill('@quillay must not know')
  await ana.getByRole('status').getByText('quillay does not see this part and will not be told.').waitFor()
  await ana.getByRole('button', { name: 'Send' }).first().click()
  await ana.getByText('@quillay must not know').last().waitFor()
  await partner.waitForTimeout(500)
  await partner.getByRole('button', { name: 'News: 0 unread' }).waitFor()
  await Promise.all([ana, partner].map((page) => page.context().close()))
})

test('[WB104] files that wait stay while one looks elsewhere, and the frame leads back to them', async () => {
  const page = await look('boss', '/data')
  const letGo = await held(page, '**/api/v1/data/files/**')
  const file = (name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') })
  await page.locator('input[type=file]').setInputFiles([file('stock.csv'), file('Inventario.csv')])
  const asking = page.getByRole('dialog', { name: 'Which table is it?' })
  await asking.waitFor()
  await page.evaluate(`history.pushState(history.state, '', '/me'); dispatchEvent(new PopStateEvent('popstate'))`)
  await page.getByRole('heading', { name: /^My account/ }).waitFor()
  const mark = page.getByRole('button', { name: 'Files: sending: 1, without a name: 1' })
  await mark.click()
  await asking.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByText(/stock\.csv/)
    .first()
    .waitFor()
  letGo()
  await page
    .getByRole('region', { name: 'stock.csv' })
    .getByText(/It cannot be used/)
    .waitFor({ timeout: 60_000 })
  await mark.waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'stock.csv' }).getByRole('button', { name: 'Discard' }).click()
  await page.context().close()
})

test('[WB102] titles and the way in a tree call a product and a customer what people call them', async () => {
  const page = await look('ana', '/plan?customer=CL/moderno/QUI&location=CL/DC-SCL')
  await page
    .getByRole('heading', { name: 'Plan in units, CD Santiago (DC-SCL), Supermercados Quillay (QUI)' })
    .waitFor()
  await page.getByRole('region', { name: 'Customers' }).getByRole('button', { name: 'Supermercados Quillay' }).waitFor()
  await page.goto(`${workbench.url}/forecast?customer=CL/moderno/QUI`)
  await page.getByRole('heading', { name: 'Forecast, Supermercados Quillay (QUI)' }).waitFor()
  await page.goto(`${workbench.url}/scenarios?customer=CL/moderno/QUI`)
  await page.getByRole('heading', { name: /Supermercados Quillay \(QUI\)$/ }).waitFor()
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
