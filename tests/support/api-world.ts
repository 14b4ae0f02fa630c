/** A server without a socket over a small plan, with somebody of every role; every answer is held against its schema. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { Accounts } from '../../src/access/accounts/accounts.js'
import type { TokenKind } from '../../src/access/accounts/tokens.js'
import type { Grant, GrantedScope } from '../../src/access/grant.js'
import { GuardedPlan } from '../../src/access/guarded-plan.js'
import type { Role } from '../../src/access/roles.js'
import { type ApiApp, buildApp } from '../../src/api/app.js'
import { type ApiRefusal, apiClient, type Client } from '../../src/api/client.js'
import type { Declared } from '../../src/api/declaration.js'
import { ROUTE_LIST } from '../../src/api/declarations.js'
import {
  API_SETTINGS,
  type ApiPorts,
  type ApiSettings,
  type CourseDesk,
  type DataDesk,
  type ProofShelf,
  type VersionDesk,
} from '../../src/api/ports.js'
import { SILENT } from '../../src/api/request-log.js'
import { Refusal } from '../../src/core/base/refusal.js'
import { SqliteInbox } from '../../src/events/sqlite-inbox.js'
import { openEventCounter } from '../../src/house/events/posting.js'
import { buildAccuracy } from '../../src/processes/accuracy/accuracy-report.js'
import type { KeptProof } from '../../src/processes/proof/kept-proof.js'
import { memoryLivingPlan } from './memory-living-plan.js'

export const URL_OF_TESTS = 'http://rumbo.test'
const by = { actor: 'boss', origin: 'test' }

export const PEOPLE: Readonly<Record<string, { roles: Role[]; scopes: GrantedScope[] }>> = {
  viewer: { roles: ['viewer'], scopes: [{}] },
  demand: { roles: ['demand'], scopes: [{}] },
  chile: { roles: ['demand'], scopes: [{ location: ['CL'] }] },
  peru: { roles: ['demand'], scopes: [{ location: ['PE'] }] },
  supply: { roles: ['supply'], scopes: [{}] },
  finance: { roles: ['finance'], scopes: [{}] },
  executive: { roles: ['executive'], scopes: [{}] },
  partner: { roles: ['partner'], scopes: [{ customer: ['CL', 'retail', 'mega'] }] },
  administrator: { roles: ['administrator'], scopes: [{}] },
}

export interface ApiWorld {
  readonly app: ApiApp
  readonly ports: ApiPorts
  readonly accounts: Accounts
  /** The secret of somebody's API token. */
  token(user: string, kind?: TokenKind, days?: number): string
  client(user: string | null, language?: string): Client
  send(request: Request): Promise<Response>
  ask(user: string | null, method: string, address: string, body?: unknown): Promise<Response>
  forward(milliseconds: number): void
  close(): void
}

const NO_VERSIONS: VersionDesk = {
  list: async () => ({ versions: [], live: null, record: null }),
  report: async (version) => {
    throw new Refusal('plan.no_version', { version })
  },
  bridge: async (version) => {
    throw new Refusal('plan.no_version', { version })
  },
  query: async (version) => {
    throw new Refusal('plan.no_version', { version })
  },
  why: async (version) => {
    throw new Refusal('plan.no_version', { version })
  },
  exceptions: async (version) => {
    throw new Refusal('plan.no_version', { version })
  },
  accuracy: async (query, viewer) => buildAccuracy([], query, viewer),
  corrections: async (version = 'live') => {
    throw new Refusal('corrections.not_kept', { version })
  },
  sign: async (version) => {
    throw new Refusal('plan.no_version', { version })
  },
}

const NO_COURSES: CourseDesk = {
  run: async () => {
    throw new Refusal('plan.no_plan', { folder: 'nowhere' })
  },
}

function memoryProofs(): ProofShelf {
  let newest: KeptProof | null = null
  return {
    newest: async () => newest,
    async keep(proof) {
      newest = proof
    },
  }
}

const noLoad = async (): Promise<never> => {
  throw new Refusal('data.no_load', { load: 0 })
}
const noUpload = async (upload: string): Promise<never> => {
  throw new Refusal('data.no_upload', { upload })
}
const NO_DATA: DataDesk = {
  tables: async () => ({ load: null, planDay: 20_788, tables: [], otherFiles: [] }),
  loads: async () => [],
  badRows: noLoad,
  receive: async ({ file }) => {
    throw new Refusal('data.file_name', { file, extensions: 'csv' })
  },
  uploads: async () => [],
  upload: noUpload,
  check: noUpload,
  confirm: noUpload,
  discard: noUpload,
}

export function openApiWorld(given: Partial<ApiPorts> & { settings?: ApiSettings } = {}): ApiWorld {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-api-'))
  let ahead = 0
  const now = (): number => Date.UTC(2026, 11, 1, 8) + ahead
  const accounts = Accounts.open(path.join(folder, 'access.db'), { now })
  for (const [id, { roles, scopes }] of Object.entries(PEOPLE)) {
    const grant: Grant = { roles, scopes, measures: null, processes: null }
    accounts.users.add({ id, name: id, email: `${id}@andina.cl`, language: null, grant }, by)
  }
  const inbox = openEventCounter(new SqliteInbox(path.join(folder, 'events.db'), now))
  const ports: ApiPorts = {
    plan: new GuardedPlan(memoryLivingPlan()),
    accounts,
    suppliedBy: () => [],
    versions: NO_VERSIONS,
    courses: NO_COURSES,
    data: NO_DATA,
    proofs: memoryProofs(),
    events: inbox,
    writeParquet: async () => new ReadableStream(),
    identityProvider: null,
    consoleKey: null,
    log: SILENT,
    phase: () => 'ready',
    programVersion: '0.0.0',
    companyLanguage: 'es',
    settings: { ...API_SETTINGS, requestsPerSecond: 100_000, requestBurst: 100_000 },
    now,
    ...given,
  }
  const app = buildApp(ports)
  const tokens = new Map<string, string>()
  const token = (user: string, kind: TokenKind = 'api', days = 30): string => {
    const known = tokens.get(`${user} ${kind} ${days}`)
    const secret = known ?? accounts.makeToken({ user, name: 'test', kind, days }, by).secret
    tokens.set(`${user} ${kind} ${days}`, secret)
    return secret
  }
  const send = async (request: Request): Promise<Response> => {
    const response = await app.fetch(request)
    await holdAgainstSchema(request, response)
    return response
  }
  return {
    app,
    ports,
    accounts,
    token,
    send,
    client: (user, language) =>
      apiClient({
        url: URL_OF_TESTS,
        ...(user === null ? {} : { token: token(user) }),
        ...(language === undefined ? {} : { language }),
        fetch: send,
      }),
    ask: (user, method, address, body) =>
      send(
        new Request(URL_OF_TESTS + address, {
          method,
          headers: {
            ...(user === null ? {} : { authorization: `Bearer ${token(user)}` }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      ),
    forward(milliseconds) {
      ahead += milliseconds
    },
    close() {
      app.endStreams()
      accounts.close()
      void inbox.close()
      fs.rmSync(folder, { recursive: true })
    },
  }
}

export const routeOf = (method: string, pathname: string): Declared | undefined =>
  ROUTE_LIST.map(([, declared]) => declared).find(
    (declared) =>
      declared.method === method.toLowerCase() &&
      new RegExp(`^${declared.path.replace(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`).test(pathname),
  )

/** Nothing is missing, and nothing is there that is not declared: a key too many may be a secret too many. */
async function holdAgainstSchema(request: Request, response: Response): Promise<void> {
  const declared = routeOf(request.method, new URL(request.url).pathname)
  if (!response.ok || declared?.answer === undefined) return
  const answer: unknown = await response.clone().json()
  expect(response.status).toBe(declared.status ?? 200)
  expect(declared.answer.parse(answer)).toEqual(answer)
}

/** What a call is refused with. */
export const refusalOf = (work: Promise<unknown>): Promise<ApiRefusal> =>
  work.then(
    () => expect.unreachable('it was not refused'),
    (error: ApiRefusal) => error,
  ) as Promise<ApiRefusal>
