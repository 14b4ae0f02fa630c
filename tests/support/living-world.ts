//! A small generated company as a living plan over a real journal in a folder of its own.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Access } from '../../src/core/edit/access.js'
import { MEASURE_GROUPS, VERBS } from '../../src/core/edit/access.js'
import { EVERYWHERE, type NodePath, type Scope } from '../../src/core/edit/box.js'
import type { Draft, Intent } from '../../src/core/edit/intent.js'
import { type Allocate, allocatePlain } from '../../src/core/plan/plan.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { journalFile } from '../../src/house/living/company-journal.js'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import type { StoredJournal } from '../../src/journal/stored-journal.js'
import type { EnginePorts } from '../../src/processes/living/engine-ports.js'
import { LivingEngine } from '../../src/processes/living/living-engine.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import { loadGenerated, planned } from './planned-company.js'

type HeldPorts = Pick<EnginePorts, 'journal' | 'otherWriter'>

export interface LivingWorld {
  /** Of the company; its journal is where a company's journal lies. */
  readonly folder: string
  readonly input: LivingInput
  readonly journal: StoredJournal
  readonly engine: LivingEngine
  /** What everybody does next: keys and moments of their own. */
  draft(actor: string, intents: readonly Intent[], rest?: Partial<Draft>): Draft
  /** What an engine over another connection to the journal needs. */
  portsOver(held: HeldPorts, rest?: Partial<Omit<EnginePorts, keyof HeldPorts>>): EnginePorts
  /** Closes the engine and opens another over the same journal. */
  reopen(): Promise<LivingEngine>
  close(): Promise<void>
}

export const allocate: Allocate = allocatePlain

/** In arrays of its own, also where those of the original are shared with threads. */
export function ownCopy<Of>(value: Of): Of {
  if (ArrayBuffer.isView(value)) return (value as unknown as Float64Array).slice() as Of
  if (Array.isArray(value)) return value.map(ownCopy) as Of
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, ownCopy(part)])) as Of
}

export async function smallInput(seed = 5, products = 30): Promise<LivingInput> {
  return livingInput(await planned(await loadGenerated({ products, locations: 8, weeks: 30, seed })))
}

export const everything = (actor: string, scopes: readonly Scope[] = [EVERYWHERE]): Access => ({
  actor,
  scopes,
  measures: new Set(MEASURE_GROUPS),
  may: new Set(VERBS),
})

export const scopeOf = (part: Partial<Record<keyof Scope, NodePath>>): Scope => ({ ...EVERYWHERE, ...part })

export async function openLivingWorld(input: LivingInput, given: Partial<EnginePorts> = {}): Promise<LivingWorld> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-living-'))
  const file = journalFile(folder)
  fs.mkdirSync(path.dirname(file))
  let clock = Date.UTC(2026, 11, 1, 8)
  let keys = 0
  const portsOver = (held: HeldPorts): EnginePorts => ({
    get journal() {
      return held.journal
    },
    otherWriter: () => held.otherWriter(),
    base: async () => ownCopy(input),
    living: () => ({ runner: inlineRunner(), allocate, pause: () => new Promise(setImmediate) }),
    branchBytesMost: 20 * 2 ** 20,
    now: () => new Date(clock++).toISOString(),
    sources: async () => [],
    forecastNote: async () => null,
    forecastErrors: async () => null,
    corrections: async () => null,
    reasonAbove: Number.POSITIVE_INFINITY,
    freeze: async () => {
      throw new Error('there is no store here')
    },
    followLive: async () => [],
    fault: (error) => {
      throw error
    },
  })
  const open = async (): Promise<{ journal: StoredJournal; engine: LivingEngine }> => {
    const journal = await openSqliteJournal(file, { mode: 'write' })
    if ((await journal.base()) === null) await journal.rebase({ version: 'first', position: 0 })
    const engine = await LivingEngine.open({ ...portsOver({ journal, otherWriter: () => null }), ...given })
    return { journal, engine }
  }
  let now = await open()
  return {
    folder,
    input,
    portsOver: (held, rest = {}) => Object.assign(portsOver(held), given, rest),
    get journal() {
      return now.journal
    },
    get engine() {
      return now.engine
    },
    draft: (actor, intents, rest = {}) => ({
      key: `draft-${keys++}`,
      actor,
      at: new Date(clock++).toISOString(),
      reason: { code: 'trial', note: '' },
      intents,
      ...rest,
    }),
    async reopen() {
      await now.engine.close()
      now = await open()
      return now.engine
    },
    async close() {
      await now.engine.close()
      fs.rmSync(folder, { recursive: true })
    },
  }
}
