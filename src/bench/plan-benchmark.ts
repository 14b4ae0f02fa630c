/**
 * Net, constrain, value and roll up from scratch over a synthetic plan, and the same valuation and roll-up in DuckDB
 * SQL, in one process: `node dist/bench/plan-benchmark.js <size> <workers>` prints one line of JSON.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { UNIT_PRICE_PER_MAJOR } from '../core/base/quantity.js'
import type { Company } from '../core/network/company.js'
import { allocateShared } from '../core/plan/plan.js'
import { EVERYTHING, type StepName } from '../core/plan/step.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { workerRunner } from '../engine/worker-runner.js'
import type { MoneyPlan } from '../finance/money-plan.js'
import { pricePlan } from '../finance/priced-plan.js'
import { loadSnapshot, saveSnapshot } from '../store/versions/snapshot.js'
import { type Measurement, measure } from './measurement.js'
import { valueInSql } from './sql-peer.js'
import { buildSyntheticPlan, SYNTHETIC_SIZES, type SyntheticSize, syntheticCompany } from './synthetic-plan.js'

export interface PlanBenchmark {
  readonly size: string
  readonly demandRows: number
  readonly stockRows: number
  readonly buckets: number
  readonly workers: number
  readonly first: readonly Measurement[]
  readonly again: readonly Measurement[]
  readonly peakGigabytes: number
  readonly saveSeconds: number
  /** From files to the plan and its money in memory again: what a cold start waits for. */
  readonly openSeconds: number
  readonly sqlSeconds: number
  /** Whether both roads gave the same total of every line. */
  readonly agrees: boolean
}

const STEPS: readonly StepName[] = ['net', 'capacity', 'constrain']
const MONEY_STEPS: readonly StepName[] = ['value', 'roll up']

export async function benchmarkPlan(name: keyof typeof SYNTHETIC_SIZES, workers: number): Promise<PlanBenchmark> {
  const size: SyntheticSize = SYNTHETIC_SIZES[name]
  const plan = buildSyntheticPlan(size, allocateShared)
  const runner = workerRunner(workers)
  try {
    await runner.give({ plan })
    const first = await pass(STEPS)
    let money: MoneyPlan | undefined
    const pricing = await measure('price', () => {
      money = pricePlan(plan, pricedCompany(size))
    })
    await runner.give({ money: money! })
    first.push(pricing, ...(await pass(MONEY_STEPS)))
    const again = [...(await pass(STEPS)), ...(await pass(MONEY_STEPS))]
    const peakGigabytes = Math.max(...again.map((each) => each.peakGigabytes))
    const reopened = await measureReopening(plan, money!)
    const sql = await valueInSql(plan, money!)
    return {
      size: name,
      ...counts(plan),
      workers,
      first,
      again,
      peakGigabytes,
      ...reopened,
      sqlSeconds: sql.seconds,
      agrees: sql.agrees,
    }
  } finally {
    await runner.close()
  }

  async function pass(steps: readonly StepName[]): Promise<Measurement[]> {
    const taken: Measurement[] = []
    for (const step of steps) taken.push(await measure(step, () => runner.run(step, EVERYTHING)))
    return taken
  }
}

async function measureReopening(
  plan: SupplyPlan,
  money: MoneyPlan,
): Promise<{ saveSeconds: number; openSeconds: number }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-bench-'))
  try {
    const save = await measure('save', () => saveSnapshot(folder, { plan, money }))
    const open = await measure('open', () => loadSnapshot(folder))
    return { saveSeconds: save.seconds, openSeconds: open.seconds }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

const counts = (plan: SupplyPlan) => ({
  demandRows: plan.rows.demand.count,
  stockRows: plan.rows.stock.count,
  buckets: plan.horizon.count,
})

/** A list price, a standard cost and two terms: four lines that carry money. */
function pricedCompany(size: SyntheticSize): Company {
  const company = syntheticCompany(size)
  const since = { validFrom: company.settings.planDay - 365, currency: 'USD' }
  const amount = (at: number): number => Math.round((1.5 + (at % 977) / 100) * UNIT_PRICE_PER_MAJOR)
  return {
    ...company,
    prices: company.products.map(({ id }, at) => ({
      product: id,
      amount: amount(at),
      customer: null,
      channel: null,
      country: null,
      validTo: null,
      ...since,
    })),
    costs: company.products.map(({ id }, at) => ({
      product: id,
      amount: Math.round(amount(at) * 0.6),
      location: null,
      ...since,
    })),
    tradeTerms: company.customers.flatMap(({ id }) =>
      (['on_invoice', 'rebate'] as const).map((kind) => ({
        customer: id,
        kind,
        basis: 'sell_in' as const,
        value: 50_000,
        product: null,
        family: null,
        validTo: null,
        ...since,
      })),
    ),
  }
}

if (process.argv[1]?.endsWith('plan-benchmark.js')) {
  const [size = 'tenThousand', workers = '2'] = process.argv.slice(2)
  console.log(JSON.stringify(await benchmarkPlan(size as keyof typeof SYNTHETIC_SIZES, Number(workers))))
}
