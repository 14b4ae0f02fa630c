import { expect, test } from 'vitest'
import { companyOf } from '../../../tests/support/supply-world.js'
import { parseDay } from '../../core/base/day.js'
import { buildHorizon, type Horizon } from '../../core/calendar/horizon.js'
import { allocateNotes, MEASURED_WEEKS } from '../../core/demand/forecast-note.js'
import { allocateColumns, allocatePlain, type Plan, type Rows } from '../../core/plan/plan.js'
import { keepForecast } from './kept-forecast.js'

const DAY = parseDay('2026-11-23')!
const company = companyOf({ demand: [{ at: 'bar@dc', units: 0 }] })
const horizonFrom = (planDay: number): Horizon => buildHorizon({ planDay, days: 28, weeks: 12, months: 4 })
const one = (value: number): Int32Array => Int32Array.of(value)
const rows: Rows = { grain: 'demand', count: 1, item: one(0), location: one(0), customer: one(0), stockRow: one(-1) }
const none: Rows = { ...rows, grain: 'stock', count: 0 }

/** A plan of one row whose every bucket holds the same a day. */
function planOf(planDay: number, perDay: (day: number) => number): Plan {
  const horizon = horizonFrom(planDay)
  const columns = allocateColumns(1, 0, horizon.count, allocatePlain)
  for (let bucket = 0; bucket < horizon.count; bucket++)
    for (let day = 0; day < horizon.days[bucket]!; day++)
      columns.baseline[bucket]! += perDay(horizon.firstDay[bucket]! + day) * 1000
  return { horizon, columns, rows: { demand: rows, stock: none } } as Plan
}

/** Errors of a week, in units. */
const notesOf = (weekly: number) => {
  const notes = allocateNotes(1)
  for (let weeks = 1; weeks <= MEASURED_WEEKS; weeks++)
    notes.cumulativeErrorSd[weeks - 1] = weekly * Math.sqrt(weeks) * 1000
  return notes
}

function keep(now: number, fresh: (day: number) => number, weeklyError = 0, old = (_: number): number => 10) {
  const { horizon, columns } = planOf(now, fresh)
  const kept = keepForecast(
    { company, horizon, rows, notes: notesOf(weeklyError), baseline: columns.baseline },
    { company, plan: planOf(DAY, old) },
  )
  return { kept, horizon, units: Array.from(columns.baseline, (quantity) => quantity / 1000) }
}

test('[PV13] a forecast that says nearly the same is kept, to the thousandth', () => {
  for (const now of [DAY + 1, DAY + 7, DAY + 9]) {
    const { kept, units, horizon } = keep(now, () => 10.4)
    expect(kept).toBe(1)
    const inside = units.filter((_, bucket) => horizon.firstDay[bucket]! < DAY + 120)
    expect(inside).toEqual(Array.from(horizon.days.subarray(0, inside.length), (days) => days * 10))
  }
})

test('[PV13] past a twentieth, or half of what it may be wrong by, the new one is taken', () => {
  expect(keep(DAY + 1, () => 10.6).kept).toBe(0)
  expect(keep(DAY + 1, () => 10.6).units[0]).toBe(10.6)
  // 56 days of 10 are 560; an error of 28.3 in 8 weeks is worth 14.1, or 2.5%: a twentieth still decides.
  expect(keep(DAY + 1, () => 10.6, 10).kept).toBe(0)
  // An error of 85 is worth 42, or 7.6%.
  expect(keep(DAY + 1, () => 10.6, 30).kept).toBe(1)
  // However wrong it may be, a quarter is material.
  expect(keep(DAY + 1, () => 12.4, 1000).kept).toBe(1)
  expect(keep(DAY + 1, () => 12.6, 1000).kept).toBe(0)
})

test('[PV13] the far months count too', () => {
  const later = (day: number): number => (day < DAY + 70 ? 10 : 13)
  expect(keep(DAY + 1, later).kept).toBe(0)
})

test('[PV14] what was a week opens into days in the shape of the new forecast, and adds up to what it was', () => {
  const weekends = (day: number): number => ((day - DAY) % 7 >= 5 ? 0 : 14)
  const { units } = keep(DAY + 7, weekends)
  // Days 28 to 34 of the old plan were one bucket of 70; now they are the last seven days.
  expect(units.slice(21, 28)).toEqual([14, 14, 14, 14, 14, 0, 0])
})

test('[PV14] days that passed take their part of a bucket that is cut', () => {
  const { units, horizon } = keep(DAY + 31, () => 10)
  expect(horizon.days[0]).toBe(1)
  expect(units[0]).toBe(10)
})

test('[PV13] a row that is new, or that has ended, says what the new forecast says', () => {
  expect(keep(DAY + 1, () => 0).units.every((units) => units === 0)).toBe(true)
  expect(
    keep(
      DAY + 1,
      () => 3,
      0,
      () => 0,
    ).units[0],
  ).toBe(3)
})

test('[HC10] a row that people say something else of takes the new forecast, however near', () => {
  const units = (toldAnew: number) => {
    const { horizon, columns } = planOf(DAY + 1, () => 10.1)
    const given = { company, horizon, rows, notes: notesOf(0), baseline: columns.baseline }
    keepForecast({ ...given, toldAnew: Uint8Array.of(toldAnew) }, { company, plan: planOf(DAY, () => 10) })
    return columns.baseline[0]! / 1000
  }
  expect([units(0), units(1)]).toEqual([10, 10.1])
})
