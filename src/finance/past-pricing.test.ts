import { describe, expect, it } from 'vitest'
import { amount, companyOf, day, month, share } from '../../tests/support/money-world.js'
import type { LedgerLine, SalesFacts } from '../core/network/facts.js'
import { tieCompany } from './past-pricing.js'

const company = companyOf({
  entities: [{ id: 'maule', country: 'CL', currency: 'CLP' }],
  baseCurrency: 'CLP',
  products: { jam: 'jams', honey: 'honey' },
  locations: {
    bodega: { country: 'CL', entity: 'maule' },
    tienda: { country: 'CL', customer: 'super' },
  },
  customers: { super: { country: 'CL', revenueAt: 'delivery' }, almacen: { country: 'CL' } },
  prices: [
    { product: 'jam', amount: amount('1000'), currency: 'CLP' },
    { product: 'jam', amount: amount('900'), currency: 'CLP', customer: 'almacen' },
    { product: 'honey', amount: amount('5000'), currency: 'CLP' },
  ],
  costs: [
    { product: 'jam', amount: amount('600'), currency: 'CLP' },
    { product: 'honey', amount: amount('3000'), currency: 'CLP' },
  ],
  tradeTerms: [
    { customer: 'super', kind: 'on_invoice', value: share('0.10') },
    { customer: 'super', kind: 'rebate', value: share('0.05') },
  ],
  lanes: [{ from: 'bodega', to: 'super', leadTimeDays: 9 }],
  sales: [],
})

interface Sold {
  product: string
  customer: string
  units: number
  gross?: number
  net?: number
  on?: string
  at?: string
  returned?: number
  flow?: number
  estimated?: number
}

function facts(rows: readonly Sold[]): SalesFacts {
  const at = (records: readonly { id: string }[], id: string) => records.findIndex((record) => record.id === id)
  return {
    count: rows.length,
    product: Int32Array.from(rows, (row) => at(company.products, row.product)),
    location: Int32Array.from(rows, (row) => at(company.locations, row.at ?? 'bodega')),
    customer: Int32Array.from(rows, (row) => at(company.customers, row.customer)),
    day: Int32Array.from(rows, (row) => day(row.on ?? '2026-11-15')),
    flow: Uint8Array.from(rows, (row) => row.flow ?? 0),
    units: Float64Array.from(rows, (row) => row.units * 1000),
    returnedUnits: Float64Array.from(rows, (row) => (row.returned ?? 0) * 1000),
    grossAmount: Float64Array.from(rows, (row) => (row.gross ?? 0) * 1e6),
    netAmount: Float64Array.from(rows, (row) => (row.net ?? 0) * 1e6),
    estimated: Uint8Array.from(rows, (row) => row.estimated ?? 0),
  }
}

const ledger = (lines: Readonly<Record<string, number>>, currency = 'CLP'): LedgerLine[] =>
  Object.entries(lines).map(([line, value]) => ({
    entity: 'maule',
    month: month('2026-11'),
    line,
    account: null,
    customer: -1,
    amount: value * 1e6,
    currency,
  }))

/** A November of 30 equal days of examples/supplier-mini. */
const NOVEMBER: Sold[] = Array.from({ length: 30 }, (_, at) => {
  const on = `2026-11-${String(at + 1).padStart(2, '0')}`
  return [
    { product: 'jam', customer: 'super', units: 10, gross: 10_000, net: 9_000, on },
    { product: 'honey', customer: 'super', units: 2, gross: 10_000, net: 9_000, on },
    { product: 'jam', customer: 'almacen', units: 5, gross: 4_500, net: 4_500, on },
  ]
}).flat()
const CLOSED = ledger({
  'Gross Sales': 735_000,
  onInvoiceDiscounts: 60_000,
  rebates: 30_000,
  'Ventas netas': 645_000,
  standardCost: 450_000,
  grossMargin: 195_000,
  rent: 100_000,
})
const unexplained = (tied: ReturnType<typeof tieCompany>) =>
  Object.fromEntries(
    tied.lines.filter((line) => line.unexplained !== 0).map((line) => [line.line, line.unexplained / 1e6]),
  )

describe('a closed month', () => {
  it('[CM1] ties with nothing left over when the ledger is what was shipped at list prices and terms', () => {
    const tied = tieCompany({ company, sales: facts(NOVEMBER), ledger: CLOSED })
    expect(tied.lines.map((line) => line.line)).toContain('netSales')
    expect(unexplained(tied)).toEqual({})
    expect(tied.unexplainedByEntity.get('maule')).toBe(0)
    expect(tied.notFromVolume.map((line) => line.line)).toEqual(['rent'])
  })

  it('[CM1] shows a shipment that the ledger has not booked, line by line', () => {
    const more = [...NOVEMBER, { product: 'honey', customer: 'almacen', units: 1, gross: 5_000, net: 5_000 }]
    const tied = tieCompany({ company, sales: facts(more), ledger: CLOSED })
    expect(unexplained(tied)).toEqual({
      grossMargin: -2_000,
      grossSales: -5_000,
      netSales: -5_000,
      standardCost: -3_000,
    })
  })

  it('[CM2] tells a sale below list from one that is missing', () => {
    const below = NOVEMBER.map((row, at) => (at === 2 ? { ...row, gross: 4_000, net: 4_000 } : row))
    const tied = tieCompany({ company, sales: facts(below), ledger: ledger({ grossSales: 734_500 }) })
    const gross = tied.lines.find((line) => line.line === 'grossSales')!
    expect([gross.priceDeviation! / 1e6, gross.unexplained]).toEqual([-500, 0])
  })

  it('[CM6] takes no estimates, no sell-out and nothing of what others own', () => {
    const noise: Sold[] = [
      { product: 'jam', customer: 'super', units: 70, estimated: 1 },
      { product: 'jam', customer: 'super', units: 70, flow: 1 },
      { product: 'jam', customer: 'super', units: 70, at: 'tienda' },
      { product: 'jam', customer: 'super', units: 70, on: '2026-10-31' },
    ]
    const tied = tieCompany({ company, sales: facts([...NOVEMBER, ...noise]), ledger: CLOSED })
    expect(unexplained(tied)).toEqual({})
    expect(tied.estimatedRows).toBe(1)
  })

  it('[CM6] takes returns off net sales at what they were sold for', () => {
    const returned = [...NOVEMBER, { product: 'jam', customer: 'super', units: 0, returned: 2 }]
    const tied = tieCompany({ company, sales: facts(returned), ledger: CLOSED })
    // Two jars at 1,000 less 10 % and 5 %.
    expect(unexplained(tied)).toEqual({ grossMargin: 1_700, netSales: 1_700, returns: -1_700 })
  })

  it('[CM7] refuses a ledger in another currency than the company’s', () => {
    expect(() => tieCompany({ company, sales: facts([]), ledger: ledger({ netSales: 1 }, 'USD') })).toThrow(
      'finance.ledger_currency',
    )
  })
})
