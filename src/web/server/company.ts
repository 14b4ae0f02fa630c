import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { useSession } from './session.js'

export type ScenarioShown = AnswerOf<Routes['scenarios']>['scenarios'][number]

/** What the frame needs to know of the company. */
export interface Company {
  readonly name: string
  readonly currency: string
  readonly currencies: string[]
  readonly planDay: string
  readonly version: string
  /** Month in which the fiscal year begins. */
  readonly yearStart?: number
}

export function useScenarios(): readonly ScenarioShown[] {
  const { call } = useSession()
  const { data } = useQuery({ queryKey: ['scenarios'], queryFn: () => call('scenarios', {}) })
  return data?.scenarios ?? NONE
}
const NONE: readonly ScenarioShown[] = []

export function useCompany(): Company | undefined {
  const { call } = useSession()
  const { data } = useQuery({
    queryKey: ['company'],
    queryFn: async (): Promise<Company> => {
      const { versions, live } = await call('versions', {})
      const version = versions.find(({ id }) => id === live)!
      const { baseCurrency, planDay } = version
      return { name: 'Rumbo', currency: baseCurrency, currencies: [baseCurrency], planDay, version: version.id }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
