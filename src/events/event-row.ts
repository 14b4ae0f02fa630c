import type { FactEvent, KeptEvent } from '../core/event/fact-event.js'

/** An event as a row of the inbox. */
export interface EventRow {
  readonly position: number
  readonly sender: string
  readonly id: string
  readonly told: string
  readonly known: number
  readonly payload: string
}

/** Everything that an event says beside whose it is: two with the same payload say the same. */
export function payloadOf({ says, happenedAt, recordedAt, row }: FactEvent): string {
  const columns = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([says, happenedAt, recordedAt, Object.fromEntries(columns)])
}

export function eventOf({ position, sender, id, told, known, payload }: EventRow): KeptEvent {
  const [says, happenedAt, recordedAt, row] = JSON.parse(payload) as [
    KeptEvent['says'],
    number,
    number,
    KeptEvent['row'],
  ]
  return { position, knownAt: known, id, sender, table: told, says, happenedAt, recordedAt, row }
}
