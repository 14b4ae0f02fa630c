/**
 * The inside of a worker of a crew: keeps the state of every plan it was given (big arrays are shared memory) and runs
 * parts of steps on request. It computes and answers; it decides nothing.
 */
import { parentPort } from 'node:worker_threads'
import type { WorkerRequest } from './crew-worker.js'
import { findStep, type PlanState } from './plan-state.js'

const plans = new Map<number, PlanState>()

parentPort?.on('message', (request: WorkerRequest) => {
  const state = plans.get(request.plan) ?? {}
  if (request.kind === 'give') plans.set(request.plan, { ...state, ...request.parts })
  else if (request.kind === 'drop') plans.delete(request.plan)
  else findStep(request.step).run(state, request.units, request.buckets)
  parentPort?.postMessage('done')
})
