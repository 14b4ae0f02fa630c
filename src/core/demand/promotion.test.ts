import { describe, expect, test } from 'vitest'
import { historyOf, PLAN_DAY } from '../../../tests/support/demand-world.js'
import { buildHorizon } from '../calendar/horizon.js'
import type { CommercialEvent, Customer, Location, Product, Promotion } from '../network/company.js'
import type { Rows } from '../plan/plan.js'
import { openScopes, parseScope } from './demand-scope.js'
import type { Layer } from './layer.js'
import { deriveLiftLayers, deriveLifts, type LiftSources } from './promotion.js'

const horizon = buildHorizon({ planDay: PLAN_DAY, weeks: 6, months: 2 })

const company = {
  products: [
    { id: 'bar', family: 'snacks' },
    { id: 'chips', family: 'snacks' },
    { id: 'tea', family: 'drinks' },
  ] as Product[],
  locations: [
    { id: 'dc', kind: 'dc', country: 'CL', entity: 'us', customer: null },
    { id: 'shop', kind: 'store', country: 'CL', entity: 'us', customer: null },
  ] as Location[],
  customers: [
    { id: 'chain', parent: null, country: 'CL' },
    { id: 'chain-north', parent: 'chain', country: 'CL' },
    { id: 'shoppers', parent: null, country: 'CL' },
    { id: 'abroad', parent: null, country: 'PE' },
  ] as Customer[],
}

/** bar, chips and tea to chain-north from the dc; bar at the own shop; bar abroad. */
const rows: Rows = {
  grain: 'demand',
  count: 5,
  item: Int32Array.of(0, 0, 0, 1, 2),
  location: Int32Array.of(0, 0, 1, 0, 0),
  customer: Int32Array.of(1, 3, 2, 1, 1),
  stockRow: new Int32Array(5),
}
const BAR_CHAIN = 0
const BAR_ABROAD = 1
const BAR_SHOP = 2
const CHIPS_CHAIN = 3
const TEA_CHAIN = 4

const promotionOf = (more: Partial<Promotion>): Promotion => ({
  id: 'promo',
  mechanic: null,
  product: 'bar',
  family: null,
  customer: null,
  location: null,
  country: null,
  sellOutStart: PLAN_DAY + 10,
  sellOutEnd: PLAN_DAY + 12,
  buyInStart: null,
  buyInEnd: null,
  price: null,
  uplift: 500_000,
  cannibalises: null,
  fundingPerUnit: null,
  fundedBy: null,
  status: null,
  ...more,
})
const eventOf = (more: Partial<CommercialEvent>): CommercialEvent => ({
  id: 'cyber',
  kind: 'commercial',
  scope: null,
  start: PLAN_DAY + 5,
  end: PLAN_DAY + 5,
  uplift: 1_000_000,
  status: 'announced',
  ...more,
})
const sourcesOf = (promotions: Promotion[], events: CommercialEvent[] = []): LiftSources => ({
  company,
  promotions,
  events,
  rows,
})

const baseline = new Float64Array(rows.count * horizon.count)
for (let row = 0; row < rows.count; row++)
  for (let bucket = 0; bucket < horizon.count; bucket++)
    baseline[row * horizon.count + bucket] = 1_000 * horizon.days[bucket]!

const cellsOf = (layer: Layer | undefined, row: number): Record<number, number> => {
  const cells: Record<number, number> = {}
  if (layer === undefined) return cells
  for (let cell = layer.cells.start[row]!; cell < layer.cells.start[row + 1]!; cell++)
    cells[layer.cells.bucket[cell]!] = layer.cells.value[cell]!
  return cells
}

describe('promotions', () => {
  test('[DL3] a promotion lifts the baseline in its buy-in window where we ship, in its sell-out window in own stores', () => {
    const promotion = promotionOf({ buyInStart: PLAN_DAY + 3, buyInEnd: PLAN_DAY + 4 })
    const { layers, unplaced } = deriveLiftLayers(sourcesOf([promotion]), horizon, baseline)
    expect(cellsOf(layers[0], BAR_CHAIN)).toEqual({ 3: 500, 4: 500 })
    expect(cellsOf(layers[0], BAR_SHOP)).toEqual({ 10: 500, 11: 500, 12: 500 })
    expect(cellsOf(layers[0], TEA_CHAIN)).toEqual({})
    expect(unplaced).toEqual([])
  })

  test('[DL3] a bucket that the window covers in part is lifted in part', () => {
    const promotion = promotionOf({ sellOutStart: PLAN_DAY + 27, sellOutEnd: PLAN_DAY + 29 })
    const { layers } = deriveLiftLayers(sourcesOf([promotion]), horizon, baseline)
    // Bucket 28 runs from 30 to 31 March: both days are in the window.
    expect(horizon.days[28]).toBe(2)
    expect(cellsOf(layers[0], BAR_CHAIN)).toEqual({ 27: 500, 28: 1_000 })
  })

  test('[DL4] a customer includes whoever buys under it; a country is the customer’s', () => {
    const chain = deriveLiftLayers(sourcesOf([promotionOf({ customer: 'chain' })]), horizon, baseline).layers[0]
    expect([BAR_CHAIN, BAR_ABROAD, BAR_SHOP].map((row) => Object.keys(cellsOf(chain, row)).length)).toEqual([3, 0, 0])
    const peru = deriveLiftLayers(sourcesOf([promotionOf({ country: 'PE' })]), horizon, baseline).layers[0]
    expect([BAR_CHAIN, BAR_ABROAD, BAR_SHOP].map((row) => Object.keys(cellsOf(peru, row)).length)).toEqual([0, 3, 0])
  })

  test('[DL5] a quarter of the extra is taken from the cannibalised items at the same place', () => {
    const promotion = promotionOf({ customer: 'chain', uplift: 2_000_000, cannibalises: 'snacks' })
    const { layers } = deriveLiftLayers(sourcesOf([promotion]), horizon, baseline)
    expect(cellsOf(layers[0], BAR_CHAIN)[10]).toBe(2_000)
    expect(cellsOf(layers[0], CHIPS_CHAIN)).toEqual({ 10: -500, 11: -500, 12: -500 })
    expect(cellsOf(layers[0], TEA_CHAIN)).toEqual({})
  })

  test('[DL5] and never more than half of what they sell', () => {
    const promotion = promotionOf({ customer: 'chain', uplift: 9_000_000, cannibalises: 'chips' })
    const { layers } = deriveLiftLayers(sourcesOf([promotion]), horizon, baseline)
    expect(cellsOf(layers[0], CHIPS_CHAIN)[10]).toBe(-500)
  })

  test('[DL6] a promotion that was called off lifts nothing; one that touches no row is shown', () => {
    const { layers, unplaced } = deriveLiftLayers(
      sourcesOf([promotionOf({ status: 'cancelled' }), promotionOf({ id: 'lost', customer: 'nobody' })]),
      horizon,
      baseline,
    )
    expect(layers).toEqual([])
    expect(unplaced).toEqual(['lost'])
  })
})

describe('events', () => {
  test('[DL7] an event lifts everybody in its scope', () => {
    const { layers } = deriveLiftLayers(sourcesOf([], [eventOf({ scope: 'CL' })]), horizon, baseline)
    expect(layers.map(({ id, kind }) => [id, kind])).toEqual([['events', 'event']])
    expect(cellsOf(layers[0], TEA_CHAIN)).toEqual({ 5: 1_000 })
    expect(cellsOf(layers[0], BAR_ABROAD)).toEqual({})
  })

  test('[DL7] a scope in free text is a country, a family, a product, a customer or a location', () => {
    const scopes = openScopes(company, rows)
    const rowsOf = (text: string | null): number[] => [...scopes.rowsIn(parseScope(text, company)!)]
    expect(rowsOf(null)).toEqual([0, 1, 2, 3, 4])
    expect(rowsOf('PE')).toEqual([BAR_ABROAD])
    expect(rowsOf('drinks')).toEqual([TEA_CHAIN])
    expect(rowsOf('shop')).toEqual([BAR_SHOP])
    expect(rowsOf('country:CL; product:bar')).toEqual([BAR_CHAIN, BAR_SHOP])
    expect(parseScope('moon', company)).toBeNull()
  })
})

test('[DM8] the same uplifts are known to the past: a week is lifted by the days that the promotion lasted', () => {
  const history = historyOf(Array.from({ length: 5 }, () => [1, 1, 1, 1]))
  const promotion = promotionOf({
    customer: 'chain',
    sellOutStart: PLAN_DAY - 9,
    sellOutEnd: PLAN_DAY - 1,
    uplift: 700_000,
  })
  const lifts = deriveLifts(sourcesOf([promotion]), history)
  expect([...lifts.start]).toEqual([0, 2, 2, 2, 2, 2])
  expect([...lifts.week]).toEqual([2, 3])
  expect([...lifts.factor].map((factor) => Number(factor.toFixed(6)))).toEqual([1.2, 1.7])
})
