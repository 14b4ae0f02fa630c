import type { FactEvent, KeptEvent } from '../core/event/fact-event.js'
import { SqliteFile } from '../journal/sqlite-files.js'
import { type EventRow, eventOf, payloadOf } from './event-row.js'
import type { Inbox, Keeping } from './inbox.js'

const SCHEMA = `PRAGMA journal_mode=WAL;
CREATE TABLE IF NOT EXISTS event (
  position INTEGER PRIMARY KEY,
  sender TEXT NOT NULL,
  id TEXT NOT NULL,
  told TEXT NOT NULL,
  known INTEGER NOT NULL,
  payload TEXT NOT NULL,
  UNIQUE (sender, id)
) STRICT;`

const COLUMNS = ['position', 'sender', 'id', 'told', 'known', 'payload'] as const
const INSERT = 'INSERT OR IGNORE INTO event (position, sender, id, told, known, payload) VALUES (?, ?, ?, ?, ?, ?)'
const AFTER = 'FROM event WHERE position > ? ORDER BY position LIMIT ?'
const AFTER_OF = 'FROM event WHERE position > ? AND told = ? ORDER BY position LIMIT ?'
const OF_SENDER = 'FROM event WHERE sender = ? AND id = ?'

/** How many events are written at once: more would keep whoever came first waiting. */
const AT_ONCE = 5_000

interface Waiting {
  readonly events: readonly FactEvent[]
  readonly resolve: (kept: readonly Keeping[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * The inbox in one SQLite file in write-ahead mode. What comes while the disk is busy is written together the next time:
 * a thousand senders of one event each wait for as few writes as one who sends a thousand.
 */
export class SqliteInbox implements Inbox {
  readonly #file: SqliteFile
  readonly #now: () => number
  #waiting: Waiting[] = []
  #turn: NodeJS.Immediate | null = null

  /** @throws Refusal `journal.cannot_open`, `journal.unreadable` */
  constructor(file: string, now: () => number) {
    this.#file = new SqliteFile(file, 'write')
    this.#file.exec(SCHEMA)
    this.#now = now
  }

  keep(events: readonly FactEvent[]): Promise<readonly Keeping[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject })
      this.#turn ??= setImmediate(() => this.#write())
    })
  }

  async read(after: number, limit: number, table?: string): Promise<readonly KeptEvent[]> {
    const rows =
      table === undefined
        ? this.#file.rows<EventRow>(COLUMNS, AFTER, after, limit)
        : this.#file.rows<EventRow>(COLUMNS, AFTER_OF, after, table, limit)
    return rows.map(eventOf)
  }

  async last(): Promise<number> {
    return this.#last()
  }

  async close(): Promise<void> {
    if (this.#turn !== null) clearImmediate(this.#turn)
    while (this.#waiting.length > 0) this.#write()
    this.#file.exec('PRAGMA wal_checkpoint(PASSIVE)')
    this.#file.close()
  }

  #write(): void {
    this.#turn = null
    const batch = this.#takeBatch()
    try {
      const kept: (readonly Keeping[])[] = []
      this.#file.change(() => {
        const known = this.#now()
        let next = this.#last() + 1
        const keepOne = (event: FactEvent): Keeping => {
          const keeping = this.#keepOne(event, next, known)
          if (keeping.state === 'kept') next++
          return keeping
        }
        for (const { events } of batch) kept.push(events.map(keepOne))
      })
      for (const [at, { resolve }] of batch.entries()) resolve(kept[at]!)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    if (this.#waiting.length > 0) this.#turn ??= setImmediate(() => this.#write())
  }

  #last(): number {
    const [row] = this.#file.rows<{ last: number | null }>(['last'], 'FROM (SELECT max(position) AS last FROM event)')
    return row?.last ?? 0
  }

  #takeBatch(): readonly Waiting[] {
    let events = 0
    const end = this.#waiting.findIndex((one, at) => (events += one.events.length) > AT_ONCE && at > 0)
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end)
  }

  #keepOne(event: FactEvent, position: number, known: number): Keeping {
    const { sender, id, table } = event
    const payload = payloadOf(event)
    if (this.#file.run(INSERT, position, sender, id, table, known, payload) === 1) return { state: 'kept', position }
    const [before] = this.#file.rows<EventRow>(COLUMNS, OF_SENDER, sender, id)
    const isSame = before!.told === table && before!.payload === payload
    return { state: isSame ? 'known' : 'reused', position: before!.position }
  }
}
