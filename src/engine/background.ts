import { Worker } from 'node:worker_threads'
import { type MessageValue, Refusal } from '../core/base/refusal.js'
import type { PastMonths, PastMonthsGiven } from '../finance/past-months.js'
import type { ClosedMonthsGiven, TiedCompany } from '../finance/past-pricing.js'

/** Work that needs the facts and nothing of the plan. */
export interface BackgroundWork {
  readonly tie: { readonly given: ClosedMonthsGiven; readonly result: TiedCompany }
  readonly past: { readonly given: PastMonthsGiven; readonly result: PastMonths }
}
export type BackgroundInput = {
  readonly [Name in keyof BackgroundWork]: { readonly name: Name; readonly given: BackgroundWork[Name]['given'] }
}[keyof BackgroundWork]
export type BackgroundAnswer =
  | { result: BackgroundWork[keyof BackgroundWork]['result'] }
  | { refused: { code: string; values: Record<string, MessageValue> } }

// Compiled on purpose, like the plan's own workers.
const WORKER = new URL('../../dist/engine/background-worker.js', import.meta.url)

/** Ties the closed months on a thread of its own: a run need not wait for them until it is done. */
export const tieInBackground = (given: ClosedMonthsGiven): Promise<TiedCompany> => inBackground('tie', given)

/** Looks the months of the fiscal year that are over up in the same way. */
export const pastInBackground = (given: PastMonthsGiven): Promise<PastMonths> => inBackground('past', given)

function inBackground<Name extends keyof BackgroundWork>(
  name: Name,
  given: BackgroundWork[Name]['given'],
): Promise<BackgroundWork[Name]['result']> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { name, given } })
    worker.once('error', reject)
    worker.once('message', (answer: BackgroundAnswer) => {
      if ('result' in answer) resolve(answer.result as BackgroundWork[Name]['result'])
      else reject(new Refusal(answer.refused.code, answer.refused.values))
    })
  })
}
