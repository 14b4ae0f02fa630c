/**
 * The inside of an engine worker: keeps the state it was given (big arrays are shared memory) and runs parts of steps
 * on request. It computes and answers; it decides nothing.
 */
import { parentPort } from 'node:worker_threads'
import { findStep, type PlanState } from './plan-state.js'
import type { WorkerRequest } from './worker-runner.js'

let state: PlanState = {}

parentPort?.on('message', (request: WorkerRequest) => {
  if (request.kind === 'give') state = { ...state, ...request.parts }
  else findStep(request.step).run(state, request.units)
  parentPort?.postMessage('done')
})
