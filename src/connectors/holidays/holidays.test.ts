import { expect, test } from 'vitest'
import { formatDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { movingHolidays } from '../../core/calendar/moving-holidays.js'
import { say } from '../../language/catalogue.js'
import { HOLIDAY_COUNTRIES, holidayDates, nationalHolidays } from './holidays.js'

const dates = (country: string, year: number, bankDays = false): string[] =>
  nationalHolidays({ country, fromYear: year, toYear: year, bankDays }).map((row) => formatDay(row.start).slice(5))

test('[NH1] a holiday is an event of its country, estimated, closing nothing by itself', () => {
  const rows = nationalHolidays({ country: 'CL', fromYear: 2026, toYear: 2026 })
  expect(rows.find((row) => formatDay(row.start) === '2026-09-18')).toEqual({
    id: 'HOLIDAY-CL-2026-09-18',
    kind: 'holiday',
    scope: 'country=CL',
    start: 20714,
    end: 20714,
    uplift: null,
    status: 'estimated',
    country: 'CL',
    name: 'Fiestas Patrias',
  })
})

test('[NH1] Fiestas Patrias of Chile and Peru (DOMAIN §7.8), and what Chilean shops close for (Law 19.973)', () => {
  for (const year of [2024, 2025, 2026, 2027]) {
    expect(dates('CL', year)).toEqual(expect.arrayContaining(['01-01', '05-01', '09-18', '09-19', '12-25']))
    expect(dates('PE', year)).toEqual(expect.arrayContaining(['07-28', '07-29']))
  }
})

test('[NH1] holidays that move: Easter, Mondays, bridges', () => {
  expect(dates('BR', 2025)).toContain('04-18')
  expect(dates('MX', 2026)).toEqual(['01-01', '02-02', '03-16', '05-01', '09-16', '11-16', '12-25'])
  expect(dates('CO', 2026)).toEqual(expect.arrayContaining(['01-12', '03-23', '05-18', '08-17', '10-12', '11-02']))
  expect(dates('AR', 2025)).toEqual(expect.arrayContaining(['03-03', '03-04', '06-16', '11-24']))
  expect(dates('CL', 2024)).toContain('09-20')
})

test('[NH3] Holy Saturday, which the library leaves out in Chile, is there', () => {
  expect(dates('CL', 2025)).toContain('04-19')
  expect(dates('CL', 2026)).toContain('04-04')
})

test('days that are customary and not by law come only when asked for', () => {
  expect(dates('MX', 2025)).not.toContain('04-18')
  expect(dates('MX', 2025, true)).toContain('04-18')
})

test('[NH1] one row per country and day, in order, also where two holidays meet', () => {
  for (const country of HOLIDAY_COUNTRIES) {
    const rows = nationalHolidays({ country, fromYear: 2020, toYear: 2035, bankDays: true })
    const days = rows.map((row) => row.start)
    expect(days).toEqual([...new Set(days)].sort((a, b) => a - b))
    expect(days.length).toBeGreaterThan(16 * 7)
  }
  const met = nationalHolidays({ country: 'CO', fromYear: 2025, toYear: 2025 })
  expect(met.find((row) => formatDay(row.start) === '2025-06-30')?.name).toBe(
    'Sagrado Corazón de Jesús / San Pedro y San Pablo',
  )
})

test('[NH2] a country that is not known is refused, and the known ones are named', () => {
  expect(HOLIDAY_COUNTRIES).toEqual(['AR', 'BR', 'CL', 'CO', 'MX', 'PE'])
  try {
    nationalHolidays({ country: 'XX', fromYear: 2026, toYear: 2026 })
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    const { code, values } = error as Refusal
    const said = say(code, values, 'en')
    expect(said.text).toBe('The holidays of the country "XX" are not known.')
    expect(said.remedy).toContain('AR, BR, CL, CO, MX, PE')
  }
})

test('[NH4] the planning run gets the dates of all kinds of holidays, Mothers’ Day and Carnival too', () => {
  const days = (name: string): string[] =>
    holidayDates({ countries: ['BR'], fromYear: 2024, toYear: 2026 })
      .filter((holiday) => holiday.name === name)
      .map(({ day }) => formatDay(day))
  expect(days('Dia das Mães')).toEqual(['2024-05-12', '2025-05-11', '2026-05-10'])
  expect(days('Páscoa')).toEqual(['2024-03-31', '2025-04-20', '2026-04-05'])
  expect(days('Carnaval')).toContain('2025-03-04')
})

test('[NH4] which of them move is read from the dates: Holy Week as one, moved Mondays, no fixed date', () => {
  const moving = movingHolidays(holidayDates({ countries: ['CL', 'CO', 'MX'], fromYear: 2023, toYear: 2028 }))
  const datesOf = (country: string, name: string): string | undefined =>
    moving
      .find((holiday) => holiday.country === country && holiday.names.includes(name))
      ?.years.map(({ first, last }) => `${formatDay(first).slice(2)}/${formatDay(last).slice(5)}`)
      .join(' ')
  expect(datesOf('CL', 'Viernes Santo')).toBe(
    '23-04-07/04-09 24-03-29/03-31 25-04-18/04-20 26-04-03/04-05 27-03-26/03-28 28-04-14/04-16',
  )
  expect(datesOf('CO', 'Corpus Christi')).toContain('25-06-23/06-23')
  expect(datesOf('CO', 'Asunción')).toContain('26-08-17/08-17')
  expect(datesOf('MX', 'Día de la Revolución')).toContain('26-11-16/11-16')
  for (const fixed of ['Navidad', 'Fiestas Patrias', 'Día del Trabajador']) expect(datesOf('CL', fixed)).toBeUndefined()
})

test('[NH4] a country that the library does not have has no holidays, and stops nobody', () => {
  expect(
    holidayDates({ countries: ['XX', 'PE'], fromYear: 2026, toYear: 2026 }).every(({ country }) => country === 'PE'),
  ).toBe(true)
})
