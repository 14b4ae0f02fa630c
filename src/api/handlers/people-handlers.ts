import type { User } from '../../access/accounts/users.js'
import { callerOf, isPartner } from '../../access/grant.js'
import { assertCovers } from '../../access/own-part.js'
import { Refusal } from '../../core/base/refusal.js'
import type { ActorId } from '../../core/edit/intent.js'
import { MAIN } from '../../core/edit/intent.js'
import { scopeCovers } from '../../core/edit/scope-cover.js'
import type { Call, Handlers } from '../call.js'
import type { peopleRoutes } from '../declarations/people.js'
import { said } from '../wire/base.js'
import { scopeAsked } from '../wire/table.js'
import { me } from './session-handlers.js'
import { show } from './user-handlers.js'

export const peopleHandlers: Handlers<keyof typeof peopleRoutes> = {
  changeAccount({ body }, call) {
    const { ports, caller, by, signedIn } = call
    // An identity provider signs in whoever has the address: nobody gives themselves another's.
    if (body.email !== undefined && ports.identityProvider !== null) throw new Refusal('access.email_is_identity', {})
    if (body.name !== undefined) ports.accounts.users.assertNameFree(caller.actor, body.name)
    const { name } = ports.accounts.users.change(caller.actor, said(body), by)
    call.shelf.presence.rename(caller.actor, name)
    return me({ ...signedIn, name }, call)
  },
  changeUser({ params, body }, { ports, shelf, by }) {
    const user = ports.accounts.users.change(params.user, said(body), by)
    shelf.presence.rename(user.id, user.name)
    return show(user)
  },
  async people(_, call) {
    const known = await heardOf(call)
    return { people: call.ports.accounts.users.list().filter(known).map(named) }
  },
  async readers({ params: { scenario }, query }, call) {
    const { ports, caller } = call
    const scope = scopeAsked(said(query))
    assertCovers(caller, scope)
    await ports.plan.epoch(scenario, caller)
    const known = await heardOf(call)
    const reads = (user: User): boolean => {
      const { may, scopes } = callerOf(user.id, user.grant, ports.suppliedBy)
      const isOpen = scenario === MAIN || may.has('open scenario')
      return isOpen && may.has('read') && scopes.some((own) => scopeCovers(own, scope))
    }
    const readers = ports.accounts.users.list().filter((user) => user.active && user.id !== caller.actor)
    return { people: readers.filter((user) => known(user) && reads(user)).map(named) }
  },
}

const named = ({ id, name }: User): { user: string; name: string } => ({ user: id, name })

/** Of the company's people a partner knows those who have said something that they read; of partners, their own. */
async function heardOf({ ports, caller }: Call): Promise<(user: User) => boolean> {
  const own = ports.accounts.users.find(caller.actor)
  if (own === null || !isPartner(own.grant)) return () => true
  const spoke = new Set<ActorId>()
  for (const { comments } of await ports.plan.comments(MAIN, caller)) for (const { actor } of comments) spoke.add(actor)
  return ({ id, grant }) => (isPartner(grant) ? ports.plan.hears(caller, id) : spoke.has(id))
}
