import { Refusal } from '../../core/base/refusal.js'
import type { AccessDatabase } from './access-database.js'

/**
 * Failures that are free, and how long the next ones wait at most. Somebody at one address who tries one name is slowed
 * first; a name tried from everywhere is slowed least, so that nobody locks another person out for long.
 */
const LIMITS = {
  pair: { free: 5, mostSeconds: 900 },
  address: { free: 30, mostSeconds: 900 },
  name: { free: 50, mostSeconds: 30 },
} as const
/** Failures this old count no more. */
const FORGOTTEN_MS = 24 * 3600_000

interface Row {
  readonly failures: number
  readonly last_at: number
  readonly open_at: number
}

export interface Attempts {
  /**
   * Counts an attempt before it is known how it ends, so that many at once are many.
   * @throws Refusal `access.too_many_attempts` while one has to wait
   */
  begin(name: string, address: string): void
  /** The attempt was right: it and those before it are forgotten, except for the address. */
  succeeded(name: string, address: string): void
}

export function openAttempts(database: AccessDatabase, now: () => number): Attempts {
  const select = database.prepare('SELECT failures, last_at, open_at FROM attempts WHERE who = ?')
  const write = database.prepare(
    'INSERT OR REPLACE INTO attempts (who, failures, last_at, open_at) VALUES (?, ?, ?, ?)',
  )
  const forget = database.prepare('DELETE FROM attempts WHERE who = ? OR last_at < ?')
  const read = (who: string): Row => {
    const row = select.get(who) as Row | undefined
    return row === undefined || row.last_at < now() - FORGOTTEN_MS ? { failures: 0, last_at: 0, open_at: 0 } : row
  }
  const keys = (name: string, address: string): [string, keyof typeof LIMITS][] => [
    [`pair:${name}:${address}`, 'pair'],
    [`address:${address}`, 'address'],
    [`name:${name}`, 'name'],
  ]
  const begin = database.transaction((name: string, address: string): number => {
    const wait = Math.max(...keys(name, address).map(([who]) => read(who).open_at - now()))
    if (wait > 0) return wait
    for (const [who, kind] of keys(name, address)) {
      const failures = read(who).failures + 1
      const { free, mostSeconds } = LIMITS[kind]
      const seconds = failures < free ? 0 : Math.min(mostSeconds, 2 ** (failures - free))
      write.run(who, failures, now(), now() + seconds * 1000)
    }
    return 0
  })
  return {
    begin(name, address) {
      const wait = begin.immediate(name, address)
      if (wait > 0) throw new Refusal('access.too_many_attempts', { seconds: Math.ceil(wait / 1000) })
    },
    succeeded(name, address) {
      const [pair, from, own] = keys(name, address).map(([who]) => who) as [string, string, string]
      for (const who of [pair, own]) forget.run(who, now() - FORGOTTEN_MS)
      const { failures } = read(from)
      // One right answer among many wrong ones pays for itself only.
      write.run(from, Math.max(0, failures - 1), now(), 0)
    },
  }
}
