import os from 'node:os'
import { Refusal } from '../core/base/refusal.js'

/** Who writes, or wrote last. */
export interface Holder {
  readonly process: number
  readonly host: string
  readonly since: string
}

export function thisProcess(): Holder {
  return { process: process.pid, host: os.hostname(), since: new Date().toISOString() }
}

/** The refusal of a second writer. */
export function inUse(holder: Holder | null): Refusal {
  return new Refusal('journal.in_use', {
    process: String(holder?.process ?? '?'),
    host: holder?.host ?? '?',
    since: holder?.since ?? '?',
  })
}
