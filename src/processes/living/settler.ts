import type { ScenarioId } from '../../core/edit/intent.js'
import type { EnginePorts } from './engine-ports.js'
import type { LivingBranch } from './living-branch.js'
import type { Turns } from './turns.js'

/** How often a settling gives way to those who wait before they wait for it. */
const GIVES_WAY_MOST = 4

/** Settles in the background what has been changed: after the numbers, and in turns with everybody else. */
export class Settler {
  private readonly running = new Map<ScenarioId, Promise<void>>()

  constructor(
    private readonly turns: Turns,
    private readonly ports: Pick<EnginePorts, 'fault' | 'moment'>,
    private readonly plans: {
      readonly opened: (scenario: ScenarioId) => LivingBranch | null
      readonly settled: (scenario: ScenarioId) => void
    },
  ) {}

  /** Edits that come before it begins are settled with it. */
  soon(scenario: ScenarioId): void {
    if (this.running.has(scenario)) return
    const work = this.inTurns(scenario)
      .catch(this.ports.fault)
      .finally(() => this.running.delete(scenario))
    this.running.set(scenario, work)
  }

  /** Resolves when what is being settled has been: of one scenario, or of all. */
  async idle(scenario?: ScenarioId): Promise<void> {
    await (scenario === undefined ? Promise.all(this.running.values()) : this.running.get(scenario))
  }

  /** Gives way to whoever waits; not for ever, or a busy plan would never be settled. */
  private async inTurns(scenario: ScenarioId): Promise<void> {
    // Those who ask right behind a change are answered before it settles.
    await this.ports.moment?.()
    for (let gaveWay = 0; ; gaveWay++) {
      const done = await this.turns.take(async () => {
        const branch = this.plans.opened(scenario)
        if (branch === null || branch.isSettled) return true
        const settled = await branch.settle(() => gaveWay < GIVES_WAY_MOST && this.turns.waiting > 0)
        if (settled) this.plans.settled(scenario)
        return settled
      })
      if (done) return
    }
  }
}
