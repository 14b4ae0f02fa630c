import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import type { LoadReport } from '../../src/contract/import-report.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { type PlannedCompany, runPlanning } from '../../src/processes/planning/planning-run.js'
import { loadFolder, openStore } from '../../src/store/company-folder.js'
import { readCompany } from '../../src/store/read-company.js'
import { readFacts } from '../../src/store/read-facts.js'

/** A scenario that has been loaded and planned, as `rumbo plan` does it. */
export interface PlannedScenario extends PlannedCompany {
  readonly report: LoadReport
}

/** The README's block of figures to print, one line each; see `printed-figures.ts`. */
export function figuresAsked(readme: string): string[] {
  const block = /^```figures\n([\s\S]*?)^```/m.exec(readme)?.[1]
  if (block === undefined) throw new Error('the README names no figures')
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

export async function planScenario(company: string): Promise<PlannedScenario> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-scenario-'))
  try {
    fs.cpSync(company, folder, { recursive: true })
    const report = await loadFolder(folder, { open: openCompanySources, knownAt: '2026-09-21T06:00:00Z' })
    if (!report.loaded) throw new Error(`it does not load: ${JSON.stringify(report.faults)}`)
    const store = await openStore(folder)
    try {
      const company = await readCompany(store)
      const facts = await readFacts(store, company)
      const job = { step: async <T>(_: string, work: () => Promise<T> | T): Promise<T> => work() }
      const ports = { job, runner: inlineRunner(), allocate: allocatePlain }
      return { ...(await runPlanning(company, facts, ports, report.coverage)), report }
    } finally {
      store.close()
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
