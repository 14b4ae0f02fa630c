import { QUANTITY_DECIMALS } from '../../core/base/quantity.js'
import { minorDecimals } from '../../finance/currency.js'
import type { QueryMeasure } from '../../processes/living/living-plan.js'

const MONEY: readonly QueryMeasure[] = ['netSales', 'standardCost', 'grossMargin']

export const isMoney = (measure: QueryMeasure): boolean => MONEY.includes(measure)

/** How many decimals the whole numbers of a measure have. */
export const decimalsOf = (measure: QueryMeasure, currency: string): number =>
  isMoney(measure) ? minorDecimals(currency) : QUANTITY_DECIMALS
