import { Refusal } from '../core/base/refusal.js'
import type { ScenarioId } from '../core/edit/intent.js'
import type { Scenario } from '../core/edit/journal.js'
import { chain, type EntryRow, type Link, type NewRow, START, sameContent } from './entry-row.js'
import { ConnectionLost, type JournalStore } from './journal-store.js'

/** The entries that an append became, or why it did not. */
type Answer = readonly EntryRow[] | Refusal

interface Waiting {
  readonly rows: readonly NewRow[]
  readonly resolve: (rows: readonly EntryRow[]) => void
  readonly reject: (error: unknown) => void
}

/** Rows that one writing to disk may take. */
const MOST_ROWS = 2_000

/**
 * Puts rows one after another. Appends that wait while another is being written go to disk together, each still all or
 * nothing and refused by itself.
 */
export class EntryWriter {
  readonly #store: JournalStore
  readonly #waiting: Waiting[] = []
  #turn: Promise<void> = Promise.resolve()
  #last: Link | null = null

  constructor(store: JournalStore) {
    this.#store = store
  }

  /** Reads anew where the journal ends. */
  async refresh(): Promise<void> {
    this.#last = (await this.#store.last()) ?? START
  }

  append(rows: readonly NewRow[]): Promise<readonly EntryRow[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows, resolve, reject })
      this.#turn = this.#turn.then(() => this.#writeWaiting())
    })
  }

  /** Does something while nothing else is being written. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(() => this.#overLostConnections(work))
    this.#turn = done.then(
      () => undefined,
      () => undefined,
    )
    return done
  }

  idle(): Promise<void> {
    return this.#turn
  }

  async #writeWaiting(): Promise<void> {
    const group: Waiting[] = []
    for (let rows = 0; this.#waiting.length > 0 && rows < MOST_ROWS; ) {
      const next = this.#waiting.shift()!
      rows += next.rows.length
      group.push(next)
    }
    if (group.length === 0) return
    try {
      const answers = await this.#overLostConnections(() => this.#writeGroup(group))
      group.forEach(({ resolve, reject }, at) => {
        const answer = answers[at]!
        if (answer instanceof Refusal) reject(answer)
        else resolve(answer)
      })
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  /**
   * After a lost connection nobody knows whether the last writing happened. Once the lease is ours again it has or it
   * has not, and the keys tell which.
   */
  async #overLostConnections<Result>(work: () => Promise<Result>): Promise<Result> {
    for (;;)
      try {
        return await work()
      } catch (error) {
        this.#last = null
        if (!(error instanceof ConnectionLost)) throw error
        await this.#store.reconnect()
      }
  }

  async #writeGroup(group: readonly Waiting[]): Promise<readonly Answer[]> {
    if (this.#last === null) await this.refresh()
    const keys = group.flatMap(({ rows }) => rows.map(({ key }) => key))
    const known = new Map((await this.#store.withKeys(keys)).map((row) => [row.key, row]))
    const scenarios = await this.#store.scenarios()
    const added: EntryRow[] = []
    const answers = group.map(({ rows }): Answer => {
      const before = added.length
      const answer = place(rows, { last: this.#last!, known, scenarios, added })
      if (!(answer instanceof Refusal)) return answer
      for (const row of added.splice(before)) known.delete(row.key)
      return answer
    })
    if (added.length > 0) {
      await this.#store.write(added)
      this.#last = added.at(-1)!
    }
    return answers
  }
}

interface Placing {
  readonly last: Link
  readonly known: Map<string, EntryRow>
  readonly scenarios: readonly Scenario[]
  readonly added: EntryRow[]
}

/** The entries that rows are or become; new ones are added to `known` and `added`. */
function place(rows: readonly NewRow[], { last, known, scenarios, added }: Placing): Answer {
  const placed: EntryRow[] = []
  for (const row of rows) {
    const before = known.get(row.key)
    if (before !== undefined && !sameContent(before, row))
      return new Refusal('journal.key_reused', { key: row.key, position: before.position })
    const fault = before === undefined ? scenarioFault(scenarios, row.scenario) : null
    if (fault !== null) return fault
    const entry = before ?? chain(added.at(-1) ?? last, row)
    if (before === undefined) {
      known.set(row.key, entry)
      added.push(entry)
    }
    placed.push(entry)
  }
  return placed
}

/** A scenario takes entries while it is open. */
function scenarioFault(scenarios: readonly Scenario[], id: ScenarioId): Refusal | null {
  const scenario = scenarios.find((one) => one.id === id)
  if (scenario === undefined) return new Refusal('journal.unknown_scenario', { scenario: id })
  return scenario.closed === null ? null : new Refusal('journal.scenario_closed', { scenario: id })
}
