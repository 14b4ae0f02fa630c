import { GRAIN_OF, type Measure } from '../../../core/plan/plan.js'
import { SOLD_MEASURES, type SoldMeasure, type TableMeasure } from '../living-plan.js'

export type MoneyMeasure = 'netSales' | 'standardCost' | 'grossMargin'

const MONEY: readonly TableMeasure[] = ['netSales', 'standardCost', 'grossMargin']
export const isMoney = (measure: TableMeasure): measure is MoneyMeasure => MONEY.includes(measure)
/** Stock is what is there at the end of a period; everything else adds up over it. */
export const isLevel = (measure: Measure): boolean => measure === 'closing' || measure === 'asIs'
/** Read from what has happened, and not from the plan. */
export const isSold = (measure: TableMeasure): measure is SoldMeasure =>
  (SOLD_MEASURES as readonly TableMeasure[]).includes(measure)

/** Where the cells of a quantity lie: rows of the plan, or places where something was sold. */
export const groundOf = (measure: Measure | SoldMeasure): Ground => (isSold(measure) ? 'sold' : GRAIN_OF[measure])
export const GROUNDS = ['demand', 'stock', 'sold'] as const
export type Ground = (typeof GROUNDS)[number]
