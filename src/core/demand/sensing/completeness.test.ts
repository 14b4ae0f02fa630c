import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type KnownSales, learnCompleteness, MATURE_DAYS, STILL_KNOWN, shareKnown } from './completeness.js'

type Told = readonly [day: number, from: number, until: number, units: number, place?: number]

const known = (told: readonly Told[]): KnownSales => ({
  place: Int32Array.from(told, ([, , , , place = 0]) => place),
  day: Int32Array.from(told, ([day]) => day),
  from: Int32Array.from(told, ([, from]) => from),
  until: Int32Array.from(told, ([, , until]) => until),
  units: Float64Array.from(told, ([, , , units]) => units),
})

/** Of each day 70 on the next morning, 30 more three mornings later. */
const late = (days: number): Told[] =>
  Array.from({ length: days }, (_, day): Told[] => [
    [day, day + 1, STILL_KNOWN, 70],
    [day, day + 4, STILL_KNOWN, 30],
  ]).flat()

test('[SE3] how late sales are told is learnt by age from days that are long told', () => {
  const learnt = learnCompleteness(known(late(60)), 60)
  expect(learnt.days).toBe(60 - MATURE_DAYS + 1)
  expect([...learnt.share.subarray(1, 6)]).toEqual([0.7, 0.7, 0.7, 1, 1])
  expect(shareKnown(learnt, 0, 57, 60)).toBe(0.7)
  expect(shareKnown(learnt, 0, 56, 60)).toBe(1)
  expect(shareKnown(learnt, 0, 0, 60)).toBe(1)
})

test('[SE3] each place is as late as its own tills; one that says nothing is as late as all', () => {
  const prompt = Array.from({ length: 60 }, (_, day): Told => [day, day + 1, STILL_KNOWN, 100, 1])
  const learnt = learnCompleteness(known([...late(60), ...prompt]), 60)
  expect([0, 1, 2].map((place) => shareKnown(learnt, place, 59, 60))).toEqual([0.7, 1, 0.85])
})

test('[SE3] what was restated counts as it was known at that age', () => {
  const days = Array.from({ length: 40 }, (_, day): Told[] => [
    [day, day + 1, day + 3, 50],
    [day, day + 3, STILL_KNOWN, 100],
  ])
  expect([...learnCompleteness(known(days.flat()), 60).share.subarray(1, 5)]).toEqual([0.5, 0.5, 1, 1])
})

test('[SE3] a handful of days, or none, says nothing of lateness', () => {
  for (const days of [0, 13 + MATURE_DAYS - 1]) {
    const learnt = learnCompleteness(known(late(days)), days)
    expect(learnt.days).toBe(0)
    expect(shareKnown(learnt, 0, days - 1, days)).toBe(1)
  }
})

test('[SE3] nothing that becomes known after the morning, or is not mature by then, changes what is learnt', () => {
  fc.assert(
    fc.property(fc.integer({ min: 45, max: 80 }), fc.nat(200), (morning, units) => {
      const told = late(morning)
      const more: Told[] = [[morning - MATURE_DAYS + 1, morning - 3, STILL_KNOWN, units]]
      expect(learnCompleteness(known([...told, ...more]), morning)).toEqual(learnCompleteness(known(told), morning))
    }),
  )
})
