import { expect, test } from 'vitest'
import { spanNamed, spansOf } from './scenario-spans.js'

const calendar = { weekStart: 1, fiscal: 'calendar', fiscalYear: 2026, fiscalYearStart: '2026-01-01' }
const horizon = { firstDay: '2026-11-23', lastDay: '2028-11-30' }

test('[WB70] the years that are planned, as far as they are, and all of the plan', () => {
  expect(spansOf({ horizon, calendar })).toEqual([
    { name: '2026', from: '2026-11-23', until: '2027-01-01', whole: false },
    { name: '2027', from: '2027-01-01', until: '2028-01-01', whole: true },
    { name: '2028', from: '2028-01-01', until: '2028-12-01', whole: false },
    { name: 'all', from: '2026-11-23', until: '2028-12-01', whole: true },
  ])
})

test('[WB70] the first year that is planned from its first day to its last, unless another is named', () => {
  const spans = spansOf({ horizon, calendar })
  expect(spanNamed(spans, null).name).toBe('2027')
  expect(spanNamed(spans, '2026').name).toBe('2026')
  expect(spanNamed(spans, '1999').name).toBe('2027')
  const short = spansOf({ horizon: { firstDay: '2026-11-23', lastDay: '2027-05-31' }, calendar })
  expect(spanNamed(short, null).name).toBe('all')
})

test('[WB70] money is told by month: a year of weeks begins with the month that is nearest', () => {
  const walmart = { weekStart: 6, fiscal: 'walmart', fiscalYear: 2027, fiscalYearStart: '2026-01-31' }
  expect(spansOf({ horizon, calendar: walmart }).map(({ from }) => from)).toEqual([
    '2026-11-23',
    '2027-02-01',
    '2028-02-01',
    '2026-11-23',
  ])
  expect(spansOf({ horizon, calendar: walmart }).map(({ name }) => name)).toEqual(['2027', '2028', '2029', 'all'])
  // The first days of January are of the year before, and the month is not.
  const newYear = { weekStart: 1, fiscal: 'iso', fiscalYear: 2026, fiscalYearStart: '2025-12-29' }
  const begun = spansOf({ horizon: { firstDay: '2027-01-01', lastDay: '2027-12-31' }, calendar: newYear })
  expect(begun.map(({ name, from, whole }) => [name, from, whole])).toEqual([
    ['2027', '2027-01-01', true],
    ['all', '2027-01-01', true],
  ])
})
