import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Process } from '../../access/roles.js'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { useSession } from './session.js'

export type ViewKept = AnswerOf<Routes['views']>['views'][number]
type ViewAsked = Pick<ViewKept, 'name' | 'screen' | 'address'> & { readonly sharedWith: Process | null }

const KEY = ['views'] as const

/** A screen's name for its path: names have no slashes. */
export const screenOf = (path: string): string => path.replace(/^\//, '').replaceAll('/', '-')
export const pathOf = (screen: string, paths: readonly string[]): string | null =>
  paths.find((path) => screenOf(path) === screen) ?? null

export function useViews() {
  const { call } = useSession()
  const queries = useQueryClient()
  const onSuccess = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY })
  const { data, error } = useQuery({ queryKey: KEY, queryFn: () => call('views', {}) })
  const save = useMutation({
    mutationFn: ({ name, ...body }: ViewAsked) => call('saveView', { params: { name }, body }),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: ({ name, owner }: Pick<ViewKept, 'name' | 'owner'>) =>
      call('removeView', { params: { name }, query: { owner } }),
    onSuccess,
  })
  return { views: data?.views ?? [], error, save, remove }
}
