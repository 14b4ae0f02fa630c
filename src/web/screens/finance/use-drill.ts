import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TableShown } from '../../../api/wire/table.js'
import type { Scope } from '../../../core/edit/box.js'
import type { ReportGroup } from '../../../processes/report/report.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { EVERYTHING, levelsOfGroup, levelsOfStep, nextStep } from './group-scope.js'
import { LIVE } from './plan-names.js'
import { recordKey } from './use-report.js'

const MOST = 500

/** Ways to the groups of a name: one as a rule, several where countries have channels of the same name. */
export function useGroupWays(
  plan: string,
  by: ReportGroup | null,
  key: string | null,
): { ways: readonly Scope[] | undefined } {
  const { call } = useSession()
  const named = by === null || key === null ? null : levelsOfGroup(by)
  const { data } = useQuery({
    queryKey: recordKey(plan, 'group ways', by),
    enabled: named !== null,
    queryFn: async () => {
      const { levels } = named!
      const body = { measures: ['consensus' as const], by: [...levels], period: 'total' as const, limit: 5000 }
      const { rows } = await call('query', { params: { scenario: scenarioOf(plan) }, body })
      return rows.map(({ names }) => names)
    },
  })
  const ways = useMemo(() => {
    if (key === null) return [EVERYTHING]
    if (named === null) return []
    return data?.filter((way) => way.at(-1) === key).map((way): Scope => ({ ...EVERYTHING, [named.tree]: way }))
  }, [data, key, named])
  return { ways }
}

export const scenarioOf = (plan: string): string => (plan === LIVE ? 'main' : plan)

export interface DrillAsked {
  readonly plan: string
  readonly scope: Scope
  readonly from: string
  readonly until: string
}

/** One step down from a part of the plan, of one month: volume, sales and cost, largest sales first. */
export function useDrillTable({ plan, scope, from, until }: DrillAsked): {
  table: TableShown | undefined
  error: Error | null
} {
  const { call, sees } = useSession()
  const { currency } = useView()
  const step = nextStep(scope)
  const body = {
    measures: [
      'constrained' as const,
      'netSales' as const,
      ...(sees('margin') ? (['standardCost', 'grossMargin'] as const) : []),
    ],
    by: step === null ? [] : [...levelsOfStep(step, scope)],
    period: 'total' as const,
    scope: { product: [...scope.product], location: [...scope.location], customer: [...scope.customer] },
    from,
    until,
    limit: MOST,
    ...(currency === null ? {} : { currency }),
  }
  const { data, error } = useQuery({
    queryKey: recordKey(plan, 'drill', body),
    placeholderData: keepPreviousData,
    queryFn: () => call('query', { params: { scenario: scenarioOf(plan) }, body } as never) as Promise<TableShown>,
  })
  return { table: data, error }
}
