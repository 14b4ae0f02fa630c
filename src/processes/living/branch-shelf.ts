import { type Entry, MAIN, type ScenarioId } from '../../core/edit/intent.js'
import type { Chronicle } from './chronicle.js'
import { LivingBranch } from './living-branch.js'
import type { LivingInput } from './living-input.js'
import type { LivingPorts } from './living-state.js'

export interface ShelfPorts {
  /** A frozen version and its facts, in arrays of nobody else's. */
  readonly base: (version: string) => Promise<LivingInput>
  /** Threads for one more branch. */
  readonly living: () => LivingPorts
  /** Bytes for branches beside the plan itself; the journal is the scenario, so any may be dropped, and one always fits. */
  readonly branchBytesMost: number
}

/**
 * The branches that are in memory. A scenario that nobody has changed yet is read in its parent's arrays; one that is
 * changed gets its own, copied from the parent or, when that has gone on, folded again over the version.
 */
export class BranchShelf {
  /** In the order of last use. */
  private readonly open = new Map<string, LivingBranch>()

  constructor(
    private readonly chronicle: Chronicle,
    private readonly ports: ShelfPorts,
  ) {}

  /** What a scenario is at a position, to be read and not written. */
  async readable(scenario: ScenarioId, until?: number): Promise<LivingBranch> {
    const known = (until === undefined ? this.opened(scenario) : null) ?? this.standing(scenario, until)
    return known ?? this.make(nameOf(scenario, until), this.chronicle.entriesOf(scenario, until))
  }

  /** The scenario in arrays of its own. */
  async writable(scenario: ScenarioId): Promise<LivingBranch> {
    const own = this.opened(scenario)
    if (own !== null) return own
    const standing = this.standing(scenario)
    if (standing === null) return this.make(scenario, this.chronicle.entriesOf(scenario))
    return this.keep(scenario, await standing.clone(this.ports.living()))
  }

  /** Null when the scenario has no arrays of its own now. */
  opened(scenario: ScenarioId): LivingBranch | null {
    return this.touch(scenario)
  }

  async drop(scenario: ScenarioId): Promise<void> {
    const branch = this.open.get(scenario)
    this.open.delete(scenario)
    await branch?.close()
  }

  async clear(): Promise<void> {
    for (const name of [...this.open.keys()]) await this.drop(name)
  }

  /** A branch in memory that consists of exactly these entries. */
  private standing(scenario: ScenarioId, until?: number): LivingBranch | null {
    const wanted = this.chronicle.entriesOf(scenario, until)
    for (let at: ScenarioId | null = scenario; at !== null; at = this.chronicle.scenario(at)?.parent ?? null) {
      const branch = this.open.get(at)
      if (branch !== undefined && sameLine(branch.entries, wanted)) return this.touch(at)
    }
    return this.touch(nameOf(scenario, until))
  }

  private async make(name: string, entries: readonly Entry[]): Promise<LivingBranch> {
    const input = await this.ports.base(this.chronicle.base.version)
    return this.keep(name, await LivingBranch.open(input, this.ports.living(), entries))
  }

  private async keep(name: string, branch: LivingBranch): Promise<LivingBranch> {
    this.open.set(name, branch)
    const spare = [...this.open.keys()].filter((other) => other !== MAIN && other !== name)
    const fit = Math.floor(this.ports.branchBytesMost / bytesOf(branch.state))
    const kept = Math.max(0, fit - (name === MAIN ? 0 : 1))
    for (const old of spare.slice(0, Math.max(0, spare.length - kept))) await this.drop(old)
    return branch
  }

  private touch(name: string): LivingBranch | null {
    const branch = this.open.get(name)
    if (branch === undefined) return null
    this.open.delete(name)
    this.open.set(name, branch)
    return branch
  }
}

/** What a branch has in arrays of its own: columns that are written, supply state, cubes. */
function bytesOf({ plan, priced }: LivingBranch['state']): number {
  const { baseline: _, ...written } = plan.columns
  const cubes = [...Object.values(priced.cubeMoney), priced.cubeUnits]
  const arrays = [...Object.values(written), plan.supply.feasible, plan.supply.shipments, plan.supply.split, ...cubes]
  return arrays.reduce((sum, values) => sum + (values?.byteLength ?? 0), 0)
}

const nameOf = (scenario: ScenarioId, until?: number): string =>
  until === undefined ? scenario : `${scenario} at ${until}`

const sameLine = (a: readonly Entry[], b: readonly Entry[]): boolean =>
  a.length === b.length && a.every(({ position }, at) => position === b[at]!.position)
