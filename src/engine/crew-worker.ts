import { Worker } from 'node:worker_threads'
import type { Buckets, StepName } from '../core/plan/step.js'
import type { PlanState } from './plan-state.js'

/** Plans are numbered by their crew. */
export type WorkerRequest =
  | { kind: 'give'; plan: number; parts: PlanState }
  | { kind: 'run'; plan: number; step: StepName; units: Int32Array; buckets: Buckets }
  | { kind: 'drop'; plan: number }

// Compiled on purpose, also when this file runs from its source: a worker cannot load TypeScript on Node 20.
const WORKER = new URL('../../dist/engine/plan-worker.js', import.meta.url)

interface Waiting {
  resolve(): void
  reject(error: Error): void
}

/** One thread of a crew, seen from outside: it answers requests in the order in which they came. */
export class CrewWorker {
  private readonly worker = new Worker(WORKER)
  private readonly waiting: Waiting[] = []

  constructor() {
    // A waiting worker must not keep the process alive; a request under way does.
    this.worker.unref()
    this.worker.on('message', () => this.answered(this.waiting.shift()!))
    this.worker.on('error', (error) => this.died(error as Error))
  }

  /** A worker that dies rejects the requests it had. */
  ask(request: WorkerRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      this.worker.ref()
      this.worker.postMessage(request)
    })
  }

  async terminate(): Promise<void> {
    await this.worker.terminate()
  }

  private answered(first: Waiting): void {
    if (this.waiting.length === 0) this.worker.unref()
    first.resolve()
  }

  private died(error: Error): void {
    for (const each of this.waiting.splice(0)) each.reject(error)
  }
}
