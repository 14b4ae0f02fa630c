//! Hands that are quicker than the server, lines that break, and slips: nothing typed is lost, nothing else is made of it.
import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { because, columnWidth, Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const CONSENSUS = 1
const FIGURES = 7
const ROW = FIGURES + CONSENSUS
const EDITOR = 'Value of the cell'

async function look(at: string, how: Parameters<typeof workbench.as>[1] = {}): Promise<{ page: Page; grid: Grid }> {
  const page = await workbench.as('ana', { language: 'en', at, ...how })
  return { page, grid: await new Grid(page).ready() }
}

/** Says why beforehand, as for a series of changes. */
async function say(page: Page, reason: string): Promise<void> {
  await page.getByRole('form', { name: 'Bulk change' }).getByLabel('Reason').click()
  await page.getByRole('option', { name: reason, exact: true }).click()
}

/** Everything that is sent to an address waits until it is let through. */
async function gate(page: Page, address: string): Promise<() => void> {
  const waiting: Route[] = []
  let isOpen = false
  await page.route(address, (route) => (isOpen ? route.continue() : void waiting.push(route)))
  return () => {
    isOpen = true
    for (const route of waiting.splice(0)) void route.continue()
  }
}

test('[WB21] two cells are written before the first is answered: one reason for both, asked when the hands rest', async () => {
  const { page, grid } = await look('/plan?past=0&by=month&rows=p2')
  const before = [await grid.number(3, ROW), await grid.number(4, ROW)]
  const open = await gate(page, '**/api/v1/plans/main/entries')
  await grid.go(3, ROW)
  await grid.type('=+100000')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('=+1')
  const refused = page.waitForResponse(/plans\/main\/entries$/)
  open()
  expect((await refused).status()).toBe(422)
  await page.keyboard.type('00000')
  expect(await page.getByLabel(EDITOR).inputValue()).toBe('=+100000')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('Enter')
  let kept = 0
  page.on('response', (response) => {
    if (response.url().endsWith('/plans/main/entries') && response.status() === 201) kept++
  })
  await because(page, 'Promotion')
  await grid.holds(3, ROW, before[0]! + 100_000)
  await grid.holds(4, ROW, before[1]! + 100_000)
  // Nobody is asked a second time: both are kept.
  await expect.poll(() => kept, { timeout: 10_000 }).toBe(2)
  await page.reload()
  await grid.ready()
  await grid.holds(3, ROW, before[0]! + 100_000)
  await grid.holds(4, ROW, before[1]! + 100_000)
  await page.context().close()
})

test('[WB21] undo, pressed as quickly as one can, takes back what was made before it; then there is nothing', async () => {
  const { page, grid } = await look('/plan?past=0&by=month&rows=p2')
  const before = await grid.number(3, ROW)
  await say(page, 'Promotion')
  const open = await gate(page, '**/api/v1/plans/main/entries')
  await grid.go(3, ROW)
  await grid.type('=+11')
  await page.keyboard.press('Control+z')
  open()
  // The two of the test before are still there to be taken back.
  const undone = page.waitForResponse(/\/undo$/)
  expect((await undone).status()).toBe(201)
  await grid.holds(3, ROW, before)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await grid.holds(3, ROW, before - 100_000)
  await page.keyboard.press('Control+z')
  await page.getByText('There is nothing of yours to undo in this plan.').waitFor()
  expect(await page.getByRole('main').getByRole('alert').count()).toBe(0)
  await page.context().close()
})

test('[WB21] a cell that one goes into and out of again is not changed', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const sent: string[] = []
  page.on('request', (request) => request.url().endsWith('/entries') && sent.push(request.url()))
  await grid.go(3, ROW)
  await page.keyboard.press('Enter')
  await page.getByLabel(EDITOR).waitFor()
  await page.keyboard.press('Enter')
  await page.getByLabel(EDITOR).waitFor({ state: 'detached' })
  // Whatever would have been sent is sent before this.
  await page.keyboard.press('Control+z')
  await page.getByText('There is nothing of yours to undo in this plan.').waitFor()
  expect(sent).toEqual([])
  await page.context().close()
})

test('[WB21] behind the last column there is none: the hands stay in the grid', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const last = Number(await page.locator('table[role=grid]').first().getAttribute('aria-colcount')) - 1 - 2
  await grid.go(last, ROW)
  await page.keyboard.type('=+0')
  await page.keyboard.press('Tab')
  await page.keyboard.press('5')
  await page.getByLabel(EDITOR).waitFor()
  await page.keyboard.press('Escape')
  await page.context().close()
})

test('[WB13] what is written in the plan does not stand in a scenario', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const before = await grid.number(3, ROW)
  await page.evaluate(`fetch('/api/v1/scenarios', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'As it was' }),
  })`)
  await page.reload()
  await grid.ready()
  await say(page, 'Promotion')
  await grid.go(3, ROW)
  await grid.type('=+50000')
  await grid.holds(3, ROW, before + 50_000)
  await page.getByRole('combobox', { name: 'Scenario' }).click()
  await page.getByRole('option', { name: 'As it was' }).click()
  await page.getByRole('status').getByText('Scenario: As it was').waitFor()
  await grid.holds(3, ROW, before)
  await page.getByRole('button', { name: 'Back to the plan' }).click()
  await grid.holds(3, ROW, before + 50_000)
  await page.keyboard.press('Control+z')
  await page.context().close()
})

test('[WB22] a change over many cells is made as it was looked at, and its amount read as its reader writes it', async () => {
  const { page, grid } = await look('/plan?past=0&by=month', { language: 'es' })
  await grid.go(2, ROW)
  const bulk = page.getByRole('form', { name: 'Cambio en bloque' })
  const [amount, apply] = [bulk.getByLabel('Cuánto'), bulk.getByRole('button', { name: 'Aplicar' })]
  const preview = async (): Promise<unknown> => {
    const asked = page.waitForRequest(/\/preview$/)
    await bulk.getByRole('button', { name: 'Ver efecto' }).click()
    const { intents } = (await asked).postDataJSON() as { intents: unknown[] }
    await bulk.getByRole('status').waitFor()
    return intents[0]
  }
  expect(await preview()).toMatchObject({ op: 'scale', factor: 1_100_000 })
  expect(await apply.isEnabled()).toBe(true)
  await amount.fill('90')
  await bulk.getByRole('status').waitFor({ state: 'detached' })
  expect(await apply.isDisabled()).toBe(true)
  await bulk.getByLabel('Cambio', { exact: true }).click()
  await page.getByRole('option', { name: 'Fijar el total' }).click()
  await amount.fill('')
  expect(await bulk.getByRole('button', { name: 'Ver efecto' }).isDisabled()).toBe(true)
  await amount.pressSequentially('1.234,5')
  expect(await amount.inputValue()).toBe('1.234,5')
  expect(await preview()).toMatchObject({ op: 'set', quantity: 1_234_500 })
  await page.context().close()
})

test('[WB16] one begins where the plan begins, with a little of the past beside it', async () => {
  const { page } = await look('/plan?past=24&by=month')
  const left = (): Promise<unknown> => page.evaluate(`document.querySelector('.dvn-scroller').scrollLeft`)
  // 25 months before the plan day, of which two are in sight: whole columns are left out.
  await expect.poll(async () => Math.floor(Number(await left()) / 23)).toBeGreaterThanOrEqual(84)
  expect(Number(await left()) % 23).toBe(0)
  await page.context().close()
})

test('[WB20] numbers are written whole, in the currency with the longest', async () => {
  const { page, grid } = await look('/plan?past=0&as=value&currency=CLP')
  const digits = Math.max(...(await Promise.all([0, 1, 2].map(async (at) => (await grid.text(at, 0)).length))))
  expect(digits).toBeGreaterThan(9)
  expect(await columnWidth(page)).toBeGreaterThan(100)
  await page.context().close()
})

test('[WB15] a change that finds nobody is told in words, and the cell shows what is there', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const before = await grid.number(3, ROW)
  await page.context().setOffline(true)
  await grid.go(3, ROW)
  await grid.type('5')
  const alert = page.getByRole('alert').filter({ hasText: 'The answer did not come' })
  await alert.getByText(/make it again/).waitFor()
  await grid.holds(3, ROW, before)
  await page.context().setOffline(false)
  await page.context().close()
})

test('[WB7] a question that finds nobody leaves what was known in sight', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const before = await grid.number(3, ROW)
  let failed = 0
  await page.route('**/api/v1/plans/main/query', (route) => {
    failed++
    return route.abort()
  })
  const cfo = await workbench.as('ana', { language: 'en', at: '/plan?past=0&by=month' })
  const other = await new Grid(cfo).ready()
  await say(cfo, 'Promotion')
  await other.go(3, ROW)
  await other.type('=+1')
  await other.holds(3, ROW, before + 1)
  // The first time and three times more, of demand and of stock.
  await expect.poll(() => failed, { timeout: 30_000 }).toBeGreaterThanOrEqual(8)
  expect(await grid.number(3, ROW)).toBe(before)
  await page.unroute('**/api/v1/plans/main/query')
  await cfo.keyboard.press('Control+z')
  await page.context().close()
  await cfo.context().close()
})

test('[WB15] what could not be exported, said or stopped says so', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  await page.route('**/export', (route) => route.abort())
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  await page.getByRole('alert').getByText('The answer did not come').waitFor()
  await grid.go(3, ROW)
  await page.keyboard.press('Shift+F2')
  const drawer = page.getByRole('complementary', { name: 'Why, notes, history' })
  await page.route('**/comments', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await drawer.getByLabel('New comment').fill('Is anybody there?')
  await drawer.getByRole('button', { name: 'Send' }).click()
  await drawer.getByRole('alert').getByText('The answer did not come').waitFor()
  expect(await drawer.getByLabel('New comment').inputValue()).toBe('Is anybody there?')
  await page.context().close()
})

test('[WB23] a link to a part that is not there says so, and leads to the whole', async () => {
  const page = await workbench.as('ana', { language: 'en', at: '/plan?product=Nothing%2FNever&past=0' })
  await page.getByText('No row of the plan lies in Nothing ▸ Never.').waitFor()
  await page.getByRole('button', { name: 'Look at everything' }).click()
  await new Grid(page).ready()
  expect(new URL(page.url()).searchParams.get('product')).toBeNull()
  await page.context().close()
})

test('[WB9] from inside the grid the keys of the frame work too, except those that begin a number', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  await grid.go(3, ROW)
  await page.keyboard.press('/')
  await page.getByLabel(EDITOR).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByLabel(EDITOR).waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await page.waitForURL(/\/finance/)
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
