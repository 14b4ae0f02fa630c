/**
 * The one place that knows concrete things: which store, which threads, which clock. It joins the rooms and hands them
 * to the command line.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openCompanySources } from './connectors/company-sources.js'
import { initFolder } from './connectors/folder-template.js'
import { type WrittenFile, writeCompanyFolder } from './connectors/folder-writer/write-company-folder.js'
import type { AdaptOptions } from './connectors/public-data/adapted-company.js'
import { adaptM5 } from './connectors/public-data/m5.js'
import { adaptOrangeJuice } from './connectors/public-data/orange-juice.js'
import type { CheckReport, LoadReport } from './contract/import-report.js'
import type { Day } from './core/base/day.js'
import { Refusal } from './core/base/refusal.js'
import type { Company } from './core/network/company.js'
import type { Facts } from './core/network/facts.js'
import { allocatePlain, allocateShared } from './core/plan/plan.js'
import type { SupplyProposal } from './core/plan/proposal.js'
import type { OwnedChange, PlanOfRecord, Version } from './core/plan/version.js'
import { tieInBackground } from './engine/background.js'
import { inlineRunner } from './engine/inline-runner.js'
import { workerRunner } from './engine/worker-runner.js'
import { generateAndina } from './generate/andina/andina.js'
import { generateCompany } from './generate/generate-company.js'
import type { Job } from './jobs/job.js'
import { type PlannedCompany, runPlanning } from './processes/planning/planning-run.js'
import { type Agreement, compareWithRecord } from './processes/proof/agreement.js'
import { concludeProof, type Proof } from './processes/proof/proof.js'
import { byFamily, salesCells, salesDecimals } from './processes/proof/signed-sales.js'
import { agreedProposals, withAgreedOrders } from './processes/proposals/agreed-orders.js'
import { allocations } from './processes/proposals/allocations.js'
import { proposalTables } from './processes/proposals/proposal-tables.js'
import { standProposals } from './processes/proposals/standing-proposals.js'
import { PROPOSAL_WINDOW_DAYS, supplyNeeds } from './processes/proposals/supply-needs.js'
import { type LeftBehind, listLeftBehind } from './processes/rolling/carry-over.js'
import { commitmentOrigin, commitmentTables } from './processes/rolling/commitments.js'
import type { PlanBefore } from './processes/rolling/plan-before.js'
import { type Course, courseForward, courseInForce, leavesWeek } from './processes/rolling/plan-day.js'
import { dismantle, type PlanSnapshot, reassemble, type SnapshotState } from './processes/versions/plan-snapshot.js'
import { versionOrigin } from './processes/versions/version-origin.js'
import { versionTables } from './processes/versions/version-tables.js'
import { checkFolder, loadFolder, openStore } from './store/company-folder.js'
import type { Database } from './store/duckdb/database.js'
import { lastLoad } from './store/fact-query.js'
import { proveIdentity } from './store/proof/version-proof.js'
import { arrivedOrders } from './store/proposals/arrived-orders.js'
import { proposalBook } from './store/proposals/proposal-book.js'
import { readCompany } from './store/read-company.js'
import { readFacts } from './store/read-facts.js'
import { folderVersionStore } from './store/versions/folder-version-store.js'
import { ownedChanges } from './store/versions/owned-changes.js'
import { loadSnapshot, saveSnapshot } from './store/versions/snapshot.js'

export interface HouseOptions {
  /** Threads for the planning run; 0 runs everything on the caller's. */
  readonly workers?: number | undefined
  readonly strict?: boolean | undefined
  /** ISO moment of the run, for a backfill: what the folder says became known then. Now, unless given. */
  readonly now?: string | undefined
}

const momentOf = ({ now }: HouseOptions): string => now ?? new Date().toISOString()

export const programVersion = (): string =>
  (JSON.parse(fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version

export const versionsOf = (folder: string): ReturnType<typeof folderVersionStore> =>
  folderVersionStore(path.join(folder, '.rumbo'))

export function assertCompanyFolder(folder: string): void {
  if (!fs.existsSync(path.join(folder, 'company.yaml'))) throw new Refusal('cli.no_folder', { folder })
}

export async function checkCompany(folder: string, { strict = false }: HouseOptions = {}): Promise<CheckReport> {
  return checkFolder(folder, { open: openCompanySources, strict })
}

/** Loads the folder into its facts. A refused load has changed nothing; its report says why. */
export async function loadCompany(folder: string, options: HouseOptions = {}): Promise<LoadReport> {
  assertCompanyFolder(folder)
  return loadFolder(folder, { open: openCompanySources, strict: options.strict ?? false, knownAt: momentOf(options) })
}

/** The company as last loaded and everything known of it, for whoever plans without freezing. */
export async function readCompanyAndFacts(folder: string): Promise<{ company: Company; facts: Facts }> {
  return withStore(folder, async (store) => {
    const company = await readCompany(store)
    return { company, facts: await readFacts(store, company) }
  })
}

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
  const load = await job.step('check', () => loadCompany(folder, options))
  if (!load.loaded) return { refused: load }
  const live = await versionsOf(folder).live()
  return planCourse(folder, job, options, load, (declared) => courseInForce(declared, live))
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
  const load = await job.step('check', () => loadCompany(folder, options))
  if (!load.loaded) return { refused: load }
  const { proposals } = await keptInputs(from.folder)
  const commitments = await job.step('commitments', () => freezeCommitments(folder, from, to, options))
  const rolled = await planCourse(folder, job, options, load, () => course)
  const leftBehind = listLeftBehind({
    before: from.snapshot,
    after: rolled.planned,
    proposals,
    changes: await ownedChanges(folder).list(),
  })
  return { ...rolled, from, commitments, leftBehind }
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

/** What a version stands on beside facts and master data, kept with it so that it can be made again. */
interface KeptInputs {
  readonly proposals: readonly SupplyProposal[]
  readonly agreed: readonly SupplyProposal[]
  /** The last load that it knew. */
  readonly load: number
}

async function planCourse(
  folder: string,
  job: Job,
  options: HouseOptions,
  load: LoadReport,
  courseOf: (declared: Day) => Course,
): Promise<PlannedFolder> {
  const book = proposalBook(folder)
  const [earlier, answers] = await Promise.all([book.standing(), book.answers()])
  const { company, facts, course, agreed, arrived, loadNumber } = await job.step('load', () =>
    withStore(folder, async (store) => {
      const { company, course } = await readCompanyOn(store, courseOf)
      const { planDay } = course
      const arrived = await arrivedOrders(
        store.connection,
        [...earlier.proposals, ...answers].flatMap(({ id, order }) => [id, order]),
      )
      const agreed = agreedProposals({ earlier: earlier.proposals, answers, arrived, planDay })
      const facts = withAgreedOrders(company, await readFacts(store, company, { planDay }), agreed)
      return { company, facts, course, agreed, arrived, loadNumber: await lastLoad(store.connection) }
    }),
  )
  const planned = await runOn(await planBefore(folder, course), company, facts, job, options, load)
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
    freeze(folder, planned, course, { proposals, agreed, load: loadNumber }, options),
  )
  const tables = proposalTables(company, planned.plan, proposals, allocations(company, planned.plan))
  await job.step('propose', () => book.replace({ planDay: course.planDay, proposals }, tables))
  return { version, planned, load, proposals }
}

const planBefore = async (folder: string, { rolledFrom }: Course): Promise<PlanBefore | null> =>
  rolledFrom === '' ? null : (await openVersion(folder, rolledFrom)).snapshot

/** One planning run on the threads that the options ask for. */
async function runOn(
  before: PlanBefore | null,
  company: Company,
  facts: Facts,
  job: Job,
  options: HouseOptions,
  { coverage }: Pick<LoadReport, 'coverage'>,
): Promise<PlannedCompany> {
  const workers = options.workers ?? Math.min(4, os.availableParallelism())
  const runner = workers > 0 ? workerRunner(workers) : inlineRunner()
  const allocate = workers > 0 ? allocateShared : allocatePlain
  try {
    const ports = { job, runner, allocate, ...(workers > 0 ? { tie: tieInBackground } : {}) }
    return await runPlanning(company, facts, ports, coverage, before)
  } finally {
    await runner.close()
  }
}

async function readCompanyOn(
  store: Database,
  courseOf: (declared: Day) => Course,
): Promise<{ company: Company; course: Course }> {
  const company = await readCompany(store)
  const course = courseOf(company.settings.planDay)
  return { company: { ...company, settings: { ...company.settings, planDay: course.planDay } }, course }
}

async function withStore<Of>(folder: string, work: (store: Database) => Promise<Of>): Promise<Of> {
  const store = await openStore(folder)
  try {
    return await work(store)
  } finally {
    store.close()
  }
}

async function freeze(
  folder: string,
  planned: PlannedCompany,
  { rolledFrom }: Course,
  kept: KeptInputs,
  options: HouseOptions,
): Promise<Version> {
  const origin = versionOrigin(planned, programVersion(), rolledFrom)
  const snapshot = dismantle(planned)
  return versionsOf(folder).freeze(origin, versionTables(planned), momentOf(options), async (inside) => {
    await saveSnapshot(path.join(inside, SNAPSHOT), snapshot)
    await fs.promises.writeFile(path.join(inside, KEPT), JSON.stringify(kept))
  })
}

const KEPT = 'inputs.json'

async function keptInputs(inside: string): Promise<KeptInputs> {
  return JSON.parse(await fs.promises.readFile(path.join(inside, KEPT), 'utf8')) as KeptInputs
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
  const { version, folder: inside } = await openVersion(folder, id)
  const { agreed, load: loadNumber } = await keptInputs(inside)
  const { planDay } = version
  const { company, facts } = await job.step('load', () =>
    withStore(folder, async (store) => {
      const { company } = await readCompanyOn(store, () => version)
      const facts = await readFacts(store, company, { planDay, load: loadNumber })
      return { company, facts: withAgreedOrders(company, facts, agreed) }
    }),
  )
  const planned = await runOn(await planBefore(folder, version), company, facts, job, options, { coverage: [] })
  const hash = versionsOf(folder).hashOf(
    versionOrigin(planned, programVersion(), version.rolledFrom),
    versionTables(planned),
  )
  return { version, hash, same: hash === version.hash }
}

const SNAPSHOT = 'snapshot'

export interface OpenedVersion {
  readonly version: Version
  readonly folder: string
  readonly snapshot: PlanSnapshot
}

/** The version asked for, or the live one, back in memory. */
export async function openVersion(folder: string, id?: string): Promise<OpenedVersion> {
  assertCompanyFolder(folder)
  const store = versionsOf(folder)
  const version = id === undefined ? await store.live() : await store.find(id)
  if (version === null)
    throw new Refusal(id === undefined ? 'plan.no_plan' : 'plan.no_version', { version: id ?? '', folder })
  const inside = store.folderOf(version.id)
  const kept = await loadSnapshot<SnapshotState>(path.join(inside, SNAPSHOT))
  if (kept === null) throw new Refusal('plan.unreadable_version', { version: version.id })
  return { version, folder: inside, snapshot: reassemble(kept.state, kept.columns) }
}

/** Writes the demo company from its seed, unless it is there already; tells whether it wrote. */
export async function prepareDemo(folder: string): Promise<boolean> {
  if (fs.existsSync(path.join(folder, 'company.yaml'))) return false
  const { companyYaml, tables } = generateAndina()
  await writeCompanyFolder(folder, { companyYaml, tables })
  return true
}

export async function generateFolder(
  folder: string,
  options: { products: number; locations: number; weeks: number; seed: number; planted?: boolean },
): Promise<WrittenFile[]> {
  const { companyYaml, tables, planted } = generateCompany(options)
  return writeCompanyFolder(folder, { companyYaml, tables, ...(options.planted ? { planted } : {}) })
}

const ADAPTERS = { 'orange-juice': adaptOrangeJuice, m5: adaptM5 }
export type PublicSet = keyof typeof ADAPTERS
export const PUBLIC_SETS = Object.keys(ADAPTERS) as PublicSet[]

/** A public data set as a company folder; `source` holds its files as published (examples/<set>/README.md). */
export async function adaptFolder(
  set: PublicSet,
  source: string,
  folder: string,
  options: AdaptOptions,
): Promise<WrittenFile[]> {
  return writeCompanyFolder(folder, ADAPTERS[set](source, options))
}

export async function signVersion(
  folder: string,
  { versionId, by, reason }: { versionId?: string; by: string; reason: string },
): Promise<PlanOfRecord> {
  const store = versionsOf(folder)
  const version = versionId ?? (await store.live())?.id
  if (version === undefined) throw new Refusal('plan.no_version', { version: '' })
  const record = { version, signedBy: by, signedAt: new Date().toISOString(), reason }
  await store.sign(record)
  return record
}

/** Identity from the frozen files, agreement with the plan of record, truth of the closed months. */
export async function proveFolder(folder: string, id?: string): Promise<Proof> {
  const { version, folder: inside, snapshot } = await openVersion(folder, id)
  const checks = await proveIdentity(inside, version)
  const agreement = await agreementOf(folder, version, snapshot)
  return concludeProof(version.id, checks, agreement, snapshot.truth)
}

async function agreementOf(folder: string, version: Version, live: PlanSnapshot): Promise<Agreement | null> {
  const record = await versionsOf(folder).record()
  const changes = await ownedChanges(folder).list()
  const { planDay, baseCurrency: currency } = live.company.settings
  const against = { changes, planDay, currency, decimals: salesDecimals(live.money) }
  if (record !== null) {
    const signed = record.version === version.id ? live : (await openVersion(folder, record.version)).snapshot
    return compareWithRecord({ record: record.version, signed: salesCells(signed), live: salesCells(live), ...against })
  }
  const { snapshot, cells } = live.finance
  if (cells.length === 0) return null
  const covered = new Set(cells.map((cell) => cell.month))
  const ours = byFamily(salesCells(live)).filter((cell) => covered.has(cell.month))
  return compareWithRecord({ record: snapshot, signed: cells, live: ours, ...against })
}

export async function ownChange(folder: string, change: Omit<OwnedChange, 'id'>): Promise<OwnedChange> {
  assertCompanyFolder(folder)
  const book = ownedChanges(folder)
  const owned = { id: `change-${(await book.list()).length + 1}`, ...change }
  await book.add(owned)
  return owned
}

export const initCompany = (folder: string): { files: string[] } => initFolder(folder)
