import type pg from 'pg'
import { assert } from '../core/base/assert.js'
import { Refusal } from '../core/base/refusal.js'
import type { Base, Scenario } from '../core/edit/journal.js'
import type { EntryRow } from './entry-row.js'
import { type ClosedScenario, ConnectionLost, type JournalStore } from './journal-store.js'
import {
  BASE_COLUMNS,
  type BaseRow,
  baseOf,
  digestOfMaster,
  SCENARIO_COLUMNS,
  type ScenarioRow,
  scenarioOf,
} from './master-row.js'
import { endClient, errorOf, readerPool, untilReached } from './postgres-connection.js'
import { connectHolding, type Server, termOf, type Writing } from './postgres-lease.js'

const COLUMNS = 'position, scenario, key, actor, at, known, payload, digest'

type Value = string | number | null | readonly string[] | readonly number[]

/** The journal in a schema of PostgreSQL. Reading goes over connections of its own; writing over the one with the lease. */
export class PostgresStore implements JournalStore {
  readonly writable: boolean
  readonly #server: Server
  readonly #patience: number
  readonly #readers: pg.Pool
  readonly #term: number
  #client: pg.Client | null

  constructor(server: Server, writing: Writing | null, patienceMilliseconds: number) {
    this.#server = server
    this.#patience = patienceMilliseconds
    this.#readers = readerPool(server.connectionString)
    this.#client = writing?.client ?? null
    this.#term = writing?.term ?? 0
    this.writable = writing !== null
  }

  async last(): Promise<EntryRow | null> {
    const { schema } = this.#server
    const rows = await this.#entries(`SELECT ${COLUMNS} FROM ${schema}.entry ORDER BY position DESC LIMIT 1`)
    return rows[0] ?? null
  }

  /**
   * Positions are consecutive, so the end of a page is known. Asked for so many rows after a position instead, a server
   * that has not counted its rows yet sorts all that follow.
   */
  rows(after: number, until: number, most: number): Promise<readonly EntryRow[]> {
    return this.#entries(
      `SELECT ${COLUMNS} FROM ${this.#server.schema}.every_entry WHERE position > $1 AND position <= $2 ORDER BY position`,
      after,
      Math.min(until, after + most),
    )
  }

  withKeys(keys: readonly string[]): Promise<readonly EntryRow[]> {
    return this.#entries(`SELECT ${COLUMNS} FROM ${this.#server.schema}.every_entry WHERE key = ANY($1)`, keys)
  }

  async lastKnown(milliseconds: number): Promise<number> {
    const query = `SELECT max(position) AS position FROM ${this.#server.schema}.every_entry WHERE known <= $1`
    return Number((await this.#read<{ position: string | null }>(query, milliseconds))[0]!.position ?? 0)
  }

  async write(rows: readonly EntryRow[]): Promise<void> {
    const column = <Name extends keyof EntryRow>(name: Name): EntryRow[Name][] => rows.map((row) => row[name])
    await this.#change(
      rows.length,
      `INSERT INTO ${this.#server.schema}.entry (${COLUMNS})
        SELECT added.* FROM held, unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
          $9::text[]) AS added`,
      column('position'),
      column('scenario'),
      column('key'),
      column('actor'),
      column('at'),
      column('known'),
      column('payload'),
      column('digest'),
    )
  }

  async scenarios(): Promise<readonly Scenario[]> {
    const { schema, address } = this.#server
    const rows = await this.#read<ScenarioRow>(`SELECT ${SCENARIO_COLUMNS} FROM ${schema}.scenario ORDER BY serial`)
    return rows.map((row) => scenarioOf(row, address))
  }

  async openScenario(scenario: Scenario): Promise<void> {
    const { id, name, owner, parent, position, openedAt } = scenario
    await this.#change(
      1,
      `INSERT INTO ${this.#server.schema}.scenario (id, name, owner, parent, position, opened_at, digest)
        SELECT $2::text, $3::text, $4::text, $5::text, $6::bigint, $7::text, $8::text FROM held`,
      id,
      name,
      owner,
      parent,
      position,
      openedAt,
      digestOfMaster(scenario),
    )
  }

  async closeScenario(scenario: ClosedScenario): Promise<void> {
    const { id, closed } = scenario
    const statement = `UPDATE ${this.#server.schema}.scenario SET closed_as = $3, closed_position = $4, digest = $5 FROM held
      WHERE id = $2`
    await this.#change(1, statement, id, closed.as, closed.position, digestOfMaster(scenario))
  }

  async base(until: number): Promise<Base | null> {
    const { schema, address } = this.#server
    const query = `SELECT ${BASE_COLUMNS} FROM ${schema}.base WHERE position <= $1 ORDER BY serial DESC LIMIT 1`
    const [base] = await this.#read<BaseRow>(query, until)
    return base === undefined ? null : baseOf(base, address)
  }

  async rebase(base: Base): Promise<void> {
    const statement = `INSERT INTO ${this.#server.schema}.base (version, position, digest)
      SELECT $2::text, $3::bigint, $4::text FROM held`
    await this.#change(1, statement, base.version, base.position, digestOfMaster(base))
  }

  async archive(until: number): Promise<void> {
    const { schema } = this.#server
    const statement = `, moved AS (DELETE FROM ${schema}.entry USING held WHERE position <= $2 RETURNING ${COLUMNS})
      INSERT INTO ${schema}.entry_archive (${COLUMNS}) SELECT ${COLUMNS} FROM moved`
    await this.#change(until - (await this.archived()), statement, until)
  }

  async archived(): Promise<number> {
    const query = `SELECT coalesce(max(position), 0) AS position FROM ${this.#server.schema}.entry_archive`
    return Number((await this.#read<{ position: string }>(query))[0]!.position)
  }

  async fault(): Promise<string | null> {
    return null
  }

  /** @throws Refusal `journal.in_use`, `journal.lease_lost`, `journal.unreachable` */
  async reconnect(): Promise<void> {
    if (this.#client !== null) await endClient(this.#client)
    this.#client = null
    const { address } = this.#server
    this.#client = await untilReached(address, this.#patience, async (heard) => {
      const until = performance.now() + this.#patience
      const client = await connectHolding(this.#server, { until, heard })
      try {
        // Whoever wrote meanwhile wrote what this process has not read.
        if ((await termOf(client, this.#server)) !== this.#term) throw new Refusal('journal.lease_lost', { address })
        return client
      } catch (error) {
        await endClient(client)
        throw error
      }
    })
  }

  async close(): Promise<void> {
    if (this.#client !== null) await endClient(this.#client)
    await this.#readers.end()
  }

  async #entries(query: string, ...values: readonly Value[]): Promise<EntryRow[]> {
    const rows = await this.#read<EntryRow>(query, ...values)
    return rows.map((row) => ({ ...row, position: Number(row.position), known: Number(row.known) }))
  }

  #read<Row>(query: string, ...values: readonly Value[]): Promise<Row[]> {
    const { address } = this.#server
    const ask = async (): Promise<Row[]> => (await this.#readers.query(query, [...values])).rows as Row[]
    return untilReached(address, this.#patience, ask)
  }

  /** One statement, so one transaction, over `held`: one row while the lease is ours, and none otherwise. */
  async #change(expected: number, statement: string, ...values: readonly Value[]): Promise<void> {
    const { schema, address } = this.#server
    if (this.#client === null) throw new ConnectionLost('not connected')
    const held = `WITH held AS (SELECT term FROM ${schema}.lease WHERE term = $1 FOR SHARE)`
    const { rowCount } = await this.#client.query(`${held} ${statement}`, [this.#term, ...values]).catch((error) => {
      throw errorOf(error, address)
    })
    if (rowCount === expected) return
    assert(rowCount === 0, 'PostgreSQL changed another number of rows than it was asked to', { rowCount, expected })
    throw new Refusal('journal.lease_lost', { address })
  }
}
