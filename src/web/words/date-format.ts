/** Days of the plan (`2026-12-01`, which have no time zone) as a reader writes them. */
export interface DateFormat {
  /** 1 dic 2026 */
  readonly day: (day: string) => string
  /** 1 dic */
  readonly shortDay: (day: string) => string
  /** 22–31 dic: days of one month. */
  readonly shortDays: (from: string, last: string) => string
  /** mar 1 */
  readonly weekdayAndDay: (day: string) => string
  /** dic 2026 */
  readonly month: (day: string) => string
  /** dic */
  readonly shortMonth: (day: string) => string
  /** 1 dic 14:02, in the reader's own time zone. */
  readonly moment: (moment: string) => string
  /** ISO week of a day: its number and year. */
  readonly week: (day: string) => { week: number; year: number }
}

const DAY_MS = 86_400_000
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS
export const isoDay = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)
export const addDays = (day: string, count: number): string => isoDay(dayNumber(day) + count)

export function dateFormat(locale: string): DateFormat {
  const inUtc = (options: Intl.DateTimeFormatOptions): ((day: string) => string) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return (day) => format.format(dayNumber(day) * DAY_MS).replaceAll('.', '')
  }
  const shortDay = inUtc({ day: 'numeric', month: 'short' })
  const monthFirst = !/^\d/.test(shortDay('2026-12-01'))
  const weekday = inUtc({ weekday: 'short' })
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const moment = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...time })
  return {
    day: inUtc({ day: 'numeric', month: 'short', year: 'numeric' }),
    shortDay,
    shortDays: (from, last) =>
      monthFirst ? `${shortDay(from)}–${dayOfMonth(last)}` : `${dayOfMonth(from)}–${shortDay(last)}`,
    weekdayAndDay: (day) => `${weekday(day)} ${dayOfMonth(day)}`,
    month: inUtc({ month: 'short', year: 'numeric' }),
    shortMonth: inUtc({ month: 'short' }),
    moment: (at) => moment.format(new Date(at)),
    week: isoWeek,
  }
}

const dayOfMonth = (day: string): number => Number(day.slice(8))

/** ISO 8601: a week belongs to the year of its Thursday. */
function isoWeek(day: string): { week: number; year: number } {
  const number = dayNumber(day)
  const weekday = (((number + 3) % 7) + 7) % 7
  const thursday = new Date((number - weekday + 3) * DAY_MS)
  const year = thursday.getUTCFullYear()
  return { week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1, year }
}

/** Monday of the week a day is in. */
export const mondayOf = (day: string): string => isoDay(dayNumber(day) - ((((dayNumber(day) + 3) % 7) + 7) % 7))
