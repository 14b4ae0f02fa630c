//! Two people write the same: both versions stand beside each other until one of them is chosen, by mouse or by keyboard.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { because, copy, Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const PERU = '/plan?past=0&by=month&location=PE&rows=p1'
/** Consensus demand of the first category. */
const ROW = 8

interface Writer {
  readonly page: Page
  readonly grid: Grid
}

async function look(user: string): Promise<Writer> {
  const page = await workbench.as(user, { language: 'en', at: PERU })
  return { page, grid: await new Grid(page).ready() }
}

async function write(
  { page, grid }: Writer,
  period: number,
  text: string,
  reason = 'The customer said so',
): Promise<void> {
  await grid.go(period, ROW)
  await grid.type(text)
  await because(page, reason)
}

/** Whatever the first change of a page is, somebody else is quicker with theirs. */
async function overtaken({ page }: Writer, quicker: () => Promise<void>): Promise<void> {
  let done = false
  await page.route('**/api/v1/plans/main/entries', async (route) => {
    if (!done) {
      done = true
      await quicker()
    }
    await route.continue()
  })
}

const panel = (page: Page) => page.getByRole('region', { name: 'Two people wrote the same: which stands?' })
const closed = (...writers: Writer[]) => Promise.all(writers.map(({ page }) => page.context().close()))

test('[WB100] both numbers, who, when and why stand beside each other; theirs is kept', async () => {
  const [ana, luis] = [await look('ana'), await look('peru')]
  await overtaken(ana, async () => {
    await write(luis, 8, '1234')
    await luis.grid.holds(8, ROW, 1234)
  })
  await ana.grid.go(8, ROW)
  await ana.grid.type('4321')
  await panel(ana.page).waitFor({ timeout: 20_000 })
  const row = (name: string | RegExp) => panel(ana.page).getByRole('row', { name })
  await row(/PE.*2027/)
    .getByText('1,234 units')
    .waitFor()
  expect(await row(/PE.*2027/).textContent()).toMatch(/1,234 units4,321 units/)
  expect(await row(/^What was asked for/).textContent()).toMatch(/= 1,234 units= 4,321 units/)
  expect(await row(/^Reason/).textContent()).toContain('The customer said so')
  expect(await panel(ana.page).getByRole('columnheader').allTextContents()).toEqual(['Where', 'By peru', 'Mine'])
  await ana.page
    .getByRole('alert')
    .getByText(/^peru changed the same/)
    .waitFor()
  await panel(ana.page).getByRole('button', { name: 'Keep what peru wrote' }).click()
  await panel(ana.page).waitFor({ state: 'detached' })
  expect(await ana.page.getByRole('alert').count()).toBe(0)
  await ana.grid.holds(8, ROW, 1234)
  await closed(ana, luis)
})

test('[WB100] [WB9] by keyboard: F8 leads to the choice, Escape back, and mine is written again over theirs', async () => {
  const [ana, luis] = [await look('ana'), await look('peru')]
  await overtaken(ana, async () => {
    await write(luis, 9, '2222')
    await luis.grid.holds(9, ROW, 2222)
  })
  await ana.grid.go(9, ROW)
  await ana.grid.type('3333')
  await panel(ana.page).waitFor({ timeout: 20_000 })
  await ana.page.keyboard.press('F8')
  const keep = panel(ana.page).getByRole('button', { name: 'Keep what peru wrote' })
  await keep.and(ana.page.locator(':focus')).waitFor()
  await ana.page.keyboard.press('Escape')
  expect(await ana.page.evaluate(`document.activeElement.closest('[role="grid"], canvas') !== null`)).toBe(true)
  await ana.page.keyboard.press('F8')
  await ana.page.keyboard.press('Tab')
  await ana.page.keyboard.press('Enter')
  await because(ana.page, 'Promotion')
  await panel(ana.page).waitFor({ state: 'detached' })
  await ana.grid.holds(9, ROW, 3333)
  await luis.grid.holds(9, ROW, 3333)
  expect(await ana.page.getByRole('alert').count()).toBe(0)
  await closed(ana, luis)
})

test('[WB100] a block of which somebody changed one cell is one choice, and waits while other cells are written', async () => {
  const [ana, luis] = [await look('ana'), await look('peru')]
  await overtaken(ana, async () => {
    await write(luis, 5, '555')
    await luis.grid.holds(5, ROW, 555)
  })
  await ana.grid.go(4, ROW)
  await copy(ana.page, '1001\t1002')
  await ana.page.keyboard.press('Control+v')
  await panel(ana.page).waitFor({ timeout: 20_000 })
  await panel(ana.page)
    .getByRole('row', { name: /^In all/ })
    .waitFor()
  expect(await panel(ana.page).getByRole('row', { name: /2027/ }).count()).toBe(2)
  await ana.grid.go(10, ROW)
  await ana.grid.type('=+1')
  await because(ana.page, 'Promotion')
  expect(await panel(ana.page).count()).toBe(1)
  await panel(ana.page).getByRole('button', { name: 'Write mine again' }).click()
  await ana.grid.holds(4, ROW, 1001)
  await ana.grid.holds(5, ROW, 1002)
  await luis.grid.holds(5, ROW, 1002)
  expect(await panel(ana.page).count()).toBe(0)
  await closed(ana, luis)
})

test('[WB100] of a change that goes beyond what one sees, no more is shown than that it is there', async () => {
  const [ana, luis] = [await look('ana'), await look('peru')]
  await overtaken(luis, async () => {
    await ana.page.getByRole('button', { name: 'Everything' }).nth(1).click()
    await ana.page.waitForURL((url) => !url.searchParams.has('location'))
    await ana.grid.ready()
    await ana.page.waitForTimeout(800)
    await ana.grid.go(6, ROW)
    await ana.grid.type('900000')
    await because(ana.page, 'Promotion')
    await ana.grid.holds(6, ROW, 900_000)
  })
  await luis.grid.go(6, ROW)
  await luis.grid.type('77')
  await panel(luis.page).waitFor({ timeout: 30_000 })
  expect(await panel(luis.page).textContent()).toContain('It goes beyond what you see.')
  expect(await panel(luis.page).textContent()).not.toMatch(/ana|900/)
  await panel(luis.page).getByRole('button', { name: 'Write mine again' }).click()
  await because(luis.page, 'Promotion')
  await luis.grid.holds(6, ROW, 77)
  await closed(ana, luis)
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
