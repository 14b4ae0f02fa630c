/** What the seal says of the newest proof (docs/specs/pages.md WB40). */

/** As the route tells it: whether operations and finance are one number, in how many cells, and who owns what is not. */
export interface ProofTold {
  readonly version: string
  readonly at: string
  readonly ok: boolean
  /** The plan is not any more what was proved. */
  readonly moved: boolean
  readonly cells: number
  readonly identity: { readonly holds: boolean }
  readonly agreement: {
    readonly record: string
    readonly currency: string
    readonly gap: string
    readonly owned: readonly { readonly owner: string; readonly reason: string; readonly amount: string }[]
  } | null
}

export type SealState = 'never' | 'broken' | 'gap' | 'stale' | 'sealed'

/** The worst comes first: what does not add up, then what nobody owns, then what is old. */
export function sealState(proof: ProofTold | null): SealState {
  if (proof === null) return 'never'
  if (!proof.identity.holds) return 'broken'
  if (!proof.ok) return 'gap'
  return proof.moved ? 'stale' : 'sealed'
}
