/** Past cycles of a company folder held against its sales: measured as periods end, and kept. */
import type { Day } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { AccuracyGrain } from '../core/demand/accuracy-cells.js'
import { knownUntil } from '../core/demand/demand-by-period.js'
import { LEAST_DAYS } from '../core/demand/measured-cycle.js'
import type { Version } from '../core/plan/version.js'
import { measureVersion } from '../processes/accuracy/measure-version.js'
import { lastOfEachDay, type Measurement } from '../processes/accuracy/measurement.js'
import { keptMeasurements } from '../store/accuracy/kept-measurements.js'
import type { Database } from '../store/duckdb/database.js'
import { readCompany } from '../store/read-company.js'
import { readDemandFacts } from '../store/read-demand-facts.js'
import { loadForecastNotes } from '../store/versions/forecast-notes.js'
import { assertCompanyFolder, type HouseOptions, momentOf } from './house-options.js'
import { whenFree, withStore } from './loading.js'
import { openVersion, versionsOf } from './versions.js'

export interface MeasuringOptions extends HouseOptions {
  /** Everything anew, as the facts say now, and nothing of it kept. */
  readonly restated?: boolean
  /** Nothing is measured that is not known already. */
  readonly keptOnly?: boolean
  readonly version?: string | undefined
}

export interface MeasuredFolder {
  readonly measurements: readonly Measurement[]
  /** The last plan that was frozen of each plan day, oldest first. */
  readonly cycles: readonly Version[]
  /** False when somebody else had the facts, so that only what is kept was there. */
  readonly isWhole: boolean
}

/** While somebody loads facts or reads those of a plan. */
const FACTS_MS = 10_000

/**
 * Measures what has ended since it was last asked, keeps it, and gives everything that is kept of these cycles. While
 * somebody else has the facts, what is kept is what there is.
 */
export async function measureFolder(
  folder: string,
  grain: AccuracyGrain,
  options: MeasuringOptions = {},
): Promise<MeasuredFolder> {
  assertCompanyFolder(folder)
  const versions = await versionsOf(folder).list()
  const cycles = cyclesAmong(versions)
  const { version: only, restated = false, keptOnly = false } = options
  const isAsked = ({ id }: { id: string }): boolean => only === undefined || id === only
  const book = keptMeasurements<Measurement>(folder)
  const isStanding = standingAmong(versions)
  const listed = restated ? [] : await book.list(grain)
  const kept = listed.filter((one) => isAsked({ id: one.version }) && isStanding(one))
  const asked = cycles.filter(isAsked)
  if (only !== undefined && asked.length + kept.length === 0) throw new Refusal('accuracy.no_cycle', { version: only })
  const measured = asked.length === 0 || keptOnly ? [] : await measureNew(folder, grain, asked, kept, options)
  if (!restated) for (const one of measured ?? []) await book.keep(one)
  return { measurements: [...kept, ...(measured ?? [])], cycles, isWhole: measured !== null }
}

/** What is not there any more was once measured as a cycle; what is there and no cycle was planned again since. */
export function standingAmong(versions: readonly Version[]): (of: Pick<Measurement, 'version' | 'hash'>) => boolean {
  const cycles = cyclesAmong(versions)
  return ({ version: id, hash }) =>
    cycles.some((cycle) => cycle.id === id && cycle.hash === hash) || !versions.some((version) => version.id === id)
}

/** By the order in which they were frozen, which is the order of their ids. */
const cyclesAmong = (versions: readonly Version[]): Version[] =>
  lastOfEachDay(versions.filter(({ kind }) => kind === 'cycle').sort((a, b) => (a.id < b.id ? -1 : 1)))

/** Null while somebody else has the facts. */
async function measureNew(
  folder: string,
  grain: AccuracyGrain,
  cycles: readonly Version[],
  kept: readonly Measurement[],
  options: MeasuringOptions,
): Promise<Measurement[] | null> {
  const live = await versionsOf(folder).live()
  const measuring = (): Promise<Measurement[]> =>
    withStore(folder, async (store) => {
      const { sales } = await readDemandFacts(store, await readCompany(store))
      const until = knownUntil(sales, live?.planDay ?? 0)
      const found: Measurement[] = []
      for (const version of cycles) {
        const own = kept.filter((one) => one.version === version.id)
        const from = Math.max(version.planDay, ...own.map((one) => one.until))
        if (own.some(({ complete }) => complete) || from + LEAST_DAYS[grain] > until) continue
        found.push(await measureOne(folder, store, version, { grain, from, until, measuredAt: momentOf(options) }))
      }
      return found.filter(({ periods }) => periods.length > 0)
    })
  try {
    return await whenFree(FACTS_MS, measuring)
  } catch (error) {
    const isInUse = error instanceof Refusal && error.code === 'contract.folder_in_use'
    if (!isInUse || options.restated === true) throw error
    return null
  }
}

async function measureOne(
  folder: string,
  store: Database,
  version: Version,
  asked: { grain: AccuracyGrain; from: Day; until: Day; measuredAt: string },
): Promise<Measurement> {
  const { snapshot, folder: inside } = await openVersion(folder, version.id)
  const facts = await readDemandFacts(store, snapshot.company)
  return measureVersion({ version, snapshot, notes: await loadForecastNotes(inside), facts, ...asked })
}
