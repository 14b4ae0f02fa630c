/**
 * The only door to the kept library of national holidays (`date-holidays`; licence and limits in
 * docs/decisions/0006-holidays.md). Rows go out in the shape of the contract's `events`, so a company can take them,
 * correct them and announce them; and as plain dates for the planning run, which learns what they do. Rules NH1–NH4 of docs/specs/calendar.md.
 */
import Holidays, { type HolidaysTypes } from 'date-holidays'
import { parseDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import type { Holiday, HolidayYears } from '../../core/calendar/moving-holidays.js'
import type { CommercialEvent } from '../../core/network/company.js'

export interface NationalHoliday extends CommercialEvent {
  country: string
  /** As the country names it; holidays that fall on one day are joined by ` / `. */
  name: string
}

const LANGUAGE_OF: Readonly<Record<string, string>> = { AR: 'es', BR: 'pt', CL: 'es', CO: 'es', MX: 'es', PE: 'es' }

export const HOLIDAY_COUNTRIES: readonly string[] = Object.keys(LANGUAGE_OF)

/** School holidays are of regions. */
const KINDS: HolidaysTypes.HolidayType[] = ['public', 'bank', 'optional', 'observance']

/** What the law says and the library leaves out: rule of the library's grammar, and name. */
const MISSING: Readonly<Record<string, readonly { rule: string; name: string }[]>> = {
  CL: [{ rule: 'easter -1', name: 'Sábado Santo' }],
}

/**
 * The public holidays of a country, from the first of January of one year to the end of another, one row per day in
 * order. `bankDays` adds those that are customary rather than by law (Good Friday in Mexico, Carnival in Brazil).
 * National only: no states or cities. Refuses a country it does not know with `holidays.unknown_country`.
 */
export function nationalHolidays(given: {
  country: string
  fromYear: number
  toYear: number
  bankDays?: boolean
}): NationalHoliday[] {
  const { country, fromYear, toYear, bankDays = false } = given
  const language = LANGUAGE_OF[country]
  if (language === undefined)
    throw new Refusal('holidays.unknown_country', { country, known: HOLIDAY_COUNTRIES.join(', ') })
  const library = new Holidays(country, { languages: [language], types: bankDays ? ['public', 'bank'] : ['public'] })
  for (const { rule, name } of MISSING[country] ?? []) library.setHoliday(rule, { name, type: 'public' })

  const rowByDay = new Map<number, NationalHoliday>()
  for (let year = fromYear; year <= toYear; year++)
    for (const found of library.getHolidays(year)) {
      // The library's text is the country's own date; its `start` is an instant and would need a zone.
      const iso = found.date.slice(0, 10)
      const day = parseDay(iso)!
      const known = rowByDay.get(day)
      if (known === undefined) rowByDay.set(day, holidayRow(country, iso, day, found.name))
      else if (!known.name.split(' / ').includes(found.name)) known.name += ` / ${found.name}`
    }
  return [...rowByDay.values()].sort((a, b) => a.start - b.start)
}

/**
 * Every holiday of whole years, both included, whether shops close or people only give flowers (Mother's Day): the rule
 * that makes it is its id. Countries that the library does not have give nothing.
 */
export function holidayDates({ countries, fromYear, toYear }: HolidayYears): Holiday[] {
  const supported = new Holidays().getCountries()
  return countries
    .filter((country) => country in supported)
    .flatMap((country) => {
      const language = LANGUAGE_OF[country]
      const library = new Holidays(country, {
        ...(language === undefined ? {} : { languages: [language] }),
        types: KINDS,
      })
      for (const { rule, name } of MISSING[country] ?? []) library.setHoliday(rule, { name, type: 'public' })
      const found: Holiday[] = []
      for (let year = fromYear; year <= toYear; year++)
        for (const { rule, substitute, name, date } of library.getHolidays(year))
          found.push({
            country,
            id: substitute === true ? `${rule} substitute` : rule,
            name,
            day: parseDay(date.slice(0, 10))!,
          })
      return found
    })
}

/** `estimated` always: a rule computed it, nobody announced it. */
function holidayRow(country: string, iso: string, day: number, name: string): NationalHoliday {
  return {
    id: `HOLIDAY-${country}-${iso}`,
    kind: 'holiday',
    scope: `country=${country}`,
    start: day,
    end: day,
    uplift: null,
    status: 'estimated',
    country,
    name,
  }
}
