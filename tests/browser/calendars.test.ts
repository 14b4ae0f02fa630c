//! The plan by a retailer's weeks, and with time in its rows: the same numbers, and the same changes.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { because, copy, Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const CONSENSUS = 1
/** Rows of one group or period: baseline, consensus, and five of the stock. */
const FIGURES = 7
const CLOSING = 6

async function look(at: string, language: 'en' | 'es' = 'en'): Promise<{ page: Page; grid: Grid }> {
  const page = await workbench.as('ana', { language, at })
  return { page, grid: await new Grid(page).ready() }
}

const chooseCalendar = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('combobox', { name: 'Calendar' }).click()
  await page.getByRole('option', { name, exact: true }).click()
}

const head = (page: Page, text: RegExp) =>
  page.locator('[data-testid="data-grid-canvas"] [role="columnheader"]').filter({ hasText: text }).first()

test('[WB106] [WB107] a calendar is chosen in the frame, stands in the address, and names the periods', async () => {
  const { page, grid } = await look('/plan?past=0')
  const weeks = [await grid.number(0, CONSENSUS), await grid.number(1, CONSENSUS)]
  await chooseCalendar(page, 'Walmart week')
  await page.waitForURL(/calendar=walmart/)
  await page.getByText(/^2026\d\d – 2028\d\d · Walmart week/).waitFor()
  await head(page, /^2026\d\d ·\d d$/).waitFor({ state: 'attached' })
  await head(page, /^2026\d\d$/).waitFor({ state: 'attached' })
  // Another week is another number, and the first days are the first days.
  expect(await grid.number(0, CONSENSUS)).toBeLessThanOrEqual(weeks[0]!)
  await chooseCalendar(page, 'NRF 4-5-4')
  await page.getByText('Months', { exact: true }).click()
  await page.waitForURL(/by=month/)
  await page.getByText(/^FY26 P\d\d – FY28 P\d\d · NRF 4-5-4/).waitFor()
  // What one points at tells its days.
  await page.locator('.dvn-scroller').hover({ position: { x: 540, y: 36 } })
  await page.locator('[title$="days"]').waitFor()
  // It goes along to another screen and back; there is no switch where there are no periods of it.
  await page.getByRole('link', { name: 'Data' }).click()
  await page.waitForURL(/\/data.*calendar=nrf/)
  expect(await page.getByRole('combobox', { name: 'Calendar' }).count()).toBe(0)
  await page.context().close()
})

test('[WB108] a week of whole buckets is written; one that cuts a bucket is read, says why, and its stock is unknown', async () => {
  const { page, grid } = await look('/plan?past=0&calendar=walmart')
  const before = await grid.number(1, FIGURES + CONSENSUS)
  await grid.go(1, FIGURES + CONSENSUS)
  await grid.type('=*2')
  await because(page, 'Promotion')
  await grid.holds(1, FIGURES + CONSENSUS, before * 2)
  await page.keyboard.press('Control+z')
  await grid.holds(1, FIGURES + CONSENSUS, before)
  // Beyond the days of the plan its weeks are the company's.
  expect(await grid.text(6, CLOSING)).toBe('')
  expect(await grid.number(6, CONSENSUS)).toBeGreaterThan(0)
  await grid.go(6, FIGURES + CONSENSUS)
  await page.keyboard.type('5')
  expect(await page.getByLabel('Value of the cell').count()).toBe(0)
  await page.getByText('This period begins or ends inside a week or month of the plan').waitFor()
  await page.keyboard.press('Alt+Enter')
  await page.getByText('This period cuts a week or month of the plan').waitFor()
  await page.context().close()
})

test('[WB108] money is not told by a calendar of weeks: the way back is', async () => {
  const page = await workbench.as('ana', { language: 'en', at: '/plan?past=0&calendar=nrf&as=value' })
  await page.getByRole('heading', { name: /Money is worked out by month/ }).waitFor()
  await page.getByRole('button', { name: 'Look by the plan’s calendar' }).click()
  await new Grid(page).ready()
  expect(page.url()).not.toMatch(/calendar=/)
  await page.context().close()
})

test('[WB109] time in rows: the same numbers turned, written, pasted, locked, asked about and taken back', async () => {
  const { page, grid } = await look('/plan?past=0&by=month&rows=p2')
  const columns = [await grid.number(3, FIGURES + CONSENSUS), await grid.number(3, 2 * FIGURES + CONSENSUS)]
  const total = await grid.number(3, CONSENSUS)
  await page.getByRole('button', { name: 'Time in rows' }).click()
  await page.waitForURL(/time=rows/)
  const row = 3 * FIGURES + CONSENSUS
  await grid.holds(0, row, total)
  expect([await grid.number(1, row), await grid.number(2, row)]).toEqual(columns)
  await grid.go(1, row)
  await grid.type('=+1k')
  await because(page, 'Promotion')
  await grid.holds(1, row, columns[0]! + 1000)
  await grid.holds(0, row, total + 1000)
  // A block over two groups is one change.
  await grid.go(1, row)
  await copy(page, '12.345,5\t1.000')
  await page.keyboard.press('Control+v')
  await grid.holds(1, row, 12_345.5)
  await grid.holds(2, row, 1000)
  await page.keyboard.press('Alt+Enter')
  const drawer = page.getByRole('complementary', { name: 'Why, notes, history' })
  await drawer.getByText('Promotion').first().waitFor()
  await grid.go(1, row)
  await page.keyboard.press('Control+l')
  await page.waitForTimeout(500)
  await grid.type('5')
  expect(await page.getByRole('alert').textContent()).toMatch(/lock/i)
  await page.getByRole('button', { name: 'Close' }).first().click()
  for (let undone = 0; undone < 3; undone++) {
    await grid.go(1, row)
    await page.keyboard.press('Control+z')
    await page.waitForTimeout(500)
  }
  await grid.holds(1, row, columns[0]!)
  await grid.holds(0, row, total)
  // Back in columns it stands where it stood.
  await page.getByRole('button', { name: 'Time in rows' }).click()
  await grid.holds(3, FIGURES + CONSENSUS, columns[0]!)
  await page.context().close()
})

test('[WB109] [WB107] by Walmart’s weeks in rows, in Spanish: into a column and out again', async () => {
  const { page, grid } = await look('/plan?past=0&time=rows&calendar=walmart', 'es')
  expect(await grid.cell(-2, 0).textContent()).toMatch(/^2026\d\d/)
  await grid.go(1, 0)
  await page.keyboard.press('Alt+ArrowRight')
  await page.waitForURL(/product=/)
  await grid.ready()
  expect(page.url()).toMatch(/time=rows/)
  await page.keyboard.press('Alt+ArrowLeft')
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
