import type { SpreadRows } from '../core/edit/spread-rows.js'
import type { Runner, Threads } from '../core/plan/runner.js'
import { ALL_BUCKETS } from '../core/plan/step.js'
import { sharedMemory } from '../finance/memory.js'
import { CrewWorker, type PhaseShare } from './crew-worker.js'
import { awaitParts, takeParts } from './phase-parts.js'
import { findStep, type PlanState } from './plan-state.js'
import { inSharedMemory } from './worker-memory.js'

/** Threads that serve several plans, each through a runner of its own. */
export interface Crew {
  /** For one more plan: what it is given, and closing it, disturbs no other. */
  runner(): Runner<PlanState>
  /** Ends the threads, under whatever runners there are. */
  close(): Promise<void>
}

/** Small parts let a fast worker take over from a slow one; parts below this cost more to hand out than to run. */
const UNITS_PER_PART_LEAST = 256
const PARTS_PER_WORKER = 6

export function openCrew(workerCount: number): Crew {
  const workers = Array.from({ length: workerCount }, () => new CrewWorker())
  // Plans of one crew have most of their network in common, and a plan is given many times.
  const known = new WeakMap<object, unknown>()
  let plans = 0
  return {
    runner: () => planRunner(workers, plans++, known),
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/** A crew of its own for one plan. */
export function workerRunner(workerCount: number): Runner<PlanState> {
  const crew = openCrew(workerCount)
  return { ...crew.runner(), close: () => crew.close() }
}

/**
 * The units of a phase are cut into parts that workers take in turn, without asking the caller, who may be busy; a phase
 * ends when its last part does. A phase of a single part runs on the caller's thread. What is given is not changed
 * afterwards, but in shared memory.
 */
function planRunner(workers: readonly CrewWorker[], plan: number, known: WeakMap<object, unknown>): Runner<PlanState> {
  let state: PlanState = {}
  return {
    async give(parts) {
      state = { ...state, ...parts }
      const given = inSharedMemory(parts, known)
      await Promise.all(workers.map((worker) => worker.ask({ kind: 'give', plan, parts: given })))
    },
    async run(name, dirty) {
      const step = findStep(name)
      const phases = step.phases(state, dirty)
      for (let next = phases.next(); ; next = phases.next()) {
        if (next.done === true) return next.value
        const { units, buckets = ALL_BUCKETS, partLeast = UNITS_PER_PART_LEAST } = next.value
        const partSize = Math.max(partLeast, Math.ceil(units.length / (workers.length * PARTS_PER_WORKER)))
        if (units.length <= partSize) step.run(state, units, buckets)
        else
          await shareOut(workers, plan, { step: name, units: inShared(units), buckets, partSize, taken: inShared([0]) })
      }
    },
    threads: workers.length === 0 ? undefined : threadsOf(workers, plan),
    async close() {
      state = {}
      await Promise.all(workers.map((worker) => worker.ask({ kind: 'drop', plan })))
    },
  }
}

async function shareOut(workers: readonly CrewWorker[], plan: number, share: PhaseShare): Promise<void> {
  await Promise.all(workers.map((worker) => worker.ask({ kind: 'run', plan, ...share })))
}

/** A failure on another thread ends this one too, with the next turn of its loop. */
function threadsOf(workers: readonly CrewWorker[], plan: number): Threads<SpreadRows> {
  return {
    ...sharedMemory,
    run(step, spread, units) {
      const share: PhaseShare = {
        step,
        units: inShared(units),
        buckets: ALL_BUCKETS,
        partSize: 1,
        taken: inShared([0]),
        given: { spread },
        left: inShared([units.length]),
      }
      void shareOut(workers, plan, share)
      takeParts({}, share)
      awaitParts(share.left!)
    },
  }
}

function inShared(numbers: ArrayLike<number>): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(numbers.length * Int32Array.BYTES_PER_ELEMENT))
  shared.set(numbers)
  return shared
}
