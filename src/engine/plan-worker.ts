/**
 * The inside of an engine worker: keeps the state it was opened with (big arrays are shared memory) and runs parts of
 * steps on request. It computes and answers; it decides nothing.
 */
import { parentPort } from 'node:worker_threads'
import type { PlanState } from './plan-state.js'
import { findStep } from './inline-runner.js'
import { STEPS } from './plan-state.js'
import type { WorkerRequest } from './worker-runner.js'

let state: PlanState | undefined

parentPort?.on('message', (request: WorkerRequest) => {
  if (request.kind === 'open') {
    state = request.state
    parentPort?.postMessage({ kind: 'done' })
    return
  }
  findStep(STEPS, request.step).run(state!, request.units)
  parentPort?.postMessage({ kind: 'done' })
})
