import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCapitalWorld, type CapitalWorld, type CapitalWorldGiven } from '../../tests/support/capital-world.js'
import { randomWorld } from '../../tests/support/supply-networks.js'
import { closingInMonths, sumInMonths } from './daily-balance.js'
import { lineOfEntity } from './entity-flows.js'
import { bookedResult, firstUnbalancedVoucher, movement, postings } from './ledger.js'
import { BASE_LINES, type BaseLine } from './money-plan.js'
import { addUpByMonth } from './month-sums.js'
import { variancesOf } from './variances.js'

const PRODUCTS = ['bar', 'box', 'dough', 'oats', 'sugar']

/** Money for a random supply world. Whole costs per unit, so that no value of stock needs rounding. */
const money = fc
  .record({
    costs: fc.tuple(...PRODUCTS.map(() => fc.integer({ min: 1, max: 500 }))),
    prices: fc.tuple(...PRODUCTS.map(() => fc.integer({ min: 1, max: 900 }))),
    bought: fc.tuple(...PRODUCTS.map(() => fc.integer({ min: 1, max: 400 }))),
    terms: fc.record({
      paymentTermsDays: fc.nat(60),
      termsBasis: fc.constantFrom('invoice' as const, 'receipt' as const, 'month_end' as const),
      payWeekday: fc.option(fc.integer({ min: 1, max: 7 })),
    }),
    rate: fc.constantFrom('0', '0.18', '0.19'),
    owners: fc.constantFrom<Record<string, string>>(
      {},
      { shop1: 'trade', shop2: 'trade', shop3: 'trade' },
      { north: 'trade', south: 'trade', shop1: 'trade', shop2: 'trade', shop3: 'trade' },
    ),
    transferPrice: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
  })
  .map(
    ({ costs, prices, bought, terms, rate, owners, transferPrice }): Partial<CapitalWorldGiven> => ({
      entities: [
        { id: 'main', country: 'CL', currency: 'CLP' },
        { id: 'trade', country: 'CL', currency: 'CLP' },
      ],
      owner: owners,
      costs: Object.fromEntries(PRODUCTS.map((product, at) => [product, String(costs[at])])),
      prices: Object.fromEntries(PRODUCTS.map((product, at) => [product, String(prices[at])])),
      purchasePrices: Object.fromEntries(PRODUCTS.map((product, at) => [`${product}<mill`, String(bought[at])])),
      customersGiven: { anyone: terms, grocer: terms, kiosk: {} },
      suppliersGiven: { mill: { paymentTermsDays: terms.paymentTermsDays, termsBasis: terms.termsBasis } },
      taxes: { CL: rate },
      transferPrices:
        transferPrice === undefined
          ? []
          : PRODUCTS.map((product) => ({
              from: 'main',
              to: 'trade',
              product,
              amount: String(transferPrice),
              currency: 'CLP',
              duty: '0.06',
            })),
    }),
  )

const world = fc.tuple(randomWorld, money).map(([supply, more]) => ({ ...supply, ...more }))

/** Goods that others count on and that nobody sends (random firm receipts and issues that are no pair) are made to fit. */
const withoutFirm = world.map((given) => ({ ...given, firmIssues: {}, firmReceipts: {} }))

describe('the books of any plan', () => {
  it('[LG1] [LG2] close: each voucher, and each account against its own balance', () => {
    let booked = 0
    fc.assert(
      fc.property(world, (given) => {
        const built = buildCapitalWorld(given)
        booked += checkBooks(built)
      }),
      { seed: 7, numRuns: 60 },
    )
    expect(booked).toBeGreaterThan(1000)
  })

  it('[LG5] [WC10] explain every unit of stock that moved, short or not, in one company or two', () => {
    fc.assert(
      fc.property(withoutFirm, (given) => {
        const built = buildCapitalWorld(given)
        expect(built.capital.stock.unexplainedUnits).toBe(0)
        const all = built.books.flatMap((books) => postings(books.months))
        expect(all.filter((posting) => posting.account === 'stockDifference')).toEqual([])
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})

describe('the result the ledger books', () => {
  it('[LG3] is that of the P&L with its variances, and of what sister companies earn from each other', () => {
    let months = 0
    fc.assert(
      fc.property(withoutFirm, (given) => {
        const { money, capital, books } = buildCapitalWorld(given)
        const variances = variancesOf(money, capital)
        for (const { entity, months: booked } of books) {
          const all = postings(booked)
          const id = money.entities[entity]!.id
          for (let month = 0; month < money.monthCount; month++) {
            const line = (name: BaseLine): number => addUpByMonth(money, lineOfEntity(money, entity, name))[month]!
            const off = BASE_LINES.filter((name) => name !== 'grossSales').reduce((sum, name) => sum + line(name), 0)
            const fixed = [...variances, ...money.fixed].filter(
              (each) => each.entity === entity && each.month === month,
            )
            const inMonth = capital.transfers.filter((each) => money.monthOfBucket[each.bucket] === month)
            const sold = inMonth.filter((each) => each.seller === entity)
            const bought = inMonth.filter((each) => each.buyer === entity)
            const expected =
              line('grossSales') -
              off -
              fixed.reduce((sum, each) => sum + each.amount, 0) +
              sold.reduce((sum, each) => sum + each.sold - each.costAtSeller, 0) +
              bought.reduce((sum, each) => sum + each.costAtBuyer - each.bought - each.duty, 0)
            expect(bookedResult(all, id, money.firstMonth + month)).toBe(expected)
            months++
          }
        }
      }),
      { seed: 7, numRuns: 40 },
    )
    expect(months).toBeGreaterThan(100)
  })
})

function checkBooks({ books, money: { firstMonth, entities }, plan }: CapitalWorld): number {
  let booked = 0
  for (const of of books) {
    const all = postings(of.months)
    booked += all.length
    expect(firstUnbalancedVoucher(all)).toBeNull()
    const moved = (account: Parameters<typeof movement>[3], month: number) =>
      movement(all, entities[of.entity]!.id, firstMonth + month, account)
    const balances = [
      { account: 'stock' as const, closing: of.stock, opening: of.stockOpening, sign: 1 },
      { account: 'receivables' as const, ...of.receivables, sign: 1 },
      { account: 'payables' as const, ...of.payables, sign: -1 },
      { account: 'accruals' as const, ...of.accruals, sign: -1 },
      { account: 'taxDebt' as const, ...of.tax, sign: -1 },
      { account: 'intercompanyReceivables' as const, ...of.intercompanyReceivables, sign: 1 },
      { account: 'intercompanyPayables' as const, ...of.intercompanyPayables, sign: -1 },
    ]
    for (const { account, closing, opening, sign } of balances) {
      const ends = closingInMonths(plan.horizon, closing)
      ends.forEach((end, month) => {
        expect(moved(account, month)).toBe(0 + sign * (end - (month === 0 ? opening : ends[month - 1]!)) || 0)
      })
    }
    sumInMonths(plan.horizon, of.cash.net).forEach((net, month) => {
      expect(moved('cash', month)).toBe(net)
    })
  }
  return booked
}
