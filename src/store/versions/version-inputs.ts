import fs from 'node:fs/promises'
import path from 'node:path'
import type { TableCoverage } from '../../contract/import-report.js'
import { Refusal } from '../../core/base/refusal.js'
import type { SupplyProposal } from '../../core/plan/proposal.js'
import { readJsonFile } from '../durable-file.js'

/** What a version stands on beside facts and master data, kept in its folder so that it can be made again. [PV10] */
export interface VersionInputs {
  /** What it proposed. */
  readonly proposals: readonly SupplyProposal[]
  /** What it counted on because somebody had agreed to it. */
  readonly agreed: readonly SupplyProposal[]
  /** The last load that it knew. */
  readonly load: number
  /** What that load had to leave out. */
  readonly coverage?: readonly TableCoverage[]
}

const FILE = 'inputs.json'

export const saveInputs = (versionFolder: string, inputs: VersionInputs): Promise<void> =>
  fs.writeFile(path.join(versionFolder, FILE), JSON.stringify(inputs))

/** @throws Refusal `plan.unreadable_version` when the version has none. */
export async function loadInputs(versionFolder: string): Promise<VersionInputs> {
  const inputs = await readJsonFile<VersionInputs>(path.join(versionFolder, FILE))
  if (inputs === null) throw new Refusal('plan.unreadable_version', { version: path.basename(versionFolder) })
  return inputs
}
