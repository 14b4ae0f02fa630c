import { useQuery } from '@tanstack/react-query'
import type { Scope } from '../../core/edit/box.js'
import { useView } from '../view/view.js'
import { planKey } from './live.js'
import { useSession } from './session.js'

export interface Reader {
  readonly user: string
  readonly name: string
}

const NOBODY: readonly Reader[] = []

/** Who may read what is said about a part of the plan. */
export function useReaders(scope: Scope | null): readonly Reader[] {
  const { call, may } = useSession()
  const { scenario } = useView()
  const { data } = useQuery({
    queryKey: planKey(scenario, 'readers', scope),
    enabled: scope !== null && may('comment'),
    staleTime: 60_000,
    queryFn: () => {
      const ways = Object.entries(scope!).filter(([, way]) => way.length > 0)
      return call('readers', { params: { scenario }, query: Object.fromEntries(ways) } as never)
    },
  })
  return (data as { people: readonly Reader[] } | undefined)?.people ?? NOBODY
}
