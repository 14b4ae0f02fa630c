import { Refusal } from '../core/base/refusal.js'
import { addressOf, readerPool, untilReached } from './postgres-connection.js'
import { type Server, takePostgresLease } from './postgres-lease.js'
import { checkOwner, checkSchema, hasSchema, schemaOf } from './postgres-schema.js'
import { PostgresStore } from './postgres-store.js'
import { type OpeningJournal, StoredJournal } from './stored-journal.js'

const PATIENCE_MILLISECONDS = 30_000

export interface PostgresPlace {
  /** `postgres://user:password@host:port/database`, from the configuration. */
  readonly connectionString: string
  /** Each company has a schema to itself, named after it unless `schema` says otherwise. */
  readonly company: string
  readonly schema?: string
  /** Tells this company from others of its name; kept in the schema, which is refused to any other. */
  readonly owner?: string
  /** How long a server that went away is waited for; half a minute when absent. */
  readonly patienceMilliseconds?: number
}

/**
 * The journal of a company in PostgreSQL; its tables are made when it is opened for writing and are not there.
 *
 * @throws Refusal `journal.in_use`, `journal.not_there` (for reading), `journal.unreachable`, `journal.cannot_open`,
 *   `journal.not_durable`, `journal.other_company`
 */
export async function openPostgresJournal(place: PostgresPlace, opening: OpeningJournal): Promise<StoredJournal> {
  const { connectionString, company, owner = null } = place
  const schema = place.schema ?? schemaOf(company)
  const server: Server = { connectionString, address: addressOf(connectionString), schema, owner }
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
  const { connectionString, address, schema, owner } = server
  const pool = readerPool(connectionString)
  try {
    if (!(await hasSchema(pool, schema))) throw new Refusal('journal.not_there', { file: address })
    await checkSchema(pool, schema, address)
    await checkOwner(pool, schema, address, owner)
  } finally {
    await pool.end()
  }
}
