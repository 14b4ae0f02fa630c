/**
 * Launches held out: rows that were new at an origin, and items that were launched in the quarter after it, each against
 * what a planning run said before it knew of launches: the mean of the weeks so far, and zero. Units of the first weeks to
 * come (of a launch: from its launch day on) are judged as one sum.
 */
import { type Day, parseDay } from '../core/base/day.js'
import { buildHorizon } from '../core/calendar/horizon.js'
import { type BaselineColumns, type ForecastInput, forecastRows, prepareForecast } from '../core/demand/baseline.js'
import { forecastCollection } from '../core/demand/forecast/collection-forecast.js'
import { allocateNotes, DEMAND_CLASSES, protectionErrorSd } from '../core/demand/forecast-note.js'
import { readM5Monthly } from './forecast-data.js'
import type { Purpose } from './forecast-holdout.js'
import { type LaunchRow, readAndinaRows, readM5Rows } from './launch-data.js'

interface LaunchSet {
  readonly name: string
  /** First whole week of the data. */
  readonly firstDay: Day
  readonly read: () => LaunchRow[]
  readonly origins: Readonly<Record<Purpose, readonly string[]>>
}

const SETS: readonly LaunchSet[] = [
  {
    name: 'M5',
    firstDay: parseDay('2011-02-07')!,
    read: readM5Rows,
    origins: {
      development: ['2012-12-03', '2013-02-04', '2013-04-01', '2013-06-03', '2013-08-05', '2013-10-07', '2013-12-02'],
      reported: ['2014-06-30', '2014-07-28', '2014-08-25', '2014-09-29'],
    },
  },
  {
    name: 'Andina',
    firstDay: parseDay('2024-11-25')!,
    read: readAndinaRows,
    origins: {
      development: [],
      reported: ['2026-03-09', '2026-03-23', '2026-04-06', '2026-04-20', '2026-05-11', '2026-05-25'],
    },
  },
]
const WINDOWS = [13, 26]
/** Items launched so many weeks after the origin, in the stores that had them within four weeks. */
const AHEAD_WEEKS = 13
const RANGED_DAYS = 28
const HISTORY_WEEKS = 156
const YEAR_WEEKS = 52

export interface LaunchLine {
  readonly set: string
  readonly window: string
  readonly forecaster: string
  readonly wmape: number
  readonly bias: number
  /** Root mean square error over what was announced. */
  readonly surprise: number
  readonly rows: number
}

interface Sums {
  off: number
  over: number
  sold: number
  squares: number
  announced: number
  rows: number
}

export function benchmarkLaunches(purpose: Purpose): LaunchLine[] {
  const sums = new Map<string, Sums>()
  for (const set of SETS) {
    const all = set.read()
    if (all.length > 0) for (const origin of set.origins[purpose]) judgeOrigin(set, all, parseDay(origin)!, sums)
  }
  return [...sums].map(([key, { off, over, sold, squares, announced, rows }]) => {
    const [set, window, forecaster] = key.split('|') as [string, string, string]
    return {
      set,
      window,
      forecaster,
      wmape: off / sold,
      bias: over / sold,
      surprise: Math.sqrt(squares / announced),
      rows,
    }
  })
}

function judgeOrigin(set: LaunchSet, all: readonly LaunchRow[], planDay: Day, sums: Map<string, Sums>): void {
  const weekCount = Math.min(HISTORY_WEEKS, Math.floor((planDay - set.firstDay) / 7))
  const firstDay = planDay - 7 * weekCount
  const futureWeeks = AHEAD_WEEKS + Math.max(...WINDOWS)
  const known = all.map((row) => ({ row, weeks: row.weeks(firstDay, weekCount + futureWeeks) }))
  const rows = known.filter(
    ({ row, weeks }) =>
      isComing(row, planDay) || weeks.subarray(weekCount - YEAR_WEEKS, weekCount).some((units) => units > 0),
  )
  const input = inputOf(rows, planDay, weekCount, futureWeeks)
  const now = forecastAll(input)
  const before = forecastAll({ ...input, launches: null })
  rows.forEach(({ row, weeks }, at) => {
    const coming = isComing(row, planDay)
    if (!coming && DEMAND_CLASSES[now.notes.class[at]!] !== 'new') return
    const start = coming ? Math.floor((row.launchDay! - planDay) / 7) : 0
    const names = coming ? ['launches to come'] : ['new rows', `rows of ${ageOf(weeks.subarray(0, weekCount))} weeks`]
    for (const window of WINDOWS)
      for (const [forecaster, out] of [
        [coming ? 'zero' : 'mean of weeks so far', before],
        ['launch curve', now],
      ] as const)
        for (const name of names)
          add(sums, `${set.name} ${name}|first ${window} weeks|${forecaster}`, {
            sold: sumOf(weeks, weekCount + start, window),
            said: sumOf(out.baseline, at * input.horizon.count + start * 7, window * 7),
            sd: protectionErrorSd(out.notes, at, (start + window) * 7),
          })
  })
}

/** Launched in the quarter after the plan day, and on this shelf soon after. */
function isComing({ launchDay, listedDay }: LaunchRow, planDay: Day): boolean {
  if (launchDay === null || listedDay === null) return false
  return launchDay >= planDay && launchDay < planDay + 7 * AHEAD_WEEKS && listedDay < launchDay + RANGED_DAYS
}

function inputOf(
  rows: readonly { row: LaunchRow; weeks: Float64Array }[],
  planDay: Day,
  weekCount: number,
  futureWeeks: number,
): ForecastInput {
  const numbers = new Map<string, number>()
  const numberOf = (key: string): number => numbers.get(key) ?? numbers.set(key, numbers.size).get(key)!
  const groups = [...new Set(rows.map(({ row }) => row.group))]
  const rowGroup = Int32Array.from(rows, ({ row }) => groups.indexOf(row.group))
  const units = new Float64Array(rows.length * weekCount)
  rows.forEach(({ weeks }, at) => {
    units.set(weeks.subarray(0, weekCount), at * weekCount)
  })
  const none = new Int32Array()
  return prepareForecast({
    horizon: buildHorizon({ planDay, days: 7 * futureWeeks, weeks: futureWeeks, months: 0 }),
    history: {
      rowCount: rows.length,
      weekCount,
      firstDay: planDay - 7 * weekCount,
      endDay: planDay,
      units,
      returned: { start: new Int32Array(rows.length + 1), week: none, units: new Float64Array() },
      stockoutDays: new Uint8Array(),
      weekdayProfile: new Float64Array(7 * groups.length).fill(1 / 7),
      observed: { count: 0, item: none, location: none, customer: none, units: new Float64Array() },
      unmatched: { facts: 0, units: 0 },
    },
    units,
    rowGroup,
    groupCount: groups.length,
    life: {
      firstDay: Int32Array.from(rows, ({ row }) => row.launchDay ?? -(2 ** 31)),
      endDay: new Int32Array(rows.length).fill(2 ** 31 - 1),
    },
    analogy: {
      rowItem: Int32Array.from(rows, ({ row }) => numberOf(row.item)),
      rowShelf: Int32Array.from(rows, ({ row }) => numberOf(row.shelf)),
      rowFamily: Int32Array.from(rows, ({ row }) => numberOf(row.family)),
    },
  })
}

function forecastAll(input: ForecastInput): BaselineColumns {
  const { rowCount } = input.history
  const out = { baseline: new Float64Array(rowCount * input.horizon.count), notes: allocateNotes(rowCount) }
  forecastRows(input, { from: 0, to: rowCount }, out)
  return out
}

function ageOf(history: Float64Array): string {
  const age = history.length - history.findIndex((units) => units > 0)
  return age <= 4 ? '1–4' : age <= 8 ? '5–8' : '9–12'
}

function sumOf(values: Float64Array, from: number, count: number): number {
  let sum = 0
  for (let at = from; at < Math.min(values.length, from + count); at++) sum += values[at]!
  return sum
}

function add(
  sums: Map<string, Sums>,
  key: string,
  { sold, said, sd }: { sold: number; said: number; sd: number },
): void {
  const sum = sums.get(key) ?? { off: 0, over: 0, sold: 0, squares: 0, announced: 0, rows: 0 }
  sums.set(key, sum)
  sum.off += Math.abs(said - sold)
  sum.over += said - sold
  sum.sold += sold
  sum.squares += (said - sold) ** 2
  sum.announced += sd * sd
  sum.rows += 1
}

/** Series of a collection that were young at the origin, each from its first sale on. */
export function benchmarkYoung(purpose: Purpose): Omit<LaunchLine, 'surprise'>[] {
  const [set] = readM5Monthly()
  if (set === undefined) return []
  const { horizon, seasons, series } = set
  const back = purpose === 'reported' ? horizon : 2 * horizon
  const cut = series.flatMap(({ id, values }) => {
    const first = values.findIndex((units) => units > 0)
    const origin = values.length - back
    if (first < 0 || first >= origin) return []
    const actual = values.subarray(origin, origin + horizon)
    return [{ id, values: values.slice(first, origin), actual, drivers: [] }]
  })
  const { forecasts } = forecastCollection(cut, { horizon, seasons, byVolume: true, levels: [0.05, 0.95] })
  const sums = new Map<string, Sums>()
  forecasts.forEach(({ mean }, at) => {
    const { values, actual } = cut[at]!
    for (const limit of [12, 24, Number.POSITIVE_INFINITY])
      if (values.length < limit)
        actual.forEach((sold, step) => {
          add(sums, `fewer than ${limit} values`, { sold, said: mean[step]!, sd: 0 })
        })
  })
  return [...sums].map(([key, { off, over, sold, rows }]) => ({
    set: 'M5 monthly item-store from its first sale',
    window: key.replace('fewer than Infinity', 'any number of'),
    forecaster: 'automatic',
    wmape: off / sold,
    bias: over / sold,
    rows: rows / horizon,
  }))
}
