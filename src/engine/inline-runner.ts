import type { Runner } from '../core/plan/runner.js'
import { findStep, type PlanState } from './plan-state.js'

/** One thread, the caller's own: for small plans and as the second road that workers are compared with. */
export function inlineRunner(): Runner<PlanState> {
  let state: PlanState = {}
  return {
    async give(parts) {
      state = { ...state, ...parts }
    },
    async run(name, dirty) {
      const step = findStep(name)
      const widened = step.widen(state, dirty)
      for (const phase of step.phases(state, widened)) step.run(state, phase.units)
      return widened
    },
    async close() {},
  }
}
