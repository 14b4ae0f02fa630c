import os from 'node:os'
import { allocatePlain, allocateShared } from '../../core/plan/plan.js'
import { inlineRunner } from '../../engine/inline-runner.js'
import { workerRunner } from '../../engine/worker-runner.js'
import type { LivingPorts } from '../../processes/living/living-state.js'

/** Threads and memory for one branch; 0 workers run everything on the caller's thread. */
export function livingPorts(workers = Math.min(2, os.availableParallelism())): LivingPorts {
  return {
    runner: workers > 0 ? workerRunner(workers) : inlineRunner(),
    allocate: workers > 0 ? allocateShared : allocatePlain,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  }
}
