import { beforeAll, describe, expect, test } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../../tests/support/trouble-world.js'
import { SHARE_WHOLE } from '../../../core/base/quantity.js'
import { allocateByValue } from '../../../solver/balancing/value-allocation.js'
import { loadHighsSolver } from '../../../solver/highs-solver.js'
import { type AllocationPorts, allocateShortages } from './shortage-allocations.js'

let ports: AllocationPorts
beforeAll(async () => {
  const solver = await loadHighsSolver()
  ports = { byValue: (supply, claims, least) => allocateByValue(solver, supply, claims, least) }
})

/** 70 for a week in which three chains ask for 140. */
const SHORT: TroubleGiven = {
  planDay: '2026-09-21',
  horizon: { days: 14, weeks: 4, months: 1 },
  suppliers: ['mill'],
  lanes: [{ from: 'mill', to: 'DC', leadTimeDays: 7 }],
  customers: { big: {}, mid: {}, small: {} },
  stock: { 'bar@DC': 70 },
  demand: [
    { at: 'bar@DC', customer: 'big', units: [70, 0, 0, 0, 0, 0, 0, 0] },
    { at: 'bar@DC', customer: 'mid', units: [42, 0, 0, 0, 0, 0, 0, 0] },
    { at: 'bar@DC', customer: 'small', units: [28, 0, 0, 0, 0, 0, 0, 0] },
  ],
  prices: { bar: 100 },
  costs: { bar: 60 },
}

const given = (world: TroubleGiven, mode: 'fair' | 'value' = 'fair', leastShare = SHARE_WHOLE / 2) => {
  const report = allocateShortages(buildTroubleWorld(world), { mode, leastShare }, ports)
  return Object.fromEntries(report.lines.map((line) => [line.customer, line.given]))
}

describe('[BA25] over a company', () => {
  test('what the plan can ship in a week goes to equal cover, by forecast', () => {
    expect(given(SHORT)).toEqual({ big: '35', mid: '21', small: '14' })
  })

  test('orders that grow because goods are scarce get nobody more', () => {
    const [big, mid, small] = SHORT.demand
    const loud = { ...small!, orders: [70, 0, 0, 0, 0, 0, 0, 0] }
    expect(given({ ...SHORT, demand: [big!, mid!, loud] })).toEqual({ big: '35', mid: '21', small: '14' })
  })

  test('who has a priority goes first, and the others are told where supply ended', () => {
    const serviceTerms = [
      { customer: 'small', priority: 1 },
      { customer: 'mid', priority: 2 },
    ]
    const { lines, shortages } = allocateShortages(
      buildTroubleWorld({ ...SHORT, serviceTerms }),
      { mode: 'fair', leastShare: 0 },
      ports,
    )
    expect(shortages).toBe(1)
    expect(lines.find(({ customer }) => customer === 'big')).toMatchObject({
      given: '0',
      reason: 'priority',
      priority: 2,
    })
    expect(lines.find(({ customer }) => customer === 'small')).toMatchObject({ given: '28', reason: null })
  })

  test('what is fined comes before what is not', () => {
    const terms = [{ customer: 'big', fine: 100_000, inFull: 900_000 }]
    expect(given({ ...SHORT, terms })).toMatchObject({ big: '63', mid: '4.2', small: '2.8' })
  })

  test('nobody is cut where there is enough', () => {
    expect(given({ ...SHORT, stock: { 'bar@DC': 140 } })).toEqual({})
  })
})

test('[BA23] by value the dearest gets what nobody is owed; all of it is given', () => {
  const company = ({ prices }: { prices: readonly { product: string }[] }) => ({
    prices: [...prices, { ...prices[0]!, customer: 'small', amount: 150_000_000 }] as never,
  })
  const byValue = given({ ...SHORT, company }, 'value')
  expect(byValue.small).toBe('28')
  expect(Object.values(byValue).reduce((sum, units) => sum + Number(units), 0)).toBe(70)
  expect(Number(byValue.mid)).toBeGreaterThanOrEqual(10.5)
  expect(Number(byValue.big)).toBeGreaterThanOrEqual(17.5)
})

test('[BA23] a unit whose lack is fined is worth the fine as well', () => {
  const terms = [{ customer: 'small', fine: 100_000, inFull: 500_000 }]
  expect(given({ ...SHORT, terms }, 'value', 0)).toMatchObject({ small: '28' })
})
