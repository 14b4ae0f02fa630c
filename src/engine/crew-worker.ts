import { Worker } from 'node:worker_threads'
import type { Buckets, StepName } from '../core/plan/step.js'
import type { PlanState } from './plan-state.js'

/** Plans are numbered by their crew. */
export type WorkerRequest =
  | { kind: 'give'; plan: number; parts: PlanState }
  | ({ kind: 'run'; plan: number } & PhaseShare)
  | { kind: 'drop'; plan: number }

/** A phase that several workers share: each takes the next part until there is none. */
export interface PhaseShare {
  readonly step: StepName
  /** In shared memory; part p is [p * partSize, (p + 1) * partSize). */
  readonly units: Int32Array
  readonly buckets: Buckets
  readonly partSize: number
  /** Parts that have been taken, in shared memory. */
  readonly taken: Int32Array
  /** What the step runs on, where that is not the plan's state. */
  readonly given?: PlanState
  /** Parts that are not done yet, in shared memory, for a caller who sleeps until there are none. */
  readonly left?: Int32Array
}

export interface CrewMessage {
  readonly number: number
  readonly request: WorkerRequest
}

// Compiled on purpose, also when this file runs from its source: a worker cannot load TypeScript on Node 20.
const WORKER = new URL('../../dist/engine/plan-worker.js', import.meta.url)

interface Waiting {
  resolve(): void
  reject(error: Error): void
}

/** One thread of a crew, seen from outside: between two parts of a phase it does what came in meanwhile. */
export class CrewWorker {
  private readonly worker = new Worker(WORKER)
  private readonly waiting = new Map<number, Waiting>()
  private asked = 0

  constructor() {
    // A waiting worker must not keep the process alive; a request under way does.
    this.worker.unref()
    this.worker.on('message', (number: number) => this.answered(number))
    this.worker.on('error', (error) => this.died(error as Error))
  }

  /** A worker that dies rejects the requests it had. */
  ask(request: WorkerRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      const number = this.asked++
      this.waiting.set(number, { resolve, reject })
      this.worker.ref()
      this.worker.postMessage({ number, request } satisfies CrewMessage)
    })
  }

  async terminate(): Promise<void> {
    await this.worker.terminate()
  }

  private answered(number: number): void {
    const { resolve } = this.waiting.get(number)!
    this.waiting.delete(number)
    if (this.waiting.size === 0) this.worker.unref()
    resolve()
  }

  private died(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}
