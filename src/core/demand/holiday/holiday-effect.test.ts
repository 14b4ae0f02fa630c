import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { type ComparedWeeks, compareWeeks, learnEffects, NO_EFFECT } from './holiday-effect.js'

const random = seededRandom(43)
const WEEKS = 156
/** Slots as if every year had 52 weeks. */
const slots = Uint8Array.from({ length: WEEKS }, (_, week) => week % 52)
/** Weeks of a holiday in three years, 15 weeks into them and later. */
const HOLIDAY = [16, 52 + 14, 104 + 18]

/** Ratios as they are, with a noise of the series given. */
const compared = (at: Readonly<Record<number, number>>, noise = 0.05): ComparedWeeks => ({
  ratio: Float64Array.from({ length: WEEKS }, (_, week) => at[week] ?? 0),
  slots,
  noise,
})
const everyYear = (holiday: readonly number[], effect: number): Record<number, number> =>
  Object.fromEntries(holiday.map((week) => [week, effect]))

describe('one series', () => {
  test('[DM11] an effect is found as it is, less what its two or three years leave open', () => {
    const [[before, of]] = learnEffects(compared(everyYear(HOLIDAY, 0.5)), [HOLIDAY]) as unknown as number[][]
    expect(before).toBe(0)
    // Three years, two thirds of each its own; the prior weighs (0.05² + 0.1²) / 0.2².
    expect(of).toBeCloseTo((0.5 * 2) / (2 + 0.3125), 9)
  })

  test('[DM11] the noisier the series, the less of it is believed; within noise nothing is', () => {
    const of = (noise: number): number => learnEffects(compared(everyYear(HOLIDAY, 0.5), noise), [HOLIDAY])[0]![1]!
    expect(of(0.05)).toBeGreaterThan(of(0.1))
    expect(of(0.1)).toBeGreaterThan(0.3)
    expect(of(0.3)).toBe(0)
  })

  test('[DM11] errors must fall by sixteen squared noises', () => {
    const of = (noise: number): number => learnEffects(compared(everyYear(HOLIDAY, 0.25), noise), [HOLIDAY])[0]![1]!
    // By 17.3 and by 15.6: three times 0.25², less what is left when two years foretell the third.
    expect(of(0.1)).toBeGreaterThan(0.15)
    expect(of(0.105)).toBe(0)
  })

  test('[DM11] a rounding of the logarithm is no effect, however steady the series', () => {
    expect(learnEffects(compared(everyYear(HOLIDAY, 0.005), 0), [HOLIDAY])).toEqual([NO_EFFECT])
  })

  test('[DM11] one year is foretold by nobody: not believed', () => {
    expect(learnEffects(compared(everyYear([16], 2)), [[16]])).toEqual([NO_EFFECT])
    // The other year lies before the history.
    expect(learnEffects(compared(everyYear([16], 2)), [[-38, 16]])).toEqual([NO_EFFECT])
  })

  test('[DM11] years that contradict each other are not believed', () => {
    expect(learnEffects(compared({ 16: 0.6, [52 + 14]: -0.6, [104 + 18]: 0.6 }), [HOLIDAY])).toEqual([NO_EFFECT])
  })

  test('[DM11] what stays in its slots every year is season', () => {
    const fixed = [16, 68, 120]
    expect(learnEffects(compared(everyYear(fixed, 0.8)), [fixed])).toEqual([NO_EFFECT])
  })

  test('[DM11] what one holiday explains no other may', () => {
    // The week before the second is always the first one's.
    const second = HOLIDAY.map((week) => week + 1)
    const [first, other] = learnEffects(compared(everyYear(HOLIDAY, 0.6)), [HOLIDAY, second])
    expect(first![1]).toBeGreaterThan(0.5)
    expect(other).toBe(NO_EFFECT)
  })
})

test('[DM11] weeks are compared with their neighbours: neither season, drift nor scale is left', () => {
  const total = Float64Array.from({ length: WEEKS }, (_, week) => 1_000 * 1.01 ** week)
  const { ratio, noise } = compareWeeks(total, slots)
  for (let week = 8; week < WEEKS - 8; week++) expect(Math.abs(ratio[week]!)).toBeLessThan(1e-9)
  expect(noise).toBeLessThan(0.02)
})

test('[DM11] the noise of a series is that of its weeks, and of wild weeks when they are many', () => {
  const noisy = (wild: number): number =>
    compareWeeks(
      Float64Array.from({ length: WEEKS }, (_, week) =>
        Math.exp(0.1 * normalAt(random, 1, 0, week) + (week % 4 === 0 ? wild * normalAt(random, 2, 0, week) : 0)),
      ),
      slots,
    ).noise
  expect(Math.abs(noisy(0) / 0.1 - 1)).toBeLessThan(0.2)
  expect(noisy(0.6)).toBeGreaterThan(0.18)
})

test('[DM11] a history of less than a year and twenty weeks says nothing', () => {
  const total = Float64Array.from({ length: 71 }, (_, week) => 1_000 + week)
  expect(compareWeeks(total, slots).noise).toBeNaN()
  expect(
    compareWeeks(
      Float64Array.from({ length: 80 }, (_, week) => 1_000 + week),
      slots,
    ).noise,
  ).not.toBeNaN()
})
