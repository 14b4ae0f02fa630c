import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMonth } from '../core/base/day.js'
import { bookedResult, firstUnbalancedVoucher, MONTH_FLOWS, movement, postings } from './ledger.js'

const december = parseMonth('2026-12')!

describe('the bookings of a month', () => {
  // 10 sold at 100 less 50 rebate with 19 % VAT, cost 60 each; 20 bought at 62 against a standard of 60, with VAT;
  // 900 collected, 1,000 paid, 20 of tax settled, 200 of opex. Stock 300 → 900.
  const flows = {
    grossSales: 1000,
    rebates: 50,
    outputTax: 190,
    standardCost: 600,
    purchasesAtPrice: 1240,
    purchasesAtStandard: 1200,
    inputTax: 236,
    collections: 900,
    supplierPayments: 1000,
    taxSettlement: 20,
    opex: 200,
  }
  const books = postings([{ entity: 'CL01', month: december, flows, stockOpening: 300, stockClosing: 900 }])
  const booked = (account: Parameters<typeof movement>[3]) => movement(books, 'CL01', december, account)

  it('[LG1] adds up to zero, voucher by voucher', () => {
    expect(firstUnbalancedVoucher(books)).toBeNull()
    expect(books.reduce((sum, posting) => sum + posting.amount, 0)).toBe(0)
  })

  it('[LG2] moves every balance by what the plan says of it', () => {
    expect(booked('receivables')).toBe(1000 + 190 - 900)
    expect(booked('accruals')).toBe(-50)
    expect(booked('payables')).toBe(-(1240 + 236 - 1000))
    expect(booked('taxDebt')).toBe(-(190 - 236 - 20))
    expect(booked('stock')).toBe(600)
    expect(booked('cash')).toBe(900 - 1000 - 20 - 200)
  })

  it('[LG3] has the result of the P&L: sales less rebate, cost, purchase variance and opex', () => {
    expect(booked('purchaseVariance')).toBe(40)
    expect(bookedResult(books, 'CL01', december)).toBe(1000 - 50 - 600 - 40 - 200)
  })

  it('[LG4] names the cell of the plan that each posting was read from', () => {
    const sale = books.filter((posting) => posting.voucher === 'sale')
    expect(sale.map((posting) => posting.source)).toEqual([
      'grossSales/CL01/2026-12',
      'outputTax/CL01/2026-12',
      'billed/CL01/2026-12',
    ])
  })

  it('[LG7] takes what expires out of stock and provides for what else is expected', () => {
    const spoiled = { ...flows, writeOffs: 100, expiredAtStandard: 70 }
    const all = postings([{ entity: 'CL01', month: december, flows: spoiled, stockOpening: 300, stockClosing: 830 }])
    const of = (account: Parameters<typeof movement>[3]) => movement(all, 'CL01', december, account)
    expect([of('writeOffs'), of('stock'), of('provisions'), of('stockDifference')]).toEqual([100, 530, -30, 0])
    expect(firstUnbalancedVoucher(all)).toBeNull()
    expect(bookedResult(all, 'CL01', december)).toBe(1000 - 50 - 600 - 40 - 200 - 100)
  })

  it('[LG5] books stock that no flow explains under its own name', () => {
    expect(booked('stockDifference')).toBe(0)
    const short = postings([{ entity: 'CL01', month: december, flows, stockOpening: 300, stockClosing: 880 }])
    expect(movement(short, 'CL01', december, 'stockDifference')).toBe(20)
    expect(movement(short, 'CL01', december, 'stock')).toBe(580)
    expect(firstUnbalancedVoucher(short)).toBeNull()
  })

  it('[LG6] pays for conversion what a product is worth more than its components', () => {
    const made = postings([
      {
        entity: 'CL01',
        month: december,
        flows: { producedAtStandard: 500, componentsAtStandard: 320 },
        stockOpening: 1000,
        stockClosing: 1180,
      },
    ])
    expect(movement(made, 'CL01', december, 'cash')).toBe(-180)
    expect(movement(made, 'CL01', december, 'stockDifference')).toBe(0)
  })

  it('[LG1] finds a voucher that was tampered with', () => {
    const tampered = books.map((posting, at) => (at === 0 ? { ...posting, amount: posting.amount + 1 } : posting))
    expect(firstUnbalancedVoucher(tampered)).toMatchObject({ posting: { voucher: 'sale' }, balance: 1 })
  })

  it('[LG1] adds up to zero for any flows of any entities, and closes stock where the plan has it', () => {
    const amounts = fc.array(fc.integer({ min: -1e9, max: 1e12 }), {
      minLength: MONTH_FLOWS.length,
      maxLength: MONTH_FLOWS.length,
    })
    const month = fc.record({
      entity: fc.constantFrom('A', 'B'),
      month: fc.nat(3),
      amounts,
      from: fc.nat(1e9),
      to: fc.nat(1e9),
    })
    fc.assert(
      fc.property(fc.uniqueArray(month, { selector: (m) => `${m.entity} ${m.month}`, maxLength: 6 }), (months) => {
        const all = postings(
          months.map(({ entity, month: at, amounts: values, from, to }) => ({
            entity,
            month: at,
            flows: Object.fromEntries(MONTH_FLOWS.map((flow, index) => [flow, values[index]!])),
            stockOpening: from,
            stockClosing: to,
          })),
        )
        expect(firstUnbalancedVoucher(all)).toBeNull()
        for (const each of months) expect(movement(all, each.entity, each.month, 'stock')).toBe(each.to - each.from)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})
