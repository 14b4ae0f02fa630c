import type { PhaseShare } from './crew-worker.js'
import { findStep, type PlanState } from './plan-state.js'

/** One part of a phase after the other, as long as there are any. */
export function takeParts(state: PlanState, share: PhaseShare, between: () => void = () => undefined): void {
  const { step, units, buckets, partSize, taken, given = state, left } = share
  for (;;) {
    const from = Atomics.add(taken, 0, 1) * partSize
    if (from >= units.length) return
    try {
      findStep(step).run(given, units.subarray(from, from + partSize), buckets)
    } finally {
      if (left !== undefined) tellDone(left)
    }
    between()
  }
}

function tellDone(left: Int32Array): void {
  Atomics.sub(left, 0, 1)
  Atomics.notify(left, 0)
}

/** Sleeps until every part is done. */
export function awaitParts(left: Int32Array): void {
  for (let open = Atomics.load(left, 0); open > 0; open = Atomics.load(left, 0)) Atomics.wait(left, 0, open)
}
