import { describe, expect, it } from 'vitest'
import {
  amount,
  buildMoneyWorld,
  type MoneyWorld,
  type MoneyWorldGiven,
  month,
  share,
} from '../../tests/support/money-world.js'
import { barOf, firstUnbridgedRow, groupBridge } from './bridge.js'
import { type BridgeEnd, bridgePlans, groupPlanBridge, type PlanBridge } from './bridge-plans.js'
import { readProfitAndLoss } from './profit-and-loss.js'

/** A group in dollars with a company in Chile and one in Peru; `change` is what the other version has different. */
function version(change: Partial<MoneyWorldGiven> = {}): MoneyWorld {
  return buildMoneyWorld({
    horizon: { days: 10, weeks: 0, months: 1 },
    baseCurrency: 'USD',
    entities: [
      { id: 'cl', country: 'CL', currency: 'CLP' },
      { id: 'pe', country: 'PE', currency: 'PEN' },
    ],
    products: { bar: 'food/snacks', nut: 'food/snacks', cola: 'drinks/soda' },
    locations: { santiago: { country: 'CL', entity: 'cl' }, lima: { country: 'PE', entity: 'pe' } },
    customers: { andes: { country: 'CL', channel: 'modern' }, inca: { country: 'PE', channel: 'modern' } },
    prices: [
      { product: 'bar', amount: amount('900'), currency: 'CLP', country: 'CL' },
      { product: 'nut', amount: amount('1800'), currency: 'CLP', country: 'CL' },
      { product: 'cola', amount: amount('700'), currency: 'CLP', country: 'CL' },
      { product: 'bar', amount: amount('4.5'), currency: 'PEN', country: 'PE' },
    ],
    costs: [
      { product: 'bar', amount: amount('0.60'), currency: 'USD' },
      { product: 'nut', amount: amount('1.10'), currency: 'USD' },
      { product: 'cola', amount: amount('0.35'), currency: 'USD' },
    ],
    tradeTerms: [{ customer: 'andes', kind: 'rebate', value: share('0.05') }],
    fx: rates('950', '3.8'),
    opex: [
      {
        month: month('2026-11'),
        line: 'rent',
        amount: amount('3000000'),
        currency: 'CLP',
        country: 'CL',
        entity: 'cl',
      },
    ],
    sales: [
      { item: 'bar', location: 'santiago', customer: 'andes', units: '7' },
      { item: 'nut', location: 'santiago', customer: 'andes', units: '3.333' },
      { item: 'cola', location: 'santiago', customer: 'andes', units: '11' },
      { item: 'bar', location: 'lima', customer: 'inca', units: '5' },
    ],
    ...change,
  })
}

function rates(clp: string, pen: string): MoneyWorldGiven['fx'] {
  return [
    { rateSet: 'PLAN', month: month('2026-11'), from: 'USD', to: 'CLP', rate: clp },
    { rateSet: 'PLAN', month: month('2026-11'), from: 'USD', to: 'PEN', rate: pen },
  ]
}

const MONTHS = ['2026-11', '2026-12'].map((text) => ({ from: month(text), to: month(text) }))
const between = (from: MoneyWorld, to: MoneyWorld, end: BridgeEnd = 'netSales'): PlanBridge =>
  bridgePlans(from, to, { end, months: MONTHS })
const total = (of: PlanBridge) => groupBridge(of.bridge, new Int32Array(of.leaves.length), 1)
const bar = (of: PlanBridge, name: string): number => barOf(total(of), 0, name) / 10 ** of.decimals

/** The P&L's own figure for a line, by the other road: the cubes, read in cents. */
function cents({ plan, money }: MoneyWorld, line: 'netSales' | 'grossMargin' | 'contribution' | 'ebit'): number {
  const [row] = readProfitAndLoss({ plan, money }, { by: [], reading: { kind: 'plan', currency: 'USD' } }).rows
  return row!.lines[line].reduce((sum, value) => sum + value, 0)
}

describe('the bridge between two plans', () => {
  const base = version()
  const dearer = version({
    prices: [
      { product: 'bar', amount: amount('990'), currency: 'CLP', country: 'CL' },
      { product: 'nut', amount: amount('1800'), currency: 'CLP', country: 'CL' },
      { product: 'bar', amount: amount('4.5'), currency: 'PEN', country: 'PE' },
    ],
    costs: [
      { product: 'bar', amount: amount('0.66'), currency: 'USD' },
      { product: 'nut', amount: amount('1.10'), currency: 'USD' },
    ],
    fx: rates('1000', '3.8'),
    sales: [
      { item: 'bar', location: 'santiago', customer: 'andes', units: '8' },
      { item: 'nut', location: 'santiago', customer: 'andes', units: '2' },
      { item: 'nut', location: 'lima', customer: 'inca', units: '0' },
      { item: 'bar', location: 'lima', customer: 'inca', units: '5' },
    ],
  })

  it('[BR1] leads from one to the other on every leaf, family, country and company, and in total', () => {
    for (const end of ['netSales', 'grossMargin', 'contribution', 'ebit'] as const) {
      const bridged = between(base, dearer, end)
      const levels = [
        bridged.bridge,
        groupPlanBridge(bridged, (place) => place.family).bridge,
        groupPlanBridge(bridged, (place) => place.country).bridge,
        groupPlanBridge(bridged, (place) => place.company).bridge,
        total(bridged),
      ]
      for (const level of levels) expect(firstUnbridgedRow(level)).toBe(-1)
    }
  })

  it('[BR10] starts and ends at the P&L of the two versions', () => {
    for (const end of ['netSales', 'grossMargin', 'contribution', 'ebit'] as const) {
      const bridged = total(between(base, dearer, end))
      // Cents of the P&L, rounded at company × account × line × month: two accounts, two months, a few lines.
      expect(Math.abs(bridged.from[0]! / 10 ** 4 - cents(base, end))).toBeLessThan(10)
      expect(Math.abs(bridged.to[0]! / 10 ** 4 - cents(dearer, end))).toBeLessThan(10)
    }
  })

  it('[BR2] has nothing but FX between versions that differ in rates only', () => {
    const weaker = between(base, version({ fx: rates('1900', '3.8') }))
    const { from, to } = total(weaker)
    expect(bar(weaker, 'fx')).toBe((to[0]! - from[0]!) / 10 ** weaker.decimals)
    for (const name of ['price', 'volume', 'mix', 'new', 'discontinued']) expect(bar(weaker, name)).toBe(0)
  })

  it('[BR2] shows a price rise as price, at the planned rate', () => {
    const bridged = groupPlanBridge(between(base, dearer), (place) => `${place.company} ${place.item}`)
    const bars = bridged.names.indexOf('cl bar')
    // 8 in every bucket × 90 pesos × 95 % after the rebate, at the 950 pesos a dollar of the first version.
    const { count } = base.plan.horizon
    expect(barOf(bridged.bridge, bars, 'price') / 1e6).toBeCloseTo((count * 8 * 90 * 0.95) / 950, 4)
  })

  it('[BR3] shows what was dropped as discontinued, all of it', () => {
    const bridged = groupPlanBridge(between(base, dearer), (place) => place.item)
    const cola = bridged.names.indexOf('cola')
    expect(barOf(bridged.bridge, cola, 'discontinued')).toBe(-bridged.bridge.from[cola]!)
  })

  it('[BR5] gives the change of unit cost its own bar', () => {
    // Costs are in dollars, so a weaker peso makes them dearer for the company in Chile, in the pesos it reckons in: a bar
    // from 570 to 660, a nut from 1,045 to 1,100. In Peru a bar costs 6 cents more.
    const oneBucket = (8 * 90 + 2 * 55) / 950 + 5 * 0.06
    const { count } = base.plan.horizon
    expect(bar(between(base, dearer, 'grossMargin'), 'costRate')).toBeCloseTo(-count * oneBucket, 3)
    expect(bar(between(base, dearer, 'netSales'), 'costRate')).toBe(0)
  })
})
