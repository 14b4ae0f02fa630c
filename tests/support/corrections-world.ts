import { parseDay } from '../../src/core/base/day.js'
import type { KeptCorrections } from '../../src/core/demand/cleaning/kept-corrections.js'

export const CORRECTED_DAY = parseDay('2026-09-28')!

/** Three rows, two served to Chile and one to Peru; quantities in units. */
const CELLS = [
  { row: 0, week: 0, before: 900, after: 100, reason: 'outlier' },
  { row: 0, week: 3, before: 60, after: 105, reason: 'stockout' },
  { row: 1, week: 1, before: 200, after: 100, reason: 'lift' },
  { row: 2, week: 1, before: 20, after: 50, reason: 'stockout' },
  { row: 2, week: 2, before: 400, after: 50, reason: 'outlier', overridden: true },
] as const

const REASONS = ['outlier', 'stockout', 'lift']

/** As a version keeps them, its reasons in an order of its own; first week from 2026-08-31. */
export const keptCorrections = (): KeptCorrections => ({
  rows: { product: Int32Array.of(0, 1, 0), location: Int32Array.of(0, 0, 1), customer: Int32Array.of(0, 1, 2) },
  ways: {
    product: [
      ['food', 'bars', 'oat'],
      ['food', 'bars', 'nut'],
    ],
    location: [
      ['CL', 'santiago'],
      ['PE', 'lima'],
    ],
    customer: [
      ['CL', 'retail', 'mega', 'mega'],
      ['CL', 'retail', 'mini', 'mini'],
      ['PE', 'retail', 'plaza', 'plaza'],
    ],
  },
  firstDay: CORRECTED_DAY - 28,
  reasons: REASONS,
  row: Int32Array.from(CELLS, ({ row }) => row),
  week: Int32Array.from(CELLS, ({ week }) => week),
  before: Float64Array.from(CELLS, ({ before }) => before * 1000),
  after: Float64Array.from(CELLS, ({ after }) => after * 1000),
  reason: Uint8Array.from(CELLS, ({ reason }) => REASONS.indexOf(reason)),
  overridden: Uint8Array.from(CELLS, (cell) => ('overridden' in cell ? 1 : 0)),
  overrides: [
    {
      product: 'oat',
      family: null,
      customer: 'plaza',
      location: null,
      country: null,
      start: CORRECTED_DAY - 14,
      end: CORRECTED_DAY - 8,
      correction: 'outlier',
      note: 'a tender',
    },
  ],
})
