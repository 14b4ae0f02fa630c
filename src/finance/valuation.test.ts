import { describe, expect, it } from 'vitest'
import { amount, buildMoneyWorld, day, type MoneyWorldGiven, month, share } from '../../tests/support/money-world.js'
import { Refusal } from '../core/base/refusal.js'
import { leafMoney } from './leaf-money.js'
import { type BaseLine, unitRate } from './money-plan.js'

const ONE_SHOP: MoneyWorldGiven = {
  entities: [{ id: 'cl', country: 'CL', currency: 'CLP' }],
  baseCurrency: 'CLP',
  products: { bar: 'snacks' },
  locations: { dc: { country: 'CL', entity: 'cl' } },
  customers: {
    payer: { country: 'CL', channel: 'modern' },
    banner: { country: 'CL', parent: 'payer' },
    store: { country: 'CL', parent: 'banner' },
    other: { country: 'CL', channel: 'modern' },
    corner: { country: 'CL', channel: 'traditional' },
    abroad: { country: 'PE', channel: 'modern' },
    far: { country: 'PE' },
  },
  sales: ['store', 'other', 'corner', 'abroad', 'far'].map((customer) => ({
    item: 'bar',
    location: 'dc',
    customer,
    units: '10',
  })),
}

const rateOf = (given: Partial<MoneyWorldGiven>, line: BaseLine, customer: string, bucket = 0): number => {
  const world = buildMoneyWorld({ ...ONE_SHOP, ...given })
  return unitRate(world.money, line, world.row('bar', 'dc', customer), bucket) / 1e6
}

describe('list prices', () => {
  const prices = [
    { product: 'bar', amount: amount('100'), currency: 'CLP' },
    { product: 'bar', amount: amount('101'), currency: 'CLP', country: 'CL' },
    { product: 'bar', amount: amount('102'), currency: 'CLP', channel: 'modern' },
    { product: 'bar', amount: amount('103'), currency: 'CLP', channel: 'modern', country: 'CL' },
    { product: 'bar', amount: amount('104'), currency: 'CLP', customer: 'payer' },
    { product: 'bar', amount: amount('105'), currency: 'CLP', customer: 'store' },
  ]

  it('[VA3] the most specific price wins: customer, parent, channel and country, channel, country, none', () => {
    const priceOf = (customer: string, all = prices) => rateOf({ prices: all }, 'grossSales', customer)
    expect(priceOf('store')).toBe(105)
    expect(priceOf('store', prices.slice(0, 5))).toBe(104)
    expect(priceOf('other')).toBe(103)
    expect(priceOf('abroad')).toBe(102)
    expect(priceOf('corner')).toBe(101)
    expect(priceOf('far')).toBe(100)
  })

  it('[VA3] a tie is refused with the item, the scope and the day', () => {
    const tie = [...prices, { product: 'bar', amount: amount('99'), currency: 'CLP', country: 'CL' }]
    expect(() => rateOf({ prices: tie }, 'grossSales', 'far')).toThrow(Refusal)
    expect(() => rateOf({ prices: tie }, 'grossSales', 'far')).toThrow('country=CL')
  })

  it('[VA3] the price that began last holds, and an earlier one comes back when it ends', () => {
    const seasonal = [
      { product: 'bar', amount: amount('100'), currency: 'CLP', validFrom: day('2026-01-01') },
      {
        product: 'bar',
        amount: amount('120'),
        currency: 'CLP',
        validFrom: day('2026-11-24'),
        validTo: day('2026-11-25'),
      },
    ]
    const days = [0, 1, 2, 3].map((bucket) => rateOf({ prices: seasonal }, 'grossSales', 'far', bucket))
    expect(days).toEqual([100, 120, 120, 100])
  })

  it('[VA5] a price valid from the middle of a bucket is averaged by days', () => {
    const horizon = { days: 0, weeks: 2, months: 0 } // the week of 23 November, and 30 November alone
    const rise = [
      { product: 'bar', amount: amount('100'), currency: 'CLP', validFrom: day('2026-01-01') },
      { product: 'bar', amount: amount('110'), currency: 'CLP', validFrom: day('2026-11-25') },
    ]
    // Two days at 100 and five at 110: 750 / 7.
    expect(rateOf({ prices: rise, horizon }, 'grossSales', 'far')).toBe(107.142857)
    // Before the first price nothing is sold: those days do not count.
    expect(rateOf({ prices: rise.slice(1), horizon }, 'grossSales', 'far')).toBe(110)
  })

  it('[VA4] a price in another currency is translated once, at the PLAN rate of the month', () => {
    const given: Partial<MoneyWorldGiven> = {
      horizon: { days: 10, months: 1 },
      prices: [{ product: 'bar', amount: amount('1.05'), currency: 'USD' }],
      fx: [
        { rateSet: 'PLAN', month: month('2026-11'), from: 'USD', to: 'CLP', rate: '950' },
        { rateSet: 'PLAN', month: month('2026-12'), from: 'CLP', to: 'USD', rate: '0.00105' },
      ],
    }
    expect(rateOf(given, 'grossSales', 'far', 0)).toBe(997.5)
    expect(rateOf(given, 'grossSales', 'far', 8)).toBe(1000)
  })

  it('[VA4] a rate that is missing refuses the plan', () => {
    const prices = [{ product: 'bar', amount: amount('1.05'), currency: 'USD' }]
    expect(() => rateOf({ prices }, 'grossSales', 'far')).toThrow('finance.missing_rate')
  })

  it('[VA5] a promotion price holds in its buy-in window, the lowest one first', () => {
    const given: Partial<MoneyWorldGiven> = {
      prices: prices.slice(0, 1),
      promotions: [
        {
          product: 'bar',
          customer: 'payer',
          price: amount('80'),
          sellOutStart: day('2026-12-01'),
          sellOutEnd: day('2026-12-05'),
          buyInStart: day('2026-11-24'),
          buyInEnd: day('2026-11-25'),
        },
        {
          family: 'snacks',
          country: 'CL',
          price: amount('90'),
          sellOutStart: day('2026-11-25'),
          sellOutEnd: day('2026-11-26'),
        },
      ],
    }
    const days = (customer: string) => [0, 1, 2, 3, 4].map((bucket) => rateOf(given, 'grossSales', customer, bucket))
    expect(days('store')).toEqual([100, 80, 80, 90, 100])
    expect(days('corner')).toEqual([100, 100, 90, 90, 100])
    expect(days('far')).toEqual([100, 100, 100, 100, 100])
  })
})

describe('what comes off the price', () => {
  const given: Partial<MoneyWorldGiven> = {
    prices: [{ product: 'bar', amount: amount('200'), currency: 'CLP' }],
    tradeTerms: [
      { customer: 'payer', kind: 'on_invoice', value: share('0.1') },
      { customer: 'store', kind: 'rebate', value: share('0.03') },
      { customer: 'payer', kind: 'tier', value: share('0.02') },
      { customer: 'payer', kind: 'logistic', value: share('0.015') },
      { customer: 'store', kind: 'per_unit', value: amount('0.5'), family: 'snacks' },
      { customer: 'store', kind: 'per_unit', value: amount('7'), family: 'drinks' },
    ],
  }

  it('[VA6] terms are shares of gross or money per unit, add up, and bind the children of their customer', () => {
    expect(rateOf(given, 'onInvoiceDiscounts', 'store')).toBe(20)
    expect(rateOf(given, 'rebates', 'store')).toBe(10)
    expect(rateOf(given, 'tradeSpend', 'store')).toBe(3.5)
    expect(rateOf(given, 'rebates', 'other')).toBe(0)
  })

  it('[VA6] a term that begins half-way through a bucket takes its days of it', () => {
    const week = { days: 0, weeks: 1 }
    const late = [{ customer: 'payer', kind: 'on_invoice' as const, value: share('0.1'), validFrom: day('2026-11-28') }]
    expect(rateOf({ ...given, tradeTerms: late, horizon: week }, 'onInvoiceDiscounts', 'store')).toBe(5.714286)
  })

  it('[VA6] what comes back is a learned share of the invoice', () => {
    const world = buildMoneyWorld({ ...ONE_SHOP, ...given }, { returnShareOf: () => share('0.01') })
    expect(unitRate(world.money, 'returns', world.row('bar', 'dc', 'store'), 0)).toBe(amount('1.8'))
    expect(unitRate(world.money, 'returns', world.row('bar', 'dc', 'far'), 0)).toBe(amount('2'))
  })

  it('[VA6] promotion funding is our cost, unless the supplier pays it back or the customer bears it', () => {
    const funded = (fundedBy: string | null) =>
      rateOf(
        {
          ...given,
          tradeTerms: [],
          suppliers: ['maker'],
          promotions: [
            {
              customer: 'far',
              sellOutStart: day('2026-11-01'),
              sellOutEnd: day('2026-11-30'),
              fundingPerUnit: amount('4'),
              fundedBy,
            },
          ],
        },
        'tradeSpend',
        'far',
      )
    expect([funded(null), funded('maker'), funded('far')]).toEqual([4, -4, 0])
  })
})

describe('what it costs', () => {
  it('[VA7] the cost at the shipping location wins over the cost of the item', () => {
    const costs = [
      { product: 'bar', amount: amount('40'), currency: 'CLP', validFrom: day('2026-01-01') },
      { product: 'bar', amount: amount('44'), currency: 'CLP', validFrom: day('2026-11-25') },
      { product: 'bar', amount: amount('50'), currency: 'CLP', location: 'dc', validFrom: day('2026-11-24') },
    ]
    const days = (all: typeof costs) => [0, 1, 2].map((bucket) => rateOf({ costs: all }, 'standardCost', 'far', bucket))
    expect(days(costs.slice(0, 2))).toEqual([40, 40, 44])
    expect(days(costs)).toEqual([40, 50, 50])
  })

  it('[VA7] freight is that of the lane to the customer or its nearest parent, the item’s own lane first', () => {
    const lanes = [
      { from: 'dc', to: 'payer', costPerUnit: amount('3') },
      { from: 'dc', to: 'other', costPerUnit: amount('5'), priority: 2 },
      { from: 'dc', to: 'other', costPerUnit: amount('4'), priority: 1 },
      { from: 'dc', to: 'corner', costPerUnit: amount('5') },
      { from: 'dc', to: 'corner', costPerUnit: amount('9'), product: 'bar' },
    ]
    const freight = (customer: string) => rateOf({ lanes }, 'outboundLogistics', customer)
    expect(['store', 'other', 'corner', 'far'].map(freight)).toEqual([3, 4, 9, 0])
  })

  it('[VA7] rows without price or cost in some bucket are named, so that a report can say what it misses', () => {
    const world = buildMoneyWorld({
      ...ONE_SHOP,
      prices: [{ product: 'bar', amount: amount('200'), currency: 'CLP', country: 'CL' }],
    })
    expect([...world.money.unpricedRows]).toEqual(
      [world.row('bar', 'dc', 'abroad'), world.row('bar', 'dc', 'far')].sort(),
    )
    expect(world.money.uncostedRows.length).toBe(5)
  })
})

describe('when revenue is recognised', () => {
  const delivered: MoneyWorldGiven = {
    ...ONE_SHOP,
    horizon: { days: 2, weeks: 2, months: 0 }, // 23, 24, the rest of the week, 30 November, 1–6 December, …
    customers: { far: { country: 'PE', revenueAt: 'delivery' }, near: { country: 'PE' } },
    lanes: [
      { from: 'dc', to: 'far', leadTimeDays: 3 },
      { from: 'dc', to: 'near', leadTimeDays: 3 },
    ],
    prices: [{ product: 'bar', amount: amount('1'), currency: 'CLP' }],
    sales: [
      { item: 'bar', location: 'dc', customer: 'far', units: ['10', '20', '50.005'] },
      { item: 'bar', location: 'dc', customer: 'near', units: ['10', '20', '50.005'] },
    ],
  }

  it('[VA8] on delivery, each day of a bucket is recognised the lead time later, whole and complete', () => {
    const { money, plan, row } = buildMoneyWorld(delivered)
    const major = (customer: string) =>
      Array.from(leafMoney(money, plan.columns, 'grossSales', row('bar', 'dc', customer)), (atoms) => atoms / 1e4)
    expect(major('near').slice(0, 5)).toEqual([10, 20, 50.005, 0, 0])
    // 10 + 20 arrive on 26 and 27 November; 25–29 November become 28 November to 2 December: 2, 1 and 2 fifths.
    expect(major('far').slice(0, 5)).toEqual([0, 0, 50.002, 10.001, 20.002])
  })
})
