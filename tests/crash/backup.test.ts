//! Backups taken again and again while one process edits and another loads and freezes; backups and restores killed;
//! PostgreSQL taken into a file. RUMBO_CRASH says how many, RUMBO_CRASH_SEED which.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import type { Base } from '../../src/core/edit/journal.js'
import type { BackupManifest } from '../../src/house/backup.js'
import { backupFolder, restoreBackup } from '../../src/house/backup.js'
import { backupJournal } from '../../src/house/journal-backup.js'
import { type Verification, verifyPlace } from '../../src/house/verifying.js'
import { versionsOf } from '../../src/house/versions.js'
import { all } from '../../src/journal/journal.contract.js'
import { openPostgresJournal } from '../../src/journal/postgres-journal.js'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import { loadInputs } from '../../src/store/versions/version-inputs.js'
import { folderWith } from '../support/company-folder.js'
import { editInScenarios, flip, inJob, journalOf, type KeptCompany, keptCompany } from '../support/kept-company.js'
import { startPostgres } from '../support/postgres.js'
import { type Course, killCommand, timeCommand } from './killed-command.js'

const many = Number(process.env.RUMBO_CRASH ?? 10)
const random = seededRandom(Number(process.env.RUMBO_CRASH_SEED ?? 1))

let company: KeptCompany
beforeAll(async () => {
  company = await keptCompany()
})
afterAll(() => fs.rmSync(company.folder, { recursive: true, force: true }))

const backup = (folder: string, to: string): Promise<BackupManifest> => inJob((job) => backupFolder(folder, to, job))
const restore = (place: string, to: string): Promise<BackupManifest> => inJob((job) => restoreBackup(place, to, job))
const verify = (place: string): Promise<Verification> => inJob((job) => verifyPlace(place, job))
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error) => error.code ?? String(error),
  )

function copyOfCompany(): string {
  const folder = path.join(folderWith({}), 'company')
  fs.cpSync(company.folder, folder, { recursive: true })
  return folder
}

/** Somebody at work on a folder: the last thing that they said, and their end. */
class Worker {
  last = ''
  readonly #process: ChildProcess

  constructor(work: 'edit' | 'plan', folder: string) {
    const script = path.join(import.meta.dirname, 'backup-writer.js')
    this.#process = spawn(process.execPath, [script, work, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#process.stdout!.on('data', (text: Buffer) => {
      this.last = text.toString().trimEnd().split('\n').at(-1)!
    })
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await ended
  }
}

describe('while others work', () => {
  test(`[BK5] [BK6] ${many} backups while one process edits and another plans: each is whole and belongs together`, async () => {
    const folder = copyOfCompany()
    const editor = new Worker('edit', folder)
    const planner = new Worker('plan', folder)
    const seen = { positions: new Set<number>(), live: new Set<string>() }
    try {
      for (let at = 0; at < many; at++) {
        const acknowledged = Number(editor.last)
        const place = path.join(folderWith({}), at % 4 === 3 ? 'kept.tar' : 'kept')
        const known = await baseOf(folder)
        const manifest = await backup(folder, place)
        expect(manifest.leftOut).toEqual([])
        expect(manifest.journal!.position).toBeGreaterThanOrEqual(acknowledged)
        seen.positions.add(manifest.journal!.position)
        seen.live.add(manifest.live!)
        const restored = path.join(path.dirname(place), 'restored')
        await restore(place, restored)
        await expectTogether(restored, manifest)
        await expectSameEntries(folder, restored, manifest.journal!.position, known)
        if (at % 5 === 0) expect((await verify(place)).faults).toEqual([])
        // The folder itself is verified while others work on it.
        if (at % 10 === 0) expect((await verify(folder)).faults).toEqual([])
        fs.rmSync(path.dirname(place), { recursive: true })
        expect([editor.isRunning, planner.isRunning]).toEqual([true, true])
      }
    } finally {
      await Promise.all([editor.end(), planner.end()])
    }
    console.info(`${seen.positions.size} positions, ${seen.live.size} plans in force`)
    expect(seen.positions.size).toBeGreaterThan(many / 2)
    expect(seen.live.size).toBeGreaterThan(1)
    expect((await verify(folder)).faults).toEqual([])
  })
})

/** Versions are whole and no later than the journal, and facts know every load that versions know. */
async function expectTogether(restored: string, manifest: BackupManifest): Promise<void> {
  const store = versionsOf(restored)
  expect((await store.list()).map(({ id, hash }) => ({ id, hash }))).toEqual(manifest.versions)
  expect((await store.live())?.id).toBe(manifest.live)
  expect((await store.record())?.version).toBe(manifest.record)
  for (const { id, position } of await store.list()) {
    expect(position).toBeLessThanOrEqual(manifest.journal!.position)
    expect((await loadInputs(store.folderOf(id))).load).toBeLessThanOrEqual(manifest.facts!.load)
  }
  const proposed = JSON.parse(fs.readFileSync(path.join(restored, '.rumbo/proposals.json'), 'utf8'))
  expect(proposed.proposals).toBeInstanceOf(Array)
}

/** `known`: the base of the journal before the backup was begun. */
async function expectSameEntries(
  folder: string,
  restored: string,
  position: number,
  known: Base | null,
): Promise<void> {
  const [before, after] = await Promise.all(
    [folder, restored].map((one) => openSqliteJournal(journalOf(one), { mode: 'read' })),
  )
  expect(await after!.head()).toBe(position)
  // Digests are chained: with the last one the same, all are. The latest are compared word for word as well.
  const [last] = await all(before!.read(position - 1, position))
  expect(await after!.verify()).toEqual({ sound: true, entries: position, digest: last!.digest })
  const recent = Math.max(0, position - 300)
  expect(await all(after!.read(recent))).toEqual(await all(before!.read(recent, position)))
  const base = await after!.base()
  // One that was written down after the backup may speak of entries before it: what is in the backup is a base that the
  // journal had, and no earlier one than it had when the backup was begun.
  expect(base).toEqual(await before!.base(base!.position))
  expect(base!.position).toBeGreaterThanOrEqual(known?.position ?? 0)
  expect(await versionsOf(restored).find(base!.version)).not.toBe(null)
  await Promise.all([before!.close(), after!.close()])
}

async function baseOf(folder: string): Promise<Base | null> {
  const journal = await openSqliteJournal(journalOf(folder), { mode: 'read' })
  const base = await journal.base()
  await journal.close()
  return base
}

describe('killed', () => {
  test(`[BK2] ${many} backups killed leave nothing under their name, and the next one takes away what they left`, async () => {
    const room = folderWith({})
    const { folder } = company
    const courses = new Map<string, Course>()
    for (const place of ['kept', 'kept.tar'].map((name) => path.join(room, name))) {
      courses.set(place, await timeCommand('backup', folder, '--to', place))
      fs.rmSync(place, { recursive: true })
    }
    const seen = { killed: 0, missed: 0, left: 0 }
    for (let kill = 0; kill < many; kill++) {
      const [place, course] = [...courses][kill % 2]!
      const moment = momentOf(kill, course, seen.missed)
      if (await killCommand(moment, 'backup', folder, '--to', place)) seen.killed += 1
      else seen.missed += 1
      if (fs.readdirSync(room).some((name) => name.includes('unfinished'))) seen.left += 1
      // Under its name there is a whole one or none.
      if (fs.existsSync(place)) {
        expect((await verify(place)).faults).toEqual([])
        fs.rmSync(place, { recursive: true })
      }
      await backup(folder, place)
      expect(fs.readdirSync(room)).toEqual([path.basename(place)])
      fs.rmSync(place, { recursive: true })
    }
    console.info(JSON.stringify(seen))
    expect(seen.killed).toBeGreaterThan(many / 2)
    expect(seen.left).toBeGreaterThan(0)
  })

  test(`[BK9] ${many} restores killed leave no folder, or a whole one`, async () => {
    const room = folderWith({})
    const place = path.join(folderWith({}), 'kept')
    const manifest = await backup(company.folder, place)
    const target = path.join(room, 'restored')
    const course = await timeCommand('restore', place, '--to', target)
    fs.rmSync(target, { recursive: true })
    const seen = { killed: 0, missed: 0, left: 0 }
    for (let kill = 0; kill < many; kill++) {
      if (await killCommand(momentOf(kill, course, seen.missed), 'restore', place, '--to', target)) seen.killed += 1
      else seen.missed += 1
      if (fs.readdirSync(room).some((name) => name.includes('unfinished'))) seen.left += 1
      if (fs.existsSync(target)) {
        for (const { file, bytes } of manifest.files)
          expect(fs.statSync(path.join(target, file)).size, file).toBeGreaterThanOrEqual(bytes)
        fs.rmSync(target, { recursive: true })
      }
      await restore(place, target)
      expect(fs.readdirSync(room)).toEqual(['restored'])
      fs.rmSync(target, { recursive: true })
    }
    console.info(JSON.stringify(seen))
    expect(seen.killed).toBeGreaterThan(many / 2)
    expect(seen.left).toBeGreaterThan(0)
  })
})

const QUICKER = 0.8

/**
 * Somewhere in a step, or in what comes after the last one. Half of the first step is only the start of a process. A
 * command that ends before it is killed is quicker than it was timed: the next ones are killed earlier.
 */
function momentOf(kill: number, course: Course, missed: number): { steps: number; milliseconds: number } {
  const steps = Math.floor(random.at(2, kill, 0) * course.length)
  const lasted = course[steps]! - (course[steps - 1] ?? 0)
  const share = random.at(2, kill, 1)
  return { steps, milliseconds: (steps === 0 ? (1 + share) / 2 : share) * lasted * QUICKER ** missed }
}

describe('damaged', () => {
  test('[BK2] a backup that fails or is cancelled leaves nothing; what a killed one left is taken away', async () => {
    const place = path.join(folderWith({}), 'nightly')
    const stop = new AbortController()
    const cancelled = inJob((job) => backupFolder(company.folder, place, job), {
      signal: stop.signal,
      onProgress: ({ step }) => (step === 'facts' ? stop.abort() : undefined),
    })
    expect(await code(cancelled)).toBe('job.cancelled')
    expect(fs.readdirSync(path.dirname(place))).toEqual([])
    const { pid } = spawnSync('true')
    fs.mkdirSync(path.join(path.dirname(place), `.nightly.unfinished-${pid}-abc/backup`), { recursive: true })
    const atWork = `.nightly.unfinished-${process.pid}-abc`
    fs.mkdirSync(path.join(path.dirname(place), atWork))
    await backup(company.folder, place)
    expect(fs.readdirSync(path.dirname(place)).sort()).toEqual([atWork, 'nightly'])
  })

  test('[BK5] a version with later edits than the journal is not taken; a plan in force with such edits is refused', async () => {
    const folder = copyOfCompany()
    const versions = path.join(folder, '.rumbo/versions')
    const live = '0001-cycle'
    const later = '0009-cycle'
    fs.cpSync(path.join(versions, live), path.join(versions, later), { recursive: true })
    const said = JSON.parse(fs.readFileSync(path.join(versions, live, 'version.json'), 'utf8'))
    fs.writeFileSync(path.join(versions, later, 'version.json'), JSON.stringify({ ...said, id: later, position: 24 }))
    expect(company.entries).toHaveLength(23)
    const taken = await backup(folder, path.join(path.dirname(folder), 'taken'))
    expect(taken).toMatchObject({ versions: [{ id: live }], live, leftOut: [] })
    fs.writeFileSync(path.join(folder, '.rumbo/live.json'), JSON.stringify({ version: later }))
    expect(await code(backup(folder, path.join(path.dirname(folder), 'refused')))).toBe('backup.no_journal')
    expect(fs.readdirSync(path.dirname(folder)).sort()).toEqual(['company', 'taken'])
  })

  test('[BK8] what is damaged or a link is left out and named, or refuses the backup', async () => {
    const live = '0001-cycle'
    const names = (await backup(company.folder, path.join(folderWith({}), 'kept'))).files.map(({ file }) => file)
    expect(names.filter((name) => /inputs\/|server\.json|lease|-wal|-shm|freezing/.test(name))).toEqual([])
    const folder = copyOfCompany()
    const beside = path.dirname(folder)
    const version = `.rumbo/versions/${live}`
    fs.truncateSync(path.join(folder, version, 'money.parquet'), 100)
    fs.symlinkSync('/etc/hostname', path.join(folder, 'host.csv'))
    const taken = await backup(folder, path.join(beside, 'taken'))
    expect(taken.leftOut).toEqual([
      { file: version, why: 'version' },
      { file: 'host.csv', why: 'link' },
    ])
    expect(taken.files.filter(({ file }) => file.startsWith(version))).toEqual([])
    for (const [file, refusal] of [
      ['.rumbo/journal.db', 'journal.unreadable'],
      ['.rumbo/access.db', 'backup.accounts_unreadable'],
      ['.rumbo/facts.duckdb', 'contract.store_unreadable'],
    ] as const) {
      const content = fs.readFileSync(path.join(folder, file))
      fs.writeFileSync(path.join(folder, file), content.subarray(0, content.length >> 1))
      expect(await code(backup(folder, path.join(beside, 'refused')))).toBe(refusal)
      fs.writeFileSync(path.join(folder, file), content)
    }
    expect(fs.readdirSync(beside).sort()).toEqual(['company', 'taken'])
  })

  test('[BK11] a byte of any file of the folder: verify names it, or nothing stands on it', async () => {
    const sound = await verify(company.folder)
    expect(sound).toMatchObject({ faults: [], notes: [] })
    const folder = copyOfCompany()
    const unseen: string[] = []
    for (const name of trialFiles(folder)) {
      const file = path.join(folder, '.rumbo', name)
      const content = fs.readFileSync(file)
      flip(file)
      const { faults, company: found } = await verify(folder)
      if (faults.length === 0) {
        unseen.push(name)
        expect(found).toEqual(sound.company)
      }
      fs.writeFileSync(file, content)
    }
    console.info(`not seen, for nothing is known of it: ${unseen.join(', ') || 'none'}`)
    expect(unseen.filter((name) => !UNKNOWN.includes(path.basename(name)))).toEqual([])
  })
})

/** What nothing else knows: another letter of a name or a reason is as good as the one before. */
const UNKNOWN = ['access.db', 'record.json', 'proposals.json', 'version.json']

/** Files with something in them below `.rumbo`: one of each kind, all of them when there is time. */
function trialFiles(folder: string): string[] {
  const own = path.join(folder, '.rumbo')
  const names = fs.readdirSync(own, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const stat = fs.statSync(path.join(own, name))
    return stat.isFile() && stat.size > 0 && !/-(wal|shm)$|lease/.test(name)
  })
  return names.filter(
    (name) => many >= 100 || /(shipments|products|postings)\.parquet$/.test(name) || !/parquet$/.test(name),
  )
}

const server = await startPostgres()
afterAll(() => server?.remove())

describe.skipIf(server === null)('from PostgreSQL', () => {
  test('[BK6] a journal of PostgreSQL is a file in the backup, with the same entries, scenarios and bases', async () => {
    const place = { connectionString: server!.connectionString, company: 'Backed up' }
    const journal = await openPostgresJournal(place, { mode: 'write' })
    await editInScenarios(journal, '0001-cycle')
    const mark = await backupJournal(journal, path.join(folderWith({}), 'journal.db'))
    expect(mark.position).toBe(23)
    const folder = copyOfCompany()
    fs.rmSync(journalOf(folder))
    const kept = path.join(path.dirname(folder), 'kept')
    const reader = await openPostgresJournal(place, { mode: 'read' })
    const manifest = await inJob((job) => backupFolder(folder, kept, job, { journal: reader }))
    expect(manifest.journal).toEqual(mark)
    const restored = path.join(path.dirname(folder), 'restored')
    await restore(kept, restored)
    const copy = await openSqliteJournal(journalOf(restored), { mode: 'write' })
    expect(await all(copy.read(0))).toEqual(await all(journal.read(0)))
    expect(await copy.scenarios()).toEqual(await journal.scenarios())
    for (let position = 0; position <= 23; position++)
      expect(await copy.base(position)).toEqual(await journal.base(position))
    await copy.close()
    await reader.close()
    await journal.close()
  })
})
