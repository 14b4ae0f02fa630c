import { Worker } from 'node:worker_threads'
import type { TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import type { BalancingMessage, BalancingRequest } from './balancing-worker.js'
import type { ItemSolvers } from './item-solvers.js'

/** Threads that balance items. Whoever solves an item, its answer is the same bytes. */
export interface BalancingCrew extends ItemSolvers {
  close(): Promise<void>
}

// Compiled on purpose, like the plan's own workers.
const WORKER = new URL('../../../dist/solver/balancing/balancing-worker.js', import.meta.url)

/** Few enough that no thread waits long for the last part, many enough that handing out costs little. */
const ITEMS_AT_ONCE = 64

export function openBalancingCrew(workerCount: number): BalancingCrew {
  const threads = Array.from({ length: workerCount }, () => new BalancingThread())
  const shareOut = async (
    problems: readonly TransferProblem[],
    requestOf: (part: readonly TransferProblem[]) => BalancingRequest,
  ): Promise<Float64Array[]> => {
    const starts = Array.from({ length: Math.ceil(problems.length / ITEMS_AT_ONCE) }, (_, at) => at * ITEMS_AT_ONCE)
    const answers: Float64Array[][] = new Array(starts.length)
    let next = 0
    const work = async (thread: BalancingThread): Promise<void> => {
      for (let part = next++; part < starts.length; part = next++) {
        const from = starts[part]!
        answers[part] = await thread.ask(requestOf(problems.slice(from, from + ITEMS_AT_ONCE)))
      }
    }
    await Promise.all(threads.map(work))
    return answers.flat()
  }
  return {
    fractions: (problems, prices) => shareOut(problems, (part) => ({ kind: 'fractions', problems: part, prices })),
    packs: (problems) => shareOut(problems, (part) => ({ kind: 'packs', problems: part })),
    async close() {
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}

interface Waiting {
  resolve(answer: Float64Array[]): void
  reject(error: unknown): void
}

/** One worker and the requests it has not answered. A worker that dies fails all of them, and what it is asked later. */
class BalancingThread {
  private readonly worker = new Worker(WORKER)
  private readonly waiting = new Map<number, Waiting>()
  private asked = 0
  private ended: unknown = null

  constructor() {
    this.worker.on('message', ({ number, answer }: { number: number; answer: Float64Array[] }) => {
      this.waiting.get(number)?.resolve(answer)
      this.waiting.delete(number)
    })
    this.worker.on('error', (error) => {
      this.fail(error)
    })
    this.worker.on('exit', (code) => {
      this.fail(new Error(`a thread that balances items ended with ${code}`))
    })
  }

  async ask(request: BalancingRequest): Promise<Float64Array[]> {
    if (this.ended !== null) throw this.ended
    const number = this.asked++
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject })
      this.worker.postMessage({ number, request } satisfies BalancingMessage)
    })
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }

  private fail(error: unknown): void {
    this.ended ??= error
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}
