/**
 * What screens, the command line and partners ask of a plan that several people change at once. `living-engine.ts` is
 * the real one; everything here is data, so that it crosses threads and the network as it is.
 */

import type { Day } from '../../core/base/day.js'
import type { MessageValue } from '../../core/base/refusal.js'
import type { FiscalCalendarName } from '../../core/calendar/fiscal-calendar.js'
import type { Access } from '../../core/edit/access.js'
import type { Box, NodePath, Scope } from '../../core/edit/box.js'
import type { LostIntent } from '../../core/edit/carry-over.js'
import type { ActorId, Draft, Entry, Intent, ScenarioId } from '../../core/edit/intent.js'
import type { Scenario } from '../../core/edit/journal.js'
import type { RecordsAsked, RecordsFound } from '../../core/edit/record-search.js'
import type { Version, VersionKind } from '../../core/plan/version.js'
import type { Problem } from '../../core/why/problem.js'
import type { Changed } from './change-kinds.js'
import type { CompanyOutline } from './company-outline.js'
import type { Epoch } from './epoch.js'
import type { QueryMeasure, SoldMeasure, TableMeasure } from './query-measures.js'
import type { DemandRange } from './range-point.js'
import type { SuppliedParts } from './supplied-parts.js'
import type { PeriodValues, TablePeriod } from './table-period.js'

export * from './query-measures.js'

/** One line of what a change moves: whole quantities or legal minor units of `currency`, before and after. */
export interface Moved {
  readonly measure: QueryMeasure
  readonly before: number
  readonly after: number
  readonly currency: string
}

/** What a change does to the plan, in all and for the viewer. */
export interface Effect {
  readonly epoch: Epoch
  readonly cells: number
  readonly moved: readonly Moved[]
}

/** Refused, as data: it crosses threads, and the catalogue gives it words. */
export interface Refused {
  readonly refused: { readonly code: string; readonly values: Readonly<Record<string, MessageValue>> }
}

export const QUERY_DIMENSIONS = [
  'category',
  'family',
  'item',
  'country',
  'location',
  'channel',
  'account',
  'customer',
] as const
export type QueryDimension = (typeof QUERY_DIMENSIONS)[number]
export type QueryPeriod = 'bucket' | 'day' | 'week' | 'month' | 'total'

export const PLAN_TREES = ['product', 'location', 'customer'] as const
export type PlanTree = (typeof PLAN_TREES)[number]

/** A node of a tree as the scope trees of a screen show it. */
export interface TreeNode {
  /** The last name on the way to it. */
  readonly name: string
  /** What people call it, where the company says; its name otherwise. */
  readonly label: string
  readonly level: string
  /** Leaves under it (or itself) that the viewer sees something of. */
  readonly leaves: number
  readonly isLeaf: boolean
}

/** A node that was looked for by its name. */
export interface FoundNode {
  readonly tree: PlanTree
  readonly way: NodePath
  readonly label: string
  readonly level: string
}

/** A table of the plan: rows by dimensions, columns by period, one block per measure. */
export interface Query {
  readonly scenario: ScenarioId
  /** The plan as it was at this position of the journal; as it is, when absent. */
  readonly at?: number
  readonly measures: readonly TableMeasure[]
  /** Rows are those of a table of these measures as well: so several questions about one table have the same rows. */
  readonly rowsOf?: readonly TableMeasure[]
  readonly by: readonly QueryDimension[]
  readonly period: QueryPeriod
  /** Weeks and months are this calendar's; the plan's own, when absent. */
  readonly calendar?: FiscalCalendarName
  readonly scope: Scope
  readonly from?: Day
  readonly until?: Day
  /** Money in this currency at plan rates; the company's base currency when absent. */
  readonly currency?: string
  readonly offset?: number
  readonly limit?: number
  /** Whether the totals of all rows are wanted; they are, when absent. */
  readonly totals?: boolean
  /** Whether rows say what was done to their cells and said about them. */
  readonly marks?: boolean
}

export interface Table {
  readonly epoch: Epoch
  readonly currency: string
  readonly periods: readonly TablePeriod[]
  /** Rows in a fixed order, with the total of all rows (not only of this page) per measure, where it is wanted. */
  readonly rows: readonly TableRow[]
  readonly rowCount: number
  /** Where measures of what was sold are asked for. */
  readonly sold?: SoldTold
  readonly totals: Readonly<Partial<Record<TableMeasure, PeriodValues>>>
}

export interface SoldTold {
  /** Days of which sales are known: the first one, and the one after the last. */
  readonly from: Day
  readonly until: Day
  /** Whether any sale tells its money, where that is asked for. */
  readonly hasMoney?: boolean
  /** What was sold at no place of the plan's trees, beyond the totals: for those who see everything and ask about it. */
  readonly nowhere?: Readonly<Partial<Record<SoldMeasure, PeriodValues>>>
}

/** Of the demand under a row, by period; what is 0 in all of them is left out. */
export interface RowMarks {
  /** Whether none (0), some (1) or all (2) of its cells are locked. */
  readonly locked?: readonly number[]
  /** 1 where an entry in force was meant to change quantities. */
  readonly edited?: readonly number[]
  /** How many open threads speak of some of its cells; of stock too, where they name no customer. */
  readonly comments?: readonly number[]
}

export interface TableRow extends RowMarks {
  /** One name per dimension asked for. */
  readonly names: readonly string[]
  readonly values: Readonly<Partial<Record<TableMeasure, PeriodValues>>>
}

/** A cell of a table: the scope of its row and one period. */
export interface CellRef {
  readonly scenario: ScenarioId
  readonly measure: QueryMeasure
  readonly scope: Scope
  readonly from: Day
  readonly until: Day
  readonly currency?: string
}

export const WHY_KINDS = [
  'baseline',
  'layer',
  'entry',
  'line',
  'quantity',
  'rate',
  'pegging',
  'method',
  'source',
  'correction',
] as const

/** A part of what makes a number: the parts of one answer of kind `sum` add up to it. */
export interface Why {
  readonly kind: (typeof WHY_KINDS)[number]
  readonly name: string
  readonly value: number
  /** Of a rate: the currency of the company that sells, in which it is agreed. */
  readonly currency?: string
  /** Rates and shares in millionths. */
  readonly unit: 'quantity' | 'money' | 'rate' | 'share' | 'count'
  readonly actor?: ActorId
  readonly at?: string
  readonly reason?: string
  readonly position?: number
  /** Of a forecasting method: origins of the past at which it was compared. */
  readonly origins?: number
  /** Of a launch: those before it that it was likened to. */
  readonly analogues?: number
  /** Of a forecasting method: share of the seasonal naive's error there by which the choice was better, in millionths. */
  readonly gain?: number
}

/** One change of a cell, oldest first: what it was, what it became, by whom and why. */
export interface CellChange {
  readonly entry: Pick<Entry, 'position' | 'actor' | 'at' | 'reason'>
  readonly before: number
  readonly after: number
}

/** What two branches changed since they parted in ways that do not go together, by the entries that did. */
export interface Conflict {
  readonly positions: { readonly here: number; readonly there: number }
  /** Cells with what is planned in them here and there, or a field of a list of master data (null: whole records of it). */
  readonly clash:
    | {
        readonly kind: 'cells'
        readonly scope: Scope
        readonly from: Day
        readonly until: Day
        readonly here: number
        readonly there: number
      }
    | { readonly kind: 'master'; readonly list: string; readonly field: string | null }
}

/** Something that was proposed from inputs that people have changed since, and the last entry that did. */
export interface StaleProposal {
  readonly proposal: 'forecast' | 'safety_stock' | 'orders'
  readonly position: number
}

/** What taking an entry back would do, before anybody does it. */
export interface UndoPreview {
  readonly epoch: Epoch
  /** Later entries that would be applied again, oldest first. */
  readonly again: readonly Entry[]
  /** Entries that would have no effect any more. */
  readonly impossible: readonly Entry[]
  /** Of the part that all of it touches, the viewer's. */
  readonly cells: number
  /** Too much for one turn: it is done by `undoBeside`. */
  readonly long: boolean
}

/** What a person's next undo and redo would take back; null where there is nothing. */
export interface NextSteps {
  readonly undo: number | null
  readonly redo: number | null
}

export interface Choice {
  /** Position of the entry of the branch that conflicts. */
  readonly position: number
  readonly take: 'here' | 'there'
}

export interface LivingPlan {
  epoch(scenario: ScenarioId): Promise<Epoch>
  /** What these intents would move, without doing it. */
  preview(scenario: ScenarioId, intents: readonly Intent[], viewer: Access): Promise<Effect | Refused>
  /**
   * Does it and records it. Resolves when the entry is on disk and the numbers have moved; the settled part follows.
   * `seen` is the newest position the writer had seen: a change by somebody else after it in the same cells is a conflict
   * when either sets a value.
   */
  commit(
    scenario: ScenarioId,
    draft: Draft,
    seen: number,
    viewer: Access,
  ): Promise<{ readonly entry: Entry; readonly numbers: Effect } | Refused>
  previewUndo(scenario: ScenarioId, position: number, viewer: Access): Promise<UndoPreview | Refused>
  /** The same as `commit` of an undo, worked out between the turns of others however much there is to do. */
  undoBeside(
    scenario: ScenarioId,
    draft: Draft & { readonly undoes: number },
    seen: number,
    viewer: Access,
  ): Promise<{ readonly entry: Entry; readonly numbers: Effect } | Refused>
  /** Gives the undo of this key up, unless it is done. */
  cancelUndo(key: string): Promise<void>
  nextSteps(scenario: ScenarioId, viewer: Access): Promise<NextSteps>
  staleProposals(scenario: ScenarioId, viewer: Access): Promise<readonly StaleProposal[]>
  /** Resolves when everything up to the present is settled. */
  settled(scenario: ScenarioId): Promise<Epoch>
  scenarios(viewer: Access): Promise<readonly Scenario[]>
  open(from: ScenarioId, name: string, viewer: Access): Promise<Scenario | Refused>
  /** What would conflict, or, when every conflict has a choice, the merge done. */
  merge(
    from: ScenarioId,
    choices: readonly Choice[],
    viewer: Access,
  ): Promise<Effect | { conflicts: readonly Conflict[] } | Refused>
  drop(scenario: ScenarioId, viewer: Access): Promise<Refused | null>
  /** `threads` are what the open threads speak of that the viewer may read, where marks are wanted. */
  query(query: Query, viewer: Access, threads?: readonly Box[]): Promise<Table | Refused>
  /** The ways to the nodes of a tree that end in these names, as far as the viewer sees something under them. */
  nodes(scenario: ScenarioId, tree: PlanTree, end: NodePath, viewer: Access): Promise<readonly NodePath[]>
  /** Nodes of all trees by a part of their name, as far as the viewer sees something under them: the best met first. */
  search(scenario: ScenarioId, text: string, limit: number, viewer: Access): Promise<readonly FoundNode[]>
  /** The children of a node of a tree, in its order, as far as the viewer sees something under them in a part of the plan. */
  children(
    scenario: ScenarioId,
    tree: PlanTree,
    at: NodePath,
    scope: Scope,
    viewer: Access,
  ): Promise<readonly TreeNode[]>
  /** Of the forecast that the plan stands on; null where its errors were not kept. */
  range(scenario: ScenarioId, scope: Scope, viewer: Access): Promise<DemandRange | null>
  /** Records of a list of the company as a scenario has them. */
  records(scenario: ScenarioId, asked: RecordsAsked): Promise<RecordsFound>
  why(cell: CellRef, viewer: Access): Promise<readonly Why[] | Refused>
  history(cell: CellRef, viewer: Access): Promise<readonly CellChange[] | Refused>
  entries(scenario: ScenarioId, after: number, limit: number, viewer: Access): Promise<readonly Entry[]>
  /** Of the entries, those that say something about the plan, and those that take such back; all of them, oldest first. */
  commentEntries(scenario: ScenarioId): Promise<readonly Entry[]>
  problems(scenario: ScenarioId, viewer: Access): Promise<readonly Problem[]>
  /** The last position of the journal up to a moment (ISO): the plan as known on a date is a query at it. */
  positionAt(moment: string): Promise<number>
  /** Makes a scenario, settled, an immutable version; one that nobody has changed is its base. */
  freeze(scenario: ScenarioId, kind: VersionKind, viewer: Access): Promise<Version | Refused>
  /** Goes on over the version that was planned last; gives what of people's entries cannot go on. */
  followLive(viewer: Access): Promise<readonly LostIntent[] | Refused>
  /** The company that is planned, and over which days. */
  outline(): Promise<CompanyOutline>
  /** What each supplier delivers as the plan itself is now. */
  suppliedParts(): Promise<SuppliedParts>
  /** Told of every change; gives how to stop. */
  watch(listener: (changed: Changed) => void): () => void
  close(): Promise<void>
}
