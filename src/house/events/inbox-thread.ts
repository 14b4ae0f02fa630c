import { Worker } from 'node:worker_threads'
import type { EventDesk } from '../../api/ports.js'
import { type MessageValue, Refusal } from '../../core/base/refusal.js'
import { ThreadCalls } from '../living/thread-calls.js'
import type { EventCounter } from './posting.js'

export type InboxStart =
  | { readonly started: true }
  | { readonly refused: { readonly code: string; readonly values: Readonly<Record<string, MessageValue>> } }

// Compiled on purpose, like the plan's own workers.
const WORKER = new URL('../../../dist/house/events/inbox-worker.js', import.meta.url)

/** The inbox of a company on a thread of its own. @throws Refusal `journal.cannot_open`, `journal.unreadable` */
export async function openInboxThread(folder: string): Promise<EventDesk & { close(): Promise<void> }> {
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
  return {
    post: counter.post,
    read: counter.read,
    last: counter.last,
    async close() {
      try {
        await counter.close()
      } finally {
        await worker.terminate()
      }
    },
  }
}
