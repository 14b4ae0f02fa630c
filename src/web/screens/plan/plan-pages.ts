/** The rows of the grid, fetched page by page as one comes to them; what is shown stays until what is newer is there. */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { TableShown } from '../../../api/wire/table.js'
import type { Scope } from '../../../core/edit/box.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { type KeyFigure, measuresOf } from './key-figures.js'
import type { NamedLevel, Period } from './plan-layout.js'

export const PAGE_ROWS = 100

export interface PlanAsked {
  readonly scenario: string
  readonly scope: Scope
  readonly levels: readonly NamedLevel[]
  readonly figures: readonly KeyFigure[]
  readonly period: Period
  readonly currency: string | null
  /** Before the plan day, where the past is shown. */
  readonly firstDay: string | null
}

/** The table behind the grid, without its page. */
export function tableAsked({ scope, levels, figures, period, currency, firstDay }: PlanAsked) {
  return {
    measures: measuresOf(figures, firstDay !== null),
    by: levels.map(({ dimension }) => dimension),
    period,
    scope: { product: [...scope.product], location: [...scope.location], customer: [...scope.customer] },
    ...(currency === null ? {} : { currency }),
    ...(firstDay === null ? {} : { from: firstDay }),
  }
}

export type TableRow = TableShown['rows'][number]

export interface PlanPages {
  readonly head: TableShown | undefined
  readonly error: Error | null
  /** Whether what is shown is of an earlier question or moment. */
  readonly isStale: boolean
  readonly rowAt: (group: number) => TableRow | undefined
  /** Position of the journal that a row is as of. */
  readonly asOf: (group: number) => number
  readonly look: (first: number, last: number) => void
  readonly again: () => void
  readonly namesInSight: readonly (readonly string[])[]
}

export function usePlanPages(asked: PlanAsked): PlanPages {
  const { call } = useSession()
  const { scenario } = asked
  const [seen, look] = useState({ first: 0, last: 0 })
  const text = JSON.stringify(tableAsked(asked))
  const body = useMemo(() => JSON.parse(text) as ReturnType<typeof tableAsked>, [text])
  const ask = (offset: number) => ({
    queryKey: planKey(scenario, 'table', body, offset),
    queryFn: () =>
      call('query', {
        params: { scenario },
        body: { ...body, marks: true, totals: offset === 0, offset, limit: PAGE_ROWS },
      }),
    placeholderData: keepPreviousData,
  })
  const { data: head, error, isPlaceholderData, refetch } = useQuery(ask(0))
  useEffect(() => {
    // For whoever measures: from here on what is painted is of this moment of the plan.
    if (head !== undefined) performance.mark(`plan ${head.epoch.numbers}`)
  }, [head])
  const wanted = pagesOf(seen.first, seen.last).filter((page) => page > 0 && page * PAGE_ROWS < (head?.rowCount ?? 0))
  const pages = useQueries({ queries: wanted.map((page) => ask(page * PAGE_ROWS)) })
  const shown = new Map<number, TableShown>()
  if (head !== undefined) shown.set(0, head)
  wanted.forEach((page, at) => {
    const { data } = pages[at]!
    if (data !== undefined) shown.set(page, data)
  })
  const pageOf = (group: number): TableShown | undefined => shown.get(Math.floor(group / PAGE_ROWS))
  return {
    head,
    error,
    isStale: isPlaceholderData,
    rowAt: (group) => pageOf(group)?.rows[group % PAGE_ROWS],
    asOf: (group) => (group < 0 ? head : pageOf(group))?.epoch.numbers ?? 0,
    look: (first, last) => {
      const [from, to] = [pagesOf(first, last), pagesOf(seen.first, seen.last)]
      if (from.join() !== to.join()) look({ first, last })
    },
    again: () => void refetch(),
    namesInSight: [...shown.values()].flatMap(({ rows }) => rows.map(({ names }) => names)),
  }
}

/** One page more than is in sight, before and after. */
function pagesOf(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / PAGE_ROWS) - 1)
  const to = Math.floor(Math.max(0, last) / PAGE_ROWS) + 1
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
