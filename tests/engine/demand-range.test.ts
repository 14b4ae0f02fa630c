import { beforeAll, expect, test } from 'vitest'
import { MEASURED_WEEKS } from '../../src/core/demand/forecast-note.js'
import { EVERYWHERE, pathOf, type Scope } from '../../src/core/edit/box.js'
import { MAIN } from '../../src/core/edit/intent.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import { everything, type LivingWorld, openLivingWorld, smallInput } from '../support/living-world.js'

let input: LivingInput
beforeAll(async () => {
  input = await smallInput(7, 12)
}, 120_000)

const ana = everything('ana')
/** Ten units in a week, whatever the row; sums of weeks grow with their root. */
const sdOf = (weeks: number): number => Math.round(10_000 * Math.sqrt(weeks))
const errors = (): Float64Array =>
  Float64Array.from({ length: input.plan.rows.demand.count * MEASURED_WEEKS }, (_, at) =>
    sdOf((at % MEASURED_WEEKS) + 1),
  )

const Z80 = 1.2815515655446004

async function opened(
  work: (world: LivingWorld) => Promise<void>,
  kept: Float64Array | null = errors(),
): Promise<void> {
  const world: LivingWorld = await openLivingWorld(input, {
    forecastErrors: async (version) => (version === world.engine.base.version ? kept : null),
  })
  try {
    await work(world)
  } finally {
    await world.close()
  }
}

const scopeOf = (row: number): Scope => {
  const { rows, product, location, customer } = input.plan
  return {
    product: pathOf(product, product.leafNode[rows.demand.item[row]!]!),
    location: pathOf(location, location.leafNode[rows.demand.location[row]!]!),
    customer: pathOf(customer, customer.leafNode[rows.demand.customer[row]!]!),
  }
}

const sumTo = (column: Float64Array, rows: readonly number[], buckets: number): number =>
  rows.reduce((sum, row) => {
    const start = row * input.plan.horizon.count
    return sum + column.subarray(start, start + buckets).reduce((a, b) => a + b, 0)
  }, 0)

test('[LP70] of one row: 80 % around the baseline by the errors of the version, to the end of every bucket of a year', () =>
  opened(async ({ engine }) => {
    const range = (await engine.range(MAIN, scopeOf(0), ana))!
    expect(range.rows).toBe(1)
    const { columns, horizon } = input.plan
    range.points.forEach(({ until, days, baseline, consensus, apart, together }, at) => {
      expect(until).toBe(horizon.firstDay[at]! + horizon.days[at]!)
      expect(days).toBe(until - horizon.firstDay[0]!)
      expect([baseline, consensus]).toEqual([
        sumTo(columns.baseline, [0], at + 1),
        sumTo(columns.consensus, [0], at + 1),
      ])
      expect(together).toEqual(apart)
      expect(apart.low).toBeGreaterThanOrEqual(0)
    })
    const week = range.points.find(({ days }) => days === 7)!
    expect(week.apart.high).toBe(Math.round(week.baseline + Z80 * sdOf(1)))
    const fourWeeks = range.points.find(({ days }) => days === 28)!
    expect(fourWeeks.apart.high).toBe(Math.round(fourWeeks.baseline + Z80 * sdOf(4)))
    expect(range.points.at(-1)!.days).toBeLessThanOrEqual(366)
  }))

test('[LP70] of several rows: errors by themselves add up by their squares, errors that go together as they are', () =>
  opened(async ({ engine }) => {
    const { count } = input.plan.rows.demand
    const range = (await engine.range(MAIN, EVERYWHERE, ana))!
    expect(range.rows).toBe(count)
    const { baseline, apart, together } = range.points.find(({ days }) => days === 7)!
    expect(apart.high - baseline).toBeCloseTo(Z80 * sdOf(1) * Math.sqrt(count), -1)
    expect(together.high - baseline).toBeCloseTo(Z80 * sdOf(1) * count, -1)
  }))

test('[LP70] of the viewer’s part only', () =>
  opened(async ({ engine }) => {
    const own = { ...ana, scopes: [scopeOf(0)] }
    expect(await engine.range(MAIN, EVERYWHERE, own)).toEqual(await engine.range(MAIN, scopeOf(0), ana))
  }))

test('[LP70] a version that kept no errors says so', async () => {
  await opened(async ({ engine }) => expect(await engine.range(MAIN, EVERYWHERE, ana)).toBeNull(), null)
  await opened(async ({ engine }) => expect(await engine.range(MAIN, EVERYWHERE, ana)).toBeNull(), new Float64Array(1))
})

test('[AP70] records are those of the scenario that is asked about', () =>
  opened(async ({ engine, draft }) => {
    const scenario = await engine.open(MAIN, 'dearer', ana)
    if ('refused' in scenario) throw new Error(scenario.refused.code)
    const change = {
      kind: 'master',
      list: 'prices',
      key: {},
      field: 'amount',
      op: 'set',
      value: 7,
      from: null,
    } as const
    await engine.commit(scenario.id, draft('ana', [change]), 0, ana)
    const amounts = async (id: string) => {
      const { records } = await engine.records(id, { list: 'prices', key: {}, offset: 0, limit: 500 })
      return new Set(records.map(({ amount }) => amount))
    }
    expect(await amounts(scenario.id)).toEqual(new Set([7]))
    expect((await amounts(MAIN)).has(7)).toBe(false)
  }))
