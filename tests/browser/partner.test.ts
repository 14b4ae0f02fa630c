//! A customer and a supplier in the workbench: their own relationship, and nobody else's name on any screen or in any answer.
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const PARTNERS = ['quillay', 'tenso'] as const
type Partner = (typeof PARTNERS)[number]

/** Identifiers and names of a file of the company. */
const named = (file: string): (readonly [id: string, name: string])[] =>
  fs
    .readFileSync(path.join(workbench.folder, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(0, 2) as [string, string])

/** Of those who are not theirs to know: names as people read them, and identifiers as answers write them. */
function othersOf(partner: Partner): string[] {
  const isOwn = (id: string): boolean => (partner === 'quillay' ? id.startsWith('QUI') : id === 'V-TENSO')
  return [...named('customers.csv'), ...named('suppliers.csv')]
    .filter(([id]) => !isOwn(id))
    .flatMap(([id, name]) => [name, `"${id}"`, ` ${id} `])
}

const leaked = (text: string, others: readonly string[]): string[] => others.filter((name) => text.includes(name))

interface Tour {
  readonly page: Page
  readonly others: readonly string[]
  /** What answers told that is not theirs, by address. */
  readonly told: string[]
}

async function enter(partner: Partner, at: string): Promise<Tour> {
  const others = othersOf(partner)
  const told: string[] = []
  const page = await workbench.as(partner, { language: 'en', at })
  page.on('response', async (response) => {
    const address = response.url().slice(workbench.url.length)
    if (!address.startsWith('/api/') || address === '/api/v1/events') return
    const text = await response.text().catch(() => '')
    told.push(...leaked(text, others).map((name) => `${address}: ${name}`))
  })
  return { page, others, told }
}

async function shown({ page, others }: Tour): Promise<string[]> {
  await page.waitForTimeout(700)
  return leaked(await page.locator('body').innerText(), others)
}

const PLACES = [
  '/plan',
  '/plan?rows=p3.l2.c4&by=month',
  '/plan?as=value',
  '/forecast',
  '/forecast?tab=accuracy',
  '/forecast?tab=corrections',
  '/scenarios',
  '/finance',
  '/finance/bridge',
  '/data',
  '/administration',
  '/me',
] as const

test.each(PARTNERS)('[WB96] %s meets nobody else’s name on any screen, whatever the address', async (partner) => {
  const tour = await enter(partner, '/plan')
  for (const at of PLACES) {
    await tour.page.goto(workbench.url + at)
    await tour.page.getByRole('main').waitFor()
    expect([at, await shown(tour)]).toEqual([at, []])
  }
  expect(tour.told).toEqual([])
  await tour.page.context().close()
})

test.each([
  ['quillay', ['Plan', 'Forecast']],
  ['tenso', ['Plan']],
] as const)('[WB96] the frame of %s leads only where there is something of theirs', async (partner, places) => {
  const { page } = await enter(partner, '/plan')
  await new Grid(page).ready()
  expect(await page.getByRole('navigation', { name: 'Screens' }).getByRole('link').allTextContents()).toEqual(places)
  for (const gone of ['Undo', 'Redo', /^Jobs/]) expect(await page.getByRole('button', { name: gone }).count()).toBe(0)
  expect(await page.getByRole('combobox', { name: 'Plan or scenario' }).count()).toBe(0)
  expect(await page.getByRole('form', { name: 'Bulk change' }).count()).toBe(0)
  const customers = page.getByRole('region', { name: 'Customers' })
  expect(await customers.count()).toBe(partner === 'quillay' ? 1 : 0)
  await page.goto(`${workbench.url}/scenarios`)
  await page.getByText(/it is not shared with partners/).waitFor()
  await page.context().close()
})

test('[WB97] a customer reads the plan by their own name, without stock that is not theirs, and writes nothing', async () => {
  const { page } = await enter('quillay', '/plan?past=0&by=month')
  const grid = await new Grid(page).ready()
  await page.getByRole('heading', { name: 'Plan in units, Supermercados Quillay (QUI)' }).waitFor()
  const figures = await page.locator('[data-testid="data-grid-canvas"]').textContent()
  for (const stock of ['Receipts', 'Closing stock']) expect(figures).not.toContain(stock)
  await grid.go(3, 1)
  await page.keyboard.type('5')
  await page
    .getByRole('status')
    .getByText(/you read the plan and do not write in it/)
    .waitFor()
  expect(await page.getByLabel('Value of the cell').count()).toBe(0)
  const whole = await workbench.as('ana', {
    language: 'en',
    at: '/plan?past=0&by=month&customer=CL/moderno/QUI&rows=p1',
  })
  expect(await (await new Grid(whole).ready()).number(3, 1)).toBe(await grid.number(3, 1))
  await Promise.all([page, whole].map((one) => one.context().close()))
})

test('[WB97] a supplier sees what is received and held of what they deliver, and nothing that is asked for', async () => {
  const { page } = await enter('tenso', '/plan?by=month&rows=p3.l2')
  await new Grid(page).ready()
  await page.getByRole('heading', { name: 'Plan in units, your part' }).waitFor()
  const text = (await page.locator('[data-testid="data-grid-canvas"]').textContent())!
  expect(text).toContain('M-TEN')
  for (const figure of ['Consensus demand', 'Baseline forecast', 'Shipments', 'Last year'])
    expect(text).not.toContain(figure)
  await page.goto(`${workbench.url}/forecast`)
  await page.getByText(/it is not shared with partners/).waitFor()
  await page.context().close()
})

test.each([
  ['quillay', '/plan?customer=PE/moderno/SIL', ['Sillar', 'SIL-LIM', 'V-AROMA']],
  ['quillay', '/plan?location=PE', ['DC-LIM', 'Querétaro']],
  ['tenso', '/plan?product=Alimentos y bebidas', ['caf', 'Quillay', 'AROMA', 'DC-LIM']],
] as const)('[WB96] %s finds nothing behind %s, in the search or in the trees', async (partner, at, words) => {
  const tour = await enter(partner, at)
  const { page } = tour
  await page.getByRole('heading', { name: 'Nothing is planned here' }).waitFor()
  await page.keyboard.press('Control+k')
  for (const word of words) {
    const answered = page.waitForResponse((response) => /\/search\?/.test(response.url()))
    await page.getByRole('textbox', { name: 'Search' }).fill(word)
    expect(await (await answered).json()).toEqual({ nodes: [] })
    await page.getByText('Nothing by that name').waitFor()
  }
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Look at everything' }).click()
  await new Grid(page).ready()
  expect(tour.told).toEqual([])
  await page.context().close()
})

/** What the pages never ask for is asked for with the cookie that they have. */
test.each(PARTNERS)('[AC25] [AC26] %s gets nothing of others out of the API', async (partner) => {
  const { page, others } = await enter(partner, '/plan')
  const get = async (address: string): Promise<{ status: number; text: string }> => {
    const response = await page.request.get(`${workbench.url}/api/v1/${address}`)
    return { status: response.status(), text: await response.text() }
  }
  const open = [
    'company',
    'tokens',
    'views',
    'preferences',
    'jobs',
    'scenarios',
    'plans/main/entries',
    'plans/main/epoch',
  ]
  const trees = ['product', 'location', 'customer'].map((tree) => `plans/main/tree?tree=${tree}`)
  for (const address of [...open, ...trees, 'plans/main/comments', 'plans/main/search?text=a&limit=100']) {
    const { status, text } = await get(address)
    expect([address, status, leaked(text, others)]).toEqual([address, 200, []])
  }
  const closed = [
    'users',
    'audit',
    'versions',
    'data/tables',
    'data/loads',
    'data/bad-rows',
    'proof',
    'plans/main/problems',
  ]
  for (const address of [...closed, 'plans/main/records?list=prices', 'plans/main/records?list=lanes']) {
    const { status, text } = await get(address)
    expect([address, status === 403 || status === 404, leaked(text, others)]).toEqual([address, true, []])
  }
  expect(JSON.parse((await get('company')).text).countries).not.toContain('PE')
  await page.context().close()
})

test('[WB96] nobody is told to a partner who looks at all of it; who looks at theirs is', async () => {
  const ana = await workbench.as('ana', { language: 'en', at: '/plan' })
  await new Grid(ana).ready()
  const other = await enter('tenso', '/plan')
  await new Grid(other.page).ready()
  const { page } = await enter('quillay', '/plan')
  await new Grid(page).ready()
  await page.getByRole('status').getByText('up to date').waitFor()
  await page.waitForTimeout(1500)
  for (const name of ['ana', 'tenso']) expect(await page.getByRole('button', { name, exact: false }).count()).toBe(0)
  await ana.goto(`${workbench.url}/plan?customer=CL/moderno/QUI`)
  await page.getByRole('button', { name: /^ana is here: Supermercados Quillay/ }).waitFor()
  await Promise.all([ana, other.page, page].map((one) => one.context().close()))
})

test('[AC25] a customer talks with the planners about their own numbers', async () => {
  const { page } = await enter('quillay', '/plan?past=0&by=month')
  const grid = await new Grid(page).ready()
  await grid.go(4, 1)
  await page.keyboard.press('Shift+F2')
  await page.getByLabel('New comment').fill('We open a shop in April.')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('We open a shop in April.').last().waitFor()
  const ana = await workbench.as('ana', {
    language: 'en',
    at: '/plan?past=0&by=month&customer=CL/moderno/QUI&rows=p1',
  })
  const theirs = await new Grid(ana).ready()
  await theirs.go(4, 1)
  await ana.keyboard.press('Shift+F2')
  await ana.getByText('We open a shop in April.').waitFor()
  const tenso = await enter('tenso', '/plan')
  await new Grid(tenso.page).ready()
  expect((await tenso.page.request.get(`${workbench.url}/api/v1/plans/main/comments`)).status()).toBe(200)
  expect(await (await tenso.page.request.get(`${workbench.url}/api/v1/plans/main/comments`)).text()).not.toContain(
    'April',
  )
  await Promise.all([page, ana, tenso.page].map((one) => one.context().close()))
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
