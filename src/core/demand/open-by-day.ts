/**
 * On which days can demand happen? On the open days of the place that serves it, less the closures that hold for it: a
 * holiday that shuts every shop of a country moves what they sell to the other days of the week, it does not take it away.
 */
import { endOfHorizon, type Horizon } from '../calendar/horizon.js'
import { buildOpenDays, isOpenDay } from '../calendar/open-days.js'
import type { CommercialEvent, Company } from '../network/company.js'
import type { Rows } from '../plan/plan.js'
import { openScopes, parseScope, type ScopeCompany } from './demand-scope.js'

/** One line of `open` per pattern of open days. */
export interface OpenByDay {
  /** By demand row; −1 = open every day. */
  readonly rowCalendar: Int32Array
  /** 1 = open, at [calendar * dayCount + day − planDay]. */
  readonly open: Uint8Array
}

/**
 * The open days of every demand row over the horizon, and the ids of closures whose scope nobody has. Calendars that are
 * not known are always open; an event of kind `closure` that gives an uplift is a lift, and closes nothing. Rule DB7 of
 * docs/specs/demand.md.
 */
export function deriveOpenByDay(
  horizon: Horizon,
  company: ScopeCompany & Pick<Company, 'calendars' | 'events'>,
  rows: Rows,
): { openDays: OpenByDay; unplaced: string[] } {
  const dayCount = endOfHorizon(horizon) - horizon.planDay
  const lines: Uint8Array[] = []
  const calendarAt = new Map<string, number>()
  for (const [calendar, profile] of buildOpenDays(company.calendars)) {
    const line = Uint8Array.from({ length: dayCount }, (_, day) => (isOpenDay(profile, horizon.planDay + day) ? 1 : 0))
    calendarAt.set(calendar, lines.push(line) - 1)
  }
  const ofLocation = company.locations.map(({ calendar }) => calendarAt.get(calendar ?? '') ?? -1)
  const rowCalendar = rows.location.map((location) => ofLocation[location]!)
  const unplaced: string[] = []
  const scopes = openScopes(company, rows)
  for (const event of company.events) {
    const [from, end] = [event.start - horizon.planDay, event.end + 1 - horizon.planDay]
    if (!closesPlaces(event) || end <= 0 || from >= dayCount) continue
    const scope = parseScope(event.scope, company)
    if (scope === null) {
      unplaced.push(event.id)
      continue
    }
    // At [calendar + 1]: the same calendar with these days closed.
    const closed: number[] = []
    for (const row of scopes.rowsIn(scope)) {
      const before = rowCalendar[row]!
      if (closed[before + 1] === undefined) {
        const line = before < 0 ? new Uint8Array(dayCount).fill(1) : lines[before]!.slice()
        closed[before + 1] = lines.push(line.fill(0, Math.max(0, from), end)) - 1
      }
      rowCalendar[row] = closed[before + 1]!
    }
  }
  const open = new Uint8Array(lines.length * dayCount)
  lines.forEach((line, at) => open.set(line, at * dayCount))
  return { openDays: { rowCalendar, open }, unplaced }
}

const closesPlaces = ({ kind, uplift }: CommercialEvent): boolean => kind === 'closure' && uplift === null
