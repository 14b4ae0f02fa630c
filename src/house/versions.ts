/** Frozen versions: the live one, the signed one, and who answers for the difference. */
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'
import { allocatePlain } from '../core/plan/plan.js'
import type { OwnedChange, PlanOfRecord, Version } from '../core/plan/version.js'
import type { PlanSnapshot } from '../processes/versions/plan-snapshot.js'
import { folderVersionStore } from '../store/versions/folder-version-store.js'
import { ownedChanges } from '../store/versions/owned-changes.js'
import { loadSnapshot } from '../store/versions/snapshot.js'
import { assertCompanyFolder } from './house-options.js'

export const versionsOf = (folder: string): ReturnType<typeof folderVersionStore> =>
  folderVersionStore(path.join(folder, '.rumbo'))

/** Where a version keeps itself ready to be opened. */
export const SNAPSHOT = 'snapshot'

export interface OpenedVersion {
  readonly version: Version
  readonly folder: string
  readonly snapshot: PlanSnapshot
}

/** The version asked for, or the live one, back in memory. */
export async function openVersion(folder: string, id?: string, allocate = allocatePlain): Promise<OpenedVersion> {
  assertCompanyFolder(folder)
  const store = versionsOf(folder)
  const version = id === undefined ? await store.live() : await store.find(id)
  if (version === null)
    throw new Refusal(id === undefined ? 'plan.no_plan' : 'plan.no_version', { version: id ?? '', folder })
  const inside = store.folderOf(version.id)
  const snapshot = await loadSnapshot<PlanSnapshot>(path.join(inside, SNAPSHOT), allocate)
  if (snapshot === null) throw new Refusal('plan.unreadable_version', { version: version.id })
  return { version, folder: inside, snapshot: withLaterParts(snapshot) }
}

/** Versions that were frozen before there were history overrides, or past months, have none. */
const withLaterParts = (snapshot: PlanSnapshot): PlanSnapshot => ({
  ...snapshot,
  company: { ...snapshot.company, historyOverrides: snapshot.company.historyOverrides ?? [] },
  overrides: snapshot.overrides ?? [],
  past: snapshot.past ?? null,
})

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

export async function ownChange(folder: string, change: Omit<OwnedChange, 'id'>): Promise<OwnedChange> {
  assertCompanyFolder(folder)
  const book = ownedChanges(folder)
  const owned = { id: `change-${(await book.list()).length + 1}`, ...change }
  await book.add(owned)
  return owned
}
