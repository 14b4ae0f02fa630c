/** What is read again, and when: everything known of a plan against how far the plan is (docs/specs/pages.md WB19). */
import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import type { EventData, StreamEvent } from '../../api/wire/event.js'

type Epoch = NonNullable<EventData<'changed'>['epoch']>

/** Everything read of a plan is kept under this, so that it is read again when the plan went on. */
export const planKey = (scenario: string, ...rest: readonly unknown[]): readonly unknown[] => [
  'plan',
  scenario,
  ...rest,
]

/** What trees hold: names and places, which no change of quantities moves. */
export const treeKey = (scenario: string, ...rest: readonly unknown[]): readonly unknown[] => [
  'tree',
  scenario,
  ...rest,
]

/** Several changes in a moment are read once. */
const GATHER_MS = 8

/** A question whose answer no settling moves: it is kept with what was asked, so that a change can be sent with it. */
export const numbersOnly = (body: object) => ({ settles: false, body }) as const
const isQuestion = (meta: unknown): meta is ReturnType<typeof numbersOnly> =>
  (meta as { settles?: boolean } | undefined)?.settles === false

/** What is told of two plans is kept under one of them, and read again with the other, too. */
export const besides = (other: string | null) => ({ besides: other }) as const
const isBesides = ({ meta }: Query, scenario: unknown): boolean =>
  (meta as Partial<ReturnType<typeof besides>> | undefined)?.besides === scenario

export interface Question {
  readonly key: QueryKey
  readonly body: object
}
export interface Answered {
  readonly key: QueryKey
  readonly table: { readonly epoch: Epoch }
}

const epochOf = ({ state }: Query): Epoch | undefined => (state.data as { epoch?: Epoch } | undefined)?.epoch

export class PlanNews {
  /** The newest position that this browser has seen of anything. */
  seen = 0
  /** By scenario: how far it is, and after which position its numbers were asked for last. */
  private readonly known = new Map<string, Epoch>()
  private readonly asked = new Map<string, number>()
  private readonly stale = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly queries: QueryClient) {}

  told(event: StreamEvent): void {
    if (event.event === 'changed' || event.event === 'here') this.learn(event)
    if (event.event === 'reload') this.readAll()
    for (const key of staleBy(event)) this.readAgain(key)
  }

  private learn({ data }: StreamEvent & { readonly event: 'changed' | 'here' }): void {
    const { epoch } = data
    const entry = 'entry' in data ? data.entry : null
    if (epoch !== null) this.know(epoch)
    // What was missed says where it stands, not how far the plan is.
    else if (entry !== null) {
      const { scenario, position } = entry
      this.know({ settled: 0, ...this.known.get(scenario), scenario, numbers: position })
    }
  }

  private know(epoch: Epoch): void {
    this.known.set(epoch.scenario, epoch)
    this.note(epoch.numbers)
  }

  note(position: number): void {
    this.seen = Math.max(this.seen, position)
  }

  /** Everything, however far it is: the plan may be another one, which has not gone on. */
  readAll(): void {
    void this.queries.invalidateQueries()
  }

  readAgain(key: QueryKey): void {
    this.stale.add(JSON.stringify(key))
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      for (const one of this.stale) {
        const queryKey = JSON.parse(one) as QueryKey
        const [kind, scenario] = queryKey
        void this.queries.invalidateQueries({ queryKey, predicate: (query) => this.isBehind(query) })
        if (kind === 'plan' && scenario !== undefined)
          void this.queries.invalidateQueries({ predicate: (query) => isBesides(query, scenario) })
      }
      this.stale.clear()
    }, GATHER_MS)
  }

  /** What says how far its plan was is read again only where the plan has gone on since. */
  private isBehind(query: Query): boolean {
    const at = epochOf(query)
    const now = at === undefined ? undefined : this.known.get(at.scenario)
    if (at === undefined || now === undefined) return true
    if (!isQuestion(query.meta)) return at.numbers < now.numbers || at.settled < now.settled
    if (at.numbers >= now.numbers) return false
    // What is in sight is being asked already, after the entry that is told now.
    return !query.isActive() || (this.asked.get(at.scenario) ?? 0) < now.numbers
  }

  /** One's own change is on disk: what it moved is shown, or read, before the stream tells of it. */
  async readNow(scenario: string, position: number, answered: readonly Answered[]): Promise<void> {
    this.note(position)
    this.asked.set(scenario, position)
    for (const { key, table } of answered) {
      // An answer to the same question that is still on its way may be of before the change.
      await this.queries.cancelQueries({ queryKey: key, exact: true })
      this.queries.setQueryData(key, (known?: { epoch?: Epoch }) =>
        (known?.epoch?.numbers ?? 0) > table.epoch.numbers ? known : table,
      )
    }
    const isLate = (query: Query): boolean => isQuestion(query.meta) && (epochOf(query)?.numbers ?? 0) < position
    void this.queries.refetchQueries({ queryKey: planKey(scenario), type: 'active', predicate: isLate })
    // Somebody else was told of meanwhile; what was asked for that has just been given up.
    if ((this.known.get(scenario)?.numbers ?? 0) > position) this.readAgain(planKey(scenario))
  }

  /** The questions about numbers that are in sight, to be sent along with a change: at most so many. */
  questions(scenario: string, most: number): readonly Question[] {
    return this.queries
      .getQueryCache()
      .findAll({ queryKey: planKey(scenario), type: 'active' })
      .flatMap(({ queryKey, meta }) => (isQuestion(meta) ? [{ key: queryKey, body: meta.body }] : []))
      .slice(0, most)
  }

  /** Nothing is read again until somebody is told something: who listens again reads everything. */
  close(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.stale.clear()
  }
}

/** What has to be read again after an event. */
function staleBy(event: StreamEvent): readonly (readonly unknown[])[] {
  switch (event.event) {
    case 'changed':
      return [planKey(event.data.epoch?.scenario ?? event.data.entry?.scenario ?? 'main')]
    case 'scenario':
      return [['scenarios'], planKey(event.data.scenario.parent ?? 'main'), planKey(event.data.scenario.id)]
    case 'job':
      return event.data.endedAt === null
        ? [['jobs']]
        : [['jobs'], ['versions'], ['data'], ['company'], ['plan'], ['tree'], ['proof']]
    case 'here':
      // Somebody may have changed the plan between the first question about it and the first word of it.
      return [['scenarios'], planKey(event.data.epoch.scenario)]
    case 'reload':
    case 'present':
      return []
  }
}
