import fs from 'node:fs/promises'
import path from 'node:path'
import type { SupplyProposal } from '../../core/plan/proposal.js'

/** What a version stands on beside facts and master data, kept in its folder so that it can be made again. [PV10] */
export interface VersionInputs {
  /** What it proposed. */
  readonly proposals: readonly SupplyProposal[]
  /** What it counted on because somebody had agreed to it. */
  readonly agreed: readonly SupplyProposal[]
  /** The last load that it knew. */
  readonly load: number
}

const FILE = 'inputs.json'

export const saveInputs = (versionFolder: string, inputs: VersionInputs): Promise<void> =>
  fs.writeFile(path.join(versionFolder, FILE), JSON.stringify(inputs))

export const loadInputs = async (versionFolder: string): Promise<VersionInputs> =>
  JSON.parse(await fs.readFile(path.join(versionFolder, FILE), 'utf8')) as VersionInputs
