/** The three claims of One Number, over files, versions and the ledger; and what goes wrong, told against what was signed. */
import { Refusal } from '../core/base/refusal.js'
import type { OwnedChange } from '../core/plan/version.js'
import type { Problem } from '../core/why/problem.js'
import { withRecordGaps } from '../processes/exceptions/current-exceptions.js'
import { compareWithRecord } from '../processes/proof/agreement.js'
import { proveBridge } from '../processes/proof/bridge-proof.js'
import { type ComparedPlans, compareSales } from '../processes/proof/plan-of-record.js'
import { concludeProof, type Proof } from '../processes/proof/proof.js'
import { salesDecimals } from '../processes/proof/signed-sales.js'
import type { PlanSnapshot } from '../processes/versions/plan-snapshot.js'
import { proveIdentity } from '../store/proof/version-proof.js'
import { ownedChanges } from '../store/versions/owned-changes.js'
import { type OpenedVersion, openVersion, versionsOf } from './versions.js'

/** Identity from the frozen files, agreement with the plan of record, truth of the closed months. */
export async function proveFolder(folder: string, id?: string): Promise<Proof> {
  const opened = await openVersion(folder, id)
  const { version, snapshot } = opened
  const checks = await proveIdentity(opened.folder, version)
  const { signed, compared, changes } = await signedBeside(folder, opened)
  const bridged = signed === null || signed === snapshot ? [] : [proveBridge(signed, snapshot)]
  const { planDay, baseCurrency: currency } = snapshot.company.settings
  const agreement =
    compared === null
      ? null
      : compareWithRecord({ compared, changes, planDay, currency, decimals: salesDecimals(snapshot.money) })
  return concludeProof(version.id, [...checks, ...bridged], agreement, snapshot.truth)
}

/** What is going wrong in a version, the live one unless named, as it stands today: EX22 of docs/specs/exceptions.md. */
export async function exceptionsOf(
  folder: string,
  id?: string,
  open: typeof openVersion = openVersion,
): Promise<readonly Problem[]> {
  const opened = await open(folder, id)
  const { compared, changes } = await signedBeside(folder, opened, open)
  return compared === null ? opened.snapshot.problems : withRecordGaps(opened.snapshot, compared, changes)
}

/** A version beside what was signed, and who answers for the differences. */
async function signedBeside(
  folder: string,
  { version, snapshot }: OpenedVersion,
  open: typeof openVersion = openVersion,
): Promise<{ signed: PlanSnapshot | null; compared: ComparedPlans | null; changes: readonly OwnedChange[] }> {
  const versions = versionsOf(folder)
  const record = await versions.record()
  const changes = await ownedChanges(folder).list()
  if (record === null) return { signed: null, compared: compareSales(snapshot, null), changes }
  if ((await versions.find(record.version)) === null) throw new Refusal('plan.record_gone', { version: record.version })
  const signed = record.version === version.id ? snapshot : (await open(folder, record.version)).snapshot
  return { signed, compared: compareSales(snapshot, { record: record.version, snapshot: signed }), changes }
}
