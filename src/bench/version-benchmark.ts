/**
 * A synthetic plan through files: frozen as a real version, opened again and proved by SQL, each in a process of its own:
 * `node dist/bench/version-benchmark.js freeze|open|prove <folder> [size] [workers]` prints one line of JSON.
 */
import path from 'node:path'
import { allocateShared } from '../core/plan/plan.js'
import { EVERYTHING, type StepName } from '../core/plan/step.js'
import type { Version } from '../core/plan/version.js'
import { workerRunner } from '../engine/crew.js'
import { pricePlan } from '../finance/priced-plan.js'
import { deriveStatements } from '../processes/planning/statements.js'
import { versionOrigin } from '../processes/versions/version-origin.js'
import { type ShownPlan, versionTables } from '../processes/versions/version-tables.js'
import { proveIdentity } from '../store/proof/version-proof.js'
import { folderVersionStore } from '../store/versions/folder-version-store.js'
import { loadSnapshot, saveSnapshot } from '../store/versions/snapshot.js'
import { type Measurement, measure } from './measurement.js'
import { pricedCompany } from './priced-company.js'
import { buildSyntheticPlan, type SizeName, SYNTHETIC_SIZES } from './synthetic-plan.js'

const SNAPSHOT = 'snapshot'
const FROZEN_AT = '2026-09-21T06:00:00.000Z'

export interface FreezeBenchmark {
  readonly steps: readonly Measurement[]
  readonly rows: number
  readonly gigabytes: { readonly tables: number; readonly snapshot: number }
}

export interface ProofBenchmark extends Measurement {
  readonly checks: number
  readonly cells: number
  readonly ok: boolean
}

export async function benchmarkFreeze(folder: string, name: SizeName, workers: number): Promise<FreezeBenchmark> {
  const planned = await planSynthetic(name, workers)
  const steps: Measurement[] = []
  let version: Version | undefined
  const freeze = await measure('freeze', async () => {
    version = await folderVersionStore(folder).freeze(
      originOf(planned),
      versionTables(planned),
      FROZEN_AT,
      async (inside) => {
        steps.push(await measure('save', () => saveSnapshot(path.join(inside, SNAPSHOT), planned)))
      },
    )
  })
  const gigabytes = (snapshot: boolean): number =>
    version!.files!.reduce(
      (sum, { file, bytes }) => (file.startsWith(SNAPSHOT) === snapshot ? sum + bytes / 1e9 : sum),
      0,
    )
  return {
    steps: [...steps, freeze],
    rows: version!.tables.reduce((sum, table) => sum + table.rows, 0),
    gigabytes: { tables: gigabytes(false), snapshot: gigabytes(true) },
  }
}

const originOf = ({ company }: ShownPlan) => versionOrigin({ company, facts: { id: 'synthetic' } }, 'bench')

async function planSynthetic(name: SizeName, workers: number): Promise<ShownPlan> {
  const size = SYNTHETIC_SIZES[name]
  const company = pricedCompany(size)
  const plan = buildSyntheticPlan(size, allocateShared)
  const runner = workerRunner(workers)
  const run = async (steps: readonly StepName[]): Promise<void> => {
    for (const step of steps) await runner.run(step, EVERYTHING)
  }
  try {
    await runner.give({ plan })
    await run(['net', 'capacity', 'constrain'])
    const priced = pricePlan(plan, company)
    await runner.give({ money: priced })
    await run(['value', 'roll up'])
    const statements = deriveStatements(company, { openItems: [], supplyOrders: [] }, plan, priced)
    return { company, plan, money: statements.money, demand: { layers: [] }, statements }
  } finally {
    await runner.close()
  }
}

/** From files to a plan and its money in memory again: what a cold start waits for. */
export const benchmarkOpen = async (folder: string): Promise<Measurement> => {
  const { inside } = await liveVersion(folder)
  return measure('open', async () => {
    if ((await loadSnapshot(path.join(inside, SNAPSHOT))) === null) throw new Error('the snapshot cannot be read')
  })
}

export async function benchmarkProof(folder: string): Promise<ProofBenchmark> {
  const { inside, version } = await liveVersion(folder)
  let checks: Awaited<ReturnType<typeof proveIdentity>> = []
  const proof = await measure('prove', async () => {
    checks = await proveIdentity(inside, version)
  })
  return {
    ...proof,
    checks: checks.length,
    cells: checks.reduce((sum, check) => sum + check.compared, 0),
    ok: checks.every((check) => check.mismatches === 0),
  }
}

async function liveVersion(folder: string): Promise<{ inside: string; version: Version }> {
  const store = folderVersionStore(folder)
  const version = await store.live()
  if (version === null) throw new Error(`no version in ${folder}`)
  return { inside: store.folderOf(version.id), version }
}

if (process.argv[1]?.endsWith('version-benchmark.js')) {
  const [what = '', folder = '', size = 'tenThousand', workers = '2'] = process.argv.slice(2)
  const measured = {
    freeze: () => benchmarkFreeze(folder, size as SizeName, Number(workers)),
    open: () => benchmarkOpen(folder),
    prove: () => benchmarkProof(folder),
  }[what]
  console.log(JSON.stringify(await measured?.()))
}
