/** Partners beside each other: what one of them says or does is nothing to the others (docs/specs/access.md AC25). */
import type { Access } from '../core/edit/access.js'
import type { ActorId, Entry } from '../core/edit/intent.js'
import type { Why } from '../processes/living/living-plan.js'
import { type Grant, isPartner } from './grant.js'

/** The relationship that a partner stands in, by a name that those have who stand in the same; null for everybody else. */
export type CircleOf = (actor: ActorId) => string | null

export const circleOf = (grant: Pick<Grant, 'roles' | 'scopes'>): string | null =>
  isPartner(grant)
    ? grant.scopes
        .map((scope) => JSON.stringify(scope))
        .sort()
        .join('\n')
    : null

/** Whether somebody hears of somebody else at all: partners of none of another relationship. */
export function hearsOf(viewer: Pick<Access, 'actor'>, other: ActorId, of: CircleOf): boolean {
  const [own, theirs] = [of(viewer.actor), of(other)]
  return own === null || theirs === null || own === theirs
}

/** An entry as a partner reads it: nothing of other partners, and of the company's own people no note to each other. */
export function forPartner(entry: Entry, viewer: Pick<Access, 'actor'>, of: CircleOf): Entry | null {
  if (!hearsOf(viewer, entry.actor, of)) return null
  return of(viewer.actor) !== null && of(entry.actor) === null
    ? { ...entry, reason: { ...entry.reason, note: '' } }
    : entry
}

/** Where goods come from is said by name of the partner themselves: who else delivers, and from which place, is not theirs. */
export function sourcesFor(parts: readonly Why[], circle: string): readonly Why[] {
  const isOthers = ({ kind, name }: Why): boolean =>
    kind === 'pegging' && /^(purchase|transfer) /.test(name) && !isOwnSupplier(circle, name.replace(/^purchase /, ''))
  const others = parts.filter(isOthers)
  if (others.length === 0) return parts
  const other = { kind: 'pegging', name: 'other', unit: 'quantity' } as const
  const isSum = (part: Why): boolean => isOthers(part) || (part.kind === 'pegging' && part.name === 'other')
  const value = parts.filter(isSum).reduce((sum, part) => sum + part.value, 0)
  return [...parts.filter((part) => part.kind === 'pegging' && !isSum(part)), { ...other, value }].concat(
    parts.filter(({ kind }) => kind !== 'pegging'),
  )
}

const isOwnSupplier = (circle: string, supplier: string): boolean =>
  circle.split('\n').includes(JSON.stringify({ supplier }))
