import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amount, companyOf, day, month, share } from '../../tests/support/money-world.js'
import type { Company } from '../core/network/company.js'
import type { LedgerLine, SalesFacts } from '../core/network/facts.js'
import { amountsOfLastYear } from './comparatives.js'
import { compareGroups } from './compared-groups.js'
import { readExchangeRates } from './exchange-rates.js'
import { GROUP_KINDS, type GroupKind } from './past-groups.js'
import { type PastMonths, pastMonths } from './past-months.js'
import { tieCompany } from './past-pricing.js'
import { type PastLines, readPast } from './past-reading.js'

const JANUARY = month('2026-01')
const company: Company = {
  ...companyOf({
    entities: [
      { id: 'maule', country: 'CL', currency: 'CLP' },
      { id: 'rimac', country: 'PE', currency: 'PEN' },
    ],
    baseCurrency: 'CLP',
    products: { jam: 'jams', honey: 'honey' },
    locations: {
      bodega: { country: 'CL', entity: 'maule' },
      almacen: { country: 'PE', entity: 'rimac' },
      tienda: { country: 'CL', customer: 'super' },
    },
    customers: { super: { country: 'CL' }, lima: { country: 'PE' } },
    prices: [
      { product: 'jam', amount: amount('1000'), currency: 'CLP' },
      { product: 'honey', amount: amount('20'), currency: 'PEN' },
    ],
    costs: [
      { product: 'jam', amount: amount('600'), currency: 'CLP' },
      { product: 'honey', amount: amount('3000'), currency: 'CLP' },
    ],
    tradeTerms: [
      { customer: 'super', kind: 'on_invoice', value: share('0.10') },
      { customer: 'super', kind: 'rebate', value: share('0.05') },
    ],
    sales: [],
  }),
  fx: [1, 2, 3, 4].flatMap((at) => [
    { rateSet: 'AVG' as const, month: JANUARY + at - 1, day: null, from: 'PEN', to: 'CLP', rate: `${250 + at}` },
    { rateSet: 'PLAN' as const, month: JANUARY + at - 1, day: null, from: 'PEN', to: 'CLP', rate: '240' },
  ]),
}
const APRIL_10: Company = { ...company, settings: { ...company.settings, planDay: day('2026-04-10') } }

interface Sold {
  readonly on: string
  readonly product?: 'jam' | 'honey'
  readonly at?: string
  readonly to?: string
  readonly units: number
  readonly back?: number
  readonly gross?: number
  readonly net?: number
}

function facts(rows: readonly Sold[]): SalesFacts {
  const at = (records: readonly { id: string }[], id: string) => records.findIndex((record) => record.id === id)
  return {
    count: rows.length,
    product: Int32Array.from(rows, (row) => at(company.products, row.product ?? 'jam')),
    location: Int32Array.from(rows, (row) => at(company.locations, row.at ?? 'bodega')),
    customer: Int32Array.from(rows, (row) => at(company.customers, row.to ?? 'super')),
    day: Int32Array.from(rows, (row) => day(row.on)),
    flow: new Uint8Array(rows.length),
    units: Float64Array.from(rows, (row) => row.units * 1000),
    returnedUnits: Float64Array.from(rows, (row) => (row.back ?? 0) * 1000),
    grossAmount: Float64Array.from(rows, (row) => Math.round((row.gross ?? 0) * 1e6)),
    netAmount: Float64Array.from(rows, (row) => Math.round((row.net ?? 0) * 1e6)),
    estimated: new Uint8Array(rows.length),
  }
}

const line = (entity: string, iso: string, name: string, value: number): LedgerLine => ({
  entity,
  month: month(iso),
  line: name,
  account: null,
  customer: -1,
  amount: value * 1e6,
  currency: entity === 'maule' ? 'CLP' : 'PEN',
})

const pastOf = (rows: readonly Sold[], ledger: LedgerLine[] = [], of = APRIL_10): PastMonths =>
  pastMonths({ company: of, sales: facts(rows), ledger, firstMonth: JANUARY })

const read = (past: PastMonths, by?: GroupKind, currency = 'CLP', of = APRIL_10) =>
  readPast(past, of, { reading: { kind: 'plan', currency }, by })

const JAM: Sold = { on: '2026-02-03', units: 10, gross: 9_900, net: 8_910 }
const HONEY: Sold = { on: '2026-02-04', product: 'honey', at: 'almacen', to: 'lima', units: 3, gross: 60, net: 60 }

describe('[PM1] what was sold', () => {
  test('is as invoiced, with the terms and costs of its day, up to the plan day', () => {
    const { total } = read(
      pastOf([JAM, { ...JAM, on: '2026-04-09' }, { ...JAM, on: '2026-04-10' }, { ...JAM, at: 'tienda' }]),
    )
    expect(total.grossSales).toEqual([0, 9_900, 0, 9_900])
    expect(total.onInvoiceDiscounts).toEqual([0, 990, 0, 990])
    // Five percent of what the list says, after the discount on the invoice.
    expect(total.rebates[1]).toBe(
      read(
        pastOf([
          { ...JAM, gross: 0, net: 0 },
          { ...JAM, to: 'lima', on: '2026-02-05', units: 0, gross: 1, net: 1 },
        ]),
      ).total.rebates[1],
    )
    expect(total.netSales[1]).toBe(9_900 - 990 - total.rebates[1]!)
    expect(total.standardCost).toEqual([0, 6_000, 0, 6_000])
    expect(total.grossMargin[1]).toBe(total.netSales[1]! - 6_000)
    expect(total.units).toEqual([0, 10_000, 0, 10_000])
  })

  test('less what came back, as invoiced in all', () => {
    const { total } = read(pastOf([JAM, { ...JAM, on: '2026-02-05', units: 4, back: 1, gross: 2_970, net: 2_673 }]))
    expect(total.units[1]).toBe(13_000)
    const { grossSales, onInvoiceDiscounts, rebates, returns, netSales } = total
    expect(netSales[1]).toBe(grossSales[1]! - onInvoiceDiscounts[1]! - rebates[1]! - returns[1]!)
    // As invoiced, less the rebate of five percent of the list on what was kept.
    expect(netSales[1]).toBe(8_910 + 2_673 - 13 * 50)
  })

  test('is not known where no money is told, nor its cost where there is none', () => {
    const silent = read(pastOf([{ ...JAM, gross: 0, net: 0 }])).total
    expect([silent.units[1], silent.netSales[1], silent.grossMargin[1]]).toEqual([10_000, null, null])
    const free = { ...APRIL_10, costs: [] }
    const { total } = read(pastOf([JAM], [], free), undefined, 'CLP', free)
    expect([total.netSales[1] === null, total.standardCost[1], total.grossMargin[1]]).toEqual([false, null, null])
  })

  test('is what the closed books are tied to', () => {
    const rows = [JAM, HONEY, { ...JAM, on: '2026-02-17', units: 7, gross: 7_000, net: 6_300 }]
    const ledger = [line('maule', '2026-02', 'rent', 1), line('rimac', '2026-02', 'rent', 1)]
    const tied = tieCompany({ company: APRIL_10, sales: facts(rows), ledger })
    const { groups } = read(pastOf(rows), 'company')
    for (const name of ['rebates', 'standardCost'] as const) {
      const priced = tied.lines.find((each) => each.entity === 'maule' && each.line === name)!
      expect(groups.get('maule')![name][1]).toBe(Math.round(priced.priced / 1e6))
    }
  })
})

const BOOKS = [
  line('maule', '2026-02', 'Ventas brutas', 10_000),
  line('maule', '2026-02', 'netSales', 8_000),
  line('maule', '2026-02', 'depreciation', 50),
  line('maule', '2026-02', 'Arriendo', 700),
  line('maule', '2026-02', 'cash', 1),
]
const RENTING: Company = {
  ...APRIL_10,
  opex: [{ month: JANUARY, line: 'Arriendo', amount: 1, currency: 'CLP', entity: 'maule' } as never],
}

describe('[PM2] closed months', () => {
  test('are as the books tell them, under the names of the chart, of ledgers and of planned expenses', () => {
    const { isClosed, total } = read(pastOf([JAM], BOOKS, RENTING))
    expect(isClosed).toEqual([false, true, false])
    expect([total.grossSales[1], total.netSales[1], total.opex[1], total.depreciation[1]]).toEqual([
      10_000, 8_000, 700, 50,
    ])
    expect(total.standardCost[1]).toBe(6_000)
    expect([total.outboundLogistics[1], total.opex[0]]).toEqual([null, null])
  })

  test('are not closed while a company that sold in them has not closed its own', () => {
    const { isClosed, total } = read(pastOf([JAM, HONEY], BOOKS, RENTING))
    expect(isClosed).toEqual([false, false, false])
    expect([total.grossSales[1], total.opex[1]]).toEqual([9_900 + 60 * 252, null])
  })

  test('a line that one company tells only of other months is not known', () => {
    const ledger = [...BOOKS, line('rimac', '2026-02', 'netSales', 60), line('rimac', '2026-03', 'depreciation', 9)]
    const { isClosed, total } = read(pastOf([JAM, HONEY], ledger, RENTING))
    expect([isClosed[1], total.depreciation[1], total.netSales[1]]).toEqual([true, null, 8_000 + 60 * 252])
  })
})

test('[PM3] sums are told, or added up from parts that are all known', () => {
  const { total } = read(pastOf([JAM], BOOKS, RENTING))
  expect(total.grossMargin[1]).toBe(8_000 - 6_000)
  expect([total.contribution[1], total.ebit[1]]).toEqual([null, null])
  const told = ['outboundLogistics', 'transferLogistics', 'expediteLogistics'].map((name) =>
    line('maule', '2026-02', name, 10),
  )
  const { total: whole } = read(pastOf([JAM], [...BOOKS, ...told], RENTING))
  expect([whole.contribution[1], whole.ebitda[1], whole.ebit[1]]).toEqual([1_970, 1_270, 1_220])
})

test('[PM4] months are read at their average rates, the open one like the plan', () => {
  const { total } = read(pastOf([HONEY, { ...HONEY, on: '2026-04-02' }]))
  expect(total.netSales).toEqual([0, 60 * 252, 0, 60 * 240])
})

const soldRows = fc.array(
  fc.record({
    on: fc
      .integer({ min: 1, max: 28 })
      .chain((of) => fc.constantFrom('01', '02', '03', '04').map((at) => `2026-${at}-${String(of).padStart(2, '0')}`)),
    product: fc.constantFrom('jam' as const, 'honey' as const),
    at: fc.constantFrom('bodega', 'almacen'),
    to: fc.constantFrom('super', 'lima'),
    units: fc.integer({ min: 1, max: 50 }),
    gross: fc.integer({ min: 1, max: 99_999 }).map((cents) => cents / 100),
    net: fc.integer({ min: 1, max: 99_999 }).map((cents) => cents / 100),
  }),
  { minLength: 1, maxLength: 25 },
)

const oncePerDay = (rows: readonly Sold[]): Sold[] => [
  ...new Map(rows.map((row) => [`${row.on} ${row.product} ${row.at} ${row.to}`, row])).values(),
]

test('[PM4] [PM5] groups of any kind add up to the whole, whatever the currency', () => {
  fc.assert(
    fc.property(soldRows, fc.constantFrom(...GROUP_KINDS), fc.constantFrom('CLP', 'PEN'), (rows, by, currency) => {
      const past = pastOf(oncePerDay(rows), BOOKS, RENTING)
      const { total, groups } = read(past, by, currency, RENTING)
      for (const name of ['units', 'grossSales', 'netSales', 'standardCost', 'opex'] as const)
        total[name].forEach((amountOf, at) => {
          const sum = [...groups.values()].reduce(
            (whole: number, lines: PastLines) => whole + (lines[name][at] ?? 0),
            0,
          )
          expect(amountOf === null ? 0 : amountOf).toBe(amountOf === null ? 0 : sum)
        })
    }),
  )
})

test('[PM5] what is of no group stands without a name; a company has its own books', () => {
  const past = pastOf([JAM], BOOKS, RENTING)
  const families = read(past, 'family', 'CLP', RENTING).groups
  expect(families.get('jams')!.grossSales[1]).toBe(9_900)
  expect([families.get('')!.grossSales[1], families.get('')!.opex[1], families.get('jams')!.opex[1]]).toEqual([
    100,
    700,
    null,
  ])
  expect(read(past, 'company', 'CLP', RENTING).groups.get('maule')!.opex[1]).toBe(700)
})

const unit = { baseCurrency: 'CLP', exchange: readExchangeRates('CLP', company.fx) }
const budgeted = (more: object) => ({
  month: month('2026-05'),
  country: 'CL',
  family: null,
  product: null,
  customer: null,
  units: 5_000,
  netSales: 4_000_000_000,
  margin: null,
  currency: 'CLP',
  ...more,
})
const compared = (of: Company, by: GroupKind, past: PastMonths | null = null) =>
  compareGroups(of, past, by, [month('2026-04'), month('2026-05')], unit)

describe('[PM7] the budget of a group', () => {
  const names = {
    ...APRIL_10,
    budget: [budgeted({ product: 'jam', customer: 'super' }), budgeted({ product: 'honey', customer: 'super' })],
  }
  test('is told where every amount names one', () => {
    for (const [by, keys] of [
      ['item', ['jam', 'honey']],
      ['family', ['jams', 'honey']],
      ['customer', ['super']],
      ['account', ['super']],
      ['country', ['CL']],
    ] as const) {
      const { budget } = compared(names as Company, by)
      expect([budget.notTold, [...budget.groups.keys()]]).toEqual([null, keys])
    }
    expect(compared(names as Company, 'family').budget.groups.get('jams')!.netSales).toEqual([null, 4_000])
    expect(compared(names as Company, 'country').budget.groups.get('CL')!.units).toEqual([null, 10_000])
  })

  test('is not told, rather than nothing, where one amount is of another grain', () => {
    const mixed = { ...names, budget: [...names.budget, budgeted({ country: 'PE', family: 'honey' })] } as Company
    expect(compared(mixed, 'customer').budget).toEqual({ notTold: 'grain', groups: new Map() })
    expect(compared(mixed, 'family').budget.groups.get('honey')!.netSales).toEqual([null, 8_000])
    expect(compared({ ...APRIL_10, budget: [] }, 'family').budget.notTold).toBe('nothing')
  })
})

test('[PM8] last year of groups adds up to what stands beside the plan', () => {
  fc.assert(
    fc.property(soldRows, fc.constantFrom(...GROUP_KINDS), (rows, by) => {
      const sales = facts(oncePerDay(rows).map((row) => ({ ...row, on: row.on.replace('2026', '2025') })))
      const year = {
        ...company,
        fx: company.fx.map((rate) => ({ ...rate, month: rate.month - 12 })),
        settings: APRIL_10.settings,
      }
      const past = pastMonths({ company: year, sales, ledger: [], firstMonth: JANUARY })
      const exchange = readExchangeRates('CLP', year.fx)
      const months = [0, 1, 2, 3].map((at) => JANUARY + at)
      const { lastYear } = compareGroups(year, past, by, months, { baseCurrency: 'CLP', exchange })
      const beside = amountsOfLastYear(year, sales, { baseCurrency: 'CLP', exchange })
      months.forEach((of, at) => {
        for (const name of ['units', 'netSales'] as const) {
          const whole = beside.filter((each) => each.month === of - 12 && each.line === name)
          const sum = [...lastYear.groups.values()].reduce((total, lines) => total + (lines[name][at] ?? 0), 0)
          expect(sum).toBe(whole.reduce((total, each) => total + each.amount, 0))
        }
      })
    }),
  )
})

test('[PM8] a group without sales in a month that is known sold nothing then; margins are not told', () => {
  const rows = [JAM, HONEY].map((row) => ({ ...row, on: row.on.replace('2026-02', '2025-05') }))
  const earlier = { ...APRIL_10, fx: company.fx.map((rate) => ({ ...rate, month: rate.month - 12 })) }
  const past = pastOf([...rows, { ...JAM, on: '2025-04-02' }], [], earlier)
  const { groups } = compared(earlier, 'family', past).lastYear
  expect(groups.get('honey')!.netSales[0]).toBe(0)
  expect(groups.get('jams')!.netSales).toEqual([8_910, 8_910])
  expect(groups.get('jams')!.grossMargin).toEqual([null, null])
  expect(compared(APRIL_10, 'family').lastYear.notTold).toBe('nothing')
})
