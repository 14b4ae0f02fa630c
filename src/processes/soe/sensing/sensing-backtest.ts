/**
 * Past weeks played again: sensing learns on the earlier ones, and is judged on the later ones by the error one week
 * ahead, beside the plan that it moves.
 */
import type { Day } from '../../../core/base/day.js'
import { seededRandom } from '../../../core/base/random.js'
import { groupSwitches } from '../../../core/demand/sensing/group-switch.js'
import { learnSettings } from '../../../core/demand/sensing/learned-settings.js'
import { needsApproval, type SensingSettings, sense, sensedUnits } from '../../../core/demand/sensing/sensed-demand.js'
import { firstWeeks, type SensingWeeks } from '../../../core/demand/sensing/sensing-weeks.js'
import { bootstrapDifference, type Interval, type PairedErrors } from '../../../core/demand/sensing/value-added.js'
import { alarmsOf, sumNodes } from './alarms.js'

/** The hierarchy by name, from the top down; rows last. */
export interface SensingLevel {
  readonly name: string
  readonly nodeOf: Int32Array
}

export interface BacktestGiven {
  /** As they were known when each was over. */
  readonly weeks: SensingWeeks
  /** What came of them in the end, at [week × rows + row]; as in `weeks` where absent. */
  readonly came?: Pick<SensingWeeks, 'sold' | 'planned'>
  readonly levels: readonly SensingLevel[]
  /** So many of the weeks, the first, are learnt from and not judged. */
  readonly learningWeeks: number
  readonly seed: number
}

export interface LevelValue {
  readonly level: string
  readonly series: number
  readonly unsensed: number | null
  readonly sensed: number | null
  /** Forecast value added: unsensed less sensed. */
  readonly valueAdded: number | null
}

export interface AlarmFigures {
  readonly count: number
  readonly seriesWeeks: number
  readonly perHundred: number
  /** The same of weeks in a drawn order, in which no change lasts: what is told then is a false alarm. */
  readonly quietPerHundred: number
}

export interface SensingBacktest {
  readonly learningWeeks: number
  readonly judgedWeeks: number
  readonly rows: number
  readonly settings: SensingSettings
  readonly unsensed: number | null
  readonly sensed: number | null
  /** Sensed less unsensed. */
  readonly difference: number | null
  /** Of the difference, 95 %: series drawn anew in pairs, and weeks. */
  readonly bySeries: Interval | null
  readonly byWeek: Interval | null
  readonly levels: readonly LevelValue[]
  readonly alarms: AlarmFigures
  /** Judged weeks of a group of rows in which sensing was off, and all of them. */
  readonly offWeeks: number
  readonly groupWeeks: number
  /** Judged cells whose move was cut, and all of them. */
  readonly cutCells: number
  readonly cells: number
}

/** The past of a company. */
export interface BacktestedWeeks extends SensingBacktest {
  /** The first judged day, and the day after the last. */
  readonly from: Day
  readonly until: Day
  /** A plan was made every so many weeks. */
  readonly cycleWeeks: number
  readonly lateDays: number
}

export function backtestSensing(given: BacktestGiven): SensingBacktest {
  const { weeks, levels, learningWeeks, seed } = given
  const tree = levels.map(({ nodeOf }) => nodeOf)
  const settings = learnSettings(firstWeeks(weeks, learningWeeks), tree)
  const { before } = sense(weeks, tree, settings)
  const judged = new Judged(given, before)
  const { sold } = judged.came
  const bySeries = judged.pairs((cell) => cell % weeks.rowCount, weeks.rowCount)
  const byWeek = judged.pairs((cell) => Math.floor(cell / weeks.rowCount), weeks.weekCount)
  const total = totalOf(bySeries)
  return {
    learningWeeks,
    judgedWeeks: weeks.weekCount - learningWeeks,
    rows: weeks.rowCount,
    settings,
    ...wmapes(total),
    difference: total.sold > 0 ? (total.sensed - total.unsensed) / total.sold : null,
    bySeries: bootstrapDifference(bySeries.filter(hasSold), seed),
    byWeek: bootstrapDifference(byWeek.filter(hasSold), seed),
    levels: [...levels, { name: 'total', nodeOf: new Int32Array(weeks.rowCount) }].map((level) => judged.value(level)),
    alarms: alarmFigures(given),
    ...judged.switches,
    cutCells: judged.count((cell) => needsApproval(before[cell]!)),
    cells: judged.count((cell) => !Number.isNaN(sold[cell]!)),
  }
}

const hasSold = ({ sold, unsensed }: PairedErrors): boolean => sold > 0 || unsensed > 0

const totalOf = (errors: readonly PairedErrors[]): PairedErrors =>
  errors.reduce((sum, one) => ({
    unsensed: sum.unsensed + one.unsensed,
    sensed: sum.sensed + one.sensed,
    sold: sum.sold + one.sold,
  }))

const wmapes = ({ unsensed, sensed, sold }: PairedErrors) => ({
  unsensed: sold > 0 ? unsensed / sold : null,
  sensed: sold > 0 ? sensed / sold : null,
})

/** The judged cells, sensed where sensing was on. */
class Judged {
  readonly came: Pick<SensingWeeks, 'sold' | 'planned'>
  readonly switches: { readonly offWeeks: number; readonly groupWeeks: number }
  /** Thousandths, by cell. */
  private readonly sensed: Float64Array

  constructor(
    private readonly given: BacktestGiven,
    before: Float64Array,
  ) {
    const { weeks, levels, learningWeeks } = given
    const { weekCount, plain, planned: said } = weeks
    this.came = given.came ?? weeks
    const { planned } = this.came
    this.sensed = planned.map((units, cell) => {
      // Where days fell out, the plain part with them.
      const part = said[cell]! > 0 ? units / said[cell]! : 1
      return sensedUnits(units, plain[cell]! * (Number.isFinite(part) ? part : 1), before[cell]!)
    })
    const group = levels[0]!.nodeOf
    const isOn = groupSwitches(weeks, this.came, this.sensed, group)
    this.eachCell(0, (cell, row, week) => {
      if (isOn[group[row]!]![week] === false) this.sensed[cell] = planned[cell]!
    })
    const off = isOn.map((weeksOn) => weeksOn.slice(learningWeeks, weekCount).filter((on) => !on).length)
    this.switches = {
      offWeeks: off.reduce((sum, count) => sum + count, 0),
      groupWeeks: isOn.length * (weekCount - learningWeeks),
    }
  }

  /** Errors of judged cells, gathered by what a cell belongs to. */
  pairs(keyOf: (cell: number) => number, count: number): PairedErrors[] {
    const errors = Array.from({ length: count }, () => ({ unsensed: 0, sensed: 0, sold: 0 }))
    const { sold, planned } = this.came
    this.eachCell(this.given.learningWeeks, (cell) => {
      const of = errors[keyOf(cell)]!
      of.unsensed += Math.abs(sold[cell]! - planned[cell]!)
      of.sensed += Math.abs(sold[cell]! - this.sensed[cell]!)
      of.sold += sold[cell]!
    })
    return errors
  }

  /** Errors of the sums of a level's rows. */
  value({ name, nodeOf }: SensingLevel): LevelValue {
    const { weekCount } = this.given.weeks
    const nodeCount = nodeOf.reduce((most, node) => Math.max(most, node), -1) + 1
    const sums = [this.came.sold, this.came.planned, this.sensed].map((column) => {
      const sum = new Float64Array(nodeCount * weekCount)
      this.eachCell(this.given.learningWeeks, (cell, row, week) => {
        sum[week * nodeCount + nodeOf[row]!]! += column[cell]!
      })
      return sum
    })
    const [sold, planned, sensed] = sums as [Float64Array, Float64Array, Float64Array]
    const total = { unsensed: 0, sensed: 0, sold: 0 }
    sold.forEach((units, at) => {
      total.unsensed += Math.abs(units - planned[at]!)
      total.sensed += Math.abs(units - sensed[at]!)
      total.sold += units
    })
    const errors = wmapes(total)
    const { sold: units } = total
    return {
      level: name,
      series: nodeCount,
      ...errors,
      valueAdded: units > 0 ? (total.unsensed - total.sensed) / units : null,
    }
  }

  count(holds: (cell: number) => boolean): number {
    let found = 0
    this.eachCell(this.given.learningWeeks, (cell) => {
      if (holds(cell)) found += 1
    })
    return found
  }

  private eachCell(fromWeek: number, each: (cell: number, row: number, week: number) => void): void {
    const { rowCount, weekCount } = this.given.weeks
    for (let week = fromWeek; week < weekCount; week++)
      for (let row = 0; row < rowCount; row++) {
        const cell = week * rowCount + row
        if (!Number.isNaN(this.came.sold[cell]!) && !Number.isNaN(this.came.planned[cell]!)) each(cell, row, week)
      }
  }
}

const SHUFFLES = 20
const SHUFFLE_STREAM = 7

/** Of the level above the rows, in the judged weeks. */
function alarmFigures({ weeks, levels, learningWeeks, seed }: BacktestGiven): AlarmFigures {
  const nodeOf = levels[Math.max(0, levels.length - 2)]!.nodeOf
  const count = alarmsOf(sumNodes(weeks, nodeOf), learningWeeks).length
  const nodes = sumNodes(weeks, nodeOf)
  let seriesWeeks = 0
  for (let at = learningWeeks * nodes.nodeCount; at < nodes.planned.length; at++)
    if (nodes.planned[at]! > 0) seriesWeeks += 1
  let quiet = 0
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++)
    quiet += alarmsOf(sumNodes(inDrawnOrder(weeks, seed, shuffle), nodeOf), learningWeeks).length
  const per = (alarms: number): number => (seriesWeeks > 0 ? (100 * alarms) / seriesWeeks : 0)
  return { count, seriesWeeks, perHundred: per(count), quietPerHundred: per(quiet / SHUFFLES) }
}

/** Each week's plan is met by the deviations of another week: rows that moved together still do, but nothing lasts. */
function inDrawnOrder(weeks: SensingWeeks, seed: number, shuffle: number): SensingWeeks {
  const { rowCount, weekCount, planned, told } = weeks
  const random = seededRandom(seed)
  const order = Array.from({ length: weekCount }, (_, week) => week)
  for (let at = weekCount - 1; at > 0; at--) {
    const other = Math.floor(random.at(SHUFFLE_STREAM, shuffle, at) * (at + 1))
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  const sold = new Float64Array(weeks.sold.length).fill(Number.NaN)
  const says = new Uint8Array(told.length)
  for (let week = 0; week < weekCount; week++)
    for (let row = 0; row < rowCount; row++) {
      const cell = week * rowCount + row
      const from = order[week]! * rowCount + row
      if (told[cell] === 0 || told[from] === 0 || !(planned[from]! > 0)) continue
      sold[cell] = (planned[cell]! * weeks.sold[from]!) / planned[from]!
      says[cell] = 1
    }
  return { ...weeks, sold, told: says }
}
