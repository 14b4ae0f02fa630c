/** Accounts taken into a backup while a server uses them, and looked over. */
import Database from 'libsql'
import { Refusal } from '../../core/base/refusal.js'

const BUSY_MS = 5000

/**
 * Copies accounts into a file where there is none: users, tokens and the audit, no sessions. Gives how many users there
 * are. In the server's own process, not while it has `file` open by other means than SQLite's.
 *
 * @throws Refusal `backup.accounts_unreadable`
 */
export function copyAccess(file: string, target: string): number {
  return readingAccess(file, () => {
    const source = openReadOnly(file)
    try {
      source.exec(`VACUUM INTO '${target.replaceAll("'", "''")}'`)
    } finally {
      source.close()
    }
    const copy = new Database(target)
    try {
      // What was deleted is not to be found in the bytes of the file either.
      copy.exec('DELETE FROM sessions; VACUUM')
      return countUsers(copy)
    } finally {
      copy.close()
    }
  })
}

/** Looks over every page and table. @throws Refusal `backup.accounts_unreadable` */
export function checkAccess(file: string): { users: number } {
  return readingAccess(file, () => {
    const database = openReadOnly(file)
    try {
      const [found] = database.prepare('PRAGMA integrity_check(1)').all() as { integrity_check: string }[]
      if (found?.integrity_check !== 'ok') throw new Error(found?.integrity_check ?? '')
      for (const table of ['tokens', 'audit']) database.prepare(`SELECT count(*) FROM ${table}`).get()
      return { users: countUsers(database) }
    } finally {
      database.close()
    }
  })
}

type Connection = InstanceType<typeof Database>

const countUsers = (database: Connection): number =>
  (database.prepare('SELECT count(*) AS users FROM users').get() as { users: number }).users

function openReadOnly(file: string): Connection {
  return new Database(`file:${file.split('/').map(encodeURIComponent).join('/')}?mode=ro`, { timeout: BUSY_MS })
}

/** A full disk stays what it is. */
function readingAccess<Of>(file: string, work: () => Of): Of {
  try {
    return work()
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === 'SQLITE_FULL') throw Object.assign(new Error(message), { code: 'ENOSPC' })
    throw new Refusal('backup.accounts_unreadable', { file, reason: message.slice(0, 200) })
  }
}
