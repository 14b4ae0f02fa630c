/** Frozen weeks of a company folder held against what was done: measured as weeks end, and kept. */
import type { Day } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import { knownUntil } from '../core/demand/demand-by-period.js'
import type { Version } from '../core/plan/version.js'
import { lastOfEachDay } from '../processes/accuracy/measurement.js'
import type { AdherenceMeasurement } from '../processes/soe/adherence/adherence-measurement.js'
import { COMMITTED_DAYS, WEEK_DAYS } from '../processes/soe/adherence/committed-weeks.js'
import { measureCommitments } from '../processes/soe/adherence/measure-commitments.js'
import type { CommitmentsMeasured, RecordPlan } from '../processes/soe/adherence/measured-world.js'
import { keptMeasurements } from '../store/accuracy/kept-measurements.js'
import type { Database } from '../store/duckdb/database.js'
import { readCompany } from '../store/read-company.js'
import { newestDays, readExecuted } from '../store/read-executed.js'
import { loadForecastNotes } from '../store/versions/forecast-notes.js'
import { assertCompanyFolder, type HouseOptions, momentOf } from './house-options.js'
import { whenFree, withStore } from './loading.js'
import { openVersion, versionsOf } from './versions.js'

export interface AdherenceOptions extends HouseOptions {
  /** Everything anew, as the facts say now, and nothing of it kept. */
  readonly restated?: boolean
}

export interface FolderAdherence {
  readonly measurements: readonly AdherenceMeasurement[]
  /** The last commitments frozen of each plan day, oldest first. */
  readonly weeks: readonly Version[]
  /** False when somebody else had the facts, so that only what is kept was there. */
  readonly isWhole: boolean
}

/** While somebody loads facts or reads those of a plan. */
const FACTS_MS = 10_000

/**
 * Measures the weeks that have ended since it was last asked, keeps that, and gives everything that is kept.
 * @throws Refusal `soe.no_week` where no week was frozen
 */
export async function measureAdherence(folder: string, options: AdherenceOptions = {}): Promise<FolderAdherence> {
  assertCompanyFolder(folder)
  const versions = await versionsOf(folder).list()
  const weeks = lastOfEachDay(versions.filter(({ kind }) => kind === 'week').sort((a, b) => (a.id < b.id ? -1 : 1)))
  const book = keptMeasurements<AdherenceMeasurement>(folder, 'adherence')
  const { restated = false } = options
  const listed = restated ? [] : await book.list('week')
  // Of a week that was frozen again, what was measured before stands for nothing.
  const kept = listed.filter(
    ({ version: id, hash }) =>
      weeks.some((week) => week.id === id && week.hash === hash) || !versions.some((version) => version.id === id),
  )
  if (weeks.length + kept.length === 0) throw new Refusal('soe.no_week', { folder })
  const measured = weeks.length === 0 ? [] : await measureNew(folder, weeks, kept, options)
  if (!restated) for (const one of measured ?? []) await book.keep(one)
  return { measurements: [...kept, ...(measured ?? [])], weeks, isWhole: measured !== null }
}

/** Null while somebody else has the facts, and something is known without them. */
async function measureNew(
  folder: string,
  weeks: readonly Version[],
  kept: readonly AdherenceMeasurement[],
  options: AdherenceOptions,
): Promise<AdherenceMeasurement[] | null> {
  const live = await versionsOf(folder).live()
  const records = await openRecords(folder)
  const measuring = (): Promise<AdherenceMeasurement[]> =>
    withStore(folder, async (store) => {
      const company = await readCompany(store)
      const until = weeksKnownUntil(await newestDays(store, company), live?.planDay ?? 0)
      const found: AdherenceMeasurement[] = []
      for (const week of weeks) {
        const own = kept.filter((one) => one.version === week.id)
        const from = Math.max(week.planDay, ...own.map((one) => one.until))
        if (own.some(({ complete }) => complete) || from + WEEK_DAYS > until) continue
        const asked = { from, until, measuredAt: momentOf(options) }
        const recordOf = await records(from, Math.min(until, week.planDay + COMMITTED_DAYS))
        const one = await measureOne(folder, store, week, { ...asked, company, recordOf })
        if (one !== null && one.periods.length > 0) found.push(one)
      }
      return found
    })
  try {
    return await whenFree(FACTS_MS, measuring)
  } catch (error) {
    const isInUse = error instanceof Refusal && error.code === 'contract.folder_in_use'
    if (!isInUse || options.restated === true || kept.length === 0) throw error
    return null
  }
}

/**
 * A week is over when each of what is told has reached its end: what comes late is not taken for nothing done. What was
 * given up long before is not waited for.
 */
export function weeksKnownUntil(newest: readonly { readonly day: Day }[], planDay: Day): Day {
  const latest = newest.reduce((most, { day }) => Math.max(most, day), -Infinity)
  const told = newest.filter(({ day }) => day > latest - COMMITTED_DAYS)
  return told.reduce(
    (least, { day }) => Math.min(least, knownUntil({ count: 1, day: Int32Array.of(day) }, planDay)),
    told.length === 0 ? planDay : Infinity,
  )
}

type Asked = Pick<CommitmentsMeasured, 'from' | 'until' | 'measuredAt' | 'company' | 'recordOf'>

/** Null where the plan whose weeks were frozen is not there any more. */
async function measureOne(
  folder: string,
  store: Database,
  week: Version,
  asked: Asked,
): Promise<AdherenceMeasurement | null> {
  if ((await versionsOf(folder).find(week.rolledFrom)) === null) return null
  const { snapshot, folder: inside } = await openVersion(folder, week.rolledFrom)
  const until = Math.min(asked.until, week.planDay + COMMITTED_DAYS)
  const facts = await readExecuted(store, asked.company, { from: week.planDay, until })
  return measureCommitments({ version: week, snapshot, notes: await loadForecastNotes(inside), facts, ...asked })
}

/** Of each week the version signed last whose plan day is not after its first day; each opened when it is needed. [AD13] */
async function openRecords(folder: string): Promise<(from: Day, until: Day) => Promise<Asked['recordOf']>> {
  const store = versionsOf(folder)
  const plans: { id: string; planDay: Day }[] = []
  for (const { version: id } of await store.signed()) {
    const version = await store.find(id)
    if (version !== null) plans.push({ id, planDay: version.planDay })
  }
  const opened = new Map<string, RecordPlan>()
  const idOf = (firstDay: Day): string | undefined => plans.find(({ planDay }) => planDay <= firstDay)?.id
  return async (from, until) => {
    for (let day = from; day < until; day++) {
      const id = idOf(day)
      if (id === undefined || opened.has(id)) continue
      const { company, plan } = (await openVersion(folder, id)).snapshot
      opened.set(id, { version: id, company, plan })
    }
    return (firstDay) => opened.get(idOf(firstDay) ?? '') ?? null
  }
}
