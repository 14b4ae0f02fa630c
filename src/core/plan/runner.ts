import type { Dirty, StepName } from './step.js'

/**
 * Runs steps over a plan. Which thread does what, and in which order inside a phase, is the runner's business and
 * never changes a byte (SPINE 5, 8).
 */
export interface Runner {
  /** Runs one step over everything `dirty` touches; gives what it recomputed, for the next step. */
  run(step: StepName, dirty: Dirty): Promise<Dirty>
  close(): Promise<void>
}
