import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { writeCompanyFolder } from '../../src/connectors/folder-writer/write-company-folder.js'
import { checkFeasibility } from '../../src/core/supply/feasibility.js'
import { generateAndina } from '../../src/generate/andina/andina.js'
import { loadFolder, openStore } from '../../src/store/company-folder.js'
import { readCompany } from '../../src/store/read-company.js'
import { readFacts } from '../../src/store/read-facts.js'
import { loadGenerated, planned } from '../support/planned-company.js'

test.each([
  { products: 40, locations: 10, weeks: 30, seed: 3 },
  { products: 25, locations: 30, weeks: 60, seed: 5 },
])(
  '[FE1–FE9] the constrained plan of a generated company can happen: seed $seed',
  async (size) => {
    const { plan } = await planned(await loadGenerated(size))
    expect(plan.columns.constrained.some((shipped) => shipped > 0)).toBe(true)
    expect(checkFeasibility(plan)).toEqual([])
  },
  120_000,
)

test('[FE1–FE9] Andina, where lines and suppliers are short, can do what its plan says', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-andina-'))
  try {
    const { companyYaml, tables } = generateAndina()
    await writeCompanyFolder(folder, { companyYaml, tables })
    await loadFolder(folder, { open: openCompanySources })
    const store = await openStore(folder)
    const company = await readCompany(store)
    const { plan } = await planned({ company, facts: await readFacts(store, company) })
    store.close()
    expect(plan.supply.limited.count).toBeGreaterThan(0)
    expect(checkFeasibility(plan)).toEqual([])
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
