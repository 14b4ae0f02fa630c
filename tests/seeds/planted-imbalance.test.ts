import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { writeCompanyFolder } from '../../src/connectors/folder-writer/write-company-folder.js'
import { UNIT_PRICE_PER_MAJOR } from '../../src/core/base/quantity.js'
import type { Company, Lane } from '../../src/core/network/company.js'
import type { Facts } from '../../src/core/network/facts.js'
import { plainLane } from '../../src/core/network/plain-records.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { generateAndina } from '../../src/generate/andina/andina.js'
import { generateCompany } from '../../src/generate/generate-company.js'
import type { GeneratedCompany } from '../../src/generate/generated-company.js'
import { openBalancingPorts } from '../../src/house/balancing.js'
import { readCompanyAndFacts } from '../../src/house/loading.js'
import { runJob } from '../../src/jobs/job.js'
import { runPlanning } from '../../src/processes/planning/planning-run.js'
import { balanceCompany } from '../../src/processes/soe/balancing/balance-company.js'
import {
  type BalancingInput,
  type BalancingPorts,
  UNLIMITED,
} from '../../src/processes/soe/balancing/balancing-input.js'
import { type BalancingReport, balancingReport } from '../../src/processes/soe/balancing/balancing-report.js'
import { loadFolder } from '../../src/store/company-folder.js'

/** Other seeds are looked at with `PLANTED_SEEDS=100,101,102`. */
const SEEDS = (process.env.PLANTED_SEEDS ?? '1,2,3').split(',').map(Number)
const scratch = mkdtempSync(join(tmpdir(), 'rumbo-imbalance-'))
afterAll(() => rmSync(scratch, { recursive: true }))

let ports: BalancingPorts
beforeAll(async () => {
  ports = await openBalancingPorts(1)
})

type Read = { company: Company; facts: Facts }

async function loaded(company: GeneratedCompany, name: string): Promise<Read> {
  const folder = join(scratch, name)
  await writeCompanyFolder(folder, { companyYaml: company.companyYaml, tables: company.tables })
  expect((await loadFolder(folder, { open: openCompanySources })).loaded).toBe(true)
  return readCompanyAndFacts(folder)
}

async function balanced({ company, facts }: Read): Promise<BalancingReport> {
  const planned = await runJob('plan', {}, (job) =>
    runPlanning(company, facts, { job, runner: inlineRunner(), allocate: allocatePlain }),
  )
  const { plan, money, demand } = planned
  const transfers = facts.supplyOrders.filter(({ kind, from }) => kind === 'transfer' && from >= 0)
  const errors = demand.notes.cumulativeErrorSd
  const input: BalancingInput = {
    company: planned.company,
    plan,
    money,
    stock: facts.stock,
    sales: null,
    transfers,
    errors,
  }
  return balancingReport(input, await balanceCompany(input, ports), UNLIMITED)
}

/** Both centres take three weeks to be fed, and can help each other in two days. */
function withTransfers(company: Company): Company {
  const centres = company.locations.filter(({ kind }) => kind === 'dc').map(({ id }) => id)
  const pairs = centres.flatMap((from) => centres.filter((to) => to !== from).map((to) => ({ from, to })))
  const between = pairs.map(
    ({ from, to }): Lane => ({
      ...plainLane(from, to),
      use: 'transfer',
      leadTimeDays: 2,
      costPerUnit: UNIT_PRICE_PER_MAJOR / 100,
      currency: company.settings.baseCurrency,
    }),
  )
  const slow = company.lanes.map((lane) => (centres.includes(lane.to) ? { ...lane, leadTimeDays: 21 } : lane))
  return { ...company, lanes: [...slow, ...between] }
}

/** Everything of some items lies at the wrong centre. */
function withImbalance({ company, facts }: Read, items: readonly number[], from: number, to: number): Facts {
  const { stock } = facts
  const rowAt = (item: number, location: number): number =>
    Array.from({ length: stock.count }, (_, row) => row).find(
      (row) => stock.product[row] === item && stock.location[row] === location,
    ) ?? -1
  const onHandUnits = stock.onHandUnits.slice()
  const expiryDay = stock.expiryDay.slice()
  const supplyOrders = facts.supplyOrders.filter(({ product, to: at }) => !items.includes(product) || at !== to)
  for (const item of items) {
    const [rich, poor] = [rowAt(item, from), rowAt(item, to)]
    expect(Math.min(rich, poor), `${company.products[item]!.id} has no stock at both`).toBeGreaterThanOrEqual(0)
    onHandUnits[rich] = 12 * (onHandUnits[rich]! + onHandUnits[poor]!)
    onHandUnits[poor] = 0
    expiryDay[rich] = -1
  }
  return { ...facts, supplyOrders, stock: { ...stock, onHandUnits, expiryDay } }
}

describe('[BA5] what lies at the wrong place is found', () => {
  for (const seed of SEEDS)
    test(`40 items at 15 places, seed ${seed}`, async () => {
      const read = await loaded(generateCompany({ products: 40, locations: 15, weeks: 104, seed }), `seed-${seed}`)
      const company = withTransfers(read.company)
      const at = (id: string): number => company.locations.findIndex((location) => location.id === id)
      const items = [3, 11, 19, 27]
      const calm = await balanced({ ...read, company })
      const torn = await balanced({ company, facts: withImbalance(read, items, at('DC-001'), at('DC-002')) })
      const first = torn.moves.slice(0, items.length)
      expect(first.map(({ product, from, to }) => [product, from, to]).sort()).toEqual(
        items.map((item) => [company.products[item]!.id, 'DC-001', 'DC-002']).sort(),
      )
      for (const { relief, doNothing } of first) expect(Number(relief)).toBeGreaterThan(0.9 * Number(doNothing.loss))
      expect(Number(torn.benefit)).toBeGreaterThan(3 * Number(calm.benefit))
    })
})

test('[BA13] Andina: Monterrey has what Mexico City lacks, and nothing else is worth moving', async () => {
  const report = await balanced(await loaded(generateAndina(), 'andina'))
  expect(report.barred).toEqual({ customs: 114, back: 0 })
  expect(report.moves).toHaveLength(1)
  expect(report.moves[0]).toMatchObject({
    product: 'DET-01',
    from: 'DC-MTY',
    to: 'DC-MEX',
    units: '21282',
    relief: '24967.11',
    freight: '2553.84',
    benefit: '22413.27',
  })
})
