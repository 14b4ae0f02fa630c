import { type Entry, MAIN, type ScenarioId } from '../../core/edit/intent.js'
import type { Base, Scenario } from '../../core/edit/journal.js'

/** An entry that was written again over a later version keeps the position at which it was first written in its key. */
export const carriedKey = (version: string, root: number): string => `carried/${version}/${root}`

export const isCarriedTo = ({ key }: Entry, version: string): boolean => key.startsWith(`carried/${version}/`)

const isCarried = ({ key }: Entry): boolean => key.startsWith('carried/')

export function rootPosition(entry: Entry): number {
  const { key, position } = entry
  return isCarried(entry) ? Number(key.slice(key.lastIndexOf('/') + 1)) : position
}

type EntryLists = ReadonlyMap<ScenarioId, readonly Entry[]>

function addTo(lists: Map<ScenarioId, Entry[]>, entry: Entry): void {
  const list = lists.get(entry.scenario)
  if (list === undefined) lists.set(entry.scenario, [entry])
  else list.push(entry)
}

/** What people did over one base, as the journal holds it: which entries each scenario consists of. */
export class Chronicle {
  private readonly byKey = new Map<string, Entry>()
  private readonly ofScenario = new Map<ScenarioId, Entry[]>()
  private readonly saidIn = new Map<ScenarioId, Entry[]>()
  private readonly saidAt = new Set<number>()
  private readonly known = new Map<ScenarioId, Scenario>()

  constructor(
    readonly base: Base,
    private last: number,
  ) {}

  /** Position of the newest entry of the whole journal. */
  get head(): number {
    return this.last
  }

  add(entry: Entry): void {
    this.last = Math.max(this.last, entry.position)
    this.byKey.set(entry.key, entry)
    // On its way to another version: it counts there, once that is the base.
    if (isCarried(entry) && !isCarriedTo(entry, this.base.version)) return
    addTo(this.ofScenario, entry)
    if (entry.comment === undefined && !this.saidAt.has(entry.undoes ?? 0)) return
    this.saidAt.add(entry.position)
    addTo(this.saidIn, entry)
  }

  keep(scenario: Scenario): void {
    this.known.set(scenario.id, scenario)
  }

  withKey(key: string): Entry | undefined {
    return this.byKey.get(key)
  }

  /** Null for the plan itself, and for what was never there. */
  scenario(id: ScenarioId): Scenario | null {
    return this.known.get(id) ?? null
  }

  scenarios(): readonly Scenario[] {
    return [...this.known.values()]
  }

  has(id: ScenarioId): boolean {
    return id === MAIN || this.known.get(id)?.closed === null
  }

  /** Written in the scenario itself, after it parted from its parent. */
  own(id: ScenarioId): readonly Entry[] {
    return this.ofScenario.get(id) ?? []
  }

  /**
   * All that a scenario consists of, in order: what its parent was where it parted, then its own. What was in the
   * parent then may stand in the journal later, written again over another version.
   */
  entriesOf(id: ScenarioId, until: number = Number.POSITIVE_INFINITY): readonly Entry[] {
    return this.lineOf(this.ofScenario, id, until)
  }

  /** All that a scenario consisted of when an entry was its newest; null where there is none over this base. */
  entriesAt(position: number): readonly Entry[] | null {
    const holds = (entries: readonly Entry[]): boolean => entries.some((entry) => entry.position === position)
    const [scenario] = [...this.ofScenario].find(([, entries]) => holds(entries)) ?? []
    return scenario === undefined ? null : this.entriesOf(scenario, position)
  }

  /** Of these, the ones that say something about the plan, and those that take such back or bring it back. */
  commentsOf(id: ScenarioId): readonly Entry[] {
    return this.lineOf(this.saidIn, id)
  }

  /** Position of the newest entry in a scenario; that of the base when it has none. */
  position(id: ScenarioId): number {
    const own = this.own(id).at(-1)
    if (own !== undefined) return own.position
    const scenario = this.scenario(id)
    return scenario === null ? this.base.position : this.fork(id)
  }

  /** The newest entry that a scenario has from its parent. */
  fork(id: ScenarioId): number {
    const scenario = this.scenario(id)
    if (scenario === null) return 0
    const inherited = this.inherited(scenario, this.ofScenario, Number.POSITIVE_INFINITY)
    return inherited.at(-1)?.position ?? this.base.position
  }

  private lineOf(lists: EntryLists, id: ScenarioId, until: number = Number.POSITIVE_INFINITY): readonly Entry[] {
    const own = (lists.get(id) ?? []).filter(({ position }) => position <= until)
    const scenario = this.scenario(id)
    return scenario === null ? own : [...this.inherited(scenario, lists, until), ...own]
  }

  private inherited({ parent, position: parted }: Scenario, lists: EntryLists, until: number): Entry[] {
    const { version } = this.base
    return this.lineOf(lists, parent ?? MAIN).filter(
      (entry) =>
        entry.position <= until &&
        (entry.position <= parted || (isCarriedTo(entry, version) && rootPosition(entry) <= parted)),
    )
  }
}
