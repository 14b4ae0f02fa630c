import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { ReportGroup } from '../../../processes/report/report.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { livingPlan } from './plan-names.js'
import type { ReportShown } from './report-amounts.js'

/** Living plans are read again when they move; frozen ones never change. */
export function recordKey(plan: string, ...rest: readonly unknown[]): readonly unknown[] {
  const living = livingPlan(plan)
  return living === null ? ['frozen', plan, ...rest] : planKey(living, ...rest)
}

export interface Asked {
  /** A report and the plan it is of: the one asked for before, while the next one comes. */
  readonly told: { readonly plan: string; readonly report: ReportShown } | undefined
  readonly error: Error | null
  readonly isStale: boolean
  readonly again: () => void
}

/** @param plan null: nothing is asked for. */
export function useReport(plan: string | null, by: ReportGroup | null): Asked {
  const { call } = useSession()
  const { currency } = useView()
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: recordKey(plan ?? '', 'report', plan, by, currency),
    enabled: plan !== null,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const query = { ...(by === null ? {} : { by }), ...(currency === null ? {} : { currency }) }
      return { plan: plan!, report: await call('report', { params: { version: plan! }, query }) }
    },
  })
  const again = (): void => void refetch()
  if (plan === null) return { told: undefined, error: null, isStale: false, again }
  return { told: data, error, isStale: isPlaceholderData, again }
}

export function useVersions(): AnswerOf<Routes['versions']> | undefined {
  const { call } = useSession()
  return useQuery({ queryKey: ['versions'], queryFn: () => call('versions', {}) }).data
}
