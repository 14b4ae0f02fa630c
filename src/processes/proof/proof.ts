import type { CheckResult } from '../../core/plan/proof.js'
import type { Agreement } from './agreement.js'

/** The three claims of One Number about one version (DESIGN §2.1), in the shape of `rumbo prove --json`. */
export interface Proof {
  readonly ok: boolean
  readonly version: string
  /** Cells compared by the identity checks. */
  readonly cells: number
  readonly identity: boolean
  readonly checks: readonly CheckResult[]
  /** Null when nothing has been signed. */
  readonly gap: Agreement | null
  /** Null when there is no ledger of closed months. */
  readonly truth: Truth | null
}

export interface Truth {
  /** Lines of closed months compared. */
  readonly lines: number
  readonly unexplained: readonly UnexplainedLine[]
}

export interface UnexplainedLine {
  readonly company: string
  readonly month: string
  readonly line: string
  /** Ledger less what volume explains, in major units. */
  readonly amount: string
  readonly ledger: string
  readonly priced: string
  readonly currency: string
}

/**
 * `ok` asks for identity and agreement. What a closed month leaves unexplained is shown, not failed: it belongs to the
 * past, and hiding it would only make it grow.
 */
export function concludeProof(
  version: string,
  checks: readonly CheckResult[],
  gap: Agreement | null,
  truth: Truth | null,
): Proof {
  const identity = checks.every((check) => check.mismatches === 0)
  const cells = checks.reduce((sum, check) => sum + check.compared, 0)
  return { ok: identity && !(gap?.open ?? false), version, cells, identity, checks, gap, truth }
}
