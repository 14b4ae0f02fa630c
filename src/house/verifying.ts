/** Whether a company's folder, or a backup of one, is what it should be. Changes nothing. Rules BK10 to BK12. */
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'
import type { Job } from '../jobs/job.js'
import { bytesOfFiles, type Manifest } from '../store/backup/manifest.js'
import {
  FILES,
  faultyFiles,
  isOneFile,
  looksLikeBackup,
  openBackup,
  type StoredBackup,
  unpackBackup,
} from '../store/backup/stored-backup.js'
import { assertRoom } from '../store/backup/whole.js'
import { shareOf } from './byte-share.js'
import { type CheckingOptions, type CompanyCheck, checkCompanyFolder } from './company-check.js'
import type { Flaw, Found } from './flaw.js'
import { assertCompanyFolder } from './house-options.js'

export interface Verification extends Found {
  readonly of: 'folder' | 'backup'
  /** What its folder holds; null of a backup in one file whose files are not those that were taken. */
  readonly company: Omit<CompanyCheck, keyof Found> | null
}

/** @throws Refusal `cli.no_folder`, `backup.no_backup`, `backup.no_room` */
export async function verifyPlace(place: string, job: Job, options: CheckingOptions = {}): Promise<Verification> {
  if (await looksLikeBackup(place)) return verifyBackup(place, job)
  assertCompanyFolder(place)
  const { faults, notes, ...company } = await checkCompanyFolder(place, job, options)
  return { of: 'folder', faults, notes, company }
}

async function verifyBackup(place: string, job: Job): Promise<Verification> {
  let backup: StoredBackup
  try {
    backup = await openBackup(place)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'backup.damaged') throw error
    return { of: 'backup', faults: [{ code: 'verify.file_changed', values: error.values }], notes: [], company: null }
  }
  const { manifest } = backup
  const size = bytesOfFiles(manifest.files)
  const files = await job.step('files', (report) => faultyFiles(backup, shareOf(size, report)))
  const faults = files.map(({ file, fault }): Flaw => ({ code: `verify.file_${fault}`, values: { file } }))
  if (isOneFile(place) && faults.length > 0) return { of: 'backup', faults, notes: [], company: null }
  const { faults: inside, notes, ...company } = await checkFiles(place, backup, job)
  return { of: 'backup', faults: [...faults, ...inside, ...otherThanSaid(manifest, company)], notes, company }
}

/** The files of a backup as a company's folder: where they lie, or unpacked for as long as it takes. */
async function checkFiles(place: string, backup: StoredBackup, job: Job): Promise<CompanyCheck> {
  if (!isOneFile(place)) return checkCompanyFolder(path.join(place, FILES), job)
  const size = bytesOfFiles(backup.manifest.files)
  const room = await fs.mkdtemp(path.join(os.tmpdir(), 'rumbo-verify-'))
  try {
    await assertRoom(room, size)
    await job.step('unpack', (report) => unpackBackup(backup, room, shareOf(size, report)))
    return await checkCompanyFolder(room, job)
  } finally {
    await fs.rm(room, { recursive: true, force: true })
  }
}

/** A manifest that says something else than what is found. */
function otherThanSaid(manifest: Manifest, company: Omit<CompanyCheck, keyof Found>): Flaw[] {
  const versions = company.versions.map(({ id, hash }) => ({ id, hash }))
  const pairs: readonly [string, unknown, unknown][] = [
    ['journal', manifest.journal, company.journal],
    ['versions', manifest.versions, versions],
    ['facts', manifest.facts, company.facts],
    ['users', manifest.users, company.users],
  ]
  return pairs
    .filter(([, said, found]) => JSON.stringify(said) !== JSON.stringify(found))
    .map(([what]) => ({ code: 'verify.other_than_said', values: { what } }))
}
