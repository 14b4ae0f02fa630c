/**
 * What was forecast and what came, one cell for each demand row, period and cycle. Columns, so that a year of cycles
 * stays small, and whole numbers, so that sums do not depend on order. A cell is measured once and then kept: the figures
 * of `accuracy-sums.ts` are read from it for any group of cells.
 */

/**
 * The forecast as it grew: last season again, the statistical baseline, with promotions, events and sensing, and with
 * what people said, which is the consensus.
 */
export const STAGES = ['naive', 'statistical', 'events', 'consensus'] as const
export type Stage = (typeof STAGES)[number]

export const ACCURACY_GRAINS = ['week', 'month'] as const
export type AccuracyGrain = (typeof ACCURACY_GRAINS)[number]

/** Costs are kept in thousandths of a minor unit: carrying one unit for a week is less than a cent. */
export const COST_PER_MINOR = 1000

export interface AccuracyCells {
  readonly count: number
  /** Position among the rows that the cells are told with. */
  readonly row: Int32Array
  readonly firstDay: Int32Array
  /** Periods from the one that holds the plan day: 0 is that one itself. */
  readonly lag: Int32Array
  /** Thousandths: what was asked for. */
  readonly actual: Float64Array
  /** Thousandths by stage; −1 where there is no last season to repeat. */
  readonly forecast: Readonly<Record<Stage, Float64Array>>
  /** Thousandths: one standard deviation announced for the baseline of this period; −1 where none was. */
  readonly errorSd: Float64Array
  /** Thousandths: mean absolute seasonal difference of the row's history, the scale of MASE; −1 unknown or flat. */
  readonly naiveScale: Float64Array
  /** Mean squared difference of neighbouring periods, the scale of RMSSE; −1 unknown or flat. */
  readonly stepScale: Float64Array
  /** Thousandths of a minor unit of the base currency per unit too few and per unit too many. */
  readonly shortCost: Float64Array
  readonly excessCost: Float64Array
}
