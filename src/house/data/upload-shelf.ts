/**
 * Files on their way into a company folder (AP33 to AP36): each waits in a folder of its own under `.rumbo/uploads`, and
 * takes its place by one renaming. Killed at any moment, the company folder is as it was before or as it is after.
 */
import { randomBytes } from 'node:crypto'
import { linkSync, renameSync } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { findFiles } from '../../connectors/company-sources.js'
import type { CheckReport } from '../../contract/import-report.js'
import { Refusal } from '../../core/base/refusal.js'
import { isUnusable, tableOfUpload, type Upload } from '../../processes/import/upload.js'
import { OWN, UPLOADS, unlessGone } from '../../store/backup/company-files.js'
import { readJsonFile, replaceFile } from '../../store/durable-file.js'
import { type Pieces, piecesOf, syncEntry, writeNew } from '../../store/file-pieces.js'

const RECORD = 'upload.json'
/** Files that took a place leave what was there before, numbered. */
const REPLACED = `${OWN}/replaced`
const ID = /^upload-[0-9a-f]{16}$/
const WAITING_MOST = 10
/** One that nobody confirms is forgotten; what a killed server left half received goes sooner. */
const FORGOTTEN_MS = 24 * 3600_000
const HALF_MS = 3600_000

export interface Received {
  readonly file: string
  readonly body: AsyncIterable<Uint8Array>
  readonly by: string
  /** Bytes. */
  readonly most: number
}

export interface Confirmation {
  /** Faults of other tables stand in nobody's way. */
  readonly despiteFaults: boolean
  /** Asked at the last moment; throws where the folder must stand still. */
  readonly free: () => void
}

export class UploadShelf {
  /** One at a time: two would count the same backup, and what takes its place cannot be taken away meanwhile. */
  private turn: Promise<unknown> = Promise.resolve()
  /** What is being received here: it counts among those that wait, and is nobody else's to look at. */
  private readonly arriving = new Set<string>()

  constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  /** @throws Refusal `data.file_name`, `data.too_many_uploads`, `data.file_too_large`, `data.upload_cut`, `data.disk_full` */
  async receive(given: Received): Promise<Upload> {
    const table = tableOfUpload(given.file)
    const waiting = await this.list()
    if (waiting.length + this.arriving.size >= WAITING_MOST)
      throw new Refusal('data.too_many_uploads', { most: WAITING_MOST })
    const id = `upload-${randomBytes(8).toString('hex')}`
    this.arriving.add(id)
    try {
      return await this.takeIn(id, table, given)
    } finally {
      this.arriving.delete(id)
    }
  }

  private async takeIn(id: string, table: string, { file, body, by, most }: Received): Promise<Upload> {
    const inside = this.inside(id)
    try {
      const { bytes, sha256 } = await writeNew(path.join(inside, file), bounded(body, most))
      await syncEntry(path.join(inside, file))
      const beside = (await findFiles(this.folder)).filter((one) => one.table?.name === table && one.file !== file)
      const upload: Upload = {
        id,
        file,
        table,
        bytes,
        sha256,
        by,
        at: new Date(this.now()).toISOString(),
        replaces: await this.standing(file),
        beside: beside.map((one) => one.file),
        report: null,
      }
      await this.keep(upload)
      return upload
    } catch (error) {
      await fs.rm(inside, { recursive: true, force: true })
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new Refusal('data.disk_full', { file })
      throw error
    }
  }

  /** Those that wait, oldest first. */
  async list(): Promise<Upload[]> {
    const names = await fs.readdir(path.join(this.folder, UPLOADS)).catch(unlessGone<string[]>([]))
    const found = await Promise.all(names.filter((name) => ID.test(name)).map((id) => this.look(id)))
    return found.filter((one) => one !== null).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }

  /** @throws Refusal `data.no_upload` */
  async find(id: string): Promise<Upload> {
    const found = ID.test(id) ? await this.look(id) : null
    if (found === null) throw new Refusal('data.no_upload', { upload: id.slice(0, 100) })
    return found
  }

  pathOf({ id, file }: Upload): string {
    return path.join(this.inside(id), file)
  }

  /** Keeps what a check said, unless somebody took the upload away meanwhile. */
  async checked(id: string, report: CheckReport): Promise<Upload> {
    const upload = { ...(await this.find(id)), report }
    await this.keep(upload)
    return upload
  }

  /** @throws Refusal `data.no_upload` */
  discard(id: string): Promise<Upload> {
    return this.inTurn(async () => {
      const upload = await this.find(id)
      await fs.rm(this.inside(id), { recursive: true, force: true })
      return upload
    })
  }

  /**
   * Puts it in its place; gives the name under which what was there is kept.
   * @throws Refusal `data.no_upload`, `data.not_checked`, `data.upload_unusable`, `data.upload_has_faults`, `data.file_conflict`
   */
  confirm(id: string, how: Confirmation): Promise<{ upload: Upload; backup: string | null }> {
    return this.inTurn(() => this.replace(id, how))
  }

  private inTurn<Of>(work: () => Promise<Of>): Promise<Of> {
    const done = this.turn.then(work)
    this.turn = done.catch(() => undefined)
    return done
  }

  private async replace(id: string, { despiteFaults, free }: Confirmation) {
    const upload = await this.find(id)
    await this.assertWanted(upload, despiteFaults)
    const target = path.join(this.folder, upload.file)
    const isOneDisk = await this.isOneDisk()
    const staged = isOneDisk ? this.pathOf(upload) : await this.copiedBeside(upload)
    const backup = upload.replaces === null ? null : await this.nextBackup(upload.file)
    if (backup !== null && !isOneDisk) await copySynced(target, path.join(this.folder, backup))
    // From here to the renaming nothing else runs in this process.
    free()
    if (backup !== null && isOneDisk) linkSync(target, path.join(this.folder, backup))
    renameSync(staged, target)
    for (const place of [path.join(this.folder, REPLACED), this.folder]) await syncEntry(place).catch(unlessGone(null))
    await fs.rm(this.inside(id), { recursive: true, force: true })
    return { upload, backup }
  }

  private async assertWanted(upload: Upload, despiteFaults: boolean): Promise<void> {
    const { file, report, replaces } = upload
    if (report === null) throw new Refusal('data.not_checked', { file })
    if (isUnusable(upload)) throw new Refusal('data.upload_unusable', { file, faults: report.faults.length })
    if (!report.ok && !despiteFaults)
      throw new Refusal('data.upload_has_faults', { file, faults: report.faults.length })
    const standing = await this.standing(file)
    if (standing?.bytes !== replaces?.bytes || standing?.modifiedAt !== replaces?.modifiedAt)
      throw new Refusal('data.file_conflict', { file })
  }

  /** Only within one disk is a renaming one step: a folder on another gets a hidden copy first. */
  private async copiedBeside(upload: Upload): Promise<string> {
    const beside = path.join(this.folder, `.${upload.id}`)
    await fs.rm(beside, { force: true })
    await copySynced(this.pathOf(upload), beside)
    return beside
  }

  private async isOneDisk(): Promise<boolean> {
    const [own, company] = await Promise.all([fs.stat(path.join(this.folder, UPLOADS)), fs.stat(this.folder)])
    return own.dev === company.dev
  }

  private async nextBackup(file: string): Promise<string> {
    await fs.mkdir(path.join(this.folder, REPLACED), { recursive: true })
    const names = await fs.readdir(path.join(this.folder, REPLACED))
    const last = names.reduce((most, name) => Math.max(most, Number(/^(\d+)-/.exec(name)?.[1] ?? 0)), 0)
    return `${REPLACED}/${String(last + 1).padStart(4, '0')}-${file}`
  }

  private async standing(file: string): Promise<Upload['replaces']> {
    const stat = await fs.lstat(path.join(this.folder, file)).catch(unlessGone(null))
    if (stat === null) return null
    if (!stat.isFile()) throw new Refusal('data.not_a_file', { file })
    return { bytes: stat.size, modifiedAt: stat.mtime.toISOString() }
  }

  /** Null where it is only half there, or too old: then it is taken away. */
  private async look(id: string): Promise<Upload | null> {
    if (this.arriving.has(id)) return null
    const inside = this.inside(id)
    const record = await readJsonFile<Upload>(path.join(inside, RECORD))
    if (record !== null) {
      const isThere = (await fs.stat(this.pathOf(record)).catch(unlessGone(null)))?.size === record.bytes
      if (isThere && this.now() - Date.parse(record.at) < FORGOTTEN_MS) return record
    } else {
      const touched = await lastTouched(inside)
      if (touched === null || this.now() - touched < HALF_MS) return null
    }
    await fs.rm(inside, { recursive: true, force: true })
    return null
  }

  private keep(upload: Upload): Promise<void> {
    return replaceFile(path.join(this.inside(upload.id), RECORD), JSON.stringify(upload))
  }

  private inside(id: string): string {
    return path.join(this.folder, UPLOADS, id)
  }
}

/** When something in a folder was written last; null where there is no such folder. */
async function lastTouched(folder: string): Promise<number | null> {
  const names = await fs.readdir(folder).catch(unlessGone(null))
  if (names === null) return null
  const times = ['.', ...names].map(async (name) => (await fs.stat(path.join(folder, name))).mtimeMs)
  return Promise.all(times).then((all) => Math.max(...all), unlessGone(null))
}

async function copySynced(from: string, to: string): Promise<void> {
  await writeNew(to, piecesOf(from))
  await syncEntry(to)
}

async function* bounded(body: AsyncIterable<Uint8Array>, most: number): Pieces {
  let bytes = 0
  const pieces = body[Symbol.asyncIterator]()
  const cut = (): never => {
    throw new Refusal('data.upload_cut', {})
  }
  try {
    for (;;) {
      const next = await pieces.next().catch(cut)
      if (next.done === true) return
      bytes += next.value.length
      if (bytes > most) throw new Refusal('data.file_too_large', { megabytes: most / 2 ** 20 })
      yield next.value
    }
  } finally {
    await pieces.return?.().catch(() => undefined)
  }
}
