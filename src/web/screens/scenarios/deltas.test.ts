import { expect, test } from 'vitest'
import { deltaOf, isGood, monthsSideBySide, sideBySide } from './deltas.js'

test('[WB74] what differs, and its share of what the plan has', () => {
  expect(deltaOf(200, 150)).toEqual({ change: -50, share: -0.25 })
  expect(deltaOf(-200, -150)).toEqual({ change: 50, share: 0.25 })
  expect(deltaOf(0, 5)).toEqual({ change: 5, share: null })
  expect(deltaOf(null, 5)).toEqual({ change: null, share: null })
  expect(deltaOf(5, undefined)).toEqual({ change: null, share: null })
})

test('[WB74] more is good of money and shipments, and neither of stock', () => {
  expect(['netSales', 'grossMargin', 'constrained'].map((figure) => isGood(figure, 1))).toEqual([true, true, true])
  expect([isGood('netSales', -1), isGood('netSales', 0), isGood('closing', 1), isGood('closing', -1)]).toEqual([
    false,
    null,
    null,
    null,
  ])
})

const table = (rows: Record<string, number>) => ({
  periods: [],
  rows: Object.entries(rows).map(([name, value]) => ({ names: [name], values: { netSales: [value] } })),
})

test('[WB71] rows of all plans, each once; a plan that has no such row says nothing of it', () => {
  expect(sideBySide([table({ a: 1, b: 2 }), table({ b: 3, c: 4 })], 'netSales')).toEqual([
    { name: ['a'], numbers: [1, null] },
    { name: ['b'], numbers: [2, 3] },
    { name: ['c'], numbers: [null, 4] },
  ])
})

test('[WB71] months of all plans', () => {
  const months = (values: number[]) => ({
    periods: [{ firstDay: '2027-01-01' }, { firstDay: '2027-02-01' }],
    rows: [{ names: [], values: { netSales: values } }],
  })
  expect(monthsSideBySide([months([1, 2]), months([3, 4])], 'netSales')).toEqual([
    { name: ['2027-01-01'], numbers: [1, 3] },
    { name: ['2027-02-01'], numbers: [2, 4] },
  ])
})
