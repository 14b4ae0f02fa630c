import type { User } from '../../access/accounts/users.js'
import type { Grant, GrantedScope } from '../../access/grant.js'
import { Refusal } from '../../core/base/refusal.js'
import type { Handlers } from '../call.js'
import type { UserShown, userRoutes } from '../declarations/session.js'
import { said } from '../wire/base.js'

export const show = ({ subject, grant, ...user }: User): UserShown => ({
  ...user,
  linked: subject !== null,
  grant: {
    roles: [...grant.roles],
    scopes: grant.scopes.map((scope) => structuredClone(scope) as UserShown['grant']['scopes'][number]),
    measures: grant.measures === null ? null : [...grant.measures],
    processes: grant.processes === null ? null : [...grant.processes],
  },
})

const grantOf = (given: UserShown['grant']): Grant => ({
  ...given,
  measures: given.measures ?? null,
  processes: given.processes ?? null,
  scopes: given.scopes.map((scope) => said(scope) as GrantedScope),
})

export const userHandlers: Handlers<keyof typeof userRoutes> = {
  listUsers: (_, { ports }) => ({ users: ports.accounts.users.list().map(show) }),
  async addUser({ body }, { ports, by }) {
    const { password, grant, ...draft } = body
    const user = ports.accounts.users.add({ ...draft, grant: grantOf(grant) }, by)
    if (password !== undefined) await ports.accounts.resetPassword(user.id, password, by, true)
    return show(ports.accounts.users.find(user.id)!)
  },
  findUser({ params }, { ports }) {
    const user = ports.accounts.users.find(params.user)
    if (user === null) throw new Refusal('access.no_user', { user: params.user })
    return show(user)
  },
  grantUser: ({ params, body }, { ports, by }) => show(ports.accounts.users.grant(params.user, grantOf(body), by)),
  async resetPassword({ params, body }, { ports, by }) {
    await ports.accounts.resetPassword(params.user, body.password, by, true)
    return undefined
  },
  endSessions({ params }, { ports, by }) {
    ports.accounts.endSessions(params.user, by)
    return undefined
  },
  removeUser({ params }, { ports, by }) {
    ports.accounts.removeUser(params.user, by)
    return undefined
  },
  readAudit({ query: { after, limit, ...asked } }, { ports }) {
    const records = ports.accounts.audit.read(after, limit, said(asked))
    const next = records.length === limit ? records.at(-1)!.position : null
    return { records: records.map((record) => ({ ...record, detail: { ...record.detail } })), next }
  },
}
