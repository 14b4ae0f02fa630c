import { describe, expect, it } from 'vitest'
import { companyOf } from '../../tests/support/money-world.js'
import { formatDay, parseDay } from '../core/base/day.js'
import {
  dueDay,
  latePaymentCharge,
  longestDays,
  type PaymentTerms,
  termsBeyondLaw,
  termsParties,
} from './payment-terms.js'

const on = (iso: string): number => parseDay(iso)!
const terms = (days: number, basis: PaymentTerms['termsBasis'] = 'invoice', payWeekday: number | null = null) => ({
  paymentTermsDays: days,
  termsBasis: basis,
  payWeekday,
})

describe('the due day', () => {
  it('[PT1] counts from the invoice, from the receipt of the goods, or from the end of the month', () => {
    expect(formatDay(dueDay(terms(30), on('2026-11-23')))).toBe('2026-12-23')
    expect(formatDay(dueDay(terms(30, 'receipt'), on('2026-11-23'), on('2026-11-27')))).toBe('2026-12-27')
    expect(formatDay(dueDay(terms(30, 'month_end'), on('2026-11-23')))).toBe('2026-12-30')
    expect(formatDay(dueDay(terms(0, 'month_end'), on('2028-02-01')))).toBe('2028-02-29')
  })

  it('[PT1] waits for the pay day of the payer, and pays on it when it is due on it', () => {
    const fridays = terms(30, 'invoice', 5)
    expect(formatDay(dueDay(fridays, on('2026-11-23')))).toBe('2026-12-25') // due on a Wednesday
    expect(formatDay(dueDay(fridays, on('2026-11-25')))).toBe('2026-12-25') // due on a Friday
    expect(formatDay(dueDay(fridays, on('2026-11-26')))).toBe('2027-01-01')
  })

  it('[PT2] knows the longest wait that terms allow', () => {
    expect(longestDays(terms(30))).toBe(30)
    expect(longestDays(terms(30, 'month_end'))).toBe(60)
    expect(longestDays(terms(30, 'invoice', 5))).toBe(36)
  })
})

describe('payment laws', () => {
  const party = (country: string, days: number, known: Partial<Parameters<typeof termsBeyondLaw>[0][0]> = {}) => ({
    kind: 'customer' as const,
    party: `${country}-retail`,
    country,
    terms: terms(days),
    registeredAgreement: null,
    bothLarge: null,
    smallCreditor: null,
    ...known,
  })
  const warned = (parties: Parameters<typeof termsBeyondLaw>[0], day = '2026-11-23') =>
    termsBeyondLaw(parties, on(day), 'CLP').map((problem) => problem.place.reference)

  it('[PT2] warns past 30 days in Chile unless the agreement is registered (Law 21.131)', () => {
    expect(warned([party('CL', 31)])).toEqual(['CL-retail'])
    expect(warned([party('CL', 30)])).toEqual([])
    expect(warned([party('CL', 60, { registeredAgreement: true })])).toEqual([])
  })

  it('[PT2] warns past 45 days in Colombia unless both sides are large (Law 2024 of 2020)', () => {
    expect(warned([party('CO', 46)])).toEqual(['CO-retail'])
    expect(warned([party('CO', 46, { bothLarge: true })])).toEqual([])
    expect(warned([party('CO', 45)])).toEqual([])
  })

  it('[PT2] warns past 30 days in Peru only where the creditor is known to be small (Law 31362)', () => {
    expect(warned([party('PE', 60)])).toEqual([])
    expect(warned([party('PE', 60, { smallCreditor: true })])).toEqual(['PE-retail'])
  })

  it('[PT2] finds no cap in Mexico, Brazil and Argentina, nor in Chile before the law', () => {
    expect(warned([party('MX', 120), party('BR', 120), party('AR', 120)])).toEqual([])
    expect(warned([party('CL', 60)], '2019-12-31')).toEqual([])
  })

  it('[PT2] looks at every customer and supplier of the company, of which it knows the terms only', () => {
    const company = companyOf({
      products: {},
      locations: {},
      countries: ['CL'],
      customers: {
        market: { country: 'CL', paymentTermsDays: 90 },
        corner: { country: 'CL', paymentTermsDays: 8 },
        inca: { country: 'PE', paymentTermsDays: 90 },
      },
      suppliers: ['mill'],
      sales: [],
    })
    const suppliers = company.suppliers.map((supplier) => ({ ...supplier, paymentTermsDays: 45 }))
    expect(warned(termsParties({ ...company, suppliers }))).toEqual(['market', 'mill'])
  })

  it('[PT3] says so without a value, so that a warning never outranks money', () => {
    const [problem] = termsBeyondLaw([party('CL', 60)], on('2026-11-23'), 'CLP')
    expect(problem).toMatchObject({ kind: 'data', value: 0, why: { values: { days: 60, limit: 30, law: '21.131' } } })
  })

  it('[PT3] reckons interest and the 1 % fee of a late bill as a memo', () => {
    expect(latePaymentCharge(1_000_000, 0, 120_000)).toBe(0)
    expect(latePaymentCharge(1_000_000, 73, 120_000)).toBe(24_000 + 10_000) // 12 % a year for a fifth of it
  })
})
