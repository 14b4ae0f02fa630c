/** The three claims of One Number, over files, versions and the ledger; and what goes wrong, told against what was signed. */
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'
import type { CheckResult } from '../core/plan/proof.js'
import type { OwnedChange } from '../core/plan/version.js'
import type { Problem } from '../core/why/problem.js'
import { withRecordGaps } from '../processes/exceptions/current-exceptions.js'
import { compareWithRecord } from '../processes/proof/agreement.js'
import { proveBridge } from '../processes/proof/bridge-proof.js'
import { changesOfEntries } from '../processes/proof/entry-owners.js'
import { type ComparedPlans, compareSales } from '../processes/proof/plan-of-record.js'
import { concludeProof, type Proof } from '../processes/proof/proof.js'
import { salesDecimals } from '../processes/proof/signed-sales.js'
import type { PlanSnapshot } from '../processes/versions/plan-snapshot.js'
import { proveIdentity } from '../store/proof/version-proof.js'
import { folderVersionStore } from '../store/versions/folder-version-store.js'
import { ownedChanges } from '../store/versions/owned-changes.js'
import { freezeEdited } from './living/freezing.js'
import { type LivePlan, openPlan } from './living/live-plan.js'
import { versionsOf } from './versions.js'

/** Identity from the frozen files, agreement with the plan of record, truth of the closed months. */
export async function proveFolder(folder: string, id?: string): Promise<Proof> {
  const opened = await openPlan(folder, id)
  const { version, snapshot } = opened
  const checks = await proveFiles(opened)
  const { signed, compared, changes } = await signedBeside(folder, opened, (other) => openPlan(folder, other))
  const bridged = signed === null || signed === snapshot ? [] : [proveBridge(signed, snapshot)]
  const { planDay, baseCurrency: currency } = snapshot.company.settings
  const agreement =
    compared === null
      ? null
      : compareWithRecord({ compared, changes, planDay, currency, decimals: salesDecimals(snapshot.money) })
  return concludeProof(version.id, [...checks, ...bridged], agreement, snapshot.truth)
}

/** What people have changed since is frozen for the proof, apart from the versions that are kept. */
async function proveFiles(opened: LivePlan): Promise<CheckResult[]> {
  const { version, snapshot, edits, folder } = opened
  if (edits === null) return proveIdentity(folder, version)
  const apart = await fs.mkdtemp(path.join(os.tmpdir(), 'rumbo-proof-'))
  try {
    const store = folderVersionStore(apart)
    const edited = { base: version, folder, snapshot, position: version.position }
    const frozen = await freezeEdited(store, edited, 'exchange')
    return await proveIdentity(store.folderOf(frozen.id), frozen)
  } finally {
    await fs.rm(apart, { recursive: true, force: true })
  }
}

/** Opens a frozen version. */
type Open = (id: string) => Promise<LivePlan>

/** What is going wrong in a plan as it stands today: EX22 of docs/specs/exceptions.md. */
export async function exceptionsOf(
  folder: string,
  plan: LivePlan,
  open: Open = (id) => openPlan(folder, id),
): Promise<readonly Problem[]> {
  const { compared, changes } = await signedBeside(folder, plan, open)
  return compared === null ? plan.snapshot.problems : withRecordGaps(plan.snapshot, compared, changes)
}

/** A version beside what was signed, and who answers for the differences. */
async function signedBeside(
  folder: string,
  { version, snapshot, edits }: LivePlan,
  open: Open,
): Promise<{ signed: PlanSnapshot | null; compared: ComparedPlans | null; changes: readonly OwnedChange[] }> {
  const versions = versionsOf(folder)
  const record = await versions.record()
  const written = await ownedChanges(folder).list()
  const signedVersion = record === null ? null : await versions.find(record.version)
  const sinceSigned = signedVersion?.facts === version.facts ? (signedVersion?.position ?? 0) : 0
  const authors = edits === null ? [] : changesOfEntries(edits, snapshot.money, sinceSigned)
  // What somebody has said of a difference comes before who happened to write it.
  const changes = [...written, ...authors]
  if (record === null) return { signed: null, compared: compareSales(snapshot, null), changes }
  if (signedVersion === null) throw new Refusal('plan.record_gone', { version: record.version })
  const signed = record.version === version.id ? snapshot : (await open(record.version)).snapshot
  return { signed, compared: compareSales(snapshot, { record: record.version, snapshot: signed }), changes }
}
