import { expect, test } from 'vitest'
import { addDays, dateFormat, mondayOf } from './date-format.js'

test('[WB4] weeks are those of ISO 8601, also around new year', () => {
  const { week } = dateFormat('es-CL')
  expect(['2026-12-01', '2026-12-28', '2027-01-03', '2027-01-04', '2024-12-30', '2021-01-03'].map(week)).toEqual([
    { week: 49, year: 2026 },
    { week: 53, year: 2026 },
    { week: 53, year: 2026 },
    { week: 1, year: 2027 },
    { week: 1, year: 2025 },
    { week: 53, year: 2020 },
  ])
})

test('[WB4] days have no time zone and are written in the reader’s order', () => {
  expect(dateFormat('es-CL').day('2026-12-01')).toBe('1 dic 2026')
  expect(dateFormat('en-US').day('2026-12-01')).toBe('Dec 1, 2026')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(['2026-11-30', '2026-12-06', '2026-12-07'].map(mondayOf)).toEqual(['2026-11-30', '2026-11-30', '2026-12-07'])
})
