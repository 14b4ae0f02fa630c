import fs from 'node:fs'
import path from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderWith } from '../../tests/support/company-folder.js'
import { flip, inJob, journalOf, type KeptCompany, keptCompany, PASSWORD } from '../../tests/support/kept-company.js'
import { Accounts } from '../access/accounts/accounts.js'
import { all, draft } from '../journal/journal.contract.js'
import { openSqliteJournal } from '../journal/sqlite-journal.js'
import { say } from '../language/catalogue.js'
import { faultyFiles, openBackup } from '../store/backup/stored-backup.js'
import { assertRoom } from '../store/backup/whole.js'
import { type BackupManifest, backupFolder, restoreBackup } from './backup.js'
import { type Verification, verifyPlace } from './verifying.js'
import { openVersion } from './versions.js'

let company: KeptCompany
let room: string
let kept: string
let packed: string
let manifest: BackupManifest

beforeAll(async () => {
  company = await keptCompany()
  room = folderWith({})
  kept = path.join(room, 'kept')
  packed = path.join(room, 'kept.tar')
  const { folder } = company
  fs.writeFileSync(path.join(folder, '.rumbo', 'server.json'), '{"key":"secret of the console"}')
  fs.mkdirSync(path.join(folder, '.rumbo', 'versions', '.freezing-1-x'))
  fs.writeFileSync(path.join(folder, '.rumbo', 'versions', '.freezing-1-x', 'money.parquet'), 'half')
  fs.mkdirSync(path.join(folder, `a folder ${'of a long name '.repeat(8)}`))
  fs.writeFileSync(path.join(folder, `a folder ${'of a long name '.repeat(8)}`, 'ñandú "1".csv'), 'a\n')
  manifest = await backup(kept)
})
afterAll(() => fs.rmSync(company.folder, { recursive: true }))

const backup = (to: string, folder = company.folder): Promise<BackupManifest> =>
  inJob((job) => backupFolder(folder, to, job, { now: '2027-03-03T00:00:00.000Z' }))
const restore = (place: string, to: string): Promise<BackupManifest> => inJob((job) => restoreBackup(place, to, job))
const verify = (place: string): Promise<Verification> => inJob((job) => verifyPlace(place, job))
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error) => error.code ?? String(error),
  )
const filesUnder = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .sort()

function copyOfCompany(): string {
  const folder = path.join(folderWith({}), 'company')
  fs.cpSync(company.folder, folder, { recursive: true })
  return folder
}

test('[BK1] a backup names what it holds, and one file holds the same as a folder', async () => {
  const live = JSON.parse(fs.readFileSync(path.join(company.folder, '.rumbo/live.json'), 'utf8')).version
  const version = (await openVersion(company.folder)).version
  expect(manifest).toMatchObject({
    folder: path.basename(company.folder),
    journal: { position: company.entries.length, digest: company.entries.at(-1)!.digest },
    versions: [{ id: live, hash: version.hash }],
    live,
    record: live,
    facts: { load: 1 },
    users: 1,
    leftOut: [],
  })
  expect(filesUnder(kept)).toEqual(['manifest.json', ...manifest.files.map(({ file }) => `files/${file}`)].sort())
  expect(await faultyFiles(await openBackup(kept), () => undefined)).toEqual([])
  expect(fs.statSync(kept).mode & 0o077).toBe(0)
  const { files, ...said } = await backup(packed)
  const { files: before, ...saidBefore } = manifest
  expect(said).toEqual(saidBefore)
  expect(files.map(({ file }) => file)).toEqual(before.map(({ file }) => file))
  expect(await faultyFiles(await openBackup(packed), () => undefined)).toEqual([])
  expect(fs.statSync(packed).mode & 0o077).toBe(0)
})

test('[BK3] nothing that exists is replaced, and nothing is written inside the company', async () => {
  const before = filesUnder(company.folder)
  expect(await code(backup(kept))).toBe('backup.taken')
  expect(await code(backup(journalOf(company.folder)))).toBe('backup.inside')
  expect(await code(backup(path.join(company.folder, 'new')))).toBe('backup.inside')
  expect(await code(backup(company.folder))).toBe('backup.inside')
  const link = path.join(room, 'link')
  fs.symlinkSync(company.folder, link)
  expect(await code(backup(path.join(link, 'deep', 'er')))).toBe('backup.inside')
  expect(await code(backup(path.join(room, 'x'), room))).toBe('cli.no_folder')
  expect(filesUnder(company.folder)).toEqual(before)
})

test('[BK4] too little room is said with how much is missing', async () => {
  const { bavail, bsize } = fs.statfsSync(room)
  const place = path.join(room, 'not', 'there', 'yet')
  await expect(assertRoom(place, bavail * bsize + 2 ** 30)).rejects.toMatchObject({
    code: 'backup.no_room',
    values: { place, megabytes: expect.any(Number) },
  })
  await assertRoom(place, 0)
})

test('[BK6] [BK9] what is restored has every entry, takes more, and archives as before', async () => {
  for (const place of [packed]) {
    const folder = path.join(folderWith({}), 'restored')
    await restore(place, folder)
    const journal = await openSqliteJournal(journalOf(folder), { mode: 'write' })
    expect(await all(journal.read(0))).toEqual(company.entries)
    expect((await journal.scenarios()).map(({ id, closed }) => [id, closed?.as])).toEqual([
      ['main', undefined],
      ['winter', 'merged'],
      ['late winter', undefined],
      ['empty', undefined],
    ])
    expect(await journal.base()).toMatchObject({ position: 10 })
    expect(await journal.append('main', [draft('after')])).toMatchObject([{ position: 24 }])
    const reader = await openSqliteJournal(journalOf(folder), { mode: 'read' })
    expect(await reader.head()).toBe(24)
    await reader.close()
    await journal.compact(10)
    expect(await journal.verify()).toMatchObject({ sound: true, entries: 24 })
    await journal.close()
    const { files } = manifest
    expect(filesUnder(folder).filter((file) => !/-(wal|shm)$|\.lease$/.test(file))).toEqual(
      files.map(({ file }) => file),
    )
    expect((await openVersion(folder)).version.id).toBe(manifest.live)
  }
})

test('[BK7] passwords and tokens are restored, sessions and console keys are not, and only the owner reads them', async () => {
  const folder = path.join(folderWith({}), 'restored')
  await restore(kept, folder)
  const file = path.join(folder, '.rumbo', 'access.db')
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  const accounts = Accounts.open(file)
  expect(accounts.userOfSession(company.session)).toBe(null)
  expect(accounts.userOfToken(company.token)?.user.id).toBe('ana')
  expect((await accounts.signIn({ user: 'ana', password: PASSWORD, origin: '10.0.0.1' })).user.id).toBe('ana')
  expect(accounts.audit.read(0, 10).map(({ kind }) => kind)).toContain('user added')
  accounts.close()
  const before = Accounts.open(path.join(company.folder, '.rumbo', 'access.db'))
  expect(before.userOfSession(company.session)?.id).toBe('ana')
  before.close()
  expect(fs.readFileSync(packed).includes('secret of the console')).toBe(false)
})

test('[BK9] a byte that differs, or a folder with something in it, refuses the restore and leaves nothing', async () => {
  const damaged = path.join(room, 'damaged')
  fs.cpSync(kept, damaged, { recursive: true })
  flip(path.join(damaged, 'files', 'sales.csv'))
  const target = path.join(folderWith({}), 'target')
  expect(await code(restore(damaged, target))).toBe('backup.damaged')
  expect(await code(restore(company.folder, target))).toBe('backup.no_backup')
  expect(await code(restore(kept, folderWith({ 'company.yaml': 'mine' })))).toBe('backup.taken')
  expect(fs.readdirSync(path.dirname(target))).toEqual([])
})

test('[BK9] a name in a manifest is never a way to another folder', async () => {
  const { manifestText } = await import('../store/backup/manifest.js')
  for (const file of ['../out', 'a/../../out', '/etc/out', '..']) {
    const lying = folderWith({})
    fs.writeFileSync(
      path.join(lying, 'manifest.json'),
      manifestText({ ...manifest, files: [{ ...manifest.files[0]!, file }] }),
    )
    expect(await code(openBackup(lying))).toBe('backup.damaged')
  }
})

test('[BK10] one other byte in any file of a backup is named, and so is a file that is gone or too many', async () => {
  const trial = path.join(room, 'trial')
  fs.cpSync(kept, trial, { recursive: true })
  const faults = async (place: string) => faultyFiles(await openBackup(place), () => undefined)
  for (const { file, bytes } of manifest.files) {
    if (bytes === 0) continue
    const place = path.join(trial, 'files', file)
    const content = fs.readFileSync(place)
    flip(place)
    expect(await digested(trial, file)).toBe('changed')
    fs.writeFileSync(place, content)
  }
  fs.rmSync(path.join(trial, 'files', 'stock.csv'))
  fs.writeFileSync(path.join(trial, 'files', '.rumbo', 'stranger.json'), '{}')
  expect(await faults(trial)).toEqual([
    { file: 'stock.csv', fault: 'gone' },
    { file: 'files/.rumbo/stranger.json', fault: 'added' },
  ])
  for (const at of [0, 5, 40, 300, -2]) {
    fs.copyFileSync(path.join(kept, 'manifest.json'), path.join(trial, 'manifest.json'))
    flip(path.join(trial, 'manifest.json'), at < 0 ? fs.statSync(path.join(kept, 'manifest.json')).size + at : at)
    expect(await code(openBackup(trial))).toMatch(/^backup\.(damaged|no_backup)$/)
  }
})

/** What looking at one file of a backup finds: the others are as they were. */
async function digested(place: string, file: string): Promise<string | undefined> {
  const backup = await openBackup(place)
  const files = backup.manifest.files.filter((one) => one.file === file)
  const [found] = await faultyFiles({ ...backup, manifest: { ...backup.manifest, files } }, () => undefined)
  return found?.fault
}

test('[BK11] [BK12] a sound backup has no faults; whatever is damaged in a folder is named', async () => {
  expect(await verify(packed)).toMatchObject({ of: 'backup', faults: [], notes: [], company: { users: 1 } })
  const folder = copyOfCompany()
  const inside = (file: string): string => path.join(folder, '.rumbo', file)
  const live = manifest.live!
  const version = JSON.parse(fs.readFileSync(inside(`versions/${live}/version.json`), 'utf8'))
  const other = { ...version, id: '0002-cycle', program: '0.0.1' }
  fs.cpSync(inside(`versions/${live}`), inside('versions/0002-cycle'), { recursive: true })
  fs.writeFileSync(inside('versions/0002-cycle/version.json'), JSON.stringify(other))
  fs.cpSync(inside(`versions/${live}`), inside('versions/0003-cycle'), { recursive: true })
  fs.writeFileSync(
    inside('versions/0003-cycle/version.json'),
    JSON.stringify({ ...version, id: '0003-cycle', planDay: 1 }),
  )
  flip(inside(`versions/${live}/money.parquet`), 60)
  fs.writeFileSync(inside('record.json'), JSON.stringify({ version: '0042-cycle' }))
  fs.truncateSync(inside('facts.duckdb'), 300_000)
  fs.truncateSync(inside('access.db'), 8192)
  const database = new Database(inside('journal.db'))
  database.exec(`UPDATE entry SET actor = 'eve' WHERE position = 15`)
  database.close()
  const { faults, notes } = await verify(folder)
  expect(faults.map(({ code, values }) => [code, values.version ?? values.position ?? values.file])).toEqual([
    ['verify.points_nowhere', '0042-cycle'],
    ['journal.damaged', 15],
    ['verify.version_file', live],
    ['verify.version_hash', '0003-cycle'],
    ['backup.accounts_unreadable', inside('access.db')],
    ['contract.store_unreadable', inside('facts.duckdb')],
  ])
  expect(notes).toEqual([{ code: 'verify.other_program', values: { version: '0002-cycle', program: '0.0.1' } }])
  for (const { code: found, values } of faults) expect(say(found, values, 'es').remedy).not.toBe('')
})
