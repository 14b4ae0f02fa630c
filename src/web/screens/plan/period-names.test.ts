import { expect, test } from 'vitest'
import { dateFormat } from '../../words/date-format.js'
import type { PeriodShown } from './grid-shape.js'
import { periodLines, periodNames } from './period-names.js'

const SAID: Readonly<Record<string, string>> = {
  'web.week': 'S{week}',
  'web.days_short': '{days} d',
  'web.one_day': '{day} · 1 día',
  'web.days_of_period': '{span} · {days} días',
}
const say = (key: string, values: Readonly<Record<string, unknown>> = {}): string =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), SAID[key]!)
const words = { say, date: dateFormat('es-CL') } as never
const head = (firstDay: string, days: number, asked: 'week' | 'month' | 'bucket', more: Partial<PeriodShown> = {}) => {
  const { title, above } = periodNames({ firstDay, days, ...more }, asked, words)
  return `${above} | ${title}`
}

test('[WB110] days, weeks, what is left of a month and months are each called what they are', () => {
  expect(head('2026-12-01', 1, 'bucket')).toBe('dic 2026 | mar 1')
  expect(head('2026-12-21', 7, 'bucket')).toBe('dic 2026 | S52')
  expect(head('2026-12-28', 4, 'bucket')).toBe('dic 2026 | S53 · 4 d')
  expect(head('2027-05-22', 10, 'bucket')).toBe('may 2027 | 22–31 may')
  expect(head('2027-06-01', 30, 'bucket')).toBe('2027 | jun')
  expect(head('2027-06-01', 30, 'week')).toBe('2027 | jun')
})

test('[WB110] a piece of a month is no week, however short it is', () => {
  expect(head('2026-11-23', 8, 'month')).toBe('2026 | 23–30 nov')
  expect(head('2026-11-25', 6, 'month')).toBe('2026 | 25–30 nov')
  expect(head('2026-11-01', 22, 'month')).toBe('2026 | 1–22 nov')
  expect(head('2027-02-01', 28, 'month')).toBe('2027 | feb')
  const { shortDays } = dateFormat('en-US')
  expect(shortDays('2026-11-01', '2026-11-22')).toBe('Nov 1–22')
})

test('[WB107] periods of another calendar have its names, and say where they are a part of one', () => {
  const week = { called: { label: '202643', year: 2027, period: 10, week: 43 } }
  expect(head('2026-11-21', 7, 'week', week)).toBe('FY27 P10 | 202643')
  expect(head('2026-11-23', 5, 'week', week)).toBe('FY27 P10 | 202643 ·5 d')
  const month = { called: { label: 'FY27 P10', year: 2027, period: 10 } }
  expect(head('2026-10-31', 28, 'month', month)).toBe('FY27 | P10')
  expect(head('2026-11-23', 5, 'month', month)).toBe('FY27 | P10 ·5 d')
  expect(periodNames({ firstDay: '2026-12-26', days: 35, ...month }, 'month', words).days).toBe(
    '26 dic 2026 – 29 ene 2027 · 35 días',
  )
})

test('[WB109] in front of rows a period says all of it, with its days', () => {
  expect(periodLines({ firstDay: '2026-12-21', days: 7 }, 'week', words)).toEqual([
    'S52',
    'dic 2026',
    '21–27 dic 2026 · 7 días',
  ])
  expect(periodLines({ firstDay: '2027-06-01', days: 30 }, 'month', words)).toEqual([
    'jun 2027',
    '1–30 jun 2027 · 30 días',
  ])
  expect(periodLines({ firstDay: '2026-11-23', days: 8 }, 'month', words)).toEqual(['23–30 nov 2026', '8 días'])
  expect(
    periodLines(
      { firstDay: '2026-10-31', days: 28, called: { label: 'FY27 P10', year: 2027, period: 10 } },
      'month',
      words,
    ),
  ).toEqual(['FY27 P10', '31 oct – 27 nov 2026 · 28 días'])
})
