/** The planning run, rolling and replaying on the concrete store and threads. */
import os from 'node:os'
import path from 'node:path'
import type { LoadReport } from '../contract/import-report.js'
import type { Day } from '../core/base/day.js'
import { keepCorrections } from '../core/demand/cleaning/kept-corrections.js'
import type { Company, HistoryOverride } from '../core/network/company.js'
import type { Facts } from '../core/network/facts.js'
import { allocatePlain, allocateShared } from '../core/plan/plan.js'
import type { SupplyProposal } from '../core/plan/proposal.js'
import type { Version } from '../core/plan/version.js'
import { pastInBackground, tieInBackground } from '../engine/background.js'
import { workerRunner } from '../engine/crew.js'
import { inlineRunner } from '../engine/inline-runner.js'
import type { Job } from '../jobs/job.js'
import { type PlannedCompany, runPlanning } from '../processes/planning/planning-run.js'
import type { PlanningPorts } from '../processes/planning/ports.js'
import { agreedProposals, withAgreedOrders } from '../processes/proposals/agreed-orders.js'
import { allocations } from '../processes/proposals/allocations.js'
import { proposalTables } from '../processes/proposals/proposal-tables.js'
import { standProposals } from '../processes/proposals/standing-proposals.js'
import { PROPOSAL_WINDOW_DAYS, supplyNeeds } from '../processes/proposals/supply-needs.js'
import { type LeftBehind, listLeftBehind } from '../processes/rolling/carry-over.js'
import { commitmentOrigin, commitmentTables } from '../processes/rolling/commitments.js'
import type { PlanBefore } from '../processes/rolling/plan-before.js'
import { type Course, courseForward, courseInForce, leavesWeek } from '../processes/rolling/plan-day.js'
import { snapshotOf } from '../processes/versions/plan-snapshot.js'
import { versionOrigin } from '../processes/versions/version-origin.js'
import { versionTables } from '../processes/versions/version-tables.js'
import type { Database } from '../store/duckdb/database.js'
import { lastLoad } from '../store/fact-query.js'
import { arrivedOrders } from '../store/proposals/arrived-orders.js'
import { proposalBook } from '../store/proposals/proposal-book.js'
import { readCompany } from '../store/read-company.js'
import { readFacts } from '../store/read-facts.js'
import { saveForecastNotes } from '../store/versions/forecast-notes.js'
import { saveCorrections } from '../store/versions/history-corrections.js'
import { ownedChanges } from '../store/versions/owned-changes.js'
import { saveSnapshot } from '../store/versions/snapshot.js'
import { loadInputs, saveInputs, type VersionInputs } from '../store/versions/version-inputs.js'
import { withHolidays } from './holiday-thread.js'
import { type HouseOptions, momentOf, programVersion } from './house-options.js'
import { overridesTold, withOverridesTold } from './living/overrides-told.js'
import { whenLoaded, withStore } from './loading.js'
import { type OpenedVersion, openVersion, SNAPSHOT, versionsOf } from './versions.js'

export interface PlannedFolder {
  readonly version: Version
  readonly planned: PlannedCompany
  readonly load: LoadReport
  readonly proposals: readonly SupplyProposal[]
}

export interface RolledFolder extends PlannedFolder {
  readonly from: OpenedVersion
  /** The frozen week, where the roll left one. */
  readonly commitments: Version | null
  readonly leftBehind: readonly LeftBehind[]
}

/** Load, plan, freeze, propose. Null with the report when the load was refused. */
export async function planFolder(
  folder: string,
  job: Job,
  options: HouseOptions = {},
): Promise<PlannedFolder | { refused: LoadReport }> {
  return whenLoaded(folder, job, options, async (load, store) => {
    const live = await versionsOf(folder).live()
    return planCourse(folder, job, options, { load, store }, (declared) => courseInForce(declared, live))
  })
}

/** Rolls the plan in force forward to a later day: SPINE 4, rules PV4 to PV12. */
export async function rollFolder(
  folder: string,
  to: Day,
  job: Job,
  options: HouseOptions = {},
): Promise<RolledFolder | { refused: LoadReport }> {
  const from = await openVersion(folder)
  const course = courseForward(from.version, to)
  return whenLoaded(folder, job, options, async (load, store) => {
    const { proposals } = await loadInputs(from.folder)
    const commitments = await job.step('commitments', () => freezeCommitments(folder, from, to, options))
    const rolled = await planCourse(folder, job, options, { load, store }, () => course)
    const leftBehind = listLeftBehind({
      before: from.snapshot,
      after: rolled.planned,
      proposals,
      changes: await ownedChanges(folder).list(),
    })
    return { ...rolled, from, commitments, leftBehind }
  })
}

async function freezeCommitments(
  folder: string,
  { version, snapshot }: OpenedVersion,
  to: Day,
  options: HouseOptions,
): Promise<Version | null> {
  if (!leavesWeek(version.planDay, to, snapshot.company.settings.weekStart)) return null
  return versionsOf(folder).freeze(commitmentOrigin(version), commitmentTables(snapshot), momentOf(options))
}

const planCourse = (
  folder: string,
  job: Job,
  options: HouseOptions,
  loaded: { load: LoadReport; store: Database },
  courseOf: (declared: Day) => Course,
): Promise<PlannedFolder> =>
  withHolidays(workersOf(options), (holidays) =>
    planCourseWith(folder, job, { ...options, holidays }, loaded, courseOf),
  )

interface RunOptions extends HouseOptions {
  readonly holidays: NonNullable<PlanningPorts['holidays']>
}

async function planCourseWith(
  folder: string,
  job: Job,
  options: RunOptions,
  { load, store }: { load: LoadReport; store: Database },
  courseOf: (declared: Day) => Course,
): Promise<PlannedFolder> {
  const book = proposalBook(folder)
  const [earlier, answers] = await Promise.all([book.standing(), book.answers()])
  const { company, facts, course, agreed, arrived, loadNumber, overrides } = await job.step('load', async () => {
    const { company, course } = await readCompanyOn(store, courseOf)
    const overrides = await overridesTold(folder, company)
    const { planDay } = course
    const arrived = await arrivedOrders(
      store.connection,
      [...earlier.proposals, ...answers].flatMap(({ id, order }) => [id, order]),
    )
    const agreed = agreedProposals({ earlier: earlier.proposals, answers, arrived, planDay })
    const known = withAgreedOrders(company, await readFacts(store, company, { planDay }), agreed)
    const facts = withOverridesTold(company, known, overrides)
    return { company, facts, course, agreed, arrived, loadNumber: await lastLoad(store.connection), overrides }
  })
  // Everything is in memory: the file is brought in order while the plan is made.
  void store.settle()
  const before = await planBefore(folder, course)
  const planned = await runOn({ before, company, facts, overrides }, job, options, load)
  const needs = supplyNeeds(company, planned.plan)
  const proposals = standProposals({
    needs,
    earlier: earlier.proposals,
    answers,
    arrived,
    planDay: course.planDay,
    frozenUntil: earlier.planDay + PROPOSAL_WINDOW_DAYS,
  })
  const version = await job.step('freeze', () =>
    freeze(folder, planned, course, { proposals, agreed, load: loadNumber, coverage: load.coverage }, options),
  )
  const tables = proposalTables(company, planned.plan, proposals, allocations(company, planned.plan))
  await job.step('propose', () => book.replace({ planDay: course.planDay, proposals }, tables))
  return { version, planned, load, proposals }
}

const planBefore = async (folder: string, { rolledFrom }: Course): Promise<PlanBefore | null> =>
  rolledFrom === '' ? null : (await openVersion(folder, rolledFrom)).snapshot

/** One planning run on the threads that the options ask for. */
async function runOn(
  given: {
    before: PlanBefore | null
    company: Company
    facts: Facts
    overrides: readonly HistoryOverride[]
  },
  job: Job,
  options: RunOptions,
  { coverage }: Pick<LoadReport, 'coverage'>,
): Promise<PlannedCompany> {
  const workers = workersOf(options)
  const runner = workers > 0 ? workerRunner(workers) : inlineRunner()
  const allocate = workers > 0 ? allocateShared : allocatePlain
  const { holidays } = options
  try {
    const ports = {
      job,
      runner,
      allocate,
      holidays,
      ...(workers > 0 ? { tie: tieInBackground, past: pastInBackground } : {}),
    }
    return await runPlanning(given.company, given.facts, ports, coverage, given.before, given.overrides)
  } finally {
    await runner.close()
  }
}

const workersOf = ({ workers }: HouseOptions): number => workers ?? Math.min(4, os.availableParallelism())

async function readCompanyOn(
  store: Database,
  courseOf: (declared: Day) => Course,
): Promise<{ company: Company; course: Course }> {
  const company = await readCompany(store)
  const course = courseOf(company.settings.planDay)
  return { company: { ...company, settings: { ...company.settings, planDay: course.planDay } }, course }
}

async function freeze(
  folder: string,
  planned: PlannedCompany,
  { rolledFrom }: Course,
  kept: VersionInputs,
  options: HouseOptions,
): Promise<Version> {
  const origin = versionOrigin(planned, programVersion(), rolledFrom)
  const snapshot = snapshotOf(planned)
  return versionsOf(folder).freeze(origin, versionTables(planned), momentOf(options), async (inside) => {
    await saveSnapshot(path.join(inside, SNAPSHOT), snapshot)
    await saveInputs(inside, kept)
    await saveForecastNotes(inside, planned.demand.notes)
    await saveCorrections(inside, keepCorrections(planned.plan, planned.demand))
  })
}

/**
 * Makes a version again from what was known when it was frozen, and compares: SPINE 4, rule PV10. Master data is the
 * folder's of today; when it has changed since, the hash differs.
 */
export async function replayVersion(
  folder: string,
  id: string,
  job: Job,
  options: HouseOptions = {},
): Promise<{ version: Version; hash: string; same: boolean }> {
  const { version, folder: inside, snapshot } = await openVersion(folder, id)
  const { overrides } = snapshot
  const { agreed, load: loadNumber } = await loadInputs(inside)
  const { planDay } = version
  const { company, facts } = await job.step('load', () =>
    withStore(folder, async (store) => {
      const { company } = await readCompanyOn(store, () => version)
      const facts = await readFacts(store, company, { planDay, load: loadNumber })
      return { company, facts: withOverridesTold(company, withAgreedOrders(company, facts, agreed), overrides) }
    }),
  )
  const before = await planBefore(folder, version)
  const planned = await withHolidays(workersOf(options), (holidays) =>
    runOn({ before, company, facts, overrides }, job, { ...options, holidays }, { coverage: [] }),
  )
  const hash = versionsOf(folder).hashOf(
    versionOrigin(planned, programVersion(), version.rolledFrom),
    versionTables(planned),
  )
  return { version, hash, same: hash === version.hash }
}
