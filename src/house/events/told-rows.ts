/** The rows that the events of an inbox tell, table by table, read in one go however many events there are. */
import { EVENT_TABLES, type EventTable, rowKeyOf, sumsOf } from '../../contract/event-check.js'
import { findTable } from '../../contract/tables.js'
import { compareEvents, type EventMark, type FactEvent, type KeptEvent } from '../../core/event/fact-event.js'
import { type ToldRow, tellOn, tellRow } from '../../core/event/told-row.js'
import type { Inbox } from '../../events/inbox.js'

/** A row as its events tell it, by its natural key. */
export interface RowTold {
  /** Null where it was withdrawn. */
  readonly row: ToldRow | null
  /** When the first event of it came, in milliseconds. */
  readonly firstKnownAt: number
}

export type RowsTold = ReadonlyMap<string, RowTold>

/** A row while its events are read. */
interface Telling {
  row: ToldRow | null
  readonly firstKnownAt: number
  /** Of the newest event; null once one did not count after the one before it. */
  last: EventMark | null
}

/**
 * Events that come in the order in which they count are told on, and none of them is kept in memory; rows of which one
 * came out of order are read once more, and told from all of theirs.
 */
export async function rowsTold(inbox: Inbox): Promise<ReadonlyMap<EventTable, RowsTold>> {
  const tables = new Map<string, Table>(EVENT_TABLES.map((name) => [name, new Table(name)]))
  for await (const event of everyEvent(inbox)) tables.get(event.table)!.tell(event)
  if ([...tables.values()].some(({ again }) => again.size > 0)) {
    for await (const event of everyEvent(inbox)) tables.get(event.table)!.collect(event)
    for (const table of tables.values()) table.tellAgain()
  }
  return new Map(EVENT_TABLES.map((name) => [name, tables.get(name)!.rows]))
}

const READ_AT_ONCE = 10_000

async function* everyEvent(inbox: Inbox): AsyncGenerator<KeptEvent> {
  // What comes meanwhile is taken the next time: both readings are of the same events.
  const until = await inbox.last()
  for (let after = 0; after < until; ) {
    const events = await inbox.read(after, Math.min(READ_AT_ONCE, until - after))
    yield* events
    after += events.length
  }
}

const markOf = ({ recordedAt, sender, id }: FactEvent): EventMark => ({ recordedAt, sender, id })

class Table {
  readonly rows = new Map<string, Telling>()
  /** Rows of which an event came out of order, with their events once they are read again. */
  readonly again = new Map<string, FactEvent[]>()
  private readonly contract: NonNullable<ReturnType<typeof findTable>>
  private readonly sums: ReadonlySet<string>

  constructor(name: EventTable) {
    this.contract = findTable(name)!
    this.sums = sumsOf(this.contract)
  }

  tell(event: KeptEvent): void {
    const key = rowKeyOf(this.contract, event.row)
    const known = this.rows.get(key)
    if (known === undefined) {
      this.rows.set(key, { row: tellOn(null, event, this.sums), firstKnownAt: event.knownAt, last: markOf(event) })
      return
    }
    if (known.last === null) return
    if (compareEvents(known.last, event) < 0) {
      known.row = tellOn(known.row, event, this.sums)
      known.last = markOf(event)
    } else {
      known.last = null
      this.again.set(key, [])
    }
  }

  collect(event: KeptEvent): void {
    this.again.get(rowKeyOf(this.contract, event.row))?.push(event)
  }

  tellAgain(): void {
    for (const [key, events] of this.again) this.rows.get(key)!.row = tellRow(events, this.sums)
  }
}
