/** What of the plan is somebody's: checks that a request stays within it, and what is left of an answer. */
import { Refusal } from '../core/base/refusal.js'
import type { Access, Verb } from '../core/edit/access.js'
import type { Scope } from '../core/edit/box.js'
import { type Intent, isOfCompany } from '../core/edit/intent.js'
import { isWhole, scopeCovers, scopesMeet } from '../core/edit/scope-cover.js'
import type { Effect, Refused, TableMeasure } from '../processes/living/living-plan.js'
import { GROUP_OF, seesMeasure } from '../processes/living/viewer.js'
import { verbOf } from './edit-verbs.js'

export function assertMay(viewer: Access, verb: Verb): void {
  if (!viewer.may.has(verb)) throw new Refusal('access.not_allowed', { verb })
}

export function assertSeesMeasures(viewer: Access, measures: readonly TableMeasure[]): void {
  assertMay(viewer, 'read')
  const hidden = measures.find((measure) => !seesMeasure(measure, viewer))
  if (hidden !== undefined) throw new Refusal('access.measure', { measure: hidden })
}

export function assertMeets(viewer: Access, scope: Scope): void {
  if (!viewer.scopes.some((own) => scopesMeet(own, scope))) throw new Refusal('access.no_node', {})
}

/** Nothing of it is theirs: it is not there. Some of it is not: it is beyond them, and they know of it. */
export function assertCovers(viewer: Access, scope: Scope): void {
  assertMeets(viewer, scope)
  if (!viewer.scopes.some((own) => scopeCovers(own, scope))) throw new Refusal('access.outside_scope', {})
}

export function assertMayChange(intents: readonly Intent[], viewer: Access): void {
  for (const intent of intents) assertMay(viewer, verbOf(intent))
  for (const intent of intents) {
    if (!isOfCompany(intent)) assertCovers(viewer, intent.box)
    else if (!isWhole(viewer.scopes)) throw new Refusal('access.outside_scope', {})
  }
}

/** The part of a scope that is the viewer's, where that is one scope again. */
export function ownPart(viewer: Access, scope: Scope): Scope {
  if (viewer.scopes.some((own) => scopeCovers(own, scope))) return scope
  const met = viewer.scopes.filter((own) => scopesMeet(own, scope))
  if (met.length === 0) throw new Refusal('access.no_node', {})
  if (met.length > 1) throw new Refusal('access.outside_scope', {})
  const narrower = (a: Scope['product'], b: Scope['product']): Scope['product'] => (a.length > b.length ? a : b)
  const own = met[0]!
  return {
    product: narrower(own.product, scope.product),
    location: narrower(own.location, scope.location),
    customer: narrower(own.customer, scope.customer),
  }
}

export function effectFor<Of extends Effect | Refused>(effect: Of, viewer: Access): Of {
  if ('refused' in effect) return effect
  return { ...effect, moved: effect.moved.filter(({ measure }) => viewer.measures.has(GROUP_OF[measure])) }
}
