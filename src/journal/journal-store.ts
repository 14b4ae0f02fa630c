import type { Base, Scenario } from '../core/edit/journal.js'
import type { EntryRow } from './entry-row.js'

/**
 * What a database does for a journal. It keeps rows; what may be written is decided in `stored-journal.ts`, in one place
 * for every database. Calls that write come one at a time.
 */
export interface JournalStore {
  readonly writable: boolean
  last(): Promise<EntryRow | null>
  /** Rows after a position up to another, at most so many, in their order, whether archived or not. */
  rows(after: number, until: number, most: number): Promise<readonly EntryRow[]>
  withKeys(keys: readonly string[]): Promise<readonly EntryRow[]>
  lastKnown(milliseconds: number): Promise<number>
  /** All of them on disk, or none. @throws ConnectionLost when nobody can tell which */
  write(rows: readonly EntryRow[]): Promise<void>
  scenarios(): Promise<readonly Scenario[]>
  openScenario(scenario: Scenario): Promise<void>
  closeScenario(scenario: ClosedScenario): Promise<void>
  base(until: number): Promise<Base | null>
  rebase(base: Base): Promise<void>
  /** Moves rows up to a position out of the way; `rows` and `withKeys` still find them. */
  archive(until: number): Promise<void>
  archived(): Promise<number>
  /** What the database itself finds wrong with its files; null when nothing. */
  fault(): Promise<string | null>
  /** After a lost connection: whatever was under way has ended, one way or the other. @throws Refusal */
  reconnect(): Promise<void>
  close(): Promise<void>
}

export type ClosedScenario = Scenario & { readonly closed: NonNullable<Scenario['closed']> }

/** The database went away in the middle of something. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost'
}
