import fs from 'node:fs/promises'
import type { CourseDesk, DataDesk } from '../../api/ports.js'
import type { CheckReport } from '../../contract/import-report.js'
import { Refusal } from '../../core/base/refusal.js'
import { type DataTables, dataTables, showLoad } from '../../processes/import/data-report.js'
import { unlessGone } from '../../store/backup/company-files.js'
import { type Database, factsPath } from '../../store/duckdb/database.js'
import { badRowsOf, heldTables, pastLoads } from '../../store/load-history.js'
import { whenFree, withStore } from '../loading.js'
import { versionsOf } from '../versions.js'
import { FolderFiles } from './folder-files.js'
import { UploadShelf } from './upload-shelf.js'

export interface DataDeskOptions {
  /** Where checks are made: never in this process. */
  readonly courses: CourseDesk
  readonly uploadBytes: number
  readonly now: () => number
}

/** For a load that is under way. */
const PATIENCE_MS = 2000

type Held = Pick<Parameters<typeof dataTables>[0], 'held' | 'last'>

/** The data of a company folder, for those who look after them. */
export function openDataDesk(folder: string, { courses, uploadBytes, now }: DataDeskOptions): DataDesk {
  const facts = new FactsReader(folder)
  const files = new FolderFiles(folder)
  const uploads = new UploadShelf(folder, now)
  return {
    async tables(): Promise<DataTables> {
      const live = await versionsOf(folder).live()
      if (live === null) throw new Refusal('plan.no_plan', { folder })
      const { held, last } = await facts.held()
      return dataTables({ held, last, files: await files.list(last), planDay: live.planDay })
    },
    loads: async (before, limit) => (await facts.read((store) => pastLoads(store, before, limit), [])).map(showLoad),
    async badRows(query) {
      const found = await facts.read((store) => badRowsOf(store, query), null)
      if (found === null) throw new Refusal('data.no_load', { load: query.load ?? 0 })
      return found
    },
    receive: (given) => uploads.receive({ ...given, most: uploadBytes }),
    uploads: () => uploads.list(),
    upload: (id) => uploads.find(id),
    async check(id, control) {
      const upload = await uploads.find(id)
      const study = { kind: 'check', file: upload.file, elsewhere: uploads.pathOf(upload) } as const
      return uploads.checked(id, (await courses.run(study, control)) as CheckReport)
    },
    confirm: (id, how) => uploads.confirm(id, how),
    discard: (id) => uploads.discard(id),
  }
}

/** Facts read briefly and one at a time, so that whoever loads does not wait; kept until they change. */
class FactsReader {
  private turn: Promise<unknown> = Promise.resolve()
  private kept: { readonly mark: string; readonly held: Held } | null = null

  constructor(private readonly folder: string) {}

  read<Of>(work: (store: Database) => Promise<Of>, without: Of): Promise<Of> {
    const asked = this.turn.then(async () => {
      if ((await this.mark()) === null) return without
      return whenFree(PATIENCE_MS, () => withStore(this.folder, work))
    })
    this.turn = asked.catch(() => undefined)
    return asked
  }

  /** While somebody loads it is what was there before. */
  async held(): Promise<Held> {
    const mark = await this.mark()
    if (mark !== null && this.kept?.mark === mark) return this.kept.held
    try {
      const held = await this.read<Held>(
        async (store) => ({ held: await heldTables(store), last: (await pastLoads(store, null, 1))[0] ?? null }),
        { held: [], last: null },
      )
      if (mark !== null) this.kept = { mark, held }
      return held
    } catch (error) {
      const isInUse = error instanceof Refusal && error.code === 'contract.folder_in_use'
      if (isInUse && this.kept !== null) return this.kept.held
      throw error
    }
  }

  /** What changes with every load, also before its log is brought into the file. */
  private async mark(): Promise<string | null> {
    const [file, log] = await Promise.all(
      ['', '.wal'].map((ending) => fs.stat(factsPath(this.folder) + ending, { bigint: true }).catch(unlessGone(null))),
    )
    const part = (stat: typeof file): string => (stat == null ? '' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`)
    return file == null ? null : `${part(file)} ${part(log)}`
  }
}
