/**
 * Net, constrain, value and roll up from scratch over a synthetic plan, and the same valuation and roll-up in DuckDB
 * SQL, in one process: `node dist/bench/plan-benchmark.js <size> <workers>` prints one line of JSON.
 */
import { allocateShared } from '../core/plan/plan.js'
import { EVERYTHING, type StepName } from '../core/plan/step.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { workerRunner } from '../engine/crew.js'
import type { MoneyPlan } from '../finance/money-plan.js'
import { pricePlan } from '../finance/priced-plan.js'
import { type Measurement, measure } from './measurement.js'
import { pricedCompany } from './priced-company.js'
import { valueInSql } from './sql-peer.js'
import { buildSyntheticPlan, type SizeName, SYNTHETIC_SIZES } from './synthetic-plan.js'

export interface PlanBenchmark {
  readonly size: string
  readonly demandRows: number
  readonly stockRows: number
  readonly buckets: number
  readonly workers: number
  readonly first: readonly Measurement[]
  readonly again: readonly Measurement[]
  readonly peakGigabytes: number
  /** The same in SQL, and whether both roads gave the same total of every line; null where it was not asked for. */
  readonly sql: { readonly seconds: number; readonly agrees: boolean } | null
}

/** Above this many demand rows the peer's own columns do not fit beside the plan on the machine we measure on. */
const PEER_ROWS = 1_000_000

const STEPS: readonly StepName[] = ['net', 'capacity', 'constrain']
const MONEY_STEPS: readonly StepName[] = ['value', 'roll up']

export async function benchmarkPlan(name: SizeName, workers: number): Promise<PlanBenchmark> {
  const size = SYNTHETIC_SIZES[name]
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
    const sql = plan.rows.demand.count <= PEER_ROWS ? await valueInSql(plan, money!) : null
    return { size: name, ...counts(plan), workers, first, again, peakGigabytes, sql }
  } finally {
    await runner.close()
  }

  async function pass(steps: readonly StepName[]): Promise<Measurement[]> {
    const taken: Measurement[] = []
    for (const step of steps) taken.push(await measure(step, () => runner.run(step, EVERYTHING)))
    return taken
  }
}

const counts = (plan: SupplyPlan) => ({
  demandRows: plan.rows.demand.count,
  stockRows: plan.rows.stock.count,
  buckets: plan.horizon.count,
})

if (process.argv[1]?.endsWith('plan-benchmark.js')) {
  const [size = 'tenThousand', workers = '2'] = process.argv.slice(2)
  console.log(JSON.stringify(await benchmarkPlan(size as SizeName, Number(workers))))
}
