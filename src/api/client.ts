/** Calls of the API, typed by the routes that the server checks. Works wherever there is `fetch`. */
import { ROUTES } from './declarations.js'
import { type Client, type ClientOptions, callerOf } from './route-caller.js'

export { ApiRefusal, type Client, type ClientOptions } from './route-caller.js'

export const apiClient = (options: ClientOptions): Client => callerOf(ROUTES, options)
