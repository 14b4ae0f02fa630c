import { Worker } from 'node:worker_threads'
import {
  type Collection,
  type CollectionSettings,
  prepareCollection,
  type SeriesInput,
  type SeriesRefusal,
} from '../core/demand/forecast/collection.js'
import { type Lesson, learn, type SeriesForecast } from '../core/demand/forecast/collection-forecast.js'
import type { SeriesRehearsal } from '../core/demand/forecast/rehearsal.js'

export type ForecastRequest =
  | { kind: 'train'; series: readonly SeriesInput[]; settings: CollectionSettings }
  /** Series of the sample, by their places. */
  | { kind: 'rehearse'; from: number; to: number }
  | { kind: 'teach'; lesson: Lesson }
  /** With the rehearsals that are known already, by name. */
  | { kind: 'forecast'; series: readonly SeriesInput[]; rehearsals: readonly (readonly [string, SeriesRehearsal])[] }

export interface ForecastMessage {
  readonly number: number
  readonly request: ForecastRequest
}

// Compiled on purpose, like the plan's own workers.
const WORKER = new URL('../../dist/engine/forecast-worker.js', import.meta.url)

/** Series that are rehearsed by one thread at a time. */
const REHEARSED_AT_ONCE = 50
/** Batches waiting for each thread, so that none stands idle while the caller writes. */
const BATCHES_PER_WORKER = 2

/**
 * Threads that forecast series. Every thread trains the voices itself, from the same sample: what comes out is the same
 * whoever does it, and models need not travel.
 */
export class ForecastCrew {
  private readonly workers: ForecastThread[]
  private readonly rehearsed = new Map<string, SeriesRehearsal>()

  constructor(workerCount: number) {
    this.workers = Array.from({ length: workerCount }, () => new ForecastThread())
  }

  get width(): number {
    return this.workers.length * BATCHES_PER_WORKER
  }

  async learn(series: readonly SeriesInput[], settings: CollectionSettings): Promise<void> {
    const { collection } = prepareCollection(series, settings)
    await this.askAll({ kind: 'train', series, settings })
    const rehearsals = await this.rehearseAll(collection)
    const lesson = learn(collection, rehearsals)
    await this.askAll({ kind: 'teach', lesson })
    collection.prepared.forEach(({ id }, at) => this.rehearsed.set(id, rehearsals[at]!))
  }

  forecast(series: readonly SeriesInput[]): Promise<{ forecasts: SeriesForecast[]; refusals: SeriesRefusal[] }> {
    const rehearsals = series.flatMap(({ id }) => {
      const known = this.rehearsed.get(id)
      return known === undefined ? [] : [[id, known] as const]
    })
    return this.leastBusy().ask({ kind: 'forecast', series, rehearsals })
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()))
  }

  private async rehearseAll({ prepared }: Collection): Promise<SeriesRehearsal[]> {
    const starts = Array.from(
      { length: Math.ceil(prepared.length / REHEARSED_AT_ONCE) },
      (_, at) => at * REHEARSED_AT_ONCE,
    )
    const parts = await Promise.all(
      starts.map((from) =>
        this.leastBusy().ask<SeriesRehearsal[]>({ kind: 'rehearse', from, to: from + REHEARSED_AT_ONCE }),
      ),
    )
    return parts.flat()
  }

  private async askAll(request: ForecastRequest): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.ask(request)))
  }

  private leastBusy(): ForecastThread {
    return this.workers.reduce((least, one) => (one.busy < least.busy ? one : least))
  }
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

class ForecastThread {
  private readonly worker = new Worker(WORKER)
  private readonly waiting = new Map<number, Waiting>()
  private asked = 0

  constructor() {
    this.worker.on('message', ({ number, answer }: { number: number; answer: unknown }) => {
      this.waiting.get(number)!.resolve(answer)
      this.waiting.delete(number)
    })
    this.worker.on('error', (error) => this.fail(error as Error))
    this.worker.on('exit', () => this.fail(new Error('a thread that forecasts has ended')))
  }

  get busy(): number {
    return this.waiting.size
  }

  ask<Answer>(request: ForecastRequest): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const number = this.asked++
      this.waiting.set(number, { resolve: resolve as Waiting['resolve'], reject })
      this.worker.postMessage({ number, request } satisfies ForecastMessage)
    })
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}
