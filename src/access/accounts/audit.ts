import type { AccessDatabase } from './access-database.js'

export const AUDIT_KINDS = [
  'signed in',
  'sign-in failed',
  'sign-in held back',
  'signed out',
  'user added',
  'user removed',
  'account changed',
  'grant changed',
  'password changed',
  'sessions ended',
  'token made',
  'token revoked',
  'identity linked',
  'file uploaded',
  'file confirmed',
  'file discarded',
] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

/** Something that was done to who may do what, or to the company's files: never changed and never removed. */
export interface AuditRecord {
  readonly position: number
  /** ISO moment. */
  readonly at: string
  /** Who did it; for a failed sign-in, the name that was tried. */
  readonly actor: string
  readonly kind: AuditKind
  /** Whom or what it was done to. */
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
  /** Network address, or `console`. */
  readonly origin: string
}

/** Who does something, and from where. */
export interface By {
  readonly actor: string
  readonly origin: string
}

export const AUDIT_ORDERS = ['oldest', 'newest'] as const

/** What of the record is asked for. */
export interface AuditQuery {
  readonly order?: (typeof AUDIT_ORDERS)[number]
  readonly kind?: AuditKind
  /** Who did it, or to whom or what it was done. */
  readonly about?: string
}

export interface Audit {
  add(kind: AuditKind, by: By, subject: string, detail?: Readonly<Record<string, unknown>>): void
  /** Oldest first, after a position; newest first, before it (0: from the newest on). */
  read(after: number, limit: number, query?: AuditQuery): AuditRecord[]
}

type Row = Omit<AuditRecord, 'at' | 'detail'> & { at: number; detail: string }

export function openAudit(database: AccessDatabase, now: () => number): Audit {
  const insert = database.prepare(
    'INSERT INTO audit (at, actor, kind, subject, detail, origin) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const asked = '(:kind IS NULL OR kind = :kind) AND (:about IS NULL OR actor = :about OR subject = :about)'
  const select = {
    oldest: database.prepare(`SELECT * FROM audit WHERE position > :after AND ${asked} ORDER BY position LIMIT :limit`),
    newest: database.prepare(
      `SELECT * FROM audit WHERE (:after = 0 OR position < :after) AND ${asked} ORDER BY position DESC LIMIT :limit`,
    ),
  }
  return {
    add(kind, { actor, origin }, subject, detail = {}) {
      insert.run(now(), actor, kind, subject, JSON.stringify(detail), origin)
    },
    read(after, limit, { order = 'oldest', kind, about } = {}) {
      const rows = select[order].all({ after, limit, kind: kind ?? null, about: about ?? null }) as Row[]
      return rows.map(recordOf)
    },
  }
}

const recordOf = ({ position, at, actor, kind, subject, detail, origin }: Row): AuditRecord => ({
  position,
  at: new Date(at).toISOString(),
  actor,
  kind,
  subject,
  detail: JSON.parse(detail) as Record<string, unknown>,
  origin,
})
