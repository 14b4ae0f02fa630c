/**
 * The inside of a worker of a crew: keeps the state of every plan it was given (big arrays are shared memory) and runs
 * parts of steps on request. It computes and answers; it decides nothing.
 */
import { parentPort, receiveMessageOnPort } from 'node:worker_threads'
import type { CrewMessage } from './crew-worker.js'
import { takeParts } from './phase-parts.js'
import type { PlanState } from './plan-state.js'

const plans = new Map<number, PlanState>()

parentPort?.on('message', answer)

function answer({ number, request }: CrewMessage): void {
  const state = plans.get(request.plan) ?? {}
  if (request.kind === 'give') plans.set(request.plan, { ...state, ...request.parts })
  else if (request.kind === 'drop') plans.delete(request.plan)
  else takeParts(state, request, answerWaiting)
  parentPort?.postMessage(number)
}

/** What another plan asks for meanwhile is done between two parts. */
function answerWaiting(): void {
  for (let next = receiveMessageOnPort(parentPort!); next !== undefined; next = receiveMessageOnPort(parentPort!))
    answer(next.message as CrewMessage)
}
