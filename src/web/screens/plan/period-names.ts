/** What a period is called: at the head of its column, or in front of its rows. */
import { addDays } from '../../words/date-format.js'
import type { Words } from '../../words/words.js'
import { kindOfPeriod, type PeriodShown } from './grid-shape.js'
import type { Period } from './plan-layout.js'

export interface PeriodNames {
  readonly title: string
  /** What it lies in: the month of a week or a day, the year of a month. */
  readonly above: string
  /** Its days, for whoever looks closer. */
  readonly days: string
}

type Speaking = Pick<Words, 'say' | 'date'>

/** @param asked what was asked for: a piece of a month is none of a week, however short it is */
export function periodNames(period: PeriodShown, asked: Period, words: Speaking): PeriodNames {
  return { ...(nameByCalendar(period, words) ?? ownName(period, asked, words)), days: daysText(period, words) }
}

type Head = Pick<PeriodNames, 'title' | 'above'>

/** The same in front of rows, where nothing stands above it: from the first line down. */
export function periodLines(period: PeriodShown, asked: Period, words: Speaking): readonly string[] {
  const { title, above, days } = periodNames(period, asked, words)
  if (period.called !== undefined && period.called.week === undefined) return [`${above} ${title}`, days]
  if (asked !== 'month' && !isWholeMonth(period)) return [title, above, days]
  // A piece of a month is called by its days already.
  const whole = `${title} ${above}`
  return [whole, days.startsWith(whole) ? days.slice(whole.length).replace(/^ · /, '') : days]
}

function nameByCalendar(period: PeriodShown, { say }: Speaking): Head | null {
  const { called, days } = period
  if (called === undefined) return null
  const year = `FY${twoDigits(called.year % 100)}`
  const number = `P${twoDigits(called.period)}`
  // Cut by the plan day, or where the table begins or ends.
  const isPart = called.week === undefined ? !isWholeMonth(period) && !isWholeWeeks(days) : days < DAYS_OF_WEEK
  const part = isPart ? ` ·${say('web.days_short', { days })}` : ''
  return called.week === undefined
    ? { title: `${number}${part}`, above: year }
    : { title: `${called.label}${part}`, above: `${year} ${number}` }
}

const isWholeWeeks = (days: number): boolean => days % DAYS_OF_WEEK === 0 && days >= SHORTEST_MONTH
const twoDigits = (number: number): string => String(number).padStart(2, '0')

const DAYS_OF_WEEK = 7

function ownName(period: PeriodShown, asked: Period, { say, date }: Speaking): Head {
  const { firstDay, days } = period
  const year = firstDay.slice(0, 4)
  const last = addDays(firstDay, days - 1)
  if (isWholeMonth(period)) return { title: date.shortMonth(firstDay), above: year }
  if (asked === 'month') return { title: date.shortDays(firstDay, last), above: year }
  const above = date.month(firstDay)
  if (kindOfPeriod(period) === 'day') return { title: date.weekdayAndDay(firstDay), above }
  // The rest of the month in which the weeks end is as long as it is.
  if (days > DAYS_OF_WEEK) return { title: date.shortDays(firstDay, last), above }
  const title = say('web.week', { week: date.week(firstDay).week })
  return { title: days === DAYS_OF_WEEK ? title : `${title} · ${say('web.days_short', { days })}`, above }
}

const isWholeMonth = ({ firstDay, days }: PeriodShown): boolean =>
  firstDay.endsWith('-01') && days >= SHORTEST_MONTH && addDays(firstDay, days).endsWith('-01')
const SHORTEST_MONTH = 28

function daysText({ firstDay, days }: PeriodShown, { say, date }: Speaking): string {
  if (days === 1) return say('web.one_day', { day: date.day(firstDay) })
  const last = addDays(firstDay, days - 1)
  const [year, yearOfLast] = [firstDay.slice(0, 4), last.slice(0, 4)]
  const span =
    firstDay.slice(0, 7) === last.slice(0, 7)
      ? `${date.shortDays(firstDay, last)} ${year}`
      : `${year === yearOfLast ? date.shortDay(firstDay) : date.day(firstDay)} – ${date.day(last)}`
  return say('web.days_of_period', { span, days })
}
