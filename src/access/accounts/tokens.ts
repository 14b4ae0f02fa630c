import { Refusal } from '../../core/base/refusal.js'
import type { AccessDatabase } from './access-database.js'
import type { Audit, By } from './audit.js'
import { hashSecret, newSecret } from './secret.js'

/** `api` does what its owner may; `live` only reads live tables, so it may stand in a workbook. */
export const TOKEN_KINDS = ['api', 'live'] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

export interface Token {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly kind: TokenKind
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly usedAt: string | null
}

interface Row {
  id: string
  user: string
  name: string
  kind: TokenKind
  created_at: number
  expires_at: number
  revoked_at: number | null
  used_at: number | null
}

/** Longer than this nobody remembers who has it. */
export const MOST_TOKEN_DAYS = 366
const DAY_MS = 86_400_000
const TOUCH_MS = 60_000
const PREFIX = 'rumbo_'

export interface Tokens {
  /** The secret is given here once and never again. */
  make(draft: { user: string; name: string; kind: TokenKind; days: number }, by: By): { token: Token; secret: string }
  /** Whose it is, while it is good. */
  find(secret: string): Token | null
  list(user?: string): Token[]
  /** @throws Refusal `access.no_token` also for one that belongs to somebody else, when an owner is named */
  revoke(id: string, by: By, owner?: string): void
  revokeAllOf(user: string, by: By): void
}

export function openTokens(database: AccessDatabase, audit: Audit, now: () => number): Tokens {
  const byHash = database.prepare('SELECT * FROM tokens WHERE hash = ? AND revoked_at IS NULL AND expires_at > ?')
  const byId = database.prepare('SELECT * FROM tokens WHERE id = ?')
  const touch = database.prepare('UPDATE tokens SET used_at = ? WHERE id = ?')
  const list = (user?: string): Token[] => {
    const rows =
      user === undefined
        ? database.prepare('SELECT * FROM tokens ORDER BY created_at, id').all()
        : database.prepare('SELECT * FROM tokens WHERE user = ? ORDER BY created_at, id').all(user)
    return (rows as Row[]).map(tokenOf)
  }
  const revoke = (id: string, by: By): void => {
    database.prepare('UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL').run(now(), id)
    audit.add('token revoked', by, id)
  }
  return {
    make({ user, name, kind, days }, by) {
      if (!Number.isInteger(days) || days < 1 || days > MOST_TOKEN_DAYS)
        throw new Refusal('access.token_days', { most: MOST_TOKEN_DAYS })
      const secret = PREFIX + newSecret()
      const id = `token-${newSecret().slice(0, 12)}`
      database
        .prepare('INSERT INTO tokens (id, hash, user, name, kind, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(id, hashSecret(secret), user, name, kind, now(), now() + days * DAY_MS)
      audit.add('token made', by, id, { user, name, kind, days })
      return { token: tokenOf(byId.get(id) as Row), secret }
    },
    find(secret) {
      if (!secret.startsWith(PREFIX)) return null
      const row = byHash.get(hashSecret(secret), now()) as Row | undefined
      if (row === undefined) return null
      if (now() - (row.used_at ?? 0) > TOUCH_MS) touch.run(now(), row.id)
      return tokenOf(row)
    },
    list,
    revoke(id, by, owner) {
      const row = byId.get(id) as Row | undefined
      if (row === undefined || (owner !== undefined && row.user !== owner))
        throw new Refusal('access.no_token', { token: id })
      if (row.revoked_at === null) revoke(id, by)
    },
    revokeAllOf(user, by) {
      for (const token of list(user)) if (token.revokedAt === null) revoke(token.id, by)
    },
  }
}

const iso = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString())

const tokenOf = (row: Row): Token => ({
  id: row.id,
  user: row.user,
  name: row.name,
  kind: row.kind,
  createdAt: new Date(row.created_at).toISOString(),
  expiresAt: new Date(row.expires_at).toISOString(),
  revokedAt: iso(row.revoked_at),
  usedAt: iso(row.used_at),
})
