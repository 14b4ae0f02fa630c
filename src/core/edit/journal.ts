import type { ActorId, Draft, Entry, ScenarioId } from './intent.js'

/** A branch of the journal: what `parent` was at `position`, and its own entries since. Opening one copies nothing. */
export interface Scenario {
  readonly id: ScenarioId
  readonly name: string
  readonly owner: ActorId
  /** Null for the plan itself. */
  readonly parent: ScenarioId | null
  /** Entries of the parent up to here are in it. */
  readonly position: number
  readonly openedAt: string
  /** Position at which it was merged into its parent, or given up. */
  readonly closed: { readonly as: 'merged' | 'dropped'; readonly position: number } | null
}

/** The plan version that entries are applied to, from a position on. A roll-forward writes a new one. */
export interface Base {
  readonly version: string
  /** Entries up to here are in the version. */
  readonly position: number
}

/**
 * The append-only record of what people did to the plan. Whatever is killed and when, every entry that was acknowledged
 * is there and none is there in part. One process writes at a time.
 */
export interface Journal {
  /**
   * Resolves when the entries are on disk, all or none, at consecutive positions. A key that is known gives the entry it
   * became; so a caller that lost the answer sends the same again.
   */
  append(scenario: ScenarioId, drafts: readonly Draft[]): Promise<readonly Entry[]>
  /** Entries after a position in their order, up to and with `until`. */
  read(after: number, until?: number): AsyncIterable<Entry>
  /** Position of the last entry, 0 when there is none. */
  head(): Promise<number>
  openScenario(scenario: Omit<Scenario, 'closed'>): Promise<void>
  closeScenario(id: ScenarioId, closed: NonNullable<Scenario['closed']>): Promise<void>
  scenarios(): Promise<readonly Scenario[]>
  /** The base in force; with `until`, the one that a plan as it was at that position stands on. */
  base(until?: number): Promise<Base | null>
  rebase(base: Base): Promise<void>
  /** Position of the last entry made up to a moment (ISO), 0 when there is none: the plan as known on a date. */
  positionAt(moment: string): Promise<number>
  close(): Promise<void>
}
