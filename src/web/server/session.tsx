import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useMemo } from 'react'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import type { MeasureGroup, Verb } from '../../core/edit/access.js'
import { useWords } from '../words/words.js'
import { ApiRefusal, type Client, clientIn } from './client.js'

export type Me = AnswerOf<Routes['whoAmI']>

export interface Session {
  readonly me: Me
  readonly call: Client
  readonly may: (verb: Verb) => boolean
  readonly sees: (group: MeasureGroup) => boolean
}

const Signed = createContext<Session | null>(null)

export const ME = ['me'] as const

/** Who is signed in; null when nobody is. */
export function useMe(isAnswering: boolean): { me: Me | null | undefined; error: Error | null } {
  const { language } = useWords()
  const { data, error } = useQuery({
    queryKey: ME,
    enabled: isAnswering,
    queryFn: async (): Promise<Me | null> => {
      try {
        return await clientIn(language)('whoAmI', {})
      } catch (refused) {
        if (refused instanceof ApiRefusal && refused.status === 401) return null
        throw refused
      }
    },
    staleTime: 60_000,
  })
  return { me: data, error }
}

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }): ReactNode {
  const { language } = useWords()
  const session = useMemo<Session>(
    () => ({
      me,
      call: clientIn(language),
      may: (verb) => me.may.includes(verb),
      sees: (group) => me.measures.includes(group),
    }),
    [me, language],
  )
  return <Signed value={session}>{children}</Signed>
}

export function useSession(): Session {
  const session = use(Signed)
  if (session === null) throw new Error('nobody is signed in around this component')
  return session
}

export function useSignOut(): () => Promise<void> {
  const { call } = useSession()
  const queries = useQueryClient()
  return async () => {
    await call('signOut', {})
    changePerson(queries, null)
  }
}

/** Somebody else is here from now on: what is known is of whoever was here before. A session can end without a sign-out. */
export function changePerson(queries: QueryClient, me: Me | null): void {
  // Whoever waits for the one answer that stays is told; of one that is cleared away nobody hears again.
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] })
  queries.setQueryData(ME, me)
}
