import { GRAIN_OF, type Measure } from '../../../core/plan/plan.js'
import { CHART_SUMS, type ProfitLine } from '../../../finance/profit-chart.js'
import { SOLD_MEASURES, type SoldMeasure, STOCK_MOVES, type StockMove, type TableMeasure } from '../living-plan.js'

export type MoneyMeasure = 'netSales' | 'standardCost' | 'variancesAndWriteOffs' | 'grossMargin'

/** What is taken off the gross margin beside the standard cost. */
const MARGIN_REST: readonly ProfitLine[] = CHART_SUMS.find(({ line }) => line === 'grossMargin')!.takesOff.filter(
  (line) => line !== 'standardCost',
)
/** The lines of the P&L that a measure is the sum of. */
export const LINES_OF: Readonly<Record<MoneyMeasure, readonly ProfitLine[]>> = {
  netSales: ['netSales'],
  standardCost: ['standardCost'],
  variancesAndWriteOffs: MARGIN_REST,
  grossMargin: ['grossMargin'],
}
export const isMoney = (measure: TableMeasure): measure is MoneyMeasure => measure in LINES_OF
/** Stock is what is there at the end of a period; everything else adds up over it. */
export const isLevel = (measure: Measure): boolean => measure === 'closing' || measure === 'asIs'
/** Read from what has happened, and not from the plan. */
export const isSold = (measure: TableMeasure): measure is SoldMeasure =>
  (SOLD_MEASURES as readonly TableMeasure[]).includes(measure)
/** Only right where shipments and stock are of the same settling. */
export const isMove = (measure: TableMeasure): measure is StockMove =>
  (STOCK_MOVES as readonly TableMeasure[]).includes(measure)

/** Where the cells of a quantity lie: rows of the plan, or places where something was sold. */
export const groundOf = (measure: Measure | StockMove | SoldMeasure): Ground =>
  isSold(measure) ? 'sold' : isMove(measure) ? 'stock' : GRAIN_OF[measure]
export const GROUNDS = ['demand', 'stock', 'sold'] as const
export type Ground = (typeof GROUNDS)[number]

export const isOfStock = (measure: TableMeasure): boolean => !isMoney(measure) && groundOf(measure) === 'stock'
