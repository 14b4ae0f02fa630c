/** Work that a server does for somebody while it answers others: how far it is, what became of it, and how to stop it. */
import { Refusal } from '../core/base/refusal.js'
import type { Access } from '../core/edit/access.js'
import type { ActorId } from '../core/edit/intent.js'
import type { Progress } from '../jobs/job.js'

/** `plan` and `roll` make a version; `undo` takes one entry back; `check` looks at a file that was sent, `prove` at the plan, `bridge` at who moved it. */
export const JOB_KINDS = ['plan', 'roll', 'undo', 'check', 'prove', 'bridge'] as const
export type JobKind = (typeof JOB_KINDS)[number]
export const JOB_STATES = ['running', 'done', 'refused', 'cancelled', 'failed'] as const
export type JobState = (typeof JOB_STATES)[number]

export interface BoardJob {
  readonly id: string
  readonly kind: JobKind
  readonly by: ActorId
  /** ISO. */
  readonly startedAt: string
  readonly endedAt: string | null
  readonly state: JobState
  /** The newest of each step, in their order. */
  readonly steps: readonly Progress[]
  /** Of one that is done. */
  readonly result: object | null
  readonly refusal: Refusal | null
}

export interface JobControl {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

export type JobWork = (control: JobControl) => Promise<object>

/** Jobs that ended longest ago are forgotten beyond this. */
const KEPT = 100
/** Steps are told when they begin, end, and at every hundredth. */
const HUNDREDTHS = 100

/** Those of one group go one at a time; the others stand in nobody's way. */
const GROUPS: Readonly<Partial<Record<JobKind, string>>> = {
  plan: 'version',
  roll: 'version',
  check: 'check',
  prove: 'prove',
  bridge: 'bridge',
}

export class JobBoard {
  private readonly jobs = new Map<string, BoardJob>()
  private readonly running = new Map<string, AbortController>()
  private readonly listeners = new Set<(job: BoardJob) => void>()
  private count = 0

  constructor(
    private readonly now: () => number,
    private readonly fault: (error: unknown) => void,
  ) {}

  /** @throws Refusal `job.one_at_a_time` while another makes a version, `job.kind_one_at_a_time` */
  start(kind: JobKind, by: ActorId, work: JobWork): BoardJob {
    this.assertFree(kind)
    const id = `job-${++this.count}`
    const controller = new AbortController()
    const fresh = { result: null, refusal: null, steps: [], endedAt: null, state: 'running' } as const
    this.running.set(id, controller)
    this.put({ id, kind, by, startedAt: this.moment(), ...fresh })
    void this.run(id, work, controller.signal)
    return this.jobs.get(id)!
  }

  /** @throws Refusal as `start` would */
  assertFree(kind: JobKind): void {
    const group = GROUPS[kind]
    if (group === undefined) return
    const other = this.list().find((job) => job.state === 'running' && GROUPS[job.kind] === group)
    if (other === undefined) return
    const code = group === 'version' ? 'job.one_at_a_time' : 'job.kind_one_at_a_time'
    throw new Refusal(code, { job: other.id, by: other.by })
  }

  find(id: string): BoardJob | null {
    return this.jobs.get(id) ?? null
  }

  /** Oldest first. */
  list(): readonly BoardJob[] {
    return [...this.jobs.values()]
  }

  /** Asks it to stop; it does at its next step or report, or ends before. */
  cancel(id: string): void {
    this.running.get(id)?.abort()
  }

  cancelAll(): void {
    for (const controller of this.running.values()) controller.abort()
  }

  /** Told of every job that begins, goes on and ends; gives how to stop. */
  watch(listener: (job: BoardJob) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private async run(id: string, work: JobWork, signal: AbortSignal): Promise<void> {
    const onProgress = (progress: Progress): void => this.progress(id, progress)
    try {
      this.end(id, { state: 'done', result: await work({ signal, onProgress }) })
    } catch (error) {
      if (!(error instanceof Refusal)) this.fault(error)
      const refusal = error instanceof Refusal ? error : new Refusal('api.fault', {})
      this.end(id, { state: stateOf(refusal), refusal })
    } finally {
      this.running.delete(id)
    }
  }

  private progress(id: string, progress: Progress): void {
    const job = this.jobs.get(id)!
    const before = job.steps[progress.position]
    const steps = [...job.steps]
    steps[progress.position] = progress
    const hundredth = ({ fraction }: Progress): number => Math.floor(fraction * HUNDREDTHS)
    const isNews = before === undefined || before.state !== progress.state || hundredth(before) !== hundredth(progress)
    this.put({ ...job, steps }, isNews)
  }

  private end(id: string, how: Pick<BoardJob, 'state'> & Partial<BoardJob>): void {
    this.put({ ...this.jobs.get(id)!, ...how, endedAt: this.moment() })
    const ended = this.list().filter(({ state }) => state !== 'running')
    for (const { id: old } of ended.slice(0, Math.max(0, ended.length - KEPT))) this.jobs.delete(old)
  }

  private put(job: BoardJob, isNews = true): void {
    this.jobs.set(job.id, job)
    if (isNews) for (const listener of this.listeners) listener(job)
  }

  private moment(): string {
    return new Date(this.now()).toISOString()
  }
}

function stateOf({ code }: Refusal): JobState {
  if (code === 'job.cancelled') return 'cancelled'
  return code === 'api.fault' ? 'failed' : 'refused'
}

/** One's own, and everybody's for those who may run them. */
export const seesJob = ({ by }: BoardJob, { actor, may }: Pick<Access, 'actor' | 'may'>): boolean =>
  by === actor || may.has('run')
