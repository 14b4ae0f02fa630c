import { describe, expect, test } from 'vitest'
import { classify, describePattern } from './classification.js'

const classOf = (values: readonly number[], hints: { seasonSize?: number; ending?: boolean } = {}) => {
  const series = Float64Array.from(values)
  return classify(series, describePattern(series), { seasonSize: 0, ending: false, ...hints })
}
const repeat = (times: number, ...values: number[]): number[] => Array.from({ length: times }, () => values).flat()

describe('by how often and how evenly it sells (cut-offs 1.32 and 0.49)', () => {
  test.each([
    ['smooth', repeat(10, 9, 10, 11)],
    ['erratic', repeat(10, 1, 30, 2, 4)],
    ['intermittent', repeat(15, 10, 0)],
    ['lumpy', repeat(10, 1, 0, 30, 0, 2, 0)],
  ])('[DC1] %s', (kind, values) => {
    expect(classOf(values)).toBe(kind)
  })

  test('[DC1] on the cut-off is still smooth: 33 weeks, 25 with demand', () => {
    const values = [...repeat(8, 10, 10, 10, 0), 10]
    expect(describePattern(Float64Array.from(values)).adi).toBeCloseTo(1.32, 10)
    expect(classOf(values)).toBe('smooth')
  })
})

describe('by where it is in its life', () => {
  test('[DC2] fewer than thirteen weeks are new', () => {
    expect(classOf(repeat(12, 10))).toBe('new')
    expect(classOf(repeat(13, 10))).toBe('smooth')
  })

  test('[DC2] half a year without demand is dead, and so is nothing at all', () => {
    expect(classOf([...repeat(30, 10), ...repeat(26, 0)])).toBe('dead')
    expect(classOf(repeat(5, 0))).toBe('dead')
  })

  test('[DC2] a quarter at less than a quarter of the half year before is on its way out', () => {
    expect(classOf([...repeat(26, 100), ...repeat(13, 24)])).toBe('endOfLife')
    expect(classOf([...repeat(26, 100), ...repeat(13, 26)])).not.toBe('endOfLife')
  })

  test('[DC2] an end date inside the horizon is the end of life too', () => {
    expect(classOf(repeat(30, 10), { ending: true })).toBe('endOfLife')
  })

  test('[DC2] a regular row that a season moves by a tenth is seasonal; a rare one stays rare', () => {
    expect(classOf(repeat(30, 10), { seasonSize: 0.1 })).toBe('seasonal')
    expect(classOf(repeat(15, 10, 0), { seasonSize: 0.1 })).toBe('intermittent')
  })
})
