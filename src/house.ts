/**
 * The one place that knows concrete things: which store, which threads, which clock. It joins the rooms and hands them
 * to the command line.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openCompanySources } from './connectors/company-sources.js'
import { type WrittenFile, writeCompanyFolder } from './connectors/folder-writer/write-company-folder.js'
import type { CheckReport, LoadReport } from './contract/import-report.js'
import { Refusal } from './core/base/refusal.js'
import type { Company } from './core/network/company.js'
import type { Facts } from './core/network/facts.js'
import { allocatePlain, allocateShared } from './core/plan/plan.js'
import type { PlanOfRecord, Version } from './core/plan/version.js'
import { inlineRunner } from './engine/inline-runner.js'
import { workerRunner } from './engine/worker-runner.js'
import { generateAndina } from './generate/andina/andina.js'
import { generateCompany } from './generate/generate-company.js'
import type { Job } from './jobs/job.js'
import { type PlannedCompany, runPlanning } from './processes/planning/planning-run.js'
import { type Agreement, compareWithRecord, type OwnedChange } from './processes/proof/agreement.js'
import { concludeProof, type Proof } from './processes/proof/proof.js'
import { byFamily, salesCells, salesDecimals } from './processes/proof/signed-sales.js'
import { dismantle, type PlanSnapshot, reassemble, type SnapshotState } from './processes/versions/plan-snapshot.js'
import { versionOrigin } from './processes/versions/version-origin.js'
import { versionTables } from './processes/versions/version-tables.js'
import { checkFolder, loadFolder, openStore } from './store/company-folder.js'
import { proveIdentity } from './store/proof/version-proof.js'
import { readCompany } from './store/read-company.js'
import { readFacts } from './store/read-facts.js'
import { folderVersionStore } from './store/versions/folder-version-store.js'
import { ownedChanges } from './store/versions/owned-changes.js'
import { loadSnapshot, saveSnapshot } from './store/versions/snapshot.js'

export interface HouseOptions {
  /** Threads for the planning run; 0 runs everything on the caller's. */
  readonly workers?: number | undefined
  readonly strict?: boolean | undefined
}

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
export async function loadCompany(folder: string, { strict = false }: HouseOptions = {}): Promise<LoadReport> {
  assertCompanyFolder(folder)
  return loadFolder(folder, { open: openCompanySources, strict })
}

export async function readCompanyAndFacts(folder: string): Promise<{ company: Company; facts: Facts }> {
  const store = await openStore(folder)
  try {
    const company = await readCompany(store)
    return { company, facts: await readFacts(store, company) }
  } finally {
    store.close()
  }
}

export interface PlannedFolder {
  readonly version: Version
  readonly planned: PlannedCompany
  readonly load: LoadReport
}

/** Load, plan, freeze. Null with the report when the load was refused. */
export async function planFolder(
  folder: string,
  job: Job,
  options: HouseOptions = {},
): Promise<PlannedFolder | { refused: LoadReport }> {
  assertCompanyFolder(folder)
  const workers = options.workers ?? Math.min(4, os.availableParallelism())
  const runner = workers > 0 ? workerRunner(workers) : inlineRunner()
  try {
    const load = await job.step('check', () => loadCompany(folder, options))
    if (!load.loaded) return { refused: load }
    const { company, facts } = await job.step('load', () => readCompanyAndFacts(folder))
    const allocate = workers > 0 ? allocateShared : allocatePlain
    const planned = await runPlanning(company, facts, { job, runner, allocate }, load.coverage)
    const version = await job.step('freeze', () => freeze(folder, planned))
    return { version, planned, load }
  } finally {
    await runner.close()
  }
}

async function freeze(folder: string, planned: PlannedCompany): Promise<Version> {
  const origin = versionOrigin(planned, programVersion())
  const snapshot = dismantle(planned)
  return versionsOf(folder).freeze(origin, versionTables(planned), new Date().toISOString(), (inside) =>
    saveSnapshot(path.join(inside, SNAPSHOT), snapshot),
  )
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
