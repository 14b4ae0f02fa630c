import { useQueries, useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { Client } from '../../server/client.js'
import type { ScenarioShown } from '../../server/company.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'

export type EntryOfPlan = AnswerOf<Routes['entries']>['entries'][number]

const PAGE = 1000
const PAGES_MOST = 10

/** What was done in a scenario itself, oldest first. */
const ask = (call: Client, { id, position }: Pick<ScenarioShown, 'id' | 'position'>) => ({
  queryKey: planKey(id, 'own entries', position),
  queryFn: async (): Promise<readonly EntryOfPlan[]> => {
    const own: EntryOfPlan[] = []
    let after: number | null = position
    for (let page = 0; after !== null && page < PAGES_MOST; page++) {
      const read: AnswerOf<Routes['entries']> = await call('entries', {
        params: { scenario: id },
        query: { after, limit: PAGE },
      })
      own.push(...read.entries.filter(({ scenario }) => scenario === id))
      after = read.next
    }
    return own
  },
})

export function useOwnEntries(scenario: ScenarioShown) {
  const { call } = useSession()
  return useQuery(ask(call, scenario))
}

export function useEntriesOfAll(scenarios: readonly ScenarioShown[]) {
  const { call } = useSession()
  return useQueries({ queries: scenarios.map((one) => ask(call, one)) })
}
