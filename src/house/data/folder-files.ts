import type { BigIntStats } from 'node:fs'
import fs from 'node:fs/promises'
import { findFiles } from '../../connectors/company-sources.js'
import type { PastLoad } from '../../contract/import-report.js'
import type { FolderFile } from '../../processes/import/data-report.js'
import { unlessGone } from '../../store/backup/company-files.js'
import { digestOf, piecesOf } from '../../store/file-pieces.js'

/** The clock that files are dated by may be another machine's. */
const CLOCKS_APART_MS = 3600_000

/** Files of a company folder beside what was loaded last. Those that nobody can have touched since are not read. */
export class FolderFiles {
  private readonly digests = new Map<string, { readonly mark: string; readonly digest: string }>()

  constructor(private readonly folder: string) {}

  async list(last: PastLoad | null): Promise<FolderFile[]> {
    const loaded = new Map(last?.report.files.map(({ file, digest }) => [file, digest]))
    const foreign = new Set(last?.report.notices.filter(({ code }) => code === UNKNOWN).map(({ file }) => file))
    const files: FolderFile[] = []
    for (const { file, path, table } of await findFiles(this.folder)) {
      const stat = await fs.stat(path, { bigint: true }).catch(unlessGone(null))
      if (stat === null || foreign.has(file)) continue
      files.push({
        file,
        table: table?.name ?? null,
        bytes: Number(stat.size),
        modifiedAt: new Date(Number(stat.mtimeMs)).toISOString(),
        state: await this.stateOf(path, stat, loaded.get(file), last?.readAt ?? null),
      })
    }
    return files
  }

  private async stateOf(
    path: string,
    stat: BigIntStats,
    loaded: string | undefined,
    readAt: string | null,
  ): Promise<FolderFile['state']> {
    if (loaded === undefined) return 'new'
    const touched = Math.max(Number(stat.mtimeMs), Number(stat.ctimeMs))
    if (readAt !== null && touched < Date.parse(readAt) - CLOCKS_APART_MS) return 'loaded'
    return (await this.digest(path, stat)) === loaded ? 'loaded' : 'changed'
  }

  private async digest(path: string, { ino, size, mtimeNs, ctimeNs }: BigIntStats): Promise<string> {
    const mark = `${ino} ${size} ${mtimeNs} ${ctimeNs}`
    const known = this.digests.get(path)
    if (known?.mark === mark) return known.digest
    const { sha256 } = await digestOf(piecesOf(path)).catch(unlessGone({ sha256: '' }))
    this.digests.set(path, { mark, digest: sha256 })
    return sha256
  }
}

/** Not ours: nobody waits for it to be loaded. */
const UNKNOWN = 'contract.unknown_file'
