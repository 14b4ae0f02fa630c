import type { AccessDatabase } from './access-database.js'
import { hashSecret, newSecret } from './secret.js'

export interface SessionTimes {
  /** A session that nobody used for so long is over. */
  readonly idleMs: number
  /** And so is every session after this. */
  readonly absoluteMs: number
}

export const SESSION_TIMES: SessionTimes = { idleMs: 2 * 3600_000, absoluteMs: 12 * 3600_000 }

/** How stale the last use may be on disk, so that reading a page does not write for every request. */
const TOUCH_MS = 60_000

export interface Sessions {
  /** A session of its own for every sign-in; the secret is known to the browser alone. */
  open(user: string, origin: string): string
  /** Whose it is, while it lasts; using it keeps it from idling. */
  userOf(secret: string): string | null
  end(secret: string): void
  /** All of somebody's, except perhaps the one that asks. */
  endAllOf(user: string, exceptSecret?: string): void
}

export function openSessions(database: AccessDatabase, now: () => number, times: SessionTimes): Sessions {
  const insert = database.prepare('INSERT INTO sessions (id, user, opened_at, seen_at, origin) VALUES (?, ?, ?, ?, ?)')
  const select = database.prepare('SELECT user, seen_at FROM sessions WHERE id = ? AND opened_at > ? AND seen_at > ?')
  const touch = database.prepare('UPDATE sessions SET seen_at = ? WHERE id = ?')
  const remove = database.prepare('DELETE FROM sessions WHERE id = ?')
  const removeOthers = database.prepare('DELETE FROM sessions WHERE user = ? AND id <> ?')
  const sweep = database.prepare('DELETE FROM sessions WHERE opened_at <= ? OR seen_at <= ?')
  const limits = (): [number, number] => [now() - times.absoluteMs, now() - times.idleMs]
  return {
    open(user, origin) {
      sweep.run(...limits())
      const secret = newSecret()
      insert.run(hashSecret(secret), user, now(), now(), origin)
      return secret
    },
    userOf(secret) {
      const id = hashSecret(secret)
      const row = select.get(id, ...limits()) as { user: string; seen_at: number } | undefined
      if (row === undefined) return null
      if (now() - row.seen_at > Math.min(TOUCH_MS, times.idleMs / 10)) touch.run(now(), id)
      return row.user
    },
    end(secret) {
      remove.run(hashSecret(secret))
    },
    endAllOf(user, exceptSecret) {
      removeOthers.run(user, exceptSecret === undefined ? '' : hashSecret(exceptSecret))
    },
  }
}
