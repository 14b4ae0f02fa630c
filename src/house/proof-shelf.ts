import path from 'node:path'
import type { ProofShelf } from '../api/ports.js'
import type { KeptProof } from '../processes/proof/kept-proof.js'
import { OWN } from '../store/backup/company-files.js'
import { readJsonFile, replaceFile } from '../store/durable-file.js'

/** The newest proof of a company, kept beside its versions. */
export function openProofShelf(folder: string): ProofShelf {
  const file = path.join(folder, OWN, 'proof.json')
  return {
    newest: () => readJsonFile<KeptProof>(file),
    keep: (proof) => replaceFile(file, JSON.stringify(proof)),
  }
}
