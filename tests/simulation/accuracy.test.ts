/** Six Mondays of Andina, and how good their plans turn out to have been: what is kept, and the same by SQL. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { main } from '../../src/cli/cli.js'
import { withCompany } from '../../src/cli/company-connection.js'
import { formatDay, parseDay } from '../../src/core/base/day.js'
import { MEASURE_GROUPS } from '../../src/core/edit/access.js'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { measureFolder } from '../../src/house/accuracy.js'
import { openPlanThread } from '../../src/house/living/plan-thread.js'
import type { PlannedFolder } from '../../src/house/planning.js'
import { openVersionDesk } from '../../src/house/serving/version-desk.js'
import { type AccuracyQuery, buildAccuracy, type LayerFigures } from '../../src/processes/accuracy/accuracy-report.js'
import type { Measurement } from '../../src/processes/accuracy/measurement.js'
import { accuracyBySql } from '../support/naive/accuracy.js'
import { morningOf as morning, planMornings } from '../support/planned-mornings.js'
import { andinaFrom, type RollingWorld } from '../support/rolling-world.js'

const FIRST = parseDay('2026-09-28')!
const MONDAYS = Array.from({ length: 6 }, (_, week) => FIRST + week * 7)
const [EDITED, LAST] = [MONDAYS[4]!, MONDAYS[5]!]
const ALL = { scopes: [EVERYWHERE], measures: new Set(MEASURE_GROUPS) }

let world: RollingWorld
const plans: PlannedFolder[] = []
/** What was known of the weekly accuracy each Monday. */
const kept: (readonly Measurement[])[] = []

beforeAll(async () => {
  world = await andinaFrom(FIRST, 110, 4)
  for await (const plan of planMornings(world, MONDAYS, 0)) {
    plans.push(plan)
    const monday = plan.version.planDay
    kept.push((await measureFolder(world.folder, 'week', { now: morning(monday) })).measurements)
    if (monday === EDITED) await editAndFreeze()
  }
}, 600_000)
afterAll(() => world.remove())

/** Somebody halves what Chile is to buy, and that is what is agreed. */
async function editAndFreeze(): Promise<void> {
  const days = ['--from', formatDay(EDITED), '--until', formatDay(LAST)]
  expect(
    await main(['edit', world.folder, '--location', 'CL', ...days, '--scale', '0.5', '--reason', 'customer']),
  ).toBe(0)
  await withCompany(world.folder, { openPlan: openPlanThread, language: 'en' }, ({ client }) =>
    client('freeze', { params: { scenario: 'main' }, body: {} }),
  )
}

const report = async (query: Partial<AccuracyQuery> = {}, restated = false) => {
  const { grain = 'week' } = query
  const { measurements } = await measureFolder(world.folder, grain, { now: morning(LAST + 1), restated })
  return buildAccuracy(measurements, { grain, by: [], ...query }, ALL)
}
const ofLayer = (layers: readonly LayerFigures[], layer: string): LayerFigures =>
  layers.find((one) => one.layer === layer)!

test('[AK2] what people agreed is the plan of its Monday; commitments are no cycles', async () => {
  const { cycles } = await report()
  expect(cycles.map(({ planDay }) => planDay)).toEqual(MONDAYS.slice(0, -1).map(formatDay))
  const agreed = cycles.at(-1)!.version
  expect(agreed > plans[4]!.version.id).toBe(true)
  const { total } = await report({ version: agreed })
  // Half of Chile was taken away, and Chile bought.
  expect(ofLayer(total.layers, 'consensus').forecast).toBeLessThan(ofLayer(total.layers, 'events').forecast * 0.95)
  expect(ofLayer(total.layers, 'consensus').valueAdded).toBeLessThan(0)
})

test('[AK4] [AK5] [AK6] [AK7] SQL over the frozen files and the facts says the same, lag by lag', async () => {
  const { cycles } = await report()
  let moved = 0
  for (const { version, planDay, until } of cycles) {
    const rows = (await report({ by: ['lag'], version })).rows
    const expected = await accuracyBySql(world.folder, version, parseDay(planDay)!, parseDay(until)!)
    expect(expected.length).toBeGreaterThan(0)
    const found = rows.map(({ names, layers }) => {
      const of = (layer: string): LayerFigures => ofLayer(layers, layer)
      return {
        lag: Number(names[0]),
        actual: of('consensus').actual,
        statistical: of('statistical').forecast,
        consensus: of('consensus').forecast,
        errorNaive: of('naive').error,
        errorStatistical: of('statistical').error,
        errorEvents: of('events').error,
        errorConsensus: of('consensus').error,
        mase: expect.closeTo(of('consensus').mase!, 9),
      }
    })
    expect(expected).toEqual(found)
    for (const { errorStatistical, errorEvents, errorConsensus } of expected)
      if (errorStatistical !== errorEvents || errorEvents !== errorConsensus) moved += 1
  }
  expect(moved).toBeGreaterThan(0)
})

test('[AK10] measured Monday by Monday it is what it would have been in the end', async () => {
  expect(kept.map((measurements) => measurements.length)).toEqual([0, 1, 3, 6, 10, 15])
  for (const by of [['class'], ['lag', 'country'], ['cycle', 'period']] as const)
    expect((await report({ by })).rows).toEqual((await report({ by }, true)).rows)
})

test('[AK6] the parts of every grouping add up to the whole, in units and in money', async () => {
  const { total } = await report()
  for (const by of [['class'], ['lag'], ['family', 'country'], ['item', 'customer', 'location']] as const) {
    const { rows, total: same } = await report({ by })
    expect(same.layers.map(({ error, actual }) => [error, actual])).toEqual(
      total.layers.map(({ error, actual }) => [error, actual]),
    )
    total.layers.forEach((layer, at) => {
      for (const field of ['cells', 'actual', 'forecast', 'error'] as const)
        expect(rows.reduce((sum, row) => sum + row.layers[at]![field], 0)).toBe(layer[field])
      // A minor unit is rounded on reading.
      for (const field of ['overCost', 'underCost'] as const)
        expect(
          Math.abs(rows.reduce((sum, row) => sum + row.layers[at]![field]!, 0) - layer[field]!),
        ).toBeLessThanOrEqual(rows.length)
    })
  }
})

test('[AK8] [AK13] classes and ranges are what the plans announced', async () => {
  const { rows, total } = await report({ by: ['class'] })
  expect(rows.map(({ names }) => names[0])).toContain('smooth')
  expect(rows.map(({ names }) => names[0])).not.toContain('')
  // The first week of every plan has a range, and eight in ten should be in it.
  const atOnce = (await report({ by: ['lag'] })).rows.find(({ names }) => names[0] === '0')!
  expect(total.range.cells).toBe(ofLayer(atOnce.layers, 'statistical').cells)
  expect(total.range.coverage).toBeGreaterThan(0.6)
  expect(total.range.coverage).toBeLessThan(0.95)
})

test('[AK1] October is a month of the first plan', async () => {
  const { cycles, rows } = await report({ grain: 'month', by: ['period', 'lag'] })
  expect(cycles.map(({ planDay }) => planDay)).toEqual(['2026-09-28'])
  expect(rows.map(({ names }) => names)).toEqual([['2026-10', '1']])
})

test('[AK11] the desk of the server answers with the part of the one who asks', async () => {
  const desk = openVersionDesk(world.folder, null as never)
  const query: AccuracyQuery = { grain: 'week', by: ['country'] }
  const whole = await desk.accuracy(query, ALL)
  const chile = await desk.accuracy(query, {
    scopes: [{ ...EVERYWHERE, customer: ['CL'] }],
    measures: new Set(['volume']),
  })
  expect(chile.rows.map(({ names }) => names[0])).toEqual(['CL'])
  const own = whole.rows.find(({ names }) => names[0] === 'CL')!
  expect(chile.total.layers.map(({ error }) => error)).toEqual(own.layers.map(({ error }) => error))
  expect(chile.total.layers.map(({ underCost }) => underCost)).toEqual([null, null, null, null])
})
