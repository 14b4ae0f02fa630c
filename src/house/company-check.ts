/** What a company's folder means: journal, pointers, versions, facts, accounts. Changes nothing. Rules BK11 and BK12. */
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { checkAccess } from '../access/accounts/access-copy.js'
import { Refusal } from '../core/base/refusal.js'
import type { Journal } from '../core/edit/journal.js'
import type { Version } from '../core/plan/version.js'
import type { Job, Report } from '../jobs/job.js'
import { openSqliteJournal } from '../journal/sqlite-journal.js'
import type { StoredJournal } from '../journal/stored-journal.js'
import { FACTS, POINTERS, VERSIONS } from '../store/backup/company-files.js'
import { copyFacts, type FactsMark } from '../store/backup/facts-copy.js'
import { bytesOfFiles } from '../store/backup/manifest.js'
import { assertRoom } from '../store/backup/whole.js'
import { readJsonFile } from '../store/durable-file.js'
import { shareOf } from './byte-share.js'
import { ACCESS, JOURNAL } from './company-databases.js'
import type { Flaw, Found } from './flaw.js'
import { isThere, type JournalMark } from './journal-backup.js'
import { checkVersion } from './version-check.js'
import { versionsOf } from './versions.js'

type CheckedJournal = Pick<Journal, 'base'> & Pick<StoredJournal, 'verify'>

export interface CheckingOptions {
  /** The journal, where it is not the file in the folder. */
  readonly journal?: CheckedJournal | undefined
}

export interface CompanyCheck extends Found {
  readonly journal: JournalMark | null
  /** Names of those that are there. */
  readonly versions: readonly Version[]
  readonly facts: FactsMark | null
  readonly users: number | null
}

export function checkCompanyFolder(folder: string, job: Job, options: CheckingOptions = {}): Promise<CompanyCheck> {
  return new Checking(folder, job).check(options)
}

class Checking {
  readonly #folder: string
  readonly #job: Job
  readonly #faults: Flaw[] = []
  readonly #notes: Flaw[] = []

  constructor(folder: string, job: Job) {
    this.#folder = folder
    this.#job = job
  }

  /** Pointers and versions are listed before the journal is read: what is frozen meanwhile may have later entries. */
  async check(options: CheckingOptions): Promise<CompanyCheck> {
    const versions = await this.#job.step('pointers', () => this.#checkPointers())
    const journal = await this.#job.step('journal', () => this.#checkJournal(versions, options.journal))
    await this.#job.step('versions', (report) => this.#checkVersions(versions, report))
    const users = await this.#job.step('accounts', () => this.#checkAccounts())
    const facts = await this.#job.step('facts', (report) => this.#checkFacts(report))
    return { journal, versions, facts, users, faults: this.#faults, notes: this.#notes }
  }

  /** Gives the versions that can be read. */
  async #checkPointers(): Promise<Version[]> {
    const store = versionsOf(this.#folder)
    const named = new Map<string, string>()
    for (const file of POINTERS)
      await this.#guarded(file, async () => {
        const said = await readJsonFile<{ version?: string }>(this.#inside(file))
        if (said?.version !== undefined) named.set(file, said.version)
      })
    const names = await fs.readdir(this.#inside(VERSIONS)).catch(() => [])
    const versions: Version[] = []
    for (const id of names.filter((name) => !name.startsWith('.')).sort())
      await this.#guarded(`${VERSIONS}/${id}`, async () => {
        const version = await store.find(id)
        if (version?.id !== id) throw new Refusal('verify.version_short', { version: id })
        versions.push(version)
      })
    for (const [file, version] of named)
      if (!versions.some(({ id }) => id === version))
        this.#faults.push({ code: 'verify.points_nowhere', values: { file, version } })
    return versions
  }

  async #checkVersions(versions: readonly Version[], report: Report): Promise<void> {
    const onBytes = shareOf(bytesOfFiles(versions.flatMap(({ files = [] }) => files)), report)
    for (const version of versions)
      await this.#guarded(`${VERSIONS}/${version.id}`, async () =>
        this.#add(await checkVersion(this.#folder, version, onBytes)),
      )
  }

  async #checkJournal(versions: readonly Version[], given: CheckedJournal | undefined): Promise<JournalMark | null> {
    let mark: JournalMark | null = null
    await this.#guarded(JOURNAL, async () => {
      if (given !== undefined) mark = await this.#readJournal(given)
      else if (await isThere(this.#inside(JOURNAL))) {
        const journal = await openSqliteJournal(this.#inside(JOURNAL), { mode: 'read' })
        mark = await this.#readJournal(journal).finally(() => journal.close())
      }
      const head = (mark as JournalMark | null)?.position ?? 0
      for (const { id, position } of versions)
        if (position > head) this.#faults.push({ code: 'verify.entries_lost', values: { version: id, position, head } })
    })
    return mark
  }

  async #readJournal(journal: CheckedJournal): Promise<JournalMark> {
    const found = await journal.verify()
    if (!found.sound)
      throw found.reason === 'unreadable'
        ? new Refusal('journal.unreadable', { file: this.#inside(JOURNAL), detail: String(found.position) })
        : new Refusal('journal.damaged', { position: found.position, reason: found.reason })
    const base = await journal.base(found.entries)
    const standsOn =
      base === null
        ? null
        : await versionsOf(this.#folder)
            .find(base.version)
            .catch(() => null)
    if (base !== null && standsOn === null)
      this.#faults.push({ code: 'verify.points_nowhere', values: { file: JOURNAL, version: base.version } })
    return { position: found.entries, digest: found.digest }
  }

  async #checkAccounts(): Promise<number | null> {
    if (!(await isThere(this.#inside(ACCESS)))) return null
    let users: number | null = null
    await this.#guarded(ACCESS, async () => {
      users = checkAccess(this.#inside(ACCESS)).users
    })
    return users
  }

  /** Of a copy: a database that is open keeps others from opening it. */
  async #checkFacts(report: Report): Promise<FactsMark | null> {
    const stat = await fs.stat(this.#inside(FACTS)).catch(() => null)
    if (stat === null) return null
    const room = await fs.mkdtemp(path.join(os.tmpdir(), 'rumbo-verify-'))
    let mark: FactsMark | null = null
    try {
      await assertRoom(room, stat.size)
      await this.#guarded(FACTS, async () => {
        mark = await copyFacts(this.#folder, path.join(room, 'facts.duckdb'), shareOf(stat.size, report))
      })
      return mark
    } finally {
      await fs.rm(room, { recursive: true, force: true })
    }
  }

  #inside(file: string): string {
    return path.join(this.#folder, file)
  }

  #add({ faults, notes }: Found): void {
    this.#faults.push(...faults)
    this.#notes.push(...notes)
  }

  /** Whatever reading something throws is a fault of that thing: one that is damaged hides no other. */
  async #guarded(file: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (error instanceof Refusal && error.code === 'job.cancelled') throw error
      if (error instanceof Refusal) this.#faults.push({ code: error.code, values: error.values })
      else this.#faults.push({ code: 'verify.unreadable', values: { file, reason: String(error).slice(0, 200) } })
    }
  }
}
