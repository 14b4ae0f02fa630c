import type { Measure } from '../../../core/plan/plan.js'
import type { QueryMeasure } from '../living-plan.js'

export type MoneyMeasure = 'netSales' | 'standardCost' | 'grossMargin'

const MONEY: readonly QueryMeasure[] = ['netSales', 'standardCost', 'grossMargin']
export const isMoney = (measure: QueryMeasure): measure is MoneyMeasure => MONEY.includes(measure)
/** Stock is what is there at the end of a period; everything else adds up over it. */
export const isLevel = (measure: Measure): boolean => measure === 'closing' || measure === 'asIs'
