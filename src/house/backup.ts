/** Backups of a company, made and laid back. docs/specs/backup.md */
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Job } from '../jobs/job.js'
import { listCompanyFiles } from '../store/backup/company-files.js'
import { bytesOfFiles, MANIFEST, type Manifest, manifestText } from '../store/backup/manifest.js'
import { FILES, isOneFile, openBackup, packBackup, unpackBackup } from '../store/backup/stored-backup.js'
import { assertOutside, assertRoom, makeWhole } from '../store/backup/whole.js'
import { piecesIn, writeNew } from '../store/file-pieces.js'
import { type BackupOptions, takeCompany } from './backup-taking.js'
import { shareOf } from './byte-share.js'
import { ACCESS, JOURNAL, JOURNAL_ARCHIVE } from './company-databases.js'
import { assertCompanyFolder } from './house-options.js'
import { isThere, readyForWriting } from './journal-backup.js'

/** What a backup says of itself. */
export type BackupManifest = Manifest

/**
 * Makes a backup of a company at `to`: a folder, or one file when that ends in `.tar`. [BK1]–[BK8]
 * @throws Refusal `cli.no_folder`, `backup.inside`, `backup.taken`, `backup.no_room`, `backup.restless`,
 *   `backup.no_journal`, and of what is damaged: `journal.damaged`, `backup.accounts_unreadable`,
 *   `contract.store_unreadable`
 */
export async function backupFolder(
  folder: string,
  to: string,
  job: Job,
  options: BackupOptions = {},
): Promise<Manifest> {
  assertCompanyFolder(folder)
  await assertOutside(folder, to)
  const bytes = bytesOfFiles((await listCompanyFiles(folder)).files)
  // What is packed lies beside what it is packed into.
  await assertRoom(to, isOneFile(to) ? 2 * bytes : bytes)
  return makeWhole(to, async (workshop) => {
    const made = path.join(workshop, 'backup')
    await fs.mkdir(path.join(made, FILES), { recursive: true, mode: 0o700 })
    const manifest = await takeCompany(folder, path.join(made, FILES), job, options)
    if (!isOneFile(to)) {
      await writeNew(path.join(made, MANIFEST), piecesIn(manifestText(manifest)))
      return { made, result: manifest }
    }
    const packed = path.join(workshop, 'backup.tar')
    const size = bytesOfFiles(manifest.files)
    await job.step('pack', (report) => packBackup(made, manifest, packed, shareOf(size, report)))
    return { made: packed, result: manifest }
  })
}

/**
 * Makes the folder of a company of a backup, all or nothing. [BK9]
 * @throws Refusal `backup.no_backup`, `backup.other_format`, `backup.damaged`, `backup.taken`, `backup.inside`,
 *   `backup.no_room`
 */
export async function restoreBackup(place: string, to: string, job: Job): Promise<Manifest> {
  const backup = await openBackup(place)
  const { manifest } = backup
  await assertOutside(place, to)
  const bytes = bytesOfFiles(manifest.files)
  await assertRoom(to, bytes)
  return makeWhole(to, async (workshop) => {
    const made = path.join(workshop, 'company')
    await fs.mkdir(made)
    await job.step('restore', (report) => unpackBackup(backup, made, shareOf(bytes, report)))
    for (const file of [JOURNAL, JOURNAL_ARCHIVE])
      if (await isThere(path.join(made, file))) readyForWriting(path.join(made, file))
    if (await isThere(path.join(made, ACCESS))) await fs.chmod(path.join(made, ACCESS), 0o600)
    return { made, result: manifest }
  })
}
