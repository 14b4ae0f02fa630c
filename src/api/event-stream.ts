/**
 * Server-sent events: one stream a client for the plan and every scenario, resumed from the last event it saw
 * (docs/specs/api.md AP12–AP15).
 */

import type { GuardedPlan } from '../access/guarded-plan.js'
import type { Access } from '../core/edit/access.js'
import { type Entry, MAIN, type ScenarioId } from '../core/edit/intent.js'
import type { Language } from '../language/message.js'
import { type Changed, isRebase, type PlanChanged, type ScenarioChanged } from '../processes/living/change-kinds.js'
import { type BoardJob, type JobBoard, seesJob } from './job-board.js'
import type { PresenceBoard, Present } from './presence-board.js'
import { PresenceTeller } from './presence-teller.js'
import { showEntry } from './wire/edit.js'
import type { EventData, EventName } from './wire/event.js'
import { showJob } from './wire/job.js'
import { showScenario } from './wire/scenario.js'

/** Beyond this it is quicker to read the page again. */
const MISSED_MOST = 1000
/** Events that wait for a client that does not read; then it is cut off and comes back when it does. */
const WAITING_MOST = 1000

export interface EventSourceOptions {
  readonly plan: GuardedPlan
  readonly jobs: JobBoard
  readonly presence: PresenceBoard
  readonly language: Language
  /** Asked before every event: null when the client may not listen any more. */
  readonly viewer: () => Access | null
  /** Position of the last entry that the client was told of; null for one that starts now. */
  readonly after: number | null
  readonly heartbeatMs: number
}

/** The streams that are open, so that a stopping server can end them. */
export class EventStreams {
  private readonly open = new Set<() => void>()

  constructor(private readonly counted: (count: number) => void) {}

  add(end: () => void): void {
    this.open.add(end)
    this.counted(this.open.size)
  }

  remove(end: () => void): void {
    this.open.delete(end)
    this.counted(this.open.size)
  }

  endAll(): void {
    for (const end of [...this.open]) end()
  }
}

export function openEventStream(streams: EventStreams, options: EventSourceOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let end = (): void => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string): void => {
          if ((controller.desiredSize ?? 0) < -WAITING_MOST) end()
          else controller.enqueue(encoder.encode(text))
        }
        const teller = new Teller(options, write, () => end())
        const beat = setInterval(() => teller.beat(), options.heartbeatMs)
        const stops = [
          options.plan.watch((changed) => teller.changed(changed)),
          options.jobs.watch((job) => teller.job(job)),
          options.presence.watch((present) => teller.present(present)),
        ]
        end = () => {
          clearInterval(beat)
          for (const stop of stops) stop()
          teller.stop()
          streams.remove(end)
          try {
            controller.close()
          } catch {
            // The client was gone first.
          }
        }
        streams.add(end)
        write('retry: 2000\n\n')
        teller.start()
      },
      cancel: () => end(),
    },
    { highWaterMark: 0 },
  )
}

/** Tells one client, one thing after the other: what was missed first, and what happens meanwhile after it. */
class Teller {
  private queue: Promise<void> = Promise.resolve()
  private readonly presence: PresenceTeller
  private told: number
  private stopped = false

  constructor(
    private readonly options: EventSourceOptions,
    private readonly write: (text: string) => void,
    private readonly end: () => void,
  ) {
    this.told = options.after ?? 0
    this.presence = new PresenceTeller(options.plan)
  }

  start(): void {
    this.enqueue(async (viewer) => {
      const epoch = await this.options.plan.epoch(MAIN, viewer)
      if (this.options.after === null) this.told = Math.max(this.told, epoch.numbers)
      else await this.catchUp(viewer)
      const scenarios = await this.options.plan.scenarios(viewer)
      this.send('here', { epoch, scenarios: scenarios.map(showScenario) })
      for (const present of this.options.presence.list()) await this.tellOfPresent(present, viewer)
    })
  }

  changed(changed: Changed): void {
    if ('scenario' in changed) this.enqueue((viewer) => this.tellOfScenario(changed, viewer))
    else if ('epoch' in changed) this.enqueue((viewer) => this.tellOfPlan(changed, viewer))
    if (isRebase(changed) || 'scenario' in changed) this.presence.forget()
  }

  job(job: BoardJob): void {
    this.enqueue(async (viewer) => {
      if (seesJob(job, viewer)) this.send('job', showJob(job, viewer.actor, this.options.language))
    })
  }

  present(present: Present): void {
    this.enqueue((viewer) => this.tellOfPresent(present, viewer))
  }

  beat(): void {
    this.options.presence.sweep()
    this.enqueue(async () => this.write(': alive\n\n'))
  }

  stop(): void {
    this.stopped = true
  }

  private enqueue(work: (viewer: Access) => Promise<void>): void {
    this.queue = this.queue
      .then(async () => {
        if (this.stopped) return
        const viewer = this.options.viewer()
        if (viewer === null) this.end()
        else await work(viewer)
      })
      // A plan that cannot answer now is asked again when the client comes back.
      .catch(() => this.end())
  }

  private async catchUp(viewer: Access): Promise<void> {
    const { plan } = this.options
    const open = [MAIN, ...(await plan.scenarios(viewer)).map(({ id }) => id)]
    const missed = new Map<number, Entry>()
    for (const scenario of open)
      for (const entry of await plan.entries(scenario, this.told, MISSED_MOST + 1, viewer))
        missed.set(entry.position, entry)
    if (missed.size > MISSED_MOST) {
      this.send('reload', {})
      return
    }
    for (const [position, entry] of [...missed].sort(([a], [b]) => a - b)) {
      this.told = position
      this.send('changed', { kind: 'numbers', epoch: null, entry: showEntry(entry) }, position)
    }
  }

  private async tellOfPlan({ kind, epoch, entry }: PlanChanged, viewer: Access): Promise<void> {
    if (entry !== null && entry.position <= this.told) return
    if (!(await this.sees(epoch.scenario, viewer))) return
    const shown = entry === null ? null : await this.options.plan.shown(entry, viewer)
    if (entry !== null) this.told = entry.position
    this.send('changed', { kind, epoch, entry: shown === null ? null : showEntry(shown) }, entry?.position)
    // Another version may stand where the last one stood: nobody could tell by how far it is.
    if (kind === 'numbers' && entry === null) this.send('reload', {})
  }

  private async tellOfScenario({ kind, scenario, by }: ScenarioChanged, viewer: Access): Promise<void> {
    if (!this.options.plan.seesScenarios(viewer)) return
    this.send('scenario', { kind, scenario: showScenario(scenario), by })
  }

  private async tellOfPresent(present: Present, viewer: Access): Promise<void> {
    const shown = await this.presence.shown(present, viewer)
    if (shown !== null) this.send('present', shown)
  }

  private async sees(scenario: ScenarioId, viewer: Access): Promise<boolean> {
    return scenario === MAIN || (await this.options.plan.scenarios(viewer)).some(({ id }) => id === scenario)
  }

  private send<Name extends EventName>(event: Name, data: EventData<Name>, id?: number): void {
    if (this.stopped) return
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
}
