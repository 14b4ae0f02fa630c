import { describe, expect, it } from 'vitest'
import { amount, buildMoneyWorld, day, month } from '../../tests/support/money-world.js'
import type { SalesFacts } from '../core/network/facts.js'
import { comparePlan } from './budget.js'
import { amountsOfBudget, amountsOfLastYear, amountsOfPlan } from './comparatives.js'
import { readProfitAndLoss } from './profit-and-loss.js'

const world = buildMoneyWorld({
  planDay: '2026-12-01',
  horizon: { days: 31, weeks: 0, months: 0 },
  baseCurrency: 'USD',
  entities: [{ id: 'cl', country: 'CL', currency: 'CLP' }],
  products: { bar: 'snacks', nut: 'snacks' },
  locations: { dc: { country: 'CL', entity: 'cl' } },
  customers: { andes: { country: 'CL' } },
  prices: [{ product: 'bar', amount: amount('950'), currency: 'CLP' }],
  costs: [{ product: 'bar', amount: amount('475'), currency: 'CLP' }],
  fx: [
    { rateSet: 'PLAN', month: month('2026-12'), from: 'USD', to: 'CLP', rate: '950' },
    { rateSet: 'BUDGET', month: month('2026-12'), from: 'USD', to: 'CLP', rate: '900' },
    { rateSet: 'AVG', month: month('2025-12'), from: 'USD', to: 'CLP', rate: '1000' },
  ],
  sales: [{ item: 'bar', location: 'dc', customer: 'andes', units: '10' }],
})
const unit = { baseCurrency: 'USD', exchange: world.money.exchange }

const sales = (
  rows: readonly { on: string; units: number; returned?: number; net: number; flow?: number }[],
): SalesFacts => ({
  count: rows.length,
  product: new Int32Array(rows.length),
  location: new Int32Array(rows.length),
  customer: new Int32Array(rows.length),
  day: Int32Array.from(rows, (row) => day(row.on)),
  flow: Uint8Array.from(rows, (row) => row.flow ?? 0),
  units: Float64Array.from(rows, (row) => row.units * 1000),
  returnedUnits: Float64Array.from(rows, (row) => (row.returned ?? 0) * 1000),
  grossAmount: Float64Array.from(rows, (row) => row.net * 1e6),
  netAmount: Float64Array.from(rows, (row) => row.net * 1e6),
  estimated: new Uint8Array(rows.length),
})

describe('what the plan is compared with', () => {
  it('[BU1] puts plan, budget and last year into cents of the base currency, each at its own rates', () => {
    const plan = amountsOfPlan(
      readProfitAndLoss(world, { by: ['country', 'family'], reading: { kind: 'plan', currency: 'USD' } }),
    )
    const line = { country: 'CL', month: month('2026-12'), customer: null, units: null, currency: 'CLP' }
    const company = {
      ...world.company,
      budget: [
        { ...line, family: 'snacks', product: null, netSales: amount('180000'), margin: amount('90000') },
        { ...line, family: null, product: 'nut', netSales: amount('90000'), margin: null, units: 5000 },
      ],
    }
    const lastYear = amountsOfLastYear(
      world.company,
      sales([
        { on: '2025-12-05', units: 100, net: 95_000 },
        { on: '2025-12-09', units: 0, returned: 10, net: -9_500 },
        { on: '2025-12-09', units: 999, net: 999, flow: 1 },
      ]),
      unit,
    )
    const rows = comparePlan(plan, amountsOfBudget(company, unit), lastYear).filter((row) => row.family === 'snacks')
    expect(rows.map(({ line: name, plan: planned, budget, lastYear: past }) => [name, planned, budget, past])).toEqual([
      ['units', 310_000, 5_000, 90_000],
      ['netSales', 310_00, 300_00, 85_50], // 294,500 at 950; 270,000 at 900; 85,500 at 1,000
      ['grossMargin', 155_00, 100_00, null],
    ])
  })

  it('[BU3] knows last year of months that are over only: the open one is no year to measure the next by', () => {
    const company = { ...world.company, settings: { ...world.company.settings, planDay: day('2026-01-10') } }
    const told = amountsOfLastYear(
      company,
      sales([
        { on: '2025-12-31', units: 1, net: 1_000 },
        { on: '2026-01-05', units: 2, net: 2_000 },
      ]),
      unit,
    )
    expect(told.map(({ month: of, line, amount: units }) => [of, line, units])).toEqual([
      [month('2025-12'), 'units', 1_000],
      [month('2025-12'), 'netSales', 100],
    ])
  })
})
