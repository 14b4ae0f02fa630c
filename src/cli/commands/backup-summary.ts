import type { MessageValue } from '../../core/base/refusal.js'
import type { BackupManifest } from '../../house/backup.js'

/** What a backup holds, for programs: its manifest without the list of files. */
export interface BackupSummary extends Omit<BackupManifest, 'files'> {
  readonly place: string
  readonly files: number
  readonly bytes: number
}

export function backupSummary(place: string, { files, ...manifest }: BackupManifest): BackupSummary {
  return { place, ...manifest, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** The same for people. */
export function shownSummary({ place, files, bytes, versions, journal }: BackupSummary): Record<string, MessageValue> {
  return {
    place,
    files,
    megabytes: Math.ceil(bytes / 2 ** 20),
    versions: versions.length,
    position: journal?.position ?? 0,
  }
}
