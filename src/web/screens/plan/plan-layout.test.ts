import { expect, test } from 'vitest'
import { firstDayOf, namedLevels, periodAsked, readLayout, writeDepths } from './plan-layout.js'

const EVERYWHERE = { product: [], location: [], customer: [] }

test('[WB10] rows are what lies right below where one is, unless the address says otherwise', () => {
  expect(readLayout({}, EVERYWHERE)).toEqual({
    depths: { product: 1, location: 0, customer: 0 },
    period: 'week',
    past: 3,
    time: 'columns',
  })
  const item = { ...EVERYWHERE, product: ['snacks', 'bars', 'oat-bar'] }
  expect(readLayout({}, item).depths).toEqual({ product: 0, location: 1, customer: 0 })
  const asked = readLayout({ rows: 'p3.c2', by: 'month' }, EVERYWHERE)
  expect(asked).toEqual({ depths: { product: 3, location: 0, customer: 2 }, period: 'month', past: 3, time: 'columns' })
  expect(writeDepths(asked.depths)).toBe('p3.c2')
  expect(readLayout({ rows: 'p9.x1.', by: 'eternity' }, EVERYWHERE)).toEqual({
    depths: { product: 0, location: 0, customer: 0 },
    period: 'week',
    past: 3,
    time: 'columns',
  })
})

test('[WB10] a row is named by the whole way from the scope down', () => {
  const { depths } = readLayout({ rows: 'p3.c2' }, EVERYWHERE)
  const dimensions = namedLevels({ depths }, { ...EVERYWHERE, product: ['snacks'] }).map(({ dimension }) => dimension)
  expect(dimensions).toEqual(['family', 'item', 'country', 'channel'])
})

test('[WB16] the past that is shown is whole weeks or months; days have none', () => {
  expect(firstDayOf('week', 3, '2026-11-25')).toBe('2026-08-24')
  expect(firstDayOf('month', 3, '2026-11-25')).toBe('2026-08-01')
  expect(firstDayOf('month', 12, '2027-01-04')).toBe('2026-01-01')
  expect([firstDayOf('bucket', 3, '2026-11-25'), firstDayOf('month', 0, '2026-11-25')]).toEqual([null, null])
})

test('[WB16] [WB107] by another calendar the past is whole weeks or periods of it', () => {
  expect(firstDayOf('week', 3, '2026-11-25', 'walmart')).toBe('2026-08-22')
  expect(firstDayOf('month', 3, '2026-11-25', 'walmart')).toBe('2026-08-01')
  expect(firstDayOf('month', 3, '2026-11-25', 'nrf')).toBe('2026-08-02')
  expect(firstDayOf('month', 0, '2026-11-25', 'nrf')).toBeNull()
})

test('[WB106] days are told by the plan’s own calendar, money by month', () => {
  expect(periodAsked('bucket', 'units', null)).toBe('bucket')
  expect(periodAsked('bucket', 'units', 'nrf')).toBe('week')
  expect(periodAsked('week', 'value', 'nrf')).toBe('month')
  expect(readLayout({ time: 'rows' }, EVERYWHERE).time).toBe('rows')
})
