/**
 * The planning run's own forecast on public sales, beside the seasonal naive: history → season → choice → reconciliation,
 * 13 weeks ahead from four origins. Chosen on the last weeks of the sets, reported on the same weeks a year earlier.
 */
import { buildHorizon, type Horizon } from '../core/calendar/horizon.js'
import { type BaselineColumns, forecastRows, prepareForecast } from '../core/demand/baseline.js'
import { reconcileBaseline } from '../core/demand/baseline-reconciliation.js'
import { allocateNotes, protectionErrorSd } from '../core/demand/forecast-note.js'
import type { DemandHistory } from '../core/demand/history.js'
import { readM5Daily, readM5Monthly, readOrangeJuice } from './forecast-data.js'
import type { Purpose } from './forecast-holdout.js'

interface RowSet {
  readonly name: string
  /** Thousandths by week, all of one length. */
  readonly rows: readonly Float64Array[]
  readonly group: readonly string[]
}

export interface RowsLine {
  readonly set: string
  readonly rows: number
  readonly naiveWmape: number
  readonly wmape: number
  readonly reconciledWmape: number
  readonly bias: number
  /** Of the demand of 13 weeks together: root mean square error as a multiple of what was announced. */
  readonly errorToAnnounced: number
  /** Share of the rows that asked for more in 13 weeks than the forecast and 1.645 announced errors: 5 % of a normal law. */
  readonly beyondShare: number
  readonly rowsPerSecond: number
}

const WEEKS_AHEAD = 13
const ORIGINS = 4
const ORIGIN_STRIDE = 7
const YEAR = 52
const THOUSANDTHS = 1000
/** Of 95 % cycle service under a normal law. */
const SERVICE_FACTOR = 1.645
/** A Friday, as good as any other day. */
const PLAN_DAY = 20_004
/** Of the item-stores of M5 every so many are taken. */
const EVERY = 24

const readRowSets = (): RowSet[] => [...m5Departments(), ...m5Items(), ...orangeJuice()]

function m5Departments(): RowSet[] {
  return readM5Daily().map(({ series }) => ({
    name: 'M5 weekly department-store',
    rows: series.map(({ values }) => {
      const weeks = Math.floor(values.length / 7)
      const first = values.length - 7 * weeks
      return Float64Array.from({ length: weeks }, (_, week) => {
        let units = 0
        for (let day = 0; day < 7; day++) units += values[first + 7 * week + day]! || 0
        return units * THOUSANDTHS
      })
    }),
    group: series.map(({ id }) => id.slice(0, id.indexOf(' ') + 3)),
  }))
}

/** Months dealt to weeks unit by unit, always the same way: rare demand as a shop would see it. */
function m5Items(): RowSet[] {
  return readM5Monthly()
    .slice(0, 1)
    .map(({ series }) => {
      const taken = series.filter((_, at) => at % EVERY === 0)
      return {
        name: 'M5 item-store, months dealt to weeks',
        rows: taken.map(({ values }, at) => dealt(values, at)),
        group: taken.map(({ id }) => `${id.split('_', 2).join('_')} ${id.split(' ')[1]!.slice(0, 2)}`),
      }
    })
}

const WEEKS_PER_MONTH = 365.25 / 12 / 7

function dealt(months: Float64Array, seed: number): Float64Array {
  const weeks = new Float64Array(Math.floor(months.length * WEEKS_PER_MONTH))
  let state = seed
  months.forEach((units, month) => {
    const from = Math.round(month * WEEKS_PER_MONTH)
    const end = Math.min(weeks.length, Math.round((month + 1) * WEEKS_PER_MONTH))
    for (let unit = 0; unit < units; unit++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      weeks[from + Math.floor((state / 2 ** 32) * (end - from))]! += THOUSANDTHS
    }
  })
  return weeks
}

function orangeJuice(): RowSet[] {
  return readOrangeJuice().map(({ series }) => ({
    name: 'Orange juice weekly, promotions unknown',
    rows: series.map(({ values }) => values.map((units) => (units || 0) * THOUSANDTHS)),
    group: series.map(({ id }) => id.split(' ')[0]!),
  }))
}

/** Errors of one set, summed over its origins. */
class Tally {
  sold = 0
  bias = 0
  naive = 0
  plain = 0
  reconciled = 0
  squares = 0
  announced = 0
  rows = 0
  beyond = 0

  line(set: RowSet, seconds: number): RowsLine {
    return {
      set: set.name,
      rows: set.rows.length,
      naiveWmape: this.naive / this.sold,
      wmape: this.plain / this.sold,
      reconciledWmape: this.reconciled / this.sold,
      bias: this.bias / this.sold,
      errorToAnnounced: Math.sqrt(this.squares / this.announced),
      beyondShare: this.beyond / this.rows,
      rowsPerSecond: (ORIGINS * set.rows.length) / seconds,
    }
  }
}

export function benchmarkRows(purpose: Purpose): RowsLine[] {
  return readRowSets().map((set) => {
    const tally = new Tally()
    const last = set.rows[0]!.length - WEEKS_AHEAD - (purpose === 'reported' ? YEAR : 0)
    const start = performance.now()
    for (let at = 0; at < ORIGINS; at++) tryOrigin(set, last - at * ORIGIN_STRIDE, tally)
    return tally.line(set, (performance.now() - start) / 1000)
  })
}

function tryOrigin(set: RowSet, origin: number, tally: Tally): void {
  const groups = [...new Set(set.group)]
  const horizon = buildHorizon({ planDay: PLAN_DAY, months: 4 })
  const rowGroup = Int32Array.from(set.group, (group) => groups.indexOf(group))
  const history = historyOf(set, origin, groups.length)
  const count = set.rows.length
  const life = { firstDay: new Int32Array(count).fill(-(2 ** 31)), endDay: new Int32Array(count).fill(2 ** 31 - 1) }
  const input = prepareForecast({
    horizon,
    history,
    units: history.units,
    rowGroup,
    groupCount: groups.length,
    life,
  })
  const out: BaselineColumns = { baseline: new Float64Array(count * horizon.count), notes: allocateNotes(count) }
  forecastRows(input, { from: 0, to: count }, out)
  const plain = out.baseline.slice()
  const tree = { groupCount: groups.length, groupCountry: new Int32Array(groups.length), countryCount: 1 }
  reconcileBaseline(input, tree, out)
  set.rows.forEach((units, row) => {
    const said = weeksOf(plain, row, horizon)
    const agreed = weeksOf(out.baseline, row, horizon)
    let missed = 0
    for (let week = 0; week < WEEKS_AHEAD; week++) {
      const sold = units[origin + week]!
      tally.sold += sold
      tally.bias += agreed[week]! - sold
      tally.naive += Math.abs(sold - units[origin + week - YEAR]!)
      tally.plain += Math.abs(sold - said[week]!)
      tally.reconciled += Math.abs(sold - agreed[week]!)
      missed += sold - agreed[week]!
    }
    const announced = protectionErrorSd(out.notes, row, 7 * WEEKS_AHEAD)
    tally.squares += missed ** 2
    tally.announced += announced ** 2
    if (announced === 0) return
    tally.rows += 1
    if (missed > SERVICE_FACTOR * announced) tally.beyond += 1
  })
}

function historyOf({ rows }: RowSet, origin: number, groupCount: number): DemandHistory {
  const units = new Float64Array(rows.length * origin)
  rows.forEach((row, at) => units.set(row.subarray(0, origin), at * origin))
  return {
    rowCount: rows.length,
    weekCount: origin,
    firstDay: PLAN_DAY - 7 * origin,
    endDay: PLAN_DAY,
    units,
    returned: { start: new Int32Array(rows.length + 1), week: new Int32Array(), units: new Float64Array() },
    stockoutDays: new Uint8Array(rows.length * origin),
    weekdayProfile: new Float64Array(7 * groupCount).fill(1 / 7),
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

/** Buckets of a row as weeks from the plan day on. */
function weeksOf(baseline: Float64Array, row: number, { count, firstDay, days, planDay }: Horizon): Float64Array {
  const weeks = new Float64Array(WEEKS_AHEAD)
  for (let bucket = 0; bucket < count; bucket++)
    for (let day = 0; day < days[bucket]!; day++) {
      const week = Math.floor((firstDay[bucket]! + day - planDay) / 7)
      if (week < WEEKS_AHEAD) weeks[week]! += baseline[row * count + bucket]! / days[bucket]!
    }
  return weeks
}
