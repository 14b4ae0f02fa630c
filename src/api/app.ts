/** The server without its socket: one loop over the declared routes, and what every request goes through. */
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { Refusal } from '../core/base/refusal.js'
import { isRebase } from '../processes/living/change-kinds.js'
import { withHeaders } from './answer-headers.js'
import { checked, readBody } from './body.js'
import { Call, type Handlers, type Shelf } from './call.js'
import { credentialsOf } from './credentials.js'
import type { Declared } from './declaration.js'
import { ROUTE_LIST, type RouteName } from './declarations.js'
import { EventStreams } from './event-stream.js'
import { assertOwnPage, passGate } from './gate.js'
import { accuracyHandlers } from './handlers/accuracy-handlers.js'
import { companyHandlers } from './handlers/company-handlers.js'
import { correctionHandlers } from './handlers/correction-handlers.js'
import { dataHandlers } from './handlers/data-handlers.js'
import { eventHandlers } from './handlers/event-handlers.js'
import { forecastHandlers } from './handlers/forecast-handlers.js'
import { jobHandlers } from './handlers/job-handlers.js'
import { planHandlers } from './handlers/plan-handlers.js'
import { presenceHandlers } from './handlers/presence-handlers.js'
import { courseHandlers, operationHandlers, recordHandlers, scenarioHandlers } from './handlers/record-handlers.js'
import { sessionHandlers } from './handlers/session-handlers.js'
import { treeHandlers } from './handlers/tree-handlers.js'
import { userHandlers } from './handlers/user-handlers.js'
import { viewHandlers } from './handlers/view-handlers.js'
import { identify } from './identity.js'
import { JobBoard } from './job-board.js'
import { Measurements } from './measurements.js'
import { type ApiPorts, isAnswering } from './ports.js'
import { PresenceBoard } from './presence-board.js'
import { refusalAnswer, statusOf } from './refusals.js'
import { RequestLimits } from './request-limits.js'
import { spokenLanguage } from './spoken-language.js'
import { refusalIn } from './waiting-room.js'

export interface ApiApp {
  readonly fetch: (request: Request, env?: object) => Promise<Response> | Response
  /** Ends every event stream and asks jobs to stop: a server that stops waits for nobody. */
  endStreams(): void
}

/** The socket's address, as `@hono/node-server` hands it over. */
interface Env {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } }
}

type AnyHandler = (input: object, call: Call) => unknown

export function buildApp(ports: ApiPorts): ApiApp {
  const measurements = new Measurements(ports.now, ports.phase)
  const streams = new EventStreams((count) => measurements.listening(count))
  const jobs = new JobBoard(ports.now, (error) => ports.log.fault('job', error))
  const presence = new PresenceBoard(ports.now)
  const shelf: Shelf = { measurements, streams, jobs, presence, run: randomUUID() }
  const stop = ports.plan.watch((changed) => {
    measurements.changed(changed)
    if (isRebase(changed)) shelf.run = randomUUID()
  })
  const server = new Server(ports, shelf)
  const app = new Hono()
  for (const [name, declared] of ROUTE_LIST)
    app.on(declared.method.toUpperCase(), declared.path.replace(/\{(\w+)\}/g, ':$1'), (context) =>
      server.serve(context, name, declared),
    )
  app.notFound((context) => server.serve(context, null, NOWHERE))
  return {
    fetch: (request, env) => app.fetch(request, env),
    endStreams() {
      stop()
      jobs.cancelAll()
      streams.endAll()
    },
  }
}

const NOWHERE: Declared = { method: 'get', path: '(nowhere)', summary: '', area: '', needs: 'nobody' }
/** Calls that are answered whatever the server can do. */
const ALWAYS: readonly string[] = ['/health', '/ready', '/metrics']

class Server {
  private readonly handlers: Handlers
  private readonly limits: RequestLimits
  private readonly feedLimits: RequestLimits

  constructor(
    private readonly ports: ApiPorts,
    private readonly shelf: Shelf,
  ) {
    const { requestsPerSecond, requestBurst, eventRequestsPerSecond: events } = ports.settings
    this.limits = new RequestLimits(requestsPerSecond, requestBurst, ports.now)
    this.feedLimits = new RequestLimits(events, events, ports.now)
    this.handlers = {
      ...sessionHandlers(),
      ...userHandlers,
      ...planHandlers,
      ...treeHandlers,
      ...forecastHandlers,
      ...courseHandlers,
      ...scenarioHandlers,
      ...recordHandlers,
      ...accuracyHandlers,
      ...correctionHandlers,
      ...operationHandlers,
      ...jobHandlers,
      ...dataHandlers,
      ...eventHandlers,
      ...presenceHandlers,
      ...viewHandlers,
      ...companyHandlers,
    }
  }

  async serve(context: Context, name: RouteName | null, declared: Declared): Promise<Response> {
    const began = this.ports.now()
    const requestId = randomUUID()
    const request = context.req.raw
    let call = this.strangersCall(request, requestId, context.env as Env | undefined)
    let code: string | undefined
    let response: Response
    try {
      call = this.identified(call, declared)
      response = await this.answer(context, name, declared, call)
    } catch (error) {
      if (!(error instanceof Refusal)) this.ports.log.fault(requestId, error)
      const refused = error instanceof Refusal ? error : new Refusal('api.fault', {})
      code = refused.code
      response = refuse(refused, call, declared)
    }
    const status = response.status
    const seconds = (this.ports.now() - began) / 1000
    this.shelf.measurements.request(declared.path, request.method, status, seconds)
    this.ports.log.request({
      requestId,
      method: request.method,
      route: declared.path,
      status,
      milliseconds: seconds * 1000,
      actor: call.identity?.caller.actor ?? null,
      origin: call.origin,
      ...(code === undefined ? {} : { code }),
    })
    return withHeaders(response, { requestId, secure: call.secure, added: call.headers })
  }

  private async answer(context: Context, name: RouteName | null, declared: Declared, call: Call): Promise<Response> {
    const { ports, request } = call
    if (name === null) throw new Refusal('api.not_found', {})
    if (!ALWAYS.includes(declared.path)) {
      if (!isAnswering(ports.phase())) throw new Refusal(refusalIn(ports.phase()), {})
      const limits = declared.feed === true ? this.feedLimits : this.limits
      const seconds = limits.take(call.identity?.caller.actor ?? `address ${call.origin}`)
      if (seconds > 0) throw new Refusal('api.too_many_requests', { seconds })
    }
    passGate(declared, call.identity)
    assertOwnPage(request, call.identity, ownOrigin(ports, request))
    const input = {
      params: checked(declared.params, context.req.param(), 'params'),
      query: checked(declared.query, singles(context.req.queries()), 'query'),
      body:
        declared.body === undefined
          ? undefined
          : checked(declared.body, await readBody(request, ports.settings.bodyBytes), 'body'),
    }
    const answer = await (this.handlers[name] as AnyHandler)(input, call)
    if (answer instanceof Response) return answer
    return declared.status === 204
      ? new Response(null, { status: 204 })
      : Response.json(answer, { status: declared.status ?? 200 })
  }

  private strangersCall(request: Request, requestId: string, env: Env | undefined): Call {
    const { ports, shelf } = this
    const secure = ownOrigin(ports, request).startsWith('https:')
    const origin = addressOf(ports, request, env)
    return new Call(
      ports,
      shelf,
      request,
      requestId,
      origin,
      null,
      spokenLanguage(request, null, ports.companyLanguage),
      secure,
    )
  }

  private identified(call: Call, declared: Declared): Call {
    const { ports, shelf, request, requestId, origin, secure } = call
    const identity = identify(ports, credentialsOf(request, secure, declared.live === true))
    const language = spokenLanguage(request, identity?.language ?? null, ports.companyLanguage)
    return new Call(ports, shelf, request, requestId, origin, identity, language, secure)
  }
}

function refuse(refused: Refusal, call: Call, { live }: Declared): Response {
  const status = refused.code === 'api.fault' ? 500 : statusOf(refused.code)
  const response = Response.json(refusalAnswer(refused, call.language, call.requestId), { status })
  const { seconds } = refused.values
  if (status === 429 && seconds !== undefined) response.headers.set('retry-after', String(seconds))
  // A workbook asks for a password when it is told how; on our own pages the browser's window would be in the way.
  if (status === 401 && live === true) response.headers.set('www-authenticate', 'Basic realm="Rumbo"')
  return response
}

const ownOrigin = ({ settings }: ApiPorts, request: Request): string =>
  new URL(settings.publicUrl ?? request.url).origin

function addressOf({ settings }: ApiPorts, request: Request, env: Env | undefined): string {
  const forwarded = settings.trustProxy ? request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? env?.incoming?.socket?.remoteAddress ?? 'unknown'
}

/** A parameter that is there once is text, one that is repeated a list. */
const singles = (queries: Record<string, string[]>): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(queries).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]))
