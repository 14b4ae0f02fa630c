/** How PostgreSQL is reached here, and what its errors are called. */
import pg from 'pg'
import { Refusal } from '../core/base/refusal.js'
import { ConnectionLost } from './journal-store.js'

const CONNECT_MILLISECONDS = 5_000
/** A server that says nothing for so long is not there. */
const SILENT_MILLISECONDS = 60_000
const READERS = 3

/** Where the server is, without the password. */
export function addressOf(connectionString: string): string {
  try {
    const { host, pathname } = new URL(connectionString)
    return `${host}${pathname}`
  } catch {
    return 'postgres'
  }
}

/**
 * The connection that writes. The server is told to look every ten seconds whether it is still there, or the lease of a
 * machine that lost its power would be held for hours.
 *
 * @throws Refusal, ConnectionLost
 */
export async function connectWriter(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: 'rumbo-writer',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    query_timeout: SILENT_MILLISECONDS,
    keepAlive: true,
  })
  // Whoever asks next is told; nobody else needs to be.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(`SET synchronous_commit = on; SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
      SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000`)
    return client
  } catch (error) {
    await endClient(client)
    throw errorOf(error, addressOf(connectionString))
  }
}

/** Connections that read, made when they are needed. */
export function readerPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: 'rumbo-reader',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    query_timeout: SILENT_MILLISECONDS,
    keepAlive: true,
    max: READERS,
  })
  pool.on('error', () => undefined)
  return pool
}

/** Without waiting for a server that does not answer. */
export async function endClient(client: pg.Client): Promise<void> {
  const silent = new Promise<void>((resolve) => setTimeout(resolve, 1_000).unref())
  await Promise.race([client.end().catch(() => undefined), silent])
}

/** An error of the library as a refusal that a user can mend, as a lost connection, or as it is. */
export function errorOf(error: unknown, address: string): unknown {
  if (error instanceof Refusal || error instanceof ConnectionLost || !(error instanceof Error)) return error
  if (!(error instanceof pg.DatabaseError)) return isConnectionError(error) ? new ConnectionLost(error.message) : error
  const { code = '', message } = error
  const values = { file: address, detail: `${code} ${message}` }
  if (/^08|^57P0[1235]/.test(code)) return new ConnectionLost(message)
  if (code === '53100') return new Refusal('journal.no_room', values)
  if (/^53|^58|^25006/.test(code)) return new Refusal('journal.cannot_write', values)
  if (/^XX00[12]/.test(code)) return new Refusal('journal.unreadable', values)
  if (/^28|^3D|^42501/.test(code)) return new Refusal('journal.cannot_open', values)
  return error
}

function isConnectionError(error: Error): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' || /connection|terminated|timeout|not queryable|closed/i.test(error.message)
}

/**
 * Does something again until it is done, it is refused, or the server stays away for too long; `work` says each time that
 * it heard of it, so that whoever waits for something else for hours still has patience with a restart.
 */
export async function untilReached<Result>(
  address: string,
  patienceMilliseconds: number,
  work: (heard: () => void) => Promise<Result>,
): Promise<Result> {
  let until = performance.now() + patienceMilliseconds
  const heard = (): void => void (until = performance.now() + patienceMilliseconds)
  for (let wait = 20; ; wait = Math.min(wait * 2, 500))
    try {
      return await work(heard)
    } catch (thrown) {
      const error = errorOf(thrown, address)
      if (!(error instanceof ConnectionLost)) throw error
      if (performance.now() >= until) throw new Refusal('journal.unreachable', { address, detail: error.message })
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
}
