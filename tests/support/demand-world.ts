import { parseDay } from '../../src/core/base/day.js'
import { buildHorizon, type Horizon } from '../../src/core/calendar/horizon.js'
import {
  type BaselineColumns,
  type ForecastInput,
  forecastRows,
  prepareForecast,
} from '../../src/core/demand/baseline.js'
import { allocateNotes } from '../../src/core/demand/forecast-note.js'
import type { DemandHistory } from '../../src/core/demand/history.js'
import type { RowLife } from '../../src/core/demand/lifecycle.js'

/** A Monday. */
export const PLAN_DAY = parseDay('2026-03-02')!

/** A history straight from weekly units, one array per row, every day of the week alike. */
export function historyOf(rows: readonly (readonly number[])[]): DemandHistory {
  const weekCount = rows[0]!.length
  return {
    rowCount: rows.length,
    weekCount,
    firstDay: PLAN_DAY - 7 * weekCount,
    endDay: PLAN_DAY,
    units: Float64Array.from(rows.flat()),
    returned: { start: new Int32Array(rows.length + 1), week: new Int32Array(), units: new Float64Array() },
    stockoutDays: new Uint8Array(rows.length * weekCount),
    weekdayProfile: new Float64Array(7 * rows.length).fill(1 / 7),
    observed: {
      count: 0,
      item: new Int32Array(),
      location: new Int32Array(),
      customer: new Int32Array(),
      units: new Float64Array(),
    },
    unmatched: { facts: 0, units: 0 },
  }
}

export const everLiving = (rowCount: number): RowLife => ({
  firstDay: new Int32Array(rowCount).fill(-(2 ** 31)),
  endDay: new Int32Array(rowCount).fill(2 ** 31 - 1),
})

/** Each row its own group unless told otherwise. */
export function forecastInputOf(
  rows: readonly (readonly number[])[],
  more: { horizon?: Horizon; life?: RowLife; rowGroup?: Int32Array; groupCount?: number } = {},
): ForecastInput {
  const history = historyOf(rows)
  return prepareForecast({
    horizon: more.horizon ?? buildHorizon({ planDay: PLAN_DAY }),
    history,
    units: history.units,
    rowGroup: more.rowGroup ?? Int32Array.from(rows.keys()),
    groupCount: more.groupCount ?? rows.length,
    life: more.life ?? everLiving(rows.length),
  })
}

export function forecastAll(input: ForecastInput): BaselineColumns {
  const rowCount = input.history.rowCount
  const out = { baseline: new Float64Array(rowCount * input.horizon.count), notes: allocateNotes(rowCount) }
  forecastRows(input, { from: 0, to: rowCount }, out)
  return out
}
