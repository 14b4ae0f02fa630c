import { describe, expect, test } from 'vitest'
import { holidayDates } from '../../src/connectors/holidays/holidays.js'
import { type Day, monthOf, parseDay } from '../../src/core/base/day.js'
import { buildHorizon, endOfHorizon } from '../../src/core/calendar/horizon.js'
import { movingHolidays } from '../../src/core/calendar/moving-holidays.js'
import { forecastRows, prepareForecast } from '../../src/core/demand/baseline.js'
import { reconcileBaseline } from '../../src/core/demand/baseline-reconciliation.js'
import { cleanRows } from '../../src/core/demand/cleaning/cleaning.js'
import { allocateNotes } from '../../src/core/demand/forecast-note.js'
import { withoutHolidays } from '../../src/core/demand/holiday/holiday-factors.js'
import { deriveHolidayFactors } from '../../src/core/demand/holiday/moving-holidays.js'
import { deriveSeasonality } from '../../src/core/demand/seasonality.js'
import { everLiving, historyOf } from '../support/demand-world.js'
import { isHere, linesOf } from './adapted-company.js'

const SET = 'm5-walmart'
const WEEKS_MOST = 156
const AHEAD = 13
const day = (date: string): Day => parseDay(date)!
const yearOf = (at: Day): number => Math.floor(monthOf(at) / 12)

/** Units by day of each store and department. */
function readSeries() {
  const [, ...lines] = linesOf(SET, 'daily_store_dept.csv.gz')
  const series = new Map<string, { department: string; units: Map<Day, number> }>()
  let first = Infinity
  let last = -Infinity
  for (const [store, department, date, , , units] of lines) {
    const key = `${store} ${department}`
    const own = series.get(key) ?? { department: department!, units: new Map<Day, number>() }
    series.set(key, own)
    own.units.set(day(date!), Number(units))
    first = Math.min(first, day(date!))
    last = Math.max(last, day(date!))
  }
  return { series: [...series.values()], first, last }
}

type Given = ReturnType<typeof readSeries>

const weekly = ({ units }: Given['series'][number], first: Day): number => {
  let sum = 0
  for (let at = first; at < first + 7; at++) sum += units.get(at) ?? 0
  return sum
}

/** Units of the 13 weeks from a plan day on, at [row * 13 + week], by a run that knows the moving holidays or does not. */
function forecast({ series, first }: Given, planDay: Day, knowing: boolean): Float64Array {
  const weekCount = Math.min(WEEKS_MOST, Math.floor((planDay - first) / 7))
  const firstDay = planDay - 7 * weekCount
  const of = series.map((one) =>
    Array.from({ length: weekCount }, (_, week) => weekly(one, firstDay + 7 * week) * 1_000),
  )
  const history = { ...historyOf(of), firstDay, endDay: planDay }
  const departments = [...new Set(series.map(({ department }) => department))].sort()
  const rowGroup = Int32Array.from(series, ({ department }) => departments.indexOf(department))
  const groupCount = departments.length
  const horizon = buildHorizon({ planDay, days: 7 * AHEAD, weeks: AHEAD, months: 3 })
  const end = endOfHorizon(horizon)
  const nothing = new Int32Array(series.length)
  const found = deriveHolidayFactors({
    history,
    end,
    rowGroup,
    countryOfGroup: departments.map(() => 'US'),
    holidays: knowing
      ? movingHolidays(holidayDates({ countries: ['US'], fromYear: yearOf(firstDay), toYear: yearOf(end) }))
      : [],
    company: { products: [], locations: [], customers: [] },
    events: [],
    rows: { grain: 'demand', count: 0, item: nothing, location: nothing, customer: nothing, stockRow: nothing },
  })
  const holidays = found === null ? {} : { holidays: found }
  const plain = found === null ? history.units : withoutHolidays(history, found)
  const units = new Float64Array(history.units.length)
  const seasonality = deriveSeasonality(history, plain, rowGroup, groupCount)
  cleanRows({ history, rowGroup, seasonality, ...holidays }, { from: 0, to: series.length }, units)
  const life = everLiving(series.length)
  const input = prepareForecast({ horizon, history, units, rowGroup, groupCount, life, ...holidays })
  const out = { baseline: new Float64Array(series.length * horizon.count), notes: allocateNotes(series.length) }
  forecastRows(input, { from: 0, to: series.length }, out)
  reconcileBaseline(input, { groupCount, groupCountry: new Int32Array(groupCount), countryCount: 1 }, out)
  return Float64Array.from({ length: series.length * AHEAD }, (_, at) => {
    const from = Math.floor(at / AHEAD) * horizon.count + (at % AHEAD) * 7
    return out.baseline.subarray(from, from + 7).reduce((sum, value) => sum + value, 0) / 1_000
  })
}

/** WMAPE of every held-out week, of those of Thanksgiving, and of the weeks of Easter in the department of sweets. */
function measure(given: Given, knowing: boolean) {
  const sums = { all: [0, 0], thanksgiving: [0, 0], easter: [0, 0] }
  const add = (of: number[], actual: number, mean: number): void => {
    of[0]! += Math.abs(actual - mean)
    of[1]! += actual
  }
  const holds = (dates: readonly string[], first: Day): boolean =>
    dates.some((date) => day(date) >= first && day(date) < first + 7)
  for (const phase of [0, 2, 4])
    for (let planDay = day('2013-01-07') + phase; planDay + 7 <= given.last; planDay += 28) {
      const means = forecast(given, planDay, knowing)
      for (let week = 0; week < AHEAD; week++) {
        const first = planDay + 7 * week
        if (first + 7 > given.last) break
        given.series.forEach((one, row) => {
          const actual = weekly(one, first)
          const mean = means[row * AHEAD + week]!
          add(sums.all, actual, mean)
          if (holds(['2013-11-29', '2014-11-28'], first)) add(sums.thanksgiving, actual, mean)
          if (one.department === 'FOODS_1' && holds(['2013-03-31', '2014-04-20'], first)) add(sums.easter, actual, mean)
        })
      }
    }
  const share = ([error, actual]: number[]): number => error! / actual!
  return { all: share(sums.all), thanksgiving: share(sums.thanksgiving), easter: share(sums.easter) }
}

describe.skipIf(!isHere(SET))('M5: weekly units of stores and departments, held-out weeks of 2013 to 2015', () => {
  test('[DM12] weeks of moving holidays are forecast closer by who knows them, and the others no worse', () => {
    const given = readSeries()
    const blind = measure(given, false)
    const knowing = measure(given, true)
    expect(knowing.easter).toBeLessThan(blind.easter)
    expect(knowing.thanksgiving).toBeLessThan(blind.thanksgiving)
    expect(knowing.all).toBeLessThanOrEqual(blind.all)
  })
})
