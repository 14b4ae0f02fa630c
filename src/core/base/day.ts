/**
 * Dates inside the core are whole day numbers: days since 1970-01-01, proleptic Gregorian, no time zone.
 * ISO text exists only at the borders.
 */
export type Day = number

const MILLISECONDS_PER_DAY = 86_400_000

/** `2026-11-23` → day number; null when the text is not a real calendar date. */
export function parseDay(iso: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  if (match === null) return null
  const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]))
  return formatDay(day) === iso ? day : null
}

export function formatDay(day: Day): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
}

/** Month is 1–12. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, dayOfMonth)
  return Math.round(date.getTime() / MILLISECONDS_PER_DAY)
}

/** ISO weekday: 1 = Monday … 7 = Sunday. Day 0 was a Thursday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** Months since year 0, so that consecutive months are consecutive numbers. */
export type Month = number

export function monthOf(day: Day): Month {
  const date = new Date(day * MILLISECONDS_PER_DAY)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

export function firstDayOfMonth(month: Month): Day {
  return dayOf(Math.floor(month / 12), (month % 12) + 1, 1)
}

/** `2026-11` */
export function formatMonth(month: Month): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
}

/** `2026-11` → month number; null when it is not a month. */
export function parseMonth(text: string): Month | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text)
  if (match === null) return null
  const month = Number(match[2])
  return month >= 1 && month <= 12 ? Number(match[1]) * 12 + month - 1 : null
}
