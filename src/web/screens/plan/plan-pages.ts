/** The rows of the grid, fetched page by page as one comes to them; what is shown stays until what is newer is there. */
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { TableShown } from '../../../api/wire/table.js'
import type { FiscalCalendarName } from '../../../core/calendar/fiscal-calendar.js'
import type { Scope } from '../../../core/edit/box.js'
import { numbersOnly, planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { PAGE_ROWS } from './grid-shape.js'
import { joinTables } from './join-tables.js'
import { type KeyFigure, measuresOf } from './key-figures.js'
import type { NamedLevel, Period } from './plan-layout.js'

export interface PlanAsked {
  readonly scenario: string
  readonly scope: Scope
  readonly levels: readonly NamedLevel[]
  readonly figures: readonly KeyFigure[]
  readonly period: Period
  readonly calendar: FiscalCalendarName | null
  readonly currency: string | null
  /** Before the plan day, where the past is shown. */
  readonly firstDay: string | null
}

/** The table behind the grid, without its page. */
export function tableAsked({ scope, levels, figures, period, calendar, currency, firstDay }: PlanAsked) {
  return {
    measures: measuresOf(figures, firstDay !== null),
    by: levels.map(({ dimension }) => dimension),
    period,
    scope: { product: [...scope.product], location: [...scope.location], customer: [...scope.customer] },
    ...(calendar === null ? {} : { calendar }),
    ...(currency === null ? {} : { currency }),
    ...(firstDay === null ? {} : { from: firstDay }),
  }
}

export type TableRow = TableShown['rows'][number]

export interface PlanPages {
  readonly head: TableShown | undefined
  readonly error: Error | null
  /** Whether what is shown is of an earlier question. */
  readonly isStale: boolean
  readonly rowAt: (group: number) => TableRow | undefined
  /** Position of the journal that a row is as of. */
  readonly asOf: (group: number) => number
  readonly look: (first: number, last: number) => void
  readonly again: () => void
  readonly namesInSight: readonly (readonly string[])[]
}

export function usePlanPages(asked: PlanAsked): PlanPages {
  const [seen, look] = useState({ first: 0, last: 0 })
  const ask = usePageQuestions(asked)
  const first = useQueries({ queries: ask(0), combine: joined })
  const { head, error } = first
  useEffect(() => {
    // For whoever measures: from here on what is painted is of this moment of the plan.
    if (head !== undefined) performance.mark(`plan ${head.epoch.numbers}`)
  }, [head])
  const wanted = pagesOf(seen.first, seen.last).filter((page) => page > 0 && page * PAGE_ROWS < (head?.rowCount ?? 0))
  const width = ask(0).length
  const pages = useQueries({
    queries: wanted.flatMap((page) => ask(page * PAGE_ROWS)),
    combine: (results) => wanted.map((_, at) => joined(results.slice(at * width, (at + 1) * width)).head),
  })
  const shown = new Map<number, TableShown>()
  if (head !== undefined) shown.set(0, head)
  wanted.forEach((page, at) => {
    const table = pages[at]
    if (table !== undefined) shown.set(page, table)
  })
  const pageOf = (group: number): TableShown | undefined => shown.get(Math.floor(group / PAGE_ROWS))
  return {
    head,
    error,
    isStale: first.isStale,
    rowAt: (group) => pageOf(group)?.rows[group % PAGE_ROWS],
    asOf: (group) => (group < 0 ? head : pageOf(group))?.epoch.numbers ?? 0,
    look: (from, to) => {
      if (pagesOf(from, to).join() !== pagesOf(seen.first, seen.last).join()) look({ first: from, last: to })
    },
    again: first.again,
    namesInSight: [...shown.values()].flatMap(({ rows }) => rows.map(({ names }) => names)),
  }
}

/**
 * What is asked for a page: demand and money, which are there at once after a change, and stock apart, which follows when
 * it has settled. The rows are those of the whole table.
 */
function usePageQuestions(asked: PlanAsked) {
  const { call } = useSession()
  const { scenario, figures } = asked
  const text = JSON.stringify(tableAsked(asked))
  const stocked = figures.filter(({ ofStock }) => ofStock).map(({ measure }) => measure)
  const stockText = stocked.join()
  return useCallback(
    (offset: number) => {
      const body = JSON.parse(text) as ReturnType<typeof tableAsked>
      const parts = [body.measures.filter((measure) => !stockText.split(',').includes(measure)), stockText.split(',')]
      return parts
        .filter((measures) => measures.length > 0 && measures[0] !== '')
        .map((measures, part) => {
          const question = {
            ...body,
            measures: measures as typeof body.measures,
            rowsOf: body.measures,
            marks: part === 0,
            totals: offset === 0,
            offset,
            limit: PAGE_ROWS,
          }
          return {
            queryKey: planKey(scenario, 'table', body, offset, part),
            queryFn: (): Promise<TableShown> => call('query', { params: { scenario }, body: question }),
            ...(part === 0 ? { meta: numbersOnly(question) } : {}),
            // Only of the first page: another page's rows would stand in the wrong place.
            ...(offset === 0 ? { placeholderData: keepPreviousData<TableShown> } : {}),
          }
        })
    },
    [call, scenario, text, stockText],
  )
}

interface Asking {
  readonly data: TableShown | undefined
  readonly error: Error | null
  readonly isPlaceholderData: boolean
  readonly refetch: () => unknown
}

/** Demand and stock of a page as one table; stock that is not there yet is unknown. */
function joined(parts: readonly Asking[]) {
  const [numbers, stock] = parts
  return {
    head: numbers?.data === undefined ? undefined : joinTables(numbers.data, stock?.data),
    error: parts.find(({ error }) => error !== null)?.error ?? null,
    isStale: numbers?.isPlaceholderData === true,
    again: () => {
      for (const { refetch } of parts) refetch()
    },
  }
}

/** One page more than is in sight, before and after. */
function pagesOf(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / PAGE_ROWS) - 1)
  const to = Math.floor(Math.max(0, last) / PAGE_ROWS) + 1
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
