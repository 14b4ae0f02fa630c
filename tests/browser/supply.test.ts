//! A supply planner in the workbench: reads demand and stock without money, changes supply in a scenario, and is told what is not theirs.
import { expect, test } from 'vitest'
import { copy, Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const look = (at: string) => workbench.as('sofia', { language: 'en', at })

test('[WB96] the frame leads to what a supply planner has, and money is nowhere', async () => {
  const page = await look('/plan')
  await new Grid(page).ready()
  const links = page.getByRole('navigation', { name: 'Screens' }).getByRole('link')
  expect(await links.allTextContents()).toEqual(['Plan', 'Forecast', 'Scenarios', 'Data'])
  expect(await page.getByRole('combobox', { name: 'Currency' }).count()).toBe(0)
  expect(await page.getByRole('radiogroup', { name: 'Units or value' }).count()).toBe(0)
  await page.goto(`${workbench.url}/finance`)
  await page.getByText('This is not among your permissions').waitFor()
  await page.goto(`${workbench.url}/scenarios`)
  await page.getByText('No scenario is open').waitFor()
  expect(await page.getByRole('main').innerText()).not.toContain('USD')
  await page.context().close()
})

test('[WB97] a link to money shows the units that its reader may see', async () => {
  const page = await look('/plan?as=value&past=0&by=month')
  const grid = await new Grid(page).ready()
  await page.getByRole('heading', { name: 'Plan in units, Everything' }).waitFor()
  const figures = (await page.locator('[data-testid="data-grid-canvas"]').textContent())!
  expect(figures).toContain('Closing stock')
  expect(figures).not.toContain('Net sales')
  expect(await grid.number(1, 6)).toBeGreaterThan(0)
  await page.context().close()
})

test('[WB97] what is typed, pasted or locked where one only reads says why in place, and nothing moves', async () => {
  const page = await look('/plan?past=0&by=month')
  const grid = await new Grid(page).ready()
  const sent: string[] = []
  page.on('request', (request) => request.url().endsWith('/entries') && sent.push(request.url()))
  const before = await grid.text(3, 1)
  await grid.go(3, 1)
  await page.keyboard.type('7')
  await page
    .getByRole('status')
    .getByText(/demand is changed by those who plan it/)
    .waitFor()
  await grid.go(3, 3)
  expect(await page.getByText(/This number cannot be written/).count()).toBe(0)
  await copy(page, '12')
  await page.keyboard.press('Control+v')
  await page
    .getByRole('alert')
    .getByText(/cannot be read or written/)
    .waitFor()
  await page.keyboard.press('Control+l')
  await page.waitForTimeout(300)
  expect(sent).toEqual([])
  expect(await grid.text(3, 1)).toBe(before)
  expect(await page.getByRole('form', { name: 'Bulk change' }).count()).toBe(0)
  await page.context().close()
})

test('[WB97] a supply planner opens a scenario, is offered supply’s lists and no others, and does not promote it', async () => {
  const page = await look('/scenarios')
  await page.getByRole('button', { name: 'Open a scenario' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Name/).fill('A slower port')
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.goto(`${workbench.url}/scenarios?tab=other`)
  const form = page.getByRole('form', { name: /A slower port/ })
  await form.waitFor()
  const lists = page.getByRole('option')
  await form.getByRole('combobox').first().click()
  const offered = await lists.allTextContents()
  expect(offered.length).toBeGreaterThan(0)
  expect(offered.join()).not.toMatch(/price|cost|tax/i)
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Promote' }).click()
  await page.getByText(/it needs “promote scenarios”/).waitFor()
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
