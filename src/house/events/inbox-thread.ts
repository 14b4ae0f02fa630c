import { Worker } from 'node:worker_threads'
import type { EventAnswer, EventDesk } from '../../api/ports.js'
import { type MessageValue, Refusal } from '../../core/base/refusal.js'
import { ThreadCalls } from '../living/thread-calls.js'
import type { EventCounter, EventPost } from './posting.js'

export type InboxStart =
  | { readonly started: true }
  | { readonly refused: { readonly code: string; readonly values: Readonly<Record<string, MessageValue>> } }

// Compiled on purpose, like the plan's own workers.
const WORKER = new URL('../../../dist/house/events/inbox-worker.js', import.meta.url)

/**
 * The inbox of a company on a thread of its own; `failed` is told when that has ended by itself.
 * @throws Refusal `journal.cannot_open`, `journal.unreadable`
 */
export async function openInboxThread(
  folder: string,
  failed: (error: unknown) => void,
): Promise<EventDesk & { close(): Promise<void> }> {
  const worker = new Worker(WORKER, { workerData: { folder } })
  const start = await new Promise<InboxStart>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  if ('refused' in start) {
    await worker.terminate()
    throw new Refusal(start.refused.code, { ...start.refused.values })
  }
  const calls = new ThreadCalls(worker, () => undefined, 'events.inbox_ended')
  const counter = calls.object<EventCounter>('counter')
  let isOver = false
  calls.ended.catch((error: unknown) => {
    if (!isOver) failed(error)
    isOver = true
  })
  return {
    post: postsTogether(counter),
    read: counter.read,
    last: counter.last,
    async close() {
      const hasEnded = isOver
      isOver = true
      try {
        if (!hasEnded) await counter.close()
      } finally {
        await worker.terminate()
      }
    },
  }
}

interface WaitingPost extends EventPost {
  readonly resolve: (answers: readonly EventAnswer[]) => void
  readonly reject: (error: unknown) => void
}

/** What comes in one turn of the server's loop crosses to the thread as one message: a message costs more than a post. */
function postsTogether(counter: EventCounter): EventDesk['post'] {
  let waiting: WaitingPost[] = []
  const send = async (): Promise<void> => {
    const posts = waiting
    waiting = []
    try {
      const answers = await counter.postAll(posts.map(({ sender, events }) => ({ sender, events })))
      for (const [at, { resolve }] of posts.entries()) resolve(answers[at]!)
    } catch (error) {
      for (const { reject } of posts) reject(error)
    }
  }
  return (sender, events) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ sender, events, resolve, reject }) === 1) setImmediate(() => void send())
    })
}
