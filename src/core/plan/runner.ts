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
  close(): Promise<void>
}
