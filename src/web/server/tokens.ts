import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AnswerOf, SentTo } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { useSession } from './session.js'

export type TokenShown = AnswerOf<Routes['listTokens']>['tokens'][number]
export type NewToken = SentTo<Routes['makeToken']>['body']

const KEY = ['tokens'] as const

/** One's own tokens, newest first: administrators are told everybody's, which are not asked for here. */
export function useTokens() {
  const { call, me } = useSession()
  const queries = useQueryClient()
  const onSuccess = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY })
  const { data, error } = useQuery({ queryKey: KEY, queryFn: () => call('listTokens', {}) })
  const make = useMutation({ mutationFn: (body: NewToken) => call('makeToken', { body }), onSuccess })
  const revoke = useMutation({ mutationFn: (token: string) => call('revokeToken', { params: { token } }), onSuccess })
  const own = data?.tokens.filter(({ user }) => user === me.user).reverse()
  return { tokens: own, error, make, revoke }
}
