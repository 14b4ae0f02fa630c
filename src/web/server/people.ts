import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AnswerOf, SentTo } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { ofNames } from './names.js'
import { useSession } from './session.js'

export type Person = AnswerOf<Routes['findUser']>
export type Grant = Person['grant']
export type GrantedScope = Grant['scopes'][number]
export type NewPerson = SentTo<Routes['addUser']>['body']

type AccountChange = SentTo<Routes['changeUser']>['body']

const PEOPLE = ['people'] as const
const AUDIT = ['audit'] as const

export function usePeople() {
  const { call } = useSession()
  return useQuery({ queryKey: PEOPLE, queryFn: async () => (await call('listUsers', {})).users })
}

/** What an administrator does to an account; the list and the record are read again after each. */
export function usePersonActions() {
  const { call } = useSession()
  const queries = useQueryClient()
  const onSuccess = async (): Promise<void> => {
    await Promise.all([PEOPLE, AUDIT].map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  const add = useMutation({ mutationFn: (body: NewPerson) => call('addUser', { body }), onSuccess })
  const grant = useMutation({
    mutationFn: ({ user, body }: { user: string; body: Grant }) => call('grantUser', { params: { user }, body }),
    onSuccess,
  })
  const change = useMutation({
    mutationFn: ({ user, body }: { user: string; body: AccountChange }) =>
      call('changeUser', { params: { user }, body }),
    onSuccess: () => Promise.all([onSuccess(), ...ofNames.map((queryKey) => queries.invalidateQueries({ queryKey }))]),
  })
  const reset = useMutation({
    mutationFn: ({ user, password }: { user: string; password: string }) =>
      call('resetPassword', { params: { user }, body: { password } }),
    onSuccess,
  })
  const signOut = useMutation({ mutationFn: (user: string) => call('endSessions', { params: { user } }), onSuccess })
  const remove = useMutation({ mutationFn: (user: string) => call('removeUser', { params: { user } }), onSuccess })
  return { add, change, grant, reset, signOut, remove }
}

type AuditAsked = NonNullable<SentTo<Routes['readAudit']>['query']>

export function useAudit(asked: Pick<AuditAsked, 'kind' | 'about' | 'after'>) {
  const { call } = useSession()
  return useQuery({
    queryKey: [...AUDIT, asked],
    queryFn: () => call('readAudit', { query: { ...asked, order: 'newest', limit: 50 } }),
  })
}
