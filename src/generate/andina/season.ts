import { type Day, dayOf, firstDayOfMonth, monthOf, weekdayOf } from '../../core/base/day.js'
import { FAMILIES } from './goods.js'
import { OCCASIONS } from './occasions.js'
import { COUNTRIES } from './places.js'
import { FIRST_DAY, KNOWN_DAYS, yearOf } from './timeline.js'

/** Monday to Sunday, of a shop's average day. */
const WEEKDAY = [0.9, 0.87, 0.89, 0.94, 1.09, 1.27, 1.04]
const GROWTH_A_YEAR = 0.02
const PAYDAY_UPLIFT: Readonly<Record<string, number>> = { CL: 0.06, PE: 0.09, MX: 0.12, AR: 0.08, BR: 0.1 }

/** Demand of each known day over the average day, by country and family. `smooth` leaves the weekday out. */
export interface Seasons {
  smooth(country: string, family: number): Float64Array
  shop(country: string, family: number): Float64Array
}

export function buildSeasons(): Seasons {
  const smooth = new Map<string, Float64Array>()
  const shop = new Map<string, Float64Array>()
  for (const country of COUNTRIES)
    FAMILIES.forEach((_, family) => {
      const byDay = familySeason(country.code, family)
      smooth.set(country.code + family, byDay)
      shop.set(
        country.code + family,
        byDay.map((factor, at) => factor * WEEKDAY[weekdayOf(FIRST_DAY + at) - 1]!),
      )
    })
  return {
    smooth: (country, family) => smooth.get(country + family)!,
    shop: (country, family) => shop.get(country + family)!,
  }
}

function familySeason(country: string, familyIndex: number): Float64Array {
  const family = FAMILIES[familyIndex]!
  const { season } = COUNTRIES.find(({ code }) => code === country)!
  const out = new Float64Array(KNOWN_DAYS)
  for (let at = 0; at < KNOWN_DAYS; at++) {
    const day = FIRST_DAY + at
    const year = yearOf(day)
    const dayOfYear = day - dayOf(year, 1, 1)
    const wave = Math.cos((2 * Math.PI * (dayOfYear - family.peakDay)) / 365.25)
    const yearly = 1 + family.amplitude * wave * season
    out[at] =
      yearly *
      (1 + (GROWTH_A_YEAR * at) / 365) *
      (1 + paydayUplift(country, day)) *
      christmas(family.christmas, dayOfYear)
  }
  for (const occasion of OCCASIONS) {
    if (occasion.country !== country || (occasion.families && !occasion.families.includes(family.code))) continue
    for (let day = Math.max(FIRST_DAY, occasion.start); day <= occasion.end && day < FIRST_DAY + KNOWN_DAYS; day++)
      out[day - FIRST_DAY]! *= 1 + occasion.uplift
  }
  return out
}

function christmas(height: number, dayOfYear: number): number {
  return dayOfYear >= 338 && dayOfYear < 358 ? 1 + height * 2 : dayOfYear < 20 ? 1 - height / 2 : 1
}

/** Wages come on the last and, in Mexico above all, on the fifteenth day. */
function paydayUplift(country: string, day: Day): number {
  const dayOfMonth = day - firstDayOfMonth(monthOf(day)) + 1
  const near = dayOfMonth <= 3 || dayOfMonth >= 30 || (dayOfMonth >= 15 && dayOfMonth <= 17)
  return near ? PAYDAY_UPLIFT[country]! : -PAYDAY_UPLIFT[country]! * 0.25
}
