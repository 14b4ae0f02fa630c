import { describe, expect, it } from 'vitest'
import { buildCapitalWorld, type CapitalWorld } from '../../tests/support/capital-world.js'
import { day } from '../../tests/support/money-world.js'
import { groupPeriods } from './cash-periods.js'
import { cashCycle } from './cash-to-cash.js'
import { closingInMonths, sumInMonths } from './daily-balance.js'
import { bookedResult, firstUnbalancedVoucher, movement, postings } from './ledger.js'

/** Atoms to major units of the entity's currency. */
const major = (world: CapitalWorld, atoms: number, entity = 0): number =>
  atoms / 10 ** world.money.currencies[world.money.entities[entity]!.currency]!.atomDecimals

const SHAPE = { days: 28, weeks: 13, months: 5 }

/** The supplier of examples/supplier-mini/README.md, worked out there by hand. */
function conservasDelMaule(): CapitalWorld {
  const november = (from: number, to: number, amount: number, party: string, terms: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => {
      const invoiced = day('2026-11-01') + from - 1 + at
      return open('receivable', party, invoiced + terms, amount)
    })
  const open = (kind: 'receivable' | 'payable', party: string, dueDay: number, amount: number) => ({
    kind,
    party,
    invoice: `${party} ${dueDay}`,
    day: 0,
    dueDay,
    openAmount: amount * 1_000_000,
    taxAmount: 0,
    currency: 'CLP',
    entity: null,
  })
  return buildCapitalWorld({
    planDay: '2026-12-01',
    horizon: SHAPE,
    products: ['jam', 'honey'],
    locations: { bodega: 'dc' },
    customers: { super: {}, almacen: {} },
    suppliers: ['cosecha'],
    suppliersGiven: { cosecha: { paymentTermsDays: 28 } },
    customersGiven: { super: { paymentTermsDays: 30 }, almacen: { paymentTermsDays: 15 } },
    lanes: [
      { from: 'cosecha', to: 'bodega', product: 'jam', leadTimeDays: 5 },
      { from: 'cosecha', to: 'bodega', product: 'honey', leadTimeDays: 10, multiple: 14 },
    ],
    stock: { 'jam@bodega': 150, 'honey@bodega': 30 },
    safety: { 'jam@bodega': 75, 'honey@bodega': 10 },
    demand: [perDay('jam', 'super', 10), perDay('jam', 'almacen', 5), perDay('honey', 'super', 2)],
    prices: { jam: '1000', honey: '5000', 'jam<almacen': '900' },
    costs: { jam: '600', honey: '3000' },
    purchasePrices: { 'jam<cosecha': '600', 'honey<cosecha': '3000' },
    tradeTerms: [
      { customer: 'super', kind: 'on_invoice', value: '0.10' },
      { customer: 'super', kind: 'rebate', value: '0.05' },
    ],
    taxes: { CL: '0.19' },
    openItems: [
      ...november(1, 30, 21_420, 'super', 30),
      ...november(16, 30, 5_355, 'almacen', 15),
      open('payable', 'cosecha', day('2026-12-18'), 357_000),
    ],
  })
}

/** So much a day: by day for 28 days, then by the days of each bucket. */
function perDay(product: string, customer: string, quantity: number, at = 'bodega') {
  const lengths = [...Array(28).fill(1), 3, 3, ...Array(8).fill(7), 31, 30, 31]
  return { at: `${product}@${at}`, customer, units: lengths.map((days) => days * quantity) }
}

describe('examples/supplier-mini, as worked out in its README', () => {
  const world = conservasDelMaule()
  const books = world.books[0]!
  const { horizon } = world.plan
  const monthEnds = (daily: Float64Array) => [...closingInMonths(horizon, daily)].map((atoms) => major(world, atoms))
  const cycleOf = (month: number) => cashCycle(books.periods[month]!)

  it('[WC1] values closing stock at standard cost', () => {
    expect(monthEnds(books.stock)).toEqual([75_000, 99_000, 99_000, 81_000, 111_000, 93_000])
    expect(major(world, books.stockOpening)).toBe(180_000)
  })

  it('[WC8] is owed the invoices of the terms: on-invoice discounts off, rebates not, tax on top', () => {
    expect(major(world, books.receivables.opening)).toBe(722_925)
    expect(monthEnds(books.receivables.closing).slice(0, 3)).toEqual([722_925, 722_925, 722_925])
    expect(major(world, sumInMonths(horizon, books.receivables.settled)[0]!)).toBe(830_025)
  })

  it('[WC9] owes what arrived in the last 28 days, tax included', () => {
    expect(monthEnds(books.payables.closing).slice(0, 3)).toEqual([428_400, 499_800, 499_800])
    expect(major(world, books.payables.settled[17]!)).toBe(357_000)
  })

  it('[CC1] has the days of the README', () => {
    expect(cycleOf(0).stock.days).toBeCloseTo(6.587, 3)
    expect(cycleOf(0).receivables.days).toBeCloseTo(27, 10)
    expect(cycleOf(0).payables.days).toBeCloseTo(27.842, 3)
    expect(cycleOf(0).cashToCash).toBeCloseTo(5.745, 3)
    expect(cycleOf(2).stock.days).toBeCloseTo(6.6, 10)
    expect(cycleOf(2).payables.days).toBeCloseTo(28, 10)
    expect(cycleOf(2).cashToCash).toBeCloseTo(5.6, 10)
  })

  it('[LG1] [LG5] keeps books that close, with nothing left to explain', () => {
    const booked = postings(books.months)
    expect(firstUnbalancedVoucher(booked)).toBeNull()
    expect(booked.filter((posting) => posting.account === 'stockDifference')).toEqual([])
    expect(world.capital.stock.unexplainedUnits).toBe(0)
  })
})

/** The rice of examples/retailer-mini/README.md: goods on the lorry overnight, tills, a supplier paid in 30 days. */
function tiendasSol(stock: Record<string, number> = {}): CapitalWorld {
  return buildCapitalWorld({
    planDay: '2026-12-01',
    horizon: SHAPE,
    products: ['rice'],
    locations: { central: 'dc', miraflores: 'store', surco: 'store' },
    customers: { people: { unfilled: 'cancel' } },
    suppliers: ['molino'],
    suppliersGiven: { molino: { paymentTermsDays: 30 } },
    lanes: [
      { from: 'molino', to: 'central', leadTimeDays: 4 },
      { from: 'central', to: 'miraflores', leadTimeDays: 1 },
      { from: 'central', to: 'surco', leadTimeDays: 1 },
    ],
    stock: { 'rice@central': 180, 'rice@miraflores': 30, 'rice@surco': 60, ...stock },
    safety: { 'rice@central': 60, 'rice@miraflores': 20, 'rice@surco': 40 },
    demand: [perDay('rice', 'people', 10, 'miraflores'), perDay('rice', 'people', 20, 'surco')],
    prices: { rice: '4.50' },
    costs: { rice: '3' },
    purchasePrices: { 'rice<molino': '3' },
    taxes: { CL: '0.18' },
    openItems: [bill('molino', '2026-12-15', 1593)],
  })
}

const bill = (party: string, due: string, amount: number) => ({
  kind: 'payable' as const,
  party,
  invoice: party,
  day: 0,
  dueDay: day(due),
  openAmount: amount * 1_000_000,
  taxAmount: 0,
  currency: 'CLP',
  entity: null,
})

describe('the rice of examples/retailer-mini, as worked out in its README', () => {
  const world = tiendasSol()
  const books = world.books[0]!
  const { horizon } = world.plan
  const monthEnds = (daily: Float64Array) => [...closingInMonths(horizon, daily)].map((atoms) => major(world, atoms))

  it('[WC10] counts goods on the way between its own places as its own stock: 150 at 3, of which 30 on the lorry', () => {
    expect(monthEnds(books.stock).slice(0, 3)).toEqual([450, 450, 450])
    expect(major(world, world.capital.stock.onTheWay[27]!)).toBe(90)
  })

  it('[WC8] is paid at the till: sales are billed and collected on the same day', () => {
    expect(monthEnds(books.receivables.closing).slice(0, 3)).toEqual([0, 0, 0])
    expect(cashCycle(books.periods[2]!).receivables).toEqual({ days: 0 })
  })

  it('[WC9] owes the purchases of the last 30 days', () => {
    // December: 27 deliveries of 90 plus 18 %; January and February: 30 of them.
    expect(monthEnds(books.payables.closing).slice(0, 3)).toEqual([2867.4, 3186, 3186])
  })

  it('[CC1] has the days that count', () => {
    const december = cashCycle(books.periods[0]!)
    expect(december.stock.days).toBeCloseTo(14_490 / 2_790, 10)
    expect(december.payables.days).toBeCloseTo((1593 * 14 + 106.2 * 378) / 2867.4, 10)
    const february = cashCycle(books.periods[2]!)
    expect([february.stock.days, february.payables.days, february.cashToCash]).toEqual([5, 30, -25])
  })

  it('[LG5] explains every unit that moved, also where shelves are empty and sales are lost', () => {
    for (const each of [world, tiendasSol({ 'rice@central': 0, 'rice@surco': 1 })]) {
      expect(each.capital.stock.unexplainedUnits).toBe(0)
      expect(postings(each.books[0]!.months).filter((posting) => posting.account === 'stockDifference')).toEqual([])
    }
  })

  it('[CC3] is one group in its own currency', () => {
    expect(groupPeriods(world.money, world.books)).toEqual(books.periods)
  })
})

describe('books of a plan', () => {
  const world = conservasDelMaule()
  const books = world.books[0]!
  const { horizon } = world.plan
  const booked = postings(books.months)
  const moved = (account: Parameters<typeof movement>[3], month: number) =>
    movement(booked, 'main', world.money.firstMonth + month, account)
  const change = (daily: Float64Array, opening: number, month: number) => {
    const ends = closingInMonths(horizon, daily)
    return ends[month]! - (month === 0 ? opening : ends[month - 1]!)
  }

  it('[LG2] move every account by what its own balance moved, month by month', () => {
    for (let month = 0; month < 6; month++) {
      expect(moved('receivables', month)).toBe(change(books.receivables.closing, books.receivables.opening, month))
      expect(moved('payables', month)).toBe(0 - change(books.payables.closing, books.payables.opening, month))
      expect(moved('stock', month)).toBe(change(books.stock, books.stockOpening, month))
      expect(moved('taxDebt', month)).toBe(0 - change(books.tax.closing, books.tax.opening, month))
      expect(moved('accruals', month)).toBe(0 - change(books.accruals.closing, 0, month))
      expect(moved('cash', month)).toBe(sumInMonths(horizon, books.cash.net)[month])
    }
  })

  it('[LG3] have the result of the P&L', () => {
    // December: 24,500 gross − 2,000 − 1,000 − 15,000 cost, 31 times.
    expect(major(world, bookedResult(booked, 'main', world.money.firstMonth))).toBe(31 * 6_500)
  })
})
