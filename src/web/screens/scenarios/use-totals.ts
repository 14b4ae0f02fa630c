import { useQueries } from '@tanstack/react-query'
import type { TableShown } from '../../../api/wire/table.js'
import type { QueryDimension } from '../../../processes/living/living-plan.js'
import { planKey } from '../../server/live.js'
import { type Session, useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { FIGURES, type ScenarioFigure } from './scenario-address.js'
import type { Span } from './scenario-spans.js'

/** Of the figures that scenarios are told apart by, those that the reader may see. */
export const figuresSeen = ({ sees }: Pick<Session, 'sees'>): readonly ScenarioFigure[] => {
  const group = { netSales: 'revenue', grossMargin: 'margin', constrained: 'volume', closing: 'stock' } as const
  return FIGURES.filter((figure) => sees(group[figure]))
}

export interface TablesAsked {
  readonly figures: readonly ScenarioFigure[]
  readonly by?: readonly QueryDimension[]
  readonly period?: 'total' | 'month'
  readonly span: Span
}

export interface PlanTables {
  readonly tables: readonly (TableShown | undefined)[]
  readonly error: Error | null
  readonly again: () => void
}

/** The same table of several plans. */
export function usePlanTables(plans: readonly string[], asked: TablesAsked): PlanTables {
  const { call } = useSession()
  const { scope, currency } = useView()
  const { figures, by = [], period = 'total', span } = asked
  const { from, until } = span
  const body = {
    measures: [...figures],
    by: [...by],
    period,
    scope: { product: [...scope.product], location: [...scope.location], customer: [...scope.customer] },
    from,
    until,
    limit: ROWS_MOST,
    ...(currency === null ? {} : { currency }),
  }
  const answers = useQueries({
    queries: plans.map((scenario) => ({
      queryKey: planKey(scenario, 'compared', body),
      enabled: figures.length > 0,
      queryFn: async () => {
        // What is shipped and what is left in stock only compare where both plans have been settled.
        await call('settled', { params: { scenario } })
        return call('query', { params: { scenario }, body })
      },
    })),
  })
  return {
    tables: answers.map(({ data }) => data),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    again: () => {
      for (const { refetch } of answers) void refetch()
    },
  }
}

const ROWS_MOST = 500
