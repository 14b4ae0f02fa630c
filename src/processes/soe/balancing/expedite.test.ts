import { expect, test } from 'vitest'
import { balanced, type Given, TORN } from '../../../../tests/support/torn-world.js'
import { UNIT_PRICE_PER_MAJOR } from '../../../core/base/quantity.js'

test('[BA14] beside a move stands the cheapest lane of own supply that is there in time, and which is worth more', async () => {
  const byAir = (cost: number, leadTimeDays = 1): Given => ({
    ...TORN,
    suppliers: ['mill', 'air'],
    lanes: [
      ...TORN.lanes!.map((lane) => ({ ...lane, priority: 1 })),
      {
        from: 'air',
        to: 'SOUTH',
        leadTimeDays,
        priority: 9,
        mode: 'air',
        costPerUnit: cost * UNIT_PRICE_PER_MAJOR,
        currency: 'CLP',
      },
    ],
  })
  const dear = (await balanced(byAir(5))).moves[0]!
  expect(dear.expedite).toEqual({ from: 'air', mode: 'air', arrivalDate: '2026-09-22', cost: '900', benefit: '6300' })
  expect(dear.best).toBe('transfer')
  expect((await balanced(byAir(0.5))).moves[0]).toMatchObject({ best: 'expedite', expedite: { benefit: '7110' } })
  expect((await balanced(byAir(5, 3))).moves[0]!.expedite).toBeNull()
})
