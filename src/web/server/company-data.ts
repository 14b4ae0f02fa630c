import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { useWords } from '../words/words.js'
import { useSession } from './session.js'

export type DataTables = AnswerOf<Routes['dataTables']>
export type DataTable = DataTables['tables'][number]
export type DataLoad = AnswerOf<Routes['dataLoads']>['loads'][number]
export type Finding = AnswerOf<Routes['badRows']>['rows'][number]
export type UploadShown = AnswerOf<Routes['upload']>

/** All that is asked of the company's data is asked again when a job has ended. */
const DATA = 'data'
export const UPLOADS = [DATA, 'uploads'] as const
export const DATA_KEY = [DATA] as const

export function useDataTables() {
  const { call } = useSession()
  return useQuery({ queryKey: [DATA, 'tables'], queryFn: () => call('dataTables', {}) })
}

export function useDataLoads() {
  const { call } = useSession()
  return useInfiniteQuery({
    queryKey: [DATA, 'loads'],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => call('dataLoads', { query: { after: pageParam } }),
    getNextPageParam: ({ next }) => next,
  })
}

export interface BadRowsAsked {
  readonly load?: number
  readonly table?: string
  readonly code?: string
}

export const BAD_ROWS_SHOWN = 100

export function useBadRows(asked: BadRowsAsked, after: number) {
  const { call } = useSession()
  const { language } = useWords()
  return useQuery({
    queryKey: [DATA, 'bad rows', language, asked, after],
    queryFn: () => call('badRows', { query: { ...asked, after, limit: BAD_ROWS_SHOWN } }),
    placeholderData: keepPreviousData,
  })
}

/** Files that wait; asked again by itself as long as one is being checked. */
export function useUploads() {
  const { call, may } = useSession()
  const { language } = useWords()
  return useQuery({
    queryKey: [...UPLOADS, language],
    enabled: may('run'),
    queryFn: () => call('uploads', {}),
    refetchInterval: ({ state }) => (state.data?.uploads.some(({ check }) => check === null) ? 1500 : false),
  })
}
