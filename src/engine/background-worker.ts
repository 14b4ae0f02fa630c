/** The inside of a worker that does one piece of work beside the planning run, answers, and goes away. */
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../core/base/refusal.js'
import { pastMonths } from '../finance/past-months.js'
import { tieCompany } from '../finance/past-pricing.js'
import type { BackgroundAnswer, BackgroundInput } from './background.js'

function answer(): BackgroundAnswer {
  try {
    const work = workerData as BackgroundInput
    return { result: work.name === 'tie' ? tieCompany(work.given) : pastMonths(work.given) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, values: error.values } }
    throw error
  }
}

parentPort?.postMessage(answer())
