/** Company folders into facts, and facts back into memory. */
import { openCompanySources } from '../connectors/company-sources.js'
import { initFolder } from '../connectors/folder-template.js'
import type { CheckReport, LoadReport } from '../contract/import-report.js'
import type { Company } from '../core/network/company.js'
import type { Facts } from '../core/network/facts.js'
import { checkFolder, loadFolder, openStore } from '../store/company-folder.js'
import type { Database } from '../store/duckdb/database.js'
import { readCompany } from '../store/read-company.js'
import { readFacts } from '../store/read-facts.js'
import { assertCompanyFolder, type HouseOptions, momentOf } from './house-options.js'

export const initCompany = (folder: string): { files: string[] } => initFolder(folder)

export async function checkCompany(folder: string, { strict = false }: HouseOptions = {}): Promise<CheckReport> {
  return checkFolder(folder, { open: openCompanySources, strict })
}

/** Loads the folder into its facts. A refused load has changed nothing; its report says why. */
export async function loadCompany(folder: string, options: HouseOptions = {}): Promise<LoadReport> {
  assertCompanyFolder(folder)
  return loadFolder(folder, { open: openCompanySources, strict: options.strict ?? false, knownAt: momentOf(options) })
}

/** The company as last loaded and everything known of it, for whoever plans without freezing. */
export async function readCompanyAndFacts(folder: string): Promise<{ company: Company; facts: Facts }> {
  return withStore(folder, async (store) => {
    const company = await readCompany(store)
    return { company, facts: await readFacts(store, company) }
  })
}

export async function withStore<Of>(folder: string, work: (store: Database) => Promise<Of>): Promise<Of> {
  const store = await openStore(folder)
  try {
    return await work(store)
  } finally {
    store.close()
  }
}
