import { Worker } from 'node:worker_threads'
import type { Runner } from '../core/plan/runner.js'
import type { StepName } from '../core/plan/step.js'
import { findStep, type PlanState } from './plan-state.js'

export type WorkerRequest = { kind: 'give'; parts: PlanState } | { kind: 'run'; step: StepName; units: Int32Array }

// Compiled on purpose, also when this file runs from its source: a worker cannot load TypeScript on Node 20.
const WORKER = new URL('../../dist/engine/plan-worker.js', import.meta.url)

/** Small parts let a fast worker take over from a slow one; parts below this cost more to hand out than to run. */
const UNITS_PER_PART_LEAST = 256
const PARTS_PER_WORKER = 6

/**
 * Several threads over one state in shared memory. The units of a phase are cut into parts that idle workers take in
 * turn; a phase ends when its last part does. A phase of a single part runs on the caller's thread.
 */
export function workerRunner(workerCount: number): Runner<PlanState> {
  const workers = Array.from({ length: workerCount }, openWorker)
  let state: PlanState = {}
  return {
    async give(parts) {
      state = { ...state, ...parts }
      await Promise.all(workers.map((worker) => ask(worker, { kind: 'give', parts })))
    },
    async run(name, dirty) {
      const step = findStep(name)
      const widened = step.widen(state, dirty)
      for (const { units } of step.phases(state, widened)) {
        const parts = cut(units, workerCount)
        if (parts.length <= 1) step.run(state, units)
        else await takeTurns(workers, name, parts)
      }
      return widened
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function openWorker(): Worker {
  const worker = new Worker(WORKER)
  // A waiting worker must not keep the process alive; a request under way does.
  worker.unref()
  return worker
}

function cut(units: Int32Array, workerCount: number): Int32Array[] {
  const size = Math.max(UNITS_PER_PART_LEAST, Math.ceil(units.length / (workerCount * PARTS_PER_WORKER)))
  const parts: Int32Array[] = []
  for (let from = 0; from < units.length; from += size) parts.push(units.slice(from, from + size))
  return parts
}

async function takeTurns(workers: readonly Worker[], step: StepName, parts: readonly Int32Array[]): Promise<void> {
  let next = 0
  const work = async (worker: Worker): Promise<void> => {
    while (next < parts.length) await ask(worker, { kind: 'run', step, units: parts[next++]! })
  }
  await Promise.all(workers.map(work))
}

/** One request at a time per worker. A worker that dies rejects the request it was on. */
function ask(worker: Worker, request: WorkerRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.ref()
    const settle = (then: () => void): void => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.unref()
      then()
    }
    const onMessage = (): void => settle(resolve)
    const onError = (error: Error): void => settle(() => reject(error))
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.postMessage(request)
  })
}
