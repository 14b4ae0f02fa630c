/** A company served from its start to its end: RS5 to RS10, RS15 to RS17 of docs/specs/serving.md. */
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { firstAdministrator } from '../../access/accounts/accounts.js'
import { openPages, type Pages } from '../../api/pages.js'
import type { Phase } from '../../api/ports.js'
import type { RequestLog } from '../../api/request-log.js'
import { openSocket, type Socket, within } from '../../api/socket.js'
import { waitingRoom } from '../../api/waiting-room.js'
import { Refusal } from '../../core/base/refusal.js'
import { MAIN } from '../../core/edit/intent.js'
import type { Settings } from '../configuration/settings.js'
import { assertCompanyFolder, programVersion } from '../house-options.js'
import { versionsOf } from '../versions.js'
import { type OpenCompany, openCompany, openingPlan } from './open-company.js'
import type { OpenedPlan, OpenPlan } from './open-plan.js'
import { removeServerFile, runningServer, writeServerFile } from './server-file.js'

export interface Serving {
  readonly settings: Settings
  readonly openPlan: OpenPlan
  readonly log: RequestLog
  /** Follows whoever writes now, and takes over from them, instead of being refused. */
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

/** Where the build puts the screens. */
const PAGES = fileURLToPath(new URL('../../web', import.meta.url))

class Server {
  private phase: Phase = 'opening'
  private readonly key = randomBytes(32).toString('base64url')
  private readonly waiting: (request: Request) => Response
  private answer: (request: Request, env: object) => Promise<Response> | Response
  private readonly pages: Pages | null

  constructor(
    private readonly folder: string,
    private readonly serving: Serving,
  ) {
    const { settings } = serving
    const secure = settings.publicUrl?.startsWith('https:') ?? false
    this.waiting = waitingRoom({
      phase: () => this.phase,
      programVersion: programVersion(),
      language: settings.language ?? 'es',
      secure,
    })
    this.pages = openPages(PAGES, secure)
    this.answer = this.waiting
  }

  async run(): Promise<void> {
    const socket = await this.openSocket()
    try {
      this.serving.told({ phase: 'opening', url: this.urlFor(socket) })
      await this.live(await this.open(), socket)
    } finally {
      await socket.close(0)
    }
  }

  private async openSocket(): Promise<Socket> {
    const { settings, standby } = this.serving
    try {
      return await openSocket((request, env) => this.pages?.(request) ?? this.answer(request, env), settings)
    } catch (error) {
      // Most often the port is taken by this very company's server.
      throw error instanceof Refusal && !standby ? await this.inUse(error) : error
    }
  }

  private async open(): Promise<OpenedPlan> {
    const { settings, openPlan, standby } = this.serving
    try {
      return await openPlan(this.folder, { ...openingPlan(settings), standby })
    } catch (error) {
      throw error instanceof Refusal && error.code === 'journal.in_use' ? await this.inUse(error) : error
    }
  }

  /** Names the server that has the company, where it can be found. */
  private async inUse(error: Refusal): Promise<Refusal> {
    const other = await runningServer(this.folder)
    return other === null
      ? error
      : new Refusal('serve.already_served', { url: other.url, process: String(other.process) })
  }

  /** From the plan being open to the signal, or to its end. */
  private async live(opened: OpenedPlan, socket: Socket): Promise<void> {
    const { signal } = this.serving
    let isDead = false
    const alive = opened.alive.catch((error: unknown) => {
      isDead = true
      throw error
    })
    let company: OpenCompany | null = null
    const join = async (): Promise<OpenCompany> => {
      company ??= await this.join(opened)
      return company
    }
    try {
      if (opened.isStandby) {
        this.standBy(this.serving.settings['standby.reads'] ? await join() : null, socket)
        await Promise.race([opened.writing.catch(() => alive), aborted(signal), alive])
      }
      if (!signal.aborted) await Promise.race([this.serve(await join(), socket), alive])
    } catch (error) {
      if (isDead) await this.fail(error)
      throw error
    } finally {
      await this.stop(opened, company, socket)
    }
  }

  private join(opened: OpenedPlan): Promise<OpenCompany> {
    const { settings, log } = this.serving
    return openCompany(this.folder, opened, { settings, log, consoleKey: this.key, phase: () => this.phase })
  }

  /** Without people: nobody is let in before it has taken over. */
  private standBy(company: OpenCompany | null, socket: Socket): void {
    const { log, told } = this.serving
    this.phase = 'standby'
    if (company !== null) this.answer = company.app.fetch
    log.note('standby', { url: this.urlFor(socket) })
    told({ phase: 'standby', url: this.urlFor(socket) })
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

  /** The plan has ended by itself: whoever waits is refused, whoever comes is told, and then the process ends. */
  private async fail(error: unknown): Promise<void> {
    this.phase = 'failed'
    this.serving.log.failed(error)
    removeServerFile(this.folder, this.key)
    await within(FAILED_MS, aborted(this.serving.signal))
  }

  private async stop({ plan }: OpenedPlan, company: OpenCompany | null, socket: Socket): Promise<void> {
    const { settings, log, told } = this.serving
    const until = performance.now() + settings['stopping.mostSeconds'] * 1000
    const left = (): number => Math.max(0, until - performance.now())
    const failed = this.phase === 'failed'
    if (!failed) this.phase = 'stopping'
    log.note('stopping')
    removeServerFile(this.folder, this.key)
    company?.app.endStreams()
    const finished = await socket.close(left())
    if (failed)
      await within(
        left(),
        plan.close().catch(() => undefined),
      )
    else {
      await within(left(), plan.settled(MAIN))
      await plan.close()
    }
    await company?.close()
    if (failed) return
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
/** How long a server that has failed still says so. */
const FAILED_MS = 1000

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
