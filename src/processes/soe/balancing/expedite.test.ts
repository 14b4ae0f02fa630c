import { describe, expect, test } from 'vitest'
import { balanced, type Given, TORN } from '../../../../tests/support/torn-world.js'
import { UNIT_PRICE_PER_MAJOR } from '../../../core/base/quantity.js'
import type { Lane } from '../../../core/network/company.js'

/** South could be fed by air, too. */
const byAir = (cost: number, leadTimeDays = 1, more: Partial<Lane> = {}): Given => ({
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
      ...more,
    },
  ],
})

test('[BA14] beside a move stands the cheapest lane of own supply that is there in time, and which is worth more', async () => {
  const dear = (await balanced(byAir(5))).moves[0]!
  expect(dear.expedite).toEqual({ from: 'air', mode: 'air', arrivalDate: '2026-09-22', cost: '900', benefit: '6300' })
  expect(dear.best).toBe('transfer')
  expect((await balanced(byAir(0.5))).moves[0]).toMatchObject({ best: 'expedite', expedite: { benefit: '7110' } })
  expect((await balanced(byAir(5, 3))).moves[0]!.expedite).toBeNull()
})

describe('[BA14] no expedite', () => {
  const expediteOf = async (given: Given) => (await balanced(given)).moves[0]!.expedite

  test('by a lane whose money nobody knows a rate for: it is not free', async () => {
    expect(await expediteOf(byAir(5, 1, { currency: 'XAU' }))).toBeNull()
  })

  test('beside a usual lane whose money nobody knows a rate for: what it costs beyond that is not known', async () => {
    const { lanes, ...given } = byAir(5)
    const usual = { costPerUnit: 4 * UNIT_PRICE_PER_MAJOR, currency: 'XAU' }
    const dear = lanes!.map((lane) => (lane.from === 'mill' ? { ...lane, ...usual } : lane))
    expect(await expediteOf({ ...given, lanes: dear })).toBeNull()
  })

  test('from a place of our own that does not hold the item', async () => {
    const given = byAir(5, 1, { from: 'FAR' })
    expect(await expediteOf({ ...given, locations: { ...TORN.locations, FAR: 'dc' } })).toBeNull()
  })

  test('from a place of our own that needs it; from one that never does there is', async () => {
    const given = byAir(5, 1, { from: 'FAR' })
    const far = (stock: number, units: number) =>
      expediteOf({
        ...given,
        locations: { ...TORN.locations, FAR: 'dc' },
        stock: { ...TORN.stock, 'bar@FAR': stock },
        demand: [...TORN.demand, { at: 'bar@FAR', units }],
      })
    expect(await far(5000, 1)).toMatchObject({ from: 'FAR', cost: '900' })
    expect(await far(200, 20)).toBeNull()
  })

  test('by a lane for anything where others name the item, nor where it is produced', async () => {
    const given = byAir(5)
    const named = given.lanes!.map((lane) => (lane.from === 'mill' ? { ...lane, product: 'bar' } : lane))
    expect(await expediteOf({ ...given, lanes: named })).toBeNull()
    const made: Given = {
      ...given,
      products: ['bar', 'flour'],
      suppliers: ['mill', 'air'],
      recipes: [{ at: 'bar@SOUTH', component: 'flour', per: 1 }],
      lanes: given.lanes!.map((lane) => (lane.from === 'mill' ? { ...lane, product: 'flour' } : lane)),
      prices: { bar: 100, flour: 1 },
      costs: { bar: 60, flour: 1 },
    }
    expect(await expediteOf(made)).toBeNull()
  })
})
