/** Calls of routes that are known by their method and path: what a browser needs of the API, without its shapes. */
import { ACTING_AS } from './console.js'
import { type AnswerOf, RAW_TYPE, type SentTo } from './declaration.js'
import type { RouteName, Routes } from './declarations.js'
import type { RefusalAnswer } from './wire/base.js'

export interface ClientOptions {
  readonly url: string
  /** An API token, where there is no session cookie. */
  readonly token?: string
  /** With the console's key: the account to act as. */
  readonly actingAs?: string
  readonly language?: string
  readonly fetch?: (request: Request) => Promise<Response> | Response
}

/** What the server refused, as it said it. */
export class ApiRefusal extends Error {
  override name = 'ApiRefusal'
  readonly status: number
  readonly answer: RefusalAnswer

  constructor(status: number, answer: RefusalAnswer) {
    super(`${answer.code}: ${answer.message}`)
    this.status = status
    this.answer = answer
  }
}

/** How a route is reached. */
export interface RouteAddress {
  readonly method: string
  readonly path: string
  /** The answer is read from the response. */
  readonly streams?: unknown
  /** What is sent is bytes, as they are. */
  readonly raw?: unknown
}

export type Client = <Name extends RouteName>(name: Name, sent: SentTo<Routes[Name]>) => Promise<AnswerOf<Routes[Name]>>

export function callerOf(routes: Readonly<Record<RouteName, RouteAddress>>, options: ClientOptions): Client {
  const { url } = options
  const headers = { ...headersOf(options), accept: 'application/json' }
  return async (name, sent) => {
    const { method, path, streams, raw } = routes[name]
    const { params, query, body } = sent as Sent
    const isRaw = raw !== undefined
    const type = { 'content-type': isRaw ? RAW_TYPE : 'application/json' }
    const request = new Request(new URL(addressOf(path, params, query), url), {
      method: method.toUpperCase(),
      headers: body === undefined ? headers : { ...headers, ...type },
      ...(body === undefined
        ? {}
        : { body: isRaw ? (body as NonNullable<RequestInit['body']>) : JSON.stringify(body) }),
    })
    const response = await send(options, request)
    const answer = streams !== undefined ? response : response.status === 204 ? undefined : await response.json()
    return answer as AnswerOf<Routes[typeof name]>
  }
}

/** What a route without parameters streams. @throws ApiRefusal */
export function openRoute(
  options: ClientOptions,
  { method, path }: RouteAddress,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const init = { method: method.toUpperCase(), headers: { ...headersOf(options), ...headers } }
  return send(options, new Request(new URL(path, options.url), init))
}

async function send({ fetch: own = (sent) => fetch(sent) }: ClientOptions, request: Request): Promise<Response> {
  const response = await own(request)
  if (!response.ok) throw await refusalOf(response)
  return response
}

function headersOf({ token, actingAs, language }: ClientOptions): Record<string, string> {
  const headers: Record<string, string> = {}
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  if (actingAs !== undefined) headers[ACTING_AS] = actingAs
  if (language !== undefined) headers['accept-language'] = language
  return headers
}

interface Sent {
  readonly params?: Record<string, string | number>
  readonly query?: Record<string, string | number | readonly string[] | undefined>
  readonly body?: unknown
}

export function addressOf(path: string, params: Sent['params'] = {}, query: Sent['query'] = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of value === undefined ? [] : Array.isArray(value) ? value : [value])
      search.append(name, String(one))
  return search.size === 0 ? filled : `${filled}?${search}`
}

async function refusalOf(response: Response): Promise<ApiRefusal> {
  const text = await response.text()
  try {
    return new ApiRefusal(response.status, JSON.parse(text) as RefusalAnswer)
  } catch {
    // Something in between answered, not the server.
    return new ApiRefusal(response.status, {
      code: 'api.fault',
      message: text.slice(0, 200),
      remedy: '',
      requestId: '',
    })
  }
}
