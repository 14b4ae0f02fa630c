import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { MAIN } from '../core/edit/intent.js'
import type { Changed } from '../processes/living/change-kinds.js'
import { PHASES, type Phase } from './ports.js'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1, 1.5, 3, 10]

/** What is measured of a running server, in Prometheus' words. Labels are routes and codes, never people or places. */
export class Measurements {
  readonly registry = new Registry()
  private readonly requests = new Histogram({
    name: 'rumbo_request_seconds',
    help: 'Duration of requests',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  })
  private readonly edits = new Counter({
    name: 'rumbo_edits_total',
    help: 'Entries written to the journal since the start',
    registers: [this.registry],
  })
  private readonly settling = new Histogram({
    name: 'rumbo_settle_seconds',
    help: 'From the numbers of an edit to its settled stock and exceptions',
    buckets: SECONDS,
    registers: [this.registry],
  })
  private readonly epochs = new Gauge({
    name: 'rumbo_epoch',
    help: 'Position of the plan itself',
    labelNames: ['part'],
    registers: [this.registry],
  })
  private readonly streams = new Gauge({
    name: 'rumbo_event_streams',
    help: 'Clients that listen for changes',
    registers: [this.registry],
  })
  /** When the numbers of a scenario first ran ahead of its settled part. */
  private readonly aheadSince = new Map<string, number>()

  constructor(
    private readonly now: () => number,
    phase: () => Phase,
  ) {
    collectDefaultMetrics({ register: this.registry, prefix: 'rumbo_' })
    new Gauge({
      name: 'rumbo_phase',
      help: '1 for where the server is in its life, 0 for the others',
      labelNames: ['phase'],
      registers: [this.registry],
      collect() {
        for (const one of PHASES) this.set({ phase: one }, one === phase() ? 1 : 0)
      },
    })
  }

  request(route: string, method: string, status: number, seconds: number): void {
    this.requests.observe({ route, method, status: String(status) }, seconds)
  }

  changed(changed: Changed): void {
    if (!('epoch' in changed)) return
    const { kind, epoch, entry } = changed
    const { scenario, numbers, settled } = epoch
    if (entry !== null) this.edits.inc()
    if (kind === 'numbers' && !this.aheadSince.has(scenario)) this.aheadSince.set(scenario, this.now())
    const since = this.aheadSince.get(scenario)
    if (kind === 'settled' && since !== undefined && settled >= numbers) {
      this.settling.observe((this.now() - since) / 1000)
      this.aheadSince.delete(scenario)
    }
    if (scenario !== MAIN) return
    this.epochs.set({ part: 'numbers' }, numbers)
    this.epochs.set({ part: 'settled' }, settled)
  }

  listening(count: number): void {
    this.streams.set(count)
  }
}
