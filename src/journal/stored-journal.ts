import { assert } from '../core/base/assert.js'
import { Refusal } from '../core/base/refusal.js'
import { type Draft, type Entry, MAIN, type ScenarioId } from '../core/edit/intent.js'
import type { Base, Journal, Scenario } from '../core/edit/journal.js'
import { checkName, type EntryRow, entryOf, faultOf, type Link, millisecondsOf, newRow, START } from './entry-row.js'
import { EntryWriter } from './entry-writer.js'
import type { JournalStore } from './journal-store.js'

/** Whether every entry is what it was when it was written; if not, the first that is not. */
export type Verified =
  | { readonly sound: true; readonly entries: number; readonly digest: string }
  | { readonly sound: false; readonly position: number; readonly reason: 'missing' | 'changed' | 'unreadable' }

export interface OpeningJournal {
  /** To write takes the lease; to read needs nothing of anybody, and sees what is written meanwhile. */
  readonly mode: 'read' | 'write'
  /** How long to wait for whoever writes now: a standby waits for ever. Not at all when absent. */
  readonly waitMilliseconds?: number
}

const PAGE = 500
const POLL_MILLISECONDS = 50

/** A journal kept in a database. Rules of behaviour: docs/specs/journal.md. */
export class StoredJournal implements Journal {
  readonly #store: JournalStore
  readonly #writer: EntryWriter
  #closed = false

  private constructor(store: JournalStore, writer: EntryWriter) {
    this.#store = store
    this.#writer = writer
  }

  /** @throws Refusal `journal.damaged` when it is to be written to and its last entry is not what was written */
  static async over(store: JournalStore): Promise<StoredJournal> {
    const writer = new EntryWriter(store)
    const journal = new StoredJournal(store, writer)
    if (store.writable) await journal.#checkEnd()
    return journal
  }

  async append(scenario: ScenarioId, drafts: readonly Draft[]): Promise<readonly Entry[]> {
    this.#checkWritable()
    const rows = await this.#writer.append(drafts.map((draft) => newRow(scenario, draft)))
    return rows.map(entryOf)
  }

  /** @throws Refusal `journal.damaged` at the first entry that is not what was written */
  async *read(after: number, until?: number): AsyncIterable<Entry> {
    const head = await this.head()
    for await (const row of this.#sound(after, Math.min(until ?? head, head))) yield entryOf(row)
  }

  async head(): Promise<number> {
    return (await this.#store.last())?.position ?? 0
  }

  /**
   * Entries after a position, and then each as it is written, by whatever process, until the signal or `close`. What a
   * standby and a stream of events stand on.
   */
  async *follow(after: number, signal?: AbortSignal): AsyncIterable<Entry> {
    let last = after
    while (!this.#closed && !signal?.aborted) {
      const head = await this.head()
      if (head > last)
        for await (const row of this.#sound(last, head)) {
          if (this.#closed || signal?.aborted) return
          yield entryOf(row)
          last = row.position
        }
      else await pause(POLL_MILLISECONDS, signal)
    }
  }

  /** Reads everything and works out every digest again; the database is asked for faults of its own too. */
  async verify(): Promise<Verified> {
    let last = START
    try {
      for await (const row of this.#sound(0, await this.head())) last = row
      await Promise.all([this.scenarios(), this.base()])
      if ((await this.#store.fault()) === null) return { sound: true, entries: last.position, digest: last.digest }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { position, reason } = error.values
      if (error.code === 'journal.damaged')
        return { sound: false, position: Number(position), reason: reason === 'missing' ? 'missing' : 'changed' }
      if (error.code !== 'journal.unreadable') throw error
    }
    return { sound: false, position: last.position + 1, reason: 'unreadable' }
  }

  async positionAt(moment: string): Promise<number> {
    return this.#store.lastKnown(millisecondsOf(moment))
  }

  async openScenario(scenario: Omit<Scenario, 'closed'>): Promise<void> {
    this.#checkWritable()
    checkName('scenario', scenario.id)
    checkName('owner', scenario.owner)
    await this.#writer.alone(async () => {
      const known = await this.scenarios()
      const there = known.find(({ id }) => id === scenario.id)
      if (there !== undefined) {
        if (sameScenario(there, scenario)) return
        throw new Refusal('journal.scenario_exists', { scenario: scenario.id })
      }
      if (!known.some(({ id }) => id === scenario.parent))
        throw new Refusal('journal.unknown_scenario', { scenario: scenario.parent ?? '' })
      await this.#checkPosition(scenario.position)
      await this.#store.openScenario({ ...scenario, closed: null })
    })
  }

  async closeScenario(id: ScenarioId, closed: NonNullable<Scenario['closed']>): Promise<void> {
    this.#checkWritable()
    await this.#writer.alone(async () => {
      const there = (await this.scenarios()).find((scenario) => scenario.id === id)
      if (there === undefined || id === MAIN) throw new Refusal('journal.unknown_scenario', { scenario: id })
      if (there.closed !== null) {
        if (there.closed.as === closed.as && there.closed.position === closed.position) return
        throw new Refusal('journal.scenario_closed', { scenario: id })
      }
      await this.#checkPosition(closed.position)
      await this.#store.closeScenario({ ...there, closed })
    })
  }

  scenarios(): Promise<readonly Scenario[]> {
    return this.#store.scenarios()
  }

  base(until: number = Number.MAX_SAFE_INTEGER): Promise<Base | null> {
    return this.#store.base(until)
  }

  async rebase(base: Base): Promise<void> {
    this.#checkWritable()
    checkName('version', base.version)
    await this.#writer.alone(async () => {
      const last = await this.base()
      if (last?.version === base.version && last.position === base.position) return
      await this.#checkPosition(base.position)
      await this.#store.rebase(base)
    })
  }

  /**
   * Moves entries up to a position out of the way of every day's reading; history still finds them.
   * @throws Refusal `journal.not_in_base` when the plan still needs them
   */
  async compact(until: number): Promise<void> {
    this.#checkWritable()
    await this.#writer.alone(async () => {
      const base = await this.base()
      if (until > (base?.position ?? 0))
        throw new Refusal('journal.not_in_base', { position: until, base: base?.position ?? 0 })
      // The last one stays: what follows is chained to it.
      if (until - 1 > (await this.#store.archived())) await this.#store.archive(until - 1)
    })
  }

  /** What is being written is finished first. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#writer.idle()
    await this.#store.close()
  }

  async *#sound(after: number, until: number): AsyncIterable<EntryRow> {
    if (after >= until) return
    let last: Link = START
    if (after > 0) {
      const [row] = await this.#store.rows(after - 1, after, 1)
      if (row?.position !== after) throw new Refusal('journal.damaged', { position: after, reason: 'missing' })
      last = row
    }
    let asked = this.#page(last.position, until)
    while (last.position < until) {
      const page = await asked
      // The next one is on its way while this one is worked through.
      asked = this.#page(page.at(-1)?.position ?? until, until)
      if (page.length === 0) throw new Refusal('journal.damaged', { position: last.position + 1, reason: 'missing' })
      for (const row of page) {
        const fault = faultOf(last, row)
        if (fault !== null) throw new Refusal('journal.damaged', { position: last.position + 1, reason: fault })
        yield row
        last = row
      }
    }
  }

  /** What is written next is chained to the last entry, so that one must be sound. */
  async #checkEnd(): Promise<void> {
    await this.#writer.refresh()
    const head = await this.head()
    for await (const _ of this.#sound(Math.max(0, head - 1), head));
  }

  #page(after: number, until: number): Promise<readonly EntryRow[]> {
    const page = after < until ? this.#store.rows(after, until, PAGE) : Promise.resolve([])
    // Whoever stops reading before it comes does not ask what became of it.
    page.catch(() => undefined)
    return page
  }

  async #checkPosition(position: number): Promise<void> {
    const head = await this.head()
    if (!Number.isSafeInteger(position) || position < 0 || position > head)
      throw new Refusal('journal.unknown_position', { position, head })
  }

  #checkWritable(): void {
    assert(!this.#closed, 'the journal is closed')
    if (!this.#store.writable) throw new Refusal('journal.read_only')
  }
}

function sameScenario(a: Omit<Scenario, 'closed'>, b: Omit<Scenario, 'closed'>): boolean {
  return a.owner === b.owner && a.name === b.name && a.parent === b.parent && a.position === b.position
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, milliseconds)
    signal?.addEventListener('abort', over)
  })
}
