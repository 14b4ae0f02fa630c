/**
 * On which days does a place work? A profile is data: rules by weekday, and dates that override them. Places differ by
 * format, not by country (a holiday closes a supermarket and not the corner shop), so each location and lane names its
 * own calendar. Rules OD1–OD6 of docs/specs/calendar.md.
 */
import { assert } from '../base/assert.js'
import { type Day, weekdayOf } from '../base/day.js'
import { SHARE_WHOLE, type Share } from '../base/quantity.js'
import type { CalendarDay } from '../network/company.js'

/** Data only, so that it crosses to a worker. */
export interface OpenDays {
  readonly calendar: string
  /** At the ISO weekday 1–7: share of a normal day's capacity; 0 = closed. */
  readonly byWeekday: Float64Array
  /** Dates that differ from their weekday. */
  readonly byDate: ReadonlyMap<Day, Share>
}

/** For places that name no calendar. */
export const EVERY_DAY_OPEN: OpenDays = {
  calendar: '',
  byWeekday: new Float64Array(8).fill(SHARE_WHOLE),
  byDate: new Map(),
}

/** A place closed for two years has no next open day. */
const SEARCH_DAYS = 731

/** One profile per calendar id. The order of the records does not matter. */
export function buildOpenDays(records: readonly CalendarDay[]): Map<string, OpenDays> {
  const recordsByCalendar = new Map<string, CalendarDay[]>()
  for (const record of records) {
    const list = recordsByCalendar.get(record.calendar)
    if (list === undefined) recordsByCalendar.set(record.calendar, [record])
    else list.push(record)
  }
  return new Map([...recordsByCalendar].map(([calendar, own]) => [calendar, buildProfile(calendar, own)]))
}

function buildProfile(calendar: string, records: readonly CalendarDay[]): OpenDays {
  const weekdayRules = records.filter((record) => record.day === null)
  // `Monday open … Friday open` means closed at the weekend; `Sunday closed` means open on the other days.
  const namesOpenOnly = weekdayRules.length > 0 && weekdayRules.every((record) => record.open)
  const byWeekday = new Float64Array(8).fill(namesOpenOnly ? 0 : SHARE_WHOLE)
  const named = new Set<number>()
  for (const record of weekdayRules) {
    const weekday = record.weekday!
    assert(weekday >= 1 && weekday <= 7, 'a calendar names no ISO weekday', { calendar, weekday })
    byWeekday[weekday] = named.has(weekday) ? Math.min(byWeekday[weekday]!, capacityOf(record)) : capacityOf(record)
    named.add(weekday)
  }
  const byDate = new Map<Day, Share>()
  for (const record of records) {
    if (record.day === null) continue
    byDate.set(record.day, Math.min(byDate.get(record.day) ?? Number.MAX_SAFE_INTEGER, capacityOf(record)))
  }
  return { calendar, byWeekday, byDate }
}

const capacityOf = (record: CalendarDay): Share => (record.open ? record.capacityFactor : 0)

/** The same profile with more days closed, e.g. those of a strike or of an announced closure. */
export function withClosedDays(profile: OpenDays, days: Iterable<Day>): OpenDays {
  const byDate = new Map(profile.byDate)
  for (const day of days) byDate.set(day, 0)
  return { ...profile, byDate }
}

/** Share of a normal day's capacity on a day; 0 = closed. */
export function capacityOn(profile: OpenDays, day: Day): Share {
  return profile.byDate.get(day) ?? profile.byWeekday[weekdayOf(day)]!
}

export function isOpenDay(profile: OpenDays, day: Day): boolean {
  return capacityOn(profile, day) > 0
}

/** The first open day not before `day`; null when there is none for two years. */
export function nextOpenDay(profile: OpenDays, day: Day): Day | null {
  for (let found = day; found < day + SEARCH_DAYS; found++) if (isOpenDay(profile, found)) return found
  return null
}

/** The last open day not after `day`; null when there is none for two years. */
export function previousOpenDay(profile: OpenDays, day: Day): Day | null {
  for (let found = day; found > day - SEARCH_DAYS; found--) if (isOpenDay(profile, found)) return found
  return null
}

/**
 * The day `openDays` working days later (earlier when negative): open days strictly after (before) `day` are counted.
 * Zero is the day itself, open or not. Null when the place stays closed for two years on the way.
 */
export function shiftOpenDays(profile: OpenDays, day: Day, openDays: number): Day | null {
  let found: Day | null = day
  for (let left = openDays; left > 0 && found !== null; left--) found = nextOpenDay(profile, found + 1)
  for (let left = openDays; left < 0 && found !== null; left++) found = previousOpenDay(profile, found - 1)
  return found
}

/** How many open days lie in [from, end). */
export function countOpenDays(profile: OpenDays, from: Day, end: Day): number {
  let count = 0
  for (let day = from; day < end; day++) if (isOpenDay(profile, day)) count++
  return count
}
