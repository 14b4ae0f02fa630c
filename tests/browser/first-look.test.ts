//! The first minutes of a newcomer: signing in, reading the plan, changing it, in three languages.
import { expect, test } from 'vitest'
import { because, Grid } from './support/grid.js'
import { faults, signIn, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

test('signing in: a wrong password is told, the right one leads to the plan', async () => {
  const page = await workbench.stranger()
  await page.getByLabel(/^Usuario/).fill('ana')
  await page.getByLabel(/^Contraseña/).fill('wrong')
  await page.getByRole('button', { name: 'Entrar' }).click()
  await page.getByRole('alert').waitFor()
  await signIn(page, 'ana')
  await new Grid(page).ready()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Plan en unidades, Todo')
  await page.context().close()
})

test.each([
  ['es', 'Plan en unidades, Todo', /^\d+,\d+$/],
  ['pt', 'Plano em unidades, Tudo', /^\d+,\d+$/],
  ['en', 'Plan in units, Everything', /^\d+\.\d+$/],
] as const)('[WB4] the plan in %s', async (language, title, number) => {
  const page = await workbench.as('ana', { language, at: '/plan?past=0' })
  const grid = await new Grid(page).ready()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title)
  expect(await grid.text(0, 0)).toMatch(number)
  await page.context().close()
})

test('[WB13] a number is typed, stands at once, and is taken back', async () => {
  const page = await workbench.as('ana', { language: 'en', at: '/plan?past=0&by=month' })
  const grid = await new Grid(page).ready()
  const before = await grid.number(4, 8)
  await grid.go(4, 8)
  await grid.type('=+10%')
  await because(page, 'Promotion')
  await grid.holds(4, 8, before * 1.1)
  await page.keyboard.press('Control+z')
  await grid.holds(4, 8, before)
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
