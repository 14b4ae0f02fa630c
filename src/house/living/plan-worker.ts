/** The inside of the thread that owns a company's living plan: whoever serves it never computes (SPINE 8). */
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../core/base/refusal.js'
import type { OpeningPlan } from '../serving/open-plan.js'
import { openOwnEngine } from './own-engine.js'
import type { PlanCourse, PlanThreadStart } from './plan-thread.js'
import { answerCalls } from './thread-calls.js'

const { folder, opening } = workerData as { folder: string; opening: OpeningPlan }

async function start(): Promise<PlanThreadStart> {
  try {
    const { engine, versions, standby } = await openOwnEngine(folder, opening)
    const course: PlanCourse = {
      writing: async () => standby?.writing,
      stopStandby: async () => standby?.stop(),
    }
    const tell = answerCalls(parentPort!, { plan: engine, versions, course })
    engine.watch(tell)
    return { started: true, isStandby: standby !== null }
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, values: error.values } }
    throw error
  }
}

parentPort!.postMessage(await start())
