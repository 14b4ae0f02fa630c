import { ROUTES } from 'virtual:routes'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSession } from '../../server/session.js'
import type { ProofTold } from './proof.js'
import { seesWhole } from './whole-company.js'

type Routed = Partial<Record<string, unknown>>
type Asking = (name: string, sent: object) => Promise<unknown>

export interface Proving {
  /** Undefined while it is asked for, or where this server proves nothing. */
  readonly proof: ProofTold | null | undefined
  /** Null: not for this caller. */
  readonly prove: (() => void) | null
  readonly isProving: boolean
}

/** The newest proof that the plan and its money are one number, and how to prove it again. */
export function useProof(): Proving {
  const session = useSession()
  const queries = useQueryClient()
  const call = session.call as unknown as Asking
  const isServed = (ROUTES as Routed).proof !== undefined
  const { data } = useQuery({
    queryKey: ['proof'],
    enabled: isServed,
    queryFn: async () => ((await call('proof', {})) as { proof: ProofTold | null }).proof,
  })
  const { mutate } = useMutation({
    mutationFn: () => call('proveAsJob', { body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const { data: board } = useQuery({ queryKey: ['jobs'], queryFn: () => session.call('jobs', {}), enabled: isServed })
  const isProving = (board?.jobs ?? []).some(({ kind, endedAt }) => (kind as string) === 'prove' && endedAt === null)
  return {
    proof: isServed ? data : undefined,
    prove: isServed && seesWhole(session) ? () => mutate() : null,
    isProving,
  }
}
