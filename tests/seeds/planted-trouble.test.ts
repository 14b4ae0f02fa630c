import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { writeCompanyFolder } from '../../src/connectors/folder-writer/write-company-folder.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import type { Problem } from '../../src/core/why/problem.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { generateAndina } from '../../src/generate/andina/andina.js'
import { generateCompany } from '../../src/generate/generate-company.js'
import type { GeneratedCompany, PlantedTrouble } from '../../src/generate/generated-company.js'
import { followsFrom, isPlanted } from '../../src/generate/planted-match.js'
import { readCompanyAndFacts } from '../../src/house/loading.js'
import { runJob } from '../../src/jobs/job.js'
import { detectExceptions } from '../../src/processes/exceptions/detect-exceptions.js'
import { runPlanning } from '../../src/processes/planning/planning-run.js'
import { loadFolder } from '../../src/store/company-folder.js'

/** Other seeds are looked at with `PLANTED_SEEDS=100,101,102`. */
const SEEDS = (process.env.PLANTED_SEEDS ?? '1,2,3').split(',').map(Number)
const SHAPES = [
  { products: 40, locations: 8, weeks: 104 },
  { products: 60, locations: 9, weeks: 104, grain: 'M' as const },
  { products: 150, locations: 20, weeks: 104, grain: 'W' as const },
  { products: 24, locations: 1, weeks: 60 },
]

const scratch = mkdtempSync(join(tmpdir(), 'rumbo-seeds-'))
afterAll(() => rmSync(scratch, { recursive: true }))

async function problemsOf(company: GeneratedCompany, name: string): Promise<readonly Problem[]> {
  const folder = join(scratch, name)
  await writeCompanyFolder(folder, { companyYaml: company.companyYaml, tables: company.tables })
  expect((await loadFolder(folder, { open: openCompanySources })).loaded).toBe(true)
  const read = await readCompanyAndFacts(folder)
  const { plan, money } = await runJob('plan', {}, (job) =>
    runPlanning(read.company, read.facts, { job, runner: inlineRunner(), allocate: allocatePlain }),
  )
  return detectExceptions({ ...read, plan, money })
}

/** The trouble that was not found, and what nobody planted but is worth more than something planted. */
function compare(planted: readonly PlantedTrouble[], problems: readonly Problem[]) {
  const found = planted.map((trouble) => problems.find((problem) => isPlanted(trouble, problem)))
  const least = Math.min(...found.map((problem) => problem?.value ?? Number.MAX_SAFE_INTEGER))
  const unplanted = problems.filter(
    (problem) => !planted.some((trouble) => isPlanted(trouble, problem) || followsFrom(trouble, problem)),
  )
  return {
    missed: planted.filter((_, at) => found[at] === undefined).map(({ id }) => id),
    outranking: unplanted.filter(({ value }) => value > least).map(({ id }) => id),
  }
}

describe('every planted trouble is found, and nothing unplanted outranks one', () => {
  for (const shape of SHAPES)
    for (const seed of SEEDS)
      test(`${JSON.stringify(shape)} seed ${seed}`, async () => {
        const company = generateCompany({ ...shape, seed })
        expect(company.planted.length).toBeGreaterThanOrEqual(shape.locations === 1 ? 7 : 8)
        const problems = await problemsOf(company, `${shape.products}-${shape.locations}-${seed}`)
        expect(compare(company.planted, problems)).toEqual({ missed: [], outranking: [] })
      })
})

test('the troubles of Andina’s story are found', async () => {
  const andina = generateAndina()
  const problems = await problemsOf(andina, 'andina')
  expect(compare(andina.planted, problems)).toEqual({ missed: [], outranking: [] })
})
