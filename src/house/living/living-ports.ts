import os from 'node:os'
import { allocatePlain, allocateShared } from '../../core/plan/plan.js'
import { openCrew } from '../../engine/crew.js'
import { inlineRunner } from '../../engine/inline-runner.js'
import type { LivingPorts } from '../../processes/living/living-state.js'

/** Threads and memory for any number of branches; with 0 workers everything runs on the caller's thread. */
export function openLivingPorts(workers = Math.min(2, os.availableParallelism())): () => LivingPorts {
  const crew = workers > 0 ? openCrew(workers) : null
  return () => ({
    runner: crew === null ? inlineRunner() : crew.runner(),
    allocate: crew === null ? allocatePlain : allocateShared,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  })
}
