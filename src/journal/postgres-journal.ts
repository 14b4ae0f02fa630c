import { Refusal } from '../core/base/refusal.js'
import { addressOf, readerPool, untilReached } from './postgres-connection.js'
import { type Server, takePostgresLease } from './postgres-lease.js'
import { checkSchema, hasSchema, schemaOf } from './postgres-schema.js'
import { PostgresStore } from './postgres-store.js'
import { type OpeningJournal, StoredJournal } from './stored-journal.js'

const PATIENCE_MILLISECONDS = 30_000

export interface PostgresPlace {
  /** `postgres://user:password@host:port/database`, from the configuration. */
  readonly connectionString: string
  /** Each company has a schema to itself. */
  readonly company: string
  /** How long a server that went away is waited for; half a minute when absent. */
  readonly patienceMilliseconds?: number
}

/**
 * The journal of a company in PostgreSQL; its tables are made when it is opened for writing and are not there.
 *
 * @throws Refusal `journal.in_use`, `journal.not_there` (for reading), `journal.unreachable`, `journal.cannot_open`,
 *   `journal.not_durable`
 */
export async function openPostgresJournal(place: PostgresPlace, opening: OpeningJournal): Promise<StoredJournal> {
  const { connectionString, company } = place
  const server: Server = { connectionString, address: addressOf(connectionString), schema: schemaOf(company) }
  const patience = place.patienceMilliseconds ?? PATIENCE_MILLISECONDS
  const until = performance.now() + (opening.waitMilliseconds ?? 0)
  const store = await untilReached(server.address, patience, async (heard) => {
    if (opening.mode === 'write')
      return new PostgresStore(server, await takePostgresLease(server, { until, heard }), patience)
    await checkReadable(server)
    return new PostgresStore(server, null, patience)
  })
  try {
    return await StoredJournal.over(store)
  } catch (error) {
    await store.close()
    throw error
  }
}

async function checkReadable(server: Server): Promise<void> {
  const { connectionString, address, schema } = server
  const pool = readerPool(connectionString)
  try {
    if (!(await hasSchema(pool, schema))) throw new Refusal('journal.not_there', { file: address })
    await checkSchema(pool, schema, address)
  } finally {
    await pool.end()
  }
}
