import type { VersionDesk } from '../../api/ports.js'
import { formatDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { noteOf } from '../../core/demand/forecast-note.js'
import type { Access } from '../../core/edit/access.js'
import { MAIN, type ScenarioId } from '../../core/edit/intent.js'
import type { Version } from '../../core/plan/version.js'
import { buildAccuracy } from '../../processes/accuracy/accuracy-report.js'
import { buildCorrections } from '../../processes/corrections/corrections-report.js'
import { frozenPlan, frozenTable } from '../../processes/living/frozen-plan.js'
import type { CellRef, Why } from '../../processes/living/living-plan.js'
import { reasonsFor } from '../../processes/living/number-reasons.js'
import { buildBridge } from '../../processes/report/bridge-report.js'
import { listExceptions } from '../../processes/report/exception-list.js'
import { buildReport } from '../../processes/report/report.js'
import { loadForecastNotes, tellsMethods } from '../../store/versions/forecast-notes.js'
import { loadCorrections } from '../../store/versions/history-corrections.js'
import { factRows } from '../fact-sources.js'
import { FirstWeekShelf, knownErrors } from '../known-errors.js'
import type { LivePlan } from '../living/live-plan.js'
import { exceptionsOf } from '../proving.js'
import { openVersion, signVersion, versionsOf } from '../versions.js'
import { AccuracyShelf } from './accuracy-shelf.js'

/** Plans as people have changed them: the plan in force, and open scenarios. */
export interface LiveDesk {
  /**
   * Does something with them; nothing is kept of them afterwards.
   * @throws Refusal `access.no_scenario`
   */
  read<Result>(
    scenarios: readonly ScenarioId[],
    work: (...plans: readonly LivePlan[]) => Promise<Result> | Result,
  ): Promise<Result>
  /** What those hear who would sign while another process writes; null where this one does. */
  otherWriter(): Refusal | null
  /** Makes it a version. */
  freeze(): Promise<Version>
}

/** Versions that stay in memory: a bridge needs two, and the one in force is asked for most. */
const KEPT = 3
const LIVE = 'live'

const isLiving = (asked: string): boolean => asked === LIVE || asked.startsWith('scenario-')
const scenarioOf = (asked: string): ScenarioId => (asked === LIVE ? MAIN : asked)

/**
 * Versions of a folder for those who read them over and over; `live` stands for the plan in force, `scenario-…` for an
 * open scenario.
 */
export function openVersionDesk(folder: string, live: LiveDesk): VersionDesk {
  const store = versionsOf(folder)
  const accuracy = new AccuracyShelf(folder)
  const measured = new FirstWeekShelf(folder)
  const shelf = new VersionShelf((id) =>
    openVersion(folder, id).then((opened): LivePlan => ({ ...opened, edits: null })),
  )
  const corrections = new VersionShelf((id) => loadCorrections(store.folderOf(id)))
  const frozen = async (asked: string): Promise<LivePlan> => {
    // Only a name that is in the list: others could lead out of the folder.
    const version = (await store.list()).find(({ id }) => id === asked)
    if (version === undefined) throw new Refusal('plan.no_version', { version: asked })
    return shelf.open(version.id)
  }
  /** Frozen ones first: those that live are read together, in one turn. */
  const within = async <Of>(
    asked: readonly string[],
    work: (...plans: readonly LivePlan[]) => Promise<Of> | Of,
  ): Promise<Of> => {
    const kept = new Map<string, LivePlan>()
    for (const name of asked) if (!isLiving(name)) kept.set(name, await frozen(name))
    const living = asked.filter(isLiving)
    const read = (...plans: readonly LivePlan[]) =>
      work(...asked.map((name) => kept.get(name) ?? plans[living.indexOf(name)]!))
    return living.length === 0 ? read() : live.read(living.map(scenarioOf), read)
  }
  return {
    async list() {
      const [versions, current, record] = await Promise.all([store.list(), store.live(), store.record()])
      return { versions, live: current?.id ?? null, record }
    },
    async report(asked, query) {
      // Before it is the plan's turn: nobody waits for what is read of other cycles.
      const weeks = await measured.weeks()
      return within([asked], async (plan) => {
        const { version, snapshot } = plan
        const named = { id: version.id, planDay: formatDay(version.planDay) }
        return buildReport(snapshot, named, query, await knownErrors(plan, weeks))
      })
    },
    async bridge(from, to, query) {
      const end = ({ version: { id }, snapshot }: LivePlan) => ({ id, snapshot })
      return within([from, to], (first, last) => buildBridge(end(first), end(last), query))
    },
    query: (asked, query, viewer) =>
      within([asked], ({ version, snapshot }) => frozenTable(snapshot, query, viewer, version.position)),
    why: (asked, cell, viewer) => within([asked], (plan) => reasonsOf(folder, plan, cell, viewer)),
    exceptions: (asked, language) =>
      within([asked], async (plan) => listExceptions(await exceptionsOf(folder, plan, frozen), language)),
    async accuracy(query, viewer) {
      return buildAccuracy(await accuracy.measurements(query.grain, query.version), query, viewer)
    },
    async corrections(asked, query, viewer) {
      const isLive = asked === undefined || asked === LIVE
      // Only a name that is in the list: others could lead out of the folder.
      const version = isLive ? await store.live() : (await store.list()).find(({ id }) => id === asked)
      if (version == null)
        throw new Refusal(isLive ? 'plan.no_plan' : 'plan.no_version', { version: asked ?? '', folder })
      const kept = await corrections.open(version.id)
      if (kept === null) throw new Refusal('corrections.not_kept', { version: version.id })
      return buildCorrections(kept, version, query, viewer)
    },
    async sign(asked, by, reason) {
      const other = live.otherWriter()
      if (other !== null) throw other
      const { id: versionId } = asked === LIVE ? await live.freeze() : (await frozen(asked)).version
      return signVersion(folder, { versionId, by, reason })
    },
  }
}

/** Why a number of a version is what it is. */
async function reasonsOf(folder: string, plan: LivePlan, cell: CellRef, viewer: Access): Promise<readonly Why[]> {
  const { version, folder: inside, snapshot } = plan
  const notes = await loadForecastNotes(inside)
  return reasonsFor(frozenPlan(snapshot), cell, viewer, {
    // What was told of days that came later is not behind it.
    sources: (...given) => factRows(folder, given, version.planDay),
    corrections: () => loadCorrections(inside),
    forecastNote: async (row) =>
      notes !== null && tellsMethods(notes) && row < notes.class.length ? noteOf(notes, row) : null,
  })
}

/** What was opened last, kept: a version never changes. */
class VersionShelf<Opened> {
  private readonly kept = new Map<string, Promise<Opened>>()

  constructor(private readonly read: (id: string) => Promise<Opened>) {}

  open(id: string): Promise<Opened> {
    const opened = this.kept.get(id) ?? this.read(id)
    // Those asked for longest ago go first; one that could not be opened is tried again.
    this.kept.delete(id)
    this.kept.set(id, opened)
    opened.catch(() => this.kept.delete(id))
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!)
    return opened
  }
}
