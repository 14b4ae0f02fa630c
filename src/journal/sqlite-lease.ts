/**
 * One process writes. The lease is an exclusive lock on an empty file beside the journal, which the operating system
 * takes away from a process that ends, however it ends: no clock, no process number that somebody else has by now.
 */
import fs from 'node:fs'
import { Refusal } from '../core/base/refusal.js'
import { type Holder, inUse, thisProcess } from './lease-holder.js'
import { SqliteFile } from './sqlite-files.js'

const RETRY_MILLISECONDS = 50

export interface Lease {
  readonly holder: Holder
  release(): void
}

/**
 * Waits so long for whoever holds it.
 *
 * Nothing else in this process may open and close the lease's file or the journal's: on Linux and macOS that would drop
 * the lock of the whole process.
 *
 * @throws Refusal `journal.in_use` naming the holder
 */
export async function takeLease(
  file: string,
  waitMilliseconds: number,
  holderNow: () => Holder | null,
): Promise<Lease> {
  const until = performance.now() + waitMilliseconds
  for (;;) {
    const lock = tryLock(`${file}.lease`)
    if (lock !== null) return { holder: thisProcess(), release: () => lock.close() }
    if (performance.now() >= until) throw inUse(holderNow())
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS))
  }
}

function tryLock(file: string): SqliteFile | null {
  const lock = new SqliteFile(file, 'lock')
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'journal.busy') return null
    if (error.code !== 'journal.unreadable') throw error
    // Nothing belongs in it. While something stands there, nobody can have the lock that emptying it here would drop.
    fs.truncateSync(file)
    return tryLock(file)
  }
}
