import fc from 'fast-check'
import { expect, test } from 'vitest'
import { weighSevenDays } from './seven-days.js'

const OPEN = [0, 0, 0, 0, 0, 0, 0]
const ALL = [1, 1, 1, 1, 1, 1, 1]

test('[SE1] the same days on both sides: a day without stock is in neither, with its own part of the plan', () => {
  const planned = [1000, 1000, 1000, 1000, 1000, 4000, 1000]
  const sold = [1200, 1200, 1200, 1200, 1200, 0, 1200]
  const shut = [0, 0, 0, 0, 0, 1, 0]
  expect(weighSevenDays({ sold, planned, shut, known: ALL })).toEqual({ sold: 7200, planned: 6000 })
})

test('[SE1] a week of which less than 35 % of the plan is left is not known', () => {
  const planned = [1000, 1000, 1000, 1000, 1000, 4000, 1000]
  const shut = [1, 1, 1, 0, 0, 1, 0]
  expect(weighSevenDays({ sold: planned, planned, shut, known: ALL })).toBeNull()
  expect(weighSevenDays({ sold: planned, planned: OPEN, shut: OPEN, known: ALL })).toBeNull()
})

test('[SE3] what is known of a day is divided by the share that usually is; a day hardly known says nothing', () => {
  const planned = [1000, 1000, 1000, 1000, 1000, 1000, 1000]
  const known = [1, 1, 1, 1, 1, 0.5, 0.2]
  const sold = [1000, 1000, 1000, 1000, 1000, 500, 900]
  expect(weighSevenDays({ sold, planned, shut: OPEN, known })).toEqual({ sold: 6000, planned: 6000 })
})

const day = fc.record({
  planned: fc.integer({ min: 1, max: 9000 }),
  shut: fc.integer({ min: 0, max: 1 }),
  known: fc.double({ min: 0.05, max: 1, noNaN: true }),
})

test('[SE1] sold as planned is as planned, whichever days fall out and however late they are told', () => {
  fc.assert(
    fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), (days) => {
      const column = (key: 'planned' | 'shut' | 'known') => days.map((one) => one[key])
      const sold = days.map(({ planned, known }) => planned * known)
      const weighed = weighSevenDays({ sold, planned: column('planned'), shut: column('shut'), known: column('known') })
      if (weighed !== null) expect(Math.abs(weighed.sold - weighed.planned)).toBeLessThanOrEqual(1)
    }),
  )
})

test('[SE1] what was sold on days that fall out changes nothing', () => {
  fc.assert(
    fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), fc.nat(100_000), (days, units) => {
      const planned = days.map((one) => one.planned)
      const shut = days.map((one) => one.shut)
      const told = (extra: number) =>
        weighSevenDays({ sold: shut.map((isShut) => (isShut === 1 ? extra : 500)), planned, shut, known: ALL })
      expect(told(units)).toEqual(told(0))
    }),
  )
})
