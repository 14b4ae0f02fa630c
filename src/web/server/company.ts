import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { useSession } from './session.js'

export type ScenarioShown = AnswerOf<Routes['scenarios']>['scenarios'][number]

export function useScenarios(): readonly ScenarioShown[] {
  const { call } = useSession()
  const { data } = useQuery({ queryKey: ['scenarios'], queryFn: () => call('scenarios', {}) })
  return data?.scenarios ?? NONE
}
const NONE: readonly ScenarioShown[] = []

export type Company = AnswerOf<Routes['company']>

/** What the frame needs to know of the company: its currencies, days and trees. */
export function useCompany(): Company | undefined {
  const { call } = useSession()
  const { data } = useQuery({
    queryKey: ['company'],
    queryFn: () => call('company', {}),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
