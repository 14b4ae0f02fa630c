/** The three claims of One Number, over files, versions and the ledger. */
import type { Version } from '../core/plan/version.js'
import { type Agreement, compareWithRecord } from '../processes/proof/agreement.js'
import { proveBridge } from '../processes/proof/bridge-proof.js'
import { concludeProof, type Proof } from '../processes/proof/proof.js'
import { byFamily, salesCells, salesDecimals } from '../processes/proof/signed-sales.js'
import type { PlanSnapshot } from '../processes/versions/plan-snapshot.js'
import { proveIdentity } from '../store/proof/version-proof.js'
import { ownedChanges } from '../store/versions/owned-changes.js'
import { openVersion, versionsOf } from './versions.js'

/** Identity from the frozen files, agreement with the plan of record, truth of the closed months. */
export async function proveFolder(folder: string, id?: string): Promise<Proof> {
  const { version, folder: inside, snapshot } = await openVersion(folder, id)
  const checks = await proveIdentity(inside, version)
  const signed = await signedSnapshot(folder, version, snapshot)
  const bridged = signed === null || signed.snapshot === snapshot ? [] : [proveBridge(signed.snapshot, snapshot)]
  const agreement = await agreementOf(folder, snapshot, signed)
  return concludeProof(version.id, [...checks, ...bridged], agreement, snapshot.truth)
}

interface SignedSnapshot {
  readonly record: string
  readonly snapshot: PlanSnapshot
}

async function signedSnapshot(folder: string, version: Version, live: PlanSnapshot): Promise<SignedSnapshot | null> {
  const record = await versionsOf(folder).record()
  if (record === null) return null
  const snapshot = record.version === version.id ? live : (await openVersion(folder, record.version)).snapshot
  return { record: record.version, snapshot }
}

async function agreementOf(
  folder: string,
  live: PlanSnapshot,
  signed: SignedSnapshot | null,
): Promise<Agreement | null> {
  const changes = await ownedChanges(folder).list()
  const { planDay, baseCurrency: currency } = live.company.settings
  const against = { changes, planDay, currency, decimals: salesDecimals(live.money) }
  if (signed !== null) {
    const { record, snapshot } = signed
    return compareWithRecord({ record, signed: salesCells(snapshot), live: salesCells(live), ...against })
  }
  const { snapshot, cells } = live.finance
  if (cells.length === 0) return null
  const covered = new Set(cells.map((cell) => cell.month))
  const ours = byFamily(salesCells(live)).filter((cell) => covered.has(cell.month))
  return compareWithRecord({ record: snapshot, signed: cells, live: ours, ...against })
}
