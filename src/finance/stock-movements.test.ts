import { expect, test } from 'vitest'
import { buildCapitalWorld } from '../../tests/support/capital-world.js'
import { monthOf, parseDay } from '../core/base/day.js'
import { readMovements } from './stock-movements.js'

test('a supplier who can give no more is not booked for more: what came from whom is what the plan gave', () => {
  const { plan, company, row } = buildCapitalWorld({
    planDay: '2026-09-21',
    locations: { dc: 'dc' },
    suppliers: ['mill', 'refinery'],
    lanes: [
      { from: 'mill', to: 'dc', share: 500_000 },
      { from: 'refinery', to: 'dc', share: 500_000 },
    ],
    supplierCapacity: [
      {
        supplier: 'mill',
        product: 'bar',
        family: null,
        month: monthOf(parseDay('2026-09-01')!),
        units: 20_000,
        committed: null,
      },
    ],
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  const { origins } = readMovements(plan, company, []).read(row('bar@dc'))
  const from = origins.map(({ quantity }) => [...quantity])
  const sum = (quantities: readonly number[] = []): number => quantities.reduce((total, units) => total + units, 0)
  // Half of ten days of ten each; the mill has twenty units for all of September.
  expect(from.map(sum)).toEqual([20_000, 50_000])
  const arrived = plan.columns.receipts.subarray(row('bar@dc') * 10, (row('bar@dc') + 1) * 10)
  expect([...arrived]).toEqual(from[0]!.map((units, bucket) => units + from[1]![bucket]!))
})
