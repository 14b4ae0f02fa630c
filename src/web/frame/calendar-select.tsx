import { Select } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type FiscalCalendarName, isFiscalCalendarName } from '../../core/calendar/fiscal-calendar.js'
import { useCompany } from '../server/company.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import { calendarsFor } from './calendars.js'
import { hasPeriods } from './navigation.js'
import { useNarrow } from './panels.js'

const OWN = 'own'

/** By which weeks and months time is told, where the screen has any. */
export function CalendarSelect(): ReactNode {
  const { say } = useWords()
  const { calendar, set } = useView()
  const company = useCompany()
  const { pathname } = useLocation()
  const narrow = useNarrow()
  // A phone has room for what is unusual only.
  if (company === undefined || !hasPeriods(pathname) || (narrow && calendar === null)) return null
  const { fiscal } = company.calendar
  const named = (name: FiscalCalendarName): string =>
    name === fiscal ? say('web.calendar_fiscal', { name: say(`web.calendar_${name}`) }) : say(`web.calendar_${name}`)
  return (
    <Select
      aria-label={say('web.calendar')}
      w={168}
      value={calendar ?? OWN}
      data={[
        { value: OWN, label: say('web.calendar_own') },
        ...calendarsFor(fiscal, calendar).map((name) => ({ value: name, label: named(name) })),
      ]}
      onChange={(chosen) => chosen !== null && set({ calendar: isFiscalCalendarName(chosen) ? chosen : null })}
    />
  )
}
