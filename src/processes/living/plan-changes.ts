/** Everything that changes a plan: tried, applied, kept, or folded away again. Each call has the turn to itself. */
import { assert } from '../../core/base/assert.js'
import { Refusal } from '../../core/base/refusal.js'
import type { Access } from '../../core/edit/access.js'
import { findConflict } from '../../core/edit/conflict.js'
import { type Draft, type Entry, type Intent, isOfCompany, MAIN, type ScenarioId } from '../../core/edit/intent.js'
import type { Scenario } from '../../core/edit/journal.js'
import { assertReason, NO_REASON } from '../../core/edit/reason.js'
import type { ScenarioChanged, ScenarioTurn } from './change-kinds.js'
import { type EffectMeter, meterOf, movedBetween, type PartTotals, worthOf } from './effect.js'
import type { EnginePorts } from './engine-ports.js'
import type { LivingBranch } from './living-branch.js'
import type { Choice, Conflict, Effect, UndoPreview } from './living-plan.js'
import type { PlanBooks } from './plan-book.js'
import { conflictsOf, draftsToMerge, undecided } from './scenario-merge.js'
import { AGAIN_AT_ONCE, entriesAgain, UndoSketch } from './undo-sketch.js'

/** Entries that a copy may be behind when its turn comes. */
const FOLLOWED_IN_TURN = 8

/** A draft that takes an entry back. */
export type UndoDraft = Draft & { readonly undoes: number }

export interface Committed {
  readonly entry: Entry
  readonly numbers: Effect
}

export class PlanChanges {
  constructor(
    private readonly ports: EnginePorts,
    private readonly books: PlanBooks,
    private readonly told: {
      /** Of each entry once it is kept and its numbers show. */
      readonly kept: (entry: Entry) => void
      /** Once the journal has it. */
      readonly scenario: (changed: ScenarioChanged) => void
    },
  ) {}

  async preview(scenario: ScenarioId, intents: readonly Intent[], viewer: Access): Promise<Effect> {
    const branch = await this.books.readable(scenario)
    const meter = meterOf(branch.state, branch.touchedBy({ intents }), viewer)
    const [before, after] = intents.some(isOfCompany)
      ? await this.tryOnCopy(branch, scenario, intents, viewer)
      : [meter.read('leaf'), branch.preview(intents, () => meter.read('leaf'))]
    return effectOf(scenario, branch, meter, before, after)
  }

  async commit(scenario: ScenarioId, draft: Draft, seen: number, viewer: Access): Promise<Committed> {
    this.books.assertOpen(scenario)
    const known = this.books.chronicle.withKey(draft.key)
    if (known !== undefined) return this.committedBefore(scenario, draft, known, viewer)
    const branch = await this.books.shelf.writable(scenario)
    assertNoConflict(branch, draft, seen)
    if (draft.undoes !== undefined) assertShort(branch, draft.undoes)
    const meter = meterOf(branch.state, branch.touchedBy(draft), viewer)
    const before = meter.read()
    const check = () => this.assertReason(draft, before, meter.read(), branch)
    const { head } = this.books.chronicle
    const [entry] = await this.write(scenario, branch, [draft], check)
    if (entry!.position <= head) return this.committedBefore(scenario, draft, entry!, viewer)
    return { entry: entry!, numbers: effectOf(scenario, branch, meter, before, meter.read()) }
  }

  /**
   * An undo's work on a copy of the fold, still to be done; or the entry that it has become before.
   *
   * @throws Refusal as `commit`
   */
  async beginUndo(
    scenario: ScenarioId,
    draft: UndoDraft,
    seen: number,
    viewer: Access,
  ): Promise<UndoSketch | Committed> {
    this.books.assertOpen(scenario)
    const known = this.books.chronicle.withKey(draft.key)
    if (known !== undefined) return this.committedBefore(scenario, draft, known, viewer)
    assertNoConflict(await this.books.readable(scenario), draft, seen)
    return this.sketchOf(scenario, draft.undoes)
  }

  /** @throws Refusal `edit.unknown_entry`, `edit.already_undone` */
  async sketchOf(scenario: ScenarioId, position: number): Promise<UndoSketch> {
    const branch = await this.books.readable(scenario)
    assertStands(branch, position)
    return UndoSketch.of(branch, this.books.chronicle, position)
  }

  /** What would happen to whom; `impossible` is for the sketch to say. */
  async measureUndo(scenario: ScenarioId, position: number, viewer: Access): Promise<Omit<UndoPreview, 'impossible'>> {
    const branch = await this.books.readable(scenario)
    assertStands(branch, position)
    const again = entriesAgain(branch, position).map(({ entry }) => entry)
    const { cells } = meterOf(branch.state, branch.touchedBy({ intents: [], undoes: position }), viewer)
    return { epoch: this.books.epoch(scenario), again, cells, long: again.length > AGAIN_AT_ONCE }
  }

  /**
   * Keeps an undo that was worked out on a copy. What others wrote since it was begun comes after it, as if it had been
   * done then. Null where that is much, and the copy has to follow first.
   */
  async keepUndo(
    scenario: ScenarioId,
    draft: UndoDraft,
    viewer: Access,
    sketch: UndoSketch,
  ): Promise<Committed | null> {
    this.books.assertOpen(scenario)
    const behind = this.behind(scenario, sketch)
    if (behind.length > FOLLOWED_IN_TURN || !(await sketch.follow(behind))) return null
    const branch = await this.books.shelf.writable(scenario)
    assertStands(branch, draft.undoes)
    const meter = meterOf(branch.state, branch.touchedBy(draft), viewer)
    const before = meter.read()
    const adopt = (next: Entry): Promise<void> => branch.adopt(sketch.fold, next)
    const [entry] = await this.write(scenario, branch, [draft], () => undefined, adopt)
    return { entry: entry!, numbers: effectOf(scenario, branch, meter, before, meter.read()) }
  }

  /** What others wrote since. @throws Refusal `edit.unknown_entry` after a roll */
  behind(scenario: ScenarioId, sketch: UndoSketch): readonly Entry[] {
    const { chronicle } = this.books
    return sketch.behind(chronicle, chronicle.entriesOf(scenario))
  }

  async open(from: ScenarioId, name: string, { actor }: Access): Promise<Scenario> {
    this.books.assertOpen(from)
    const { chronicle } = this.books
    const opened: Omit<Scenario, 'closed'> = {
      id: `scenario-${chronicle.scenarios().length + 1}`,
      name,
      owner: actor,
      parent: from,
      position: chronicle.head,
      openedAt: this.ports.now(),
    }
    await this.ports.journal.openScenario(opened)
    const scenario: Scenario = { ...opened, closed: null }
    chronicle.keep(scenario)
    this.told.scenario({ kind: 'opened', scenario, by: actor })
    return scenario
  }

  async merge(
    from: ScenarioId,
    choices: readonly Choice[],
    viewer: Access,
  ): Promise<Effect | { conflicts: readonly Conflict[] }> {
    this.books.assertOpen(from)
    const { chronicle, shelf } = this.books
    const into = chronicle.scenario(from)?.parent ?? MAIN
    const there = await shelf.readable(from)
    const here = await shelf.writable(into)
    const fork = chronicle.fork(from)
    const open = undecided(from, here.edits, there.edits, fork, choices)
    if (open.length > 0) return { conflicts: conflictsOf(here, there, open) }
    const merging = { from, there: there.edits, here: here.edits, fork, choices, by: viewer.actor }
    // Stopped after they were kept and before the scenario was closed, they are there already.
    const drafts = draftsToMerge({ ...merging, at: this.ports.now() }).filter(
      ({ key }) => chronicle.withKey(key) === undefined,
    )
    const part = here.touchedBy({ intents: drafts.flatMap(({ intents }) => intents) })
    const meter = meterOf(here.state, part, viewer)
    const before = meter.read()
    if (drafts.length > 0) await this.write(into, here, drafts, () => undefined)
    await this.shut(from, into === MAIN ? 'promoted' : 'merged', viewer)
    return effectOf(into, here, meter, before, meter.read())
  }

  /** @throws Refusal `access.no_scenario` */
  async drop(scenario: ScenarioId, viewer: Access): Promise<void> {
    this.books.assertOpen(scenario)
    await this.shut(scenario, 'dropped', viewer)
  }

  /** Applies drafts and keeps them, all or none; what could not be kept is folded away again. */
  private async write(
    scenario: ScenarioId,
    branch: LivingBranch,
    drafts: readonly Draft[],
    check: () => void,
    apply: (entry: Entry) => Promise<unknown> = (entry) => branch.apply(entry),
  ): Promise<readonly Entry[]> {
    const { chronicle, shelf } = this.books
    let applied = 0
    let entries: readonly Entry[]
    try {
      for (const draft of drafts) {
        await apply({ ...draft, scenario, position: chronicle.head + applied + 1, digest: '' })
        applied++
      }
      check()
      entries = await this.ports.journal.append(scenario, drafts)
      assert(entries[0]!.position <= chronicle.head + 1, 'somebody else wrote to the journal', { scenario })
    } catch (error) {
      if (applied > 0 || branch.isBroken) await shelf.drop(scenario)
      throw error
    }
    if (entries[0]!.position <= chronicle.head) {
      // Sent again after the plan was made anew: the journal knows the key, and what it did then has been carried over.
      await shelf.drop(scenario)
      return entries
    }
    for (const entry of entries) {
      branch.confirm(entry)
      chronicle.add(entry)
      this.told.kept(entry)
    }
    return entries
  }

  /** The same key again is the same entry, whatever has happened since. */
  private async committedBefore(scenario: ScenarioId, draft: Draft, known: Entry, viewer: Access): Promise<Committed> {
    const [entry] = await this.ports.journal.append(scenario, [draft])
    assert(entry!.position === known.position, 'one key, two entries', { key: draft.key })
    const branch = await this.books.readable(scenario)
    // Its part of the plan may be over by now; it moves nothing any more.
    const meter = meterOf(branch.state, branch.touchedBy({ intents: [] }), viewer)
    const now = meter.read()
    return { entry: known, numbers: effectOf(scenario, branch, meter, now, now) }
  }

  /** Prices, lead times and whatever else moves more than numbers at once: on a copy, settled, and thrown away. */
  private async tryOnCopy(
    branch: LivingBranch,
    scenario: ScenarioId,
    intents: readonly Intent[],
    viewer: Access,
  ): Promise<readonly [PartTotals, PartTotals]> {
    const copy = await branch.clone(this.ports.living())
    try {
      await copy.settle()
      const meter = meterOf(copy.state, copy.touchedBy({ intents }), viewer)
      const before = meter.read()
      const reason = { code: 'preview', note: '' }
      const draft: Draft = { key: 'preview', actor: viewer.actor, at: this.ports.now(), reason, intents }
      await copy.apply({ ...draft, scenario, position: copy.numbers + 1, digest: '' })
      await copy.settle()
      return [before, meter.read()]
    } finally {
      await copy.close()
    }
  }

  private assertReason(
    { reason, undoes }: Draft,
    before: PartTotals,
    after: PartTotals,
    { state }: LivingBranch,
  ): void {
    if (undoes !== undefined || reason.code !== NO_REASON.code) return
    const worth = worthOf(before, after, state.company.settings.baseCurrency)
    assertReason(reason, Math.round(worth), this.ports.reasonAbove)
  }

  private async shut(id: ScenarioId, kind: Exclude<ScenarioTurn, 'opened'>, { actor }: Access): Promise<void> {
    const { chronicle, shelf } = this.books
    const closed = { as: kind === 'dropped' ? kind : 'merged', position: chronicle.head } as const
    await this.ports.journal.closeScenario(id, closed)
    const scenario: Scenario = { ...chronicle.scenario(id)!, closed }
    chronicle.keep(scenario)
    await shelf.drop(id)
    this.told.scenario({ kind, scenario, by: actor })
  }
}

function assertNoConflict({ edits }: LivingBranch, draft: Draft, seen: number): void {
  const clash = findConflict(edits, draft, seen)
  if (clash !== null) throw new Refusal('edit.conflict', { position: clash.entry.position, actor: clash.entry.actor })
}

/** @throws Refusal `edit.undo_is_long` */
function assertShort(branch: LivingBranch, position: number): void {
  const { length } = entriesAgain(branch, position)
  if (length > AGAIN_AT_ONCE) throw new Refusal('edit.undo_is_long', { position, again: length })
}

/** @throws Refusal `edit.unknown_entry`, `edit.already_undone` */
function assertStands({ edits }: LivingBranch, position: number): void {
  const target = edits.byPosition.get(position)
  if (target === undefined) throw new Refusal('edit.unknown_entry', { position })
  if (target.undoers > 0) throw new Refusal('edit.already_undone', { position })
}

function effectOf(
  scenario: ScenarioId,
  { state, numbers, settled }: LivingBranch,
  { cells }: EffectMeter,
  before: PartTotals,
  after: PartTotals,
): Effect {
  const moved = movedBetween(before, after, state.company.settings.baseCurrency)
  return { epoch: { scenario, numbers, settled }, cells, moved }
}
