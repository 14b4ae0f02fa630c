import { describe, expect, it } from 'vitest'
import { atomDecimals, minorDecimals, moneyCurrency } from './currency.js'

describe('currencies', () => {
  it('[CU1] legal minor units as in DOMAIN §7.1', () => {
    const decimalsOf = (codes: string) => codes.split(' ').map(minorDecimals)
    expect(decimalsOf('CLP PYG UYI')).toEqual([0, 0, 0])
    expect(decimalsOf('CLF UYW')).toEqual([4, 4])
    expect(decimalsOf('ARS BRL COP MXN PEN UYU BOB CRC GTQ HNL NIO DOP USD')).toEqual(Array(13).fill(2))
  })

  it('[CU2] an atom has four decimals more than the minor unit, six at most', () => {
    expect(moneyCurrency('CLP', 1_000_000)).toEqual({ code: 'CLP', minorDecimals: 0, atomDecimals: 4 })
    expect(atomDecimals('USD', 1_000_000)).toBe(6)
    expect(atomDecimals('CLF', 1000)).toBe(6)
  })

  it('[CU2] and gives decimals up until a hundred times the largest sum stays below 2^53', () => {
    // 2^53 is 9.007e15: a hundred times 90 million at six decimals is 9.0e15, 91 million is past it.
    expect([90_000_000, 91_000_000].map((sum) => atomDecimals('USD', sum))).toEqual([6, 5])
    expect(atomDecimals('ARS', 900_000_000_000)).toBe(2)
    expect(atomDecimals('ARS', 5_000_000_000_000)).toBe(1)
  })

  it('[CU2] what not even whole units can count is refused', () => {
    expect(atomDecimals('CLP', 90_000_000_000_000)).toBe(0)
    expect(() => atomDecimals('CLP', 91_000_000_000_000)).toThrow('finance.sum_too_large')
  })
})
