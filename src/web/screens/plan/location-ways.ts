import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { treeKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'

const MOST = 5000

/** Where each place stands in its tree: rows of demand name the customer's country, not the place's. */
export function useLocationWays(scenario: string, wanted: boolean): (name: string) => readonly string[] | undefined {
  const { call } = useSession()
  const { data } = useQuery({
    queryKey: treeKey(scenario, 'location ways'),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const body = {
        measures: ['closing' as const],
        by: ['country' as const, 'location' as const],
        period: 'total' as const,
        limit: MOST,
      }
      const { rows } = await call('query', { params: { scenario }, body })
      return rows.map(({ names }) => names)
    },
  })
  return useMemo(() => {
    const ways = new Map((data ?? []).map((way) => [way.at(-1)!, way]))
    return (name) => ways.get(name)
  }, [data])
}
