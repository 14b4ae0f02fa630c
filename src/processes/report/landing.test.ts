import { expect, test } from 'vitest'
import { amount, companyOf as pricedCompany, share } from '../../../tests/support/money-world.js'
import { companyOf } from '../../../tests/support/supply-world.js'
import { monthOf, parseDay } from '../../core/base/day.js'
import type { SalesFacts } from '../../core/network/facts.js'
import { readExchangeRates } from '../../finance/exchange-rates.js'
import { landMonth, type SoldToDate, soldToDate } from './landing.js'

const COMPANY = companyOf({
  planDay: '2026-11-23',
  locations: { dc: 'dc', shop: 'store' },
  customers: { chain: {} },
  owners: { shop: 'chain' },
  demand: [{ at: 'bar@dc', units: 0 }],
})
const [DC, SHOP] = [0, 1]

/** Each sale: ISO day, location, units, returned units, net amount in major units, flow. */
function salesOf(lines: readonly (readonly [string, number, number, number, number, number?])[]): SalesFacts {
  const column = (at: number, scale = 1): Float64Array =>
    Float64Array.from(lines, (line) => Number(line[at] ?? 0) * scale)
  return {
    count: lines.length,
    product: new Int32Array(lines.length),
    customer: new Int32Array(lines.length),
    location: Int32Array.from(column(1)),
    day: Int32Array.from(lines, ([iso]) => parseDay(iso)!),
    flow: Uint8Array.from(column(5)),
    units: column(2, 1000),
    returnedUnits: column(3, 1000),
    grossAmount: column(4, 1_000_000),
    netAmount: column(4, 1_000_000),
    estimated: new Uint8Array(lines.length),
  }
}

test('[PV12] to date is what left our own places in the open month, less what came back', () => {
  const sales = salesOf([
    ['2026-10-31', DC, 99, 0, 9900],
    ['2026-11-02', DC, 40, 0, 4000],
    ['2026-11-20', DC, 10, 2, 800],
    ['2026-11-23', DC, 99, 0, 9900],
    ['2026-11-03', DC, 99, 0, 0, 1],
    ['2026-11-03', SHOP, 99, 0, 9900],
  ])
  expect(soldToDate(COMPANY, sales)).toEqual([{ currency: 'CLP', units: 48_000, net: 4_800_000_000 }])
})

test('[PV12] sales without money are counted in units only', () => {
  expect(soldToDate(COMPANY, salesOf([['2026-11-02', DC, 40, 0, 0]]))).toEqual([
    { currency: 'CLP', units: 40_000, net: null },
  ])
})

test('[PV12] net sales to date are those of the plan: rebates and trade spend are off, on what was kept', () => {
  const rebating = pricedCompany({
    baseCurrency: 'CLP',
    products: { bar: 'bars' },
    locations: { dc: { country: 'CL' } },
    customers: { chain: { country: 'CL' } },
    prices: [{ product: 'bar', amount: amount('100'), currency: 'CLP' }],
    tradeTerms: (['rebate', 'logistic'] as const).map((kind) => ({ customer: 'chain', kind, value: share('0.10') })),
    sales: [],
  })
  const sales = salesOf([
    ['2026-11-02', DC, 40, 0, 4000],
    ['2026-11-20', DC, 10, 2, 800],
  ])
  sales.customer.fill(rebating.customers.findIndex(({ id }) => id === 'chain'))
  expect(soldToDate(rebating, sales)[0]!.net).toBe((4_800 - 2 * 480) * 1e6)
})

test('[PV12] [PM1] a sale without money and without a price leaves the net sales of the month to date unknown', () => {
  const unpriced = salesOf([
    ['2026-11-02', DC, 40, 0, 4000],
    ['2026-11-03', DC, 10, 0, 0],
  ])
  expect(soldToDate(COMPANY, unpriced)).toEqual([{ currency: 'CLP', units: 50_000, net: null }])
})

const NOVEMBER = monthOf(parseDay('2026-11-23')!)
const land = (sold: readonly SoldToDate[], currency = 'CLP') =>
  landMonth({
    month: NOVEMBER,
    sold,
    rest: { units: '12.5', netSales: currency === 'CLP' ? '1250' : '1.39' },
    reading: { kind: 'plan', currency },
    exchange: readExchangeRates('CLP', [
      { rateSet: 'PLAN', month: NOVEMBER, day: null, from: 'USD', to: 'CLP', rate: '900' },
    ]),
  })

test('[PV12] landing is actual to date plus the rest of the plan, as both are printed', () => {
  expect(land([{ currency: 'CLP', units: 48_000, net: 4_800_400_000 }])).toEqual({
    month: '2026-11',
    currency: 'CLP',
    actualToDate: { units: '48', netSales: '4800' },
    restOfPlan: { units: '12.5', netSales: '1250' },
    landing: { units: '60.5', netSales: '6050' },
  })
  // 4,800 CLP at 900 are 5.3333 USD.
  expect(land([{ currency: 'CLP', units: 48_000, net: 4_800_000_000 }], 'USD').landing).toEqual({
    units: '60.5',
    netSales: '6.72',
  })
})

test('[PV12] a month that has not begun lands where the plan says', () => {
  expect(land([]).landing).toEqual({ units: '12.5', netSales: '1250' })
})

test('[PV12] where money is not told the landing is not known, and says so', () => {
  const { actualToDate, landing } = land([{ currency: 'CLP', units: 48_000, net: null }])
  expect([actualToDate.netSales, landing.netSales, landing.units]).toEqual([null, null, '60.5'])
})
