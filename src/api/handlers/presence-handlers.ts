import type { Handlers } from '../call.js'
import type { presenceRoutes } from '../declarations/presence.js'

export const presenceHandlers: Handlers<keyof typeof presenceRoutes> = {
  async sayPresent({ body }, { ports, shelf, caller, signedIn }) {
    await ports.plan.assertPlace(body, caller)
    shelf.presence.put(caller.actor, signedIn.name, body)
    return undefined
  },
  sayGone(_, { shelf, caller }) {
    shelf.presence.leave(caller.actor)
    return undefined
  },
}
