import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import type { Disruption } from '../../core/network/company.js'
import { detectExceptions } from './detect-exceptions.js'

/** 10 a day, stock for two days; 80 were due yesterday and are now promised for day 6. A new order takes nine days. */
const LATE: TroubleGiven = {
  planDay: '2026-09-21',
  suppliers: ['mill'],
  lanes: [{ from: 'mill', to: 'DC', leadTimeDays: 9 }],
  customers: { anyone: { unfilled: 'cancel' } },
  stock: { 'bar@DC': 20 },
  demand: [{ at: 'bar@DC', units: 10 }],
  supplyOrders: [{ product: 'bar', to: 'DC', from: 'mill', units: 80, dueIn: -1, promisedIn: 6 }],
  firmReceipts: { 'bar@DC': [0, 0, 0, 0, 0, 0, 80] },
  prices: { bar: 100 },
  costs: { bar: 60 },
}
const all = (given: TroubleGiven) => detectExceptions(buildTroubleWorld(given))
const late = (given: TroubleGiven) => all(given).filter(({ kind }) => kind === 'late_supply')

const strike = (scope: string): Disruption => ({
  id: 'STRIKE',
  kind: 'port_strike',
  scope,
  start: 0,
  end: 99_999,
  probability: 1_000_000,
  factor: 0,
  owner: null,
  note: null,
})

describe('late supply', () => {
  it('[EX15] is worth the margin of what lacks before it comes and would not have lacked', () => {
    const [problem] = late(LATE)
    // Days 2 to 5: 40 units at 40.
    expect(problem).toMatchObject({ size: 80 * QUANTITY_PER_UNIT, value: 1600 })
    expect(problem!.place).toMatchObject({ product: 'bar', location: 'DC', reference: 'PO-1' })
    expect(problem!.why.values).toMatchObject({ endangered: 40, orders: 1, origin: 'mill' })
  })

  it('[EX15] counts what expires meanwhile: it will lack as well', () => {
    const [problem] = late({ ...LATE, stock: { 'bar@DC': 35 }, lots: [{ at: 'bar@DC', units: 35, expiresIn: 1 }] })
    expect(problem).toMatchObject({ value: 1600 })
  })

  it('[EX15] the shortage it makes has the same root and is counted once', async () => {
    const { totalAtRisk } = await import('./detect-exceptions.js')
    const problems = all(LATE)
    const shortage = problems.find(({ kind }) => kind === 'shortage')!
    expect(shortage).toMatchObject({ value: 1600, rootCause: late(LATE)[0]!.rootCause })
    expect(shortage.why.code).toBe('problem.shortage_late_supply')
    expect(totalAtRisk(problems)).toBe(1600)
  })

  it('[EX15] an order on time is no trouble, nor one promised earlier', () => {
    const order = { product: 'bar', to: 'DC', from: 'mill', units: 80, dueIn: 3 }
    expect(late({ ...LATE, supplyOrders: [order, { ...order, promisedIn: 2 }] })).toEqual([])
  })

  it('[EX15] past due without a new promise is taken to come in a week', () => {
    const [problem] = late({
      ...LATE,
      supplyOrders: [{ product: 'bar', to: 'DC', from: 'mill', units: 80, dueIn: -3 }],
      firmReceipts: { 'bar@DC': [80] },
    })
    // The plan counts on it today; days 2 to 6 go without if it comes on day 7.
    expect(problem!.why.values).toMatchObject({ endangered: 50, expected: '2026-09-28' })
  })

  it('[EX16] late supply that only eats safety stock is worth the fifth that chance will need', () => {
    const covered = { ...LATE, stock: { 'bar@DC': 100 }, safety: { 'bar@DC': 100 } }
    const [problem] = late(covered)
    // At the end of day 5 stock is 40 where it would have been 120: 60 of 100 are gone.
    expect(problem!.why.values.endangered).toBe(12)
    expect(problem!.value).toBe(12 * 40)
  })

  it('[EX17] late orders of one item from one origin are one trouble, named after it', () => {
    const order = { product: 'bar', to: 'DC', from: 'mill', units: 40, dueIn: -1, promisedIn: 6 }
    const problems = late({ ...LATE, supplyOrders: [order, { ...order, dueIn: -2 }] })
    expect(problems).toHaveLength(1)
    expect(problems[0]!.place.reference).toBe('mill')
    expect(problems[0]!.evidence.map(({ id }) => id)).toEqual(['PO-1', 'PO-2'])
    expect(problems[0]!.id).toBe(late(LATE)[0]!.id)
  })

  it('[EX17] a disruption under way whose scope covers the flow is the root cause', () => {
    const hit = (scope: string) => late({ ...LATE, company: () => ({ disruptions: [strike(scope)] }) })[0]!
    expect(hit('from=mill;to=DC')).toMatchObject({ rootCause: 'event:STRIKE' })
    expect(hit('supplier=mill').rootCause).toBe('event:STRIKE')
    expect(hit('mill').why.code).toBe('problem.late_supply_disrupted')
    expect(hit('from=mill;to=OTHER').rootCause).not.toBe('event:STRIKE')
  })
})
