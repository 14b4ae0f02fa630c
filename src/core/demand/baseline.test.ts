import { describe, expect, test } from 'vitest'
import { everLiving, forecastAll, forecastInputOf, historyOf, PLAN_DAY } from '../../../tests/support/demand-world.js'
import { dayOf } from '../base/day.js'
import { normalAt, seededRandom } from '../base/random.js'
import { fiscalCalendar, startsOfPeriods } from '../calendar/fiscal-calendar.js'
import { buildHorizon } from '../calendar/horizon.js'
import type { CalendarDay, Customer, Location, Product } from '../network/company.js'
import { coverageOf } from './accuracy.js'
import { explainRow, prepareForecast } from './baseline.js'
import { noteOf, protectionErrorSd } from './forecast-note.js'
import { deriveOpenByDay } from './open-by-day.js'
import { ROW_SETTINGS } from './rows/row-voices.js'

const random = seededRandom(23)
const horizon = buildHorizon({ planDay: PLAN_DAY })
const weeks = (count: number, at: (week: number) => number): number[] =>
  Array.from({ length: count }, (_, week) => at(week))
const noisy = (count: number, level: number, sd: number, key: number): number[] =>
  weeks(count, (week) => Math.max(0, Math.round(level + sd * normalAt(random, 1, key, week))))

const shopOf = (calendars: CalendarDay[]) => ({
  products: [{ id: 'bar' }] as Product[],
  locations: [{ id: 'shop', calendar: 'cl', country: 'CL' }] as Location[],
  customers: [{ id: 'shoppers', parent: null, country: 'CL' }] as Customer[],
  calendars,
  events: [],
})
const zero = new Int32Array(1)
const oneRow = { grain: 'demand' as const, count: 1, item: zero, location: zero, customer: zero, stockRow: zero }

describe('from weeks to buckets', () => {
  test('[DB1] a constant 10 a day stays 10 a day in every bucket, whatever its length', () => {
    for (const count of [13, 30, 104]) {
      const { baseline } = forecastAll(forecastInputOf([weeks(count, () => 70_000)]))
      for (let bucket = 0; bucket < horizon.count; bucket++)
        expect(baseline[bucket]).toBe(10_000 * horizon.days[bucket]!)
    }
  })

  test('[DB1] buckets are whole, and any run of them is its forecast to half a thousandth', () => {
    const input = forecastInputOf([noisy(104, 1_234, 300, 1)])
    const { baseline } = forecastAll(input)
    const { mean } = explainRow(input, 0)
    let planned = 0
    let forecast = 0
    for (let bucket = 0, day = 0; bucket < horizon.count; bucket++) {
      planned += baseline[bucket]!
      for (const end = day + horizon.days[bucket]!; day < end; day++) forecast += mean[Math.floor(day / 7)]! / 7
      expect(Number.isInteger(baseline[bucket]!)).toBe(true)
      expect(Math.abs(planned - forecast)).toBeLessThanOrEqual(0.5 + 1e-6)
    }
  })

  test('[DB2] a closed day gives its share to the open days of its week; a closed week has no demand', () => {
    const history = historyOf([weeks(30, () => 70_000)])
    const records: CalendarDay[] = [2, 7, 8, 9, 10, 11, 12, 13].map((offset) => ({
      calendar: 'cl',
      day: PLAN_DAY + offset,
      weekday: null,
      open: false,
      orderCutOff: null,
      capacityFactor: 1_000_000,
    }))
    const { openDays } = deriveOpenByDay(horizon, shopOf(records), oneRow)
    const input = prepareForecast({
      horizon,
      history,
      units: history.units,
      rowGroup: new Int32Array(1),
      groupCount: 1,
      life: everLiving(1),
      openDays,
    })
    const { baseline } = forecastAll(input)
    const week = (at: number): number[] => [...baseline.subarray(at * 7, at * 7 + 7)]
    expect(week(0)).toEqual([11_667, 11_666, 0, 11_667, 11_667, 11_666, 11_667])
    expect(week(1)).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(week(2)).toEqual(new Array(7).fill(10_000))
  })

  test('[DB3] nothing before the launch day, nothing after the last day', () => {
    const life = { firstDay: Int32Array.of(PLAN_DAY + 3), endDay: Int32Array.of(PLAN_DAY + 20) }
    const { baseline } = forecastAll(forecastInputOf([weeks(30, () => 70_000)], { life }))
    expect([...baseline.subarray(0, 28)]).toEqual(
      Array.from({ length: 28 }, (_, day) => (day >= 3 && day < 20 ? 10_000 : 0)),
    )
    expect(baseline.subarray(28).every((units) => units === 0)).toBe(true)
  })

  test('[DM15] a fiscal calendar of 53 weeks cuts buckets and moves no demand', () => {
    const row = noisy(156, 50_000, 9_000, 5)
    const months = (fiscalBorders: readonly number[]): { sums: number[]; count: number } => {
      const shape = buildHorizon({ planDay: PLAN_DAY, weeks: 52, fiscalBorders })
      const { baseline } = forecastAll(forecastInputOf([row], { horizon: shape }))
      const sums = new Array<number>(shape.monthCount).fill(0)
      baseline.forEach((units, bucket) => {
        sums[shape.month[bucket]!]! += units
      })
      return { sums, count: shape.count }
    }
    const calendar = fiscalCalendar('4-4-5')
    const end = dayOf(2028, 4, 1)
    const plain = months([])
    const fiscal = months(startsOfPeriods(calendar, PLAN_DAY, end))
    // ISO year 2026 has 53 weeks, and the horizon holds its end.
    expect(calendar.on(dayOf(2026, 12, 31)).week).toBe(53)
    fiscal.sums.forEach((units, month) => {
      expect(Math.abs(units - plain.sums[month]!)).toBeLessThanOrEqual(1)
    })
  })

  test('[DM1] when the newest facts are older than a week, the weeks in between are forecast but not planned', () => {
    const season = (week: number): number => Math.round(70_000 * (1 + 0.5 * Math.sin((2 * Math.PI * week) / 52)))
    const fresh = forecastAll(forecastInputOf([weeks(156, season)]))
    const history = { ...historyOf([weeks(154, season)]), firstDay: PLAN_DAY - 156 * 7, endDay: PLAN_DAY - 14 }
    const stale = forecastAll(
      prepareForecast({
        horizon,
        history,
        units: history.units,
        rowGroup: new Int32Array(1),
        groupCount: 1,
        life: everLiving(1),
      }),
    )
    for (let bucket = 0; bucket < horizon.count; bucket++)
      expect(Math.abs(stale.baseline[bucket]! / fresh.baseline[bucket]! - 1)).toBeLessThan(0.05)
  })
})

describe('who speaks', () => {
  test('[DF5] [DF7] a steady row is forecast by all that may speak of it, and its shares add up', () => {
    const { notes } = forecastAll(
      forecastInputOf(Array.from({ length: 20 }, (_, row) => noisy(130, 50_000, 9_000, row))),
    )
    const note = noteOf(notes, 3)
    expect([note.class, note.reason]).toEqual(['smooth', 'combination'])
    expect(note.weights.map(({ method }) => method)).toEqual(
      expect.arrayContaining(['exponentialSmoothing', 'theta', 'pooledRegression']),
    )
    expect(note.weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 1)
  })

  test('[DF5] who was right about a row before speaks louder for it than for the others', () => {
    // The even rows are wild, but the same every year: only the seasonal naive knows them to the unit.
    const rows = Array.from({ length: 20 }, (_, row) => {
      const wild = noisy(156, 50_000, 15_000, 40 + row)
      return row % 2 === 1 ? wild : wild.map((__, week) => wild[week % 52]!)
    })
    const { notes } = forecastAll(forecastInputOf(rows))
    const naiveShare = (row: number): number =>
      noteOf(notes, row).weights.find(({ method }) => method === 'seasonalNaive')?.weight ?? 0
    expect(naiveShare(8)).toBeGreaterThan(2 * naiveShare(7))
  })

  test('[DF9] a note says at how many origins the methods were compared, and how far they left last year behind', () => {
    // Two levels: what was sold a year before says nothing of this year.
    const rows = Array.from({ length: 12 }, (_, row) =>
      noisy(156, 50_000, 4_000, 80 + row).map((units, week) => (week < 110 ? units : units + 40_000)),
    )
    const { notes } = forecastAll(forecastInputOf([...rows, weeks(156, (week) => (week < 150 ? 0 : 9_000))]))
    expect(noteOf(notes, 0).origins).toBeGreaterThan(1)
    expect(noteOf(notes, 0).gain).toBeGreaterThan(0.5)
    expect([noteOf(notes, 12).origins, noteOf(notes, 12).gain]).toEqual([0, null])
  })

  test('[DF7] rare demand is left to the methods for it, and a row that died gets nothing', () => {
    const rare = Array.from({ length: 12 }, (_, row) =>
      weeks(104, (week) => (normalAt(random, 5, row, week) > 0.8 ? 9_000 + (week % 7) * 200 : 0)),
    )
    const died = weeks(104, (week) => (week < 70 ? 9_000 : 0))
    const { baseline, notes } = forecastAll(forecastInputOf([...rare, died]))
    expect([noteOf(notes, 0).class, noteOf(notes, 0).reason]).toEqual(['intermittent', 'intermittent'])
    expect(noteOf(notes, 0).weights.some(({ method }) => method === 'sba' || method === 'tsb')).toBe(true)
    expect(noteOf(notes, 0).weights.some(({ method }) => method === 'seasonalNaive')).toBe(false)
    expect([noteOf(notes, 12).class, noteOf(notes, 12).reason]).toEqual(['dead', 'no_demand'])
    expect(baseline.subarray(12 * horizon.count).every((units) => units === 0)).toBe(true)
  })

  test('[DF8] a season learnt from two years returns in the third', () => {
    const shape = (week: number): number => 1 + 0.4 * Math.sin((2 * Math.PI * week) / 52.18)
    const rows = Array.from({ length: 12 }, (_, row) =>
      weeks(104, (week) => Math.round(50_000 * shape(week) * (1 + 0.1 * normalAt(random, 3, row, week)))),
    )
    const input = forecastInputOf(rows, { rowGroup: new Int32Array(12), groupCount: 1 })
    expect(noteOf(forecastAll(input).notes, 0).class).toBe('seasonal')
    const { mean } = explainRow(input, 0)
    for (let week = 0; week < 52; week++)
      expect(Math.abs(mean[week]! / (50_000 * shape(104 + week)) - 1)).toBeLessThan(0.25)
  })

  test('[DF8] what does not repeat is no season', () => {
    const rows = Array.from({ length: 5 }, (_, row) => noisy(104, 50_000, 15_000, 100 + row))
    const input = forecastInputOf(rows, { rowGroup: new Int32Array(5), groupCount: 1 })
    expect([...input.seasonality.reliability]).toEqual([0])
  })
})

describe('how sure', () => {
  test('[DI2] independent weeks: the error of four weeks together is about twice that of one', () => {
    const rows = Array.from({ length: 40 }, (_, row) => noisy(104, 50_000, 10_000, 200 + row))
    const { notes } = forecastAll(forecastInputOf(rows))
    const mean = (days: number): number =>
      rows.reduce((sum, _, row) => sum + protectionErrorSd(notes, row, days) / 40, 0)
    expect(mean(7) / 10_000).toBeGreaterThan(0.9)
    expect(mean(7) / 10_000).toBeLessThan(1.3)
    expect(mean(28) / mean(7)).toBeGreaterThan(1.8)
    expect(mean(28) / mean(7)).toBeLessThan(2.9)
  })

  test('[DI2] a longer protection interval is never surer, through every seam', () => {
    const { notes } = forecastAll(
      forecastInputOf(
        [noisy(104, 50_000, 10_000, 300), noisy(9, 50_000, 10_000, 301)].map((row) => [
          ...weeks(104 - row.length, () => 0),
          ...row,
        ]),
      ),
    )
    for (const row of [0, 1])
      for (let days = 1; days < 200; days++)
        expect(protectionErrorSd(notes, row, days)).toBeGreaterThanOrEqual(protectionErrorSd(notes, row, days - 1))
  })

  test('[DI2] a history without any variation has a range without width', () => {
    const input = forecastInputOf([weeks(13, () => 70_000)])
    expect(protectionErrorSd(forecastAll(input).notes, 0, 28)).toBe(0)
    const { mean, quantiles } = explainRow(input, 0)
    for (const quantile of quantiles)
      mean.forEach((value, week) => {
        expect(quantile[week]).toBeCloseTo(value, 3)
      })
  })

  test('[DI1] ranges lie around the mean in order, and spread beyond what was measured as a random walk does', () => {
    const rows = Array.from({ length: 12 }, (_, row) => noisy(104, 50_000, 10_000, 320 + row))
    const { mean, quantiles } = explainRow(forecastInputOf(rows), 4)
    const [low, high] = [quantiles[0]!, quantiles.at(-1)!]
    mean.forEach((middle, week) => {
      for (let level = 1; level < quantiles.length; level++)
        expect(quantiles[level]![week]).toBeGreaterThanOrEqual(quantiles[level - 1]![week]!)
      expect(low[week]).toBeLessThan(middle)
      expect(high[week]).toBeGreaterThan(middle)
    })
    expect((high[51]! - mean[51]!) / (high[12]! - mean[12]!)).toBeCloseTo(Math.sqrt(52 / 13), 6)
  })

  test('[DI1] a new row has a range as wide as its weeks differ, never below zero', () => {
    const rows = [[...weeks(98, () => 0), 20_000, 60_000, 30_000, 50_000, 10_000, 70_000]]
    const { mean, quantiles } = explainRow(forecastInputOf(rows), 0)
    const sd = Math.sqrt([-20, 20, -10, 10, -30, 30].reduce((sum, off) => sum + (off * 1_000) ** 2, 0) / 5)
    expect(mean[0]).toBeCloseTo(40_000, 6)
    expect(quantiles.at(-1)![0]! - 40_000).toBeCloseTo(1.6449 * sd * Math.sqrt(1 + 1 / 6), -1)
    expect(quantiles[0]![0]).toBe(0)
  })

  test('[DI1] an 80 % range holds about 80 % of what happened next', () => {
    const all = Array.from({ length: 150 }, (_, row) => noisy(108, 50_000, 10_000, 1_000 + row))
    const input = forecastInputOf(all.map((row) => row.slice(0, 104)))
    const actual: number[] = []
    const lower: number[] = []
    const upper: number[] = []
    const [low, high] = [ROW_SETTINGS.levels.indexOf(0.1), ROW_SETTINGS.levels.indexOf(0.9)]
    all.forEach((happened, row) => {
      const { quantiles } = explainRow(input, row)
      actual.push(...happened.slice(104))
      lower.push(...quantiles[low]!.subarray(0, 4))
      upper.push(...quantiles[high]!.subarray(0, 4))
    })
    const coverage = coverageOf(actual, lower, upper)!
    expect(coverage).toBeGreaterThan(0.74)
    expect(coverage).toBeLessThan(0.9)
  })
})
