import { useQuery } from '@tanstack/react-query'
import type { CorrectionReason } from '../../../core/demand/cleaning/corrections.js'
import type { Scope } from '../../../core/edit/box.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { dayNumber } from '../../words/date-format.js'
import { dimensionsAsked } from './accuracy-rows.js'
import type { AccuracyBy, ForecastPeriod } from './forecast-address.js'
import { OVERRIDES } from './history-overrides.js'

/** Last year is known for no more than two years back. */
const YEAR_BEFORE_MONTHS = 24

export const scopeSent = ({ product, location, customer }: Scope) => ({
  product: [...product],
  location: [...location],
  customer: [...customer],
})

/** As an address names a part: what is everything is not said. */
export const scopeQuery = (scope: Scope): object =>
  Object.fromEntries(Object.entries(scopeSent(scope)).filter(([, way]) => way.length > 0))

export function useDemandTable(planDay: string, period: ForecastPeriod, back: number) {
  const { call } = useSession()
  const { scenario, scope } = useView()
  const from = monthsBefore(planDay, back)
  const measures = [
    'actual',
    'baseline',
    'consensus',
    ...(back > YEAR_BEFORE_MONTHS ? [] : ['lastYear' as const]),
  ] as const
  const body = { measures: [...measures], by: [], period, scope: scopeSent(scope), from, totals: false } as const
  return useQuery({
    queryKey: planKey(scenario, 'demand', body),
    queryFn: () => call('query', { params: { scenario }, body: { ...body, measures: [...measures], by: [] } }),
  })
}

/** The first day of the month that lies so many months before. */
export function monthsBefore(day: string, months: number): string {
  const date = new Date(dayNumber(day) * 86_400_000)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)).toISOString().slice(0, 10)
}

export function useRange() {
  const { call } = useSession()
  const { scenario, scope } = useView()
  return useQuery({
    queryKey: planKey(scenario, 'range', scope),
    queryFn: () => call('demandRange', { params: { scenario }, query: scopeQuery(scope) as never }),
  })
}

export function useParts(from: string, until: string) {
  const { call } = useSession()
  const { scenario, scope } = useView()
  const body = { measure: 'consensus' as const, scope: scopeSent(scope), from, until }
  return useQuery({
    queryKey: planKey(scenario, 'why', body),
    queryFn: () => call('why', { params: { scenario }, body }),
  })
}

export const CORRECTIONS_MOST = 1000

/** The largest first; of the version that the plan stands on. */
export function useCorrections(reason: CorrectionReason | null) {
  const { call } = useSession()
  const { scope } = useView()
  const query = { ...scopeQuery(scope), ...(reason === null ? {} : { reason }), limit: CORRECTIONS_MOST }
  return useQuery({
    queryKey: planKey('main', 'corrections', query),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('corrections', { query: query as never }),
  })
}

export function useAccuracy(by: AccuracyBy, grain: 'week' | 'month') {
  const { call } = useSession()
  const { scope } = useView()
  const ask = (dimensions: ReturnType<typeof dimensionsAsked>) => ({
    queryKey: ['versions', 'accuracy', grain, dimensions],
    queryFn: () => call('accuracy', { query: { grain, by: [...dimensions] } }),
  })
  const rows = useQuery(ask(dimensionsAsked(scope, by)))
  const total = useQuery(ask(dimensionsAsked(scope, null)))
  return { rows: rows.data, total: total.data, error: rows.error ?? total.error, again: () => void rows.refetch() }
}

/** What people said of the history, in the plan that is looked at. */
export function useOverrides(enabled: boolean) {
  const { call } = useSession()
  const { scenario } = useView()
  return useQuery({
    queryKey: planKey(scenario, 'records', OVERRIDES),
    enabled,
    queryFn: () => call('records', { params: { scenario }, body: { list: OVERRIDES, limit: 500 } }),
  })
}
