import { Worker } from 'node:worker_threads'
import { type MessageValue, Refusal } from '../core/base/refusal.js'
import type { ClosedMonthsGiven, TiedCompany } from '../finance/past-pricing.js'

export type BackgroundInput = ClosedMonthsGiven
export type BackgroundAnswer =
  | { result: TiedCompany }
  | { refused: { code: string; values: Record<string, MessageValue> } }

// Compiled on purpose, like the plan's own workers.
const WORKER = new URL('../../dist/engine/background-worker.js', import.meta.url)

/**
 * Ties the closed months on a thread of its own: they need the facts and nothing of the plan, so a run need not wait for
 * them until it is done.
 */
export function tieInBackground(given: BackgroundInput): Promise<TiedCompany> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: given })
    worker.once('error', reject)
    worker.once('message', (answer: BackgroundAnswer) => {
      if ('result' in answer) resolve(answer.result)
      else reject(new Refusal(answer.refused.code, answer.refused.values))
    })
  })
}
