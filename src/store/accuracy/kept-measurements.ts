import fs from 'node:fs/promises'
import path from 'node:path'
import { formatDay } from '../../core/base/day.js'
import { syncEntry, syncTree } from '../file-pieces.js'
import { isRunning } from '../running-process.js'
import { loadSnapshot, saveSnapshot } from '../versions/snapshot.js'

/** What names a measurement: a version is measured at one grain up to one day once. */
export interface MeasurementName {
  readonly version: string
  readonly hash: string
  readonly grain: string
  readonly until: number
}

/** Accuracy of cycles, and adherence to frozen weeks. */
export type MeasurementBook = 'accuracy' | 'adherence'

/**
 * Measurements of past cycles, in folders beside the versions that they are of. They are written once and never again:
 * what was measured stands, whatever is told of the same days later. Two processes that measure the same give one.
 */
export function keptMeasurements<Of extends MeasurementName>(folder: string, book: MeasurementBook = 'accuracy') {
  const root = path.join(folder, '.rumbo', book)
  const nameOf = ({ version, hash, grain, until }: MeasurementName): string =>
    path.join(`${version}-${hash.slice(0, HASH_DIGITS)}`, `${grain}-${formatDay(until)}`)
  /** What is kept of one grain, in the order of versions and days. */
  const names = async (grain: string): Promise<string[]> => {
    const kept: string[] = []
    for (const version of await namesIn(root))
      for (const name of await namesIn(path.join(root, version)))
        if (name.startsWith(`${grain}-`) && !name.endsWith(UNFINISHED)) kept.push(path.join(version, name))
    return kept
  }
  /** Null where it is damaged. */
  const read = (name: string): Promise<Of | null> => loadSnapshot<Of>(path.join(root, name))
  return {
    names,
    read,
    /** Of one grain, by version and day; a damaged one is as if it were not there. */
    async list(grain: string): Promise<Of[]> {
      const kept: Of[] = []
      for (const name of await names(grain)) {
        const found = await read(name)
        if (found !== null) kept.push(found)
      }
      return kept
    },
    async keep(measurement: Of): Promise<void> {
      const target = path.join(root, nameOf(measurement))
      await clearStrays(path.dirname(target))
      const [beside, damaged] = [strayOf(target), strayOf(target)]
      await saveSnapshot(beside, measurement)
      await syncTree(beside)
      // What is there and cannot be read is of no use to anybody.
      if (!(await moveIn(beside, target)) && (await loadSnapshot(target)) === null) {
        await moveIn(target, damaged)
        await moveIn(beside, target)
      }
      for (const left of [beside, damaged]) await fs.rm(left, { recursive: true, force: true })
      await syncEntry(path.dirname(target))
    },
  }
}

/** Enough to tell apart two versions of one number. */
const HASH_DIGITS = 12
let writes = 0
/** Backups pass by what ends so. */
const UNFINISHED = '.new'
const STRAY = /\.(\d+)-\d+\.new$/

const strayOf = (target: string): string => `${target}.${process.pid}-${writes++}${UNFINISHED}`

/** What killed processes left. */
async function clearStrays(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    const writer = STRAY.exec(name)?.[1]
    if (writer === undefined || Number(writer) === process.pid || isRunning(Number(writer))) continue
    await fs.rm(path.join(folder, name), { recursive: true, force: true })
  }
}

/** False when something is there already, or when somebody else has moved it. */
async function moveIn(from: string, to: string): Promise<boolean> {
  try {
    await fs.rename(from, to)
    return true
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    return false
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
