import path from 'node:path'
import type { OwnedChange } from '../../core/plan/version.js'
import { readJsonFile, replaceFile } from '../durable-file.js'

/** Who answers for which difference from the plan of record: a small list beside the versions. */
export function ownedChanges(folder: string) {
  const file = path.join(folder, '.rumbo', 'changes.json')
  const list = async (): Promise<OwnedChange[]> => (await readJsonFile<OwnedChange[]>(file)) ?? []
  return {
    list,
    async add(change: OwnedChange): Promise<void> {
      await replaceFile(file, `${JSON.stringify([...(await list()), change], null, 2)}\n`)
    },
  }
}
