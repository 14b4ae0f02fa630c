import { describe, expect, it } from 'vitest'
import { month } from '../../tests/support/money-world.js'
import { monetaryResult, type NominalSeries, readPriceIndex, restateFlows } from './inflation.js'

const OCTOBER = month('2026-10')
const index = readPriceIndex('AR', [
  { country: 'AR', month: OCTOBER, index: 8000 },
  { country: 'AR', month: OCTOBER + 1, index: 8200 },
  { country: 'AR', month: OCTOBER + 2, index: 8446 },
  { country: 'CL', month: OCTOBER, index: 108.4 },
])
const series = (...amounts: number[]): NominalSeries => ({
  basis: 'nominal',
  firstMonth: OCTOBER,
  amounts: Float64Array.from(amounts),
})

describe('IAS 29', () => {
  it('[IN1] restates each month by I_close / I_transaction (DOMAIN §7.3)', () => {
    const real = restateFlows(index, series(1_000_000, 1_000_000, 1_000_000), OCTOBER + 2)
    // 8446 / 8000 = 1.05575, 8446 / 8200 = 1.03, and the closing month itself.
    expect([...real.amounts]).toEqual([1_055_750, 1_030_000, 1_000_000])
  })

  it('[IN2] says what it is, and of which month, so that real money never joins nominal money', () => {
    const real = restateFlows(index, series(1), OCTOBER + 2)
    expect([real.basis, real.powerOf, real.firstMonth]).toEqual(['real', OCTOBER + 2, OCTOBER])
  })

  it('[IN1] a month without an index is refused, unless nothing happened in it', () => {
    expect(() => restateFlows(index, series(0, 0, 0, 5), OCTOBER + 2)).toThrow('finance.missing_index')
    expect([...restateFlows(index, series(0, 0, 0, 0), OCTOBER + 2).amounts]).toEqual([0, 0, 0, 0])
  })

  it('[IN3] holding money loses, owing it gains, by what the index grew', () => {
    const position = { opening: OCTOBER, close: OCTOBER + 2, flows: series() }
    expect(monetaryResult(index, { ...position, netMonetary: 1_000_000 })).toBe(-55_750)
    expect(monetaryResult(index, { ...position, netMonetary: -1_000_000 })).toBe(55_750)
    // What comes in half-way loses only from then on.
    expect(monetaryResult(index, { ...position, netMonetary: 0, flows: series(0, 1_000_000) })).toBe(-30_000)
  })
})
