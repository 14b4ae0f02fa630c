/**
 * The holidays of a planning run: those that are known of its countries, and those that the company lists itself as events
 * of kind `holiday`, which go first (DM14).
 *
 * An event is a single date; its id without the year says which holiday it is.
 */
import { type Day, monthOf } from '../../base/day.js'
import type { Holiday } from '../../calendar/moving-holidays.js'
import type { CommercialEvent } from '../../network/company.js'
import { parseScope, type ScopeCompany } from '../demand-scope.js'

/** `CL-viernes-santo-2026`, `2026_easter`, `easter 2026-04-05` */
const YEAR_IN_ID = /[-_ ]?(?:19|20)\d\d(?:-\d\d-\d\d)?/
/** An event that lasts longer is a season. */
const DAYS_MAX = 7

/**
 * Where a holiday of the company falls on a known one in any year, the two are one: in the years that the company lists its
 * dates hold, in the others the known ones.
 */
export function holidayCalendar(
  known: readonly Holiday[],
  events: readonly CommercialEvent[],
  company: ScopeCompany,
  countries: readonly string[],
): Holiday[] {
  const own = ownHolidays(events, company, countries)
  const ownAt = new Map(own.map((holiday) => [placeOf(holiday), holiday.id]))
  const alias = new Map<string, string>()
  for (const holiday of known) {
    const id = ownAt.get(placeOf(holiday))
    if (id !== undefined) alias.set(seriesOf(holiday), id)
  }
  const listed = new Set(own.map((holiday) => `${seriesOf(holiday)}\n${yearOf(holiday.day)}`))
  const others = known.flatMap((holiday) => {
    const id = alias.get(seriesOf(holiday)) ?? holiday.id
    return listed.has(`${seriesOf({ ...holiday, id })}\n${yearOf(holiday.day)}`) ? [] : [{ ...holiday, id }]
  })
  return [...own, ...others]
}

const yearOf = (day: Day): number => Math.floor(monthOf(day) / 12)
const placeOf = ({ country, day }: Holiday): string => `${country}\n${day}`
const seriesOf = ({ country, id }: Pick<Holiday, 'country' | 'id'>): string => `${country}\n${id}`

function ownHolidays(
  events: readonly CommercialEvent[],
  company: ScopeCompany,
  countries: readonly string[],
): Holiday[] {
  const byYear = new Map<string, Holiday[]>()
  for (const { id: text, kind, scope: scopeText, start, end, uplift } of events) {
    if (kind !== 'holiday' || (uplift !== null && uplift !== 0) || end - start >= DAYS_MAX) continue
    const scope = parseScope(scopeText, company)
    if (scope === null || Object.keys(scope).some((key) => key !== 'country')) continue
    const id = text.replace(YEAR_IN_ID, '')
    for (const country of countries) {
      if (scope.country !== undefined && scope.country !== country) continue
      const key = `${seriesOf({ country, id })}\n${yearOf(start)}`
      const days = Array.from({ length: end - start + 1 }, (_, at) => ({
        country,
        id: at === 0 ? id : `${id} +${at}`,
        name: id,
        day: start + at,
      }))
      byYear.set(key, [...(byYear.get(key) ?? []), ...days])
    }
  }
  // Ids that name several days of a year alike do not say which holiday they are.
  return [...byYear.values()].filter((days) => new Set(days.map(({ id }) => id)).size === days.length).flat()
}
