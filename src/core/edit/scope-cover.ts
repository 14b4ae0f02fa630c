/** Whether one part of a plan lies in another, by names alone: a node covers every path that starts with its own. */
import { EVERYWHERE, type NodePath, type Scope } from './box.js'

const pathCovers = (outer: NodePath, inner: NodePath): boolean =>
  outer.length <= inner.length && outer.every((name, at) => name === inner[at])

/** Nodes of one tree have leaves in common only when one is on the way to the other. */
const pathsMeet = (a: NodePath, b: NodePath): boolean => pathCovers(a, b) || pathCovers(b, a)

export const scopeCovers = (outer: Scope, inner: Scope): boolean =>
  pathCovers(outer.product, inner.product) &&
  pathCovers(outer.location, inner.location) &&
  pathCovers(outer.customer, inner.customer)

export const scopesMeet = (a: Scope, b: Scope): boolean =>
  pathsMeet(a.product, b.product) && pathsMeet(a.location, b.location) && pathsMeet(a.customer, b.customer)

/** The scopes that are not inside another one, each once. */
export function withoutCovered(scopes: readonly Scope[]): Scope[] {
  const kept: Scope[] = []
  for (const scope of scopes) {
    if (kept.some((other) => scopeCovers(other, scope))) continue
    for (let at = kept.length - 1; at >= 0; at--) if (scopeCovers(scope, kept[at]!)) kept.splice(at, 1)
    kept.push(scope)
  }
  return kept
}

export const isWhole = (scopes: readonly Scope[]): boolean => scopes.some((scope) => scopeCovers(scope, EVERYWHERE))
