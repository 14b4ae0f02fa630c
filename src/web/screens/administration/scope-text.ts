import type { GrantedScope } from '../../server/people.js'
import type { Words } from '../../words/words.js'

const TREES = ['product', 'location', 'customer'] as const

export const isWhole = (scope: GrantedScope): boolean =>
  !('supplier' in scope) && TREES.every((tree) => (scope[tree]?.length ?? 0) === 0)

/** A part of the company in a few words: `PE ▸ Lima × snacks`. */
export function scopeText(scope: GrantedScope, { say }: Pick<Words, 'say'>): string {
  if ('supplier' in scope) return `${say('web.admin_supplier')}: ${scope.supplier}`
  if (isWhole(scope)) return say('web.admin_all')
  return TREES.flatMap((tree) => {
    const way = scope[tree] ?? []
    return way.length === 0 ? [] : [way.map((name) => name || say('web.nameless')).join(' ▸ ')]
  }).join(' × ')
}

/** Empty ways say nothing; a supplier without a name is no scope yet. */
export const tidyScope = (scope: GrantedScope): GrantedScope =>
  'supplier' in scope
    ? { supplier: scope.supplier.trim() }
    : Object.fromEntries(TREES.flatMap((tree) => ((scope[tree]?.length ?? 0) === 0 ? [] : [[tree, scope[tree]]])))
