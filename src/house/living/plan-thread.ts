import { Worker } from 'node:worker_threads'
import { type MessageValue, Refusal } from '../../core/base/refusal.js'
import type { Changed, LivingPlan } from '../../processes/living/living-plan.js'
import type { OpeningEngine, OwnEngine } from './own-engine.js'
import { ThreadCalls } from './thread-calls.js'

export type PlanThreadStart =
  | { readonly started: true }
  | { readonly refused: { readonly code: string; readonly values: Readonly<Record<string, MessageValue>> } }

/** The living plan of a company on a thread of its own. */
export interface OwnPlan extends LivingPlan, Pick<OwnEngine, 'freeze' | 'followLive'> {}

// Compiled on purpose, also when this file runs from its source: a worker cannot load TypeScript on Node 20.
const WORKER = new URL('../../../dist/house/living/plan-worker.js', import.meta.url)

/** Resolves when the plan is open and settled. @throws Refusal `journal.in_use`, `plan.no_plan` */
export async function openPlanThread(folder: string, opening: OpeningEngine): Promise<OwnPlan> {
  const worker = new Worker(WORKER, { workerData: { folder, opening } })
  const start = await new Promise<PlanThreadStart>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  if ('refused' in start) {
    await worker.terminate()
    throw new Refusal(start.refused.code, { ...start.refused.values })
  }
  const listeners = new Set<(changed: Changed) => void>()
  const calls = new ThreadCalls(worker, (changed) => {
    for (const listener of listeners) listener(changed as Changed)
  })
  const plan = calls.object<LivingPlan>('plan')
  const own = calls.object<Pick<OwnEngine, 'freeze' | 'followLive'>>('own')
  const methods: readonly (keyof LivingPlan)[] = [
    'epoch',
    'preview',
    'commit',
    'nextSteps',
    'settled',
    'scenarios',
    'open',
    'merge',
    'drop',
    'query',
    'why',
    'history',
    'entries',
    'problems',
    'positionAt',
  ]
  return {
    ...(Object.fromEntries(methods.map((name) => [name, plan[name]])) as unknown as LivingPlan),
    freeze: own.freeze,
    followLive: own.followLive,
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await plan.close()
      await worker.terminate()
    },
  }
}
