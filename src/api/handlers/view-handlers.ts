import type { View } from '../../access/accounts/views.js'
import { Refusal } from '../../core/base/refusal.js'
import type { Call, Handlers } from '../call.js'
import type { viewRoutes } from '../declarations/views.js'

export const viewHandlers: Handlers<keyof typeof viewRoutes> = {
  views(_, call) {
    const { ports, caller } = call
    const seen = ports.accounts.views.list(caller.actor).filter((view) => sees(view, call))
    return { views: seen.map(showView) }
  },
  saveView({ params, body }, { ports, caller }) {
    const { sharedWith } = body
    if (sharedWith !== null && !caller.processes.has(sharedWith)) throw new Refusal('access.process', {})
    return showView(ports.accounts.views.put({ owner: caller.actor, name: params.name, ...body }))
  },
  removeView({ params, query }, call) {
    const { ports, caller } = call
    const owner = query.owner ?? caller.actor
    const { views } = ports.accounts
    const isShared = views.list(owner).some((view) => view.owner === owner && isOpen(view) && view.name === params.name)
    // What somebody keeps for themselves is not there for anybody else.
    if (owner !== caller.actor && !(caller.may.has('administer') && isShared))
      throw new Refusal('access.no_view', { view: params.name })
    views.remove(owner, params.name)
    return undefined
  },
  preferences: (_, { ports, caller }) => preferencesOf(caller.actor, ports),
  savePreferences({ body: { language, ...kept } }, { ports, caller }) {
    const { preferences, users } = ports.accounts
    preferences.write(caller.actor, kept)
    if (language !== undefined && users.find(caller.actor) !== null) users.speak(caller.actor, language)
    return preferencesOf(caller.actor, ports)
  },
}

/** The language is the account's: one truth, whoever says it. */
function preferencesOf(user: string, { accounts }: Call['ports']) {
  const language = accounts.users.find(user)?.language ?? null
  return { ...accounts.preferences.read(user), language }
}

const isOpen = ({ sharedWith }: View): boolean => sharedWith !== null

/** A partner sees their own only: an address may name what they do not know of. */
function sees({ owner, sharedWith }: View, { ports, caller }: Call): boolean {
  if (owner === caller.actor) return true
  if (sharedWith === null || !caller.processes.has(sharedWith)) return false
  return ports.accounts.users.find(caller.actor)?.grant.roles.includes('partner') !== true
}

const showView = (view: View) => ({ ...view, shared: isOpen(view) })
