import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Company } from '../../src/core/network/company.js'
import type { Facts } from '../../src/core/network/facts.js'
import { allocateShared, type Measure } from '../../src/core/plan/plan.js'
import { ALL_BUCKETS, EVERYTHING } from '../../src/core/plan/step.js'
import { workerRunner } from '../../src/engine/crew.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { BASE_LINES } from '../../src/finance/money-plan.js'
import type { PlannedCompany } from '../../src/processes/planning/planning-run.js'
import { loadGenerated, planned } from '../support/planned-company.js'

let given: { company: Company; facts: Facts }

beforeAll(async () => {
  given = await loadGenerated({ products: 60, locations: 14, weeks: 30, seed: 11 })
}, 120_000)

const digest = (values: Float64Array | null): string =>
  createHash('sha256')
    .update(values === null ? '' : new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')

/** Fingerprints of every column and cube of a plan. */
function fingerprint({ plan, money, problems }: PlannedCompany): Record<string, string> {
  const columns = (Object.keys(plan.columns) as Measure[]).map((measure) => [measure, digest(plan.columns[measure])])
  const cubes = BASE_LINES.flatMap((line) => [
    [`${line} cube`, digest(money.cubeMoney[line])],
    [`${line} segments`, digest(money.segmentMoney[line])],
  ])
  return Object.fromEntries([
    ...columns,
    ...cubes,
    ['write-offs', digest(plan.supply.writtenOff)],
    ['problems', JSON.stringify(problems.map(({ id, value }) => [id, value]))],
  ])
}

test('one thread, one worker, two and eight give the same bytes, and so does the next run', async () => {
  const alone = fingerprint(await planned(given))
  expect(Object.keys(alone).length).toBeGreaterThan(10)
  expect(alone['write-offs']).not.toBe(digest(new Float64Array(0)))
  for (const workers of [1, 2, 8]) {
    const runner = workerRunner(workers)
    try {
      expect(fingerprint(await planned(given, runner, allocateShared))).toEqual(alone)
    } finally {
      await runner.close()
    }
  }
  expect(fingerprint(await planned(given))).toEqual(alone)
}, 300_000)

test('recomputing what an edit touches gives the bytes of computing everything', async () => {
  const edited = await planned(given)
  const { plan, money } = edited
  const runner = inlineRunner()
  await runner.give({ plan, money })
  const rows = Int32Array.from([3, 40, 41, plan.rows.demand.count - 1])
  for (const row of rows) plan.columns.consensus[row * plan.horizon.count + 5]! += 250_000
  let dirty = { demand: rows, stock: new Int32Array(0), ...ALL_BUCKETS } as Parameters<typeof runner.run>[1]
  for (const step of ['net', 'capacity', 'constrain', 'value', 'roll up'] as const)
    dirty = await runner.run(step, dirty)
  const incremental = fingerprint(edited)
  for (const step of ['net', 'capacity', 'constrain', 'value', 'roll up'] as const) await runner.run(step, EVERYTHING)
  expect(incremental).toEqual(fingerprint(edited))
  expect(incremental.closing).not.toBe(fingerprint(await planned(given)).closing)
}, 120_000)
