/** What somebody sees of what others did: changes inside their own part of the company, and never an amount beyond it. */
import type { Access } from '../core/edit/access.js'
import { type Entry, type Intent, isOfCompany } from '../core/edit/intent.js'
import { isWhole, scopeCovers } from '../core/edit/scope-cover.js'
import { verbOf } from './edit-verbs.js'

function seesIntent(intent: Intent, { scopes, measures }: Access): boolean {
  if (isOfCompany(intent)) return isWhole(scopes) && (verbOf(intent) !== 'edit finance' || measures.has('margin'))
  return measures.has('volume') && scopes.some((scope) => scopeCovers(scope, intent.box))
}

/**
 * The entry as this viewer may read it, or null. A change that reaches beyond their scopes is left out, since its
 * amount would tell a total that is not theirs; with a change, the words about it are left out too.
 */
export function entryFor(entry: Entry, viewer: Access): Entry | null {
  const { comment, intents } = entry
  if (comment !== undefined && !viewer.scopes.some((scope) => scopeCovers(scope, comment.box))) return null
  const seen = intents.filter((intent) => seesIntent(intent, viewer))
  if (seen.length === intents.length) return entry
  if (seen.length === 0) return null
  return { ...entry, intents: seen, reason: { ...entry.reason, note: '' } }
}
