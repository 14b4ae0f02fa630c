/** Who is named in what somebody says: `@ana`, by the name of their account. */
import type { ActorId } from './intent.js'

const NAMED = /(?<![\p{L}\p{N}@._-])@([a-z0-9][a-z0-9._-]{0,63})/giu

/** A stop after a name ends the sentence, unless it belongs to the name: both are meant. */
export function mentionsOf(text: string): ReadonlySet<ActorId> {
  const named = new Set<ActorId>()
  for (const [, found] of text.matchAll(NAMED)) {
    const name = found!.toLowerCase()
    named.add(name)
    named.add(name.replace(/[._-]+$/, ''))
  }
  return named
}
