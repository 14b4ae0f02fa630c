/**
 * Accuracy that adds up: what is kept of a group of cells are sums, and every ratio is formed last. So the figures of a
 * total are those of its cells, however they were grouped on the way, and never a mean of ratios. Formulas: DOMAIN §5.1,
 * §5.4; one list at a time: `accuracy.ts`.
 */
import { QUANTITY_PER_UNIT } from '../base/quantity.js'
import { type AccuracyCells, COST_PER_MINOR, STAGES, type Stage } from './accuracy-cells.js'
import { costPerUnitOfError } from './error-cost.js'
import { normalQuantile } from './forecast/interval.js'

/** Share of the actuals that the range around the baseline should hold. */
export const RANGE_SHARE = 0.8
const LOWER = (1 - RANGE_SHARE) / 2
/** Of a normal range of 80 %. */
export const RANGE_Z = normalQuantile(1 - LOWER)
/** One point of WMAPE. */
const POINT = 0.01

/** Of the cells in which the stage says something. */
export interface StageSums {
  cells: number
  /** Thousandths. */
  actual: number
  forecast: number
  /** Thousandths forecast too much and too little: together the absolute error. */
  over: number
  under: number
  /** Absolute and squared errors of the cells that have a scale, and the scales themselves. */
  scaledError: number
  naiveScale: number
  scaledSquares: number
  stepScale: number
  /** Absolute error of the cells in which the naive forecast speaks too. */
  besideNaive: number
  /** Thousandths of a minor unit. */
  overCost: number
  underCost: number
}

/** Of the cells for whose baseline a range was announced. */
export interface RangeSums {
  cells: number
  inside: number
  /** Both ends of the range, thousandths. */
  pinball: number
}

export interface AccuracySums {
  readonly stages: Readonly<Record<Stage, StageSums>>
  readonly range: RangeSums
  /** Thousandths of a minor unit that one point of WMAPE costs. */
  pointCost: number
}

export function emptySums(): AccuracySums {
  const stage = (): StageSums => ({
    cells: 0,
    actual: 0,
    forecast: 0,
    over: 0,
    under: 0,
    scaledError: 0,
    naiveScale: 0,
    scaledSquares: 0,
    stepScale: 0,
    besideNaive: 0,
    overCost: 0,
    underCost: 0,
  })
  const stages = { naive: stage(), statistical: stage(), events: stage(), consensus: stage() }
  return { stages, range: { cells: 0, inside: 0, pinball: 0 }, pointCost: 0 }
}

export function addCell(sums: AccuracySums, cells: AccuracyCells, cell: number): void {
  for (const stage of STAGES) if (cells.forecast[stage][cell]! >= 0) addStage(sums.stages[stage], cells, cell, stage)
  if (cells.errorSd[cell]! >= 0) addRange(sums.range, cells, cell)
  const perUnit = costPerUnitOfError(cells.shortCost[cell]!, cells.excessCost[cell]!)
  sums.pointCost += Math.round((perUnit * POINT * cells.actual[cell]!) / QUANTITY_PER_UNIT)
}

function addStage(sums: StageSums, cells: AccuracyCells, cell: number, stage: Stage): void {
  const actual = cells.actual[cell]!
  const forecast = cells.forecast[stage][cell]!
  const error = Math.abs(actual - forecast)
  sums.cells += 1
  sums.actual += actual
  sums.forecast += forecast
  sums[forecast > actual ? 'over' : 'under'] += error
  if (cells.naiveScale[cell]! > 0) {
    sums.scaledError += error
    sums.naiveScale += cells.naiveScale[cell]!
  }
  if (cells.stepScale[cell]! > 0) {
    sums.scaledSquares += error * error
    sums.stepScale += cells.stepScale[cell]!
  }
  if (cells.forecast.naive[cell]! >= 0) sums.besideNaive += error
  const rate = forecast > actual ? cells.excessCost[cell]! : cells.shortCost[cell]!
  sums[forecast > actual ? 'overCost' : 'underCost'] += Math.round((error * rate) / QUANTITY_PER_UNIT)
}

/** The range is the normal one around the baseline, and does not reach below zero. */
function addRange(sums: RangeSums, cells: AccuracyCells, cell: number): void {
  const actual = cells.actual[cell]!
  const middle = cells.forecast.statistical[cell]!
  const reach = RANGE_Z * cells.errorSd[cell]!
  const lower = Math.max(0, Math.round(middle - reach))
  const upper = Math.round(middle + reach)
  sums.cells += 1
  if (actual >= lower && actual <= upper) sums.inside += 1
  sums.pinball += pinball(actual, lower, LOWER) + pinball(actual, upper, 1 - LOWER)
}

const pinball = (actual: number, quantile: number, share: number): number =>
  Math.max(share * (actual - quantile), (share - 1) * (actual - quantile))

/** Sums of two groups that have no cell in common. */
export function addSums(into: AccuracySums, from: AccuracySums): void {
  for (const stage of STAGES) addFields(into.stages[stage], from.stages[stage])
  addFields(into.range, from.range)
  into.pointCost += from.pointCost
}

function addFields<Of extends object>(into: Of, from: Of): void {
  for (const field of Object.keys(into) as (keyof Of)[]) (into[field] as number) += from[field] as number
}

/** What cannot be computed is null. Units in thousandths, money in whole minor units. */
export interface StageFigures {
  readonly cells: number
  readonly actual: number
  readonly forecast: number
  readonly error: number
  readonly wmape: number | null
  /** Positive = too much. */
  readonly bias: number | null
  readonly mase: number | null
  readonly rmsse: number | null
  /** WMAPE taken away from the stage before, and from the naive, over the same cells; positive is better. */
  readonly valueAdded: number | null
  readonly valueOverNaive: number | null
  /** Forecast where nothing was asked for at all. */
  readonly withoutDemand: number
  readonly overCost: number
  readonly underCost: number
}

export function figuresOf(sums: AccuracySums, stage: Stage): StageFigures {
  const own = sums.stages[stage]
  const error = own.over + own.under
  return {
    cells: own.cells,
    actual: own.actual,
    forecast: own.forecast,
    error,
    wmape: ratio(error, own.actual),
    bias: ratio(own.over - own.under, own.actual),
    mase: ratio(own.scaledError, own.naiveScale),
    rmsse: rootOf(ratio(own.scaledSquares, own.stepScale)),
    valueAdded: valueAdded(sums, stage),
    valueOverNaive: stage === 'naive' ? null : valueOverNaive(sums, stage),
    withoutDemand: own.actual === 0 ? own.forecast : 0,
    overCost: minor(own.overCost),
    underCost: minor(own.underCost),
  }
}

function valueAdded(sums: AccuracySums, stage: Stage): number | null {
  const at = STAGES.indexOf(stage)
  if (at < 2) return at === 0 ? null : valueOverNaive(sums, stage)
  // From the baseline on every stage speaks for every cell.
  const before = sums.stages[STAGES[at - 1]!]
  const own = sums.stages[stage]
  return ratio(before.over + before.under - own.over - own.under, own.actual)
}

function valueOverNaive({ stages }: AccuracySums, stage: Stage): number | null {
  const { naive } = stages
  return ratio(naive.besideNaive - stages[stage].besideNaive, naive.actual)
}

export interface RangeFigures {
  readonly cells: number
  readonly coverage: number | null
  /** Mean of the losses of the two ends, thousandths. */
  readonly pinball: number | null
}

export const rangeFiguresOf = ({ range }: AccuracySums): RangeFigures => ({
  cells: range.cells,
  coverage: ratio(range.inside, range.cells),
  pinball: ratio(range.pinball, 2 * range.cells),
})

/** Whole minor units that one point of WMAPE costs. */
export const pointCostOf = ({ pointCost }: AccuracySums): number => minor(pointCost)

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
const rootOf = (square: number | null): number | null => (square === null ? null : Math.sqrt(square))
const minor = (cost: number): number => Math.round(cost / COST_PER_MINOR)
