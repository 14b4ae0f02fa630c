import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, firstDayOfMonth, monthOf } from '../core/base/day.js'
import { deriveSoldHistory } from '../core/demand/sold-history.js'
import { emptyCompany, plainCustomer, plainLocation, plainProduct } from '../core/network/plain-records.js'
import { readExchangeRates } from './exchange-rates.js'
import { readSoldMoney } from './sold-money.js'

const PLAN_DAY = dayOf(2026, 12, 9)
const MONTH = monthOf(PLAN_DAY)
const COMPANY = {
  ...emptyCompany({ name: 'Andina', baseCurrency: 'USD', countries: ['CL', 'PE'], planDay: PLAN_DAY }),
  entities: [
    { id: 'chile', name: 'Chile', country: 'CL', currency: 'CLP', taxId: null },
    { id: 'peru', name: 'Peru', country: 'PE', currency: 'PEN', taxId: null },
  ],
  products: [plainProduct('bar', 'bars'), plainProduct('flakes', 'cereals'), plainProduct('nut', 'bars')],
  locations: [
    { ...plainLocation('santiago', 'dc', 'CL'), entity: 'chile' },
    { ...plainLocation('lima', 'dc', 'PE'), entity: 'peru' },
  ],
  customers: [plainCustomer('a', 'CL'), { ...plainCustomer('a-1', 'CL'), parent: 'a' }, plainCustomer('b', 'PE')],
}
/** A month has its average; every other is read at what the plan expects. */
const RATES = { CLP: ['0.00105', '0.0011'], PEN: ['0.27', '0.263'] } as const
const EXCHANGE = readExchangeRates(
  'USD',
  (['CLP', 'PEN'] as const).flatMap((from) => [
    { rateSet: 'PLAN' as const, month: MONTH - 2, day: null, from, to: 'USD', rate: RATES[from][0] },
    { rateSet: 'AVG' as const, month: MONTH - 1, day: null, from, to: 'USD', rate: RATES[from][1] },
  ]),
)
const rateOf = (books: 'CLP' | 'PEN', month: number): string => RATES[books][month === MONTH - 1 ? 1 : 0]

interface Sale {
  readonly place: readonly [number, number, number]
  readonly day: number
  readonly net: number
}
const someSale: fc.Arbitrary<Sale> = fc.record({
  place: fc.tuple(fc.nat(2), fc.nat(1), fc.nat(2)),
  day: fc.integer({ min: firstDayOfMonth(MONTH - 2), max: PLAN_DAY - 1 }),
  // A few cents' worth, and sometimes money that comes back.
  net: fc.integer({ min: -5_000_000, max: 20_000_000 }),
})

function read(sales: readonly Sale[]) {
  const none = new Float64Array(sales.length)
  const integers = (of: (sale: Sale) => number): Int32Array => Int32Array.from(sales, of)
  const facts = {
    count: sales.length,
    product: integers(({ place }) => place[0]),
    location: integers(({ place }) => place[1]),
    customer: integers(({ place }) => place[2]),
    day: integers(({ day }) => day),
    flow: new Uint8Array(sales.length),
    units: Float64Array.from(sales, () => 1000),
    returnedUnits: none,
    grossAmount: none,
    netAmount: Float64Array.from(sales, ({ net }) => net),
    estimated: new Uint8Array(sales.length),
  }
  const planned = { count: 1, item: Int32Array.of(0), location: Int32Array.of(0), customer: Int32Array.of(0) }
  const options = { planDay: PLAN_DAY, weekStart: 1, ownLocation: Uint8Array.of(1, 1), borders: [PLAN_DAY] }
  const sold = deriveSoldHistory(facts, planned, options)
  return { sold, ...readSoldMoney({ company: COMPANY, sales: facts, sold, exchange: EXCHANGE, currency: 'USD' }) }
}

/** Cents of millionths at a rate, exactly: as a numerator over ten to the power of `SCALE`. */
const SCALE = 10n ** 14n
const exactly = (millionths: bigint, rate: string): bigint => {
  const [whole = '0', fraction = ''] = rate.split('.')
  return millionths * 100n * BigInt(whole + fraction) * 10n ** BigInt(8 - fraction.length)
}
const rounded = (exact: bigint): number => {
  const half = exact < 0n ? -((-exact * 2n + SCALE) / (SCALE * 2n)) : (exact * 2n + SCALE) / (SCALE * 2n)
  return Number(half)
}

test('[LP67] places add up to what their account sold of a family in a month, rounded once, and are as near as can be', () => {
  fc.assert(
    fc.property(fc.array(someSale, { maxLength: 25 }), (sales) => {
      const { sold, amounts, months, firstMonth } = read(sales)
      const { item, location, customer } = sold.rows
      const exactOf = (rows: readonly number[], month: number): bigint =>
        rows.reduce((sum, row) => {
          const books = location[row] === 0 ? 'CLP' : 'PEN'
          const here = sales.filter(
            ({ place, day }) =>
              place.join() === [item[row], location[row], customer[row]].join() && monthOf(day) === firstMonth + month,
          )
          const net = here.reduce((total, one) => total + BigInt(one.net), 0n)
          return sum + exactly(net, rateOf(books, firstMonth + month))
        }, 0n)
      const groups = new Map<string, number[]>()
      for (let row = 0; row < sold.rows.count; row++) {
        // The second customer belongs to the first one's account.
        const account = customer[row] === 2 ? 'b' : 'a'
        const key = `${location[row]} ${account} ${COMPANY.products[item[row]!]!.family}`
        groups.set(key, [...(groups.get(key) ?? []), row])
      }
      for (let month = 0; month < months; month++)
        for (const rows of groups.values()) {
          const sum = rows.reduce((total, row) => total + amounts[row * months + month]!, 0)
          expect(sum + 0).toBe(rounded(exactOf(rows, month)) + 0)
          for (const row of rows) {
            const gap = BigInt(amounts[row * months + month]!) * SCALE - exactOf([row], month)
            expect(gap < SCALE && gap > -SCALE).toBe(true)
          }
        }
    }),
    { seed: 67, numRuns: 150 },
  )
})

test('[LP67] what is too long to be added up exactly is rounded place by place', () => {
  const day = PLAN_DAY - 1
  const huge = 2 ** 53 - 1
  const { amounts, months, sold } = read([
    { place: [0, 0, 0], day, net: huge },
    { place: [2, 0, 0], day, net: huge },
  ])
  const expected = rounded(exactly(BigInt(huge), RATES.CLP[0]))
  expect(Array.from({ length: sold.rows.count }, (_, row) => amounts[row * months + months - 1])).toEqual([
    expected,
    expected,
  ])
})
