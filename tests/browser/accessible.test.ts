//! Every screen for everybody: no serious or critical finding of axe (WCAG 2.2 AA), by day and by night; and by keyboard alone.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Each screen, who looks at it, and what is there when it is ready. */
export const SCREENS = [
  ['ana', '/plan', 'canvas'],
  ['ana', '/plan?as=value', 'canvas'],
  ['ana', '/plan?calendar=walmart&time=rows', 'canvas'],
  ['ana', '/plan?calendar=nrf&as=value', 'h2'],
  ['viewer', '/plan?location=PE', 'canvas'],
  ['ana', '/finance', 'table[role=grid]'],
  ['ana', '/finance?show=variance&group=country&open=netSales&cell=netSales@2027-03', 'table[role=grid]'],
  ['ana', '/finance?part=cash', 'table[role=grid]'],
  ['ana', '/finance/bridge', 'h1'],
  ['ana', '/forecast?product=Alimentos%20y%20bebidas%2FCaf%C3%A9', 'table'],
  ['ana', '/forecast?tab=accuracy', 'h1'],
  ['cfo', '/scenarios', 'h1'],
  ['boss', '/data', 'table'],
  ['boss', '/data?tab=files', 'h1'],
  ['viewer', '/data', 'h1'],
  ['boss', '/administration', 'table'],
  ['ana', '/me', 'h1'],
  ['peru', '/finance', 'h1'],
  ['ana', '/gallery', 'h1'],
] as const

interface Finding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly string[]
}

async function findings(page: Page): Promise<Finding[]> {
  await page.evaluate(AXE)
  const all = (await page.evaluate(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => html) })))`)) as Finding[]
  return all.filter(({ impact }) => impact === 'serious' || impact === 'critical')
}

for (const scheme of ['light', 'dark'] as const)
  test.each(SCREENS)(`[WB8] ${scheme}: %s at %s`, async (user, at, ready) => {
    const page = await workbench.as(user, { scheme, at, language: 'es' })
    await page.locator(ready).first().waitFor()
    await page.waitForTimeout(700)
    expect(await findings(page)).toEqual([])
    await page.context().close()
  })

test.each(['light', 'dark'] as const)('[WB8] signing in, %s', async (scheme) => {
  const page = await workbench.stranger({ scheme })
  await page.getByLabel(/^Usuario/).waitFor()
  expect(await findings(page)).toEqual([])
  await page.context().close()
})

test('[WB8] the drawer, the palette, the help and the dialogs', async () => {
  const page = await workbench.as('ana', { language: 'en', at: '/plan?past=0' })
  const grid = await new Grid(page).ready()
  await grid.go(3, 1)
  await page.keyboard.press('Alt+Enter')
  await page
    .getByRole('complementary', { name: 'Why, notes, history' })
    .getByText('Baseline forecast')
    .first()
    .waitFor()
  expect(await findings(page)).toEqual([])
  await grid.go(3, 8)
  await grid.type('=+10%')
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(400)
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search' }).fill('caf')
  await page.waitForTimeout(600)
  expect(await findings(page)).toEqual([])
  await page.context().close()
})

test('[WB9] without a mouse: signed in, gone somewhere, a part chosen, a number changed and taken back', async () => {
  const page = await workbench.stranger({ language: 'en', at: '/plan?past=0&by=month' })
  await page.getByLabel(/^User/).waitFor()
  await page.keyboard.type('ana')
  await page.keyboard.press('Tab')
  await page.keyboard.type('a heading for the whole company')
  await page.keyboard.press('Enter')
  const grid = await new Grid(page).ready()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Lim')
  await page.getByText('CD Lima').or(page.getByText('DC-LIM')).first().waitFor()
  await page.keyboard.press('Escape')
  const before = await grid.number(2, 8)
  for (let tab = 0; tab < 60; tab++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement?.closest('[role="grid"], canvas') !== null`)) break
  }
  expect(await page.evaluate(`document.activeElement?.closest('[role="grid"], canvas') !== null`)).toBe(true)
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight')
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowDown')
  await grid.type('=+1')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await grid.holds(2, 8, before + 1)
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
