import { type CompanyList, EDITABLE_LISTS, type PlanPart } from '../../core/edit/editable-lists.js'
import {
  applyEntry,
  copyEdits,
  type EditBase,
  type EditState,
  entriesToApplyAgain,
  forgetOldest,
  type LoggedEntry,
  logUndo,
  openEdits,
  replayEntry,
  type Settled,
  tryIntents,
} from '../../core/edit/fold.js'
import type { Draft, Entry, Intent } from '../../core/edit/intent.js'
import { partsOf } from '../../core/edit/master-change.js'
import { type PlacedIntent, placeIntent } from '../../core/edit/placed-intent.js'
import type { Company } from '../../core/network/company.js'
import type { LivingInput } from './living-input.js'
import { type LivingPorts, LivingState, type Reach } from './living-state.js'
import { partOfBoxes, type TouchedPart } from './touched-part.js'

/** What an entry did at once; stock and everything that hangs on it follows when the branch is settled. */
export interface Applied {
  /** Demand rows whose consensus may have moved, ascending. */
  readonly rows: Int32Array
  /** Earlier entries that can have no effect any more. */
  readonly impossible: readonly LoggedEntry[]
}

/** Old values kept for taking entries back quickly: 400 MB of them. */
const KEPT_CELLS = 50_000_000
const FORGET_EVERY = 64

/** One line of entries over a version, and the plan that follows from them. */
export class LivingBranch {
  private torn = false
  private broken = false

  private constructor(
    readonly state: LivingState,
    private folded: EditState,
    private position: number,
    private settledAt: number,
  ) {}

  /** The version and these entries, in the very arrays of the input. */
  static async open(input: LivingInput, ports: LivingPorts, entries: readonly Entry[] = []): Promise<LivingBranch> {
    const branch = LivingBranch.over(await LivingState.open(input, ports))
    await branch.replay(entries)
    return branch
  }

  /** The version in arrays of its own, and these entries on top. */
  static async fold(input: LivingInput, ports: LivingPorts, entries: readonly Entry[]): Promise<LivingBranch> {
    const branch = LivingBranch.over(await LivingState.copy(input, ports))
    await branch.replay(entries)
    return branch
  }

  private static over(state: LivingState): LivingBranch {
    const base = { ...editBaseOf(state, state.consensus.slice()), threads: state.threads }
    return new LivingBranch(state, openEdits(base, state.consensus), 0, 0)
  }

  /** The same line of entries in arrays of its own: what is changed in one is not in the other. */
  async clone(ports: LivingPorts): Promise<LivingBranch> {
    const state = await this.state.clone(ports)
    return new LivingBranch(state, copyEdits(this.folded, state.consensus), this.position, this.settledAt)
  }

  /** Position of the last entry that the numbers know of. */
  get numbers(): number {
    return this.position
  }

  /** Position of the last entry that stock and exceptions know of. */
  get settled(): number {
    return this.settledAt
  }

  get isSettled(): boolean {
    return this.state.isSettled
  }

  /** Whether a settling stopped half-way: stock is then neither what it was nor what it will be. */
  get isTorn(): boolean {
    return this.torn
  }

  /** Whether an entry could be folded and not followed: the numbers are of nobody's plan then. */
  get isBroken(): boolean {
    return this.broken
  }

  get edits(): EditState {
    return this.folded
  }

  get entries(): readonly Entry[] {
    return this.folded.log.map(({ entry }) => entry)
  }

  /**
   * Applies the next entry, all of it or nothing, and shows its numbers.
   *
   * @throws Refusal of `core/edit`, when nothing has changed; of `finance` or `core/network` when a plan with it cannot
   *   be made, and the branch is broken
   */
  async apply(entry: Entry): Promise<Applied> {
    const moved = applyEntry(this.folded, entry)
    try {
      await this.follow(moved)
    } catch (error) {
      this.broken = true
      throw error
    }
    this.advance(entry.position)
    if (this.folded.log.length % FORGET_EVERY === 0) forgetOldest(this.folded, KEPT_CELLS)
    return moved
  }

  /** Applies what the journal holds already; an entry that cannot be done has no effect. */
  async replay(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return
    const moved = entries.map((entry) => replayEntry(this.folded, entry))
    forgetOldest(this.folded, KEPT_CELLS)
    await this.follow({
      rows: rowsOfAll(moved, this.folded.base.rows.count),
      from: Math.min(...moved.map(({ from }) => from)),
      to: Math.max(...moved.map(({ to }) => to)),
      parts: new Set(moved.flatMap(({ parts }) => [...parts])),
    })
    this.advance(entries.at(-1)!.position)
  }

  /** What was folded, in a column of its own and without the plan. */
  sketch(): EditState {
    return copyEdits(this.folded, this.state.consensus.slice())
  }

  /**
   * Goes over to a fold over the same version with every entry of this one and the next, and shows its numbers: the same
   * as `apply` of that entry, where its work has been done elsewhere.
   */
  async adopt(fold: EditState, next: Entry): Promise<void> {
    const { consensus } = this.state
    const moved = differences(this.folded, fold)
    consensus.set(fold.consensus)
    this.folded = { ...fold, consensus }
    logUndo(this.folded, next)
    try {
      await this.follow(moved)
    } catch (error) {
      this.broken = true
      throw error
    }
    this.advance(next.position)
    forgetOldest(this.folded, KEPT_CELLS)
  }

  /** The entry as the journal has it, in place of the one that was applied before it was written. */
  confirm(entry: Entry): void {
    const logged = this.folded.byPosition.get(entry.position)
    if (logged !== undefined) logged.entry = entry
  }

  /** Does these intents to the quantities, lets somebody look at the numbers, and takes everything back. */
  preview<Seen>(intents: readonly Intent[], look: () => Seen): Seen {
    return tryIntents(this.folded, intents, ({ rows }) => this.state.lookAt(rows, look))
  }

  /**
   * The part of the plan that a draft touches: every cell that it may move at once.
   *
   * @throws Refusal of `placeIntent`
   */
  touchedBy(draft: Pick<Draft, 'intents' | 'undoes'>): TouchedPart {
    const { base } = this.folded
    const placed =
      draft.undoes === undefined
        ? draft.intents.map((intent) => placeIntent(base, intent))
        : this.entriesTakenUpBy(draft.undoes).flatMap(({ placed: intents }) => intents ?? [])
    return partOfBoxes(base, placed.map(boxOf))
  }

  /** Stock, capacity, exceptions and what hangs on them; false when `isInterrupted` said so on the way. */
  async settle(isInterrupted?: () => boolean): Promise<boolean> {
    const reached = this.position
    const done = await this.state.settle(isInterrupted)
    this.torn = !done
    if (done) this.settledAt = reached
    return done
  }

  close(): Promise<void> {
    return this.state.close()
  }

  private entriesTakenUpBy(position: number): readonly LoggedEntry[] {
    const target = this.folded.byPosition.get(position)
    return [...entriesToApplyAgain(this.folded, position), ...(target === undefined ? [] : [this.behind(target)])]
  }

  private behind(logged: LoggedEntry): LoggedEntry {
    const next = logged.entry.undoes === undefined ? undefined : this.folded.byPosition.get(logged.entry.undoes)
    return next === undefined ? logged : this.behind(next)
  }

  private async follow({ rows, from, to, parts }: Pick<Settled, 'rows' | 'from' | 'to' | 'parts'>): Promise<void> {
    const reach = furthest(parts)
    // Promotions and events lie under every edit: what was spread over the old demand is spread over the new one.
    if (reach === 'demand') return this.refold(this.folded.company, this.entries)
    if (reach !== null) await this.state.recompile(this.folded.company, reach)
    await this.state.showNumbers(rows, { from, to })
  }

  private advance(position: number): void {
    // What needs no settling (a comment, an entry without effect) is settled at once.
    if (this.isSettled) this.settledAt = position
    this.position = position
  }

  /** The same entries over the version as another company would have it. */
  private async refold(company: Company, entries: readonly Entry[]): Promise<void> {
    const { state } = this
    const consensus = state.baseConsensus(company)
    state.consensus.set(consensus)
    this.folded = openEdits({ ...this.folded.base, consensus }, state.consensus)
    for (const entry of entries) replayEntry(this.folded, entry)
    await state.recompile(this.folded.company, 'demand')
  }
}

/** Cells that a placed intent writes; null where it writes master data. */
const boxOf = ({ touches }: PlacedIntent) => touches.writes

/** Rows that any of these moved, ascending, each once. */
function rowsOfAll(moved: readonly Settled[], rowCount: number): Int32Array {
  const touched = new Uint8Array(rowCount)
  for (const { rows } of moved) for (const row of rows) touched[row] = 1
  const found: number[] = []
  for (let row = 0; row < rowCount; row++) if (touched[row] === 1) found.push(row)
  return Int32Array.from(found)
}

/** Rows, buckets and parts of the plan in which two folds over one version are not the same. */
function differences(a: EditState, b: EditState): Pick<Settled, 'rows' | 'from' | 'to' | 'parts'> {
  const { count: width } = a.base.horizon
  const rows: number[] = []
  let [from, to] = [width, 0]
  for (let row = 0; row < a.base.rows.count; row++) {
    let isOther = false
    for (let bucket = 0, cell = row * width; bucket < width; bucket++, cell++) {
      if (a.consensus[cell] === b.consensus[cell]) continue
      isOther = true
      if (bucket < from) from = bucket
      if (bucket >= to) to = bucket + 1
    }
    if (isOther) rows.push(row)
  }
  const lists = (Object.keys(EDITABLE_LISTS) as CompanyList[]).filter((list) => a.company[list] !== b.company[list])
  return { rows: Int32Array.from(rows), from, to, parts: new Set(lists.flatMap(partsOf)) }
}

/** What entries are applied to: a plan nobody has changed. */
export function editBaseOf(
  { plan, company }: Pick<LivingInput, 'plan' | 'company'>,
  consensus: Float64Array = plan.columns.consensus,
): EditBase {
  const { horizon, product, location, customer, rows, columns } = plan
  const { baseline } = columns
  const packUnits = smallestPacks(company)
  const { demand, stock: stockRows } = rows
  return { horizon, product, location, customer, rows: demand, stockRows, baseline, packUnits, consensus, company }
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
