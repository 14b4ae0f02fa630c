//! Outside the plan in force nobody can overlook where they are.
import { expect, test } from 'vitest'
import { because, Grid } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

test('[WB6] in a scenario the frame says so; what is changed there leaves the plan as it is', async () => {
  const page = await workbench.as('cfo', { language: 'en', at: '/plan?past=0&by=month' })
  await new Grid(page).ready()
  expect(await page.getByText(/^Scenario:/).count()).toBe(0)
  const opened = await page.evaluate(`fetch('/api/v1/scenarios', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'A strike at the port' }),
  }).then((response) => response.json())`)
  const { id } = opened as { id: string }
  const ana = await workbench.as('ana', { language: 'en', at: `/plan?past=0&by=month&in=${id}` })
  const there = await new Grid(ana).ready()
  await ana.getByRole('status').getByText('Scenario: A strike at the port').waitFor()
  const before = await there.number(3, 8)
  await there.go(3, 8)
  await there.type('=+1000')
  await because(ana, 'Supply')
  await there.holds(3, 8, before + 1000)
  await ana.getByRole('button', { name: 'Back to the plan' }).click()
  await ana.getByText(/^Scenario:/).waitFor({ state: 'hidden' })
  const plan = await new Grid(ana).ready()
  await plan.holds(3, 8, before)
  await ana.context().close()
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
