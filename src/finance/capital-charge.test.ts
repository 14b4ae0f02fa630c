import { describe, expect, it } from 'vitest'
import { capitalCharge } from './capital-charge.js'

describe('the capital charge', () => {
  it('[CA4] is stock × days × the yearly rate ÷ 365, rounded once', () => {
    expect(capitalCharge(Array(365).fill(1000), 120_000)).toBe(120)
    expect(capitalCharge([1000, 2000], 365_000)).toBe(3)
    expect(capitalCharge(Array(31).fill(9e13), 100_000)).toBe(764_383_561_644)
  })
})
