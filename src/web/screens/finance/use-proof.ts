import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useOneAtATime } from '../../page/one-at-a-time.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import type { ProofTold } from './proof.js'
import { seesWhole } from './whole-company.js'

export interface Proving {
  /** Undefined while it is asked for. */
  readonly proof: ProofTold | null | undefined
  /** Null: not for this caller. */
  readonly prove: (() => void) | null
  readonly isProving: boolean
  /** Why it was not begun. */
  readonly refused: Error | null
}

/** The newest proof that the plan and its money are one number, and how to prove it again. */
export function useProof(): Proving {
  const session = useSession()
  const { call } = session
  const queries = useQueryClient()
  const { data } = useQuery({
    // Whether it is still of the plan as it is changes with the plan.
    queryKey: planKey('main', 'proof'),
    queryFn: async () => (await call('proof', {})).proof,
  })
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: () => call('proveAsJob', { body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const prove = useOneAtATime(() => mutateAsync())
  const { data: board } = useQuery({ queryKey: ['jobs'], queryFn: () => call('jobs', {}) })
  const isProving = (board?.jobs ?? []).some(({ kind, endedAt }) => kind === 'prove' && endedAt === null)
  return {
    proof: data,
    prove: seesWhole(session) ? prove : null,
    isProving: isProving || isPending,
    refused: error,
  }
}
