/** A row of a table of the company folder, or a part of it, told by itself (docs/specs/events.md). */

/** What an event does to the columns it names. */
export const EVENT_SAYS = ['set', 'add', 'withdraw'] as const
export type EventSays = (typeof EVENT_SAYS)[number]

/** As it is sent, its envelope checked already. */
export interface SentEvent {
  readonly id: string
  readonly table: string
  readonly says: EventSays
  readonly happenedAt: number
  readonly recordedAt: number
  readonly row: Readonly<Record<string, string | number | boolean | null>>
}

export interface FactEvent {
  /** The sender's own. */
  readonly id: string
  readonly sender: string
  readonly table: string
  readonly says: EventSays
  /** Milliseconds since 1970. */
  readonly happenedAt: number
  /** When the sender learned of it, in milliseconds: what orders the events of a row. */
  readonly recordedAt: number
  /** Plain texts by column; those of the natural key always, empty where the row has none. */
  readonly row: Readonly<Record<string, string>>
}

/** An event that is on disk: where it stands, and when it came. */
export interface KeptEvent extends FactEvent {
  readonly position: number
  readonly knownAt: number
}

/** What of an event says when it counts. */
export type EventMark = Pick<FactEvent, 'recordedAt' | 'sender' | 'id'>

/** Which event of a row counts first: two that were recorded at the same moment are ordered by whose they are. */
export function compareEvents(a: EventMark, b: EventMark): number {
  return a.recordedAt - b.recordedAt || compareTexts(a.sender, b.sender) || compareTexts(a.id, b.id)
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
