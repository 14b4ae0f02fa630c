/** What the seal says of the newest proof (docs/specs/pages.md WB40). */
import type { ProofShown } from '../../../api/wire/proof.js'

export type ProofTold = Pick<ProofShown, 'at' | 'ok' | 'moved' | 'cells' | 'identity' | 'agreement'>

export type SealState = 'never' | 'broken' | 'gap' | 'stale' | 'sealed'

/** The worst comes first: what does not add up, then what nobody owns, then what is old. */
export function sealState(
  proof: (Pick<ProofTold, 'ok' | 'moved'> & { identity: Pick<ProofTold['identity'], 'holds'> }) | null,
): SealState {
  if (proof === null) return 'never'
  if (!proof.identity.holds) return 'broken'
  if (!proof.ok) return 'gap'
  return proof.moved ? 'stale' : 'sealed'
}
