//! A scenario from its opening to the plan: changed, told apart, in the way of somebody else's change, and brought in.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { because, Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const NAME = 'Bars in Peru'
const FIGURES = 7
const CONSENSUS = 1

const look = (user: string, at: string): Promise<Page> => workbench.as(user, { language: 'en', at })
const list = (page: Page) => page.getByRole('table', { name: 'Scenarios', exact: true })
const rowOf = (page: Page, name: string) => list(page).getByRole('row').filter({ hasText: name })

/** What a cell of a table says, as a number. */
const numberIn = async (cell: { textContent: () => Promise<string | null> }): Promise<number> =>
  Number((await cell.textContent())!.replace(/[,\s]/g, '').replace('−', '-').replace('–', '0'))

/** Opens one, as people do who click everything twice. */
async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Open a scenario' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Name/).fill(name)
  await dialog.getByRole('button', { name: 'Open', exact: true }).dblclick()
  await dialog.waitFor({ state: 'detached' })
  await rowOf(page, name).waitFor()
  expect(await rowOf(page, name).count()).toBe(1)
}

/** Writes in the grid of a plan, in a month of the first category. */
async function write(page: Page, at: string, text: string): Promise<void> {
  await page.goto(workbench.url + at)
  const grid = await new Grid(page).ready()
  await grid.go(MONTH, FIGURES + CONSENSUS)
  const written = page.waitForResponse((answer) => /\/plans\/[^/]+\/entries$/.test(answer.url()) && answer.ok())
  await grid.type(text)
  await because(page, 'Promotion')
  await written
}
const MONTH = 4

/** What the same cell of a plan says. */
async function planned(page: Page, scenario: string): Promise<number> {
  const grid = await gridOf(page, scenario)
  return grid.number(MONTH, FIGURES + CONSENSUS)
}

async function gridOf(page: Page, scenario: string): Promise<Grid> {
  await page.goto(`${workbench.url}/plan?past=0&by=month&in=${scenario}`)
  return new Grid(page).ready()
}

test('[WB6] [LP30] a scenario is opened, changed and told apart; the frame says where one is, and the plan stays as it was', async () => {
  const page = await look('ana', '/scenarios')
  await page.getByText('No scenario is open').waitFor()
  const before = await planned(page, 'main')
  await page.goto(`${workbench.url}/scenarios`)
  await open(page, NAME)
  await page.getByRole('button', { name: `Go into “${NAME}”` }).click()
  await page.waitForURL(/plan\?.*in=scenario-1/)
  const strip = page.getByRole('status').filter({ hasText: `Scenario: ${NAME}` })
  await strip.waitFor()
  expect(await strip.evaluate('element => getComputedStyle(element).backgroundColor')).not.toBe('rgba(0, 0, 0, 0)')
  await write(page, '/plan?past=0&by=month&in=scenario-1', '=+10%')
  expect(await planned(page, 'scenario-1')).toBeCloseTo(before * 1.1, 0)
  expect(await planned(page, 'main')).toBe(before)
  // On every screen.
  await page.goto(`${workbench.url}/forecast?in=scenario-1`)
  await strip.waitFor()
  await page.getByRole('button', { name: 'Back to the plan' }).click()
  await strip.waitFor({ state: 'detached' })
  await page.context().close()
})

test('[WB70] [WB71] what it is worth against the plan, side by side: the rows add up to the figures', async () => {
  const page = await look('ana', '/scenarios?span=all&scale=1')
  await page.getByLabel(`Compare “${NAME}”`).check()
  await page.waitForURL(/compare=scenario-1/)
  const table = page.getByRole('table', { name: 'Plan and scenarios, side by side' })
  const total = table.getByRole('row').filter({ hasText: 'Net sales, USD' }).first().getByRole('cell')
  await total.first().waitFor()
  const [plan, scenario, change] = [
    await numberIn(total.nth(1)),
    await numberIn(total.nth(2)),
    await numberIn(total.nth(3)),
  ]
  expect(scenario).toBeGreaterThan(plan)
  expect(Math.abs(scenario - plan - change)).toBeLessThanOrEqual(1)
  // Of rows that are rounded to the unit, the sum is the total's to a unit each.
  const named = table.getByRole('row').filter({ hasText: /▸|Not assigned/ })
  await named.first().waitFor()
  const rows = await named.all()
  let sum = 0
  for (const row of rows) sum += await numberIn(row.getByRole('cell').nth(1))
  expect(Math.abs(sum - plan)).toBeLessThanOrEqual(rows.length)
  // The list says the same difference.
  const cells = rowOf(page, NAME).getByRole('cell')
  expect(await numberIn(cells.nth(6))).toBe(change)
  await page.context().close()
})

test('[WB72] [WB43] what was changed, by whom and why; taken back it is struck out, and counts no more', async () => {
  const page = await look('ana', '/plan?past=0&by=month&in=scenario-1')
  await write(page, '/plan?past=0&by=month&in=scenario-1', '=+5k')
  await page.goto(`${workbench.url}/scenarios?tab=changes&of=scenario-1`)
  const changes = page.getByRole('table', { name: 'What it changed' }).getByRole('row')
  const newest = changes.nth(1)
  await newest.getByText('+5,000 units').waitFor()
  expect(await newest.textContent()).toMatch(/ana .*Promotion/)
  await newest.getByRole('button', { name: 'Take this change back' }).dblclick()
  await page.getByText(/takes back change/).waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  await changes.filter({ hasText: '+5,000 units' }).getByText('undone').waitFor()
  await expect.poll(async () => numberIn(rowOf(page, NAME).getByRole('cell').nth(5))).toBe(1)
  await page.context().close()
})

test('[WB75] a price is changed in the scenario and not in the plan; its effect is seen before', async () => {
  const page = await look('cfo', '/scenarios?tab=other&of=scenario-1')
  const form = page.getByRole('form', { name: /Change something else/ })
  await form.getByText(/^Records: \d+/).waitFor()
  const all = Number((await form.getByText(/^Records: \d+/).textContent())!.replace(/\D/g, ''))
  await form.getByRole('combobox', { name: 'Country' }).or(form.getByLabel('Country')).first().click()
  await page.getByRole('option', { name: 'PE', exact: true }).click()
  await expect
    .poll(async () => Number((await form.getByText(/^Records: \d+/).textContent())!.replace(/\D/g, '')))
    .toBeLessThan(all)
  await form.getByRole('button', { name: 'Preview' }).click()
  await form
    .getByRole('status')
    .getByText(/Net sales: .* → .* \+/)
    .waitFor()
  await form.getByRole('button', { name: 'Apply' }).click()
  await because(page, 'Price change')
  await form.getByText('Done: the scenario counts it.').waitFor()
  await page.goto(`${workbench.url}/scenarios?tab=changes&of=scenario-1`)
  await page.getByText('Selling prices: amount +5.0%').waitFor()
  await page.context().close()
})

test('[WB73] [LP32] somebody changes the same in the plan: nothing moves before there is a choice', async () => {
  const ana = await look('ana', '/plan?past=0&by=month')
  await write(ana, '/plan?past=0&by=month', '123456')
  const before = await planned(ana, 'main')
  await ana.context().close()
  const page = await look('cfo', '/scenarios?tab=merge&of=scenario-1')
  const promote = page.getByRole('button', { name: 'Promote into the plan' })
  await promote.click()
  const conflicts = page.getByRole('table', { name: 'Changes that meet' })
  await conflicts.waitFor()
  expect(await conflicts.textContent()).toMatch(/123,456 units.*ana/)
  expect(await promote.isDisabled()).toBe(true)
  await page.getByText('Left to choose: 1').waitFor()
  expect(before).toBe(123_456)
  expect(await planned(page, 'main')).toBe(before)
  await page.context().close()
})

test('[WB76] [LP31] as chosen, it goes into the plan, everybody is told, and who merged it is in the plan', async () => {
  const ana = await look('ana', '/plan?past=0&by=month&in=scenario-1')
  const page = await look('cfo', '/scenarios?tab=merge&of=scenario-1&in=scenario-1')
  await page.getByRole('button', { name: 'Promote into the plan' }).click()
  await page.getByRole('button', { name: 'All as in the scenario' }).click()
  await page.getByRole('button', { name: 'Promote into the plan' }).click()
  await page.getByText('No scenario is open').waitFor()
  expect(page.url()).not.toContain('in=scenario-1')
  await ana.getByRole('button', { name: /News: [1-9]/ }).click()
  await ana.getByText(`cfo promoted the scenario “${NAME}” into the plan`).waitFor()
  await ana.getByRole('status').filter({ hasText: 'it is not open any more' }).waitFor()
  expect(await planned(page, 'main')).toBeCloseTo(123_456 * 1.1, 0)
  await ana.context().close()
  await page.context().close()
})

test('[WB76] what is given up is asked once more, and whoever was in it is in the plan', async () => {
  const page = await look('ana', '/scenarios')
  await open(page, 'A mistake')
  const [id] = /scenario-\d+/.exec(page.url())!
  await page.goto(`${workbench.url}/scenarios?in=${id}`)
  await page.getByRole('button', { name: 'Give up “A mistake”' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await rowOf(page, 'A mistake').waitFor()
  await page.getByRole('button', { name: 'Give up “A mistake”' }).click()
  await dialog.getByRole('button', { name: 'Give up', exact: true }).click()
  await page.getByText('No scenario is open').waitFor()
  expect(page.url()).not.toContain(`in=${id}`)
  await page.context().close()
})

test('whoever may not open one has no such screen, and is told what it would show', async () => {
  const page = await look('viewer', '/scenarios')
  await page.getByText('This is not among your permissions').waitFor()
  expect(await page.getByRole('navigation').getByRole('link', { name: 'Scenarios' }).count()).toBe(0)
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
