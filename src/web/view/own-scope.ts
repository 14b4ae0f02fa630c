import type { NodePath, Scope } from '../../core/edit/box.js'
import { scopeCovers, scopesMeet } from '../../core/edit/scope-cover.js'

const narrower = (a: NodePath, b: NodePath): NodePath => (a.length > b.length ? a : b)

/**
 * What of a part of the plan is somebody's, where that is one part again: a number that they see is of no more, and so is
 * what they write or say about it.
 */
export function ownScope(scopes: readonly Scope[], scope: Scope): Scope {
  if (scopes.some((own) => scopeCovers(own, scope))) return scope
  const [own, ...others] = scopes.filter((one) => scopesMeet(one, scope))
  if (own === undefined || others.length > 0) return scope
  return {
    product: narrower(own.product, scope.product),
    location: narrower(own.location, scope.location),
    customer: narrower(own.customer, scope.customer),
  }
}
