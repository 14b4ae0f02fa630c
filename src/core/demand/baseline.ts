/**
 * The statistical baseline of every demand row: weekly means laid on days, days gathered in buckets.
 *
 * Each row stands alone, so a runner may cut the rows anywhere and hand the parts to workers: the same bytes for any cut.
 * What rows share (seasonality, days of the week) is prepared once, before.
 */
import { endOfHorizon, type Horizon } from '../calendar/horizon.js'
import { type DayWeights, deriveDayWeights, fillBuckets } from './day-weights.js'
import { CHOICE_REASONS, DEMAND_CLASSES, type ForecastNotes, MEASURED_WEEKS, METHOD_NAMES } from './forecast-note.js'
import { DAYS_PER_WEEK, type DemandHistory } from './history.js'
import { type HolidayFactors, holidayFactor } from './holiday/holiday-factors.js'
import { deriveLaunchCurves, type LaunchLesson, openLaunches } from './launch/launch-forecast.js'
import type { Analogy } from './launch/launch-level.js'
import type { RowLife } from './lifecycle.js'
import type { OpenByDay } from './open-by-day.js'
import { createRowForecaster, type RowForecast } from './rows/row-forecast.js'
import { learnRows, type RowLessons } from './rows/row-lesson.js'
import { flattenRow, type RowSeries } from './rows/row-series.js'
import { deriveSeasonality, type Seasonality, SLOTS, slotsOfWeeks } from './seasonality.js'

/** Rows [from, to). */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/** Data only, so that it crosses to a worker. */
export interface ForecastInput {
  readonly horizon: Horizon
  readonly history: Pick<DemandHistory, 'rowCount' | 'weekCount' | 'firstDay' | 'endDay'>
  /** Cleaned weekly demand at [row * weekCount + week], thousandths. */
  readonly units: Float64Array
  readonly rowGroup: Int32Array
  readonly seasonality: Seasonality
  readonly life: RowLife
  readonly dayWeights: DayWeights
  readonly lessons: RowLessons
  /** Already out of `units`; put into the weeks that are forecast. */
  readonly holidays?: HolidayFactors
  /** Null where nothing was launched inside the history. */
  readonly launches: LaunchLesson | null
}

export interface BaselineColumns {
  /** Whole thousandths at [row * horizon.count + bucket]. */
  readonly baseline: Float64Array
  readonly notes: ForecastNotes
}

/** What the rows share, once for all of them. `units` are the cleaned weeks. */
export function prepareForecast(given: {
  horizon: Horizon
  history: DemandHistory
  units: Float64Array
  rowGroup: Int32Array
  groupCount: number
  life: RowLife
  /** Without it every row is an item of its own, and a group one shelf. */
  analogy?: Analogy
  openDays?: OpenByDay
  holidays?: HolidayFactors
}): ForecastInput {
  const { horizon, history, units, rowGroup, groupCount, life, openDays, holidays } = given
  const { rowCount, weekCount, firstDay, endDay } = history
  const seasonality = deriveSeasonality(history, units, rowGroup, groupCount)
  const analogy = given.analogy ?? {
    rowItem: Int32Array.from(rowGroup.keys()),
    rowShelf: rowGroup,
    rowFamily: rowGroup,
  }
  const horizonEnd = endOfHorizon(horizon)
  return withLessons({
    horizon,
    history: { rowCount, weekCount, firstDay, endDay },
    units,
    rowGroup,
    seasonality,
    life,
    dayWeights: deriveDayWeights(horizon, rowGroup, history.weekdayProfile, openDays),
    launches: deriveLaunchCurves({ history, units, rowGroup, groupCount, seasonality, life, horizonEnd }, analogy),
    ...(holidays === undefined ? {} : { holidays }),
  })
}

/** What the rows of the input teach about each other. */
function withLessons(input: Omit<ForecastInput, 'lessons'>): ForecastInput {
  const seriesOf = openSeries(input)
  return { ...input, lessons: learnRows(input.history.rowCount, (row) => flattenRow(seriesOf(row))) }
}

/** Fills the rows of the range, and nothing else. */
export function forecastRows(input: ForecastInput, range: RowRange, out: BaselineColumns): void {
  const forecastRow = openRows(input)
  const { horizon, dayWeights, life } = input
  for (let row = range.from; row < range.to; row++) {
    const forecast = forecastRow(row)
    const lived = { firstDay: life.firstDay[row]!, endDay: life.endDay[row]! }
    fillBuckets(forecast.mean.subarray(staleWeeks(input)), horizon, dayWeights, row, lived, out.baseline)
    writeNote(out.notes, row, forecast)
  }
}

/** The forecast of one row week by week with its range, for a person who asks why. Thousandths. */
export function explainRow(input: ForecastInput, row: number): { mean: Float64Array; quantiles: Float64Array[] } {
  const forecast = openRows(input)(row)
  const planned = (weeks: Float64Array): Float64Array => weeks.slice(staleWeeks(input))
  return { mean: planned(forecast.mean), quantiles: forecast.quantiles().map(planned) }
}

/** Weeks between the newest whole week of facts and the plan day: forecast, but no longer planned. */
const staleWeeks = ({ history, horizon }: ForecastInput): number => (horizon.planDay - history.endDay) / DAYS_PER_WEEK

const futureWeeksOf = ({ history, horizon }: Pick<ForecastInput, 'history' | 'horizon'>): number =>
  Math.ceil((endOfHorizon(horizon) - history.endDay) / DAYS_PER_WEEK)

function openRows(input: ForecastInput): (row: number) => RowForecast {
  const seriesOf = openSeries(input)
  const forecast = createRowForecaster(futureWeeksOf(input), input.lessons)
  return (row) => forecast(seriesOf(row))
}

function openSeries(input: Omit<ForecastInput, 'lessons'>): (row: number) => RowSeries {
  const { history, horizon, units, seasonality, rowGroup, life, holidays, launches } = input
  const { weekCount, firstDay, endDay } = history
  const end = endOfHorizon(horizon)
  const launchOf = openLaunches(launches, rowGroup)
  const slots = slotsOfWeeks(firstDay, weekCount)
  const futureWeeks = futureWeeksOf(input)
  const futureSlots = slotsOfWeeks(endDay, futureWeeks)
  const holidaysOf = (row: number): Float64Array | undefined =>
    holidays && Float64Array.from({ length: futureWeeks }, (_, week) => holidayFactor(holidays, row, weekCount + week))
  return (row) => ({
    units: units.subarray(row * weekCount, (row + 1) * weekCount),
    factor: seasonality.factor.subarray(rowGroup[row]! * SLOTS, (rowGroup[row]! + 1) * SLOTS),
    slots,
    futureSlots,
    futureHolidays: holidaysOf(row),
    ending: life.endDay[row]! < end,
    launch: launchOf(row),
  })
}

function writeNote(notes: ForecastNotes, row: number, forecast: RowForecast): void {
  notes.class[row] = DEMAND_CLASSES.indexOf(forecast.class)
  notes.reason[row] = CHOICE_REASONS.indexOf(forecast.reason)
  notes.methodWeight.set(forecast.weights, row * METHOD_NAMES.length)
  notes.origins[row] = forecast.origins
  notes.gain[row] = forecast.gain
  notes.analogues[row] = Math.min(forecast.analogues, 0xffff)
  notes.cumulativeErrorSd.set(forecast.cumulativeErrorSd, row * MEASURED_WEEKS)
}
