import type { Runner } from '../core/plan/runner.js'
import { runStep } from '../core/plan/step.js'
import { findStep, type PlanState } from './plan-state.js'

/** One thread, the caller's own: for small plans and as the second road that workers are compared with. */
export function inlineRunner(): Runner<PlanState> {
  let state: PlanState = {}
  return {
    async give(parts) {
      state = { ...state, ...parts }
    },
    async run(name, dirty) {
      return runStep(findStep(name), state, dirty)
    },
    async close() {},
  }
}
