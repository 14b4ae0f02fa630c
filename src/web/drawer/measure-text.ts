import { QUANTITY_DECIMALS } from '../../core/base/quantity.js'
import { minorDecimals } from '../../finance/currency.js'
import type { TableMeasure } from '../../processes/living/living-plan.js'

const MONEY: readonly TableMeasure[] = [
  'netSales',
  'standardCost',
  'variancesAndWriteOffs',
  'grossMargin',
  'actualNetSales',
]

export const isMoney = (measure: TableMeasure): boolean => MONEY.includes(measure)

/** How many decimals the whole numbers of a measure have. */
export const decimalsOf = (measure: TableMeasure, currency: string): number =>
  isMoney(measure) ? minorDecimals(currency) : QUANTITY_DECIMALS
