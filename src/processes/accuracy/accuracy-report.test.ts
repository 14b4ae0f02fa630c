import { expect, test } from 'vitest'
import { cellsOf, measurement, MEASURED_DAY as PLAN_DAY } from '../../../tests/support/accuracy-world.js'
import { Refusal } from '../../core/base/refusal.js'
import type { MeasureGroup } from '../../core/edit/access.js'
import { EVERYWHERE, type Scope } from '../../core/edit/box.js'
import { accuracyLines } from './accuracy-lines.js'
import { type AccuracyQuery, buildAccuracy } from './accuracy-report.js'
import { lastOfEachDay } from './measurement.js'

const FIRST = measurement([
  { row: 0, lag: 0, actual: 10_000, statistical: 12_000 },
  { row: 1, lag: 0, actual: 5000, statistical: 9000 },
  { row: 2, lag: 0, actual: 20_000, statistical: 17_000 },
])
const viewer = (scopes: readonly Scope[], ...measures: MeasureGroup[]) => ({ scopes, measures: new Set(measures) })
const ALL = viewer([EVERYWHERE], 'volume', 'margin')
const query = (...by: AccuracyQuery['by'][number][]): AccuracyQuery => ({ grain: 'week', by })
const consensus = (layers: readonly { layer: string }[]) => layers.find(({ layer }) => layer === 'consensus')

test('[AK11] totals are those of what the viewer may see', () => {
  const seen = (scopes: readonly Scope[]) =>
    consensus(buildAccuracy([FIRST], query(), viewer(scopes, 'volume')).total.layers)
  expect(seen([EVERYWHERE])).toMatchObject({ cells: 3, actual: 35_000, error: 9000 })
  expect(seen([{ ...EVERYWHERE, customer: ['CL'] }])).toMatchObject({ cells: 2, actual: 15_000, error: 6000 })
  expect(seen([{ ...EVERYWHERE, customer: ['CL', 'retail', 'mega', 'mega'] }])).toMatchObject({ actual: 10_000 })
  expect(seen([{ ...EVERYWHERE, product: ['food', 'bars', 'oat'] }])).toMatchObject({ actual: 30_000 })
  // Scopes add up, and what is in two of them counts once.
  const both = [
    { ...EVERYWHERE, customer: ['CL'] },
    { ...EVERYWHERE, product: ['food', 'bars', 'oat'] },
  ]
  expect(seen(both)).toMatchObject({ cells: 3, actual: 35_000 })
  const nobody = buildAccuracy([FIRST], query('family'), viewer([], 'volume'))
  expect([nobody.cycles, nobody.rows, nobody.total.layers[3]!.cells]).toEqual([[], [], 0])
})

test('[AK11] costs are for those who see margins, and nothing is for those who see no volume', () => {
  const hidden = buildAccuracy([FIRST], query('class'), viewer([EVERYWHERE], 'volume', 'revenue', 'cash'))
  for (const { layers, pointCost } of [...hidden.rows, hidden.total]) {
    expect(pointCost).toBeNull()
    for (const { overCost, underCost } of layers) expect([overCost, underCost]).toEqual([null, null])
  }
  // Six units too many at 1.00, three too few at 10.00.
  expect(consensus(buildAccuracy([FIRST], query(), ALL).total.layers)).toMatchObject({ overCost: 600, underCost: 3000 })
  expect(() => buildAccuracy([FIRST], query(), viewer([EVERYWHERE], 'stock', 'margin'))).toThrow(Refusal)
  const chile = viewer([{ ...EVERYWHERE, customer: ['CL'] }], 'volume')
  expect(buildAccuracy([FIRST], query(), ALL).cycles[0]!.unknown).toBe(3)
  expect(buildAccuracy([FIRST], query(), chile).cycles[0]!.unknown).toBeNull()
})

test('[AK10] of two measurements of a period the first counts', () => {
  const restated = measurement([{ row: 0, actual: 99_000, statistical: 12_000 }], {
    measuredAt: '2026-11-05T06:00:00.000Z',
    periods: [PLAN_DAY, PLAN_DAY + 7],
    until: PLAN_DAY + 14,
    cells: cellsOf([
      { row: 0, firstDay: PLAN_DAY, lag: 0, actual: 99_000, statistical: 12_000 },
      { row: 0, firstDay: PLAN_DAY + 7, lag: 1, actual: 7000, statistical: 7000 },
    ]),
  })
  for (const order of [
    [FIRST, restated],
    [restated, FIRST],
  ]) {
    const report = buildAccuracy(order, query('lag'), ALL)
    expect(report.rows.map(({ names, layers }) => [names[0], consensus(layers)])).toMatchObject([
      ['0', { actual: 35_000 }],
      ['1', { actual: 7000 }],
    ])
    expect(report.cycles).toMatchObject([
      { periods: 2, measuredAt: '2026-10-05T06:00:00.000Z', lastMeasuredAt: '2026-11-05T06:00:00.000Z' },
    ])
  }
})

test('[AK12] [AK13] lines by class and country, one for each layer', () => {
  const report = buildAccuracy([FIRST], query('class', 'country'), ALL)
  expect(report.rows.map(({ names }) => names)).toEqual([
    ['lumpy', 'CL'],
    ['smooth', 'CL'],
    ['smooth', 'PE'],
  ])
  const lines = accuracyLines(report)
  expect(lines.map((line) => [line.class, line.country, line.layer])).toHaveLength(12)
  expect(lines[3]).toMatchObject({ layer: 'consensus', demand: '5', error: '4', wmape: 0.8, over_cost: '4' })
  expect(lines[0]).toMatchObject({ layer: 'naive', cells: 0, wmape: null })
})

test('[AK12] grain and cycle are chosen, periods are named', () => {
  const month = measurement([{ row: 0, actual: 1, statistical: 1 }], { grain: 'month', version: '0003-cycle' })
  const of = (more: Partial<AccuracyQuery>) =>
    buildAccuracy([FIRST, month], { ...query('cycle', 'period'), ...more }, ALL).rows.map(({ names }) => names)
  expect(of({})).toEqual([['0001-cycle', '2026-09-28']])
  expect(of({ grain: 'month' })).toEqual([['0003-cycle', '2026-09']])
  expect(of({ version: '0003-cycle' })).toEqual([])
})

test('[AK2] a cycle is the version frozen last before a later day was planned', () => {
  const frozen = [1, 1, 8, 1, 15, 8, 15].map((planDay, at) => ({ planDay, id: at }))
  expect(lastOfEachDay(frozen).map(({ id }) => id)).toEqual([1, 2, 6])
})
