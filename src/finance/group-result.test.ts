import { describe, expect, it } from 'vitest'
import { buildCapitalWorld, type CapitalWorld, type CapitalWorldGiven } from '../../tests/support/capital-world.js'
import { lineOfEntity } from './entity-flows.js'
import { deriveGroupResult } from './group-result.js'
import { movement, postings } from './ledger.js'

/**
 * A plant company in Chile sells to a trading company in Peru at 5 soles what cost 1,000 pesos to make, 6 % duty on top;
 * a sol is 250 pesos. In Peru it stands for 5.30. Ten a day are sold in Lima at 8; three days on the way.
 */
function traders(more: Partial<CapitalWorldGiven> = {}): CapitalWorld {
  return buildCapitalWorld({
    planDay: '2026-12-01',
    horizon: { days: 20, weeks: 0, months: 2 },
    products: ['bar'],
    locations: { plant: 'plant', lima: 'dc' },
    stock: { 'bar@lima': 100 },
    safety: { 'bar@lima': 40 },
    lanes: [{ from: 'plant', to: 'lima', leadTimeDays: 3 }],
    demand: [{ at: 'bar@lima', units: [...Array(20).fill(10), 110, 310] }],
    entities: [
      { id: 'maker', country: 'CL', currency: 'CLP' },
      { id: 'trader', country: 'PE', currency: 'PEN' },
    ],
    owner: { plant: 'maker', lima: 'trader' },
    country: { lima: 'PE' },
    baseCurrency: 'CLP',
    prices: { bar: '2000' },
    costs: { 'bar@plant': '1000', 'bar@lima': '5.30' },
    transferPrices: [{ from: 'maker', to: 'trader', product: 'bar', amount: '5', currency: 'PEN', duty: '0.06' }],
    fx: [{ rateSet: 'PLAN', month: 2026 * 12 + 11, day: null, from: 'PEN', to: 'CLP', rate: '250' }],
    ...more,
  })
}

describe('a plan with two companies', () => {
  const world = traders()
  const { money, capital, books } = world
  const group = deriveGroupResult(money, capital)
  const PESO = 10 ** money.currencies[0]!.atomDecimals
  const closing = world.units('closing', 'bar@lima')
  const monthEnds = [20, 21].map((bucket) => closing[bucket]!)

  it('[IC1] sells at the transfer price of the folder, duty on top, each side in its own currency', () => {
    const sold = capital.transfers.reduce((sum, each) => sum + each.sold, 0)
    const quantity = capital.transfers.reduce((sum, each) => sum + each.quantity, 0) / 1000
    expect(quantity).toBe(20 * 10 + 110 + 310 - 100 + monthEnds[1]!)
    expect(sold / PESO).toBe(quantity * 1250)
    const SOL = 10 ** money.currencies[1]!.atomDecimals
    expect(capital.transfers.reduce((sum, each) => sum + each.duty, 0) / SOL).toBeCloseTo(quantity * 0.3, 8)
  })

  it('[IC2] has made 250 pesos with itself on every bar in stock in Lima', () => {
    expect(group.unrealised.opening / PESO).toBe(100 * 250)
    expect(Array.from(group.unrealised.groupClosing.slice(0, 2), (atoms) => atoms / PESO)).toEqual(
      monthEnds.map((bars) => bars * 250),
    )
  })

  it('[IC2] gives up what it had made on bars that are thrown away', () => {
    const spoiling = traders({ lots: [{ at: 'bar@lima', units: 100, expiresIn: 5 }] })
    expect(spoiling.writtenOff('bar@lima')[5]).toBe(40)
    const { unrealised } = deriveGroupResult(spoiling.money, spoiling.capital)
    const left = [20, 21].map((bucket) => spoiling.units('closing', 'bar@lima')[bucket]! * 250)
    expect(Array.from(unrealised.groupClosing.slice(0, 2), (atoms) => atoms / PESO)).toEqual(left)
  })

  it('[IC3] earns as a group what it would as one company: price less cost and duty', () => {
    const rows = money.entities.flatMap((_, entity) =>
      (['grossSales', 'standardCost'] as const).flatMap((line) =>
        [0, 1].map((month) => {
          const buckets = lineOfEntity(money, entity, line)
          const amount = buckets.reduce((sum, value, at) => sum + (money.monthOfBucket[at] === month ? value : 0), 0)
          const inPesos = entity === 0 ? amount : (amount / 10 ** money.currencies[1]!.atomDecimals) * 250 * PESO
          return { entity, month, line, amount: Math.round(line === 'grossSales' ? inPesos : -inPesos) }
        }),
      ),
    )
    const consolidated = group.consolidate(rows)
    const earned = [310, 310].map((sold) => sold * (2000 - 1000 - 75))
    const result = [0, 1].map((month) =>
      consolidated.filter((row) => row.month === month).reduce((sum, row) => sum + row.amount / PESO, 0),
    )
    expect(result[0]).toBeCloseTo(earned[0]!, 6)
    expect(result[1]).toBeCloseTo(earned[1]!, 6)
  })

  it('[IC4] books both sides, and what one is owed is what the other owes', () => {
    const [maker, trader] = books.map((each) => postings(each.months))
    const receivable = movement(maker!, 'maker', money.firstMonth, 'intercompanyReceivables') / PESO
    const payable = movement(trader!, 'trader', money.firstMonth, 'intercompanyPayables')
    expect(receivable).toBeGreaterThan(0)
    expect((payable / 10 ** money.currencies[1]!.atomDecimals) * -250).toBeCloseTo(receivable, 6)
    expect([...maker!, ...trader!].filter((posting) => posting.account === 'stockDifference')).toEqual([])
  })
})
