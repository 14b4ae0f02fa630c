import fs from 'node:fs/promises'
import path from 'node:path'
import { formatDay } from '../../core/base/day.js'
import { syncEntry, syncTree } from '../file-pieces.js'
import { loadSnapshot, saveSnapshot } from '../versions/snapshot.js'

/** What names a measurement: a version is measured at one grain up to one day once. */
export interface MeasurementName {
  readonly version: string
  readonly hash: string
  readonly grain: string
  readonly until: number
}

/**
 * Measurements of past cycles, in folders beside the versions that they are of. They are written once and never again:
 * what was measured stands, whatever is told of the same days later. Two processes that measure the same give one.
 */
export function keptMeasurements<Of extends MeasurementName>(folder: string) {
  const root = path.join(folder, '.rumbo', 'accuracy')
  const nameOf = ({ version, hash, grain, until }: MeasurementName): string =>
    path.join(`${version}-${hash.slice(0, HASH_DIGITS)}`, `${grain}-${formatDay(until)}`)
  return {
    /** Of one grain, by version and day; a damaged one is as if it were not there. */
    async list(grain: string): Promise<Of[]> {
      const kept: Of[] = []
      for (const version of await namesIn(root))
        for (const name of await namesIn(path.join(root, version))) {
          if (!name.startsWith(`${grain}-`) || name.endsWith(UNFINISHED)) continue
          const found = await loadSnapshot<Of>(path.join(root, version, name))
          if (found !== null) kept.push(found)
        }
      return kept
    },
    async keep(measurement: Of): Promise<void> {
      const target = path.join(root, nameOf(measurement))
      const beside = `${target}.${process.pid}-${writes++}${UNFINISHED}`
      await fs.rm(beside, { recursive: true, force: true })
      await saveSnapshot(beside, measurement)
      await syncTree(beside)
      // What is there and cannot be read is of no use to anybody.
      if ((await loadSnapshot(target)) === null) await fs.rm(target, { recursive: true, force: true })
      await moveIn(beside, target)
      await syncEntry(path.dirname(target))
    },
  }
}

/** Enough to tell apart two versions of one number. */
const HASH_DIGITS = 12
let writes = 0
/** Backups pass by what ends so. */
const UNFINISHED = '.new'

async function moveIn(beside: string, target: string): Promise<void> {
  try {
    await fs.rename(beside, target)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    await fs.rm(beside, { recursive: true, force: true })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await fs.readdir(folder)).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
