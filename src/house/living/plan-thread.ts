import { Worker } from 'node:worker_threads'
import type { VersionDesk } from '../../api/ports.js'
import { type MessageValue, Refusal } from '../../core/base/refusal.js'
import type { Changed } from '../../processes/living/change-kinds.js'
import type { LivingPlan } from '../../processes/living/living-plan.js'
import type { OpenPlan } from '../serving/open-plan.js'
import { ThreadCalls } from './thread-calls.js'

export type PlanThreadStart =
  | { readonly started: true; readonly isStandby: boolean }
  | { readonly refused: { readonly code: string; readonly values: Readonly<Record<string, MessageValue>> } }

/** Where the plan on the other side is in its life. */
export interface PlanCourse {
  /** Resolves when it can be changed there. */
  writing(): Promise<void>
  stopStandby(): Promise<void>
}

/** What is asked of the other side as it is. */
const ASKED: readonly (keyof LivingPlan)[] = [
  'epoch',
  'preview',
  'commit',
  'previewUndo',
  'undoBeside',
  'cancelUndo',
  'nextSteps',
  'settled',
  'scenarios',
  'open',
  'merge',
  'drop',
  'query',
  'nodes',
  'search',
  'children',
  'range',
  'records',
  'why',
  'history',
  'entries',
  'commentEntries',
  'problems',
  'staleProposals',
  'positionAt',
  'freeze',
  'followLive',
  'outline',
  'suppliedParts',
]

const DESK: readonly (keyof VersionDesk)[] = [
  'list',
  'report',
  'bridge',
  'query',
  'why',
  'exceptions',
  'accuracy',
  'corrections',
  'sign',
]

// Compiled on purpose, also when this file runs from its source: a worker cannot load TypeScript on Node 20.
const WORKER = new URL('../../../dist/house/living/plan-worker.js', import.meta.url)

/** The living plan of a company on a thread of its own. Resolves when it is open and settled. @throws Refusal `journal.in_use`, `plan.no_plan` */
export const openPlanThread: OpenPlan = async (folder, opening) => {
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
  const course = calls.object<PlanCourse>('course')
  const writing = course.writing()
  const alive = Promise.race([calls.ended, writing.then(() => calls.ended)])
  // Whoever waits for it hears of it.
  alive.catch(() => undefined)
  return {
    isStandby: start.isStandby,
    writing,
    alive,
    versions: methodsOf(calls.object<VersionDesk>('versions'), DESK),
    plan: {
      ...methodsOf(plan, ASKED),
      watch(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      async close() {
        try {
          await course.stopStandby()
          await plan.close()
        } finally {
          await worker.terminate()
        }
      },
    },
  }
}

/** The methods of these names, as an object of its own. */
const methodsOf = <Of extends object>(of: Of, names: readonly (keyof Of)[]): Of =>
  Object.fromEntries(names.map((name) => [name, of[name]])) as Of
