import { useMemo } from 'react'
import { useNarrow } from '../../frame/panels.js'
import { useCompany } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { type KeyFigure, keyFiguresFor } from './key-figures.js'
import { useLocationWays } from './location-ways.js'
import { type PlanEdits, usePlanEdits } from './plan-edits.js'
import { firstDayOf, type NamedLevel, namedLevels, type PlanLayout, periodAsked, readLayout } from './plan-layout.js'
import { type PlanAsked, type PlanPages, usePlanPages } from './plan-pages.js'
import { type PlanSheet, planSheet } from './plan-sheet.js'

/** What the address asks for, what has come of it, and what is being changed in it. */
export interface PlanShown {
  readonly layout: PlanLayout
  readonly levels: readonly NamedLevel[]
  readonly figures: readonly KeyFigure[]
  readonly asked: PlanAsked
  readonly pages: PlanPages
  readonly edits: PlanEdits
  readonly sheet: PlanSheet
}

export function usePlanShown(): PlanShown {
  const { sees, may, me } = useSession()
  const { scenario, scope, as, currency, calendar, address } = useView()
  const layout = useMemo(() => readLayout(address, scope), [address, scope])
  const levels = useMemo(() => namedLevels(layout, scope), [layout, scope])
  const byCustomer = levels.some(({ tree, dimension }) => tree === 'customer' && dimension !== 'country')
  const company = useCompany()
  const period = periodAsked(layout.period, as, calendar)
  const firstDay = company === undefined ? null : firstDayOf(period, layout.past, company.planDay, calendar)
  const withPast = firstDay !== null
  const ofCustomers = scope.customer.length > 0 || me.scopes.every(({ customer }) => customer.length > 0)
  const figures = useMemo(
    () => keyFiguresFor(as, { sees, byCustomer, ofCustomers, withPast }),
    [as, sees, byCustomer, ofCustomers, withPast],
  )
  const asked = { scenario, scope, levels, figures, period, calendar, currency, firstDay }
  const pages = usePlanPages(asked)
  const edits = usePlanEdits(scenario)
  const wayOfLocation = useLocationWays(scenario, layout.depths.location > 0)
  const narrow = useNarrow()
  const mayEdit = may('edit demand') && !narrow
  const { painted } = edits
  const { time } = layout
  const planDay = company?.planDay ?? ''
  const sheet = useMemo(
    () =>
      planSheet({ scenario, scope, levels, figures, pages, painted, mayEdit, wayOfLocation, planDay, time, period }),
    [scenario, scope, levels, figures, pages, painted, mayEdit, wayOfLocation, planDay, time, period],
  )
  return { layout, levels, figures, asked, pages, edits, sheet }
}
