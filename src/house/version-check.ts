/** Whether a version is what was frozen: its files, its hash, and every Parquet file against the plan it keeps. */
import path from 'node:path'
import type { ExportTable, Version, VersionOrigin } from '../core/plan/version.js'
import { commitmentTables } from '../processes/rolling/commitments.js'
import type { PlanSnapshot } from '../processes/versions/plan-snapshot.js'
import { versionTables } from '../processes/versions/version-tables.js'
import { differingFiles } from '../store/backup/table-comparison.js'
import { isWhole } from '../store/versions/folder-version-store.js'
import { loadSnapshot } from '../store/versions/snapshot.js'
import type { Found } from './flaw.js'
import { programVersion } from './house-options.js'
import { SNAPSHOT, versionsOf } from './versions.js'

export async function checkVersion(folder: string, version: Version): Promise<Found> {
  const inside = versionsOf(folder).folderOf(version.id)
  const { id } = version
  if (!(await isWhole(inside, version))) return fault('verify.version_short', { version: id })
  const keeper = version.kind === 'cycle' ? id : version.rolledFrom
  const snapshot = await loadSnapshot<PlanSnapshot>(path.join(versionsOf(folder).folderOf(keeper), SNAPSHOT))
  if (snapshot === null)
    return keeper === id
      ? fault('verify.version_closed', { version: id })
      : note('verify.version_alone', { version: id, keeper })
  // Another edition may make other tables of the same plan.
  if (version.program !== programVersion())
    return note('verify.other_program', { version: id, program: version.program })
  const tables = tablesOf(version, snapshot)
  if (tables === null) return note('verify.version_alone', { version: id, keeper })
  if (versionsOf(folder).hashOf(originOf(version), tables) !== version.hash)
    return fault('verify.version_hash', { version: id })
  const files = await differingFiles(inside, version, tables)
  return { faults: files.map((file) => ({ code: 'verify.version_file', values: { version: id, file } })), notes: [] }
}

const fault = (code: string, values: Record<string, string>): Found => ({ faults: [{ code, values }], notes: [] })
const note = (code: string, values: Record<string, string>): Found => ({ faults: [], notes: [{ code, values }] })

/** Null for a kind that is made of something else than the plan it names. */
function tablesOf({ kind }: Version, { company, plan, money, layers, statements }: PlanSnapshot): ExportTable[] | null {
  if (kind === 'cycle') return versionTables({ company, plan, money, demand: { layers }, statements })
  return kind === 'week' ? commitmentTables({ company, plan }) : null
}

/** The fields that were hashed, in their order. */
function originOf(version: Version): VersionOrigin {
  const { id: _, hash: __, frozenAt: ___, tables: ____, files: _____, ...origin } = version
  return origin
}
