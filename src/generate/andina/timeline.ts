import { type Day, dayOf, monthOf } from '../../core/base/day.js'

/** A Monday. Everything before it is history, nothing after it has happened. */
export const PLAN_DAY: Day = dayOf(2026, 11, 23)
/** Two years of whole weeks. */
export const FIRST_DAY: Day = dayOf(2024, 11, 25)
export const HISTORY_DAYS = PLAN_DAY - FIRST_DAY
/** Seasons and prices are known as far as a plan of 24 months and a little more can look. */
export const LAST_DAY: Day = dayOf(2029, 3, 31)
export const KNOWN_DAYS = LAST_DAY - FIRST_DAY + 1

export const FIRST_MONTH = monthOf(FIRST_DAY)
export const FIRST_CLOSED_MONTH = FIRST_MONTH + 1
export const PLAN_MONTH = monthOf(PLAN_DAY)
export const LAST_MONTH = monthOf(LAST_DAY)

export const yearOf = (day: Day): number => Math.floor(monthOf(day) / 12)

/** Sunday of Easter, proleptic Gregorian (Meeus, Jones and Butcher). */
export function easterOf(year: number): Day {
  const a = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const leap =
    (19 * a + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) %
    30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - leap - (rest % 4)) % 7
  const shift = Math.floor((a + 11 * leap + 22 * weekday) / 451)
  const count = leap + weekday - 7 * shift + 114
  return dayOf(year, Math.floor(count / 31), (count % 31) + 1)
}
