//! On a phone: everything can be read, nothing runs out of sight, nothing is written by a slip of the thumb.
import { expect, test } from 'vitest'
import { Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const PHONE = { width: 390, height: 844, language: 'en' } as const

test.each(['/plan', '/plan?as=value', '/plan?calendar=nrf&time=rows'])('[WB18] %s fits, and is read', async (at) => {
  const page = await workbench.as('ana', { ...PHONE, at })
  const grid = await new Grid(page).ready()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  await page.locator('.dvn-scroller').click({ position: { x: 300, y: 130 } })
  await page.keyboard.type('5')
  expect(await page.getByLabel('Value of the cell').count()).toBe(0)
  await page.getByRole('button', { name: 'Rows and columns' }).click()
  await page
    .getByRole('textbox', { name: 'Rows by Places' })
    .or(page.getByRole('combobox', { name: 'Rows by Places' }))
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Trees' }).click()
  await page
    .getByRole('complementary', { name: 'Trees' })
    .getByRole('button', { name: 'PE', exact: true })
    .first()
    .click()
  await page.waitForURL(/location=PE/)
  expect(grid).toBeDefined()
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
