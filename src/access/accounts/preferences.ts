import { Refusal } from '../../core/base/refusal.js'
import type { AccessDatabase } from './access-database.js'

/** How somebody likes their screens: a small record of their own. */
export interface Preferences {
  read(user: string): Readonly<Record<string, unknown>>
  /** In place of what was there. @throws Refusal `access.preferences_too_long` */
  write(user: string, preferences: Readonly<Record<string, unknown>>): void
  forget(user: string): void
}

const BYTES_MOST = 8192

export function openPreferences(database: AccessDatabase): Preferences {
  const select = database.prepare('SELECT content FROM preferences WHERE user = ?')
  const write = database.prepare('INSERT OR REPLACE INTO preferences (user, content) VALUES (?, ?)')
  const forget = database.prepare('DELETE FROM preferences WHERE user = ?')
  return {
    read(user) {
      const row = select.get(user) as { content: string } | undefined
      return row === undefined ? {} : (JSON.parse(row.content) as Record<string, unknown>)
    },
    write(user, preferences) {
      const content = JSON.stringify(preferences)
      if (Buffer.byteLength(content) > BYTES_MOST)
        throw new Refusal('access.preferences_too_long', { kilobytes: BYTES_MOST / 1024 })
      write.run(user, content)
    },
    forget: (user) => void forget.run(user),
  }
}
