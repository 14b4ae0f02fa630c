//! Small companies in a planner's words. Each folder here is a scenario: README.md says what it shows, why, and works
//! the figures out; company/ is what goes in; expected.txt is what must come out. `npm run accept` writes expected.txt
//! anew: read the difference, and the arithmetic of the README, before you keep it.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkFeasibility } from '../../src/core/supply/feasibility.js'
import { printFigures } from './printed-figures.js'
import { figuresAsked, planScenario } from './scenario-folder.js'

const here = import.meta.dirname
const names = fs
  .readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

test.each(names)('%s', async (name) => {
  const asked = figuresAsked(fs.readFileSync(path.join(here, name, 'README.md'), 'utf8'))
  const scenario = await planScenario(path.join(here, name, 'company'))
  await expect(printFigures(scenario, asked)).toMatchFileSnapshot(path.join(here, name, 'expected.txt'))
  expect(checkFeasibility(scenario.plan)).toEqual([])
})

test('there are scenarios, and each has a README and a company', () => {
  expect(names.length).toBeGreaterThanOrEqual(12)
  const parts = ['README.md', 'company/company.yaml']
  expect(names.flatMap((name) => parts.filter((part) => !fs.existsSync(path.join(here, name, part))))).toEqual([])
})
