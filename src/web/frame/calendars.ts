import { type FiscalCalendarName, isFiscalCalendarName } from '../../core/calendar/fiscal-calendar.js'

/** Those of retailers, that their suppliers are asked in. */
const RETAIL: readonly FiscalCalendarName[] = ['nrf', 'walmart']

/** Beside the plan's own: the company's, where it is another one, those of retailers, and one that a link came with. */
export function calendarsFor(fiscal: string, chosen: FiscalCalendarName | null): readonly FiscalCalendarName[] {
  // Calendar months are the plan's own.
  const own = isFiscalCalendarName(fiscal) && fiscal !== 'calendar' ? [fiscal] : []
  return [...new Set([...own, ...RETAIL, ...(chosen === null ? [] : [chosen])])]
}
