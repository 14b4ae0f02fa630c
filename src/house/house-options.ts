/** What every piece of work in the house is told, and the clock nobody else reads. */
import fs from 'node:fs'
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'

export interface HouseOptions {
  /** Threads for the planning run; 0 runs everything on the caller's. */
  readonly workers?: number | undefined
  readonly strict?: boolean | undefined
  /** ISO moment of the run, for a backfill: what the folder says became known then. Now, unless given. */
  readonly now?: string | undefined
  /** Who asked for it, where it is known. */
  readonly by?: string | undefined
}

export const momentOf = ({ now }: HouseOptions): string => now ?? new Date().toISOString()

export const programVersion = (): string =>
  (JSON.parse(fs.readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

export function assertCompanyFolder(folder: string): void {
  if (!fs.existsSync(path.join(folder, 'company.yaml'))) throw new Refusal('cli.no_folder', { folder })
}
