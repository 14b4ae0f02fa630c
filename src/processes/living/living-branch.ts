import type { PlanPart } from '../../core/edit/editable-lists.js'
import type { EditBase, EditState, LoggedEntry, Settled } from '../../core/edit/fold.js'
import { applyEntry, openEdits, replayEntry } from '../../core/edit/fold.js'
import type { Entry } from '../../core/edit/intent.js'
import type { Company } from '../../core/network/company.js'
import type { LivingInput } from './living-input.js'
import { type LivingPorts, LivingState, type Reach } from './living-state.js'

/** What an entry did at once; stock and everything that hangs on it follows when the branch is settled. */
export interface Applied {
  /** Demand rows whose consensus may have moved, ascending. */
  readonly rows: Int32Array
  /** Earlier entries that can have no effect any more. */
  readonly impossible: readonly LoggedEntry[]
}

/** One line of entries over a version, and the plan that follows from them. */
export class LivingBranch {
  private constructor(
    readonly state: LivingState,
    private edits: EditState,
    private readonly packUnits: Float64Array,
    private position: number,
  ) {}

  /** The version, in the very arrays of the input. */
  static async open(input: LivingInput, ports: LivingPorts): Promise<LivingBranch> {
    return LivingBranch.over(await LivingState.open(input, ports))
  }

  /** The version in arrays of its own, and these entries on top. */
  static async fold(input: LivingInput, ports: LivingPorts, entries: readonly Entry[]): Promise<LivingBranch> {
    const branch = LivingBranch.over(await LivingState.copy(input, ports))
    await branch.refold(branch.state.company, entries)
    return branch
  }

  private static over(state: LivingState): LivingBranch {
    const packUnits = smallestPacks(state.company)
    const base = baseOf(state, packUnits, state.consensus.slice(), state.company)
    return new LivingBranch(state, openEdits(base, state.consensus), packUnits, 0)
  }

  /** Position of the last entry that the numbers know of. */
  get numbers(): number {
    return this.position
  }

  get entries(): readonly Entry[] {
    return this.edits.log.map(({ entry }) => entry)
  }

  /**
   * Applies the next entry, all of it or nothing, and shows its numbers.
   *
   * @throws Refusal of `core/edit`, when nothing has changed
   */
  async apply(entry: Entry): Promise<Applied> {
    const moved = applyEntry(this.edits, entry)
    await this.follow(moved)
    this.position = entry.position
    return moved
  }

  /** Stock, capacity, exceptions and what hangs on them; false when `isInterrupted` said so on the way. */
  settle(isInterrupted?: () => boolean): Promise<boolean> {
    return this.state.settle(isInterrupted)
  }

  private async follow({ rows, from, to, parts }: Settled): Promise<void> {
    const reach = furthest(parts)
    // Promotions and events lie under every edit: what was spread over the old demand is spread over the new one.
    if (reach === 'demand') return this.refold(this.edits.company, this.entries)
    if (reach !== null) await this.state.recompile(this.edits.company, reach)
    await this.state.showNumbers(rows, { from, to })
  }

  /** The same entries over the version as another company would have it. */
  private async refold(company: Company, entries: readonly Entry[]): Promise<void> {
    const { state, packUnits } = this
    const first = this.edits.base.company
    const consensus = state.baseConsensus(company)
    state.consensus.set(consensus)
    this.edits = openEdits(baseOf(state, packUnits, consensus, first), state.consensus)
    for (const entry of entries) replayEntry(this.edits, entry)
    this.position = entries.at(-1)?.position ?? 0
    await state.recompile(this.edits.company, 'demand')
  }
}

function baseOf(state: LivingState, packUnits: Float64Array, consensus: Float64Array, company: Company): EditBase {
  const { horizon, product, location, customer, rows, columns } = state.plan
  return {
    horizon,
    product,
    location,
    customer,
    rows: rows.demand,
    baseline: columns.baseline,
    packUnits,
    consensus,
    company,
  }
}

/** Thousandths in the smallest pack of each product; 0 where none is known. */
function smallestPacks({ products, packs }: Company): Float64Array {
  const smallest = new Map<string, number>()
  for (const { product, units } of packs)
    if (units > 0) smallest.set(product, Math.min(units, smallest.get(product) ?? Number.POSITIVE_INFINITY))
  return Float64Array.from(products, ({ id }) => smallest.get(id) ?? 0)
}

const REACHES: readonly Reach[] = ['finance', 'prices', 'supply', 'demand']

function furthest(parts: ReadonlySet<PlanPart>): Reach | null {
  return REACHES.findLast((reach) => parts.has(reach)) ?? null
}
