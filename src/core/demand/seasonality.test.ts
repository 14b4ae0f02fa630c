import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, monthOf } from '../base/day.js'
import { dateOfYear } from '../calendar/moving-holidays.js'
import { deriveSeasonality, SLOTS, slotOfWeek, slotsOfWeeks } from './seasonality.js'

const yearOf = (day: number): number => Math.floor(monthOf(day) / 12)

describe('slots of the year', () => {
  test('[DM15] a date is in the same slot in every year, leap years too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), (month, day) => {
        const slots = Array.from({ length: 12 }, (_, at) => slotOfWeek(dayOf(2020 + at, month, day) - 3))
        expect(new Set(slots).size).toBe(1)
      }),
      { seed: 7, numRuns: 336 },
    )
    for (const year of [2023, 2024]) expect(slotOfWeek(dayOf(year, 12, 25) - 3)).toBe(SLOTS - 1)
  })

  test('[DM15] every slot has one week a year; a 53rd is at the end of February or at the turn of the half-years', () => {
    for (let start = dayOf(2015, 1, 1); start < dayOf(2015, 1, 8); start++) {
      const counts = new Map<number, Uint8Array>()
      for (let first = start; first < dayOf(2044, 12, 20); first += 7) {
        const year = yearOf(first + 3)
        const count = counts.get(year) ?? new Uint8Array(SLOTS)
        counts.set(year, count)
        count[slotOfWeek(first)]! += 1
      }
      for (const [year, count] of counts) {
        // The first and the last year are not whole.
        if (year === 2015 || year === 2044) continue
        count.forEach((weeks, slot) => {
          if (weeks !== 1) expect({ weeks, slot }).toEqual({ weeks: 2, slot: slot === 8 ? 8 : 25 })
        })
      }
    }
  })

  test('[DM15] a season tied to dates is found again over six years, whatever the weekday of the plan day', () => {
    // A wave, and a Christmas that is three times a plain week, gone by New Year.
    const shapeOf = (day: number): number => {
      const date = dateOfYear(day)
      return 1 + 0.2 * Math.sin((2 * Math.PI * date) / 365) + (date >= 351 && date <= 357 ? 2 : 0)
    }
    for (let planDay = dayOf(2027, 3, 1); planDay < dayOf(2027, 3, 8); planDay++) {
      const weekCount = 313
      const firstDay = planDay - 7 * weekCount
      const units = Float64Array.from({ length: weekCount }, (_, week) => {
        let sum = 0
        for (let day = 0; day < 7; day++) sum += 1_000 * shapeOf(firstDay + 7 * week + day)
        return sum
      })
      const { factor } = deriveSeasonality({ rowCount: 1, weekCount, firstDay }, units, new Int32Array(1), 1)
      const mean = units.reduce((sum, week) => sum + week, 0) / weekCount
      const slots = slotsOfWeeks(firstDay, weekCount)
      const off = (from: number, to: number): number => {
        let error = 0
        let whole = 0
        slots.forEach((slot, week) => {
          if (slot < from || slot > to) return
          error += Math.abs(units[week]! / mean - factor[slot]!)
          whole += units[week]! / mean
        })
        return error / whole
      }
      expect(off(2, 47)).toBeLessThan(0.03)
      expect(factor[SLOTS - 1]! / factor[SLOTS - 2]!).toBeLessThan(0.75)
    }
  })
})
