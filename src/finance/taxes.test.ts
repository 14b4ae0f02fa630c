import { describe, expect, it } from 'vitest'
import { parseDay } from '../core/base/day.js'
import type { Tax } from '../core/network/company.js'
import { crossesBorder, invoiceTaxRate } from './taxes.js'

const planDay = parseDay('2026-11-23')!

describe('tax on an invoice', () => {
  const tax = (over: Partial<Tax>): Tax => ({
    country: 'CL',
    kind: 'VAT',
    rate: 190_000,
    validFrom: parseDay('2003-10-01')!,
    productClass: null,
    ...over,
  })

  it('[WC2] is the newest rate of the country on the day', () => {
    const table = [tax({ rate: 180_000, validFrom: 0 }), tax({}), tax({ country: 'PE', rate: 180_000 })]
    expect(invoiceTaxRate(table, 'CL', [], planDay)).toBe(190_000)
    expect(invoiceTaxRate(table, 'CL', [], parseDay('2000-01-01')!)).toBe(180_000)
    expect(invoiceTaxRate(table, 'MX', [], planDay)).toBe(0)
  })

  it('[WC2] takes the rate of the product’s class before the general one, and adds kinds up', () => {
    const table = [
      tax({}),
      tax({ productClass: 'Books', rate: 0 }),
      tax({ kind: 'ILA', productClass: 'Wine', rate: 205_000 }),
    ]
    expect(invoiceTaxRate(table, 'CL', ['Books'], planDay)).toBe(0)
    expect(invoiceTaxRate(table, 'CL', ['Wine'], planDay)).toBe(395_000)
  })

  it('[WC2] leaves out retentions, which are not on the invoice', () => {
    expect(invoiceTaxRate([tax({ kind: 'retention' })], 'CL', [], planDay)).toBe(0)
  })

  it('[WC2] knows an export, and takes a buyer without a country for a domestic one', () => {
    expect([crossesBorder('CL', 'PE'), crossesBorder('CL', 'CL'), crossesBorder('CL', null)]).toEqual([
      true,
      false,
      false,
    ])
  })
})
