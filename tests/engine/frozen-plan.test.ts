import { beforeAll, expect, test } from 'vitest'
import { firstDayOfMonth } from '../../src/core/base/day.js'
import { EVERYWHERE, pathOf } from '../../src/core/edit/box.js'
import { MAIN } from '../../src/core/edit/intent.js'
import { frozenPlan, frozenTable } from '../../src/processes/living/frozen-plan.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import { type CellRef, QUERY_MEASURES, type Query } from '../../src/processes/living/living-plan.js'
import { reasonsFor } from '../../src/processes/living/number-reasons.js'
import { everything, openLivingWorld, smallInput } from '../support/living-world.js'

let input: LivingInput
beforeAll(async () => {
  input = await smallInput(7, 12)
}, 120_000)

const ana = everything('ana')
const asked = (more: Partial<Query>): Query => ({
  scenario: MAIN,
  measures: ['constrained', 'netSales', 'standardCost', 'grossMargin'],
  by: ['family', 'item'],
  period: 'month',
  scope: EVERYWHERE,
  ...more,
})

test('[LP71] rows of a version are those of the plan over it that nobody has changed', async () => {
  const { engine, close } = await openLivingWorld(input)
  try {
    const peru = everything('ana', [{ ...EVERYWHERE, location: [input.company.settings.countries[0]!] }])
    for (const [query, viewer] of [
      [asked({}), ana],
      [asked({ by: ['country', 'customer'], period: 'total' }), ana],
      [asked({ measures: ['closing', 'receipts'], by: ['location'], period: 'week' }), ana],
      [asked({ by: [], limit: 1 }), peru],
    ] as const)
      expect(frozenTable(input, query, viewer, 0)).toEqual(await engine.query(query, viewer))
  } finally {
    await close()
  }
})

test('[LP71] why a number of a version is what it is: part for part as in the plan over it', async () => {
  const { engine, close } = await openLivingWorld(input)
  try {
    const { product, location, customer, rows } = input.plan
    const scope = {
      product: pathOf(product, product.leafNode[rows.demand.item[0]!]!),
      location: pathOf(location, location.leafNode[rows.demand.location[0]!]!),
      customer: pathOf(customer, customer.leafNode[rows.demand.customer[0]!]!),
    }
    const [from, until] = [1, 2].map((after) => firstDayOfMonth(input.money.firstMonth + after))
    const sources = { sources: async () => [], corrections: async () => null, forecastNote: async () => null }
    for (const measure of QUERY_MEASURES) {
      const cell: CellRef = { scenario: MAIN, measure, scope, from: from!, until: until! }
      expect([measure, await reasonsFor(frozenPlan(input), cell, ana, sources)]).toEqual([
        measure,
        await engine.why(cell, ana),
      ])
    }
  } finally {
    await close()
  }
})

test('[LP71] what was sold is no part of a version', () => {
  expect(() => frozenTable(input, asked({ measures: ['actual'], period: 'month' }), ana, 0)).toThrow(
    'living.sold_of_version',
  )
})
