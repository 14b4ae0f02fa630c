import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatScaled } from '../../../core/base/decimal.js'
import type { JobShown } from '../../server/jobs.js'
import { entriesBetween, touches } from './bridge-entries.js'
import { bridgeSheet, rowsOfBar } from './bridge-sheet.js'
import type { BridgeView } from './bridge-view.js'
import { drillRows, perUnit } from './drill-rows.js'
import { entryAmounts, jobOf } from './entry-amounts.js'
import { EVERYTHING, levelsOfGroup, levelsOfStep, measureOfLine, nextStep, scopeBelow } from './group-scope.js'
import { sealState } from './proof.js'
import { partLines, seesBridge, seesWhole } from './whole-company.js'

const BARS = ['price', 'volume', 'mix']
const print = (amount: number): string => formatScaled(amount, 6)
const cell = fc.integer({ min: -1e12, max: 1e12 })

test('[WB39] every row and the whole go from one end to the other, whatever the bars', () => {
  const group = fc.record({ from: cell, bars: fc.tuple(cell, cell, cell) })
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 6 }), (groups) => {
      const sheet = bridgeSheet({
        from: 'a',
        to: 'b',
        end: 'netSales',
        currency: 'USD',
        bars: BARS,
        groups: groups.map(({ from, bars }, at) => ({
          key: `g${at}`,
          from: print(from),
          bars: bars.map(print),
          to: print(bars.reduce((sum, bar) => sum + bar, from)),
        })),
      })
      expect(sheet.isExact).toBe(true)
      expect(sheet.whole.changes.reduce((sum, bar) => sum + bar, sheet.whole.from)).toBe(sheet.whole.to)
    }),
  )
})

const bridge = (to: string) => ({
  from: 'a',
  to: 'b',
  end: 'netSales',
  currency: 'USD',
  bars: BARS,
  groups: [
    { key: 'x', from: '1.000001', bars: ['0.5', '0', '-2'], to },
    { key: 'y', from: '0', bars: ['0', '0', '7'], to: '7' },
  ],
})

test('[WB39] a bridge that misses its end by the last decimal is told', () => {
  expect(bridgeSheet(bridge('-0.499999')).isExact).toBe(true)
  expect(bridgeSheet(bridge('-0.499998')).isExact).toBe(false)
})

test('[WB39] bars in which nothing happened are left out; a bar opens to its parts, largest first', () => {
  const sheet = bridgeSheet(bridge('-0.499999'))
  expect(sheet.bars).toEqual(['price', 'mix'])
  expect(rowsOfBar(sheet, 1).map(({ key }) => key)).toEqual(['y', 'x'])
  expect(rowsOfBar(sheet, 0).map(({ key }) => key)).toEqual(['x'])
})

test('[WB39] people’s changes are those that one of the two plans has and the other has not', () => {
  const versions = [
    { id: 'v1', position: 4 },
    { id: 'v2', position: 9 },
  ]
  const scenarios = [
    { id: 'scenario-1', parent: 'main', position: 6 },
    { id: 'scenario-2', parent: 'main', position: 8 },
    { id: 'scenario-3', parent: 'scenario-2', position: 20 },
  ]
  const between = (from: string, to: string) => entriesBetween(from, to, { versions, scenarios })
  const open = Number.POSITIVE_INFINITY
  const main = (after: number, until: number) => ({ scenario: 'main', after, until })
  const own = (scenario: string, after = 0, until = open) => ({ scenario, after, until })
  expect(between('v1', 'live')).toEqual([main(4, open)])
  expect(between('live', 'v1')).toEqual([main(4, open)])
  expect(between('v2', 'v1')).toEqual([main(4, 9)])
  expect(between('live', 'live')).toEqual([])
  // What the plan has got since a scenario parted from it is between the two as well; what both have is not.
  expect(between('live', 'scenario-2')).toEqual([main(8, open), own('scenario-2')])
  expect(between('v1', 'scenario-2')).toEqual([main(4, 8), own('scenario-2')])
  expect(between('scenario-1', 'scenario-2')).toEqual([main(6, 8), own('scenario-1'), own('scenario-2')])
  expect(between('scenario-2', 'scenario-3')).toEqual([own('scenario-2', 20), own('scenario-3')])
  expect(between('gone', 'live')).toBeNull()
  expect(between('live', 'scenario-9')).toBeNull()
})

test('[WB39] a change touches the groups that its box does not rule out', () => {
  const box = { product: ['food', 'coffee'], location: [], customer: ['PE'], from: '2027-01-01', until: '2027-02-01' }
  const change = { kind: 'quantity', box }
  expect([touches(change, 'family', 'coffee'), touches(change, 'family', 'soap')]).toEqual([true, false])
  expect([touches(change, 'country', 'PE'), touches(change, 'country', 'CL')]).toEqual([true, false])
  expect([touches(change, 'item', 'CAF-01'), touches(change, 'customer', 'x')]).toEqual([true, true])
  expect([touches(change, 'family', null), touches({ kind: 'master' }, 'family', 'soap')]).toEqual([true, true])
})

test('[WB37] a number opens to families, items and customers, each named by the whole way', () => {
  const family = scopeBelow(EVERYTHING, 'family', ['food', 'coffee'])
  const item = scopeBelow(family, 'item', ['CAF-01'])
  const customer = scopeBelow(item, 'customer', ['PE', 'modern', 'chain', 'chain-1'])
  expect([EVERYTHING, family, item, customer].map(nextStep)).toEqual(['family', 'item', 'customer', null])
  expect(levelsOfStep('family', EVERYTHING)).toEqual(['category', 'family'])
  expect(levelsOfStep('item', family)).toEqual(['item'])
  expect(levelsOfStep('customer', { ...item, customer: ['PE'] })).toEqual(['channel', 'account', 'customer'])
  expect(levelsOfGroup('channel')).toEqual({ tree: 'customer', levels: ['country', 'channel'] })
  expect(levelsOfGroup('company')).toBeNull()
})

test('[WB37] lines up to gross margin hang on volume; expenses do not', () => {
  expect(
    ['rebates', 'netSales', 'standardCost', 'grossMargin', 'opex'].map((line) => measureOfLine(line as never)),
  ).toEqual(['netSales', 'netSales', 'standardCost', 'grossMargin', null])
})

test('[WB37] parts are the largest first, their sum is the number, and one of them brings its price', () => {
  const values = (netSales: number, constrained: number) => ({ netSales: [netSales], constrained: [constrained] })
  const { rows, total } = drillRows({
    rows: [
      { names: ['a'], values: values(100, 2000) },
      { names: ['b'], values: values(900, 3000) },
      { names: ['c'], values: values(0, 0) },
    ],
    totals: values(1000, 5000),
  } as never)
  expect(rows.map(({ names }) => names[0])).toEqual(['b', 'a'])
  expect(rows.reduce((sum, { netSales }) => sum + netSales, 0)).toBe(total.netSales)
  expect(perUnit(900, 3000, { quantity: 3, money: 2 })).toBeCloseTo(3 * 10 ** 4, 6)
  expect(perUnit(900, 0, { quantity: 3, money: 2 })).toBeNull()
})

test('[WB40] what does not add up comes first, then what nobody owns, then an old proof', () => {
  const proof = { version: 'v', at: '', ok: true, moved: false, cells: 1, identity: { holds: true }, agreement: null }
  expect(sealState(null)).toBe('never')
  expect(sealState(proof)).toBe('sealed')
  expect(sealState({ ...proof, moved: true })).toBe('stale')
  expect(sealState({ ...proof, moved: true, ok: false })).toBe('gap')
  expect(sealState({ ...proof, moved: true, ok: false, identity: { holds: false } })).toBe('broken')
})

test('[WB38] a report is for those who see all of the company; others have the lines that hang on volume', () => {
  const all = { product: [], location: [], customer: [] }
  const sees = () => true
  const processes = ['finance' as const]
  expect(seesWhole({ me: { scopes: [all], processes }, sees })).toBe(true)
  expect(seesWhole({ me: { scopes: [{ ...all, location: ['PE'] }], processes }, sees })).toBe(false)
  expect(seesWhole({ me: { scopes: [all], processes: ['tower'] }, sees })).toBe(false)
  const withoutCash = (kind: string): boolean => kind !== 'cash' && kind !== 'stock'
  expect(seesWhole({ me: { scopes: [all], processes }, sees: withoutCash })).toBe(false)
  expect(seesBridge({ me: { scopes: [all], processes }, sees: withoutCash })).toBe(true)
  expect(seesBridge({ me: { scopes: [{ ...all, location: ['PE'] }], processes }, sees })).toBe(false)
  const revenueOnly = (kind: string): boolean => kind === 'volume' || kind === 'revenue'
  expect(seesWhole({ me: { scopes: [all], processes }, sees: revenueOnly })).toBe(false)
  expect(partLines(sees)).toEqual(['netSales', 'standardCost', 'grossMargin'])
  expect(partLines(revenueOnly)).toEqual(['netSales'])
})

const measured = (more: object = {}): JobShown =>
  ({
    id: 'job-1',
    kind: 'bridge',
    state: 'done',
    result: {
      from: '0001',
      to: 'live',
      end: 'ebit',
      by: 'total',
      key: null,
      bars: ['price', 'volume'],
      whole: ['0', '7.5'],
      parts: [
        { kind: 'other', count: 0, isTakenOff: false, entry: null, amounts: ['0', '-1.5'] },
        { kind: 'entry', count: 1, isTakenOff: false, entry: { position: 1 }, amounts: ['0', '2'] },
        { kind: 'entry', count: 1, isTakenOff: false, entry: { position: 2 }, amounts: ['0', '7'] },
        { kind: 'entry', count: 1, isTakenOff: false, entry: { position: 3 }, amounts: ['1', '0'] },
      ],
      ...more,
    },
  }) as never
const looked: BridgeView = {
  from: '0001',
  to: 'live',
  end: 'ebit',
  by: 'family',
  bar: 'volume',
  key: null,
  scale: null,
}

test('[WB89] changes stand largest first, what is no change last, and add up to the bar', () => {
  const told = entryAmounts(measured(), looked, 'volume', 2, 750)!
  expect(told.parts.map(({ part, amount }) => [part.entry?.position ?? part.kind, amount])).toEqual([
    [2, 700],
    [1, 200],
    ['other', -150],
  ])
  expect([told.whole, told.isOld]).toEqual([750, false])
  expect(told.parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(told.whole)
  expect(entryAmounts(measured(), looked, 'volume', 2, 800)!.isOld).toBe(true)
})

test('[WB89] what was measured of another bridge is not shown under this one', () => {
  for (const more of [{ from: '0002' }, { end: 'netSales' }, { key: 'Coffee' }])
    expect(jobOf([measured(more)], looked, null)).toBeNull()
  expect(entryAmounts(measured({ key: 'Coffee' }), looked, 'volume', 2, 750)).toBeNull()
  const ofGroup = { ...looked, key: 'Coffee' }
  expect(jobOf([measured({ key: 'Coffee', by: 'item' })], ofGroup, null)).toBeNull()
  expect(jobOf([measured({ key: 'Coffee', by: 'family' })], ofGroup, null)?.id).toBe('job-1')
  expect(jobOf([measured(), { ...measured(), id: 'job-2', result: null } as never], looked, 'job-2')?.id).toBe('job-2')
})
