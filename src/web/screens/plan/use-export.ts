import { notifications } from '@mantine/notifications'
import { useCallback, useRef } from 'react'
import { MAIN } from '../../../core/edit/intent.js'
import { useCompany, useScenarios } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { exportBook } from './export-book.js'
import { exportTable, type FileFormat } from './export-table.js'
import { spanOf } from './plan-headline.js'
import type { PlanAsked } from './plan-pages.js'
import { useLabelsFor } from './row-labels.js'

interface Exporting {
  readonly asked: PlanAsked
  /** What the file is called. */
  readonly title: string
  readonly unit: string
}

/** The whole table as a file, of what is asked for when it is asked for. */
export function useExport(exporting: Exporting): (format: FileFormat) => Promise<void> {
  const { call } = useSession()
  const { scenario, scope } = useView()
  const words = useWords()
  const { say, date } = words
  const scenarios = useScenarios()
  const planDay = useCompany()?.planDay ?? ''
  const plan =
    scenario === MAIN
      ? say('web.book_plan')
      : say('web.in_scenario', { name: scenarios.find(({ id }) => id === scenario)?.name ?? scenario })
  const labelsOf = useLabelsFor(exporting.asked.levels)
  const part = [scope.product, scope.location, scope.customer].flatMap((way) =>
    way.length === 0 ? [] : way.join(' ▸ '),
  )
  const latest = useRef(async (_: FileFormat): Promise<void> => {})
  latest.current = async (format) => {
    const { asked, title, unit } = exporting
    if (format !== 'xlsx') return exportTable(call, { asked, title }, format)
    const id = notifications.show({ message: say('web.book_in_work'), loading: true, autoClose: false })
    try {
      await exportBook(call, {
        ...{ asked, words, title, unit, planDay, labelsOf },
        subtitle: ({ periods }) =>
          [
            plan,
            part.join(' · ') || say('web.everything'),
            unit,
            spanOf(periods, { date }),
            say('web.book_days', { day: date.day(planDay), now: date.moment(new Date().toISOString()) }),
          ].join(' · '),
      })
    } finally {
      notifications.hide(id)
    }
  }
  return useCallback((format) => latest.current(format), [])
}
