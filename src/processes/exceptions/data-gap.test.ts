import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { detectExceptions } from './detect-exceptions.js'

const SELLING: TroubleGiven = {
  planDay: '2026-09-21',
  stock: { 'bar@DC': 900, 'mug@DC': 900 },
  demand: [
    { at: 'bar@DC', units: 10 },
    { at: 'mug@DC', units: 2 },
  ],
  prices: { bar: 100, mug: 50 },
  costs: { bar: 60, mug: 20 },
}
const gaps = (given: TroubleGiven) => detectExceptions(buildTroubleWorld(given)).filter(({ kind }) => kind === 'data')
const coverage = (table: string, badValueShare: number) => [
  { table, files: 1, rows: 200, badRows: 3, badValueShare, repeatedRows: 0 },
]

describe('data', () => {
  it('[EX23] rows of sales left out are worth their share of four weeks of net sales', () => {
    const [gap] = gaps({ ...SELLING, coverage: coverage('sales', 0.01) })
    // 1,100 a day.
    expect(gap).toMatchObject({ value: 1100 * 28 * 0.01, place: { reference: 'sales' } })
    expect(gap!.why.values).toMatchObject({ bad: 3, rows: 200, share: '1%' })
  })

  it('[EX23] rows left out of other tables are told without a value', () => {
    expect(gaps({ ...SELLING, coverage: coverage('stock', 0.01) })).toMatchObject([{ value: 0 }])
  })

  it('[EX23] an item without a price is worth its cost, one without a cost its net sales', () => {
    const days = 10
    expect(gaps({ ...SELLING, prices: { bar: 100 } })).toMatchObject([
      { place: { product: 'mug', reference: 'prices' }, value: days * 2 * 20 },
    ])
    expect(gaps({ ...SELLING, costs: { bar: 60 } })).toMatchObject([
      { place: { product: 'mug', reference: 'costs' }, value: days * 2 * 50 },
    ])
  })

  it('[EX23] more than ten items are one trouble of the table', () => {
    const items = Array.from({ length: 12 }, (_, at) => `mug${at}`)
    const demand = [SELLING.demand[0]!, ...items.map((item) => ({ at: `${item}@DC`, units: 1 }))]
    const prices = { bar: 100, ...Object.fromEntries(items.map((item) => [item, 50])) }
    const found = gaps({ ...SELLING, stock: {}, demand, prices, costs: { bar: 60 } })
    expect(found).toMatchObject([{ place: { product: '', reference: 'costs' }, value: 12 * 10 * 50 }])
  })

  it('[EX23] a company that gives no prices at all has switched them off', () => {
    expect(gaps({ ...SELLING, prices: {} })).toEqual([])
    expect(gaps(SELLING)).toEqual([])
  })
})
