//! A planner's work in the grid, with the keyboard of a spreadsheet: every number is read back from the server.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { because, copied, copy, Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const CONSENSUS = 1
/** Rows of one group: baseline, consensus, and five of the stock. */
const FIGURES = 7

async function look(at: string, how: Parameters<typeof workbench.as>[1] = {}): Promise<{ page: Page; grid: Grid }> {
  const page = await workbench.as('ana', { language: 'en', at, ...how })
  return { page, grid: await new Grid(page).ready() }
}

test('[WB13] edits at three levels: a category, a family, an item; each is the sum of what lies below', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const total = await grid.number(3, CONSENSUS)
  const category = await grid.number(3, FIGURES + CONSENSUS)
  await grid.go(3, FIGURES + CONSENSUS)
  await grid.type('=+50k')
  await because(page, 'Promotion')
  await grid.holds(3, FIGURES + CONSENSUS, category + 50_000)
  await grid.holds(3, CONSENSUS, total + 50_000)
  // Down into the category, then into its first family.
  await grid.go(0, FIGURES + CONSENSUS)
  await page.keyboard.press('Alt+ArrowRight')
  await page.waitForURL(/product=[^&]+/)
  await grid.holds(3, CONSENSUS, category + 50_000)
  const family = await grid.number(3, FIGURES + CONSENSUS)
  await grid.go(3, FIGURES + CONSENSUS)
  await grid.type('=*2')
  await grid.holds(3, FIGURES + CONSENSUS, family * 2)
  await grid.holds(3, CONSENSUS, category + 50_000 + family)
  await grid.go(0, FIGURES + CONSENSUS)
  await page.keyboard.press('Alt+ArrowRight')
  await page.waitForURL(/product=[^&]+%2F/)
  await grid.holds(3, CONSENSUS, family * 2)
  const item = await grid.number(3, FIGURES + CONSENSUS)
  await grid.go(3, FIGURES + CONSENSUS)
  await grid.type('1234')
  await grid.holds(3, FIGURES + CONSENSUS, 1234)
  await grid.holds(3, CONSENSUS, family * 2 - item + 1234)
  // Each undo takes back one of the three, the newest first.
  await page.keyboard.press('Control+z')
  await grid.holds(3, CONSENSUS, family * 2)
  await page.keyboard.press('Control+z')
  await grid.holds(3, CONSENSUS, family)
  await page.keyboard.press('Control+z')
  await grid
    .cell(3, CONSENSUS)
    .filter({ hasNotText: String(Math.trunc(family)) })
    .waitFor({ state: 'attached' })
  await page.goto(`${workbench.url}/plan?past=0&by=month`)
  await grid.holds(3, CONSENSUS, total)
  await grid.holds(3, FIGURES + CONSENSUS, category)
  await page.context().close()
})

test('[WB14] a block from a Spanish workbook, pasted into an English screen, is one change that one undo takes back', async () => {
  const { page, grid } = await look('/plan?past=0&by=month&rows=p2')
  const before = [await grid.number(5, FIGURES + CONSENSUS), await grid.number(6, FIGURES + CONSENSUS)]
  await grid.go(5, FIGURES + CONSENSUS)
  await copy(page, '12.345,5\t1.000')
  await page.keyboard.press('Control+v')
  await because(page, 'Promotion')
  await grid.holds(5, FIGURES + CONSENSUS, 12_345.5)
  await grid.holds(6, FIGURES + CONSENSUS, 1000)
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+z')
  await grid.holds(5, FIGURES + CONSENSUS, before[0]!)
  await grid.holds(6, FIGURES + CONSENSUS, before[1]!)
  // What was copied is what another program can read: no separators of thousands.
  expect(await copied(page)).toMatch(/^12345\.5$/)
  await page.context().close()
})

test('[WB14] a cell that is no number leaves everything as it was, and says so', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const before = await grid.number(5, FIGURES + CONSENSUS)
  await grid.go(5, FIGURES + CONSENSUS)
  await copy(page, '5\tsoon')
  await page.keyboard.press('Control+v')
  await page.getByRole('alert').getByText('1 cells cannot be read or written').waitFor()
  expect(await grid.number(5, FIGURES + CONSENSUS)).toBe(before)
  await page.context().close()
})

test('[WB15] what is refused says why in place: a locked cell keeps what it has', async () => {
  const { page, grid } = await look('/plan?past=0&by=month&rows=p2')
  const row = FIGURES + CONSENSUS
  const before = await grid.number(7, row)
  await grid.go(7, row)
  await page.keyboard.press('Control+l')
  await because(page, 'Agreed in a meeting')
  await page.waitForTimeout(500)
  await grid.type('5')
  const refused = page.getByRole('alert')
  await refused.waitFor()
  expect(await refused.textContent()).toMatch(/lock/i)
  await grid.holds(7, row, before)
  await page.getByRole('button', { name: 'Close' }).click()
  await grid.go(7, row)
  await page.keyboard.press('Control+Shift+l')
  await page.waitForTimeout(500)
  await grid.type('5')
  await grid.holds(7, row, 5)
  await page.keyboard.press('Control+z')
  await grid.holds(7, row, before)
  await page.context().close()
})

test('a change over many weeks is looked at before it is made', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  await grid.go(2, FIGURES + CONSENSUS)
  const before = await grid.number(2, FIGURES + CONSENSUS)
  const bulk = page.getByRole('form', { name: 'Bulk change' })
  await bulk.getByRole('button', { name: 'Preview' }).click()
  await bulk
    .getByRole('status')
    .getByText(/cells .*Consensus demand .* → /)
    .waitFor()
  expect(await grid.number(2, FIGURES + CONSENSUS)).toBe(before)
  await bulk.getByRole('button', { name: 'Apply' }).click()
  await because(page, 'Promotion')
  await grid.holds(2, FIGURES + CONSENSUS, before * 1.1)
  await page.context().close()
})

test('why, comments with answers, and history of one number', async () => {
  const { page, grid } = await look('/plan?past=0&by=month&rows=p3')
  await grid.go(4, FIGURES + CONSENSUS)
  await grid.type('=+100')
  await because(page, 'Promotion')
  await page.waitForTimeout(500)
  await grid.go(4, FIGURES + CONSENSUS)
  await page.keyboard.press('Alt+Enter')
  const drawer = page.getByRole('complementary', { name: 'Why, notes, history' })
  await drawer.getByText('Promotion').first().waitFor()
  await drawer.getByRole('tab', { name: 'History' }).click()
  await drawer.getByText('+100').waitFor()
  await drawer.getByRole('tab', { name: 'Notes' }).click()
  await drawer.getByLabel('New comment').fill('Is this agreed with the buyer?')
  await drawer.getByRole('button', { name: 'Send' }).last().click()
  const thread = drawer.getByRole('article').filter({ hasText: 'Is this agreed' })
  await thread.waitFor()
  await thread.getByLabel('Answer').fill('Yes, since Monday.')
  await thread.getByRole('button', { name: 'Send' }).click()
  await thread.getByText('Yes, since Monday.').waitFor()
  await thread.getByRole('button', { name: 'Settle' }).click()
  await thread.getByText('Settled', { exact: true }).waitFor()
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
