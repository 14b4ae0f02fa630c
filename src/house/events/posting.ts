/** Events on their way into the inbox: each checked by the contract, the sound ones kept (EV3, EV7). */

import type { EventAnswer } from '../../api/ports.js'
import { checkEvent } from '../../contract/event-check.js'
import type { FactEvent, KeptEvent, SentEvent } from '../../core/event/fact-event.js'
import type { Inbox, Keeping } from '../../events/inbox.js'

/** What one sender sent in one go. */
export interface EventPost {
  readonly sender: string
  readonly events: readonly SentEvent[]
}

/** What an inbox is asked by whoever serves it. */
export interface EventCounter {
  /** The answers of several posts, in their order. */
  postAll(posts: readonly EventPost[]): Promise<readonly (readonly EventAnswer[])[]>
  post(sender: string, sent: readonly SentEvent[]): Promise<readonly EventAnswer[]>
  read(after: number, limit: number, table?: string): Promise<readonly KeptEvent[]>
  last(): Promise<number>
  close(): Promise<void>
}

export function openEventCounter(inbox: Inbox): EventCounter {
  const post = (sender: string, sent: readonly SentEvent[]) => postOne(inbox, sender, sent)
  return {
    post,
    postAll: (posts) => Promise.all(posts.map(({ sender, events }) => post(sender, events))),
    read: (after, limit, table) => inbox.read(after, limit, table),
    last: () => inbox.last(),
    close: () => inbox.close(),
  }
}

async function postOne(inbox: Inbox, sender: string, sent: readonly SentEvent[]): Promise<readonly EventAnswer[]> {
  const checked = sent.map((event) => checkEvent(event, sender))
  const sound = checked.filter((one): one is FactEvent => !('code' in one))
  const kept = sound.length === 0 ? [] : await inbox.keep(sound)
  let at = 0
  return checked.map((one, index) =>
    'code' in one ? { id: sent[index]!.id, state: 'refused', ...one } : { id: one.id, ...answerOf(one, kept[at++]!) },
  )
}

function answerOf({ id }: FactEvent, { state, position }: Keeping) {
  if (state !== 'reused') return { state, position }
  return { state: 'refused' as const, code: 'events.id_reused', values: { id, position } }
}
