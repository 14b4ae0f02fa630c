import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AnswerOf, SentTo } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { useSession } from './session.js'

export type Person = AnswerOf<Routes['findUser']>
export type Grant = Person['grant']
export type GrantedScope = Grant['scopes'][number]
export type NewPerson = SentTo<Routes['addUser']>['body']

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
  const reset = useMutation({
    mutationFn: ({ user, password }: { user: string; password: string }) =>
      call('resetPassword', { params: { user }, body: { password } }),
    onSuccess,
  })
  const signOut = useMutation({ mutationFn: (user: string) => call('endSessions', { params: { user } }), onSuccess })
  const remove = useMutation({ mutationFn: (user: string) => call('removeUser', { params: { user } }), onSuccess })
  return { add, grant, reset, signOut, remove }
}

type AuditAsked = NonNullable<SentTo<Routes['readAudit']>['query']>

export function useAudit(asked: Pick<AuditAsked, 'kind' | 'about' | 'after'>) {
  const { call } = useSession()
  return useQuery({
    queryKey: [...AUDIT, asked],
    queryFn: () => call('readAudit', { query: { ...asked, order: 'newest', limit: 50 } }),
  })
}

/** Letters that nobody takes for others, read aloud or written down. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 20

/** A password that is good once, as hard to guess as a key. */
export function oneTimePassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = fill): string {
  let password = ''
  // Bytes beyond the last whole round of letters would make the first letters likelier.
  const most = 256 - (256 % LETTERS.length)
  while (password.length < LENGTH)
    for (const byte of random(new Uint8Array(LENGTH)))
      if (byte < most && password.length < LENGTH) password += LETTERS[byte % LETTERS.length]
  return password
}

const fill = (bytes: Uint8Array<ArrayBuffer>): Uint8Array => crypto.getRandomValues(bytes)
