//! Several people and one plan: changes that arrive, changes that meet, a server that is gone for a while.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { because, Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const CONSENSUS = 1
const FIGURES = 7
const PERU = '/plan?past=0&by=month&location=PE&rows=p1'

async function look(user: string, at: string): Promise<{ page: Page; grid: Grid }> {
  const page = await workbench.as(user, { language: 'en', at })
  return { page, grid: await new Grid(page).ready() }
}

test('[LP36] what somebody else changes arrives by itself, and is told', async () => {
  const ana = await look('ana', PERU)
  const luis = await look('peru', PERU)
  const before = await ana.grid.number(4, FIGURES + CONSENSUS)
  await luis.grid.go(4, FIGURES + CONSENSUS)
  await luis.grid.type('=+777')
  await because(luis.page, 'The customer said so')
  await ana.grid.holds(4, FIGURES + CONSENSUS, before + 777)
  await ana.page.getByRole('button', { name: /News: [1-9]/ }).click()
  await ana.page.getByText('peru changed the plan').waitFor()
  await ana.page.context().close()
  await luis.page.context().close()
})

test('[WB15] two that write the same cell: the second is told who was quicker, and sees what is there', async () => {
  const ana = await look('ana', PERU)
  const luis = await look('peru', PERU)
  const row = FIGURES + CONSENSUS
  // What the other does is held back from this page, as on a slow line.
  await ana.page.route('**/api/v1/plans/main/query', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await ana.grid.go(8, row)
  await ana.page.keyboard.type('4321')
  const seen = ana.page.waitForRequest(/entries$/)
  await ana.page.route('**/api/v1/plans/main/entries', async (route) => {
    const body = route.request().postDataJSON() as { seen: number }
    await luisWrites()
    await route.continue({ postData: JSON.stringify(body) })
  })
  const luisWrites = async (): Promise<void> => {
    await luis.grid.go(8, row)
    await luis.grid.type('1234')
    await because(luis.page, 'The customer said so')
    await luis.grid.holds(8, row, 1234)
  }
  await ana.page.keyboard.press('Enter')
  await seen
  const refused = ana.page.getByRole('alert')
  await refused.getByText(/^peru changed the same/).waitFor({ timeout: 20_000 })
  await ana.page.unroute('**/api/v1/plans/main/query')
  await ana.grid.holds(8, row, 1234)
  await ana.page.context().close()
  await luis.page.context().close()
})

test('[LP5] whoever has a part of the company sees that part and no other', async () => {
  const { page, grid } = await look('peru', '/plan?past=0&by=month')
  const own = await grid.number(3, CONSENSUS)
  const places = page.getByRole('region', { name: 'Places' })
  await places.getByRole('button', { name: 'PE' }).waitFor()
  expect(await places.getByRole('button', { name: 'CL' }).count()).toBe(0)
  const whole = await look('ana', '/plan?past=0&by=month&location=PE&rows=p1')
  expect(await whole.grid.number(3, CONSENSUS)).toBe(own)
  await page.context().close()
  await whole.page.context().close()
})

test('whoever may only read has nothing to write in', async () => {
  const { page, grid } = await look('viewer', '/plan?past=0&by=month')
  const before = await grid.number(3, CONSENSUS)
  await grid.go(3, CONSENSUS)
  await page.keyboard.type('5')
  expect(await page.getByLabel('Value of the cell').count()).toBe(0)
  expect(await grid.number(3, CONSENSUS)).toBe(before)
  expect(await page.getByRole('form', { name: 'Bulk change' }).count()).toBe(0)
  await page.context().close()
})

test('[WB5] two tabs of a browser listen once, and the one that stays goes on listening', async () => {
  const { page, grid } = await look('ana', PERU)
  const streams: string[] = []
  const second = await page.context().newPage()
  second.on('request', (request) => request.url().endsWith('/api/v1/events') && streams.push(request.url()))
  await second.goto(workbench.url + PERU)
  const other = await new Grid(second).ready()
  await second.getByRole('status').getByText('up to date').waitFor()
  expect(streams).toEqual([])
  await page.close()
  await expect.poll(() => streams.length).toBe(1)
  const luis = await look('peru', PERU)
  const before = await other.number(5, FIGURES + CONSENSUS)
  await luis.grid.go(5, FIGURES + CONSENSUS)
  await luis.grid.type('=+3')
  await because(luis.page, 'The customer said so')
  await other.holds(5, FIGURES + CONSENSUS, before + 3)
  expect(grid).toBeDefined()
  await second.context().close()
  await luis.page.context().close()
})

test('[WB7] a server that is gone: what was known stays, it is told, and it comes back by itself', async () => {
  const { page, grid } = await look('ana', PERU)
  await page.getByRole('status').getByText('up to date').waitFor()
  const before = await grid.number(3, CONSENSUS)
  await workbench.kill()
  await page
    .getByRole('alert')
    .getByText(/^Offline/)
    .waitFor()
  expect(await grid.number(3, CONSENSUS)).toBe(before)
  await workbench.start()
  await page.getByRole('status').getByText('up to date').waitFor({ timeout: 30_000 })
  expect(await page.getByRole('alert').count()).toBe(0)
  await grid.go(3, FIGURES + CONSENSUS)
  const cell = await grid.number(3, FIGURES + CONSENSUS)
  await grid.type('=+9')
  await because(page, 'Promotion')
  await grid.holds(3, FIGURES + CONSENSUS, cell + 9)
  await page.context().close()
})

test('[WB1] before the plan is open the page says so, and goes on by itself', async () => {
  await workbench.kill()
  const starting = workbench.start()
  const context = await workbench.browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  await expect.poll(() => page.goto(workbench.url).then(Boolean, () => false), { timeout: 20_000 }).toBe(true)
  await starting
  await page.getByLabel(/^User/).waitFor({ timeout: 20_000 })
  await context.close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
