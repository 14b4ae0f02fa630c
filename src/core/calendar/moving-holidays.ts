/**
 * Holidays that fall on another date every year. A holiday on a fixed date is in the season already; one that moves is
 * smeared by it. Which ones move is read from their dates, never from a list. Rules MH1–MH3 of docs/specs/calendar.md.
 */
import { type Day, dayOf, monthOf } from '../base/day.js'

/** One day of one year. The same `id` in another year is the same holiday. */
export interface Holiday {
  readonly country: string
  readonly id: string
  readonly name: string
  readonly day: Day
}

/** Which holidays are asked for: all of these countries in whole years, both included. */
export interface HolidayYears {
  readonly countries: readonly string[]
  readonly fromYear: number
  readonly toYear: number
}

/** A holiday that moves, or several that move together (Holy Thursday to Easter Sunday), over the years. */
export interface MovingHoliday {
  readonly country: string
  /** Of its days, the first holiday's first. */
  readonly names: readonly string[]
  /** By year, in order: first and last day. */
  readonly years: readonly { readonly first: Day; readonly last: Day }[]
}

/** Leap years alone move a solstice by a day; that is not another week. */
const MOVES_DAYS_MIN = 2
/** Holidays that always lie as far apart, and no further than this, are one. */
const TOGETHER_DAYS_MAX = 4

const yearOf = (day: Day): number => Math.floor(monthOf(day) / 12)

/** Day of the year as if every year had 365: 29 February counts as the 28th, so that a date is the same number in every year. */
export function dateOfYear(day: Day): number {
  const year = yearOf(day)
  const at = day - dayOf(year, 1, 1)
  return dayOf(year + 1, 1, 1) - dayOf(year, 1, 1) === 366 && at >= 59 ? at - 1 : at
}

/** Those that move among the holidays given, by country in its order, then by day. The order given does not matter. */
export function movingHolidays(holidays: readonly Holiday[]): MovingHoliday[] {
  const moving = seriesOf(holidays).filter(({ days }) => moves(days))
  moving.sort((a, b) => compare(a.country, b.country) || a.days[0]! - b.days[0]! || compare(a.id, b.id))
  const found: MovingHoliday[] = []
  const taken = new Set<Series>()
  for (const start of moving) {
    if (taken.has(start)) continue
    const chain = [start]
    for (const next of moving)
      if (!taken.has(next) && next !== start && goesWith(chain.at(-1)!, next)) {
        taken.add(next)
        chain.push(next)
      }
    const last = chain.at(-1)!
    found.push({
      country: start.country,
      names: [...new Set(chain.map(({ name }) => name))],
      years: start.days.map((first, at) => ({ first, last: last.days[at]! })),
    })
  }
  return found
}

interface Series {
  readonly country: string
  readonly id: string
  readonly name: string
  /** One a year, in order. */
  readonly days: readonly Day[]
}

function seriesOf(holidays: readonly Holiday[]): Series[] {
  const byKey = new Map<string, Holiday[]>()
  for (const holiday of holidays) {
    const key = `${holiday.country}\n${holiday.id}`
    byKey.set(key, [...(byKey.get(key) ?? []), holiday])
  }
  return [...byKey.values()].flatMap((days) => {
    days.sort((a, b) => a.day - b.day)
    const years = new Set(days.map(({ day }) => yearOf(day)))
    // Twice in a year: an id that says too little to know one year's holiday from another's.
    if (years.size < days.length) return []
    const { country, id, name } = days[0]!
    return [{ country, id, name, days: days.map(({ day }) => day) }]
  })
}

function moves(days: readonly Day[]): boolean {
  const dates = days.map(dateOfYear)
  return Math.max(...dates) - Math.min(...dates) >= MOVES_DAYS_MIN
}

function goesWith(a: Series, b: Series): boolean {
  const apart = b.days[0]! - a.days[0]!
  if (a.country !== b.country || a.days.length !== b.days.length || apart < 0 || apart > TOGETHER_DAYS_MAX) return false
  return a.days.every((day, at) => b.days[at]! - day === apart)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
