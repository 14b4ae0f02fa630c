import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TableShown } from '../../../api/wire/table.js'
import type { Scope } from '../../../core/edit/box.js'
import { MAIN } from '../../../core/edit/intent.js'
import type { ReportGroup } from '../../../processes/report/report.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { EVERYTHING, levelsOfGroup, levelsOfStep, nextStep } from './group-scope.js'
import { livingPlan } from './plan-names.js'
import { recordKey } from './use-report.js'

const MOST = 500

/** The ways to all groups of a kind, from the root of their tree. */
export function useGroupNodes(plan: string, by: ReportGroup | null): readonly (readonly string[])[] | undefined {
  const { call } = useSession()
  const named = by === null ? null : levelsOfGroup(by)
  const { data } = useQuery({
    queryKey: recordKey(plan, 'group ways', by),
    enabled: named !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { levels } = named!
      const body = { measures: ['consensus' as const], by: [...levels], period: 'total' as const, limit: 5000 }
      const { rows } = await call('query', { params: { scenario: scenarioOf(plan) }, body })
      return rows.map(({ names }) => names)
    },
  })
  return data
}

/** Ways to the groups of a name: one as a rule, several where countries have channels of the same name. */
export function useGroupWays(
  plan: string,
  by: ReportGroup | null,
  key: string | null,
): { ways: readonly Scope[] | undefined } {
  const named = by === null || key === null ? null : levelsOfGroup(by)
  const data = useGroupNodes(plan, named === null ? null : by)
  const ways = useMemo(() => {
    if (key === null) return [EVERYTHING]
    if (named === null) return []
    return data?.filter((way) => way.at(-1) === key).map((way): Scope => ({ ...EVERYTHING, [named.tree]: way }))
  }, [data, key, named])
  return { ways }
}

/** What was sold is told by plans that live, and so are groups: a frozen one has the same ones, as a rule. */
const scenarioOf = (plan: string): string => livingPlan(plan) ?? MAIN

export interface DrillAsked {
  readonly plan: string
  readonly scope: Scope
  readonly from: string
  readonly until: string
  /** Of a month that is over: what was sold in it, and what was invoiced for that. */
  readonly isOver: boolean
}

/** One step down from a part of the plan, of one month: volume, sales and cost, largest sales first. */
export function useDrillTable({ plan, scope, from, until, isOver }: DrillAsked): {
  table: TableShown | undefined
  error: Error | null
} {
  const { call, sees } = useSession()
  const { currency } = useView()
  const step = nextStep(scope)
  const body = {
    measures: isOver
      ? (['actual', 'actualNetSales'] as const)
      : (['constrained', 'netSales', ...(sees('margin') ? (['standardCost', 'grossMargin'] as const) : [])] as const),
    by: step === null ? [] : [...levelsOfStep(step, scope)],
    period: isOver ? ('month' as const) : ('total' as const),
    scope: { product: [...scope.product], location: [...scope.location], customer: [...scope.customer] },
    from,
    until,
    limit: MOST,
    ...(currency === null ? {} : { currency }),
  }
  const { data, error } = useQuery({
    queryKey: recordKey(plan, 'drill', body),
    // Rows of the step before have other names: they are not shown meanwhile.
    queryFn: () =>
      (livingPlan(plan) === null && !isOver
        ? call('queryVersion', { params: { version: plan }, body } as never)
        : call('query', { params: { scenario: scenarioOf(plan) }, body } as never)) as Promise<TableShown>,
  })
  return { table: data, error }
}
