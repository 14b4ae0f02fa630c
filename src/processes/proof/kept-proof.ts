/** A proof that was made of the plan in force, and what of it may be told to whom. */
import type { Access, MeasureGroup } from '../../core/edit/access.js'
import { isWhole } from '../../core/edit/scope-cover.js'
import { isPlanned, type PlanOfRecord, type Version } from '../../core/plan/version.js'
import type { Proof } from './proof.js'

/** What a proof speaks of; another mark, and it speaks of something that was. */
export interface ProofMark {
  /** The version that people's entries stand on. */
  readonly base: string | null
  /** Position of their newest entry. */
  readonly position: number
  readonly record: string | null
}

export interface KeptProof {
  readonly proof: Proof
  readonly mark: ProofMark
  readonly by: string
  /** ISO moment at which it began: what people did later is not in it. */
  readonly at: string
  readonly seconds: number
}

export function markOf(
  { versions, record }: { readonly versions: readonly Version[]; readonly record: PlanOfRecord | null },
  position: number,
): ProofMark {
  const signed = record === null ? null : `${record.version} ${record.signedAt}`
  return { base: versions.findLast(isPlanned)?.id ?? null, position, record: signed }
}

export const sameMark = (a: ProofMark, b: ProofMark): boolean =>
  a.base === b.base && a.position === b.position && a.record === b.record

/** Which parts hold figures that a viewer may see: they are of the whole company. */
export interface ProofSight {
  readonly gap: boolean
  readonly truth: boolean
}

export function proofSight({ scopes, measures }: Pick<Access, 'scopes' | 'measures'>): ProofSight {
  const sees = (...groups: MeasureGroup[]): boolean => isWhole(scopes) && groups.every((group) => measures.has(group))
  return { gap: sees('revenue'), truth: sees('volume', 'stock', 'revenue', 'margin', 'cash') }
}
