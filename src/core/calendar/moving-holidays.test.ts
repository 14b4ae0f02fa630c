import { expect, test } from 'vitest'
import { formatDay, parseDay } from '../base/day.js'
import { dateOfYear, type Holiday, movingHolidays } from './moving-holidays.js'

/** `easter 2025-04-20 2026-04-05` */
const holiday = (text: string, country = 'XX'): Holiday[] => {
  const [id, ...dates] = text.split(' ')
  return dates.map((date) => ({ country, id: id!, name: id!, day: parseDay(date)! }))
}
const say = (holidays: readonly Holiday[]): string[] =>
  movingHolidays(holidays).map(
    ({ country, names, years }) =>
      `${country} ${names.join('+')}: ${years.map(({ first, last }) => (first === last ? formatDay(first) : `${formatDay(first)}/${formatDay(last).slice(8)}`)).join(' ')}`,
  )

test('[MH1] a holiday moves when its dates differ by more than a leap day, whatever it is called', () => {
  const given = [
    ...holiday('christmas 2024-12-25 2025-12-25 2026-12-25'),
    ...holiday('solstice 2024-06-20 2025-06-20 2026-06-21'),
    ...holiday('mothers 2024-05-12 2025-05-11 2026-05-10'),
    ...holiday('march 2023-03-01 2024-03-01 2025-03-01'),
    ...holiday('once 2025-10-11'),
  ]
  expect(say(given)).toEqual(['XX mothers: 2024-05-12 2025-05-11 2026-05-10'])
})

test('[MH1] an id that stands for several days of a year says nothing', () => {
  expect(say(holiday('bridge 2024-02-12 2024-10-11 2025-03-03 2025-08-15'))).toEqual([])
})

test('[MH2] holidays that always lie as far apart, and near, are one; others are not', () => {
  const given = [
    ...holiday('friday 2024-03-29 2025-04-18 2026-04-03'),
    ...holiday('sunday 2024-03-31 2025-04-20 2026-04-05'),
    ...holiday('thursday 2024-03-28 2025-04-17 2026-04-02'),
    ...holiday('corpus 2024-05-30 2025-06-19 2026-06-04'),
    ...holiday('near 2024-04-01 2025-04-22 2026-04-06'),
  ]
  const found = [
    'XX thursday+friday+sunday: 2024-03-28/31 2025-04-17/20 2026-04-02/05',
    'XX near: 2024-04-01 2025-04-22 2026-04-06',
    'XX corpus: 2024-05-30 2025-06-19 2026-06-04',
  ]
  expect(say(given)).toEqual(found)
  expect(say([...given].reverse())).toEqual(found)
})

test('[MH2] those of another country are others', () => {
  const given = [...holiday('a 2024-03-29 2025-04-18', 'PE'), ...holiday('b 2024-03-31 2025-04-20', 'CL')]
  expect(say(given)).toEqual(['CL b: 2024-03-31 2025-04-20', 'PE a: 2024-03-29 2025-04-18'])
})

test('[MH3] a date has the same number in every year, and 29 February that of the 28th', () => {
  const at = (date: string): number => dateOfYear(parseDay(date)!)
  expect(['2023-01-01', '2023-02-28', '2023-03-01', '2023-12-31'].map(at)).toEqual([0, 58, 59, 364])
  expect(['2024-01-01', '2024-02-28', '2024-02-29', '2024-03-01', '2024-12-31'].map(at)).toEqual([0, 58, 58, 59, 364])
})
