/** A company served from its start to its end: RS5 to RS10 of docs/specs/serving.md. */
import { randomBytes } from 'node:crypto'
import { firstAdministrator } from '../../access/accounts/accounts.js'
import type { Phase } from '../../api/ports.js'
import type { RequestLog } from '../../api/request-log.js'
import { openSocket, type Socket, within } from '../../api/socket.js'
import { waitingRoom } from '../../api/waiting-room.js'
import { Refusal } from '../../core/base/refusal.js'
import type { Settings } from '../configuration/settings.js'
import { assertCompanyFolder, programVersion } from '../house-options.js'
import { versionsOf } from '../versions.js'
import { type OpenCompany, openCompany } from './open-company.js'
import type { OpenPlan } from './open-plan.js'
import { removeServerFile, runningServer, writeServerFile } from './server-file.js'

export interface Serving {
  readonly settings: Settings
  readonly openPlan: OpenPlan
  readonly log: RequestLog
  /** Waits for whoever writes now instead of being refused. */
  readonly standby: boolean
  /** Stops the server in good order. */
  readonly signal: AbortSignal
  readonly told: (told: ServingTold) => void
}

/** What whoever started a server is told. */
export type ServingTold =
  | { readonly phase: 'standby' | 'opening'; readonly url: string }
  | { readonly phase: 'ready'; readonly url: string; readonly newcomer: { user: string; password: string } | null }
  | { readonly phase: 'stopped'; readonly cutOff: boolean }

/**
 * Resolves when the server has stopped.
 * @throws Refusal `plan.no_plan`, `serve.port_taken`, `serve.already_served`, `journal.in_use`
 */
export async function serveFolder(folder: string, serving: Serving): Promise<void> {
  assertCompanyFolder(folder)
  if ((await versionsOf(folder).live()) === null) throw new Refusal('plan.no_plan', { folder })
  await new Server(folder, serving).run()
}

class Server {
  private phase: Phase
  private readonly key = randomBytes(32).toString('base64url')
  private answer: (request: Request, env: object) => Promise<Response> | Response

  constructor(
    private readonly folder: string,
    private readonly serving: Serving,
  ) {
    const { settings, standby } = serving
    this.phase = standby ? 'standby' : 'opening'
    this.answer = waitingRoom({
      phase: () => this.phase,
      programVersion: programVersion(),
      language: settings.language ?? 'es',
      secure: settings.publicUrl?.startsWith('https:') ?? false,
    })
  }

  async run(): Promise<void> {
    const { signal, told } = this.serving
    const socket = await this.openSocket()
    try {
      told({ phase: this.serving.standby ? 'standby' : 'opening', url: this.urlFor(socket) })
      const company = await this.open()
      if (company === null) return
      try {
        if (!signal.aborted) await this.serve(company, socket)
      } finally {
        await this.stop(company, socket)
      }
    } finally {
      await socket.close(0)
    }
  }

  private async openSocket(): Promise<Socket> {
    const { settings, standby } = this.serving
    try {
      return await openSocket((request, env) => this.answer(request, env), settings)
    } catch (error) {
      // Most often the port is taken by this very company's server.
      throw error instanceof Refusal && !standby ? await this.inUse(error) : error
    }
  }

  /** Null when it was stopped before it could open the company. */
  private async open(): Promise<OpenCompany | null> {
    const { settings, openPlan, log, signal, standby } = this.serving
    const opening = { settings, openPlan, log, consoleKey: this.key, phase: () => this.phase }
    while (!signal.aborted) {
      try {
        return await openCompany(this.folder, opening)
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'journal.in_use')) throw error
        if (!standby) throw await this.inUse(error)
        await pause(STANDBY_MS, signal)
      }
    }
    return null
  }

  /** Names the server that has the company, where it can be found. */
  private async inUse(error: Refusal): Promise<Refusal> {
    const other = await runningServer(this.folder)
    return other === null
      ? error
      : new Refusal('serve.already_served', { url: other.url, process: String(other.process) })
  }

  private async serve({ app, accounts }: OpenCompany, socket: Socket): Promise<void> {
    const { log, signal, told } = this.serving
    const newcomer = await firstAdministrator(accounts)
    writeServerFile(this.folder, {
      url: this.localUrl(socket),
      process: process.pid,
      key: this.key,
      since: new Date().toISOString(),
    })
    this.phase = 'ready'
    this.answer = app.fetch
    log.note('serving', { url: this.urlFor(socket) })
    told({ phase: 'ready', url: this.urlFor(socket), newcomer })
    await aborted(signal)
  }

  private async stop(company: OpenCompany, socket: Socket): Promise<void> {
    const { settings, log, told } = this.serving
    const until = performance.now() + settings['stopping.mostSeconds'] * 1000
    const left = (): number => Math.max(0, until - performance.now())
    this.phase = 'stopping'
    log.note('stopping')
    removeServerFile(this.folder, this.key)
    company.app.endStreams()
    const finished = await socket.close(left())
    await within(left(), company.settled())
    await company.close()
    log.note('stopped', { cutOff: finished ? 0 : 1 })
    told({ phase: 'stopped', cutOff: !finished })
  }

  /** As the world reaches it. */
  private urlFor(socket: Socket): string {
    return this.serving.settings.publicUrl ?? this.localUrl(socket)
  }

  /** As this machine reaches it. */
  private localUrl({ port }: Socket): string {
    const { host } = this.serving.settings
    const near = EVERY_ADDRESS.includes(host) ? '127.0.0.1' : host
    return `http://${near.includes(':') ? `[${near}]` : near}:${port}`
  }
}

const EVERY_ADDRESS = ['0.0.0.0', '::']
/** How often a standby asks for the lease. */
const STANDBY_MS = 250

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await within(milliseconds, aborted(signal))
}
