import { expect, test } from 'vitest'
import { evenly } from './range-points.js'

const of = (days: readonly number[]) => days.map((one) => ({ days: one }))

test('[WB82] of days, weeks and months the weeks are taken, as far as there are any', () => {
  const days = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 35, 70, 98]
  expect(evenly(of(days))).toEqual(of([7, 14, 21, 28, 35]))
})

test('[WB82] where there are no weeks all points are', () => {
  expect(evenly(of([8, 39, 70, 98]))).toEqual(of([8, 39, 70, 98]))
})
