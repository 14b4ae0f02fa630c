/** A company taken as it stands, while people edit it, plans freeze and facts load: rules BK5 to BK8. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { copyAccess } from '../access/accounts/access-copy.js'
import { Refusal } from '../core/base/refusal.js'
import type { Journal } from '../core/edit/journal.js'
import type { Version, KeptFile as VersionFile } from '../core/plan/version.js'
import type { Job, Report } from '../jobs/job.js'
import {
  type CompanyFiles,
  copySettled,
  FACTS,
  type FoundFile,
  listCompanyFiles,
  type Pointers,
  readPointers,
  samePointers,
  VERSIONS,
} from '../store/backup/company-files.js'
import { copyFacts } from '../store/backup/facts-copy.js'
import { bytesOfFiles, type KeptFile, type LeftOut, type Manifest } from '../store/backup/manifest.js'
import { digestOf, type FileDigest, piecesIn, piecesOf, writeNew } from '../store/file-pieces.js'
import { shareOf } from './byte-share.js'
import { ACCESS, JOURNAL, JOURNAL_ARCHIVE } from './company-databases.js'
import { type HouseOptions, momentOf, programVersion } from './house-options.js'
import { backupJournal, copyDatabase, isThere, type JournalMark } from './journal-backup.js'
import { versionsOf } from './versions.js'

export interface BackupOptions extends HouseOptions {
  /** The journal, where it is not the file in the folder, or where this process writes that file. */
  readonly journal?: Journal | undefined
}

/** Copies a company's files into a folder and says what was taken. */
export function takeCompany(folder: string, into: string, job: Job, options: BackupOptions): Promise<Manifest> {
  return new Taking(folder, into, job).take(options)
}

/** How often the journal is taken again because a plan was frozen meanwhile. */
const MOST_MOMENTS = 50

/** One backup on its way. */
class Taking {
  readonly #folder: string
  readonly #into: string
  readonly #job: Job
  readonly #kept: KeptFile[] = []
  readonly #leftOut: LeftOut[] = []

  constructor(folder: string, into: string, job: Job) {
    this.#folder = folder
    this.#into = into
    this.#job = job
  }

  /**
   * The order is what makes it belong together [BK5]: the pointers and the journal at one moment; versions, which never
   * change, as far as that journal goes; facts, which only learn, after the versions that were made of them; and the
   * files that facts are loaded from at last, so that the next load goes forward.
   */
  async take(options: BackupOptions): Promise<Manifest> {
    const { pointers, journal } = await this.#job.step('journal', () => this.#takeMoment(options.journal))
    const found = await listCompanyFiles(this.#folder)
    const versions = await this.#job.step('versions', (report) => this.#takeVersions(found, journal, report))
    const users = await this.#job.step('accounts', () => this.#takeDatabases(found))
    const facts = await this.#job.step('facts', (report) => this.#takeFacts(found, report))
    await this.#job.step('files', (report) => this.#takeFiles(report))
    return {
      format: 1,
      program: programVersion(),
      folder: path.basename(path.resolve(this.#folder)),
      takenAt: momentOf(options),
      journal,
      versions: versions.map(({ id, hash }) => ({ id, hash })),
      live: versionIn(pointers, 'live'),
      record: versionIn(pointers, 'record'),
      facts,
      users,
      leftOut: [...this.#leftOut, ...found.links.map((file): LeftOut => ({ file, why: 'link' }))],
      files: this.#kept.sort((a, b) => (a.file < b.file ? -1 : 1)),
    }
  }

  /** The journal with the pointers that stood before and after it. */
  async #takeMoment(given: Journal | undefined): Promise<{ pointers: Pointers; journal: JournalMark | null }> {
    const source = path.join(this.#folder, JOURNAL)
    const there = given ?? ((await isThere(source)) ? source : null)
    for (let moment = 0; moment < MOST_MOMENTS; moment++) {
      const pointers = await readPointers(this.#folder)
      await this.#drop(JOURNAL, JOURNAL_ARCHIVE)
      await fs.mkdir(path.dirname(this.#target(JOURNAL)), { recursive: true })
      const journal = there === null ? null : await backupJournal(there, this.#target(JOURNAL))
      if (!samePointers(pointers, await readPointers(this.#folder))) continue
      for (const [file, content] of pointers) this.#keep(file, await writeNew(this.#target(file), piecesIn(content)))
      for (const file of [JOURNAL, JOURNAL_ARCHIVE]) if (await isThere(this.#target(file))) await this.#keepAsIs(file)
      await this.#assertEveryEntry(pointers, journal)
      return { pointers, journal }
    }
    throw new Refusal('backup.restless', { folder: this.#folder })
  }

  /** A plan in force that has edits which are not in the journal: it is another one's, or a part of it is gone. */
  async #assertEveryEntry(pointers: Pointers, journal: JournalMark | null): Promise<void> {
    const live = versionIn(pointers, 'live')
    const position = live === null ? 0 : ((await this.#find(live))?.position ?? 0)
    const head = journal?.position ?? 0
    if (position > head) throw new Refusal('backup.no_journal', { version: live!, position, head })
  }

  async #takeVersions({ files }: CompanyFiles, journal: JournalMark | null, report: Report): Promise<Version[]> {
    const position = journal?.position ?? 0
    const byVersion = new Map<string, FoundFile[]>()
    for (const one of files)
      if (one.as === 'version') {
        const id = one.file.slice(VERSIONS.length + 1).split('/')[0]!
        byVersion.set(id, [...(byVersion.get(id) ?? []), one])
      }
    const onBytes = shareOf(bytesOf(files, 'version'), report)
    const taken: Version[] = []
    for (const [id, parts] of byVersion) {
      const version = await this.#find(id)
      // Edits that this journal does not have are in it: it was frozen afterwards.
      if (version !== null && version.position > position) continue
      if (version !== null && (await this.#takeVersion(version, parts, onBytes))) taken.push(version)
      else this.#leftOut.push({ file: `${VERSIONS}/${id}`, why: 'version' })
    }
    return taken
  }

  /** False, and nothing of it taken, where it is not what was frozen. */
  async #takeVersion(
    version: Version,
    parts: readonly FoundFile[],
    onBytes: (bytes: number) => void,
  ): Promise<boolean> {
    const copied = new Map<string, FileDigest>()
    for (const { file } of parts) {
      const digest = await copySettled(path.join(this.#folder, file), this.#target(file), onBytes)
      if (digest !== null) copied.set(file, digest)
    }
    const place = `${VERSIONS}/${version.id}`
    const isSame = ({ file, bytes, sha256 }: VersionFile): boolean => {
      const taken = copied.get(`${place}/${file}`)
      return taken?.bytes === bytes && (sha256 === undefined || taken.sha256 === sha256)
    }
    if (!(version.files ?? []).every(isSame)) {
      await this.#drop(place)
      return false
    }
    for (const [file, digest] of copied) this.#keep(file, digest)
    return true
  }

  /** The accounts, and whatever else is kept in SQLite beside the journal. Gives how many people have accounts. */
  async #takeDatabases({ files }: CompanyFiles): Promise<number | null> {
    let users: number | null = null
    for (const { file, as } of files) {
      if (as !== 'database' || file === JOURNAL || file === JOURNAL_ARCHIVE) continue
      const source = path.join(this.#folder, file)
      if (file === ACCESS) users = copyAccess(source, this.#target(file))
      else copyDatabase(source, this.#target(file))
      await this.#keepAsIs(file)
    }
    return users
  }

  async #takeFacts({ files }: CompanyFiles, report: Report): Promise<Manifest['facts']> {
    const facts = await copyFacts(this.#folder, this.#target(FACTS), shareOf(bytesOf(files, 'facts'), report))
    if (await isThere(this.#target(FACTS))) await this.#keepAsIs(FACTS)
    return facts
  }

  /** Listed anew: what was loaded meanwhile is among them. */
  async #takeFiles(report: Report): Promise<void> {
    const { files } = await listCompanyFiles(this.#folder)
    const onBytes = shareOf(bytesOf(files, 'file'), report)
    for (const { file, as } of files) {
      if (as !== 'file') continue
      const copied = await copySettled(path.join(this.#folder, file), this.#target(file), onBytes)
      if (copied === null) continue
      this.#keep(file, copied)
      if (!copied.settled) this.#leftOut.push({ file, why: 'changing' })
    }
  }

  /** Null also where what it says of itself cannot be read. */
  #find(id: string): Promise<Version | null> {
    const { find } = versionsOf(this.#folder)
    return find(id).catch(() => null)
  }

  #target(file: string): string {
    return path.join(this.#into, file)
  }

  #keep(file: string, { bytes, sha256 }: FileDigest): void {
    this.#kept.push({ file, bytes, sha256 })
  }

  /** Of a file that a database wrote. */
  async #keepAsIs(file: string): Promise<void> {
    this.#keep(file, await digestOf(piecesOf(this.#target(file))))
  }

  async #drop(...files: readonly string[]): Promise<void> {
    for (const file of files) await fs.rm(this.#target(file), { recursive: true, force: true })
  }
}

const bytesOf = (files: readonly FoundFile[], as: FoundFile['as']): number =>
  bytesOfFiles(files.filter((file) => file.as === as))

function versionIn(pointers: Pointers, name: 'live' | 'record'): string | null {
  const content = pointers.get(`.rumbo/${name}.json`)
  try {
    return content === undefined ? null : (JSON.parse(content.toString()) as { version: string }).version
  } catch {
    return null
  }
}
