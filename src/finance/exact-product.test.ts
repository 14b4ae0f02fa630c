import { describe, expect, it } from 'vitest'
import { parseScaled } from '../core/base/decimal.js'
import { parseQuantity, UNIT_PRICE_DECIMALS } from '../core/base/quantity.js'
import { exactProduct, productDivisor } from './exact-product.js'

const price = (quantity: string, unitPrice: string, atomDecimals: number): number =>
  exactProduct(parseQuantity(quantity)!, parseScaled(unitPrice, UNIT_PRICE_DECIMALS)!, productDivisor(atomDecimals))

describe('exact product', () => {
  it('[VA1] a half atom goes away from zero, on both sides of it', () => {
    expect(price('0.5', '1', 0)).toBe(1)
    expect(price('-0.5', '1', 0)).toBe(-1)
    expect(price('0.5', '-1', 0)).toBe(-1)
    expect(price('-0.5', '-1', 0)).toBe(1)
  })

  it('[VA1] a hair under half an atom is nothing, and nothing is never minus zero', () => {
    expect(price('0.499', '1.002', 0)).toBe(0)
    expect(Object.is(price('-0.499', '1.002', 0), 0)).toBe(true)
    expect(Object.is(price('-0', '5', 4), 0)).toBe(true)
  })

  it('[VA1] twelve units are rounded once, at the line, not at the price', () => {
    expect(price('12', '123.456789', 4)).toBe(14_814_815)
    expect(price('12', '12345.678912', 4)).toBe(1_481_481_469)
  })

  it('[VA2] a product far past 2^53 keeps its last atom', () => {
    expect(price('123456.789', '987654.321987', 4)).toBe(1_219_326_312_344_871)
  })

  it('[VA2] money past 2^53 is a fault, not a silent loss', () => {
    expect(() => price('1000000000', '100000000', 4)).toThrow('money passes 2^53')
  })
})
