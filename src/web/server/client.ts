import { ROUTES } from 'virtual:routes'
import { ApiRefusal, addressOf, type Client, type ClientOptions, callerOf } from '../../api/route-caller.js'
import type { Language } from '../../language/message.js'

export type { Client }
export { ApiRefusal }

/** How the server is reached from a page of it: by the session's cookie. */
export const optionsIn = (language: Language): ClientOptions => ({ url: location.origin, language })

export const clientIn = (language: Language): Client => callerOf(ROUTES, optionsIn(language))

/** Of a route that the browser itself opens, such as a file. */
export const linkTo = (name: keyof typeof ROUTES, sent: { params?: object; query?: object } = {}): string =>
  addressOf(ROUTES[name].path, sent.params as never, sent.query as never)

/** Keys of entries: chosen here, so that what is sent twice is done once. */
export const freshKey = (): string => crypto.randomUUID()
