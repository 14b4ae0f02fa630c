/**
 * The one gate between those who ask and the plan: whoever may not do a thing is refused before anything is looked at,
 * and what somebody may not see is answered as if it were not there (docs/specs/access.md AC7–AC15).
 */
import { Refusal } from '../core/base/refusal.js'
import type { Access } from '../core/edit/access.js'
import type { NodePath, Scope } from '../core/edit/box.js'
import type { LostIntent } from '../core/edit/carry-over.js'
import { type CommentThread, commentThreads } from '../core/edit/comment-thread.js'
import { type Draft, type Entry, type Intent, MAIN, type ScenarioId } from '../core/edit/intent.js'
import type { Scenario } from '../core/edit/journal.js'
import type { RecordsAsked, RecordsFound } from '../core/edit/record-search.js'
import { isWhole, scopesMeet } from '../core/edit/scope-cover.js'
import type { Version, VersionKind } from '../core/plan/version.js'
import type { Problem } from '../core/why/problem.js'
import type { Changed } from '../processes/living/change-kinds.js'
import type { CompanyOutline } from '../processes/living/company-outline.js'
import type { Epoch } from '../processes/living/epoch.js'
import {
  type CellChange,
  type CellRef,
  type Choice,
  type Effect,
  type FoundNode,
  type LivingPlan,
  type NextSteps,
  PLAN_TREES,
  type PlanTree,
  type Query,
  type QueryMeasure,
  type Refused,
  type StaleProposal,
  type Table,
  type UndoPreview,
  type Why,
} from '../processes/living/living-plan.js'
import type { DemandRange } from '../processes/living/range-point.js'
import { verbOfList, verbsOf } from './edit-verbs.js'
import { entryFor } from './entry-view.js'
import {
  assertCovers,
  assertMay,
  assertMayChange,
  assertMeets,
  assertSeesMeasures,
  effectFor,
  ownPart,
} from './own-part.js'
import { visibleEntries } from './visible-entries.js'

/** A place of the plan, as somebody looks at it. */
export interface SeenPlace {
  readonly scenario: ScenarioId
  readonly scope: Scope
  readonly measure: QueryMeasure | null
}

export class GuardedPlan {
  constructor(private readonly plan: LivingPlan) {}

  async epoch(scenario: ScenarioId, viewer: Access): Promise<Epoch> {
    await this.see(scenario, viewer)
    return this.plan.epoch(scenario)
  }

  async settled(scenario: ScenarioId, viewer: Access): Promise<Epoch> {
    await this.see(scenario, viewer)
    return this.plan.settled(scenario)
  }

  async preview(scenario: ScenarioId, intents: readonly Intent[], viewer: Access): Promise<Effect | Refused> {
    assertMayChange(intents, viewer)
    await this.see(scenario, viewer)
    return effectFor(await this.plan.preview(scenario, intents, viewer), viewer)
  }

  /** The draft is the viewer's own, whoever it says it is of. */
  async commit(scenario: ScenarioId, given: Draft, seen: number, viewer: Access): ReturnType<LivingPlan['commit']> {
    const draft = { ...given, actor: viewer.actor }
    for (const verb of verbsOf(draft)) assertMay(viewer, verb)
    assertMayChange(draft.intents, viewer)
    if (draft.comment !== undefined) assertCovers(viewer, draft.comment.box)
    await this.see(scenario, viewer)
    if (draft.undoes !== undefined) await this.assertMayUndo(scenario, draft.undoes, viewer)
    const done = await this.plan.commit(scenario, draft, seen, viewer)
    return 'refused' in done ? done : { ...done, numbers: effectFor(done.numbers, viewer) }
  }

  /** Of the entries that would be applied again, those that the viewer may read; `count` is of all. */
  async previewUndo(
    scenario: ScenarioId,
    position: number,
    viewer: Access,
  ): Promise<(UndoPreview & { readonly count: number }) | Refused> {
    await this.assertMayUndo(scenario, position, viewer)
    const preview = await this.plan.previewUndo(scenario, position, viewer)
    if ('refused' in preview) return preview
    const readable = async (entries: readonly Entry[]): Promise<Entry[]> => {
      const seen = await Promise.all(entries.map((entry) => this.shown(entry, viewer)))
      return seen.filter((entry) => entry !== null)
    }
    const [again, impossible] = [await readable(preview.again), await readable(preview.impossible)]
    return { ...preview, again, impossible, count: preview.again.length }
  }

  async undoBeside(
    scenario: ScenarioId,
    given: Draft & { readonly undoes: number },
    seen: number,
    viewer: Access,
  ): ReturnType<LivingPlan['undoBeside']> {
    await this.assertMayUndo(scenario, given.undoes, viewer)
    const done = await this.plan.undoBeside(scenario, { ...given, actor: viewer.actor }, seen, viewer)
    return 'refused' in done ? done : { ...done, numbers: effectFor(done.numbers, viewer) }
  }

  /** Of the server's own jobs, which are their starters' (AP25). */
  cancelUndo(key: string): Promise<void> {
    return this.plan.cancelUndo(key)
  }

  /** One's own, or anybody's for those who promote; and only what one may change. */
  async assertMayUndo(scenario: ScenarioId, position: number, viewer: Access): Promise<void> {
    await this.see(scenario, viewer)
    const entry = await this.find(scenario, position, viewer)
    if (entry === null) throw new Refusal('access.no_entry', { position })
    if (entry.actor !== viewer.actor) assertMay(viewer, 'promote')
    for (const verb of verbsOf(entry)) assertMay(viewer, verb)
  }

  async nextSteps(scenario: ScenarioId, viewer: Access): Promise<NextSteps> {
    await this.see(scenario, viewer)
    return this.plan.nextSteps(scenario, viewer)
  }

  async staleProposals(scenario: ScenarioId, viewer: Access): Promise<readonly StaleProposal[]> {
    await this.see(scenario, viewer)
    return this.plan.staleProposals(scenario, viewer)
  }

  async positionAt(moment: string, viewer: Access): Promise<number> {
    assertMay(viewer, 'read')
    return this.plan.positionAt(moment)
  }

  async outline(viewer: Access): Promise<CompanyOutline> {
    assertMay(viewer, 'read')
    return this.plan.outline()
  }

  async scenarios(viewer: Access): Promise<readonly Scenario[]> {
    assertMay(viewer, 'read')
    return seesScenarios(viewer) ? this.plan.scenarios(viewer) : []
  }

  async open(from: ScenarioId, name: string, viewer: Access): Promise<Scenario | Refused> {
    assertMay(viewer, 'open scenario')
    await this.see(from, viewer)
    return this.plan.open(from, name, viewer)
  }

  async merge(from: ScenarioId, choices: readonly Choice[], viewer: Access): ReturnType<LivingPlan['merge']> {
    assertMay(viewer, 'promote')
    if (!isWhole(viewer.scopes)) throw new Refusal('access.outside_scope', {})
    if ((await this.see(from, viewer)) === null) throw new Refusal('access.not_a_branch', {})
    return this.plan.merge(from, choices, viewer)
  }

  async drop(scenario: ScenarioId, viewer: Access): Promise<Refused | null> {
    assertMay(viewer, 'open scenario')
    const found = await this.see(scenario, viewer)
    if (found === null) throw new Refusal('access.not_a_branch', {})
    if (found.owner !== viewer.actor) assertMay(viewer, 'promote')
    return this.plan.drop(scenario, viewer)
  }

  /** A version is of the whole company. */
  async freeze(scenario: ScenarioId, kind: VersionKind, viewer: Access): Promise<Version | Refused> {
    assertMay(viewer, 'promote')
    if (!isWhole(viewer.scopes)) throw new Refusal('access.outside_scope', {})
    await this.see(scenario, viewer)
    return this.plan.freeze(scenario, kind, viewer)
  }

  /** What is rolled forward is the plan with what people have changed. */
  async freezeToRoll(viewer: Access): Promise<Version | Refused> {
    assertMay(viewer, 'run')
    if (!isWhole(viewer.scopes)) throw new Refusal('access.outside_scope', {})
    return this.plan.freeze(MAIN, 'cycle', viewer)
  }

  async followLive(viewer: Access): Promise<readonly LostIntent[] | Refused> {
    assertMay(viewer, 'run')
    if (!isWhole(viewer.scopes)) throw new Refusal('access.outside_scope', {})
    return this.plan.followLive(viewer)
  }

  async query(query: Query, viewer: Access): Promise<Table | Refused> {
    assertSeesMeasures(viewer, [...query.measures, ...(query.rowsOf ?? [])])
    assertMeets(viewer, query.scope)
    await this.see(query.scenario, viewer)
    if (query.marks !== true) return this.plan.query(query, viewer)
    const threads = await this.threads(query.scenario, viewer, query.at)
    return this.plan.query(
      query,
      viewer,
      threads.filter(({ resolved }) => !resolved).map(({ box }) => box),
    )
  }

  async nodes(scenario: ScenarioId, tree: PlanTree, end: NodePath, viewer: Access): Promise<readonly NodePath[]> {
    await this.see(scenario, viewer)
    return this.plan.nodes(scenario, tree, end, viewer)
  }

  /** Somebody says where they are: the place is there, and they see something of it. */
  async assertPlace({ scenario, scope, measure }: SeenPlace, viewer: Access): Promise<void> {
    assertSeesMeasures(viewer, measure === null ? [] : [measure])
    assertMeets(viewer, scope)
    await this.see(scenario, viewer)
    for (const tree of PLAN_TREES)
      if (scope[tree].length > 0 && !(await this.hasNode(scenario, tree, scope[tree], viewer)))
        throw new Refusal('access.no_node', {})
  }

  /** Whether somebody sees something of a place, and something under every name on the way to it. */
  async seesPlace({ scenario, scope }: SeenPlace, viewer: Access): Promise<boolean> {
    if (!viewer.may.has('read') || !viewer.scopes.some((own) => scopesMeet(own, scope))) return false
    if (scenario !== MAIN && !(await this.scenarios(viewer)).some(({ id }) => id === scenario)) return false
    if (isWhole(viewer.scopes)) return true
    for (const tree of PLAN_TREES) {
      const own = viewer.scopes.some((one) => scope[tree].every((name, at) => one[tree][at] === name))
      if (!own && !(await this.hasNode(scenario, tree, scope[tree], viewer))) return false
    }
    return true
  }

  private async hasNode(scenario: ScenarioId, tree: PlanTree, path: NodePath, viewer: Access): Promise<boolean> {
    const ways = await this.plan.nodes(scenario, tree, path, viewer)
    return ways.some((way) => way.length === path.length && way.every((name, at) => name === path[at]))
  }

  async search(scenario: ScenarioId, text: string, limit: number, viewer: Access): Promise<readonly FoundNode[]> {
    await this.see(scenario, viewer)
    return this.plan.search(scenario, text, limit, viewer)
  }

  async children(scenario: ScenarioId, tree: PlanTree, at: NodePath, scope: Scope, viewer: Access) {
    await this.see(scenario, viewer)
    return this.plan.children(scenario, tree, at, scope, viewer)
  }

  async range(scenario: ScenarioId, scope: Scope, viewer: Access): Promise<DemandRange | null> {
    assertSeesMeasures(viewer, ['consensus'])
    assertMeets(viewer, scope)
    await this.see(scenario, viewer)
    return this.plan.range(scenario, scope, viewer)
  }

  /** For those who may change the list: nobody else reads what stands in it. */
  async records(scenario: ScenarioId, asked: RecordsAsked, viewer: Access): Promise<RecordsFound> {
    assertMay(viewer, verbOfList(asked.list))
    if (!isWhole(viewer.scopes)) throw new Refusal('access.outside_scope', {})
    await this.see(scenario, viewer)
    return this.plan.records(scenario, asked)
  }

  async why(cell: CellRef, viewer: Access): Promise<readonly Why[] | Refused> {
    return this.plan.why(await this.ownCell(cell, viewer), viewer)
  }

  async history(cell: CellRef, viewer: Access): Promise<readonly CellChange[] | Refused> {
    return this.plan.history(await this.ownCell(cell, viewer), viewer)
  }

  async entries(scenario: ScenarioId, after: number, limit: number, viewer: Access): Promise<readonly Entry[]> {
    await this.see(scenario, viewer)
    const read = (from: number, count: number) => this.plan.entries(scenario, from, count, viewer)
    return visibleEntries(after, limit, read, (entry) => this.shown(entry, viewer))
  }

  /** One entry as the viewer may read it; null when there is none or it is not theirs. */
  async entry(scenario: ScenarioId, position: number, viewer: Access): Promise<Entry | null> {
    await this.see(scenario, viewer)
    return this.find(scenario, position, viewer)
  }

  /** What people said that the viewer may read; whether a thread is settled is said by its last answer that they see. */
  async comments(scenario: ScenarioId, viewer: Access): Promise<readonly CommentThread[]> {
    await this.see(scenario, viewer)
    return this.threads(scenario, viewer)
  }

  async problems(scenario: ScenarioId, viewer: Access): Promise<readonly Problem[]> {
    await this.see(scenario, viewer)
    return this.plan.problems(scenario, viewer)
  }

  /** Told of every change as it is: what of it somebody may see is asked with `shown`. */
  watch(listener: (changed: Changed) => void): () => void {
    return this.plan.watch(listener)
  }

  /** Whether scenarios are there for this viewer at all: also for what is told of one that is gone. */
  seesScenarios(viewer: Access): boolean {
    return viewer.may.has('read') && seesScenarios(viewer)
  }

  /** What somebody else wrote, as this viewer may read it. One that takes another back is seen by those who see that. */
  async shown(entry: Entry, viewer: Access): Promise<Entry | null> {
    if (entry.undoes === undefined || isWhole(viewer.scopes)) return entryFor(entry, viewer)
    return (await this.find(entry.scenario, entry.undoes, viewer)) === null ? null : entry
  }

  close(): Promise<void> {
    return this.plan.close()
  }

  private async threads(
    scenario: ScenarioId,
    viewer: Access,
    until = Number.POSITIVE_INFINITY,
  ): Promise<readonly CommentThread[]> {
    const shown: Entry[] = []
    for (const entry of await this.plan.commentEntries(scenario)) {
      const seen = entry.position > until ? null : await this.shown(entry, viewer)
      if (seen !== null) shown.push(seen)
    }
    return commentThreads(shown)
  }

  private async see(scenario: ScenarioId, viewer: Access): Promise<Scenario | null> {
    assertMay(viewer, 'read')
    if (scenario === MAIN) return null
    const open = seesScenarios(viewer) ? await this.plan.scenarios(viewer) : []
    const found = open.find(({ id }) => id === scenario)
    if (found === undefined) throw new Refusal('access.no_scenario', { scenario })
    return found
  }

  private async find(scenario: ScenarioId, position: number, viewer: Access): Promise<Entry | null> {
    const [found] = position < 1 ? [] : await this.plan.entries(scenario, position - 1, 1, viewer)
    return found?.position === position ? this.shown(found, viewer) : null
  }

  private async ownCell(cell: CellRef, viewer: Access): Promise<CellRef> {
    assertSeesMeasures(viewer, [cell.measure])
    const scope = ownPart(viewer, cell.scope)
    await this.see(cell.scenario, viewer)
    return { ...cell, scope }
  }
}

/** A branch is work that is not done: those who may open one see it, the others see the plan. */
const seesScenarios = (viewer: Access): boolean => viewer.may.has('open scenario')
