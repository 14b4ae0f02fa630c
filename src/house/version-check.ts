/** Whether a version is what was frozen: every byte of its files, and its hash, worked out again from the plan it keeps. */
import path from 'node:path'
import type { ExportTable, Version, VersionOrigin } from '../core/plan/version.js'
import { commitmentTables } from '../processes/rolling/commitments.js'
import type { PlanSnapshot } from '../processes/versions/plan-snapshot.js'
import { versionTables } from '../processes/versions/version-tables.js'
import { digestOf, type OnBytes, piecesOf } from '../store/file-pieces.js'
import { isWhole } from '../store/versions/folder-version-store.js'
import { loadSnapshot } from '../store/versions/snapshot.js'
import type { Found } from './flaw.js'
import { programVersion } from './house-options.js'
import { SNAPSHOT, versionsOf } from './versions.js'

/** Files first: what is damaged is named before anything is made of it. */
export async function checkVersion(folder: string, version: Version, onBytes: OnBytes): Promise<Found> {
  const inside = versionsOf(folder).folderOf(version.id)
  const { id } = version
  if (!(await isWhole(inside, version))) return fault('verify.version_short', { version: id })
  const files = await changedFiles(inside, version, onBytes)
  if (files.length > 0)
    return { faults: files.map((file) => ({ code: 'verify.version_file', values: { version: id, file } })), notes: [] }
  const keeper = version.kind === 'cycle' ? id : version.rolledFrom
  const snapshot = await loadSnapshot<PlanSnapshot>(path.join(versionsOf(folder).folderOf(keeper), SNAPSHOT))
  const tables = snapshot === null ? null : tablesOf(version, snapshot)
  if (tables === null)
    return keeper === id
      ? fault('verify.version_closed', { version: id })
      : note('verify.version_alone', { version: id, keeper })
  // Another edition may make other tables of the same plan.
  if (version.program !== programVersion())
    return note('verify.other_program', { version: id, program: version.program })
  // Weeks that were frozen when fewer tables were made of them have those.
  const made = tables.filter(({ name }) => version.tables.some((table) => table.name === name))
  const same = versionsOf(folder).hashOf(originOf(version), made) === version.hash
  return same ? { faults: [], notes: [] } : fault('verify.version_hash', { version: id })
}

async function changedFiles(inside: string, { files = [] }: Version, onBytes: OnBytes): Promise<string[]> {
  const changed: string[] = []
  for (const { file, sha256 } of files)
    if (sha256 !== undefined && (await digestOf(piecesOf(path.join(inside, file)), onBytes)).sha256 !== sha256)
      changed.push(file)
  return changed
}

const fault = (code: string, values: Record<string, string>): Found => ({ faults: [{ code, values }], notes: [] })
const note = (code: string, values: Record<string, string>): Found => ({ faults: [], notes: [{ code, values }] })

/** Null for a kind that is made of something else than the plan it names. */
function tablesOf({ kind }: Version, { company, plan, money, layers, statements }: PlanSnapshot): ExportTable[] | null {
  if (kind === 'cycle') return versionTables({ company, plan, money, demand: { layers }, statements })
  return kind === 'week' ? commitmentTables({ company, plan, money }) : null
}

/** The fields that were hashed, in their order. */
function originOf(version: Version): VersionOrigin {
  const { id: _, hash: __, frozenAt: ___, tables: ____, files: _____, ...origin } = version
  return origin
}
