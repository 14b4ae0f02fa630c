import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  balancesOf,
  daysOf,
  netSalesByGroup,
  type PlannedExample,
  planExample,
  profitOf,
  type Report,
} from './planned-example.js'
import { rumbo } from './rumbo-command.js'
import { compareMonths, workedAnswers } from './worked-answers.js'

const answers = workedAnswers('retailer-mini')
let example: PlannedExample
let report: Report

beforeAll(() => {
  example = planExample('retailer-mini')
  report = example.report('--by', 'family')
})
afterAll(() => example?.remove())

test('the folder checks clean', () => {
  expect(rumbo('check', example.folder).code).toBe(0)
  expect(report.currency).toBe('PEN')
})

test.each([
  ['P&L', profitOf],
  ['net sales by family', netSalesByGroup],
  ['stock value', balancesOf],
  ['balances', balancesOf],
  ['days', daysOf],
] as const)('%s: as worked out by hand in the README', (title, figuresOf) => {
  const { worked, planned } = compareMonths(answers.get(title)!, figuresOf(report).at)
  expect(planned).toEqual(worked)
})

test('closing units: as worked out by hand in the README', async () => {
  const { columns, rows } = answers.get('closing units')!
  for (const row of rows)
    for (const month of columns.slice(2)) {
      const units = await example.closingUnits(row.product!, row.location!, month)
      expect([row.product, row.location, month, units]).toEqual([row.product, row.location, month, Number(row[month])])
    }
})

test('the shelves without coffee, then the decisions of this week: as worked out by hand in the README', () => {
  const shortages = example.exceptions().filter(({ kind }) => kind === 'shortage')
  const said = shortages.map(({ product, location, firstDay, units, value }) => ({
    location,
    product,
    'first day': firstDay,
    units: String(Number(units)),
    value: String(Number(value)),
  }))
  expect(said).toEqual([...answers.get('shortages')!.rows, ...answers.get('decisions of this week')!.rows])
})

test('the two shortages are the dearest trouble of the company', () => {
  const kinds = example.exceptions().map(({ kind }) => kind)
  expect(kinds.slice(0, 2)).toEqual(['shortage', 'shortage'])
})

test('One Number holds, and November ties to the ledger', () => {
  const { code, proof } = example.prove()
  expect(proof.checks.filter(({ mismatches }) => mismatches > 0)).toEqual([])
  expect(proof.cells).toBeGreaterThan(0)
  expect(proof.truth).toMatchObject({ unexplained: [] })
  expect(proof.truth.lines).toBeGreaterThan(0)
  expect({ ok: proof.ok, code }).toEqual({ ok: true, code: 0 })
})
