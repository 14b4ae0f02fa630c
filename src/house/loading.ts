/** Company folders into facts, and facts back into memory. */
import { setTimeout as pause } from 'node:timers/promises'
import { openCompanySources } from '../connectors/company-sources.js'
import { initFolder } from '../connectors/folder-template.js'
import type { CheckReport, LoadReport } from '../contract/import-report.js'
import { Refusal } from '../core/base/refusal.js'
import type { Company } from '../core/network/company.js'
import type { Facts } from '../core/network/facts.js'
import type { Job } from '../jobs/job.js'
import { checkFolder, openLoaded, openStore } from '../store/company-folder.js'
import { type Database, factsPath, readingSoundly } from '../store/duckdb/database.js'
import { readCompany } from '../store/read-company.js'
import { readFacts } from '../store/read-facts.js'
import { takeInEvents } from './events/taking-in.js'
import { assertCompanyFolder, type HouseOptions, momentOf } from './house-options.js'

export const initCompany = (folder: string): { files: string[] } => initFolder(folder)

export async function checkCompany(folder: string, { strict = false }: HouseOptions = {}): Promise<CheckReport> {
  return checkFolder(folder, { open: openCompanySources, strict })
}

/**
 * Loads the folder into its facts and works with them. A refused load has changed nothing; its report says why, and
 * there is no work.
 */
export async function whenLoaded<Of>(
  folder: string,
  job: Job,
  options: HouseOptions,
  work: (load: LoadReport, store: Database) => Promise<Of>,
): Promise<Of | { refused: LoadReport }> {
  assertCompanyFolder(folder)
  const origin = { command: job.name, person: options.by ?? null }
  const how = { open: openCompanySources, strict: options.strict ?? false, knownAt: momentOf(options), origin }
  return readingSoundly(factsPath(folder), async () => {
    const { report, store } = await job.step('check', async () => {
      await takeInEvents(folder)
      return whenFree(READ_MS, () => openLoaded(folder, how))
    })
    if (store === null) return { refused: report }
    try {
      return await work(report, store)
    } finally {
      await store.settle()
    }
  })
}

/** Longer than a server takes to read the facts of its plan. */
const READ_MS = 10_000
const RETRY_MS = 100

/** Does what needs the facts while somebody else may have them open, waiting so long for them to end. */
export async function whenFree<Of>(mostMs: number, work: () => Promise<Of>): Promise<Of> {
  for (const until = performance.now() + mostMs; ; )
    try {
      return await work()
    } catch (error) {
      const isInUse = error instanceof Refusal && error.code === 'contract.folder_in_use'
      if (!isInUse || performance.now() >= until) throw error
      await pause(RETRY_MS)
    }
}

/** The company as last loaded and everything known of it, for whoever plans without freezing. */
export async function readCompanyAndFacts(folder: string): Promise<{ company: Company; facts: Facts }> {
  return withStore(folder, async (store) => {
    const company = await readCompany(store)
    return { company, facts: await readFacts(store, company) }
  })
}

export async function withStore<Of>(folder: string, work: (store: Database) => Promise<Of>): Promise<Of> {
  return readingSoundly(factsPath(folder), async () => {
    const store = await openStore(folder)
    try {
      return await work(store)
    } finally {
      store.close()
    }
  })
}
