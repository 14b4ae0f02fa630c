import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { writeCompanyFolder } from '../../src/connectors/folder-writer/write-company-folder.js'
import { seededRandom } from '../../src/core/base/random.js'
import { allocateShared } from '../../src/core/plan/plan.js'
import { type Crew, openCrew } from '../../src/engine/crew.js'
import { generateAndina } from '../../src/generate/andina/andina.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import { type LivingPorts, LivingState } from '../../src/processes/living/living-state.js'
import { loadFolder, openStore } from '../../src/store/company-folder.js'
import { readCompany } from '../../src/store/read-company.js'
import { readFacts } from '../../src/store/read-facts.js'
import { digestsOf } from '../support/plan-digests.js'
import { planned } from '../support/planned-company.js'

// Two companies that trade with each other, lines and suppliers that are short, goods paid for on delivery.
let input: LivingInput
let crew: Crew

beforeAll(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-andina-'))
  try {
    const { companyYaml, tables } = generateAndina()
    await writeCompanyFolder(folder, { companyYaml, tables })
    await loadFolder(folder, { open: openCompanySources })
    const store = await openStore(folder)
    const company = await readCompany(store)
    const facts = await readFacts(store, company)
    store.close()
    crew = openCrew(2)
    input = livingInput(await planned({ company, facts }, crew.runner(), allocateShared))
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
})

afterAll(() => crew.close())

const ports = (): LivingPorts => ({ runner: crew.runner(), allocate: allocateShared, pause: async () => {} })

/** Changes a few buckets of some rows; shows them. */
async function edit(state: LivingState, seed: number, share: number): Promise<void> {
  const { count } = state.plan.horizon
  const random = seededRandom(seed)
  const from = Math.floor(random.at(2, seed, 0) * count)
  const to = Math.min(count, from + 1 + Math.floor(random.at(2, seed, 1) * 12))
  const rows: number[] = []
  for (let row = 0; row < state.plan.rows.demand.count; row++) {
    if (random.at(1, row, 0) >= share) continue
    rows.push(row)
    for (let cell = row * count + from; cell < row * count + to; cell++)
      state.consensus[cell] = Math.round(state.consensus[cell]! * (0.4 + random.at(3, cell, 0) * 1.4))
  }
  await state.showNumbers(Int32Array.from(rows), { from, to })
}

async function fromScratch(consensus: Float64Array): Promise<Record<string, string>> {
  const state = await LivingState.copy(input, ports())
  state.consensus.set(consensus)
  await state.recompile(state.company, 'supply')
  await state.settle()
  return digestsOf(state)
}

test('[LP2] [LP50] [LP51] plans of one crew are, settled, what they are from nothing, whatever the other one does', async () => {
  expect(input.money.entities.length).toBeGreaterThan(1)
  expect(input.money.shifts.length).toBeGreaterThan(0)
  expect(input.plan.supply.limited.count).toBeGreaterThan(0)
  const main = await LivingState.copy(input, ports())
  const branch = await main.clone(ports())
  for (let round = 0; round < 8; round++) {
    const share = [0.0005, 0.01, 0.2, 1][round % 4]!
    await edit(main, 10 + round, share)
    await edit(branch, 50 + round, share)
    if (round % 3 === 1) await main.settle(() => true)
    await Promise.all([main.settle(), round % 2 === 0 ? branch.settle() : branch.settle(() => true)])
    expect(digestsOf(main)).toEqual(await fromScratch(main.consensus))
  }
  await branch.settle()
  expect(digestsOf(branch)).toEqual(await fromScratch(branch.consensus))
})
