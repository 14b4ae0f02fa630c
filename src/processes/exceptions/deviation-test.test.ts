import { describe, expect, it } from 'vitest'
import { discoveries, judge, medianOf, restlessness, upperTail } from './deviation-test.js'

describe('the signal test', () => {
  it('[EX20] sums what is beyond half a deviation and alarms beyond five (DOMAIN §6.6)', () => {
    // C+ after each week: 1.5, 3, 4.5, 6.
    expect(judge([2, 2, 2]).side).toBe(0)
    expect(judge([2, 2, 2, 2])).toMatchObject({ side: 1, since: 0 })
    expect(judge([-2, -2, -2, -2])).toMatchObject({ side: -1, since: 0 })
  })

  it('[EX20] says since when: the run starts after the sum was last at zero', () => {
    expect(judge([1, -3, 3, 4]).since).toBe(2)
    expect(judge([0.2, -0.3, 0.1, 4, 4]).since).toBe(3)
  })

  it('[EX20] a swing back ends the alarm', () => {
    expect(judge([4, 4, -3]).side).toBe(0)
  })

  it('[EX20] one week counts no more than six deviations, and weeks that say nothing are passed over', () => {
    expect(judge([100, -2])).toMatchObject({ side: 0 })
    expect(judge([3, null, 3, null])).toMatchObject({ side: 0 })
    expect(judge([3, null, 3, null, 3])).toMatchObject({ side: 1 })
    expect(judge([null, null])).toEqual({ side: 0, since: 0, chance: 1 })
  })

  it('[EX20] keeps false alarms to a share of those shown (Benjamini and Hochberg 1995, their table of 15)', () => {
    const chances = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ]
    expect(discoveries(chances, 0.05).filter(Boolean)).toHaveLength(4)
    expect(discoveries([0.04], 0.05)).toEqual([true])
    expect(discoveries([0.04], 0.05, 10)).toEqual([false])
  })

  it('[EX20] a change of level does not widen its own yardstick', () => {
    const quiet = [100, 104, 98, 101, 99, 103, 100, 97]
    expect(restlessness([...quiet, 220, 215])).toBeLessThan(restlessness(quiet) * 1.5)
    expect(restlessness([50, 50, 50])).toBe(0.1)
    expect(restlessness([])).toBe(1)
  })

  it('knows the normal distribution and medians', () => {
    expect(upperTail(0)).toBeCloseTo(0.5, 7)
    expect(upperTail(1.959964)).toBeCloseTo(0.025, 6)
    expect(upperTail(-1.959964)).toBeCloseTo(0.975, 6)
    expect([medianOf([]), medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])]).toEqual([0, 2, 2.5])
  })
})
