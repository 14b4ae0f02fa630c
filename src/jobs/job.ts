import { assert } from '../core/base/assert.js'
import { Refusal } from '../core/base/refusal.js'
import { type Gauges, processGauges } from './gauges.js'

/** What one finished step took. `peakBytes` is the most resident memory seen while it ran, the whole process counted. */
export interface StepTiming {
  readonly step: string
  readonly milliseconds: number
  readonly peakBytes: number
}

export type StepState = 'running' | 'done' | 'failed' | 'cancelled'

/** Sent whenever a step starts, reports a fraction, or ends. */
export interface Progress {
  readonly job: string
  readonly step: string
  /** Position of the step in its job, from 0. */
  readonly position: number
  /** In [0, 1]; never goes back inside one step. */
  readonly fraction: number
  readonly state: StepState
  /** Since the step started. */
  readonly milliseconds: number
  readonly peakBytes: number
}

/** Says how much of the step is done, in [0, 1]. Throws the refusal `job.cancelled` once the job has been cancelled. */
export type Report = (fraction: number) => void

/** Work made of named steps, one after another (JB1). */
export interface Job {
  readonly name: string
  /** For work that hands parts to others and has to stop them. */
  readonly signal: AbortSignal
  /** The steps that have ended, in the order they ran, failed and cancelled ones included. */
  readonly timings: readonly StepTiming[]
  step<T>(name: string, work: (report: Report) => Promise<T> | T): Promise<T>
}

export interface JobOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Clock and memory; the process's own unless a test brings its own. */
  readonly gauges?: Gauges | undefined
}

/**
 * Runs `work` as a job and gives what it gives. Cancelling (`signal`) stops it with the refusal `job.cancelled` at the
 * next step or report, so nothing is left half done by a step that finishes what it writes before it reports.
 *
 * @example
 * await runJob('plan', { onProgress: progressPrinter(process.stderr, 'es') }, async (job) => {
 *   const company = await job.step('load', () => load(folder))
 *   return job.step('net', (report) => net(company, report))
 * })
 */
export async function runJob<T>(name: string, options: JobOptions, work: (job: Job) => Promise<T> | T): Promise<T> {
  return work(new RunningJob(name, options))
}

class RunningJob implements Job {
  readonly name: string
  readonly signal: AbortSignal
  readonly timings: StepTiming[] = []
  readonly #onProgress: (progress: Progress) => void
  readonly #gauges: Gauges
  #running: RunningStep | null = null

  constructor(name: string, options: JobOptions) {
    this.name = name
    this.signal = options.signal ?? new AbortController().signal
    this.#onProgress = options.onProgress ?? (() => {})
    this.#gauges = options.gauges ?? processGauges
  }

  async step<T>(name: string, work: (report: Report) => Promise<T> | T): Promise<T> {
    assert(this.#running === null, 'a step starts inside another', { step: name, inside: this.#running?.name })
    const step = new RunningStep(name, this.#gauges)
    this.#running = step
    try {
      // A turn of the event loop, so that Ctrl-C is heard between two steps that never wait for anything.
      await new Promise((resolve) => setImmediate(resolve))
      this.#refuseIfCancelled(step)
      this.#tell(step, 'running')
      const result = await work((fraction) => this.#report(step, fraction))
      step.fraction = 1
      this.#end(step, 'done')
      return result
    } catch (error) {
      this.#end(step, error instanceof Refusal && error.code === 'job.cancelled' ? 'cancelled' : 'failed')
      throw error
    } finally {
      this.#running = null
    }
  }

  #report(step: RunningStep, fraction: number): void {
    this.#refuseIfCancelled(step)
    step.fraction = Math.max(step.fraction, Math.min(1, fraction))
    this.#tell(step, 'running')
  }

  #refuseIfCancelled(step: RunningStep): void {
    if (this.signal.aborted) throw new Refusal('job.cancelled', { job: this.name, step: step.name })
  }

  #end(step: RunningStep, state: StepState): void {
    const { milliseconds, peakBytes } = this.#tell(step, state)
    this.timings.push({ step: step.name, milliseconds, peakBytes })
  }

  #tell(step: RunningStep, state: StepState): Progress {
    const progress = {
      job: this.name,
      step: step.name,
      position: this.timings.length,
      fraction: step.fraction,
      state,
      milliseconds: this.#gauges.milliseconds() - step.startedAt,
      peakBytes: step.peakBytes(),
    }
    this.#onProgress(progress)
    return progress
  }
}

class RunningStep {
  readonly name: string
  readonly startedAt: number
  fraction = 0
  readonly #gauges: Gauges
  readonly #processPeakBefore: number
  #peakSeen = 0

  constructor(name: string, gauges: Gauges) {
    this.name = name
    this.#gauges = gauges
    this.startedAt = gauges.milliseconds()
    this.#processPeakBefore = gauges.processPeakBytes()
  }

  /**
   * The operating system keeps one high-water mark for the process's whole life. Where it rose since the step began,
   * the step reached exactly that; otherwise the step stayed below an earlier peak, and the samples are all we know.
   */
  peakBytes(): number {
    const processPeak = this.#gauges.processPeakBytes()
    this.#peakSeen = Math.max(this.#peakSeen, this.#gauges.residentBytes())
    if (processPeak > this.#processPeakBefore) this.#peakSeen = Math.max(this.#peakSeen, processPeak)
    return this.#peakSeen
  }
}
