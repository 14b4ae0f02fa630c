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

const answers = workedAnswers('supplier-mini')
let example: PlannedExample
let report: Report

beforeAll(() => {
  example = planExample('supplier-mini')
  report = example.report('--by', 'family')
})
afterAll(() => example?.remove())

test('the folder checks clean', () => {
  expect(rumbo('check', example.folder).code).toBe(0)
  expect(report.currency).toBe('CLP')
})

test.each([
  ['P&L', profitOf],
  ['memo', profitOf],
  ['net sales by family', netSalesByGroup],
  ['stock value', balancesOf],
  ['balances', balancesOf],
  ['cash', balancesOf],
  ['days', daysOf],
] as const)('%s: as worked out by hand in the README', (title, figuresOf) => {
  const { worked, planned } = compareMonths(answers.get(title)!, figuresOf(report).at)
  expect(planned).toEqual(worked)
})

test('closing units: as worked out by hand in the README', async () => {
  const table = answers.get('closing units in BODEGA-SCL')!
  const units = new Map<string, number>()
  for (const product of ['MERMELADA', 'MIEL'])
    for (const month of report.months)
      units.set(`${product} ${month}`, await example.closingUnits(product, 'BODEGA-SCL', month))
  const { worked, planned } = compareMonths(table, (product, month) => units.get(`${product} ${month}`)!)
  expect(planned).toEqual(worked)
})

test('the only exceptions are the decisions of this week: as worked out by hand in the README', () => {
  const said = example.exceptions().map(({ product, firstDay, lastUsefulDay, units, value }) => ({
    product,
    'first day': firstDay,
    'last useful day': lastUsefulDay,
    units: String(Number(units)),
    value: String(Number(value)),
  }))
  expect(said).toEqual(answers.get('decisions of this week')!.rows)
})

test('One Number holds, and November ties to the ledger', () => {
  const { code, proof } = example.prove()
  expect(proof.checks.filter(({ mismatches }) => mismatches > 0)).toEqual([])
  expect(proof.cells).toBeGreaterThan(0)
  expect(proof.truth).toMatchObject({ unexplained: [] })
  expect(proof.truth.lines).toBeGreaterThan(0)
  expect({ ok: proof.ok, code }).toEqual({ ok: true, code: 0 })
})
