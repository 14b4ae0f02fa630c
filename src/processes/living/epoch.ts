import type { ScenarioId } from '../../core/edit/intent.js'

/** How far the plan is: `numbers` (volume and money) and `settled` (stock, capacity, exceptions) name a position each. */
export interface Epoch {
  readonly scenario: ScenarioId
  readonly numbers: number
  readonly settled: number
}
