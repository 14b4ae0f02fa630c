/**
 * The inside of a worker of a crew: keeps the state of every plan it was given (big arrays are shared memory) and runs
 * parts of steps on request. It computes and answers; it decides nothing.
 */
import { parentPort, receiveMessageOnPort } from 'node:worker_threads'
import type { CrewMessage, PhaseShare } from './crew-worker.js'
import { findStep, type PlanState } from './plan-state.js'

const plans = new Map<number, PlanState>()

parentPort?.on('message', answer)

function answer({ number, request }: CrewMessage): void {
  const state = plans.get(request.plan) ?? {}
  if (request.kind === 'give') plans.set(request.plan, { ...state, ...request.parts })
  else if (request.kind === 'drop') plans.delete(request.plan)
  else takeParts(state, request)
  parentPort?.postMessage(number)
}

/** One part after the other, as long as there are any; what another plan asks for meanwhile is done in between. */
function takeParts(state: PlanState, { step, units, buckets, partSize, taken }: PhaseShare): void {
  for (;;) {
    const from = Atomics.add(taken, 0, 1) * partSize
    if (from >= units.length) return
    findStep(step).run(state, units.subarray(from, from + partSize), buckets)
    answerWaiting()
  }
}

function answerWaiting(): void {
  for (let next = receiveMessageOnPort(parentPort!); next !== undefined; next = receiveMessageOnPort(parentPort!))
    answer(next.message as CrewMessage)
}
