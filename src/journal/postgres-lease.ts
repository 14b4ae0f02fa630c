/**
 * One process writes. The lease is an advisory lock of the session that writes, which the server takes back when the
 * session ends; and a term, counted up by whoever takes it, which every statement that writes asks for.
 */
import type pg from 'pg'
import { type Holder, inUse, thisProcess } from './lease-holder.js'
import { connectWriter, endClient, errorOf } from './postgres-connection.js'
import { checkOwner, checkSchema, createSchema, hasSchema, keepOwner, lockOf } from './postgres-schema.js'

const RETRY_MILLISECONDS = 100

export interface Writing {
  readonly client: pg.Client
  readonly term: number
}

export interface Server {
  readonly connectionString: string
  readonly address: string
  readonly schema: string
  /** Null where nobody asks whose it is. */
  readonly owner: string | null
}

export interface Waiting {
  /** Moment of `performance.now()` until which whoever has the lease is waited for. */
  readonly until: number
  /** Told each time that the server answers. */
  readonly heard: () => void
}

/**
 * A connection that holds the lock; it waits for whoever has it.
 * @throws Refusal `journal.other_company`, `journal.in_use` naming the holder; ConnectionLost
 */
export async function connectHolding(server: Server, { until, heard }: Waiting): Promise<pg.Client> {
  const client = await connectWriter(server.connectionString)
  try {
    const { schema, address, owner } = server
    // Before the lease: of another company nobody waits for it.
    if (await hasSchema(client, schema)) await checkOwner(client, schema, address, owner)
    for (;;) {
      const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS held', [lockOf(server.schema)])
      heard()
      if ((rows[0] as { held: boolean }).held) return client
      if (performance.now() >= until) throw inUse(await holderOf(client, server))
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS))
    }
  } catch (error) {
    await endClient(client)
    throw errorOf(error, server.address)
  }
}

/** The lease, with tables to write to. */
export async function takePostgresLease(server: Server, waiting: Waiting): Promise<Writing> {
  const client = await connectHolding(server, waiting)
  try {
    if (!(await hasSchema(client, server.schema))) await createSchema(client, server.schema)
    await checkSchema(client, server.schema, server.address)
    if (server.owner !== null) await keepOwner(client, server.schema, server.owner)
    await checkOwner(client, server.schema, server.address, server.owner)
    const taken = await client.query(`UPDATE ${server.schema}.lease SET term = term + 1, holder = $1 RETURNING term`, [
      JSON.stringify(thisProcess()),
    ])
    return { client, term: Number((taken.rows[0] as { term: string }).term) }
  } catch (error) {
    await endClient(client)
    throw errorOf(error, server.address)
  }
}

export async function termOf(client: pg.Client, { schema }: Server): Promise<number> {
  const { rows } = await client.query(`SELECT term FROM ${schema}.lease`)
  return Number((rows[0] as { term: string }).term)
}

async function holderOf(client: pg.Client, { schema }: Server): Promise<Holder | null> {
  if (!(await hasSchema(client, schema))) return null
  const { rows } = await client.query(`SELECT holder FROM ${schema}.lease`)
  return JSON.parse((rows[0] as { holder: string }).holder) as Holder
}
