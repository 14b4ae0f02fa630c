import { Refusal } from '../../core/base/refusal.js'
import type { Process } from '../roles.js'
import type { AccessDatabase } from './access-database.js'

/** A screen as somebody likes to see it, under a name of their own. */
export interface View {
  readonly owner: string
  readonly name: string
  readonly screen: string
  /** What follows the screen in its address: `?` and what was chosen there. */
  readonly address: string
  /** Whose pages it belongs to, for those it is shared with; null where it is shared with nobody. */
  readonly sharedWith: Process | null
  readonly changedAt: string
}

export interface Views {
  /** Somebody's own, and everything that others share. */
  list(user: string): View[]
  /** In place of theirs of that name. @throws Refusal `access.too_many_views` */
  put(view: Omit<View, 'changedAt'>): View
  /** @throws Refusal `access.no_view` */
  remove(owner: string, name: string): void
  /** Of somebody who goes: what they shared stays. */
  forget(owner: string): void
}

const VIEWS_MOST = 200

interface Row {
  readonly owner: string
  readonly name: string
  readonly screen: string
  readonly address: string
  readonly shared_with: Process | null
  readonly changed_at: number
}

export function openViews(database: AccessDatabase, now: () => number): Views {
  const select = database.prepare(
    'SELECT * FROM views WHERE owner = ? OR shared_with IS NOT NULL ORDER BY screen, name, owner',
  )
  const others = database.prepare('SELECT count(*) AS count FROM views WHERE owner = ? AND name <> ?')
  const write = database.prepare(
    'INSERT OR REPLACE INTO views (owner, name, screen, address, shared_with, changed_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const remove = database.prepare('DELETE FROM views WHERE owner = ? AND name = ?')
  const forget = database.prepare('DELETE FROM views WHERE owner = ? AND shared_with IS NULL')
  const put = database.transaction(({ owner, name, screen, address, sharedWith }: Omit<View, 'changedAt'>): number => {
    const { count } = others.get(owner, name) as { count: number }
    if (count >= VIEWS_MOST) throw new Refusal('access.too_many_views', { most: VIEWS_MOST })
    const at = now()
    write.run(owner, name, screen, address, sharedWith, at)
    return at
  })
  return {
    list: (user) => (select.all(user) as Row[]).map(viewOf),
    put: (view) => ({ ...view, changedAt: new Date(put.immediate(view)).toISOString() }),
    remove(owner, name) {
      if (remove.run(owner, name).changes === 0) throw new Refusal('access.no_view', { view: name })
    },
    forget: (owner) => void forget.run(owner),
  }
}

const viewOf = ({ shared_with, changed_at, owner, name, screen, address }: Row): View => ({
  owner,
  name,
  screen,
  address,
  sharedWith: shared_with,
  changedAt: new Date(changed_at).toISOString(),
})
