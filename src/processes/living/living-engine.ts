/**
 * The plan that several people change at once: branches over a version, the journal behind them, and everybody who asks
 * (SPINE 3, 6; docs/specs/living-plan.md). All work takes turns, so that whoever reads sees what some entry left and
 * never half of the next.
 */
import type { Access } from '../../core/edit/access.js'
import type { Box, NodePath, Scope } from '../../core/edit/box.js'
import type { LostIntent } from '../../core/edit/carry-over.js'
import { nextRedo, nextUndo } from '../../core/edit/fold.js'
import { type Draft, type Entry, type Intent, MAIN, type ScenarioId } from '../../core/edit/intent.js'
import type { Base, Scenario } from '../../core/edit/journal.js'
import { type RecordsAsked, type RecordsFound, searchRecords } from '../../core/edit/record-search.js'
import type { Company } from '../../core/network/company.js'
import type { Version, VersionKind } from '../../core/plan/version.js'
import type { Problem } from '../../core/why/problem.js'
import type { Changed, PlanChanged } from './change-kinds.js'
import { type CompanyOutline, companyOutline } from './company-outline.js'
import { rangeOf } from './demand-range.js'
import type { EnginePorts } from './engine-ports.js'
import type { Epoch } from './epoch.js'
import type { LivingBranch } from './living-branch.js'
import type {
  CellChange,
  CellRef,
  Choice,
  Conflict,
  Effect,
  LivingPlan,
  NextSteps,
  PlanTree,
  Query,
  Refused,
  StaleProposal,
  Table,
  UndoPreview,
  Why,
} from './living-plan.js'
import { nodesEndingIn } from './node-search.js'
import { historyOf } from './number-history.js'
import { reasonsFor } from './number-reasons.js'
import { PlanBooks } from './plan-book.js'
import { type Committed, PlanChanges, type UndoDraft } from './plan-changes.js'
import { PlanFollower } from './plan-follower.js'
import { readTable } from './plan-table.js'
import { problemsFor } from './problem-view.js'
import type { DemandRange } from './range-point.js'
import { Settler } from './settler.js'
import { staleProposals } from './stale-proposals.js'
import { type SuppliedParts, suppliedParts } from './supplied-parts.js'
import { isMove, isOfStock } from './table/table-measures.js'
import { childrenSeen } from './tree-nodes.js'
import { nodesNamedLike } from './tree-search.js'
import { Turns, unlessThrown } from './turns.js'
import { UndoBeside } from './undo-beside.js'

/** A scenario's plan with everything settled up to an entry. */
export interface SettledPlan {
  readonly branch: LivingBranch
  readonly position: number
}

export class LivingEngine implements LivingPlan {
  private readonly turns = new Turns()
  private readonly listeners = new Set<(changed: Changed) => void>()
  private readonly settler: Settler
  private readonly changes: PlanChanges
  private readonly follower: PlanFollower
  private readonly undos: UndoBeside
  private closed = false
  /** The company whose lanes were told last. */
  private supplied: Company | null = null

  private constructor(
    private readonly ports: EnginePorts,
    private readonly books: PlanBooks,
  ) {
    this.settler = new Settler(this.turns, ports, {
      opened: (scenario) => books.shelf.opened(scenario),
      settled: (scenario) => this.tell('settled', scenario),
    })
    this.changes = new PlanChanges(ports, books, {
      kept: (entry) => {
        if (entry.scenario === MAIN) this.tellSupplied()
        this.tell('numbers', entry.scenario, entry)
        this.settler.soon(entry.scenario)
      },
      scenario: (changed) => this.tellAll(changed),
    })
    this.follower = new PlanFollower(ports, books, (scenario, entry) => {
      if (scenario === MAIN) this.tellSupplied()
      this.tell('numbers', scenario, entry)
      this.settler.soon(scenario)
    })
    this.undos = new UndoBeside(this.turns, this.changes, ports.living().pause, (changed) => this.tellAll(changed))
  }

  /** The plan as the journal says it is, settled. @throws Refusal `living.no_base` */
  static async open(ports: EnginePorts): Promise<LivingEngine> {
    const engine = new LivingEngine(ports, await PlanBooks.open(ports))
    await engine.settled(MAIN)
    engine.supplied = engine.supplyLists
    return engine
  }

  async epoch(scenario: ScenarioId): Promise<Epoch> {
    return this.books.epoch(scenario)
  }

  preview(scenario: ScenarioId, intents: readonly Intent[], viewer: Access): Promise<Effect | Refused> {
    return this.turn(() => this.changes.preview(scenario, intents, viewer))
  }

  commit(scenario: ScenarioId, draft: Draft, seen: number, viewer: Access): Promise<Committed | Refused> {
    return this.change(() => this.changes.commit(scenario, draft, seen, viewer))
  }

  previewUndo(scenario: ScenarioId, position: number, viewer: Access): Promise<UndoPreview | Refused> {
    return unlessThrown(() => this.undos.preview(scenario, position, viewer))
  }

  undoBeside(scenario: ScenarioId, draft: UndoDraft, seen: number, viewer: Access): Promise<Committed | Refused> {
    return unlessThrown(() => {
      this.assertWriter()
      return this.undos.run(scenario, draft, seen, viewer)
    })
  }

  async cancelUndo(key: string): Promise<void> {
    this.undos.cancel(key)
  }

  nextSteps(scenario: ScenarioId, { actor }: Access): Promise<NextSteps> {
    return this.turns.take(async () => {
      const { edits } = await this.books.readable(scenario)
      return { undo: nextUndo(edits, actor), redo: nextRedo(edits, actor) }
    })
  }

  settled(scenario: ScenarioId): Promise<Epoch> {
    return this.turns.take(async () => {
      await this.mend(scenario, await this.books.readable(scenario), true)
      return this.books.epoch(scenario)
    })
  }

  async scenarios(): Promise<readonly Scenario[]> {
    return this.books.chronicle.scenarios().filter(({ closed }) => closed === null)
  }

  open(from: ScenarioId, name: string, viewer: Access): Promise<Scenario | Refused> {
    return this.change(() => this.changes.open(from, name, viewer))
  }

  merge(
    from: ScenarioId,
    choices: readonly Choice[],
    viewer: Access,
  ): Promise<Effect | { conflicts: readonly Conflict[] } | Refused> {
    return this.change(() => this.changes.merge(from, choices, viewer))
  }

  drop(scenario: ScenarioId, viewer: Access): Promise<Refused | null> {
    return this.change(() => this.changes.drop(scenario, viewer).then(() => null))
  }

  async query(query: Query, viewer: Access, threads: readonly Box[] = []): Promise<Table | Refused> {
    const { scenario, at, measures } = query
    const ofOneSettling = measures.some(isMove)
    if (ofOneSettling && at === undefined) await this.settler.idle(scenario)
    return this.turn(async () => {
      const branch = await this.books.readable(scenario, at)
      if (measures.some(isOfStock)) await this.mend(scenario, branch, ofOneSettling || at !== undefined)
      const { numbers, settled } = branch
      const epoch = at === undefined ? this.books.epoch(scenario) : { scenario, numbers, settled }
      return readTable(branch.state.snapshot(), query, viewer, epoch, { edits: branch.edits, threads })
    })
  }

  nodes(scenario: ScenarioId, tree: PlanTree, end: NodePath, viewer: Access): Promise<readonly NodePath[]> {
    return this.read(scenario, ({ state: { plan, company } }) => nodesEndingIn(plan, company, { tree, end }, viewer))
  }

  search(scenario: ScenarioId, text: string, limit: number, viewer: Access) {
    return this.read(scenario, ({ state: { plan, company } }) => nodesNamedLike(plan, company, { text, limit }, viewer))
  }

  children(scenario: ScenarioId, tree: PlanTree, at: NodePath, scope: Scope, viewer: Access) {
    return this.read(scenario, ({ state: { plan, company } }) =>
      childrenSeen(plan, company, { tree, at, scope }, viewer),
    )
  }

  private read<Of>(scenario: ScenarioId, look: (branch: LivingBranch) => Of | Promise<Of>): Promise<Of> {
    return this.turns.take(async () => look(await this.books.readable(scenario)))
  }

  range(scenario: ScenarioId, scope: Scope, viewer: Access): Promise<DemandRange | null> {
    return this.read(scenario, async (branch) =>
      rangeOf(branch, scope, viewer, await this.ports.forecastErrors(this.base.version)),
    )
  }

  records(scenario: ScenarioId, asked: RecordsAsked): Promise<RecordsFound> {
    return this.read(scenario, ({ edits }) => searchRecords(edits.company, asked))
  }

  why(cell: CellRef, viewer: Access): Promise<readonly Why[] | Refused> {
    return this.turn(async () => {
      const branch = await this.books.readable(cell.scenario)
      // What is shipped, drawn and received only adds up where everything has been settled.
      await this.mend(cell.scenario, branch, isOfStock(cell.measure) || cell.measure === 'constrained')
      return reasonsFor(branch, cell, viewer, {
        sources: this.ports.sources,
        corrections: () => this.ports.corrections(this.base.version),
        forecastNote: (row) => this.ports.forecastNote(this.base.version, row),
      })
    })
  }

  history(cell: CellRef, viewer: Access): Promise<readonly CellChange[] | Refused> {
    return this.turn(async () => historyOf(await this.books.readable(cell.scenario), cell, viewer))
  }

  async entries(scenario: ScenarioId, after: number, limit: number): Promise<readonly Entry[]> {
    const entries = this.books.chronicle.entriesOf(scenario)
    return entries.filter(({ position }) => position > after).slice(0, limit)
  }

  async commentEntries(scenario: ScenarioId): Promise<readonly Entry[]> {
    return this.books.chronicle.commentsOf(scenario)
  }

  problems(scenario: ScenarioId, viewer: Access): Promise<readonly Problem[]> {
    return this.read(scenario, async (branch) => {
      await this.mend(scenario, branch, false)
      return problemsFor(branch.state, viewer)
    })
  }

  positionAt(moment: string): Promise<number> {
    return this.ports.journal.positionAt(moment)
  }

  outline(): Promise<CompanyOutline> {
    return this.turns.take(async () => companyOutline((await this.books.readable(MAIN)).state.snapshot()))
  }

  suppliedParts(): Promise<SuppliedParts> {
    return this.turns.take(async () => suppliedParts((await this.books.readable(MAIN)).edits.company))
  }

  watch(listener: (changed: Changed) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * Does something with the plans of some scenarios, settled, while nobody else has a turn.
   *
   * @throws Refusal `access.no_scenario`
   */
  withSettled<Result>(
    scenarios: readonly ScenarioId[],
    work: (...plans: readonly SettledPlan[]) => Promise<Result> | Result,
  ): Promise<Result> {
    return this.turns.take(async () => {
      const plans: SettledPlan[] = []
      for (const scenario of scenarios) {
        this.books.assertOpen(scenario)
        const branch = await this.books.readable(scenario)
        await this.mend(scenario, branch, true)
        plans.push({ branch, position: this.books.epoch(scenario).numbers })
      }
      return work(...plans)
    })
  }

  /** Proposals that were made from what people have changed since. */
  async staleProposals(scenario: ScenarioId): Promise<readonly StaleProposal[]> {
    return this.turns.take(async () => {
      const { edits, state } = await this.books.readable(scenario)
      return staleProposals(edits, state.snapshot().overrides)
    })
  }

  freeze(scenario: ScenarioId, kind: VersionKind): Promise<Version | Refused> {
    return this.change(async () => {
      this.books.assertOpen(scenario)
      const branch = await this.books.readable(scenario)
      await this.mend(scenario, branch, true)
      return this.ports.freeze(branch, this.books.epoch(scenario).numbers, kind)
    })
  }

  followLive(): Promise<readonly LostIntent[] | Refused> {
    return this.change(async () => {
      let lost: readonly LostIntent[] = []
      await this.books.reopen(async () => {
        lost = await this.ports.followLive()
      })
      const branch = await this.books.readable(MAIN)
      this.tellSupplied()
      this.tell('numbers', MAIN)
      await this.mend(MAIN, branch, true)
      return lost
    })
  }

  /** The version that it stands on. */
  get base(): Base {
    return this.books.chronicle.base
  }

  /** Position of the newest entry that is known here. */
  get head(): number {
    return this.books.chronicle.head
  }

  /** Takes in the next entry that another process wrote. */
  follow(entry: Entry): Promise<void> {
    return this.turns.take(() => this.follower.follow(entry))
  }

  /** Takes in what another process did without an entry. */
  refresh(): Promise<void> {
    return this.turns.take(() => this.follower.refresh())
  }

  /** Goes on as the one who writes: `begin` exchanges the journal, and what is in it by then is taken in first. */
  takeOver(begin: () => Promise<void>): Promise<void> {
    return this.turns.take(async () => {
      await begin()
      await this.follower.catchUp()
      await this.ports.followLive()
      await this.follower.refresh()
    })
  }

  /** Settles the plan, and ends. */
  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    await this.undos.close()
    await this.settler.idle()
    await this.turns.take(async () => {
      await this.books.clear()
      await this.ports.journal.close()
    })
  }

  /** Readers of stock see it as it was last settled, or wait where it is neither that nor what it will be. */
  private async mend(scenario: ScenarioId, branch: LivingBranch, always: boolean): Promise<void> {
    if (!branch.isTorn && (!always || branch.isSettled)) return
    await branch.settle()
    this.tell('settled', scenario)
  }

  private tell(kind: PlanChanged['kind'], scenario: ScenarioId, entry: Entry | null = null): void {
    this.tellAll({ kind, epoch: this.books.epoch(scenario), entry })
  }

  /** Whose rights hang on it has them at once: before the entry is told, and before its writer has an answer. */
  private tellSupplied(): void {
    const now = this.supplyLists
    const before = this.supplied
    if (now === null || (now.lanes === before?.lanes && now.purchasePrices === before.purchasePrices)) return
    this.supplied = now
    this.tellAll({ kind: 'supplied', parts: suppliedParts(now) })
  }

  private get supplyLists(): Company | null {
    return this.books.shelf.opened(MAIN)?.edits.company ?? null
  }

  private tellAll(changed: Changed): void {
    for (const listener of this.listeners) listener(changed)
  }

  /** A turn of those who write. */
  private change<Result>(work: () => Promise<Result | Refused>): Promise<Result | Refused> {
    return this.turn(() => {
      this.assertWriter()
      return work()
    })
  }

  /** @throws Refusal where another process writes */
  private assertWriter(): void {
    const other = this.ports.otherWriter()
    if (other !== null) throw other
  }

  private turn<Result>(work: () => Promise<Result | Refused>): Promise<Result | Refused> {
    return this.turns.take(() => unlessThrown(work))
  }
}
