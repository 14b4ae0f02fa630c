import { useQueries, useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { Client } from '../../server/client.js'
import type { ScenarioShown } from '../../server/company.js'
import { readEntries } from '../../server/entries.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'

export type EntryOfPlan = AnswerOf<Routes['entries']>['entries'][number]

/** What was done in a scenario itself, oldest first. */
const ask = (call: Client, { id, position }: Pick<ScenarioShown, 'id' | 'position'>) => ({
  queryKey: planKey(id, 'own entries', position),
  queryFn: () => readEntries(call, { scenario: id, after: position, until: Number.POSITIVE_INFINITY }),
})

export function useOwnEntries(scenario: ScenarioShown) {
  const { call } = useSession()
  return useQuery(ask(call, scenario))
}

export function useEntriesOfAll(scenarios: readonly ScenarioShown[]) {
  const { call } = useSession()
  return useQueries({ queries: scenarios.map((one) => ask(call, one)) })
}
