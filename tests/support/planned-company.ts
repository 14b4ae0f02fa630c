import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { writeCompanyFolder } from '../../src/connectors/folder-writer/write-company-folder.js'
import type { Company } from '../../src/core/network/company.js'
import type { Facts } from '../../src/core/network/facts.js'
import { type Allocate, allocatePlain } from '../../src/core/plan/plan.js'
import type { Runner } from '../../src/core/plan/runner.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import type { PlanState } from '../../src/engine/plan-state.js'
import { generateCompany } from '../../src/generate/generate-company.js'
import { type PlannedCompany, runPlanning } from '../../src/processes/planning/planning-run.js'
import { loadFolder, openStore } from '../../src/store/company-folder.js'
import { readCompany } from '../../src/store/read-company.js'
import { readFacts } from '../../src/store/read-facts.js'

type GenerateOptions = Parameters<typeof generateCompany>[0]

/** A generated company, written, loaded and read back: the real road, not a shortcut. */
export async function loadGenerated(options: GenerateOptions): Promise<{ company: Company; facts: Facts }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-generated-'))
  try {
    const { companyYaml, tables } = generateCompany(options)
    await writeCompanyFolder(folder, { companyYaml, tables })
    const report = await loadFolder(folder, { open: openCompanySources })
    if (!report.loaded) throw new Error(`the generated company does not load: ${JSON.stringify(report.faults[0])}`)
    const store = await openStore(folder)
    try {
      const company = await readCompany(store)
      return { company, facts: await readFacts(store, company) }
    } finally {
      store.close()
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

export async function planned(
  { company, facts }: { company: Company; facts: Facts },
  runner: Runner<PlanState> = inlineRunner(),
  allocate: Allocate = allocatePlain,
): Promise<PlannedCompany> {
  const job = { step: async <T>(_: string, work: () => Promise<T> | T): Promise<T> => work() }
  return runPlanning(company, facts, { job, runner, allocate })
}
