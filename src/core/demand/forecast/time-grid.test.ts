import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, formatDay, parseDay } from '../../base/day.js'
import { type DatedSeries, FREQUENCIES, type GridSeries, placeOnGrid, seasonsSeen, timeAt } from './time-grid.js'

const DAY = 86_400
const at = (iso: string): number => parseDay(iso)! * DAY
const dated = (days: readonly string[], values: readonly number[] = days.map((_, step) => step + 1)): DatedSeries => ({
  id: 'one',
  times: Float64Array.from(days, at),
  values: Float64Array.from(values),
  drivers: [],
})
const placed = (found: ReturnType<typeof placeOnGrid>): GridSeries => {
  if ('fault' in found) throw new Error(found.fault)
  return found.series
}
const nextDays = (frequency: (typeof FREQUENCIES)[number], days: readonly string[], count = 3): string[] => {
  const steps = { frequency, kind: 'calendar' } as const
  const series = placed(placeOnGrid(steps, dated(days)))
  return Array.from({ length: count }, (_, ahead) =>
    formatDay(timeAt(steps, series, series.values.length + ahead) / DAY),
  )
}

describe('times that go on', () => {
  test('[TG1] weeks keep their weekday, days follow each other', () => {
    expect(nextDays('W', ['2026-11-16', '2026-11-23'])).toEqual(['2026-11-30', '2026-12-07', '2026-12-14'])
    expect(nextDays('D', ['2024-02-27', '2024-02-28'])).toEqual(['2024-02-29', '2024-03-01', '2024-03-02'])
  })

  test('[TG1] months named by their last day go on with last days; others keep the day as far as the month has it', () => {
    expect(nextDays('M', ['2025-11-30', '2025-12-31'])).toEqual(['2026-01-31', '2026-02-28', '2026-03-31'])
    expect(nextDays('M', ['2025-12-01'])).toEqual(['2026-01-01', '2026-02-01', '2026-03-01'])
    expect(nextDays('M', ['2025-11-30', '2025-12-30'], 2)).toEqual(['2026-01-30', '2026-02-28'])
    expect(nextDays('Q', ['2025-09-30', '2025-12-31'], 2)).toEqual(['2026-03-31', '2026-06-30'])
    expect(nextDays('Y', ['2024-02-29'], 1)).toEqual(['2025-02-28'])
  })

  test('[TG1] a time of any step lies on that step again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FREQUENCIES),
        fc.integer({ min: dayOf(1950, 1, 1), max: dayOf(2060, 1, 1) }),
        fc.integer({ min: 0, max: 300 }),
        (frequency, day, step) => {
          const steps = { frequency, kind: 'calendar' } as const
          const first = placed(placeOnGrid(steps, dated([formatDay(day)])))
          const times = Float64Array.of(day * DAY, timeAt(steps, first, step + 1))
          const again = placed(placeOnGrid(steps, { id: '', times, values: Float64Array.of(1, 2), drivers: [] }))
          expect(again.values.length).toBe(step + 2)
        },
      ),
    )
  })
})

describe('values on steps', () => {
  test('[TG2] a step without a row is unknown; the past ends with the last known value', () => {
    const { values } = placed(
      placeOnGrid(
        { frequency: 'M', kind: 'calendar' },
        dated(['2026-01-01', '2026-02-01', '2026-05-01', '2026-06-01'], [1, 2, 5, Number.NaN]),
      ),
    )
    expect([...values]).toEqual([1, 2, Number.NaN, Number.NaN, 5])
  })

  test('[TG2] drivers reach as far as there are rows', () => {
    const steps = { frequency: 'W', kind: 'count' } as const
    const { values, drivers, firstTime } = placed(
      placeOnGrid(steps, {
        id: 'one',
        times: Float64Array.of(7, 8, 9, 10),
        values: Float64Array.of(1, 2, Number.NaN, Number.NaN),
        drivers: [Float64Array.of(5, 6, 7, 8)],
      }),
    )
    expect(values.length).toBe(2)
    expect([...drivers[0]!]).toEqual([5, 6, 7, 8])
    expect(firstTime).toBe(7)
  })

  test.each([
    ['two_values', 'M', ['2026-01-01', '2026-01-15'], '2026-01-15'],
    ['off_grid', 'W', ['2026-11-16', '2026-11-23', '2026-11-25'], '2026-11-25'],
    ['off_grid', 'Q', ['2026-01-01', '2026-02-01'], '2026-02-01'],
    ['off_grid', 'D', ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'], '2026-02-01'],
    ['too_long', 'D', ['1026-01-01', '4026-02-01'], '4026-02-01'],
  ] as const)('[TG3] %s: %s of %j', (fault, frequency, days, where) => {
    expect(placeOnGrid({ frequency, kind: 'calendar' }, dated(days))).toEqual({ fault, time: at(where) })
  })

  test('[TG4] seasons that a series has seen twice', () => {
    expect(seasonsSeen([7, 365], 100)).toEqual([7])
    expect(seasonsSeen([7, 365], 730)).toEqual([7, 365])
    expect(seasonsSeen([52], 103)).toEqual([])
  })
})
