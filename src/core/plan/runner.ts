import type { Dirty, StepName } from './step.js'

/**
 * Runs steps over a state given to it. Which thread does what, and in which order inside a phase, is the runner's
 * business and never changes a byte (SPINE 5, 8). Every array of the state that a step writes must be shared memory.
 */
export interface Runner<State> {
  /** Adds to, or replaces, what the steps run on. */
  give(parts: State): Promise<void>
  /** Runs one step over everything `dirty` touches; gives what has moved, for the next step. */
  run(step: StepName, dirty: Dirty): Promise<Dirty>
  /** The threads themselves, where there are others than the caller's. */
  readonly threads?: Threads<unknown> | undefined
  close(): Promise<void>
}

/** Threads that share one long loop at once: the caller works along, and has the result when the call returns. */
export interface Threads<Of> {
  /** Runs these units of a step that works on `of`, whose arrays are shared memory. */
  run(step: StepName, of: Of, units: Int32Array): void
  float64(length: number): Float64Array
  int32(length: number): Int32Array
}
