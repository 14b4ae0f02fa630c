import { describe, expect, it } from 'vitest'
import { day, month } from '../../tests/support/money-world.js'
import type { FxRate } from '../core/network/company.js'
import { applyRate, findRate, parseRate, rateAt, readExchangeRates, reportedRateAt } from './exchange-rates.js'

const quote = (rateSet: FxRate['rateSet'], at: string, from: string, to: string, rate: string): FxRate => ({
  rateSet,
  month: month(at),
  day: null,
  from,
  to,
  rate,
})

const book = readExchangeRates('USD', [
  quote('PLAN', '2026-11', 'USD', 'CLP', '950'),
  quote('PLAN', '2026-11', 'PEN', 'USD', '0.27'),
  quote('AVG', '2026-10', 'USD', 'CLP', '941.5'),
])
const NOVEMBER = month('2026-11')

describe('exchange rates', () => {
  it('[FX1] are exact: text of up to fifteen significant digits, never a binary fraction', () => {
    expect(parseRate('0.1')).toEqual({ numerator: 1n, denominator: 10n })
    expect(parseRate('123456789.012345')).toEqual({ numerator: 123456789012345n, denominator: 1000000n })
    expect(parseRate('0.00105263157894737')).not.toBeNull()
    expect(['', '0', '-1', '1e3', '1,5', '1234567890.1234567'].map(parseRate)).toEqual(Array(6).fill(null))
  })

  it('[FX1] a rate that is none refuses, naming it', () => {
    expect(() => readExchangeRates('USD', [quote('PLAN', '2026-11', 'USD', 'CLP', 'nine')])).toThrow('finance.bad_rate')
  })

  it('[FX2] are quoted in either direction: 95,000 pesos at 950 are 100 dollars, and back', () => {
    expect(applyRate(95_000n, rateAt(book, 'PLAN', NOVEMBER, 'CLP', 'USD'))).toBe(100n)
    expect(applyRate(100n, rateAt(book, 'PLAN', NOVEMBER, 'USD', 'CLP'))).toBe(95_000n)
  })

  it('[FX2] cross through the base currency where nobody quotes the pair', () => {
    // 1 sol = 0.27 dollars = 256.5 pesos.
    expect(applyRate(1000n, rateAt(book, 'PLAN', NOVEMBER, 'PEN', 'CLP'))).toBe(256_500n)
    expect(applyRate(256_500n, rateAt(book, 'PLAN', NOVEMBER, 'CLP', 'PEN'))).toBe(1000n)
  })

  it('[FX3] a plan rate holds until it is replaced; an average belongs to its month', () => {
    expect(applyRate(1n, rateAt(book, 'PLAN', NOVEMBER + 14, 'USD', 'CLP'))).toBe(950n)
    expect(() => rateAt(book, 'PLAN', NOVEMBER - 1, 'USD', 'CLP')).toThrow('finance.missing_rate')
    expect(() => rateAt(book, 'AVG', NOVEMBER, 'USD', 'CLP')).toThrow('finance.missing_rate')
    expect(() => rateAt(book, 'BUDGET', NOVEMBER, 'USD', 'CLP')).toThrow('"set":"BUDGET"')
  })

  it('[FX3] reported is the average where the month has one, else the plan', () => {
    expect(applyRate(2n, reportedRateAt(book, NOVEMBER - 1, 'USD', 'CLP'))).toBe(1883n)
    expect(applyRate(2n, reportedRateAt(book, NOVEMBER, 'USD', 'CLP'))).toBe(1900n)
  })

  it('[FX4] a month’s quotation wins over its days’, and of those the last day’s', () => {
    const daily = (iso: string, rate: string): FxRate => ({
      ...quote('SPOT', '2026-11', 'USD', 'CLP', rate),
      month: 0,
      day: day(iso),
    })
    const days = [daily('2026-11-20', '960'), daily('2026-11-19', '961')]
    const rateOf = (rates: FxRate[]) => findRate(readExchangeRates('USD', rates), 'SPOT', NOVEMBER, 'USD', 'CLP')
    expect(rateOf(days)?.numerator).toBe(960n)
    expect(rateOf([quote('SPOT', '2026-11', 'USD', 'CLP', '955'), ...days])?.numerator).toBe(955n)
  })

  it('[FX5] applying a rate rounds once, half away from zero', () => {
    const half = { numerator: 1n, denominator: 2n }
    expect([1n, 3n, -1n, -3n, 2n].map((amount) => applyRate(amount, half))).toEqual([1n, 2n, -1n, -2n, 1n])
  })
})
