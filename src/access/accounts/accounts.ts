/** Everybody who may sign in to a company, how they do it, and the record of it. */
import { Refusal } from '../../core/base/refusal.js'
import type { Grant } from '../grant.js'
import { type AccessDatabase, openAccessDatabase } from './access-database.js'
import { type Attempts, openAttempts } from './attempts.js'
import { type Audit, type By, openAudit } from './audit.js'
import { assertGoodPassword, hashPassword, isPassword } from './passwords.js'
import { openPreferences, type Preferences } from './preferences.js'
import { newSecret } from './secret.js'
import { openSessions, SESSION_TIMES, type Sessions, type SessionTimes } from './sessions.js'
import { openTokens, type Token, type Tokens } from './tokens.js'
import { openUsers, type User, type UserDraft, type Users } from './users.js'
import { openViews, type Views } from './views.js'

export interface SignedIn {
  readonly user: User
  /** For the cookie; it is kept nowhere else. */
  readonly secret: string
}

export interface AccountOptions {
  readonly now?: () => number
  readonly times?: SessionTimes
}

interface Entrance {
  readonly origin: string
  /** The session that the browser had: it is ended, so that nobody keeps one that was planted there. */
  readonly before?: string | undefined
}

export class Accounts {
  readonly audit: Audit
  readonly tokens: Pick<Tokens, 'list' | 'revoke'>
  readonly users: Pick<Users, 'list' | 'find' | 'add' | 'grant' | 'speak' | 'change' | 'assertNameFree'>
  readonly views: Views
  readonly preferences: Preferences
  private readonly sessions: Sessions
  private readonly attempts: Attempts

  private constructor(
    private readonly database: AccessDatabase,
    private readonly allUsers: Users,
    private readonly allTokens: Tokens,
    audit: Audit,
    now: () => number,
    times: SessionTimes,
  ) {
    this.audit = audit
    this.users = allUsers
    this.tokens = allTokens
    this.views = openViews(database, now)
    this.preferences = openPreferences(database)
    this.sessions = openSessions(database, now, times)
    this.attempts = openAttempts(database, now)
  }

  static open(file: string, { now = Date.now, times = SESSION_TIMES }: AccountOptions = {}): Accounts {
    const database = openAccessDatabase(file)
    const audit = openAudit(database, now)
    return new Accounts(database, openUsers(database, audit, now), openTokens(database, audit, now), audit, now, times)
  }

  /**
   * By password.
   * @throws Refusal `access.wrong_password`, `access.too_many_attempts`
   */
  async signIn(given: { user: string; password: string } & Entrance): Promise<SignedIn> {
    const user = await this.proven(given.user, given.password, given.origin)
    return this.enter(user, given, 'password')
  }

  /**
   * By an identity provider that vouches for a subject and perhaps an e-mail address.
   * @throws Refusal `access.no_account`
   */
  signInAs(
    given: { subject: string; email: string | null } & Entrance,
    newcomer: () => UserDraft | null = () => null,
  ): SignedIn {
    const { subject, email, origin } = given
    const by: By = { actor: subject, origin }
    const linked = this.allUsers.findBySubject(subject)
    if (linked !== null) return this.enter(linked, given, 'identity provider')
    const found = email === null ? null : this.allUsers.findByEmail(email)
    const user = found?.subject === null ? found : found === null ? addNewcomer(this.allUsers, newcomer(), by) : null
    if (user === null) {
      this.audit.add('sign-in failed', by, email ?? subject)
      throw new Refusal('access.no_account', {})
    }
    this.allUsers.link(user.id, subject, by)
    return this.enter(user, given, 'identity provider')
  }

  signOut(secret: string, origin: string): void {
    const user = this.sessions.userOf(secret)
    this.sessions.end(secret)
    if (user !== null) this.audit.add('signed out', { actor: user, origin }, user)
  }

  userOfSession(secret: string): User | null {
    return this.active(this.sessions.userOf(secret))
  }

  userOfToken(secret: string): { user: User; token: Token } | null {
    const token = this.allTokens.find(secret)
    const user = token === null ? null : this.active(token.user)
    return token === null || user === null ? null : { user, token }
  }

  makeToken(draft: Parameters<Tokens['make']>[0], by: By): ReturnType<Tokens['make']> {
    this.known(draft.user)
    return this.allTokens.make(draft, by)
  }

  /** One's own, knowing the old one. Every other session of theirs ends. */
  async changePassword(given: {
    user: string
    old: string
    password: string
    origin: string
    session: string | undefined
  }): Promise<void> {
    const { user, old, password, origin, session } = given
    await this.proven(user, old, origin)
    assertGoodPassword(user, password)
    if (password === old) throw new Refusal('access.same_password', {})
    this.allUsers.setPassword(user, await hashPassword(password), false, { actor: user, origin })
    this.sessions.endAllOf(user, session)
  }

  /** Somebody else's; they have to choose another at once when it is `oneTime`. */
  async resetPassword(user: string, password: string, by: By, oneTime: boolean): Promise<void> {
    assertGoodPassword(user, password)
    this.allUsers.setPassword(user, await hashPassword(password), oneTime, by)
    this.sessions.endAllOf(user)
  }

  /** They cannot sign in any more; what they did keeps their name, which nobody else can have. */
  removeUser(user: string, by: By): void {
    this.allUsers.remove(user, by)
    this.sessions.endAllOf(user)
    this.allTokens.revokeAllOf(user, by)
    this.views.forget(user)
    this.preferences.forget(user)
  }

  endSessions(user: string, by: By): void {
    this.known(user)
    this.sessions.endAllOf(user)
    this.audit.add('sessions ended', by, user)
  }

  close(): void {
    this.database.close()
  }

  private active(id: string | null): User | null {
    const user = id === null ? null : this.allUsers.find(id)
    return user?.active ? user : null
  }

  private known(id: string): void {
    if (this.active(id) === null) throw new Refusal('access.no_user', { user: id })
  }

  private enter(user: User, { origin, before }: Entrance, how: string): SignedIn {
    if (before !== undefined) this.sessions.end(before)
    const secret = this.sessions.open(user.id, origin)
    this.audit.add('signed in', { actor: user.id, origin }, user.id, { how })
    return { user, secret }
  }

  /** Whoever knows the password, or a refusal; every wrong one is counted and written down. */
  private async proven(id: string, password: string, origin: string): Promise<User> {
    const name = id.toLowerCase().slice(0, 64)
    try {
      this.attempts.begin(name, origin)
    } catch (error) {
      this.audit.add('sign-in held back', { actor: name, origin }, name)
      throw error
    }
    const user = this.active(name)
    if (!(await isPassword(user === null ? null : this.allUsers.passwordOf(user.id), password)) || user === null) {
      this.audit.add('sign-in failed', { actor: name, origin }, name)
      throw new Refusal('access.wrong_password', {})
    }
    this.attempts.succeeded(name, origin)
    return user
  }
}

function addNewcomer(users: Users, draft: UserDraft | null, by: By): User | null {
  return draft === null || users.find(draft.id) !== null ? null : users.add(draft, by)
}

/** What the first administrator of a company may do: everything, until they give it to others. */
export const FIRST_GRANT: Grant = {
  roles: ['administrator', 'demand', 'supply', 'finance', 'executive'],
  scopes: [{}],
  measures: null,
  processes: null,
}

/** A company without users gets its first one; gives the password to show, once, or null when there is somebody. */
export async function firstAdministrator(accounts: Accounts): Promise<{ user: string; password: string } | null> {
  if (accounts.users.list().length > 0) return null
  const by: By = { actor: 'console', origin: 'console' }
  const user = accounts.users.add(
    { id: 'admin', name: 'Administrator', email: null, language: null, grant: FIRST_GRANT },
    by,
  )
  const password = newSecret().slice(0, 20)
  await accounts.resetPassword(user.id, password, by, true)
  return { user: user.id, password }
}
