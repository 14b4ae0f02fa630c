import type { FactEvent, KeptEvent } from '../core/event/fact-event.js'

/** What became of an event: it stands at a position, or its id stands for something else already. */
export type Keeping =
  | { readonly state: 'kept' | 'known'; readonly position: number }
  | { readonly state: 'reused'; readonly position: number }

/** Where events lie until they are facts, and afterwards: append-only (docs/specs/events.md EV5-EV8). */
export interface Inbox {
  /**
   * One answer an event, in their order. Resolves when all that were kept are on disk.
   * @throws Refusal `journal.no_room`, `journal.cannot_write`, `journal.busy`: nothing of these events was kept
   */
  keep(events: readonly FactEvent[]): Promise<readonly Keeping[]>
  /** In the order of their positions, from after one on. */
  read(after: number, limit: number, table?: string): Promise<readonly KeptEvent[]>
  /** Of the newest event; 0 when there is none. */
  last(): Promise<number>
  close(): Promise<void>
}
