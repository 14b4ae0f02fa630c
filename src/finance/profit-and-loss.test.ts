import { describe, expect, it } from 'vitest'
import { amount, buildMoneyWorld, day, type MoneyWorldGiven, month, share } from '../../tests/support/money-world.js'
import { capitalCharge, lineOfOpex } from './fixed-money.js'
import { readProfitAndLoss } from './profit-and-loss.js'
import { PROFIT_LINES, type ProfitLine } from './profit-chart.js'
import type { ProfitDimension } from './profit-nodes.js'
import type { ReadingKind } from './reading.js'

/**
 * Two companies, worked out on paper. December and January, one bucket each. Chile sells 10 bars a month to Lider at
 * 1,000 (terms 10 % on the invoice, 5 % rebate, 3,100 a month of fixed funds) and 4 to a corner shop at 1,200; a bar
 * costs 400. Peru sells 100 bars a month in its own store at 4 soles; a bar costs 1 dollar. Dollars are 950 pesos
 * and 4 soles.
 */
const TWO_COMPANIES: MoneyWorldGiven = {
  planDay: '2026-12-01',
  horizon: { days: 0, weeks: 0, months: 1 },
  baseCurrency: 'USD',
  entities: [
    { id: 'chile', country: 'CL', currency: 'CLP' },
    { id: 'peru', country: 'PE', currency: 'PEN' },
  ],
  products: { bar: 'food/snacks', juice: 'drink/juices' },
  locations: { quilicura: { country: 'CL', entity: 'chile' }, lima: { country: 'PE', entity: 'peru', kind: 'store' } },
  customers: {
    walmart: { country: 'CL', channel: 'modern' },
    lider: { country: 'CL', parent: 'walmart' },
    corner: { country: 'CL', channel: 'small' },
  },
  prices: [
    { product: 'bar', amount: amount('1000'), currency: 'CLP', customer: 'walmart' },
    { product: 'bar', amount: amount('1200'), currency: 'CLP', country: 'CL' },
    { product: 'bar', amount: amount('4'), currency: 'PEN', country: 'PE' },
  ],
  costs: [
    { product: 'bar', amount: amount('400'), currency: 'CLP', location: 'quilicura' },
    { product: 'bar', amount: amount('1'), currency: 'USD' },
  ],
  tradeTerms: [
    { customer: 'walmart', kind: 'on_invoice', value: share('0.1') },
    { customer: 'walmart', kind: 'rebate', value: share('0.05') },
    { customer: 'lider', kind: 'fixed', value: amount('3100'), currency: 'CLP', validTo: day('2026-12-10') },
  ],
  opex: [
    { month: month('2026-12'), line: 'rent', amount: amount('500'), currency: 'CLP', country: 'CL', entity: 'chile' },
    { month: month('2026-12'), line: 'D&A', amount: amount('1'), currency: 'USD', country: null, entity: 'peru' },
    { month: month('2026-10'), line: 'rent', amount: amount('500'), currency: 'CLP', country: 'CL', entity: 'chile' },
  ],
  fx: [
    { rateSet: 'PLAN', month: month('2026-12'), from: 'USD', to: 'CLP', rate: '950' },
    { rateSet: 'PLAN', month: month('2026-12'), from: 'USD', to: 'PEN', rate: '4' },
    { rateSet: 'AVG', month: month('2026-12'), from: 'USD', to: 'CLP', rate: '1000' },
  ],
  sales: [
    { item: 'bar', location: 'quilicura', customer: 'lider', units: '10' },
    { item: 'bar', location: 'quilicura', customer: 'corner', units: '4' },
    { item: 'bar', location: 'lima', units: '100' },
  ],
}

const world = buildMoneyWorld(TWO_COMPANIES)
const LOCAL: ReadingKind = { kind: 'local' }

const report = (by: ProfitDimension[], line: ProfitLine, reading: ReadingKind = LOCAL, where = {}) =>
  readProfitAndLoss(world, { by, reading, where }).rows.map((row) => [
    row.key.join(' '),
    `${row.currency} ${[...row.lines[line]].map((cell) => (cell / 10 ** row.decimals).toFixed(row.decimals)).join(' ')}`,
  ])

describe('the P&L', () => {
  it('[PL1] has every line of the chart in order, and its sums', () => {
    const [chile] = readProfitAndLoss(world, { by: ['company'], reading: LOCAL }).rows
    const december = PROFIT_LINES.map((line) => [line, chile!.lines[line][0]]).filter(([, cell]) => cell !== 0)
    expect(Object.fromEntries(december)).toEqual({
      grossSales: 14_800, // 10 × 1,000 + 4 × 1,200
      onInvoiceDiscounts: 1000,
      rebates: 500,
      fixedFunds: 1000, // 10 of December's 31 days of 3,100
      netSales: 12_300,
      standardCost: 5600, // 14 × 400
      grossMargin: 6700,
      contribution: 6700,
      opex: 500,
      ebitda: 6200,
      ebit: 6200,
      result: 6200,
    })
    expect(PROFIT_LINES.filter((line) => PROFIT_LINES.indexOf(line) !== PROFIT_LINES.lastIndexOf(line))).toEqual([])
  })

  it('[PL2] a month that costs nothing without volume still has what has volume', () => {
    expect(report(['company'], 'result')).toEqual([
      ['chile', 'CLP 6200 7700'],
      ['peru', 'PEN -4.00 0.00'],
    ])
  })

  it('[RD4] local money of two currencies is never added up', () => {
    expect(report([], 'grossSales')).toEqual([
      ['', 'CLP 14800 14800'],
      ['', 'PEN 400.00 400.00'],
    ])
  })

  it('[RD1] one currency for the group: the plan rate, or what is reported', () => {
    // 14,800 pesos at 950 are 15.5789 dollars, rounded by account: 10.53 and 5.05. 400 soles are 100.
    expect(report([], 'grossSales', { kind: 'plan', currency: 'USD' })).toEqual([['', 'USD 115.58 115.58']])
    // Reported: December at its average of 1,000, January at the plan's 950, for nobody knows its average.
    expect(report(['company'], 'grossSales', { kind: 'reported', currency: 'USD' })).toEqual([
      ['chile', 'USD 14.80 15.58'],
      ['peru', 'USD 100.00 100.00'],
    ])
  })

  it('[PL3] reads by account, customer, channel, country, family, location and item', () => {
    expect(report(['account'], 'netSales')).toEqual([
      ['', 'CLP 0 0'],
      ['', 'PEN 0.00 0.00'],
      ['consumers-PE', 'PEN 400.00 400.00'],
      ['corner', 'CLP 4800 4800'],
      ['walmart', 'CLP 7500 8500'],
    ])
    expect(report(['customer'], 'grossSales', LOCAL, { customer: ['lider'] })).toEqual([['lider', 'CLP 10000 10000']])
    expect(report(['channel', 'country'], 'grossSales', LOCAL, { channel: ['modern', 'small'] })).toEqual([
      ['modern CL', 'CLP 10000 10000'],
      ['small CL', 'CLP 4800 4800'],
    ])
    for (const [dimension, value] of [
      ['family', 'snacks'],
      ['category', 'food'],
      ['item', 'bar'],
    ] as const)
      expect(report([dimension], 'standardCost', LOCAL, { company: ['chile'], [dimension]: [value] })).toEqual([
        [value, 'CLP 5600 5600'],
      ])
    expect(report(['location'], 'standardCost', LOCAL, { location: ['lima'] })).toEqual([['lima', 'PEN 400.00 400.00']])
  })

  it('[PL3] money without volume has no item: it stands apart, and disappears from a viewer’s part', () => {
    expect(report(['item'], 'opex', LOCAL, { company: ['chile'] })).toEqual([
      ['', 'CLP 500 0'],
      ['bar', 'CLP 0 0'],
    ])
    expect(report([], 'opex', LOCAL, { item: ['bar'], company: ['chile'] })).toEqual([['', 'CLP 0 0']])
  })

  it('[RD3] a part is cut from the whole it was spread in: its cents do not depend on who looks', () => {
    const dollars: ReadingKind = { kind: 'plan', currency: 'USD' }
    const everyone = report(['customer'], 'grossSales', dollars)
    const one = report(['customer'], 'grossSales', dollars, { customer: ['corner'] })
    expect(everyone).toContainEqual(one[0])
  })

  it('[PL4] quantities beside the money are those that were recognised', () => {
    const rows = readProfitAndLoss(world, { by: ['company'], reading: LOCAL }).rows
    expect(rows.map((row) => [...row.units])).toEqual([
      [14_000, 14_000],
      [100_000, 100_000],
    ])
  })
})

describe('money without volume', () => {
  it('[PL5] an opex line that is a line of the chart goes there, D&A under any of its names, the rest is opex', () => {
    expect(['D&A', 'Depreciación', 'write_offs', 'fx result', 'rent'].map(lineOfOpex)).toEqual([
      'depreciation',
      'depreciation',
      'writeOffs',
      'fxResult',
      'opex',
    ])
  })

  it('[PL5] a month of which the horizon holds a part gets that part', () => {
    const late = buildMoneyWorld({ ...TWO_COMPANIES, planDay: '2026-12-22' })
    const [chile] = readProfitAndLoss(late, { by: ['company'], reading: LOCAL, where: { company: ['chile'] } }).rows
    expect(chile!.lines.opex[0]).toBe(161) // 10 of 31 days of 500 are 161.29
    expect(chile!.lines.fixedFunds[0]).toBe(0) // they ended on the 10th
  })

  it('[PL6] the capital charge is a yearly share of the mean stock of the month, a memo outside every sum', () => {
    const stock = { entity: 0, opening: 1000, closing: [2000, 2000] }
    const charges = capitalCharge(world.money, stock, share('0.365'))
    expect(charges.map(({ amount: charge }) => charge)).toEqual([47, 62]) // 1,500 × 0.365 × 31 / 365 = 46.5, and 62
    const money = { ...world.money, fixed: [...world.money.fixed, ...charges] }
    const [chile] = readProfitAndLoss({ ...world, money }, { by: ['company'], reading: { kind: 'atoms' } }).rows
    expect(chile!.lines.capitalCharge[0]).toBe(47)
    expect(chile!.lines.result[0]).toBe(6200 * 10 ** world.money.currencies[0]!.atomDecimals)
  })
})
