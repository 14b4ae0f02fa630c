import type { Runner } from '../core/plan/runner.js'
import type { Step, StepName } from '../core/plan/step.js'
import { assert } from '../core/base/assert.js'

/** One thread, the caller's own: for small plans and as the second road that workers are compared with. */
export function inlineRunner<State>(state: State, steps: readonly Step<State>[]): Runner {
  return {
    async run(name, dirty) {
      const step = findStep(steps, name)
      const widened = step.widen(state, dirty)
      for (const phase of step.phases(state, widened)) step.run(state, phase.units)
      return widened
    },
    async close() {},
  }
}

export function findStep<State>(steps: readonly Step<State>[], name: StepName): Step<State> {
  const step = steps.find((candidate) => candidate.name === name)
  assert(step !== undefined, 'no such step', { name })
  return step
}
