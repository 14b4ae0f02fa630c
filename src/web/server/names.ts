import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useWatch } from './live.js'
import { ME, useSession } from './session.js'

const NAMES = ['names'] as const
const FRESH_MS = 60_000

/** Everybody of whom one hears, by the name of their account. */
export function useNames(): ReadonlyMap<string, string> {
  const { call } = useSession()
  const { data } = useQuery({ queryKey: NAMES, queryFn: () => call('people', {}), staleTime: FRESH_MS })
  return useMemo(() => new Map((data?.people ?? []).map(({ user, name }) => [user, name])), [data])
}

/** What somebody is called, by the name of their account; who is not known is called by that. */
export function useNameOf(): (user: string) => string {
  const { me } = useSession()
  const names = useNames()
  return useCallback((user) => (user === me.user ? me.name : (names.get(user) ?? user)), [names, me])
}

/** Names are read again when somebody is here by another, or does something and is not known. */
export function useNamesKept(): void {
  const queries = useQueryClient()
  const nameOf = useNameOf()
  useWatch((event) => {
    if (event.event === 'present' && event.data.here && nameOf(event.data.user) !== event.data.name)
      void queries.invalidateQueries({ queryKey: NAMES })
    if (
      event.event === 'changed' &&
      event.data.entry !== null &&
      nameOf(event.data.entry.actor) === event.data.entry.actor
    )
      void queries.invalidateQueries({
        queryKey: NAMES,
        predicate: ({ state }) => Date.now() - state.dataUpdatedAt > 1000,
      })
  })
}

export const ofNames = [NAMES, ME] as const
