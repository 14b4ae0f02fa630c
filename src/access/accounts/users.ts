import { Refusal } from '../../core/base/refusal.js'
import type { MeasureGroup } from '../../core/edit/access.js'
import { MEASURE_GROUPS } from '../../core/edit/access.js'
import type { Language } from '../../language/message.js'
import type { Grant } from '../grant.js'
import { PROCESSES, type Process, ROLES, type Role } from '../roles.js'
import type { AccessDatabase } from './access-database.js'
import type { Audit, By } from './audit.js'

export interface User {
  /** Chosen once, never given to anybody else: the journal names people by it. */
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly language: Language | null
  readonly grant: Grant
  readonly hasPassword: boolean
  /** The password was made by somebody else: nothing is allowed but to choose another. */
  readonly mustChange: boolean
  /** `issuer#subject` at the identity provider, once linked. */
  readonly subject: string | null
  readonly active: boolean
  readonly createdAt: string
}

export interface UserDraft {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly language: Language | null
  readonly grant: Grant
}

interface Row {
  id: string
  name: string
  email: string | null
  language: Language | null
  granted: string
  password: string | null
  must_change: number
  subject: string | null
  active: number
  created_at: number
}

/** What of an account can be changed beside its rights. */
export interface AccountChange {
  readonly name?: string
  readonly email?: string | null
  readonly language?: Language | null
}

export interface Users {
  list(): User[]
  find(id: string): User | null
  findBySubject(subject: string): User | null
  findByEmail(email: string): User | null
  passwordOf(id: string): string | null
  add(draft: UserDraft, by: By): User
  grant(id: string, grant: Grant, by: By): User
  /** Their own choice; null: whatever the browser or the company says. */
  speak(id: string, language: Language | null): void
  /** What is not said stays. @throws Refusal `access.email_taken` */
  change(id: string, changed: AccountChange, by: By): User
  /** Nobody calls themselves what somebody else is called. @throws Refusal `access.name_taken` */
  assertNameFree(id: string, name: string): void
  setPassword(id: string, hash: string, mustChange: boolean, by: By): void
  link(id: string, subject: string, by: By): void
  /** Nobody of that id can sign in any more; what they did keeps their name. */
  remove(id: string, by: By): void
}

const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/

export function openUsers(database: AccessDatabase, audit: Audit, now: () => number): Users {
  const one = (where: string) => {
    const select = database.prepare(`SELECT * FROM users WHERE ${where}`)
    return (value: string): Row | undefined => select.get(value) as Row | undefined
  }
  const byId = one('id = ?')
  const bySubject = one('subject = ? AND active = 1')
  const byEmail = one('lower(email) = lower(?) AND active = 1')
  const shown = (row: Row | undefined): User | null => (row === undefined ? null : userOf(row))
  const known = (id: string): User => {
    const user = shown(byId(id))
    if (user === null || !user.active) throw new Refusal('access.no_user', { user: id })
    return user
  }
  const keepsAnAdministrator = (without: string): void => {
    const others = list().filter((user) => user.active && user.id !== without)
    if (!others.some((user) => user.grant.roles.includes('administrator')))
      throw new Refusal('access.last_administrator', { user: without })
  }
  const list = (): User[] => (database.prepare('SELECT * FROM users ORDER BY id').all() as Row[]).map(userOf)
  return {
    list,
    find: (id) => shown(byId(id)),
    findBySubject: (subject) => shown(bySubject(subject)),
    findByEmail: (email) => shown(byEmail(email)),
    passwordOf: (id) => byId(id)?.password ?? null,
    add(draft, by) {
      if (!ID.test(draft.id)) throw new Refusal('access.bad_user_name', { user: draft.id })
      if (byId(draft.id) !== undefined) throw new Refusal('access.user_exists', { user: draft.id })
      if (draft.email !== null && byEmail(draft.email) !== undefined)
        throw new Refusal('access.email_taken', { email: draft.email })
      const grant = checkedGrant(draft.grant)
      database
        .prepare('INSERT INTO users (id, name, email, language, granted, created_at) VALUES (?, ?, ?, ?, ?, ?)')
        .run(draft.id, draft.name, draft.email, draft.language, JSON.stringify(grant), now())
      audit.add('user added', by, draft.id, { grant })
      return known(draft.id)
    },
    grant(id, wanted, by) {
      const before = known(id).grant
      const grant = checkedGrant(wanted)
      if (before.roles.includes('administrator') && !grant.roles.includes('administrator')) keepsAnAdministrator(id)
      database.prepare('UPDATE users SET granted = ? WHERE id = ?').run(JSON.stringify(grant), id)
      audit.add('grant changed', by, id, { before, after: grant })
      return known(id)
    },
    speak(id, language) {
      database.prepare('UPDATE users SET language = ? WHERE id = ?').run(language, known(id).id)
    },
    ...openChanges(database, audit, { known, byEmail, list }),
    setPassword(id, hash, mustChange, by) {
      known(id)
      database.prepare('UPDATE users SET password = ?, must_change = ? WHERE id = ?').run(hash, mustChange ? 1 : 0, id)
      audit.add('password changed', by, id)
    },
    link(id, subject, by) {
      known(id)
      database.prepare('UPDATE users SET subject = ? WHERE id = ?').run(subject, id)
      audit.add('identity linked', by, id, { subject })
    },
    remove(id, by) {
      if (known(id).grant.roles.includes('administrator')) keepsAnAdministrator(id)
      database
        .prepare('UPDATE users SET active = 0, password = NULL, subject = NULL, email = NULL WHERE id = ?')
        .run(id)
      audit.add('user removed', by, id)
    },
  }
}

interface Lookups {
  readonly known: (id: string) => User
  readonly byEmail: (email: string) => Row | undefined
  readonly list: () => User[]
}

function openChanges(
  database: AccessDatabase,
  audit: Audit,
  { known, byEmail, list }: Lookups,
): Pick<Users, 'change' | 'assertNameFree'> {
  return {
    change(id, changed, by) {
      const user = known(id)
      const owner = changed.email ? byEmail(changed.email) : undefined
      if (owner !== undefined && owner.id !== id) throw new Refusal('access.email_taken', { email: owner.email! })
      const difference = differenceOf(user, changed)
      if (difference === null) return user
      const { name, email, language } = { ...user, ...changed }
      database.prepare('UPDATE users SET name = ?, email = ?, language = ? WHERE id = ?').run(name, email, language, id)
      audit.add('account changed', by, id, difference)
      return known(id)
    },
    assertNameFree(id, name) {
      if (list().some((other) => other.id !== id && isCalled(other, name)))
        throw new Refusal('access.name_taken', { name })
    },
  }
}

const isCalled = ({ id, name }: User, other: string): boolean =>
  name.toLocaleLowerCase() === other.toLocaleLowerCase() || id === other.toLowerCase()

/** What of an account is another from now on; null where nothing is. */
function differenceOf(user: User, changed: AccountChange) {
  const after: Required<AccountChange> = { name: user.name, email: user.email, language: user.language, ...changed }
  const fields = (['name', 'email', 'language'] as const).filter((field) => after[field] !== user[field])
  const of = (from: Required<AccountChange>) => Object.fromEntries(fields.map((field) => [field, from[field]]))
  return fields.length === 0 ? null : { was: of(user), is: of(after) }
}

const userOf = (row: Row): User => ({
  id: row.id,
  name: row.name,
  email: row.email,
  language: row.language,
  grant: JSON.parse(row.granted) as Grant,
  hasPassword: row.password !== null,
  mustChange: row.must_change === 1,
  subject: row.subject,
  active: row.active === 1,
  createdAt: new Date(row.created_at).toISOString(),
})

/** AC4: a partner has no other role, and every scope of theirs names the one side they are on. */
function checkedGrant(grant: Grant): Grant {
  const unknown =
    grant.roles.find((role) => !ROLES.includes(role as Role)) ??
    grant.measures?.find((measure) => !MEASURE_GROUPS.includes(measure as MeasureGroup)) ??
    grant.processes?.find((process) => !PROCESSES.includes(process as Process))
  if (unknown !== undefined) throw new Refusal('access.unknown_grant', { name: unknown })
  if (!grant.roles.includes('partner')) return grant
  if (grant.roles.length > 1) throw new Refusal('access.partner_stands_alone', {})
  const suppliers = grant.scopes.filter((scope) => 'supplier' in scope).length
  const customers = grant.scopes.filter((scope) => !('supplier' in scope) && (scope.customer?.length ?? 0) > 0).length
  if (suppliers + customers < grant.scopes.length || (suppliers > 0 && customers > 0))
    throw new Refusal('access.partner_scope', {})
  return grant
}
